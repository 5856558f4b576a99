from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.administration_revoke_role_role import AdministrationRevokeRoleRole
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    member: UUID,
    role: AdministrationRevokeRoleRole,
    *,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/communities/{slug}/members/{member}/roles/{role}".format(slug=quote(str(slug), safe=""),member=quote(str(member), safe=""),role=quote(str(role), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ProblemShape:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    member: UUID,
    role: AdministrationRevokeRoleRole,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[Any | ProblemShape]:
    """ Take a role from a member.

     Take a role from a member.

    Args:
        slug (str):
        member (UUID):
        role (AdministrationRevokeRoleRole): What a member may do beyond their own affairs.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
role=role,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    member: UUID,
    role: AdministrationRevokeRoleRole,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Any | ProblemShape | None:
    """ Take a role from a member.

     Take a role from a member.

    Args:
        slug (str):
        member (UUID):
        role (AdministrationRevokeRoleRole): What a member may do beyond their own affairs.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return sync_detailed(
        slug=slug,
member=member,
role=role,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    member: UUID,
    role: AdministrationRevokeRoleRole,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[Any | ProblemShape]:
    """ Take a role from a member.

     Take a role from a member.

    Args:
        slug (str):
        member (UUID):
        role (AdministrationRevokeRoleRole): What a member may do beyond their own affairs.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
role=role,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    member: UUID,
    role: AdministrationRevokeRoleRole,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Any | ProblemShape | None:
    """ Take a role from a member.

     Take a role from a member.

    Args:
        slug (str):
        member (UUID):
        role (AdministrationRevokeRoleRole): What a member may do beyond their own affairs.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
member=member,
role=role,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.member_limits_shape import MemberLimitsShape
from ...models.own_limits import OwnLimits
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    member: UUID,
    *,
    body: OwnLimits,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/communities/{slug}/members/{member}/limits".format(slug=quote(str(slug), safe=""),member=quote(str(member), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MemberLimitsShape | ProblemShape:
    if response.status_code == 200:
        response_200 = MemberLimitsShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MemberLimitsShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    member: UUID,
    *,
    client: AuthenticatedClient,
    body: OwnLimits,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[MemberLimitsShape | ProblemShape]:
    """ Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

     Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

    Args:
        slug (str):
        member (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (OwnLimits): A member's own limits in minor units; null leaves one to the community's
            policy, a ceiling of 0 means none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberLimitsShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
body=body,
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
    *,
    client: AuthenticatedClient,
    body: OwnLimits,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> MemberLimitsShape | ProblemShape | None:
    """ Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

     Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

    Args:
        slug (str):
        member (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (OwnLimits): A member's own limits in minor units; null leaves one to the community's
            policy, a ceiling of 0 means none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberLimitsShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
member=member,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    member: UUID,
    *,
    client: AuthenticatedClient,
    body: OwnLimits,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[MemberLimitsShape | ProblemShape]:
    """ Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

     Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

    Args:
        slug (str):
        member (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (OwnLimits): A member's own limits in minor units; null leaves one to the community's
            policy, a ceiling of 0 means none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberLimitsShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
body=body,
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
    *,
    client: AuthenticatedClient,
    body: OwnLimits,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> MemberLimitsShape | ProblemShape | None:
    """ Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

     Give a member limits of their own, or leave them to the policy again; for treasurers and
    administrators.

    Args:
        slug (str):
        member (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (OwnLimits): A member's own limits in minor units; null leaves one to the community's
            policy, a ceiling of 0 means none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberLimitsShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
member=member,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

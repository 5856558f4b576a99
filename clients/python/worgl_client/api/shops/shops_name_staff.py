from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.naming_shape import NamingShape
from ...models.new_staff import NewStaff
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    shop: UUID,
    *,
    body: NewStaff,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/shops/{shop}/staff".format(slug=quote(str(slug), safe=""),shop=quote(str(shop), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> NamingShape | ProblemShape:
    if response.status_code == 200:
        response_200 = NamingShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[NamingShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    shop: UUID,
    *,
    client: AuthenticatedClient,
    body: NewStaff,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[NamingShape | ProblemShape]:
    """ Let a member act for a shop; for the shop itself, its keepers and administrators.

     Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop they do not keep `waits` for the yes of a keeper or of another
    administrator; `id` is then the wish's.

    Args:
        slug (str):
        shop (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewStaff): A member, by code or id, who acts for the shop: as its keeper, or at its
            till only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NamingShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
shop=shop,
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
    shop: UUID,
    *,
    client: AuthenticatedClient,
    body: NewStaff,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> NamingShape | ProblemShape | None:
    """ Let a member act for a shop; for the shop itself, its keepers and administrators.

     Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop they do not keep `waits` for the yes of a keeper or of another
    administrator; `id` is then the wish's.

    Args:
        slug (str):
        shop (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewStaff): A member, by code or id, who acts for the shop: as its keeper, or at its
            till only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NamingShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
shop=shop,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    shop: UUID,
    *,
    client: AuthenticatedClient,
    body: NewStaff,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[NamingShape | ProblemShape]:
    """ Let a member act for a shop; for the shop itself, its keepers and administrators.

     Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop they do not keep `waits` for the yes of a keeper or of another
    administrator; `id` is then the wish's.

    Args:
        slug (str):
        shop (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewStaff): A member, by code or id, who acts for the shop: as its keeper, or at its
            till only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NamingShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
shop=shop,
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
    shop: UUID,
    *,
    client: AuthenticatedClient,
    body: NewStaff,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> NamingShape | ProblemShape | None:
    """ Let a member act for a shop; for the shop itself, its keepers and administrators.

     Let a member act for a shop; for the shop itself, its keepers and administrators.

    What an administrator asks for a shop they do not keep `waits` for the yes of a keeper or of another
    administrator; `id` is then the wish's.

    Args:
        slug (str):
        shop (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewStaff): A member, by code or id, who acts for the shop: as its keeper, or at its
            till only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NamingShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
shop=shop,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    staff: UUID,
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
        "url": "/api/v1/communities/{slug}/staff/{staff}".format(slug=quote(str(slug), safe=""),staff=quote(str(staff), safe=""),),
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
    staff: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[Any | ProblemShape]:
    """ End that a member acts for a shop; that member may give it up too.

     End that a member acts for a shop; that member may give it up too.

    Args:
        slug (str):
        staff (UUID):
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
staff=staff,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    staff: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Any | ProblemShape | None:
    """ End that a member acts for a shop; that member may give it up too.

     End that a member acts for a shop; that member may give it up too.

    Args:
        slug (str):
        staff (UUID):
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
staff=staff,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    staff: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[Any | ProblemShape]:
    """ End that a member acts for a shop; that member may give it up too.

     End that a member acts for a shop; that member may give it up too.

    Args:
        slug (str):
        staff (UUID):
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
staff=staff,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    staff: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Any | ProblemShape | None:
    """ End that a member acts for a shop; that member may give it up too.

     End that a member acts for a shop; that member may give it up too.

    Args:
        slug (str):
        staff (UUID):
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
staff=staff,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_code_shape import ListCodeShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    series: UUID,
    *,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/vouchers/{series}/codes".format(slug=quote(str(slug), safe=""),series=quote(str(series), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListCodeShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ListCodeShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListCodeShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    series: UUID,
    *,
    client: AuthenticatedClient,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListCodeShape | ProblemShape]:
    """ List the codes of the open vouchers of a series, to their issuer.

     List the codes of the open vouchers of a series, to their issuer.

    Args:
        slug (str):
        series (UUID):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListCodeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
series=series,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    series: UUID,
    *,
    client: AuthenticatedClient,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListCodeShape | ProblemShape | None:
    """ List the codes of the open vouchers of a series, to their issuer.

     List the codes of the open vouchers of a series, to their issuer.

    Args:
        slug (str):
        series (UUID):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListCodeShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
series=series,
client=client,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    series: UUID,
    *,
    client: AuthenticatedClient,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListCodeShape | ProblemShape]:
    """ List the codes of the open vouchers of a series, to their issuer.

     List the codes of the open vouchers of a series, to their issuer.

    Args:
        slug (str):
        series (UUID):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListCodeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
series=series,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    series: UUID,
    *,
    client: AuthenticatedClient,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListCodeShape | ProblemShape | None:
    """ List the codes of the open vouchers of a series, to their issuer.

     List the codes of the open vouchers of a series, to their issuer.

    Args:
        slug (str):
        series (UUID):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListCodeShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
series=series,
client=client,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

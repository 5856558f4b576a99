from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_notice_shape import ListNoticeShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    if_none_match: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/notices",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListNoticeShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ListNoticeShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListNoticeShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    if_none_match: str | Unset = UNSET,

) -> Response[ListNoticeShape | ProblemShape]:
    """ List what the caller was told, newest first; not for a key of one community.

     List what the caller was told, newest first; not for a key of one community.

    Args:
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListNoticeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        cursor=cursor,
limit=limit,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    if_none_match: str | Unset = UNSET,

) -> ListNoticeShape | ProblemShape | None:
    """ List what the caller was told, newest first; not for a key of one community.

     List what the caller was told, newest first; not for a key of one community.

    Args:
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListNoticeShape | ProblemShape
     """


    return sync_detailed(
        client=client,
cursor=cursor,
limit=limit,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    if_none_match: str | Unset = UNSET,

) -> Response[ListNoticeShape | ProblemShape]:
    """ List what the caller was told, newest first; not for a key of one community.

     List what the caller was told, newest first; not for a key of one community.

    Args:
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListNoticeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        cursor=cursor,
limit=limit,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    if_none_match: str | Unset = UNSET,

) -> ListNoticeShape | ProblemShape | None:
    """ List what the caller was told, newest first; not for a key of one community.

     List what the caller was told, newest first; not for a key of one community.

    Args:
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListNoticeShape | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
cursor=cursor,
limit=limit,
if_none_match=if_none_match,

    )).parsed

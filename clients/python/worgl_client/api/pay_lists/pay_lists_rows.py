from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_list_row_shape import ListListRowShape
from ...models.problem_shape import ProblemShape
from ...models.row_state import RowState
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    pay_list: UUID,
    *,
    state: None | RowState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, RowState):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state

    params["cursor"] = cursor

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/pay-lists/{pay_list}/rows".format(slug=quote(str(slug), safe=""),pay_list=quote(str(pay_list), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListListRowShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ListListRowShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListListRowShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    state: None | RowState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListListRowShape | ProblemShape]:
    """ List the rows of a list in the order of its table, with what is wrong or what became of each.

     List the rows of a list in the order of its table, with what is wrong or what became of each.

    Args:
        slug (str):
        pay_list (UUID):
        state (None | RowState | Unset): Only rows that stand so.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListListRowShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
pay_list=pay_list,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    state: None | RowState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListListRowShape | ProblemShape | None:
    """ List the rows of a list in the order of its table, with what is wrong or what became of each.

     List the rows of a list in the order of its table, with what is wrong or what became of each.

    Args:
        slug (str):
        pay_list (UUID):
        state (None | RowState | Unset): Only rows that stand so.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListListRowShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
pay_list=pay_list,
client=client,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    state: None | RowState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListListRowShape | ProblemShape]:
    """ List the rows of a list in the order of its table, with what is wrong or what became of each.

     List the rows of a list in the order of its table, with what is wrong or what became of each.

    Args:
        slug (str):
        pay_list (UUID):
        state (None | RowState | Unset): Only rows that stand so.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListListRowShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
pay_list=pay_list,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    state: None | RowState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListListRowShape | ProblemShape | None:
    """ List the rows of a list in the order of its table, with what is wrong or what became of each.

     List the rows of a list in the order of its table, with what is wrong or what became of each.

    Args:
        slug (str):
        pay_list (UUID):
        state (None | RowState | Unset): Only rows that stand so.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListListRowShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
pay_list=pay_list,
client=client,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_member_shape import ListMemberShape
from ...models.members_search_state import MembersSearchState
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    search: str | Unset = '',
    state: MembersSearchState | Unset = UNSET,
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

    params["search"] = search

    json_state: dict[str, Any] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.to_dict()
    if not isinstance(json_state, Unset):
        params.update(json_state)


    params["cursor"] = cursor

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/members".format(slug=quote(str(slug), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListMemberShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ListMemberShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListMemberShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersSearchState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListMemberShape | ProblemShape]:
    """ List members by name.

     List members by name.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersSearchState | Unset): Other states than active are for administrators.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListMemberShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
search=search,
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
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersSearchState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListMemberShape | ProblemShape | None:
    """ List members by name.

     List members by name.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersSearchState | Unset): Other states than active are for administrators.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListMemberShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
search=search,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersSearchState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ListMemberShape | ProblemShape]:
    """ List members by name.

     List members by name.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersSearchState | Unset): Other states than active are for administrators.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListMemberShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
search=search,
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
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersSearchState | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ListMemberShape | ProblemShape | None:
    """ List members by name.

     List members by name.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersSearchState | Unset): Other states than active are for administrators.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListMemberShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
search=search,
state=state,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.limits_shape import LimitsShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
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
        "url": "/api/v1/communities/{slug}/limits".format(slug=quote(str(slug), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LimitsShape | ProblemShape:
    if response.status_code == 200:
        response_200 = LimitsShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LimitsShape | ProblemShape]:
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
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[LimitsShape | ProblemShape]:
    """ Read what the caller may pay at once and today, besides what their balance allows.

     Read what the caller may pay at once and today, besides what their balance allows.

    Args:
        slug (str):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LimitsShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
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
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> LimitsShape | ProblemShape | None:
    """ Read what the caller may pay at once and today, besides what their balance allows.

     Read what the caller may pay at once and today, besides what their balance allows.

    Args:
        slug (str):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LimitsShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[LimitsShape | ProblemShape]:
    """ Read what the caller may pay at once and today, besides what their balance allows.

     Read what the caller may pay at once and today, besides what their balance allows.

    Args:
        slug (str):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LimitsShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
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
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> LimitsShape | ProblemShape | None:
    """ Read what the caller may pay at once and today, besides what their balance allows.

     Read what the caller may pay at once and today, besides what their balance allows.

    Args:
        slug (str):
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LimitsShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

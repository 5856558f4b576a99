from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.community_shape import CommunityShape
from ...models.new_words import NewWords
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: NewWords,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/communities/{slug}/words".format(slug=quote(str(slug), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CommunityShape | ProblemShape:
    if response.status_code == 200:
        response_200 = CommunityShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CommunityShape | ProblemShape]:
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
    body: NewWords,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[CommunityShape | ProblemShape]:
    """ Replace words such as "member" by the community's own; for administrators.

     Replace words such as "member" by the community's own; for administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewWords): The community's own words; one that is left out is the usual one again.

            With a `language` such as `de` they are for its readers, without one for all who have none
            of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommunityShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
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
    *,
    client: AuthenticatedClient,
    body: NewWords,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> CommunityShape | ProblemShape | None:
    """ Replace words such as "member" by the community's own; for administrators.

     Replace words such as "member" by the community's own; for administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewWords): The community's own words; one that is left out is the usual one again.

            With a `language` such as `de` they are for its readers, without one for all who have none
            of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommunityShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    body: NewWords,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[CommunityShape | ProblemShape]:
    """ Replace words such as "member" by the community's own; for administrators.

     Replace words such as "member" by the community's own; for administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewWords): The community's own words; one that is left out is the usual one again.

            With a `language` such as `de` they are for its readers, without one for all who have none
            of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommunityShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
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
    *,
    client: AuthenticatedClient,
    body: NewWords,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> CommunityShape | ProblemShape | None:
    """ Replace words such as "member" by the community's own; for administrators.

     Replace words such as "member" by the community's own; for administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewWords): The community's own words; one that is left out is the usual one again.

            With a `language` such as `de` they are for its readers, without one for all who have none
            of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommunityShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.dispute_shape import DisputeShape
from ...models.problem_shape import ProblemShape
from ...models.reply import Reply
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    dispute: UUID,
    *,
    body: Reply,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/disputes/{dispute}/answer".format(slug=quote(str(slug), safe=""),dispute=quote(str(dispute), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DisputeShape | ProblemShape:
    if response.status_code == 200:
        response_200 = DisputeShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DisputeShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    dispute: UUID,
    *,
    client: AuthenticatedClient,
    body: Reply,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[DisputeShape | ProblemShape]:
    """ Answer a dispute, as the one who was paid.

     Answer a dispute, as the one who was paid.

    Args:
        slug (str):
        dispute (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Reply): What the one who was paid says to it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DisputeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
dispute=dispute,
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
    dispute: UUID,
    *,
    client: AuthenticatedClient,
    body: Reply,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> DisputeShape | ProblemShape | None:
    """ Answer a dispute, as the one who was paid.

     Answer a dispute, as the one who was paid.

    Args:
        slug (str):
        dispute (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Reply): What the one who was paid says to it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DisputeShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
dispute=dispute,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    dispute: UUID,
    *,
    client: AuthenticatedClient,
    body: Reply,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[DisputeShape | ProblemShape]:
    """ Answer a dispute, as the one who was paid.

     Answer a dispute, as the one who was paid.

    Args:
        slug (str):
        dispute (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Reply): What the one who was paid says to it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DisputeShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
dispute=dispute,
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
    dispute: UUID,
    *,
    client: AuthenticatedClient,
    body: Reply,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> DisputeShape | ProblemShape | None:
    """ Answer a dispute, as the one who was paid.

     Answer a dispute, as the one who was paid.

    Args:
        slug (str):
        dispute (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Reply): What the one who was paid says to it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DisputeShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
dispute=dispute,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

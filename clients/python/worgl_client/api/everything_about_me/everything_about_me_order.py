from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.parcel_shape import ParcelShape
from ...models.problem_shape import ProblemShape
from typing import cast



def _get_kwargs(
    *,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/me/everything",
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ParcelShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ParcelShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ParcelShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[ParcelShape | ProblemShape]:
    """ Have everything about the caller packed; one that is being packed is told of instead.

     Have everything about the caller packed; one that is being packed is told of instead.

    Not for a key of one community: what is told is of all of them.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ParcelShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> ParcelShape | ProblemShape | None:
    """ Have everything about the caller packed; one that is being packed is told of instead.

     Have everything about the caller packed; one that is being packed is told of instead.

    Not for a key of one community: what is told is of all of them.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ParcelShape | ProblemShape
     """


    return sync_detailed(
        client=client,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[ParcelShape | ProblemShape]:
    """ Have everything about the caller packed; one that is being packed is told of instead.

     Have everything about the caller packed; one that is being packed is told of instead.

    Not for a key of one community: what is told is of all of them.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ParcelShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> ParcelShape | ProblemShape | None:
    """ Have everything about the caller packed; one that is being packed is told of instead.

     Have everything about the caller packed; one that is being packed is told of instead.

    Not for a key of one community: what is told is of all of them.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ParcelShape | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
idempotency_key=idempotency_key,

    )).parsed

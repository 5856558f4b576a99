from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from typing import cast
from uuid import UUID



def _get_kwargs(
    notice: UUID,
    *,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/notices/{notice}/read".format(notice=quote(str(notice), safe=""),),
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
    notice: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[Any | ProblemShape]:
    """ Mark one of the caller's notices as read.

     Mark one of the caller's notices as read.

    Args:
        notice (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        notice=notice,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    notice: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Any | ProblemShape | None:
    """ Mark one of the caller's notices as read.

     Mark one of the caller's notices as read.

    Args:
        notice (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return sync_detailed(
        notice=notice,
client=client,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    notice: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[Any | ProblemShape]:
    """ Mark one of the caller's notices as read.

     Mark one of the caller's notices as read.

    Args:
        notice (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        notice=notice,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    notice: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Any | ProblemShape | None:
    """ Mark one of the caller's notices as read.

     Mark one of the caller's notices as read.

    Args:
        notice (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return (await asyncio_detailed(
        notice=notice,
client=client,
idempotency_key=idempotency_key,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.marked_shape import MarkedShape
from ...models.problem_shape import ProblemShape
from ...models.seen_until import SeenUntil
from typing import cast



def _get_kwargs(
    *,
    body: SeenUntil,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/notices/read",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MarkedShape | ProblemShape:
    if response.status_code == 200:
        response_200 = MarkedShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MarkedShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SeenUntil,
    idempotency_key: str,

) -> Response[MarkedShape | ProblemShape]:
    """ Mark the caller's notices as read, up to the newest one they have seen.

     Mark the caller's notices as read, up to the newest one they have seen.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (SeenUntil): The newest notice the person has seen; what was told later stays unread.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MarkedShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: SeenUntil,
    idempotency_key: str,

) -> MarkedShape | ProblemShape | None:
    """ Mark the caller's notices as read, up to the newest one they have seen.

     Mark the caller's notices as read, up to the newest one they have seen.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (SeenUntil): The newest notice the person has seen; what was told later stays unread.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MarkedShape | ProblemShape
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SeenUntil,
    idempotency_key: str,

) -> Response[MarkedShape | ProblemShape]:
    """ Mark the caller's notices as read, up to the newest one they have seen.

     Mark the caller's notices as read, up to the newest one they have seen.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (SeenUntil): The newest notice the person has seen; what was told later stays unread.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MarkedShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SeenUntil,
    idempotency_key: str,

) -> MarkedShape | ProblemShape | None:
    """ Mark the caller's notices as read, up to the newest one they have seen.

     Mark the caller's notices as read, up to the newest one they have seen.

    Args:
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (SeenUntil): The newest notice the person has seen; what was told later stays unread.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MarkedShape | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed

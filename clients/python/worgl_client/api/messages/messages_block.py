from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from typing import cast



def _get_kwargs(
    slug: str,
    member: str,
    *,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/communities/{slug}/chats/{member}/block".format(slug=quote(str(slug), safe=""),member=quote(str(member), safe=""),),
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
    slug: str,
    member: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[Any | ProblemShape]:
    """ Let nothing more that a member writes reach the caller; the member is not told.

     Let nothing more that a member writes reach the caller; the member is not told.

    Args:
        slug (str):
        member (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    member: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Any | ProblemShape | None:
    """ Let nothing more that a member writes reach the caller; the member is not told.

     Let nothing more that a member writes reach the caller; the member is not told.

    Args:
        slug (str):
        member (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return sync_detailed(
        slug=slug,
member=member,
client=client,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    slug: str,
    member: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Response[Any | ProblemShape]:
    """ Let nothing more that a member writes reach the caller; the member is not told.

     Let nothing more that a member writes reach the caller; the member is not told.

    Args:
        slug (str):
        member (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
member=member,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    member: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,

) -> Any | ProblemShape | None:
    """ Let nothing more that a member writes reach the caller; the member is not told.

     Let nothing more that a member writes reach the caller; the member is not told.

    Args:
        slug (str):
        member (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
member=member,
client=client,
idempotency_key=idempotency_key,

    )).parsed

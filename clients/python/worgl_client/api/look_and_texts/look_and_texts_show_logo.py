from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.look_shape import LookShape
from ...models.problem_shape import ProblemShape
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: File,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/communities/{slug}/look/logo".format(slug=quote(str(slug), safe=""),),
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LookShape | ProblemShape:
    if response.status_code == 200:
        response_200 = LookShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LookShape | ProblemShape]:
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
    body: File,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LookShape | ProblemShape]:
    """ Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

     Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LookShape | ProblemShape]
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
    body: File,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LookShape | ProblemShape | None:
    """ Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

     Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LookShape | ProblemShape
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
    body: File,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LookShape | ProblemShape]:
    """ Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

     Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LookShape | ProblemShape]
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
    body: File,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LookShape | ProblemShape | None:
    """ Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

     Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LookShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

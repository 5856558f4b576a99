from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: File,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/payments/batch".format(slug=quote(str(slug), safe=""),),
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | ProblemShape:
    if response.status_code == 200:
        response_200 = File(
             payload = BytesIO(response.content)
        )



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | ProblemShape]:
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
    acting_for: str | Unset = UNSET,

) -> Response[File | ProblemShape]:
    """ Pay many members of the community, up to 10,000 a call.

     Pay many members of the community, up to 10,000 a call.

    The body is one JSON object a line: `id` (a UUID of the caller's, version 7 advised, which is the
    line's
    idempotency key and means the same to a single payment), `payee` (code or id), `minor` of the
    community's
    `unit`, and perhaps `note`. Each line is answered by one, in order; one that is refused leaves the
    others alone.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
body=body,
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
    acting_for: str | Unset = UNSET,

) -> File | ProblemShape | None:
    """ Pay many members of the community, up to 10,000 a call.

     Pay many members of the community, up to 10,000 a call.

    The body is one JSON object a line: `id` (a UUID of the caller's, version 7 advised, which is the
    line's
    idempotency key and means the same to a single payment), `payee` (code or id), `minor` of the
    community's
    `unit`, and perhaps `note`. Each line is answered by one, in order; one that is refused leaves the
    others alone.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
body=body,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    body: File,
    acting_for: str | Unset = UNSET,

) -> Response[File | ProblemShape]:
    """ Pay many members of the community, up to 10,000 a call.

     Pay many members of the community, up to 10,000 a call.

    The body is one JSON object a line: `id` (a UUID of the caller's, version 7 advised, which is the
    line's
    idempotency key and means the same to a single payment), `payee` (code or id), `minor` of the
    community's
    `unit`, and perhaps `note`. Each line is answered by one, in order; one that is refused leaves the
    others alone.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
body=body,
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
    acting_for: str | Unset = UNSET,

) -> File | ProblemShape | None:
    """ Pay many members of the community, up to 10,000 a call.

     Pay many members of the community, up to 10,000 a call.

    The body is one JSON object a line: `id` (a UUID of the caller's, version 7 advised, which is the
    line's
    idempotency key and means the same to a single payment), `payee` (code or id), `minor` of the
    community's
    `unit`, and perhaps `note`. Each line is answered by one, in order; one that is refused leaves the
    others alone.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
acting_for=acting_for,

    )).parsed

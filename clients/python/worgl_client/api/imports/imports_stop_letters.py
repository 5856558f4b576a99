from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.letters_shape import LettersShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    table: UUID,
    *,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/communities/{slug}/imports/{table}/letters".format(slug=quote(str(slug), safe=""),table=quote(str(table), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LettersShape | ProblemShape:
    if response.status_code == 200:
        response_200 = LettersShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LettersShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    table: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LettersShape | ProblemShape]:
    """ Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

     Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LettersShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
table=table,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    table: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LettersShape | ProblemShape | None:
    """ Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

     Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LettersShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
table=table,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    table: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LettersShape | ProblemShape]:
    """ Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

     Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LettersShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
table=table,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    table: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LettersShape | ProblemShape | None:
    """ Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

     Stop the letters of a table that are not on their way yet; for administrators. They can be sent
    again.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LettersShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
table=table,
client=client,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

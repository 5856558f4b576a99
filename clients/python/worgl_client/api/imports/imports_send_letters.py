from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.letters_shape import LettersShape
from ...models.new_links import NewLinks
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    table: UUID,
    *,
    body: NewLinks,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/imports/{table}/letters".format(slug=quote(str(slug), safe=""),table=quote(str(table), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

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
    body: NewLinks,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LettersShape | ProblemShape]:
    """ Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

     Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

    In the language of `Accept-Language`. Links made before stop working. Sent again it goes on with
    letters that
    were stopped and tries failed ones anew, but nobody gets a second letter.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewLinks): For how many days the links are good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LettersShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
table=table,
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
    table: UUID,
    *,
    client: AuthenticatedClient,
    body: NewLinks,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LettersShape | ProblemShape | None:
    """ Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

     Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

    In the language of `Accept-Language`. Links made before stop working. Sent again it goes on with
    letters that
    were stopped and tries failed ones anew, but nobody gets a second letter.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewLinks): For how many days the links are good.

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
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    table: UUID,
    *,
    client: AuthenticatedClient,
    body: NewLinks,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[LettersShape | ProblemShape]:
    """ Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

     Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

    In the language of `Accept-Language`. Links made before stop working. Sent again it goes on with
    letters that
    were stopped and tries failed ones anew, but nobody gets a second letter.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewLinks): For how many days the links are good.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LettersShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
table=table,
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
    table: UUID,
    *,
    client: AuthenticatedClient,
    body: NewLinks,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> LettersShape | ProblemShape | None:
    """ Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

     Send everybody who came with a table their personal link by e-mail, in the background; for
    administrators.

    In the language of `Accept-Language`. Links made before stop working. Sent again it goes on with
    letters that
    were stopped and tries failed ones anew, but nobody gets a second letter.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewLinks): For how many days the links are good.

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
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

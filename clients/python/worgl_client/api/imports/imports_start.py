from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.import_shape import ImportShape
from ...models.problem_shape import ProblemShape
from ...models.start_import import StartImport
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    table: UUID,
    *,
    body: StartImport,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/imports/{table}/start".format(slug=quote(str(slug), safe=""),table=quote(str(table), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ImportShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ImportShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ImportShape | ProblemShape]:
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
    body: StartImport,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ImportShape | ProblemShape]:
    """ Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

     Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

    With `only_whole` a table with a faulty row is refused (`arrivals_faulty`), and so is one without a
    good row. One
    that needs more places than the community has is refused (`places_lacking`) unless `raise_cap` is
    told. Balances are
    new money, so the key must be without a limit a day.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (StartImport): Whether a single faulty row keeps the whole table out, and whether the
            number of places may be raised for it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShape | ProblemShape]
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
    body: StartImport,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ImportShape | ProblemShape | None:
    """ Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

     Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

    With `only_whole` a table with a faulty row is refused (`arrivals_faulty`), and so is one without a
    good row. One
    that needs more places than the community has is refused (`places_lacking`) unless `raise_cap` is
    told. Balances are
    new money, so the key must be without a limit a day.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (StartImport): Whether a single faulty row keeps the whole table out, and whether the
            number of places may be raised for it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShape | ProblemShape
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
    body: StartImport,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ImportShape | ProblemShape]:
    """ Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

     Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

    With `only_whole` a table with a faulty row is refused (`arrivals_faulty`), and so is one without a
    good row. One
    that needs more places than the community has is refused (`places_lacking`) unless `raise_cap` is
    told. Balances are
    new money, so the key must be without a limit a day.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (StartImport): Whether a single faulty row keeps the whole table out, and whether the
            number of places may be raised for it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShape | ProblemShape]
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
    body: StartImport,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ImportShape | ProblemShape | None:
    """ Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

     Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

    With `only_whole` a table with a faulty row is refused (`arrivals_faulty`), and so is one without a
    good row. One
    that needs more places than the community has is refused (`places_lacking`) unless `raise_cap` is
    told. Balances are
    new money, so the key must be without a limit a day.

    Args:
        slug (str):
        table (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (StartImport): Whether a single faulty row keeps the whole table out, and whether the
            number of places may be raised for it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
table=table,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

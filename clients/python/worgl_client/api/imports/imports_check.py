from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.import_shape import ImportShape
from ...models.problem_shape import ProblemShape
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: File,
    file_name: str | Unset = '',
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    params: dict[str, Any] = {}

    params["file_name"] = file_name


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/imports".format(slug=quote(str(slug), safe=""),),
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

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
    *,
    client: AuthenticatedClient,
    body: File,
    file_name: str | Unset = '',
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ImportShape | ProblemShape]:
    """ Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

     Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

    The body is CSV as worgl, Cyclos or Komunitin write it, in UTF-8, UTF-16, Windows-1252 or Latin-1,
    or a workbook
    (.xlsx), at most 20 MB and 20,000 rows. `table_unreadable` is one of which nothing can be read. The
    same table sent
    again is the same import.

    Args:
        slug (str):
        file_name (str | Unset): How the file is called, to find it again. Default: ''.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
body=body,
file_name=file_name,
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
    file_name: str | Unset = '',
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ImportShape | ProblemShape | None:
    """ Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

     Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

    The body is CSV as worgl, Cyclos or Komunitin write it, in UTF-8, UTF-16, Windows-1252 or Latin-1,
    or a workbook
    (.xlsx), at most 20 MB and 20,000 rows. `table_unreadable` is one of which nothing can be read. The
    same table sent
    again is the same import.

    Args:
        slug (str):
        file_name (str | Unset): How the file is called, to find it again. Default: ''.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
body=body,
file_name=file_name,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    body: File,
    file_name: str | Unset = '',
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ImportShape | ProblemShape]:
    """ Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

     Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

    The body is CSV as worgl, Cyclos or Komunitin write it, in UTF-8, UTF-16, Windows-1252 or Latin-1,
    or a workbook
    (.xlsx), at most 20 MB and 20,000 rows. `table_unreadable` is one of which nothing can be read. The
    same table sent
    again is the same import.

    Args:
        slug (str):
        file_name (str | Unset): How the file is called, to find it again. Default: ''.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
body=body,
file_name=file_name,
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
    file_name: str | Unset = '',
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ImportShape | ProblemShape | None:
    """ Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

     Try a table of members and balances and keep it; nobody comes yet. For who is administrator and
    treasurer.

    The body is CSV as worgl, Cyclos or Komunitin write it, in UTF-8, UTF-16, Windows-1252 or Latin-1,
    or a workbook
    (.xlsx), at most 20 MB and 20,000 rows. `table_unreadable` is one of which nothing can be read. The
    same table sent
    again is the same import.

    Args:
        slug (str):
        file_name (str | Unset): How the file is called, to find it again. Default: ''.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
file_name=file_name,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

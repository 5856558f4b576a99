from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.pay_list_shape import PayListShape
from ...models.problem_shape import ProblemShape
from ...models.start import Start
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    slug: str,
    pay_list: UUID,
    *,
    body: Start,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/pay-lists/{pay_list}/start".format(slug=quote(str(slug), safe=""),pay_list=quote(str(pay_list), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PayListShape | ProblemShape:
    if response.status_code == 200:
        response_200 = PayListShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PayListShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    body: Start,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[PayListShape | ProblemShape]:
    """ Pay a draft, once: a list that is started already stays as it is.

     Pay a draft, once: a list that is started already stays as it is.

    Up to 100 rows are paid before the answer; a longer list is then in the state `started`, and reading
    it again
    tells how far it is. A row that cannot be paid is `refused` with its reason; with `all` nothing is
    paid then
    and the list ends in the state `nothing`. Of a key that may pay so much a day the sum of all good
    rows is taken
    at once, whatever becomes of them.

    Args:
        slug (str):
        pay_list (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Start): What is paid when a row cannot be: `all` pays all rows or none, `good` those
            that can be paid.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PayListShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
pay_list=pay_list,
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
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    body: Start,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> PayListShape | ProblemShape | None:
    """ Pay a draft, once: a list that is started already stays as it is.

     Pay a draft, once: a list that is started already stays as it is.

    Up to 100 rows are paid before the answer; a longer list is then in the state `started`, and reading
    it again
    tells how far it is. A row that cannot be paid is `refused` with its reason; with `all` nothing is
    paid then
    and the list ends in the state `nothing`. Of a key that may pay so much a day the sum of all good
    rows is taken
    at once, whatever becomes of them.

    Args:
        slug (str):
        pay_list (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Start): What is paid when a row cannot be: `all` pays all rows or none, `good` those
            that can be paid.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PayListShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
pay_list=pay_list,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    body: Start,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[PayListShape | ProblemShape]:
    """ Pay a draft, once: a list that is started already stays as it is.

     Pay a draft, once: a list that is started already stays as it is.

    Up to 100 rows are paid before the answer; a longer list is then in the state `started`, and reading
    it again
    tells how far it is. A row that cannot be paid is `refused` with its reason; with `all` nothing is
    paid then
    and the list ends in the state `nothing`. Of a key that may pay so much a day the sum of all good
    rows is taken
    at once, whatever becomes of them.

    Args:
        slug (str):
        pay_list (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Start): What is paid when a row cannot be: `all` pays all rows or none, `good` those
            that can be paid.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PayListShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
pay_list=pay_list,
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
    pay_list: UUID,
    *,
    client: AuthenticatedClient,
    body: Start,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> PayListShape | ProblemShape | None:
    """ Pay a draft, once: a list that is started already stays as it is.

     Pay a draft, once: a list that is started already stays as it is.

    Up to 100 rows are paid before the answer; a longer list is then in the state `started`, and reading
    it again
    tells how far it is. A row that cannot be paid is `refused` with its reason; with `all` nothing is
    paid then
    and the list ends in the state `nothing`. Of a key that may pay so much a day the sum of all good
    rows is taken
    at once, whatever becomes of them.

    Args:
        slug (str):
        pay_list (UUID):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Start): What is paid when a row cannot be: `all` pays all rows or none, `good` those
            that can be paid.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PayListShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
pay_list=pay_list,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

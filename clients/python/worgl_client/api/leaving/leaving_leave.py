from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.departing import Departing
from ...models.departure_shape import DepartureShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: Departing,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/leave".format(slug=quote(str(slug), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DepartureShape | ProblemShape:
    if response.status_code == 200:
        response_200 = DepartureShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DepartureShape | ProblemShape]:
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
    body: Departing,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[DepartureShape | ProblemShape]:
    """ End the caller's membership, or their application; to come back they need a new invitation.

     End the caller's membership, or their application; to come back they need a new invitation.

    What they have is paid to the commons, so the key must be without a limit a day, and `rest` their
    balance.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Departing): What the caller agrees to leave to the commons: their whole balance,
            nothing when it is zero.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DepartureShape | ProblemShape]
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
    body: Departing,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> DepartureShape | ProblemShape | None:
    """ End the caller's membership, or their application; to come back they need a new invitation.

     End the caller's membership, or their application; to come back they need a new invitation.

    What they have is paid to the commons, so the key must be without a limit a day, and `rest` their
    balance.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Departing): What the caller agrees to leave to the commons: their whole balance,
            nothing when it is zero.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DepartureShape | ProblemShape
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
    body: Departing,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[DepartureShape | ProblemShape]:
    """ End the caller's membership, or their application; to come back they need a new invitation.

     End the caller's membership, or their application; to come back they need a new invitation.

    What they have is paid to the commons, so the key must be without a limit a day, and `rest` their
    balance.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Departing): What the caller agrees to leave to the commons: their whole balance,
            nothing when it is zero.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DepartureShape | ProblemShape]
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
    body: Departing,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> DepartureShape | ProblemShape | None:
    """ End the caller's membership, or their application; to come back they need a new invitation.

     End the caller's membership, or their application; to come back they need a new invitation.

    What they have is paid to the commons, so the key must be without a limit a day, and `rest` their
    balance.

    Args:
        slug (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (Departing): What the caller agrees to leave to the commons: their whole balance,
            nothing when it is zero.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DepartureShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.order import Order
from ...models.preview_shape import PreviewShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    body: Order,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/communities/{slug}/payments/preview".format(slug=quote(str(slug), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PreviewShape | ProblemShape:
    if response.status_code == 200:
        response_200 = PreviewShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PreviewShape | ProblemShape]:
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
    body: Order,
    acting_for: str | Unset = UNSET,

) -> Response[PreviewShape | ProblemShape]:
    """ Read what a payment would do now, with the refusal it would meet; nothing moves.

     Read what a payment would do now, with the refusal it would meet; nothing moves.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (Order): A payment to a member, named by code or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PreviewShape | ProblemShape]
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
    body: Order,
    acting_for: str | Unset = UNSET,

) -> PreviewShape | ProblemShape | None:
    """ Read what a payment would do now, with the refusal it would meet; nothing moves.

     Read what a payment would do now, with the refusal it would meet; nothing moves.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (Order): A payment to a member, named by code or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PreviewShape | ProblemShape
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
    body: Order,
    acting_for: str | Unset = UNSET,

) -> Response[PreviewShape | ProblemShape]:
    """ Read what a payment would do now, with the refusal it would meet; nothing moves.

     Read what a payment would do now, with the refusal it would meet; nothing moves.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (Order): A payment to a member, named by code or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PreviewShape | ProblemShape]
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
    body: Order,
    acting_for: str | Unset = UNSET,

) -> PreviewShape | ProblemShape | None:
    """ Read what a payment would do now, with the refusal it would meet; nothing moves.

     Read what a payment would do now, with the refusal it would meet; nothing moves.

    Args:
        slug (str):
        acting_for (str | Unset):
        body (Order): A payment to a member, named by code or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PreviewShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
body=body,
acting_for=acting_for,

    )).parsed

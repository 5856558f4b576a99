from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.choice_shape import ChoiceShape
from ...models.problem_shape import ProblemShape
from ...models.ways_shape import WaysShape
from typing import cast



def _get_kwargs(
    kind: str,
    *,
    body: WaysShape,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/notices/choices/{kind}".format(kind=quote(str(kind), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ChoiceShape | ProblemShape:
    if response.status_code == 200:
        response_200 = ChoiceShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ChoiceShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: str,
    *,
    client: AuthenticatedClient,
    body: WaysShape,
    idempotency_key: str,

) -> Response[ChoiceShape | ProblemShape]:
    """ Choose by which ways the caller is told of one kind; with none of them it is off.

     Choose by which ways the caller is told of one kind; with none of them it is off.

    Args:
        kind (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (WaysShape): In the app, by e-mail (at once, or in a daily or weekly digest), on the
            person's devices.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChoiceShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        kind=kind,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    kind: str,
    *,
    client: AuthenticatedClient,
    body: WaysShape,
    idempotency_key: str,

) -> ChoiceShape | ProblemShape | None:
    """ Choose by which ways the caller is told of one kind; with none of them it is off.

     Choose by which ways the caller is told of one kind; with none of them it is off.

    Args:
        kind (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (WaysShape): In the app, by e-mail (at once, or in a daily or weekly digest), on the
            person's devices.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChoiceShape | ProblemShape
     """


    return sync_detailed(
        kind=kind,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    kind: str,
    *,
    client: AuthenticatedClient,
    body: WaysShape,
    idempotency_key: str,

) -> Response[ChoiceShape | ProblemShape]:
    """ Choose by which ways the caller is told of one kind; with none of them it is off.

     Choose by which ways the caller is told of one kind; with none of them it is off.

    Args:
        kind (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (WaysShape): In the app, by e-mail (at once, or in a daily or weekly digest), on the
            person's devices.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChoiceShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        kind=kind,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    kind: str,
    *,
    client: AuthenticatedClient,
    body: WaysShape,
    idempotency_key: str,

) -> ChoiceShape | ProblemShape | None:
    """ Choose by which ways the caller is told of one kind; with none of them it is off.

     Choose by which ways the caller is told of one kind; with none of them it is off.

    Args:
        kind (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (WaysShape): In the app, by e-mail (at once, or in a daily or weekly digest), on the
            person's devices.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChoiceShape | ProblemShape
     """


    return (await asyncio_detailed(
        kind=kind,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.joined import Joined
from ...models.newcomer import Newcomer
from ...models.problem_shape import ProblemShape
from typing import cast



def _get_kwargs(
    token: str,
    *,
    body: Newcomer,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/invitations/{token}/join".format(token=quote(str(token), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Joined | ProblemShape:
    if response.status_code == 200:
        response_200 = Joined.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Joined | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    token: str,
    *,
    client: AuthenticatedClient,
    body: Newcomer,
    idempotency_key: str,

) -> Response[Joined | ProblemShape]:
    """ Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

     Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

    Args:
        token (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (Newcomer): The name one will have there, and an answer to each question in its
            order, "" where none is required.

            `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and
            agrees to them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Joined | ProblemShape]
     """


    kwargs = _get_kwargs(
        token=token,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    token: str,
    *,
    client: AuthenticatedClient,
    body: Newcomer,
    idempotency_key: str,

) -> Joined | ProblemShape | None:
    """ Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

     Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

    Args:
        token (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (Newcomer): The name one will have there, and an answer to each question in its
            order, "" where none is required.

            `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and
            agrees to them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Joined | ProblemShape
     """


    return sync_detailed(
        token=token,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    token: str,
    *,
    client: AuthenticatedClient,
    body: Newcomer,
    idempotency_key: str,

) -> Response[Joined | ProblemShape]:
    """ Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

     Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

    Args:
        token (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (Newcomer): The name one will have there, and an answer to each question in its
            order, "" where none is required.

            `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and
            agrees to them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Joined | ProblemShape]
     """


    kwargs = _get_kwargs(
        token=token,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    token: str,
    *,
    client: AuthenticatedClient,
    body: Newcomer,
    idempotency_key: str,

) -> Joined | ProblemShape | None:
    """ Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

     Join by an invitation: at once, or as one who waits for approval; not for a key of one community.

    Args:
        token (str):
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        body (Newcomer): The name one will have there, and an answer to each question in its
            order, "" where none is required.

            `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and
            agrees to them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Joined | ProblemShape
     """


    return (await asyncio_detailed(
        token=token,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.look_and_texts_publish_text_kind import LookAndTextsPublishTextKind
from ...models.new_text import NewText
from ...models.problem_shape import ProblemShape
from ...models.text_shape import TextShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    kind: LookAndTextsPublishTextKind,
    *,
    body: NewText,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/communities/{slug}/texts/{kind}".format(slug=quote(str(slug), safe=""),kind=quote(str(kind), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | TextShape:
    if response.status_code == 200:
        response_200 = TextShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | TextShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    slug: str,
    kind: LookAndTextsPublishTextKind,
    *,
    client: AuthenticatedClient,
    body: NewText,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ProblemShape | TextShape]:
    """ Publish a text as its next version; members are asked to agree to it. For administrators.

     Publish a text as its next version; members are asked to agree to it. For administrators.

    Args:
        slug (str):
        kind (LookAndTextsPublishTextKind): What a community writes down for everybody: its terms,
            what it does with what it knows, and who runs it.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewText): A text of the community's own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | TextShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
kind=kind,
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
    kind: LookAndTextsPublishTextKind,
    *,
    client: AuthenticatedClient,
    body: NewText,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ProblemShape | TextShape | None:
    """ Publish a text as its next version; members are asked to agree to it. For administrators.

     Publish a text as its next version; members are asked to agree to it. For administrators.

    Args:
        slug (str):
        kind (LookAndTextsPublishTextKind): What a community writes down for everybody: its terms,
            what it does with what it knows, and who runs it.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewText): A text of the community's own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | TextShape
     """


    return sync_detailed(
        slug=slug,
kind=kind,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    ).parsed

async def asyncio_detailed(
    slug: str,
    kind: LookAndTextsPublishTextKind,
    *,
    client: AuthenticatedClient,
    body: NewText,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> Response[ProblemShape | TextShape]:
    """ Publish a text as its next version; members are asked to agree to it. For administrators.

     Publish a text as its next version; members are asked to agree to it. For administrators.

    Args:
        slug (str):
        kind (LookAndTextsPublishTextKind): What a community writes down for everybody: its terms,
            what it does with what it knows, and who runs it.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewText): A text of the community's own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | TextShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
kind=kind,
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
    kind: LookAndTextsPublishTextKind,
    *,
    client: AuthenticatedClient,
    body: NewText,
    idempotency_key: str,
    acting_for: str | Unset = UNSET,

) -> ProblemShape | TextShape | None:
    """ Publish a text as its next version; members are asked to agree to it. For administrators.

     Publish a text as its next version; members are asked to agree to it. For administrators.

    Args:
        slug (str):
        kind (LookAndTextsPublishTextKind): What a community writes down for everybody: its terms,
            what it does with what it knows, and who runs it.
        idempotency_key (str): Chosen by the caller for one intended write; a repeated request
            gets the first answer again.
        acting_for (str | Unset):
        body (NewText): A text of the community's own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | TextShape
     """


    return (await asyncio_detailed(
        slug=slug,
kind=kind,
client=client,
body=body,
idempotency_key=idempotency_key,
acting_for=acting_for,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.audit_group import AuditGroup
from ...models.problem_shape import ProblemShape
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    slug: str,
    *,
    actor: None | Unset | UUID = UNSET,
    group: AuditGroup | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_actor: None | str | Unset
    if isinstance(actor, Unset):
        json_actor = UNSET
    elif isinstance(actor, UUID):
        json_actor = str(actor)
    else:
        json_actor = actor
    params["actor"] = json_actor

    json_group: None | str | Unset
    if isinstance(group, Unset):
        json_group = UNSET
    elif isinstance(group, AuditGroup):
        json_group = group.value
    else:
        json_group = group
    params["group"] = json_group

    json_since: None | str | Unset
    if isinstance(since, Unset):
        json_since = UNSET
    elif isinstance(since, datetime.date):
        json_since = since.isoformat()
    else:
        json_since = since
    params["since"] = json_since

    json_until: None | str | Unset
    if isinstance(until, Unset):
        json_until = UNSET
    elif isinstance(until, datetime.date):
        json_until = until.isoformat()
    else:
        json_until = until
    params["until"] = json_until


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/acts.csv".format(slug=quote(str(slug), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | ProblemShape:
    if response.status_code == 200:
        response_200 = File(
             payload = BytesIO(response.content)
        )



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | ProblemShape]:
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
    actor: None | Unset | UUID = UNSET,
    group: AuditGroup | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[File | ProblemShape]:
    """ Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

     Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

    Args:
        slug (str):
        actor (None | Unset | UUID): Who did it.
        group (AuditGroup | None | Unset): What it was about.
        since (datetime.date | None | Unset): First day, in the community's zone.
        until (datetime.date | None | Unset): Last day, included.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
actor=actor,
group=group,
since=since,
until=until,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    slug: str,
    *,
    client: AuthenticatedClient,
    actor: None | Unset | UUID = UNSET,
    group: AuditGroup | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> File | ProblemShape | None:
    """ Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

     Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

    Args:
        slug (str):
        actor (None | Unset | UUID): Who did it.
        group (AuditGroup | None | Unset): What it was about.
        since (datetime.date | None | Unset): First day, in the community's zone.
        until (datetime.date | None | Unset): Last day, included.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
actor=actor,
group=group,
since=since,
until=until,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    actor: None | Unset | UUID = UNSET,
    group: AuditGroup | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[File | ProblemShape]:
    """ Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

     Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

    Args:
        slug (str):
        actor (None | Unset | UUID): Who did it.
        group (AuditGroup | None | Unset): What it was about.
        since (datetime.date | None | Unset): First day, in the community's zone.
        until (datetime.date | None | Unset): Last day, included.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
actor=actor,
group=group,
since=since,
until=until,
acting_for=acting_for,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    slug: str,
    *,
    client: AuthenticatedClient,
    actor: None | Unset | UUID = UNSET,
    group: AuditGroup | None | Unset = UNSET,
    since: datetime.date | None | Unset = UNSET,
    until: datetime.date | None | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> File | ProblemShape | None:
    """ Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

     Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit.

    Args:
        slug (str):
        actor (None | Unset | UUID): Who did it.
        group (AuditGroup | None | Unset): What it was about.
        since (datetime.date | None | Unset): First day, in the community's zone.
        until (datetime.date | None | Unset): Last day, included.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
actor=actor,
group=group,
since=since,
until=until,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

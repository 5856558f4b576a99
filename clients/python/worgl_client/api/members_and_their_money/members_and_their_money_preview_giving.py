from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.activity import Activity
from ...models.giving_preview_shape import GivingPreviewShape
from ...models.member_kind import MemberKind
from ...models.members_and_their_money_preview_giving_source import MembersAndTheirMoneyPreviewGivingSource
from ...models.members_and_their_money_preview_giving_state import MembersAndTheirMoneyPreviewGivingState
from ...models.problem_shape import ProblemShape
from ...models.role import Role
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    search: str | Unset = '',
    state: MembersAndTheirMoneyPreviewGivingState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    each_minor: int,
    source: MembersAndTheirMoneyPreviewGivingSource | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(acting_for, Unset):
        headers["Acting-For"] = acting_for

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    params["search"] = search

    json_state: dict[str, Any] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.to_dict()
    if not isinstance(json_state, Unset):
        params.update(json_state)


    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, MemberKind):
        json_kind = kind.value
    else:
        json_kind = kind
    params["kind"] = json_kind

    json_role: None | str | Unset
    if isinstance(role, Unset):
        json_role = UNSET
    elif isinstance(role, Role):
        json_role = role.value
    else:
        json_role = role
    params["role"] = json_role

    json_activity: None | str | Unset
    if isinstance(activity, Unset):
        json_activity = UNSET
    elif isinstance(activity, Activity):
        json_activity = activity.value
    else:
        json_activity = activity
    params["activity"] = json_activity

    json_least_minor: int | None | Unset
    if isinstance(least_minor, Unset):
        json_least_minor = UNSET
    else:
        json_least_minor = least_minor
    params["least_minor"] = json_least_minor

    json_most_minor: int | None | Unset
    if isinstance(most_minor, Unset):
        json_most_minor = UNSET
    else:
        json_most_minor = most_minor
    params["most_minor"] = json_most_minor

    params["each_minor"] = each_minor

    json_source: dict[str, Any] | Unset = UNSET
    if not isinstance(source, Unset):
        json_source = source.to_dict()
    if not isinstance(json_source, Unset):
        params.update(json_source)



    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/givings/preview".format(slug=quote(str(slug), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> GivingPreviewShape | ProblemShape:
    if response.status_code == 200:
        response_200 = GivingPreviewShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[GivingPreviewShape | ProblemShape]:
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
    search: str | Unset = '',
    state: MembersAndTheirMoneyPreviewGivingState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    each_minor: int,
    source: MembersAndTheirMoneyPreviewGivingSource | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[GivingPreviewShape | ProblemShape]:
    """ Read what giving all who fit the same amount would do; nothing is written. For treasurers.

     Read what giving all who fit the same amount would do; nothing is written. For treasurers.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyPreviewGivingState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        each_minor (int):
        source (MembersAndTheirMoneyPreviewGivingSource | Unset): `issuer` or `commons`.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GivingPreviewShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
search=search,
state=state,
kind=kind,
role=role,
activity=activity,
least_minor=least_minor,
most_minor=most_minor,
each_minor=each_minor,
source=source,
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
    search: str | Unset = '',
    state: MembersAndTheirMoneyPreviewGivingState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    each_minor: int,
    source: MembersAndTheirMoneyPreviewGivingSource | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> GivingPreviewShape | ProblemShape | None:
    """ Read what giving all who fit the same amount would do; nothing is written. For treasurers.

     Read what giving all who fit the same amount would do; nothing is written. For treasurers.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyPreviewGivingState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        each_minor (int):
        source (MembersAndTheirMoneyPreviewGivingSource | Unset): `issuer` or `commons`.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GivingPreviewShape | ProblemShape
     """


    return sync_detailed(
        slug=slug,
client=client,
search=search,
state=state,
kind=kind,
role=role,
activity=activity,
least_minor=least_minor,
most_minor=most_minor,
each_minor=each_minor,
source=source,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersAndTheirMoneyPreviewGivingState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    each_minor: int,
    source: MembersAndTheirMoneyPreviewGivingSource | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[GivingPreviewShape | ProblemShape]:
    """ Read what giving all who fit the same amount would do; nothing is written. For treasurers.

     Read what giving all who fit the same amount would do; nothing is written. For treasurers.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyPreviewGivingState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        each_minor (int):
        source (MembersAndTheirMoneyPreviewGivingSource | Unset): `issuer` or `commons`.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GivingPreviewShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        slug=slug,
search=search,
state=state,
kind=kind,
role=role,
activity=activity,
least_minor=least_minor,
most_minor=most_minor,
each_minor=each_minor,
source=source,
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
    search: str | Unset = '',
    state: MembersAndTheirMoneyPreviewGivingState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    each_minor: int,
    source: MembersAndTheirMoneyPreviewGivingSource | Unset = UNSET,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> GivingPreviewShape | ProblemShape | None:
    """ Read what giving all who fit the same amount would do; nothing is written. For treasurers.

     Read what giving all who fit the same amount would do; nothing is written. For treasurers.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyPreviewGivingState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        each_minor (int):
        source (MembersAndTheirMoneyPreviewGivingSource | Unset): `issuer` or `commons`.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GivingPreviewShape | ProblemShape
     """


    return (await asyncio_detailed(
        slug=slug,
client=client,
search=search,
state=state,
kind=kind,
role=role,
activity=activity,
least_minor=least_minor,
most_minor=most_minor,
each_minor=each_minor,
source=source,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.activity import Activity
from ...models.member_kind import MemberKind
from ...models.members_and_their_money_roll_sort import MembersAndTheirMoneyRollSort
from ...models.members_and_their_money_roll_state import MembersAndTheirMoneyRollState
from ...models.problem_shape import ProblemShape
from ...models.role import Role
from ...models.roll_shape import RollShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    slug: str,
    *,
    search: str | Unset = '',
    state: MembersAndTheirMoneyRollState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    sort: MembersAndTheirMoneyRollSort | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
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

    json_sort: dict[str, Any] | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort.to_dict()
    if not isinstance(json_sort, Unset):
        params.update(json_sort)


    params["cursor"] = cursor

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/communities/{slug}/roll".format(slug=quote(str(slug), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | RollShape:
    if response.status_code == 200:
        response_200 = RollShape.from_dict(response.json())



        return response_200

    response_default = ProblemShape.from_dict(response.json())



    return response_default



def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | RollShape]:
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
    state: MembersAndTheirMoneyRollState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    sort: MembersAndTheirMoneyRollSort | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ProblemShape | RollShape]:
    """ List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

     List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

    A cursor names a place in the order of this moment: who moves from one page to the next meanwhile
    can be missed.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyRollState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        sort (MembersAndTheirMoneyRollSort | Unset): By name, balance, or when they joined.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RollShape]
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
sort=sort,
cursor=cursor,
limit=limit,
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
    state: MembersAndTheirMoneyRollState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    sort: MembersAndTheirMoneyRollSort | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ProblemShape | RollShape | None:
    """ List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

     List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

    A cursor names a place in the order of this moment: who moves from one page to the next meanwhile
    can be missed.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyRollState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        sort (MembersAndTheirMoneyRollSort | Unset): By name, balance, or when they joined.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RollShape
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
sort=sort,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    slug: str,
    *,
    client: AuthenticatedClient,
    search: str | Unset = '',
    state: MembersAndTheirMoneyRollState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    sort: MembersAndTheirMoneyRollSort | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> Response[ProblemShape | RollShape]:
    """ List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

     List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

    A cursor names a place in the order of this moment: who moves from one page to the next meanwhile
    can be missed.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyRollState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        sort (MembersAndTheirMoneyRollSort | Unset): By name, balance, or when they joined.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RollShape]
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
sort=sort,
cursor=cursor,
limit=limit,
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
    state: MembersAndTheirMoneyRollState | Unset = UNSET,
    kind: MemberKind | None | Unset = UNSET,
    role: None | Role | Unset = UNSET,
    activity: Activity | None | Unset = UNSET,
    least_minor: int | None | Unset = UNSET,
    most_minor: int | None | Unset = UNSET,
    sort: MembersAndTheirMoneyRollSort | Unset = UNSET,
    cursor: str | Unset = '',
    limit: int | Unset = 50,
    acting_for: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,

) -> ProblemShape | RollShape | None:
    """ List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

     List members with what they hold or owe, and the totals of all who fit; for treasurers and
    administrators.

    A cursor names a place in the order of this moment: who moves from one page to the next meanwhile
    can be missed.

    Args:
        slug (str):
        search (str | Unset): Part of a name or code. Default: ''.
        state (MembersAndTheirMoneyRollState | Unset):
        kind (MemberKind | None | Unset):
        role (None | Role | Unset):
        activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
        least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero
            is owed.
        most_minor (int | None | Unset): Balances of so much or less, in minor units.
        sort (MembersAndTheirMoneyRollSort | Unset): By name, balance, or when they joined.
        cursor (str | Unset): `next` of the page before; empty for the first. Default: ''.
        limit (int | Unset): Most items on the page. Default: 50.
        acting_for (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RollShape
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
sort=sort,
cursor=cursor,
limit=limit,
acting_for=acting_for,
if_none_match=if_none_match,

    )).parsed

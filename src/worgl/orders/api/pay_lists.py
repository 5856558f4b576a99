"""Pay lists: a table is sent, looked at with what is wrong in each row, and paid; then what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import NAME_MAX
from worgl.core.rest import (
    CSV,
    TABLE,
    Amount,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    List,
    Resource,
    Scope,
    Seen,
    Shape,
    get,
    list_of,
    new_router,
    send,
    sent_bytes,
    shape_from,
)
from worgl.currency.pages import amounts_in
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import currency_of
from worgl.orders import commands, queries
from worgl.orders.queries import ListView
from worgl.orders.rules.pay_lists import BYTES_MAX, ListMode, ListState, RowState, text_of_file
from worgl.payments.pages.shapes import PartyShape

router = new_router("Pay lists")
LOOK = (Scope.READ, Scope.PAY)
PAY = (Scope.PAY,)
FileName = Annotated[
    str,
    Query(max_length=NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$", description="How the file is called, to find it again."),
]


class PayListShape(Shape):
    """A list and its sums.

    `good` rows can be paid and are not yet, `wrong` ones say nothing sound, `refused` ones could not be paid.
    `paid_before` is told of a draft: the list of the same content that was paid before.
    """

    id: UUID
    state: ListState
    mode: ListMode | None
    file_name: str
    made_at: datetime
    finished_at: datetime | None
    rows: int
    good: int
    wrong: int
    paid: int
    refused: int
    good_sum: Amount
    paid_sum: Amount
    paid_before: UUID | None


class ListRowShape(Shape):
    """One row; `line` counts the lines of the table from 1, `text` is the row as it stood.

    Of a wrong or refused one `code` is stable and `reason` a sentence; `payee` and `amount` are null where the row
    does not say them.
    """

    line: int
    text: str
    payee: PartyShape | None
    amount: Amount | None
    note: str
    state: RowState
    code: str
    reason: str
    payment: UUID | None


class Start(Shape):
    """What is paid when a row cannot be: `all` pays all rows or none, `good` those that can be paid."""

    mode: ListMode


def _list(here: Here, view: ListView) -> PayListShape:
    amount = amounts_in(currency_of(here[0].id))
    return shape_from(PayListShape, view, good_sum=amount(view.good_minor), paid_sum=amount(view.paid_minor))


LIST: Seen[Here, ListView] = Seen(queries.pay_list, PayListShape, _list)
lists = Resource(router, "/communities/{slug}/pay-lists", MONEY, one="{uuid:pay_list}", read_by=LOOK, write_by=PAY)
lists.lists(
    "mine", queries.pay_lists, "List the caller's latest ten lists, drafts included, newest first.", LIST.shown, most=0
)


@send(router, "/communities/{slug}/pay-lists", PayListShape, scopes=PAY, body=TABLE)
def read(request: ApiRequest, slug: str, key: Key, file_name: FileName = "") -> PayListShape:
    """Read a table of payments and keep it as a draft; nothing is paid.

    The body is CSV cut by comma, semicolon or tab, in UTF-8, UTF-16, Windows-1252 or Latin-1, at most 2 MiB and
    2,000 rows. Its first line names the columns (member, amount, note, in any of the languages), or the columns
    stand in that order. Members are named by code or name, amounts are written as the community writes them. What
    is wrong with single rows stands in `rows`; `list_unreadable` is a table of which nothing can be read. A draft
    that is not started is forgotten after seven days, the oldest of more than twenty at once.
    """
    community, actor = seat_on(request, slug)
    made = commands.draft_list(
        actor=actor.id,
        text=text_of_file(sent_bytes(request, most=BYTES_MAX)),
        file_name=file_name,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _list((community, actor), queries.pay_list(pay_list=made, viewer=actor.id))


lists.reads(
    "one",
    LIST,
    "Read one of the caller's lists: what it would pay, how far it is while it is paid, or what became of it.",
)


@get(router, "/communities/{slug}/pay-lists/{uuid:pay_list}/rows", List[ListRowShape], scopes=LOOK)
def rows(
    request: ApiRequest,
    slug: str,
    pay_list: UUID,
    state: Annotated[RowState | None, Query(description="Only rows that stand so.")] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[ListRowShape]:
    """List the rows of a list in the order of its table, with what is wrong or what became of each."""
    community, member = seat_on(request, slug)
    only = tuple(RowState) if state is None else (state,)
    page = queries.pay_list_rows(pay_list=pay_list, viewer=member.id, only=only, cursor=cursor, limit=limit)
    amount = amounts_in(currency_of(community.id))
    return list_of(
        page,
        lambda row: shape_from(
            ListRowShape,
            row,
            amount=amount(row.amount_minor) if row.amount_minor else None,
        ),
    )


lists.acts(
    "start",
    commands.start_list,
    """Pay a draft, once: a list that is started already stays as it is.

    Up to 100 rows are paid before the answer; a longer list is then in the state `started`, and reading it again
    tells how far it is. A row that cannot be paid is `refused` with its reason; with `all` nothing is paid then
    and the list ends in the state `nothing`. Of a key that may pay so much a day the sum of all good rows is taken
    at once, whatever becomes of them.
    """,
    Start,
    LIST,
)
lists.files(
    "result",
    queries.pay_list_csv,
    "Read every row of a list and what became of it, as CSV in UTF-8 with a point before the decimals.",
    media=CSV,
    called=lambda here: f"{here[0].slug}-pay-list.csv",
    path="/result.csv",
)

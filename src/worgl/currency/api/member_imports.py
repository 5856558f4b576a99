"""Imports of members and balances: a table is sent, tried row by row, brought in, and its members are handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query
from pydantic import Field

from worgl.communities import commands as communities
from worgl.communities.pages import seat_on
from worgl.communities.rules import INVITATION_DAYS_MAX
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import NAME_MAX, PAGE_MAX, UPLOAD_MAX
from worgl.core.rest import (
    CSV,
    TABLE,
    Amount,
    ApiRequest,
    Key,
    List,
    Resource,
    Scope,
    Seen,
    Shape,
    file_of,
    get,
    new_router,
    send,
    sent_bytes,
    shape_from,
)
from worgl.currency import commands, queries
from worgl.currency.pages import amounts_in
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.pages.shapes import NamedShape
from worgl.currency.queries.link_letters import LinkLettersView
from worgl.currency.queries.member_imports import MemberImportView
from worgl.currency.rules import tables
from worgl.currency.rules.foreign import Layout

router = new_router("Imports")
ADMIN = (Scope.ADMIN,)
FileName = Annotated[
    str,
    Query(max_length=NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$", description="How the file is called, to find it again."),
]


class FaultShape(Shape):
    """Why a row cannot be a member; `line` counts the lines of the table, the names of its columns being line 1."""

    line: int
    name: str
    reason: str


class ImportShape(Shape):
    """A table of members that was sent, and how far it is.

    Until it is brought in, `good` rows are those that would come, `held` and `owed` the sums of their balances, and
    `faults` the first 200 of the `wrong` ones; in lists and afterwards these are null or empty. `came` counts who
    has come. `places` is how many members the community has places for, `places_needed` how many it would need.
    `error` says what stopped the work, which tries again by itself.
    """

    id: UUID
    file_name: str
    layout: Layout
    at: datetime
    is_started: bool
    is_done: bool
    good: int | None
    wrong: int
    held: Amount | None
    owed: Amount | None
    faults: list[FaultShape]
    came: int
    places: int
    places_needed: int
    error: str


class StartImport(Shape):
    """Whether a single faulty row keeps the whole table out, and whether the number of places may be raised for it."""

    only_whole: Annotated[bool, Field(strict=True)]
    raise_cap: Annotated[bool, Field(strict=True)] = False


class NewLinks(Shape):
    """For how many days the links are good."""

    days: Annotated[int, Field(strict=True, ge=1, le=INVITATION_DAYS_MAX)]


class LinkShape(Shape):
    """A personal link: whoever opens it takes the membership over. `foreign_id` is the table's name for that member."""

    member: NamedShape
    foreign_id: str
    email: str
    link: str


class FailedLetterShape(Shape):
    """A letter the mail server did not take, with its words."""

    name: str
    email: str
    reason: str


class LettersShape(Shape):
    """Letters with the personal links of a table.

    `unsent` counts who has an address, no letter yet, and signs in nowhere; `failed` are the latest that were
    refused; `error` says why the sending waits, "" when it does not.
    """

    unsent: int
    is_underway: bool
    waiting: int
    sent: int
    failed: list[FailedLetterShape]
    error: str


def _import(here: Here, view: MemberImportView) -> ImportShape:
    report, amount = view.report, amounts_in(queries.currency_of(here[0].id))
    found = report.faults if report else ()
    return shape_from(
        ImportShape,
        view,
        good=report.good if report else None,
        wrong=len(found) if report else view.faults,
        held=amount(report.held_minor) if report else None,
        owed=amount(report.owed_minor) if report else None,
        faults=[shape_from(FaultShape, fault) for fault in found[:PAGE_MAX]],
    )


IMPORT: Seen[Here, MemberImportView] = Seen(queries.member_import, ImportShape, _import)
LETTERS: Seen[Here, LinkLettersView] = Seen(queries.link_letters, LettersShape)
imports = Resource(router, "/communities/{slug}/imports", MONEY, one="{uuid:table}", taken_as="arrivals", read_by=ADMIN)
imports.lists(
    "sent",
    queries.member_imports,
    "List the latest twenty tables that were sent, newest first; for administrators.",
    IMPORT.shown,
)


@send(router, "/communities/{slug}/imports", ImportShape, scopes=ADMIN, body=TABLE)
def check(request: ApiRequest, slug: str, key: Key, file_name: FileName = "") -> ImportShape:
    """Try a table of members and balances and keep it; nobody comes yet. For who is administrator and treasurer.

    The body is CSV as worgl, Cyclos or Komunitin write it, in UTF-8, UTF-16, Windows-1252 or Latin-1, or a workbook
    (.xlsx), at most 20 MB and 20,000 rows. `table_unreadable` is one of which nothing can be read. The same table sent
    again is the same import.
    """
    community, actor = seat_on(request, slug)
    made = commands.check_member_import(
        actor=actor.id,
        content=sent_bytes(request, most=UPLOAD_MAX).decode("latin-1"),
        file_name=file_name,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    view = queries.member_import(community=community.id, viewer=actor.id, arrivals=made, now=clock.now())
    return _import((community, actor), view)


imports.reads("one", IMPORT, "Read what a table would bring, or how far it is; for administrators.")


@get(router, "/communities/{slug}/imports/{uuid:table}/faults.csv", str, scopes=ADMIN, media=CSV)
def faults(request: ApiRequest, slug: str, table: UUID) -> HttpResponse:
    """Read every faulty row with what is wrong with it, as CSV in UTF-8; none once the table is brought in."""
    community, viewer = seat_on(request, slug)
    view = queries.member_import(community=community.id, viewer=viewer.id, arrivals=table, now=clock.now())
    found = tables.faults_csv(view.report.faults if view.report else ())
    return file_of(found, media=CSV, name=f"{community.slug}-faults.csv")


imports.acts(
    "start",
    commands.start_member_import,
    """Bring in a table, once, in the background: each good row is a member with a wallet and a balance.

    With `only_whole` a table with a faulty row is refused (`arrivals_faulty`), and so is one without a good row. One
    that needs more places than the community has is refused (`places_lacking`) unless `raise_cap` is told. Balances are
    new money, so the key must be without a limit a day.
    """,
    StartImport,
    IMPORT,
    unlimited=True,
)


@send(router, "/communities/{slug}/imports/{uuid:table}/links", List[LinkShape], scopes=ADMIN)
def links(request: ApiRequest, slug: str, table: UUID, new: NewLinks, key: Key) -> List[LinkShape]:
    """Make a personal link for everybody who came with a table and whom nobody is yet; for administrators.

    All in one list. Links made before are taken back; the same key gets the same links again, and nothing
    else tells them but letters.
    """
    community, actor = seat_on(request, slug)
    came = list(queries.members_brought_in(community=community.id, viewer=actor.id, arrivals=table))
    made = communities.hand_over(
        actor=actor.id,
        members=[one.member.id for one in came],
        days=new.days,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    paths = {each.member: settings.SITE_URL + each.path for each in made}
    shapes = [
        LinkShape(
            member=NamedShape.of(one.member), foreign_id=one.foreign_id, email=one.email, link=paths[one.member.id]
        )
        for one in came
        if one.member.id in paths
    ]
    return List(items=shapes, next=None)


imports.reads(
    "letters",
    LETTERS,
    "Read how far the letters with the links of a table are; for administrators, once the table is brought in.",
    path="/letters",
)


@send(router, "/communities/{slug}/imports/{uuid:table}/letters", LettersShape, scopes=ADMIN)
def send_letters(request: ApiRequest, slug: str, table: UUID, new: NewLinks, key: Key) -> LettersShape:
    """Send everybody who came with a table their personal link by e-mail, in the background; for administrators.

    In the language of `Accept-Language`. Links made before stop working. Sent again it goes on with letters that
    were stopped and tries failed ones anew, but nobody gets a second letter.
    """
    community, actor = seat_on(request, slug)
    commands.send_links(
        actor=actor.id,
        arrivals=table,
        days=new.days,
        language=get_language() or settings.LANGUAGE_CODE,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    view = queries.link_letters(community=community.id, viewer=actor.id, arrivals=table)
    return shape_from(LettersShape, view)


imports.acts(
    "stop_letters",
    commands.stop_links,
    "Stop the letters of a table that are not on their way yet; for administrators. They can be sent again.",
    None,
    LETTERS,
    path="/letters",
    method="DELETE",
)

"""Bounds of the kit, met at their edge."""

from __future__ import annotations

import gc
import io
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from django.db.models import UUIDField
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader

from tests.support.queries import statements
from worgl.core import (
    checks,
    jobs,
    memory,
    outbox,
    outgoing,
    papers,
    personal_exports,
    pictures,
    sealing,
    undelivered,
    workbooks,
    works,
)
from worgl.core.amounts import DIGITS_MAX, TEXT_MAX, parse_minor
from worgl.core.commands import KEY_MAX, IdempotencyKey, command
from worgl.core.domains import Domain, add
from worgl.core.drafts import COOKIE_MAX, DRAFTS_MAX, TYPED_MAX
from worgl.core.errors import InvalidInput, PictureRefused
from worgl.core.ids import new_id
from worgl.core.limits import PAGE_MAX, PICTURE_KEPT_MAX
from worgl.core.models import Fact, Job, Seal, Undelivered
from worgl.core.money import InvalidAmount
from worgl.core.paging import CURSOR_MAX, NUMBER_MAX, InvalidCursor, decode_cursor, encode_cursor, number_in, page_of
from worgl.core.prepared import MANY_MAX, PreparedMany
from worgl.core.rest.faults import FAULTS_MAX, faults_of
from worgl.core.undelivered import ERROR_MAX
from worgl.core.workbooks import CELLS_MAX, NoText, csv_of_workbook

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@command
def _nothing(*, actor: str, key: IdempotencyKey, now: datetime) -> None: ...


@pytest.mark.django_db
def test_a_key_has_so_many_characters_and_no_more() -> None:
    _nothing(actor="a", key=IdempotencyKey("k" * KEY_MAX), now=NOW)
    for key in ("", "k" * (KEY_MAX + 1)):
        with pytest.raises(InvalidInput) as no:
            _nothing(actor="a", key=IdempotencyKey(key), now=NOW)
        assert no.value.fields["field"] == "key"


def test_drafts_fit_their_cookie() -> None:
    assert DRAFTS_MAX * TYPED_MAX < COOKIE_MAX


def test_a_mark_of_a_page_that_is_too_long_is_none() -> None:
    long = encode_cursor(("x" * CURSOR_MAX,))
    with pytest.raises(InvalidCursor):
        decode_cursor(long, length=1)


def test_the_collector_looks_as_soon_as_it_is_told_to() -> None:
    before = gc.get_threshold()
    try:
        memory.tune_gc()
        assert gc.get_threshold()[0] == memory.YOUNG_MAX
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def some_facts(number: int) -> list[UUID]:
    """Keep facts that nobody reads, and return them in their order."""
    rows = [Fact(id=new_id(), topic="test.unread", body={}, at=NOW) for _number in range(number)]
    return [row.pk for row in Fact.objects.bulk_create(rows)]


def test_an_amount_has_so_many_digits() -> None:
    longest = "1".rjust(DIGITS_MAX, "0")
    assert parse_minor(longest, exponent=2) == 100
    with pytest.raises(InvalidAmount):
        parse_minor(f"0{longest}", exponent=2)


def test_a_text_that_is_too_long_is_no_amount() -> None:
    assert parse_minor("1".rjust(TEXT_MAX), exponent=2) == 100
    with pytest.raises(InvalidAmount):
        parse_minor("1".rjust(TEXT_MAX + 1), exponent=2)


def test_a_number_no_column_holds_marks_no_page() -> None:
    assert number_in((NUMBER_MAX,)) == NUMBER_MAX
    with pytest.raises(InvalidCursor):
        number_in((NUMBER_MAX + 1,))


def test_an_address_that_is_too_long_is_not_posted_to() -> None:
    address = "https://no.invalid/".ljust(outgoing.ADDRESS_MAX, "x")
    for kind, longer in ((outgoing.Unreachable, address), (outgoing.Forbidden, address + "x")):
        with pytest.raises(kind):
            outgoing.post(longer, body=b"", headers={}, reach=outgoing.Reach.PUBLIC, now=NOW)


def test_a_sheet_has_so_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "LINES_MAX", 2)
    assert csv_of_workbook(sheet(["a"], ["b"])) == "a\nb\n"
    with pytest.raises(NoText):
        csv_of_workbook(sheet(["a"], ["b"], ["c"]))


def sheet(*rows: list[str]) -> bytes:
    """Return a workbook with one sheet."""
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_seal_takes_in_so_many_rows_and_the_next_one_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ROWS_MAX", 2)
    sealing.seal_cells("test.bounded", [(new_id(), number) for number in range(5)])
    assert Seal.objects.filter(chain="test.bounded").count() == 3


def test_a_check_that_finds_no_end_of_faults_is_cut() -> None:
    def find(subject: checks.Subject) -> Iterator[checks.Fault]:
        return (checks.Fault("torn", 1, str(number), "Torn.") for number in count())

    found = list(checks.run(checks.Check("test.torn", "nothing is torn", find), checks.Subject(1, None)))
    assert len(found) == checks.FAULTS_MAX


def test_a_request_is_told_so_many_of_its_faults_the_first_ones() -> None:
    errors = [{"type": "missing", "loc": ("body", "asked", "rows", str(number))} for number in range(FAULTS_MAX + 1)]
    assert [fault.field for fault in faults_of(errors)] == [f"rows.{number}" for number in range(FAULTS_MAX)]


def test_a_page_longer_than_pages_are_is_a_bug() -> None:
    rows = list(range(PAGE_MAX + 1))
    page = page_of(rows, limit=PAGE_MAX, cursor_of=lambda row: (str(row),))
    assert (len(page.items), decode_cursor(page.next_cursor, length=1)) == (PAGE_MAX, (str(PAGE_MAX - 1),))
    with pytest.raises(AssertionError):
        page_of(rows, limit=PAGE_MAX + 1, cursor_of=lambda row: (str(row),))


@works.job("test.bounded")
def _no_work(run: works.JobRun) -> None: ...


add(__name__, Domain(jobs=(_no_work,)))


@pytest.mark.django_db
def test_a_list_of_jobs_is_no_longer_than_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PAGE_MAX", 2)
    for number in range(3):
        jobs.enqueue("test.bounded", {"of": "here"}, key=str(number), due_at=NOW, now=NOW)
    Job.objects.update(state=Job.State.FAILED)
    assert [one.key for one in jobs.recent(limit=3)] == ["2", "1"]
    assert len(jobs.failed(args={"of": "here"}, limit=3)) == 2


def noise(width: int, height: int) -> bytes:
    """Return a picture that cannot be packed."""
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(out, "PNG")
    return out.getvalue()


def test_a_picture_has_so_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PICTURE_PIXELS_MAX", 400)
    pictures.draw_square(noise(20, 20))
    with pytest.raises(PictureRefused) as no:
        pictures.draw_square(noise(20, 21))
    assert no.value.fields["field"] == "picture"


def test_whatever_is_drawn_is_small_enough_to_be_read_back_from_an_export() -> None:
    # Larger than an icon: smoothing brings in colours between those of the noise.
    restless = noise(600, 600)
    drawn = [pictures.draw_square(restless), pictures.draw_logo(restless), *pictures.draw_icons(restless).values()]
    assert max(map(len, drawn)) <= PICTURE_KEPT_MAX


@pytest.mark.django_db
def test_one_round_of_telling_takes_so_many_facts_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "DELIVER_MAX", 2)
    told = some_facts(3)
    assert outbox.deliver(now=NOW) == 2
    assert list(Fact.objects.filter(pending=True).values_list("pk", flat=True)) == told[-1:]
    assert outbox.deliver(now=NOW) == 1


@pytest.mark.django_db
def test_what_a_reader_failed_with_is_kept_by_its_beginning() -> None:
    (fact,) = some_facts(1)
    failure = undelivered.Failure(fact, "test.reader", "e" * (ERROR_MAX + 1), tried=True)
    undelivered.keep([failure], now=NOW)
    assert Undelivered.objects.get().error == "e" * ERROR_MAX
    later = NOW + timedelta(days=1)
    undelivered.settle(undelivered.due(now=later, limit=5), [failure], now=later)
    assert [(row.error, row.attempts) for row in Undelivered.objects.all()] == [("e" * ERROR_MAX, 2)]


def test_a_cell_of_a_paper_has_so_many_lines() -> None:
    paper = papers.Paper("Table", letterhead=None)
    columns = (papers.Column("Note", 90), papers.Column("More", 200))
    paper.table(columns, [[" ".join(f"note-number-{number}" for number in range(9)), "end"]])
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf())).pages)
    shown = [number for number in range(9) if f"note-number-{number}" in text]
    assert shown == list(range(papers._CELL_LINES_MAX))


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [1, 2, 3, 4])
def test_a_parcel_tells_all_rows_of_a_table_some_at_a_time(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(personal_exports, "TOLD_AT_ONCE", at_once)
    kept = some_facts(3)
    with statements() as asked:
        told = list(personal_exports.told_rows(Fact.objects.all(), without=frozenset({"body"})))
    assert ([row["id"] for row in told], len(asked)) == (kept, 3 // at_once + 1)
    assert not any("body" in row for row in told)


def test_what_a_parcel_tells_is_written_row_by_row() -> None:
    told = {"name": "Bob", "rows": iter([{"a": 1}, {"a": "ü"}]), "none": iter([]), "list": [1]}
    written = list(personal_exports.written(told))
    assert json.loads(b"".join(written)) == {"name": "Bob", "rows": [{"a": 1}, {"a": "ü"}], "none": [], "list": [1]}
    assert max(len(piece) for piece in written) < len(b"".join(written)) // 2


@pytest.mark.django_db
def test_more_than_one_question_holds_are_asked_for_in_several() -> None:
    kept = some_facts(MANY_MAX + 1)
    by_id: PreparedMany[Fact] = PreparedMany(UUIDField(), lambda ids: Fact.objects.filter(pk__in=ids))
    with statements() as asked:
        found = by_id.rows(kept)
    assert (sorted(row.pk for row in found), len(asked)) == (kept, 2)


def a_workbook(width: int) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append([f"c{number}" for number in range(width)])
    book.save(out)
    return out.getvalue()


def test_a_sheet_of_a_workbook_has_so_many_columns() -> None:
    assert csv_of_workbook(a_workbook(CELLS_MAX)).rstrip().endswith(f"c{CELLS_MAX - 1}")
    with pytest.raises(NoText):
        csv_of_workbook(a_workbook(CELLS_MAX + 1))

"""Importing history: every row is booked once or listed with its reason, whatever interrupts it."""

from __future__ import annotations

import errno
import gzip
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection

from tests.support.patience import PATIENCE_S
from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal, Unavailable
from worgl.core.models import Fact
from worgl.currency.queries import wallets_by_account
from worgl.currency.rules import WalletRole
from worgl.identity.tests.builders import person as a_person
from worgl.imports import commands
from worgl.imports.commands import ImportReport, importing
from worgl.imports.commands import run as import_run
from worgl.imports.models import ForeignAccount, ImportRun
from worgl.imports.tests.importing import FULL, HEADER, Importer, broken_after, broken_before, expected_of, history
from worgl.ledger import plane
from worgl.ledger.rules import AccountId, Outcome
from worgl.payments import queries
from worgl.payments.tests.builders import NOW

REAL = Path(os.environ.get("WORGL_REAL_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
SARAFU = REAL / "sarafu"


# -- what an import does


def test_a_file_becomes_members_wallets_and_transfers(importer: Importer) -> None:
    report = importer.run(importer.file(history(20)))
    accepted, refused = expected_of(20)
    assert (report.rows, report.accepted, report.refused) == (20, accepted, refused)
    assert report.rounded == accepted
    assert report.reasons == {"below_floor": 4, "amount_unreadable": refused - 4}
    assert (report.accounts, report.accounts_opened) == (6, 6)
    assert importer.booked() == accepted
    assert importer.balance("mint") == -1_000 * accepted
    importer.assert_sound()
    assert Fact.objects.filter(topic="payments.transfers_imported", body__run=str(report.run)).count() == 1


def test_members_are_named_and_joined_when_their_first_row_says(importer: Importer) -> None:
    importer.run(importer.file(["2024-02-03 04:05:06,mint,17,5,X", "2024-03-01 00:00:00,17,18,1,X"]))
    rows = ForeignAccount.objects.filter(community=importer.town.community, external_id__in=["17", "mint"])
    accounts = {row.external_id: AccountId(row.account) for row in rows}
    holders = wallets_by_account(importer.town.community, accounts.values())
    assert holders[accounts["17"]].name == "Account 17"
    assert holders[accounts["mint"]].role is WalletRole.EXTERNAL
    member = holders[accounts["17"]].member
    assert member is not None
    activity = queries.activity(member=member, viewer=importer.town.alice).items
    assert [(line.kind, line.delta_minor, line.at.date()) for line in activity] == [
        ("imported", -100, date(2024, 3, 1)),
        ("imported", 500, date(2024, 2, 3)),
    ]
    assert [line.counterparty.name for line in activity] == ["Account 18", "mint"]
    assert activity[0].payment is None


def test_every_refused_row_is_listed_with_line_reason_and_the_row_itself(importer: Importer) -> None:
    rows = [
        "2024-01-01,mint,anna,5,X",
        "2024-01-02,anna,ben,6,X",
        "2024-01-02,anna",
        "2024-01-03,anna,'=1+1',\"x,X",
        "2030-01-01,anna,ben,1,X",
        "2024-01-03,anna,ben,5,X",
    ]
    report = importer.run(importer.file(rows))
    assert (report.accepted, report.refused, report.refused_file) == (2, 4, str(importer.refused_path))
    listed = importer.listed()
    assert [(row["refused_line"], row["refused_code"]) for row in listed] == [
        ("3", "below_floor"),
        ("4", "columns_missing"),
        ("5", "quote_open"),
        ("6", "date_out_of_range"),
    ]
    assert all(row["refused_reason"] and "_" not in row["refused_reason"] for row in listed)
    assert (listed[0]["from"], listed[0]["to"], listed[0]["amount"], listed[0]["refused_row"]) == (
        "anna",
        "ben",
        "6",
        "",
    )
    assert [row["refused_row"] for row in listed[1:3]] == rows[2:4]


def test_the_list_of_refused_rows_can_be_put_right_and_imported_as_it_is(importer: Importer) -> None:
    importer.run(importer.file(["2024-01-01,mint,anna,5,X", "2024-01-02,anna,ben,6,X"]))
    corrected = importer.refused_path.read_text(encoding="utf-8").replace(",6,", ",4,")
    second = importer.folder / "corrected.csv"
    second.write_text(corrected, encoding="utf-8")
    report = importer.run(second)
    assert (report.accepted, report.refused, report.accounts_opened) == (1, 0, 0)
    assert importer.balance("ben") == 400


def test_no_list_is_written_when_nothing_is_refused(importer: Importer) -> None:
    report = importer.run(importer.file(["2024-01-01,mint,anna,5,X"]))
    assert report.refused_file is None
    assert not importer.refused_path.exists()


def test_an_id_that_is_no_name_still_gets_a_member(importer: Importer) -> None:
    report = importer.run(importer.file(["2024-01-01,mint,\u202e,5,X", "2024-01-01,mint,0x" + "ab" * 20 + ",5,X"]))
    assert report.accepted == 2


def test_issuers_that_appear_nowhere_are_told(importer: Importer) -> None:
    assert importer.run(importer.file(["2024-01-01,mint,anna,5,X"]), issuers=["mint", "mnit"]).issuers_unseen == (
        "mnit",
    )


def test_a_member_somebody_signs_in_as_cannot_become_an_issuer(importer: Importer) -> None:
    importer.run(importer.file(["2024-01-01,mint,anna,5,X"]))
    anna = importer.foreign("anna").member
    assert anna is not None
    (link,) = communities.hand_over(
        actor=importer.town.alice, members=[MemberId(anna)], days=7, key=IdempotencyKey("links"), now=NOW
    )
    token = link.path.split("/")[2]
    communities.join(actor=a_person("Anna"), token=token, name="Anna", key=IdempotencyKey("join"), now=NOW)
    with pytest.raises(Refusal) as refused:
        importer.run(importer.file(["2024-01-01,anna,ben,5,X"], name="second.csv"), issuers=["mint", "anna"])
    assert refused.value.code == "issuer_is_member"
    assert importer.foreign("anna").member == anna


def test_progress_is_told_up_to_the_last_line(importer: Importer, small_batches: None) -> None:
    importer.run(importer.file(history(25)))
    assert importer.told == [(11, 26), (21, 26), (26, 26)]


# -- twice, and half-way


def test_a_file_that_was_imported_reports_again_and_books_nothing(importer: Importer) -> None:
    path = importer.file(history(20))
    first = importer.run(path)
    booked = importer.booked()
    importer.refused_path.unlink()
    packed = importer.folder / "same.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    again = importer.run(packed)
    assert again.was_done
    assert not first.was_done
    assert (again.rows, again.accepted, again.refused, again.reasons) == (
        first.rows, first.accepted, first.refused, first.reasons,
    )  # fmt: skip
    assert importer.booked() == booked
    assert len(importer.listed()) == first.refused


def test_a_begun_import_does_not_go_on_with_other_columns(importer: Importer) -> None:
    path = importer.file(["2024-01-01,mint,anna,5,mint"])
    importer.run(path)
    with pytest.raises(Refusal) as refused:
        commands.import_transfers(
            community=importer.town.community,
            path=path,
            mapping={"payer": "kind"},
            issuers=["mint"],
            refused_path=importer.refused_path,
            now=NOW,
        )
    assert refused.value.code == "import_differs"


@pytest.mark.parametrize("batches", [0, 1, 3])
@pytest.mark.parametrize("where", ["before the books", "after the books", "after the checkpoint"])
@pytest.mark.parametrize("error", [FULL, Unavailable(), OSError(errno.ENOSPC, "No space left on device"), SystemExit()])
def test_an_import_that_was_stopped_goes_on_and_books_nothing_twice(
    importer: Importer,
    small_batches: None,
    monkeypatch: pytest.MonkeyPatch,
    batches: int,
    where: str,
    error: Exception,
) -> None:
    path = importer.file(history(45))
    with monkeypatch.context() as broken:
        if where == "after the checkpoint":
            broken.setattr(import_run, "checkpoint", broken_after(import_run.checkpoint, batches, error))
        else:
            way = broken_before if where == "before the books" else broken_after
            broken.setattr(plane, "submit_batch", way(plane.submit_batch, batches, error))
        with pytest.raises((Refusal, SystemExit)) as stopped:
            importer.run(path)
    if isinstance(stopped.value, Refusal):
        assert stopped.value.code == "import_interrupted"
        assert "goes on where it stopped" in str(stopped.value)
    report = importer.run(path)
    accepted, refused = expected_of(45)
    assert report.resumed_after == 1 + 10 * (batches + (where == "after the checkpoint"))
    assert (report.rows, report.accepted, report.refused) == (45, accepted, refused)
    assert importer.booked() == accepted
    lines = [int(row["refused_line"]) for row in importer.listed()]
    assert len(lines) == refused
    assert not [row for row in importer.listed() if "already_refused" in row.values()]
    assert all(one < other for one, other in pairwise(lines))
    importer.assert_sound()


def test_of_two_imports_of_one_file_one_stops_and_nothing_is_booked_twice(
    importer: Importer, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importer.file(history(25))
    begun: list[bool] = []
    rest: list[ImportReport] = []

    def overtaken(*args: object, **kwargs: object) -> tuple[Outcome, ...]:
        outcomes = real(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        if not begun:
            begun.append(True)
            rest.append(importer.run(path))
        return outcomes

    real = plane.submit_batch
    monkeypatch.setattr(plane, "submit_batch", overtaken)
    with pytest.raises(Refusal) as refused:
        importer.run(path)
    assert refused.value.code == "import_overtaken"
    accepted, _refused = expected_of(25)
    assert rest[0].accepted == accepted == importer.booked()
    importer.assert_sound()


def test_a_list_that_cannot_be_written_loses_nothing(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    path = importer.file(history(20))
    with monkeypatch.context() as broken:

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        broken.setattr(os, "fsync", full)
        with pytest.raises(Refusal, match="No space left on device") as refused:
            importer.run(path)
    assert refused.value.code == "list_unwritten"
    assert not list(importer.folder.glob("refused*"))
    report = importer.run(path)
    assert report.was_done
    assert len(importer.listed()) == report.refused == expected_of(20)[1]


def test_a_list_in_a_folder_that_is_not_there_is_refused_in_words(importer: Importer) -> None:
    path = importer.file(history(20))
    importer.folder = importer.folder / "absent"
    with pytest.raises(Refusal) as refused:
        importer.run(path)
    assert refused.value.code == "list_unwritten"


KILLED = """
import os, signal, sys
from pathlib import Path
from uuid import UUID
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[4]
from worgl.imports import commands
from worgl.imports.commands import importing as module, whole
from worgl.payments.tests.builders import NOW
whole.BATCH_MAX = 10
left = [int(sys.argv[3])]
real = module.plane.submit_batch
def killed(*args, **kwargs):
    outcomes = real(*args, **kwargs)
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return outcomes
module.plane.submit_batch = killed
commands.import_transfers(community=UUID(sys.argv[1]), path=Path(sys.argv[2]), issuers=["mint"],
                          refused_path=Path(sys.argv[2] + ".refused"), now=NOW)
"""


def test_an_import_killed_between_books_and_checkpoint_goes_on(importer: Importer, small_batches: None) -> None:
    path = importer.file(history(45))
    for batches in (0, 1):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(importer.town.community), str(path), str(batches),
             str(connection.settings_dict["NAME"])],
            capture_output=True, check=False, timeout=PATIENCE_S,
        )  # fmt: skip
        assert killed.returncode == -9, killed.stderr.decode()
    report = importer.run(path)
    accepted, refused = expected_of(45)
    assert (report.rows, report.accepted, report.refused) == (45, accepted, refused)
    assert importer.booked() == accepted
    importer.assert_sound()


# -- all or nothing


def test_all_or_nothing_books_nothing_when_a_row_is_refused(importer: Importer, small_batches: None) -> None:
    path = importer.file(history(45))
    with pytest.raises(Refusal) as refused:
        importer.run(path, all_or_nothing=True)
    assert refused.value.code == "rows_refused"
    assert refused.value.fields["refused"] == len(importer.listed()) == expected_of(45)[1]
    assert importer.booked() == 0
    assert not ForeignAccount.objects.filter(community=importer.town.community).exists()
    assert not ImportRun.objects.filter(community=importer.town.community).exists()
    assert importer.run(path).accepted == expected_of(45)[0]


def test_all_or_nothing_books_all_when_all_rows_are_good(importer: Importer, small_batches: None) -> None:
    path = importer.file([f"2024-01-0{day},mint,anna,{day},X" for day in range(1, 10)] * 3)
    report = importer.run(path, all_or_nothing=True)
    assert (report.accepted, report.refused) == (27, 0)
    assert importer.balance("anna") == 13_500
    assert importer.run(path, all_or_nothing=True).was_done
    importer.assert_sound()


def test_all_or_nothing_reads_no_further_than_it_can_gather(
    importer: Importer, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "REFUSALS_GATHERED", 12)
    path = importer.file(["2024-01-01,anna,ben,5,X"] * 100)
    with pytest.raises(Refusal) as refused:
        importer.run(path, all_or_nothing=True)
    assert refused.value.fields["refused"] == 20


def test_all_or_nothing_does_not_take_up_what_was_begun_in_steps(
    importer: Importer, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importer.file(history(45))
    with monkeypatch.context() as broken:
        broken.setattr(plane, "submit_batch", broken_before(plane.submit_batch, 2, FULL))
        with pytest.raises(Refusal):
            importer.run(path)
    with pytest.raises(Refusal) as refused:
        importer.run(path, all_or_nothing=True)
    assert refused.value.code == "import_differs"


# -- bad files change nothing


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"when,who,whom\n1,2,3\n", "header_unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_csv"),
        ((HEADER + "2024-01-01,mint,Jürg,5,X\n").encode("iso-8859-1"), "wrong_encoding"),
        (gzip.compress((HEADER + "2024-01-01,mint,a,5,X\n" * 999).encode())[:-20], "file_broken"),
    ],
)
def test_a_bad_file_is_refused_and_leaves_nothing_behind(importer: Importer, content: bytes, code: str) -> None:
    path = importer.folder / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        importer.run(path)
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert importer.booked() == 0
    assert not ImportRun.objects.filter(community=importer.town.community).exists()


def test_a_file_with_only_a_header_is_done_at_once(importer: Importer) -> None:
    report = importer.run(importer.file([]))
    assert (report.rows, report.accepted, report.was_done) == (0, 0, False)

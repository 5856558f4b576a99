"""Everything about me: packed by a job, fetched by its owner alone, deleted after seven days."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from tests.support.queries import statements
from worgl.communities.queries import member_by_code
from worgl.core import clock, jobs, personal_exports
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import NotFound, TooLarge
from worgl.core.limits import PARCEL_MAX
from worgl.core.models import Job, Parcel
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.disputes.commands import open_dispute
from worgl.payments.queries import accounts, activity
from worgl.payments.rules import PaymentId
from worgl.vouchers.commands import issue_vouchers

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PAGE = "/settings/everything/"


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town in which Bob has paid Alice, and Alice asks Bob for more."""
    made = walk_in()
    form = {"amount": "12.50", "note": "שלום 🙂", "key": "k"}
    made.bob.post(reverse("payments:pay_member", args=[made.slug, made.alice_code]), form)
    made.bob.post(reverse("payments:pay_check", args=[made.slug, made.alice_code]) + "?key=k")
    ask = {"amount": "3", "whom": made.bob_code, "note": "rent", "days": "30", "key": "a"}
    made.alice.post(reverse("requests:ask", args=[made.slug]), ask)
    return made


def text_of(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def link_in(response: Answer) -> str:
    found = re.search(r'href="(/settings/everything/[0-9a-f-]{36}\.zip)"', response.content.decode())
    assert found, text_of(response)
    return found.group(1)


def packed(town: Walkers) -> str:
    """Have Bob's parcel packed and return its address."""
    town.bob.post(PAGE, {"key": "p"})
    jobs.run_due(now=clock.now())
    return link_in(town.bob.get(PAGE))


def test_a_parcel_is_ordered_packed_and_holds_what_every_domain_keeps(town: Walkers) -> None:
    assert "No file has been made yet" in text_of(town.bob.get(PAGE))
    town.bob.post(PAGE, {"key": "p"})
    waiting = town.bob.get(PAGE + "state/")
    assert "every 2s" in waiting.content.decode()
    assert "<progress" in waiting.content.decode()
    jobs.run_due(now=clock.now())
    assert "every 2s" not in town.bob.get(PAGE + "state/").content.decode()
    answer = town.bob.get(link_in(town.bob.get(PAGE)))
    assert answer.headers["Content-Type"] == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    folder, year = f"{town.slug}-{town.bob_code}", town.today.year
    names = [
        "membership.json",
        "disputes.json",
        "orders.json",
        "requests.json",
        "statement-{year}.csv",
        "statement-{year}.pdf",
        "wallet.json",
    ]
    names += ["vouchers.json", "webhooks.json"]
    assert sorted(archive.namelist()) == sorted(
        [
            "README.txt",
            "inbox.json",
            "keys.json",
            "person.json",
            *(f"{folder}/{name.format(year=year)}" for name in names),
        ]
    )
    assert json.loads(archive.read("person.json"))["email"] == "bob@example.org"
    assert json.loads(archive.read(f"{folder}/membership.json"))["name"] == "Bob Hain"
    assert json.loads(archive.read(f"{folder}/wallet.json"))["balance_minor"] == 8_750
    assert {"notices", "messages", "devices"} <= json.loads(archive.read("inbox.json")).keys()
    (asked,) = json.loads(archive.read(f"{folder}/requests.json"))["requests"]
    assert (asked["amount_minor"], asked["note"], asked["state"]) == (300, "rent", "open")
    assert "שלום 🙂" in archive.read(f"{folder}/statement-{year}.csv").decode()
    paper = PdfReader(io.BytesIO(archive.read(f"{folder}/statement-{year}.pdf")))
    assert "87.50" in paper.pages[0].extract_text()


def test_a_crowded_year_comes_by_months_and_days_and_a_crowded_day_is_said(
    town: Walkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "STATEMENT_LINES_MAX", 1)
    archive = zipfile.ZipFile(io.BytesIO(town.bob.get(packed(town)).content))
    # Bob was given money and has paid: two lines, both today.
    today = [name.rpartition(".")[2] for name in archive.namelist() if f"statement-{town.today}." in name]
    assert today == ["txt"]
    assert "more lines than fit" in archive.read(f"{town.slug}-{town.bob_code}/statement-{town.today}.txt").decode()
    others = [name for name in archive.namelist() if "statement-" in name and str(town.today) not in name]
    assert {name.rpartition(".")[2] for name in others} == {"csv", "pdf"}


def test_the_own_picture_is_in_it(town: Walkers) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(photo, "JPEG")
    town.bob.post("/settings/picture/", {"picture": SimpleUploadedFile("me.jpg", photo.getvalue()), "key": "s"})
    archive = zipfile.ZipFile(io.BytesIO(town.bob.get(packed(town)).content))
    assert Image.open(io.BytesIO(archive.read("picture.webp"))).size == (256, 256)
    assert json.loads(archive.read("person.json"))["picture_made_at"]


def test_disputes_and_vouchers_one_has_a_part_in_are_in_it_and_the_page_says_what_is_not(town: Walkers) -> None:
    now, alice = clock.now(), member_by_code(community=town.community, code=town.alice_code).id
    (paid,) = [one for one in activity(member=town.bob_id, viewer=town.bob_id).items if one.delta_minor == -1_250]
    open_dispute(actor=town.bob_id, payment=PaymentId(paid.transfer), reason="stale", key=IdempotencyKey("d"), now=now)
    for issuer in (town.bob_id, alice):
        issue_vouchers(
            actor=issuer,
            amount_minor=100,
            count=2,
            last_day=town.today,
            note="thanks",
            key=IdempotencyKey("v"),
            now=now,
        )
    archive = zipfile.ZipFile(io.BytesIO(town.bob.get(packed(town)).content))
    folder = f"{town.slug}-{town.bob_code}"
    kept = {name: json.loads(archive.read(f"{folder}/{name}.json"))[name] for name in ("disputes", "vouchers")}
    assert [(one["reason"], one["state"]) for one in kept["disputes"]] == [("stale", "open")]
    assert [(one["issuer"], one["amount_minor"], one["state"]) for one in kept["vouchers"]] == [
        (str(town.bob_id), 100, "open")
    ] * 2
    assert not {"mark", "hold", "code"} & kept["vouchers"][0].keys()
    assert "the secrets of your keys" in text_of(town.bob.get(PAGE))
    assert "Not in it are passwords" in archive.read("README.txt").decode()


def test_nothing_of_others_is_in_it(town: Walkers) -> None:
    archive = zipfile.ZipFile(io.BytesIO(town.bob.get(packed(town)).content))
    everything = "".join(archive.read(name).decode() for name in archive.namelist() if not name.endswith(".pdf"))
    for secret in ("alice@example.org", "emma@example.org", "Emma Neu", "token_hash", "secret_hash", 'password":'):
        assert secret not in everything


def test_only_its_owner_can_fetch_it(town: Walkers) -> None:
    address = packed(town)
    assert town.bob.get(address).status_code == 200
    for client in (town.alice, town.charlie, town.emma, town.dora):
        assert client.get(address).status_code == 404
        assert "No file has been made yet" in text_of(client.get(PAGE))
    assert "next=" in town.anonymous.get(address).headers["Location"]


def test_pressing_twice_packs_once_and_a_new_one_takes_the_place_of_the_old(town: Walkers) -> None:
    for key in ("p", "p", "q"):
        town.bob.post(PAGE, {"key": key})
    assert Job.objects.filter(kind="web.everything_about_me").count() == 1
    first = packed(town)
    town.bob.post(PAGE, {"key": "r"})
    jobs.run_due(now=clock.now())
    second = link_in(town.bob.get(PAGE))
    assert second != first
    assert town.bob.get(first).status_code == 404
    assert Parcel.objects.count() == 1


def test_after_seven_days_it_is_deleted(town: Walkers) -> None:
    address = packed(town)
    row = Parcel.objects.get()
    assert row.ready_at is not None
    end = row.ready_at + timedelta(days=7)
    assert row.expires_at == end
    jobs.run_due(now=end - timedelta(seconds=1))
    assert town.bob.get(address).status_code == 200
    with pytest.raises(NotFound):
        personal_exports.opened(row.pk, owner=row.owner, now=end)
    jobs.run_due(now=end)
    assert not Parcel.objects.exists()
    assert town.bob.get(address).status_code == 404


def test_a_parcel_that_cannot_be_packed_is_told_and_can_be_asked_for_again(town: Walkers) -> None:
    town.bob.post(PAGE, {"key": "p"})
    Job.objects.filter(kind="web.everything_about_me").update(state="failed")
    assert "The file could not be made" in text_of(town.bob.get(PAGE))
    town.bob.post(PAGE, {"key": "q"})
    jobs.run_due(now=clock.now())
    assert link_in(town.bob.get(PAGE))


def test_a_parcel_that_is_too_large_is_refused(db: None) -> None:
    now, own = clock.now(), uuid4()
    personal_exports.order(owner=uuid4(), kind="k", job=uuid4(), parcel=own, name="n", now=now)
    with pytest.raises(TooLarge):
        personal_exports.fill(own, bytes(PARCEL_MAX + 1), now=now)
    with pytest.raises(NotFound):
        personal_exports.fill(uuid4(), b"", now=now)


def test_the_page_keeps_its_budget_of_queries_and_does_not_read_the_file(town: Walkers) -> None:
    packed(town)
    with statements() as sent:
        assert town.bob.get(PAGE).status_code == 200
    assert len(sent) <= 12
    assert not [sql for sql in sent if '"core_parcel"."content",' in sql]


def test_a_parcel_speaks_the_language_it_was_asked_for_in(town: Walkers) -> None:
    town.bob.post(PAGE, {"key": "p"}, headers={"accept-language": "de"})
    jobs.run_due(now=clock.now())
    archive = zipfile.ZipFile(io.BytesIO(town.bob.get(link_in(town.bob.get(PAGE))).content))
    assert archive.read("LIESMICH.txt").decode().startswith("Das ist")
    paper = next(name for name in archive.namelist() if name.endswith(".pdf"))
    assert "Auszug vom" in PdfReader(io.BytesIO(archive.read(paper))).pages[0].extract_text()

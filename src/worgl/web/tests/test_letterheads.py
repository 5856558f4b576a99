"""Every letter and every paper bears the look of the community it comes from; outside of one, of the only one."""

from __future__ import annotations

import io
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

import worgl
from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.communities.tests.builders import community, fresh_key, member
from worgl.communities.tests.test_look import a_png
from worgl.core import clock, jobs
from worgl.core.letterheads import letter_look_to
from worgl.currency import commands as currencies
from worgl.currency.tests.builders import a_town
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.tests.builders import NOW, person
from worgl.payments import commands as payments

pytestmark = pytest.mark.django_db

COLOUR = "#aa3300"


def dress_up(founder: MemberId) -> None:
    """Give a community a colour and a logo."""
    communities.set_colour(actor=founder, colour=COLOUR, key=fresh_key(), now=NOW)
    communities.show_logo(actor=founder, content=a_png(90, 30, (200, 20, 20, 255)), key=fresh_key(), now=NOW)


def html_of(letter: mail.EmailMessage) -> str:
    assert isinstance(letter, EmailMultiAlternatives)
    return "".join(str(one[0]) for one in letter.alternatives)


def test_every_letter_in_html_has_the_head_of_the_one_letterhead() -> None:
    templates = list(Path(worgl.__file__).parent.rglob("templates/*/mail/*.html"))
    assert len(templates) >= 2
    for path in templates:
        assert path.read_text(encoding="utf-8").startswith('{% extends "core/letter.html" %}'), path


def test_the_letter_with_a_personal_link_bears_name_colour_and_logo() -> None:
    here = a_town()
    dress_up(here.alice)
    now = clock.now()
    table = currencies.check_member_import(
        actor=here.alice, content="name,email\nAda,ada@example.org\n", file_name="m.csv", key=fresh_key(), now=now
    )
    jobs.run_job(
        currencies.start_member_import(actor=here.alice, arrivals=table, only_whole=True, key=fresh_key(), now=now),
        now=now,
    )
    currencies.send_links(actor=here.alice, arrivals=table, days=30, language="en", key=fresh_key(), now=now)
    jobs.run_due(now=now + timedelta(minutes=1))
    (letter,) = [one for one in mail.outbox if one.to == ["ada@example.org"]]
    assert parseaddr(letter.from_email)[0] == "Alderbrook"
    assert "/look/logo-" in html_of(letter)
    assert "bgcolor=" in html_of(letter)


def reset_letter(email: str) -> mail.EmailMessage:
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": email})
    (letter,) = mail.outbox
    return letter


def test_letters_for_signing_in_bear_the_look_of_the_persons_only_community() -> None:
    mira = person("Mira", email="mira@example.org", password="plough-orchard-lantern")
    here, elsewhere = community(), community(name="Elsewhere")
    member(here, "Mira", who=mira)
    assert parseaddr(reset_letter("mira@example.org").from_email)[0] != "Alderbrook", "nothing is chosen yet"
    dress_up(here.member)
    letter = reset_letter("mira@example.org")
    assert parseaddr(letter.from_email)[0] == "Alderbrook"
    assert "/look/logo-" in html_of(letter)
    assert '<a href="http' in html_of(letter), "the link can be pressed"
    member(elsewhere, "Mira", who=mira)
    plain = reset_letter("mira@example.org")
    assert parseaddr(plain.from_email)[0] != "Alderbrook", "it could be a letter of either"
    assert html_of(plain) == ""


def test_who_belongs_nowhere_yet_gets_letters_of_the_only_community_there_is() -> None:
    here = community()
    dress_up(here.member)
    assert letter_look_to(None).name == letter_look_to(person("Newcomer")).name == "Alderbrook"
    community(name="Elsewhere")
    assert letter_look_to(None).name == letter_look_to(person("Newcomer")).name == ""


def pictures_of(pdf: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_every_paper_bears_the_logo_also_the_sheet_of_vouchers() -> None:
    walkers: Walkers = walk_in()
    last = (walkers.today + timedelta(days=30)).isoformat()
    sent = {"amount": "5", "count": "3", "last_day": last, "note": "thanks", "key": "form-1"}
    series = walkers.bob.post(f"/c/{walkers.slug}/vouchers/", sent).headers["Location"]
    paid = payments.pay(
        actor=walkers.bob_id, payee=walkers.alice_id, amount_minor=100, note="", key=fresh_key(), now=clock.now()
    )
    papers = [
        f"{series}sheet.pdf",
        f"/c/{walkers.slug}/statement.pdf?start={walkers.today}&end={walkers.today}",
        f"/c/{walkers.slug}/receipt/{paid.payment}.pdf",
    ]
    plain = [walkers.bob.get(path, follow=True).content for path in papers]
    dress_up(walkers.alice_id)
    for path, before in zip(papers, plain, strict=True):
        after = walkers.bob.get(path, follow=True).content
        assert (pictures_of(before), pictures_of(after)) == (0, 1), path


def test_pages_outside_a_community_bear_the_look_of_the_only_one(client: Client) -> None:
    walkers: Walkers = walk_in()
    dress_up(walkers.alice_id)
    shown = f"/c/{walkers.slug}/look/"
    assert shown in client.get(reverse("account_login")).content.decode()
    assert shown in walkers.bob.get(reverse("identity:settings")).content.decode()
    community(name="Elsewhere")
    assert shown not in client.get(reverse("account_login")).content.decode(), "none of two speaks for all"

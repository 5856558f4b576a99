"""The reference that everybody can read, and the form on it that asks an address."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from worgl.api.pages import TOPICS, groups_of
from worgl.api.tests.builders import Programs, open_town, things_for
from worgl.core.domains import webhook_events
from worgl.core.rest import document


@pytest.fixture
def town(db: None) -> Programs:
    return open_town()


def pages(topic: str) -> list[str]:
    """Return the pages of a topic's addresses."""
    html = Client().get(f"/api/topics/{topic}/").content.decode()
    return re.findall(rf'href="(/api/topics/{topic}/[^"]+/)"', html)


def tried(client: Client, page: str, **typed: str) -> str:
    answer = client.post(page, typed)
    assert answer.status_code == 200
    return re.sub(r"&quot;", '"', answer.content.decode())


def test_every_address_and_every_message_of_a_webhook_has_a_page_with_its_fields(db: None) -> None:
    html = Client().get(reverse("api:about")).content.decode()
    topics = re.findall(r'href="/api/topics/([^"/]+)/"', html)
    every = [page for topic in topics for page in pages(topic)]
    assert len(every) == sum(map(len, document()["paths"].values())) + len(webhook_events())
    for page in every:
        answer = Client().get(page)
        assert answer.status_code == 200
        assert len(answer.content) < 100_000
        assert b"<script" not in answer.content.split(b"<main", 1)[1]
    paid = Client().get("/api/topics/what-a-webhook-sends/told_payments_paid/").content.decode()
    for part in ("data.payer", "data.amount_minor", "webhook-signature", "Id of the member who is paid."):
        assert part in paid
    assert "<form" not in paid.split("<main", 1)[1].split("</main>", 1)[0]
    assert Client().get("/api/topics/payments/nowhere/").status_code == 404


def test_an_address_is_asked_from_its_page_by_the_key_alone(town: Programs) -> None:
    page = "/api/topics/wallet/wallet_balance/"
    shown = tried(town.town.alice, page, token=town.bob.token, path_slug=town.town.slug)
    assert '"minor": 10000' in shown, "Bob's, whose key was typed, and not Alice's, who is signed in"
    without = tried(town.town.alice, page, path_slug=town.town.slug)
    assert '"code": "token_unknown"' in without, "no cookie opens an address"
    assert town.bob.token not in shown


def test_a_payment_is_made_from_its_page_once_for_each_key(town: Programs) -> None:
    page = "/api/topics/payments/payments_pay/"
    body = json.dumps({"payee": town.town.alice_code, "amount": {"minor": 5, "unit": "ALD"}})
    typed = {"token": town.bob.token, "path_slug": town.town.slug, "body": body}
    key = str(uuid4())
    for _time in range(2):
        assert '"minor": 5' in tried(Client(), page, **{"header_Idempotency-Key": key}, **typed)
    refused = tried(Client(), page, **{"header_Idempotency-Key": key}, **typed | {"body": body.replace(": 5", ": 6")})
    assert '"code": "key_reused"' in refused
    assert town.bob.get("/communities/{slug}/balance").json()["posted"]["minor"] == 9_995


def test_what_is_typed_wrongly_is_told_as_a_program_would_hear_it(town: Programs) -> None:
    page = "/api/topics/payments/payments_receipt/"
    payment = things_for(town.town, "{payment}")["payment"]
    typed = {"token": town.bob.token, "path_slug": town.town.slug}
    assert payment in tried(Client(), page, path_payment=payment, **typed)
    assert "404" in tried(Client(), page, path_payment="../../me", **typed)
    assert "This field is required" in tried(Client(), page, path_payment="", **typed)
    assert "header_unreadable" in tried(Client(), page, path_payment=payment, acting="Bäckerei", **typed)


def test_a_page_cannot_be_made_to_ask_from_elsewhere(town: Programs) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = "/api/topics/wallet/wallet_balance/"
    assert strict.post(page, {"token": town.bob.token, "path_slug": town.town.slug}).status_code == 403


def test_a_demo_says_that_it_is_the_sandbox(town: Programs) -> None:
    assert "Here everything is real" in Client().get(reverse("api:about")).content.decode()
    with override_settings(DEMO=True):
        assert "Choose whom you act as" in Client().get(reverse("api:about")).content.decode()
        assert "This node is a demo" in Client().get("/api/topics/wallet/wallet_balance/").content.decode()


def test_every_topic_has_a_name_in_the_readers_language_and_english_says_that_it_is(db: None) -> None:
    assert {each.name for each in groups_of(document())} == TOPICS.keys()
    reader = Client(headers={"accept-language": "de"})
    about, topic = (reader.get(path).content.decode() for path in ("/api/", "/api/topics/payment-requests/"))
    assert "Zahlungsbitten" in about
    assert "<h1>Zahlungsbitten</h1>" in topic
    assert topic.count('<b lang="en">') == len(pages("payment-requests"))
    for page in (about, topic, reader.get(pages("payment-requests")[0]).content.decode()):
        assert "auf Englisch" in page
    assert "are in English" not in Client().get("/api/").content.decode()

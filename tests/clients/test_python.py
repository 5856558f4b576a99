"""The Python client against a running server, and whether what lies in clients/ is of this document."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from worgl_client import AuthenticatedClient
from worgl_client.api.account import account_activity
from worgl_client.api.me import me_me
from worgl_client.api.payments import payments_pay, payments_receipt_pdf
from worgl_client.models import AmountIn, ListEntryShape, Me, Order, ProblemShape, ReceiptShape
from worgl_client.types import File

from tests.clients.node import Node
from tools import clients


@pytest.mark.slow
def test_a_program_pays_by_the_python_client_and_gets_the_same_answer_again(node: Node) -> None:
    with AuthenticatedClient(node.url, token=node.key) as client:
        _pay(client, node)


def _pay(client: AuthenticatedClient, node: Node) -> None:
    me = me_me.sync(client=client)
    assert isinstance(me, Me)
    order = Order(payee=node.payee, amount=AmountIn(minor=1_250, unit="ALD"), note="two loaves")
    key = str(uuid4())
    first, second = (
        payments_pay.sync("alderbrook", client=client, body=order, idempotency_key=key) for _time in range(2)
    )
    assert isinstance(first, ReceiptShape)
    assert first == second
    assert (first.amount.minor, first.note) == (1_250, "two loaves")
    activity = account_activity.sync("alderbrook", client=client, limit=1)
    assert isinstance(activity, ListEntryShape)
    assert activity.items[0].payment == first.id
    paper = payments_receipt_pdf.sync("alderbrook", first.id, client=client)
    assert isinstance(paper, File)
    assert paper.payload.read(4) == b"%PDF"


@pytest.mark.slow
def test_a_refusal_is_a_value_with_its_code_and_a_sentence(node: Node) -> None:
    order = Order(payee=node.payee, amount=AmountIn(minor=10_000_000, unit="ALD"))
    told = []
    for language in ("en", "de"):
        with AuthenticatedClient(node.url, token=node.key, headers={"Accept-Language": language}) as client:
            refused = payments_pay.sync("alderbrook", client=client, body=order, idempotency_key="too-much")
            assert isinstance(refused, ProblemShape)
            told.append((refused.status, refused.code, refused.detail))
    assert {each[:2] for each in told} == {(409, "not_enough")}
    assert told[0][2] != told[1][2], "the same answer, each time in the language of who reads it"


def test_what_lies_in_clients_is_of_this_document_and_as_the_generators_made_it() -> None:
    made_of = json.loads((clients.CLIENTS / clients.MADE_OF).read_text(encoding="utf-8"))
    stale = "make clients writes them anew"
    assert (clients.CLIENTS / clients.DOCUMENT).read_text(encoding="utf-8") == clients.document_text(), stale
    assert made_of["document"] == clients.digest_of(clients.CLIENTS, clients.DOCUMENT), stale
    assert made_of["clients"] == clients.digest_of(clients.CLIENTS), stale
    assert Path(clients.CLIENTS / clients.TYPESCRIPT).stat().st_size > 100_000

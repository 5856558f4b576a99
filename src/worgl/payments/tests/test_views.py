"""What the pages of the wallet promise: who may see what, nothing typed is lost, one form pays once."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.support.queries import statements
from worgl.core.paging import encode_cursor
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments import queries
from worgl.payments.views import activity

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

QUERIES_MAX = 12
DRAFT_S = 60 * 60


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member, Charlie a stranger, Dora suspended, Emil an applicant."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    """Return the address of a page of the town."""
    return reverse(f"payments:{name}", args=[town.slug, *args])


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def typed(
    town: Walkers, client: Client, *, amount: str = "12.50", note: str = "bread", key: str = "form-1", payee: str = ""
) -> Answer:
    """Send step two of a payment, to Alice if nobody else is named."""
    form = {"amount": amount, "note": note, "key": key}
    return client.post(page(town, "pay_member", payee or town.alice_code), form)


def check_of(town: Walkers, *, key: str = "form-1", payee: str = "") -> str:
    """Return the address of the check page of a form."""
    return f"{page(town, 'pay_check', payee or town.alice_code)}?key={key}"


def paid(town: Walkers, *, amount: str = "12.50", note: str = "bread", key: str = "form-1") -> Answer:
    """Send Bob's payment to Alice and confirm it."""
    typed(town, town.bob, amount=amount, note=note, key=key)
    return town.bob.post(check_of(town, key=key))


def receipt_of(answer: Answer) -> str:
    """Return the payment whose receipt an answer leads to."""
    return answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]


def balance_of(town: Walkers) -> str:
    """Return what Bob's home page calls the balance."""
    found = re.search(
        r'class="amount">\s*<span class="num">([^<]+)<', town.bob.get(page(town, "home")).content.decode()
    )
    assert found
    return found.group(1)


#                  alice bob  charlie dora anonymous
DOORS = """
home               200   200  403     200  302
pay                200   200  403     403  302
pay_member         200   200  403     403  302
pay_check          200   200  403     403  302
receive            200   200  403     403  302
receipt            200   200  403     404  302
refund             200   200  403     403  302
refund_check       200   403  403     403  302
activity           200   200  403     200  302
statement          200   200  403     200  302
statement_csv      302   302  403     302  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    payment = receipt_of(paid(town))
    args: list[object] = []
    if name.startswith("pay_"):
        args = [town.emma_code]
    elif name.startswith("re") and name != "receive":
        args = [payment]
    seen = []
    for client in town.clients():
        address = page(town, name, *args)
        if name.endswith("check"):
            client.post(address.removesuffix("check/"), {"amount": "1.00", "note": "x", "reason": "x", "key": "k"})
            address += "?key=k"
        seen.append(str(client.get(address).status_code))
    assert seen == expected


@pytest.mark.parametrize(
    "name",
    ["home", "pay", "pay_member", "pay_check", "refund", "refund_check", "receive", "receipt", "activity", "statement"],
)
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    payment = receipt_of(paid(town))
    args = (
        [town.alice_code]
        if name.startswith("pay_")
        else [payment]
        if name.startswith("re") and name != "receive"
        else []
    )
    address = page(town, name, *args)
    client = town.alice if name.startswith("refund") else town.bob
    if name == "pay_check":
        typed(town, town.bob, amount="1.00", key="k")
        address += "?key=k"
    if name == "refund_check":
        address = given_back(town, payment, reason="one loaf was burnt").headers["Location"]
    client.get(address)
    with statements() as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)


def test_the_home_asks_no_more_with_many_people_and_kinds_of_movements(town: Walkers) -> None:
    for number, payee in enumerate([town.alice_code, town.emma_code] * 3):
        typed(town, town.bob, amount="3.00", key=f"k{number}", payee=payee)
        town.bob.post(check_of(town, key=f"k{number}", payee=payee))
    sent = given_back(town, receipt_of(paid(town)), reason="one loaf was burnt")
    town.alice.post(sent.headers["Location"])
    for client in (town.bob, town.alice, town.emma, town.dora):
        with statements() as asked:
            assert client.get(page(town, "home")).status_code == 200
        assert len(asked) <= QUERIES_MAX, "\n".join(asked)


@pytest.mark.parametrize("show", ["in", "out"])
def test_one_direction_asks_no_more_than_both(town: Walkers, show: str) -> None:
    for number in range(40):
        paid(town, amount="1.00", key=f"k{number}")
    with statements() as asked:
        assert town.bob.get(page(town, "activity"), {"show": show}).status_code == 200
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)


def test_a_payment_goes_from_search_to_receipt(town: Walkers) -> None:
    found = town.bob.get(page(town, "pay"), {"q": "Ali"})
    assert page(town, "pay_member", town.alice_code) in found.content.decode()
    asked = town.bob.get(page(town, "pay_member", town.alice_code))
    key = re.search(r'name="key" value="([^"]+)"', asked.content.decode())
    assert key
    sent = typed(town, town.bob, note="two loaves", key=key.group(1))
    assert sent.status_code == 303
    checked = text_of(town.bob.get(sent.headers["Location"]))
    assert "two loaves" in checked
    assert "87.50" in checked
    done = town.bob.post(sent.headers["Location"])
    assert done.status_code == 302
    receipt = text_of(town.bob.get(done.headers["Location"]))
    assert "You paid Alice Moser" in receipt
    assert "two loaves" in receipt
    assert balance_of(town) == "87.50"


def test_looking_at_the_check_page_pays_nothing(town: Walkers) -> None:
    typed(town, town.bob)
    assert town.bob.get(check_of(town)).status_code == 200
    assert balance_of(town) == "100.00"


def test_no_address_holds_what_was_typed_and_the_browser_alone_keeps_it(town: Walkers) -> None:
    sent = typed(town, town.bob, note="for the doctor")
    assert sent.headers["Location"] == check_of(town)
    cookie = sent.cookies["worgl_pay"]
    assert "doctor" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", DRAFT_S)
    assert cookie["path"] == page(town, "pay")
    html = town.bob.get(check_of(town)).content.decode()
    assert not re.search(r'(href|action)="[^"]*(doctor|12\.50)', html)


def test_a_draft_goes_over_https_alone_where_the_site_does(town: Walkers) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert typed(town, town.bob).cookies["worgl_pay"]["secure"]


def test_the_back_button_and_a_reload_find_what_was_typed(town: Walkers) -> None:
    typed(town, town.bob, note="two loaves")
    for _reload in range(2):
        assert "two loaves" in text_of(town.bob.get(check_of(town)))
    form = page(town, "pay_member", town.alice_code)
    for address in (form, f"{form}?key=form-1"):
        html = town.bob.get(address).content.decode()
        assert all(f'value="{value}"' in html for value in ("12.50", "two loaves", "form-1"))
    other = town.bob.get(page(town, "pay_member", town.emma_code)).content.decode()
    assert "two loaves" not in other
    paid(town)
    assert "two loaves" not in town.bob.get(form).content.decode()


def test_two_open_pages_keep_their_own_words(town: Walkers) -> None:
    typed(town, town.bob, amount="1.00", note="an egg", key="first")
    typed(town, town.bob, amount="2.00", note="a loaf", key="second")
    assert "an egg" in text_of(town.bob.get(check_of(town, key="first")))
    for key in ("first", "second", "first", "second"):
        town.bob.post(check_of(town, key=key))
    assert balance_of(town) == "97.00"


def test_back_and_confirm_again_after_paying_leads_to_the_same_receipt(town: Walkers) -> None:
    receipt = paid(town).headers["Location"]
    assert town.bob.get(check_of(town)).headers["Location"] == receipt
    assert town.bob.post(check_of(town)).headers["Location"] == receipt
    assert balance_of(town) == "87.50"


@pytest.mark.parametrize("cookie", ["", "forged", "WyJmb3JtLTEiXQ:1abcde:forged"])
def test_a_lost_or_forged_draft_pays_nothing_and_asks_again(town: Walkers, cookie: str) -> None:
    typed(town, town.bob)
    town.bob.cookies["worgl_pay"] = cookie
    answer = town.bob.post(check_of(town))
    assert answer.headers["Location"] == page(town, "pay_member", town.alice_code)
    assert "nothing was paid" in text_of(town.bob.get(answer.headers["Location"]))
    assert balance_of(town) == "100.00"


def test_another_person_at_the_same_browser_does_not_find_the_draft(town: Walkers) -> None:
    typed(town, town.bob, note="for the doctor", payee=town.emma_code)
    town.alice.cookies["worgl_pay"] = town.bob.cookies["worgl_pay"].value
    for address in (page(town, "pay_member", town.emma_code), check_of(town, payee=town.emma_code)):
        assert "doctor" not in town.alice.get(address, follow=True).content.decode()


def test_the_same_form_sent_twice_pays_once_and_shows_the_same_receipt(town: Walkers) -> None:
    first, second = paid(town), paid(town)
    assert first.headers["Location"] == second.headers["Location"]
    assert balance_of(town) == "87.50"


def test_a_used_form_with_another_amount_pays_nothing_and_says_so(town: Walkers) -> None:
    paid(town)
    again = paid(town, amount="20.00")
    assert again.status_code == 303
    asked = parse_qs(urlsplit(again.headers["Location"]).query)
    assert set(asked) == {"key"}
    assert asked["key"] != ["form-1"]
    seen = text_of(town.bob.get(again.headers["Location"]))
    assert "has already paid once" in seen
    assert "Pay 20.00" in seen
    assert balance_of(town) == "87.50"


def test_a_refused_form_with_another_amount_pays_nothing_and_does_not_say_it_has_paid(town: Walkers) -> None:
    assert paid(town, amount="500.00").status_code == 409
    again = paid(town, amount="20.00")
    seen = text_of(town.bob.get(again.headers["Location"]))
    assert "This form has had its answer" in seen
    assert "already paid" not in seen
    assert "Pay 20.00" in seen
    assert balance_of(town) == "100.00"
    town.bob.post(again.headers["Location"])
    assert balance_of(town) == "80.00"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Type an amount."),
        ("0", "more than zero"),
        ("-5", "more than zero"),
        ("1.0055", "too many decimals"),
        ("twelve", "is not an amount"),
        ("1.000", "could mean 1.00 or 1000.00"),
        ("12.50.30", "is not an amount"),
        ("99999999999999999", "too large"),
        ("1٣", "is not an amount"),
    ],
)
def test_a_wrong_amount_is_explained_beside_its_field_and_nothing_typed_is_lost(
    town: Walkers, amount: str, words: str
) -> None:
    answer = typed(town, town.bob, amount=amount, note="two loaves", key="k")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in unescape(html)
    assert 'aria-describedby="id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert f'value="{amount}"' in html or not amount
    assert 'value="two loaves"' in html
    assert 'value="k"' in html


@pytest.mark.parametrize("amount", ["12,5", "12.5", "12.50", " 12,50 ", "12,50 alder", "١٢٫٥", "+12.5", "\u200e12,5"])
def test_cents_can_be_typed_with_the_mark_a_phone_shows(town: Walkers, amount: str) -> None:
    typed(town, town.bob, amount=amount)
    assert "Pay 12.50" in text_of(town.bob.get(check_of(town)))
    html = typed(town, town.bob, amount="x").content.decode()
    assert 'inputmode="decimal"' in html
    assert not re.search(r'name="amount"[^>]*type="number"|type="number"[^>]*name="amount"', html)


def test_more_than_there_is_cannot_be_paid_and_the_page_says_how_much_can(town: Walkers) -> None:
    typed(town, town.bob, amount="100.01")
    seen = town.bob.get(check_of(town))
    assert seen.status_code == 409
    assert "100.00" in text_of(seen)
    assert town.bob.post(check_of(town)).status_code == 409
    assert balance_of(town) == "100.00"


def signed_out(client: Client) -> dict[str, str]:
    """End a browser's session and return its cookies of it, to sign in again."""
    kept = {"sessionid": client.cookies["sessionid"].value}
    del client.cookies["sessionid"]
    return kept


def back_after_signing_in(client: Client, away: Answer, session: dict[str, str]) -> Answer:
    """Sign in again where the sign-in page leads back to, and follow."""
    assert away.status_code == 302
    client.cookies.load(session)
    return client.get(parse_qs(urlsplit(away.headers["Location"]).query)["next"][0])


def test_whose_session_ends_before_he_confirms_finds_the_check_page_after_signing_in(town: Walkers) -> None:
    typed(town, town.bob, note="two loaves")
    session = signed_out(town.bob)
    seen = back_after_signing_in(town.bob, town.bob.post(check_of(town)), session)
    assert seen.status_code == 200
    assert "two loaves" in text_of(seen)
    assert "Pay 12.50" in text_of(seen)
    assert balance_of(town) == "100.00"
    town.bob.post(check_of(town))
    assert balance_of(town) == "87.50"


def test_whose_session_ends_while_he_types_finds_the_form_filled_after_signing_in(town: Walkers) -> None:
    session = signed_out(town.bob)
    away = typed(town, town.bob, note="two loaves")
    assert "loaves" not in away.headers["Location"]
    html = back_after_signing_in(town.bob, away, session).content.decode()
    assert all(f'value="{value}"' in html for value in ("12.50", "two loaves", "form-1"))
    assert paid(town, note="two loaves").status_code == 302
    assert balance_of(town) == "87.50"


def test_a_payment_without_the_pages_own_token_is_refused(town: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = town.bob.cookies
    typed(town, town.bob)
    assert strict.post(check_of(town)).status_code == 403
    assert typed(town, strict, amount="1.00").status_code == 403
    assert balance_of(town) == "100.00"


def test_a_payment_link_leads_to_the_pay_page_with_amount_and_note(town: Walkers) -> None:
    away = town.bob.get(reverse("payments:link", args=[town.alice_code.lower()]), {"amount": "3.00", "note": "tea"})
    asked = town.bob.get(away.headers["Location"])
    assert 'value="3.00"' in asked.content.decode()
    assert 'value="tea"' in asked.content.decode()


def test_a_payment_link_tells_a_stranger_nothing(town: Walkers) -> None:
    assert town.charlie.get(reverse("payments:link", args=[town.alice_code])).status_code == 404
    assert town.bob.get(reverse("payments:link", args=["AAAAAAAA"])).status_code in {404, 422}
    assert "next=" in town.anonymous.get(reverse("payments:link", args=[town.alice_code])).headers["Location"]


def test_my_own_code_offers_to_be_shown_instead_of_paid(town: Walkers) -> None:
    seen = town.bob.get(page(town, "pay_member", town.bob_code))
    assert "This is your own code" in text_of(seen)
    assert 'name="amount"' not in seen.content.decode()


def test_the_code_to_be_paid_carries_amount_and_note(town: Walkers) -> None:
    seen = town.bob.get(page(town, "receive"), {"amount": "25", "note": "hedge & lawn"})
    assert "amount=25.00" in unescape(seen.content.decode())
    assert "note=hedge+%26+lawn" in unescape(seen.content.decode())
    assert 'role="img"' in seen.content.decode()
    wrong = town.bob.get(page(town, "receive"), {"amount": "much", "note": "x"})
    assert wrong.status_code == 422


def test_search_without_script_and_with_it_give_the_same_people(town: Walkers) -> None:
    whole = town.bob.get(page(town, "pay"), {"q": "emma"})
    part = town.bob.get(page(town, "pay"), {"q": "emma"}, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    for seen in (whole, part):
        assert page(town, "pay_member", town.emma_code) in seen.content.decode()
    assert "Nobody here is called" in text_of(town.bob.get(page(town, "pay"), {"q": "<b>nobody"}))


def given_back(
    town: Walkers, payment: str, *, amount: str = "2.50", reason: str, client: Client | None = None
) -> Answer:
    """Send the form of a refund, Alice's if nobody else is named."""
    form = {"amount": amount, "reason": reason, "key": "r"}
    return (client or town.alice).post(page(town, "refund", payment), form)


def test_who_was_paid_can_give_back_once_per_form(town: Walkers) -> None:
    payment = receipt_of(paid(town))
    sent = given_back(town, payment, reason="one loaf was burnt")
    assert "loaf" not in sent.headers["Location"]
    assert "one loaf was burnt" in text_of(town.alice.get(sent.headers["Location"]))
    first, second = (town.alice.post(sent.headers["Location"]) for _click in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert balance_of(town) == "90.00"
    seen = text_of(town.bob.get(page(town, "receipt", payment)))
    assert "Given back in part" in seen
    assert "one loaf was burnt" in seen


@pytest.mark.parametrize(
    ("amount", "reason", "words"),
    [("12.51", "too much", "12.50"), ("2.50", "", "Say in a few words"), ("x", "why", "is not an amount")],
)
def test_a_wrong_refund_is_explained_and_moves_nothing(town: Walkers, amount: str, reason: str, words: str) -> None:
    payment = receipt_of(paid(town))
    answer = given_back(town, payment, amount=amount, reason=reason)
    if answer.status_code == 303:
        answer = town.alice.post(answer.headers["Location"])
    assert answer.status_code in {409, 422}
    assert words in text_of(answer)
    assert balance_of(town) == "87.50"


def test_the_payer_cannot_give_himself_the_money_back(town: Walkers) -> None:
    payment = receipt_of(paid(town))
    sent = given_back(town, payment, reason="I want it", client=town.bob)
    assert town.bob.post(sent.headers["Location"]).status_code == 403
    assert balance_of(town) == "87.50"


def test_activity_keeps_one_direction_and_pages_without_loss(town: Walkers) -> None:
    for number in range(35):
        paid(town, amount="1.00", note=f"no {number}", key=f"k{number}")
    assert "no 34" not in text_of(town.bob.get(page(town, "activity"), {"show": "in"}))
    assert text_of(town.bob.get(page(town, "activity"), {"show": "out"})).count(" no ") == 30
    first = town.bob.get(page(town, "activity"))
    more = re.search(r'href="(\?[^"]*cursor=[^"]+)"', first.content.decode())
    assert more
    second = town.bob.get(page(town, "activity") + unescape(more.group(1)))
    seen = re.findall(r"no (\d+)", text_of(first) + text_of(second))
    assert [int(number) for number in seen] == list(range(34, -1, -1))
    for mark in ("nonsense", encode_cursor((-1,)), encode_cursor((2**70,)), encode_cursor(("x",))):
        assert town.bob.get(page(town, "activity"), {"cursor": mark}).status_code == 422


def test_a_statement_adds_up_on_the_page_and_as_a_file(town: Walkers) -> None:
    paid(town)
    seen = text_of(town.bob.get(page(town, "statement")))
    assert "+100.00" in seen
    assert "−12.50" in seen
    assert "87.50" in seen
    period = {"start": town.today.isoformat(), "end": town.today.isoformat()}
    file = town.bob.get(page(town, "statement_csv"), period)
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in file.headers["Content-Disposition"]
    assert "87.50" in file.content.decode()


def test_a_long_statement_goes_on_on_another_page_and_asks_no_more(
    town: Walkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "SHOWN_MAX", 4)
    for number in range(8):
        paid(town, amount=f"{number + 1}.00", key=f"k{number}")
    address, seen, body = page(town, "statement"), [], ""
    while address:
        with statements() as asked:
            answer = town.bob.get(address)
        assert len(asked) <= QUERIES_MAX, "\n".join(asked)
        body = answer.content.decode()
        assert "64.00" in text_of(answer), "the balance at the end of the period, on every page"
        seen.append([re.sub(r"\D", "", cell) for cell in re.findall(r'class="n num (?:in|out)">([^<]+)', body)])
        following = re.search(r'rel="next" href="([^"]+)"', body)
        address = page(town, "statement") + unescape(following.group(1)) if following else ""
    assert [len(part) for part in seen] == [4, 4, 1]
    assert [cell for part in seen for cell in part] == ["10000", *(str(100 * (number + 1)) for number in range(8))]
    assert 'rel="prev"' in body


@pytest.mark.parametrize("period", [{"start": "2026-02-31", "end": "x"}, {"start": "2026-03-02", "end": "2026-03-01"}])
def test_a_wrong_period_is_explained(town: Walkers, period: dict[str, str]) -> None:
    answer = town.bob.get(page(town, "statement"), period)
    assert answer.status_code == 422
    assert "id_end_error" in answer.content.decode()


def test_home_tells_each_what_he_can_do_first(town: Walkers) -> None:
    assert "Show your code" in text_of(town.emma.get(page(town, "home")))
    assert "have your request" in text_of(town.emil.get(page(town, "home")))
    suspended = town.dora.get(page(town, "home"))
    assert "Your membership is paused" in text_of(suspended)
    assert "Get paid" not in text_of(suspended)
    assert "to spend" not in text_of(suspended)
    assert "until you are reinstated" in text_of(suspended)
    assert "Alice Moser" in text_of(suspended)


def test_what_members_type_is_shown_as_text(town: Walkers) -> None:
    receipt = town.bob.get(paid(town, note="<script>alert(1)</script>").headers["Location"])
    assert "<script>alert" not in receipt.content.decode()
    assert "&lt;script&gt;" in receipt.content.decode()


def test_a_refused_payment_leaves_no_payment_behind(town: Walkers) -> None:
    paid(town, amount="500.00")
    assert queries.recent_payees(member=town.bob_id, limit=8) == ()


def test_a_lost_answer_can_be_asked_for_again_and_leads_to_the_receipt(town: Walkers) -> None:
    typed(town, town.bob)
    draft = town.bob.cookies["worgl_pay"].value
    receipt = town.bob.post(check_of(town)).headers["Location"]
    town.bob.cookies["worgl_pay"] = draft
    assert town.bob.get(check_of(town)).headers["Location"] == receipt
    assert town.bob.post(check_of(town)).headers["Location"] == receipt
    assert balance_of(town) == "87.50"


@pytest.mark.parametrize(
    ("name", "form", "status"),
    [
        ("pay_member", {"amount": "x"}, 422),
        ("refund", {"amount": "x"}, 422),
    ],
)
def test_a_page_that_answers_a_form_keeps_its_budget_too(
    town: Walkers, name: str, form: dict[str, str], status: int
) -> None:
    payment = receipt_of(paid(town))
    args = {"pay_member": [town.alice_code], "refund": [payment]}.get(name, [])
    client = town.alice if name == "refund" else town.bob
    answers_within_budget(client, page(town, name, *args), form, status)


def answers_within_budget(client: Client, address: str, form: dict[str, str], status: int) -> None:
    """Send a form to a page that was seen before, and count what its answer costs."""
    client.get(address)
    with statements() as asked:
        assert client.post(address, form).status_code == status
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)

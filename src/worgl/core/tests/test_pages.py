"""Pages derived from commands: what a form sends, what an act takes, what a draft does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from worgl.core.commands import IdempotencyKey
from worgl.core.drafts import Drafts
from worgl.core.errors import InvalidInput, KeyReused, NotFound, Refusal
from worgl.core.fields import line, number
from worgl.core.pages import Act, Door, InputsDiffer, Steps, act_page, acts_page, acts_with_said_refusals, run, send
from worgl.core.pages.inputs import Inputs, ValueUnfit

ANYBODY: Door[HttpRequest] = Door(lambda view: view, lambda _request: "mira")
THING = UUID(int=7)
calls: list[dict[str, object]] = []


def give(*, actor: str, thing: UUID, amount_minor: int, key: IdempotencyKey, now: datetime, reason: str = "") -> str:
    """Note how it was called."""
    calls.append({"actor": actor, "thing": thing, "amount_minor": amount_minor, "reason": reason, "key": key})
    return "given"


def end(*, actor: str, thing: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Refuse the thing numbered nought."""
    if not thing.int:
        raise InvalidInput(field="thing", reason="It has ended.")
    calls.append({"actor": actor, "thing": thing})


class GiveForm(forms.Form):
    """An amount and a reason."""

    amount = number("Amount", most=100)
    reason = line("Why", 5, required=False)
    key = forms.CharField(required=False)


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    calls.clear()


def posted(**typed: str) -> HttpRequest:
    """Return a form as it comes in."""
    request = RequestFactory().post("/", typed)
    vars(request)["_messages"] = CookieStorage(request)
    return request


def said(request: HttpRequest) -> list[str]:
    """Return what a page says above its content."""
    found: Any = vars(request)["_messages"]
    return [str(one) for one in found]


def test_a_forms_fields_go_to_the_command_by_their_names_and_amounts_as_minor_units() -> None:
    request = posted(amount="5", reason="bread", key="k1")
    outcome = run(request, GiveForm(request.POST), give, actor="mira", thing=THING)
    assert outcome
    assert outcome.answer == "given"
    assert calls == [{"actor": "mira", "thing": THING, "amount_minor": 5, "reason": "bread", "key": "k1"}]


def test_a_form_that_is_looked_at_or_wrong_does_nothing() -> None:
    looked = RequestFactory().get("/")
    assert run(looked, GiveForm(), give, actor="mira", thing=THING).status == 200
    request = posted(amount="500", reason="much too long")
    form = GiveForm(request.POST)
    assert run(request, form, give, actor="mira", thing=THING).status == 422
    assert form.errors["reason"] == ["At most 5 characters."]
    assert form.errors["amount"] == ["This can be at most 100."]
    assert not calls


def test_a_refusal_stands_at_its_field_unless_the_view_answers_it() -> None:
    def refuse(_key: IdempotencyKey, _now: datetime) -> None:
        raise InvalidInput(field="reason", reason="Say more.")

    request = posted(amount="5")
    form = GiveForm(request.POST)
    outcome = send(request, form, refuse)
    assert (bool(outcome), outcome.is_refused, outcome.status) == (False, True, 422)
    assert form.errors["reason"] == ["Say more."]
    with pytest.raises(InvalidInput):
        send(request, GiveForm(request.POST), refuse, but=(InvalidInput,))


def test_what_a_form_lacks_or_has_too_much_is_a_mistake_that_names_the_command() -> None:
    request = posted(amount="5")
    with pytest.raises(InputsDiffer, match=r"test_pages\.give must have what nothing gives here: thing"):
        run(request, GiveForm(request.POST), give, actor="mira")
    with pytest.raises(InputsDiffer, match=r"test_pages\.end does not take: amount, reason"):
        run(request, GiveForm(request.POST), end, actor="mira", thing=THING)


def test_a_value_of_another_type_is_no_value() -> None:
    with pytest.raises(ValueUnfit):
        Inputs(end).call(actor="mira", given={"thing": "x"}, key=IdempotencyKey("k"), now=datetime.now())  # noqa: DTZ005 -- never read


def test_an_act_takes_its_thing_from_the_address_says_so_and_leads_on() -> None:
    page = act_page(ANYBODY, Act(end, lambda _request: "/there/", "It is over."))
    request = posted()
    answer = page(request, thing=THING, slug="alder")
    assert answer["Location"] == "/there/"
    assert said(request) == ["It is over."]
    assert calls == [{"actor": "mira", "thing": THING}]
    assert page(RequestFactory().get("/"), thing=THING).status_code == 405


def test_what_somebody_made_up_is_not_there() -> None:
    page = act_page(ANYBODY, Act(end, lambda _request: "/", sent=("thing",)))
    with pytest.raises(NotFound):
        page(posted(thing="no id"))
    several = acts_page(ANYBODY, {"end": Act(end, lambda _request: "/")})
    with pytest.raises(NotFound):
        several(posted(), act="give", thing=THING)


def test_a_refused_act_is_raised_or_said_where_it_leads_to() -> None:
    act: Act[HttpRequest] = Act(end, lambda _request: "/there/")
    with pytest.raises(InvalidInput):
        act_page(ANYBODY, act)(posted(), thing=UUID(int=0))
    request = posted()
    answer = acts_with_said_refusals(ANYBODY, {"end": act})(request, act="end", thing=UUID(int=0))
    assert answer["Location"] == "/there/"
    assert said(request) == ["It has ended."]


STEPS: Steps[HttpRequest] = Steps(
    Drafts("worgl_test_steps"),
    typed=("amount",),
    about=lambda _request: "a gift",
    who=lambda _request: "mira",
    first=lambda _request: "/gift/",
    look=lambda _request: "/gift/look/",
    pages=lambda _request: "/gift/",
    reused="It was done already.",
)


def kept() -> tuple[HttpRequest, str]:
    """Return a request that carries a draft, and the draft's key."""
    answer = STEPS.keep(posted(amount="5", key="k1"))
    assert (answer.status_code, answer["Location"]) == (303, "/gift/look/?key=k1")
    request = RequestFactory().post("/gift/look/?key=k1")
    vars(request)["_messages"] = CookieStorage(request)
    request.COOKIES = {name: one.value for name, one in answer.cookies.items()}
    return request, "k1"


def confirmed(request: HttpRequest, do: Callable[[IdempotencyKey, datetime], object]) -> HttpResponse:
    """Confirm the draft of a request."""
    draft = STEPS.draft(request)
    assert draft is not None
    return STEPS.confirm(
        request, draft, do, then=lambda _answer: HttpResponse("done"), refused=lambda no, _new: HttpResponse(str(no))
    )


def test_a_draft_is_confirmed_with_its_key_and_forgotten() -> None:
    request, key = kept()
    used: list[str] = []
    answer = confirmed(request, lambda own, _now: used.append(own))
    assert (answer.content, used) == (b"done", [key])
    assert answer.cookies["worgl_test_steps"].value == ""


@pytest.mark.parametrize(("refusal", "words"), [(KeyReused(), "It was done already."), (NotFound(), "had its answer")])
def test_what_was_answered_before_is_looked_at_again_under_a_new_key(refusal: Refusal, words: str) -> None:
    request, key = kept()
    refusal.is_again = not isinstance(refusal, KeyReused)

    def refuse(_key: IdempotencyKey, _now: datetime) -> None:
        raise refusal

    answer = confirmed(request, refuse)
    assert answer.status_code == 303
    assert key not in answer["Location"]
    assert words in said(request)[0]


def test_a_refused_draft_is_shown_again_and_has_a_new_key() -> None:
    request, key = kept()

    def refuse(_key: IdempotencyKey, _now: datetime) -> None:
        raise InvalidInput(field="amount", reason="Too much.")

    answer = confirmed(request, refuse)
    assert answer.content == b"Too much."
    back = RequestFactory().get("/gift/")
    back.COOKIES = {name: one.value for name, one in answer.cookies.items()}
    draft = STEPS.begun(back)
    assert draft is not None
    assert draft.key != key
    assert draft.typed == {"amount": "5"}

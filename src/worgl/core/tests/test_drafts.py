"""Drafts come back to who typed them, for an hour, and from nobody else."""

from __future__ import annotations

import time

import pytest
from django.http import HttpRequest, HttpResponse

from worgl.core.drafts import AGE_S, COOKIE_MAX, DRAFTS_MAX, Draft, Drafts

DRAFTS = Drafts("worgl_test")
PATH = "/c/alderbrook/pay/"


def draft(key: str, *, who: str = "bob", note: str = "bread") -> Draft:
    """Return a draft about Alice."""
    return Draft(key, "alice", who, {"amount": "12.50", "note": note})


def kept(*drafts: Draft) -> HttpRequest:
    """Return the request of a browser that was given the drafts one after the other."""
    request = HttpRequest()
    for one in drafts:
        response = HttpResponse()
        DRAFTS.keep(request, response, one, path=PATH)
        request.COOKIES["worgl_test"] = response.cookies["worgl_test"].value
    return request


def keys(request: HttpRequest, who: str = "bob") -> list[str]:
    """Return which of a few drafts a person finds."""
    found = (DRAFTS.find(request, key=str(key), about="alice", who=who) for key in range(9))
    return [one.key for one in found if one]


def test_a_draft_comes_back_as_it_was_typed_and_the_latest_stands_first() -> None:
    request = kept(draft("1"), draft("2", note="Brot & Käse 🥖"))
    assert DRAFTS.find(request, key="1", about="alice", who="bob") == draft("1")
    assert DRAFTS.latest(request, about="alice", who="bob") == draft("2", note="Brot & Käse 🥖")
    assert DRAFTS.latest(request, about="carol", who="bob") is None


def test_a_draft_typed_again_takes_the_place_of_the_first() -> None:
    request = kept(draft("1"), draft("2"), draft("1", note="butter"))
    assert DRAFTS.latest(request, about="alice", who="bob") == draft("1", note="butter")
    assert keys(request) == ["1", "2"]


def test_only_who_typed_it_finds_a_draft_and_one_typed_while_signed_out_who_signs_in() -> None:
    request = kept(draft("1"), draft("2", who=""))
    assert keys(request) == ["1", "2"]
    assert keys(request, who="carol") == ["2"]


def test_the_oldest_give_way_to_number_and_to_size() -> None:
    many = kept(*(draft(str(key)) for key in range(DRAFTS_MAX + 2)))
    assert keys(many) == ["2", "3", "4", "5"]
    # Characters far apart do not pack.
    points = [[0x10000 + (key * 7_919 + place * 104_729) % 0x80000 for place in range(200)] for key in range(4)]
    scattered = ["".join(map(chr, row)) for row in points]
    long = kept(*(draft(str(key), note=note) for key, note in enumerate(scattered)))
    assert 0 < len(keys(long)) < DRAFTS_MAX
    assert keys(long)[-1] == "3"
    assert len(long.COOKIES["worgl_test"]) <= COOKIE_MAX


def test_a_draft_that_is_done_is_forgotten_and_the_cookie_with_the_last() -> None:
    request = kept(draft("1"), draft("2"))
    response = HttpResponse()
    DRAFTS.forget(request, response, "2", path=PATH)
    request.COOKIES["worgl_test"] = response.cookies["worgl_test"].value
    assert keys(request) == ["1"]
    DRAFTS.forget(request, response, "1", path=PATH)
    assert (response.cookies["worgl_test"].value, response.cookies["worgl_test"]["path"]) == ("", PATH)


def test_what_is_forged_from_another_form_or_older_than_an_hour_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    request = kept(draft("1"))
    assert Drafts("other").latest(request, about="alice", who="bob") is None
    text = request.COOKIES["worgl_test"]
    for forged in ("", text[:-1], f"x{text}", "a:b:c"):
        request.COOKIES["worgl_test"] = forged
        assert keys(request) == []
    request.COOKIES["worgl_test"] = text
    later = time.time() + AGE_S + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert keys(request) == []

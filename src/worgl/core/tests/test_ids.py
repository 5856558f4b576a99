"""Identifiers: rising, repeatable where asked, and codes that forgive what people mistype."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.ids import CODE_ALPHABET, InvalidCode, code_from, derived_id, new_code, new_id, read_code


def test_ids_rise_in_every_thread_even_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [new_id() for _ in range(1_000)]
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)
    found: list[list[int]] = []

    def draw() -> None:
        found.append([new_id().int for _ in range(500)])

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert before == sorted(before)
    assert all(run == sorted(run) for run in found)
    everything = [number for run in found for number in run]
    assert len(set(everything)) == 2_000
    assert min(everything) > before[-1].int
    assert {number >> 76 & 0xF for number in everything} == {7}


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=32))
def test_a_derived_id_is_a_uuid_of_version_7_and_always_the_same(millis: int, digest: bytes) -> None:
    found = derived_id(millis, digest)
    assert found == derived_id(millis, digest)
    assert (found.version, found.int >> 80) == (7, millis)


@given(st.integers(0, 32**7 - 1), st.sampled_from(["lower", "dashes", "lookalikes", "spaces"]))
def test_a_code_is_read_however_it_is_written(number: int, style: str) -> None:
    code = code_from(number)
    written = {
        "lower": code.lower(),
        "dashes": f"{code[:4]}-{code[4:]}",
        "lookalikes": code.replace("0", "O").replace("1", "l"),
        "spaces": f" {code[:4]} {code[4:]} ",
    }[style]
    assert read_code(written) == code


@given(st.integers(0, 32**7 - 1), st.integers(0, 7), st.sampled_from(CODE_ALPHABET))
def test_one_wrong_character_never_gives_another_code(number: int, place: int, wrong: str) -> None:
    code = code_from(number)
    mistyped = code[:place] + wrong + code[place + 1 :]
    if mistyped != code:
        with pytest.raises(InvalidCode):
            read_code(mistyped)


@pytest.mark.parametrize("text", ["", "ABC", "ABCDEFGHI", "💶" * 8, "ABCDEF!Z"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidCode):
        read_code(text)


def test_new_codes_can_be_read() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {read_code(code) for code in codes} == codes

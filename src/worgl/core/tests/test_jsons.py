"""JSON from outside is read strictly."""

from __future__ import annotations

import pytest

from worgl.core.jsons import NamedTwice, read_json


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"b": {"a": 1, "c": 2, "a": 3}}]', '{"\\u0061": 1, "a": 2}'])
def test_a_name_that_stands_twice_is_refused_at_any_depth(text: str) -> None:
    with pytest.raises(NamedTwice):
        read_json(text)


@pytest.mark.parametrize("text", ["NaN", '{"a": Infinity}', "{'a': 1}", '{"a": 1,}', "", b"\xff"])
def test_what_is_no_json_is_an_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever the reader says of it
        read_json(text)


def test_sound_json_is_read() -> None:
    assert read_json(b'{"a": [{"b": 1}, {"b": 1.5}], "c": null}') == {"a": [{"b": 1}, {"b": 1.5}], "c": None}

"""JSON that others send: read strictly, because two readers of one text must not understand two things."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput


class NamedTwice(InvalidInput):
    """A name stands twice in one object, so that one reader would take the first value and another the last."""

    code, status = "named_twice", 400


def read_json(text: str | bytes) -> object:
    """Return the value of a JSON text; refuses NamedTwice, and raises ValueError for what is no JSON (RFC 8259).

    >>> read_json('{"a": [1, {"a": 2}]}')
    {'a': [1, {'a': 2}]}
    """
    return _reader.decode(text if isinstance(text, str) else text.decode())


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        reason = _("“{name}” is twice in one object. Send each name once.")
        raise NamedTwice(field=twice[:40], reason=str(reason).format(name=twice[:40]))
    return found


def _no_number(word: str) -> float:
    # NaN and Infinity are Python's, not JSON's.
    raise ValueError(word)


# Made once: a batch reads ten thousand texts.
_reader = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)

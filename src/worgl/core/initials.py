"""The one or two signs that stand for a name where there is no picture."""

from __future__ import annotations

import unicodedata

NOBODY = "?"
_JOINER = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)


def initials_of(name: str) -> str:
    """Return the first signs of the first and the last word, in capitals; of a name without any, a question mark.

    A sign is what a reader sees as one: a letter with its marks, an emoji with all that is joined to it, a flag.
    Punctuation before a word and words of nothing else do not count.

    >>> initials_of("Anna Maria Moser"), initials_of("(bakery)"), initials_of("王小明"), initials_of("–")
    ('AM', 'B', '王', '?')
    """
    words = [bare for word in name.split() if (bare := _bare(word))]
    return "".join(_capital(_first_sign(word)) for word in words[:1] + words[1:][-1:]) or NOBODY


def _bare(word: str) -> str:
    for start, sign in enumerate(word):
        if _counts(sign):
            return word[start:]
    return ""


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "So"


def _first_sign(word: str) -> str:
    end = 2 if ord(word[0]) in _FLAGS and len(word) > 1 and ord(word[1]) in _FLAGS else 1
    while end < len(word):
        if word[end] == _JOINER:
            end += 2
        elif unicodedata.category(word[end])[0] == "M" or ord(word[end]) in _SKINS or ord(word[end]) in _TAGS:
            end += 1
        else:
            break
    return word[:end]


def _capital(sign: str) -> str:
    # Some letters, such as the sharp s, have no capital that is one sign.
    return sign.upper() if len(sign.upper()) == len(sign) else sign

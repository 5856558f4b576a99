"""Texts people write with a few marks, as HTML: headings, lists, links, strong words. Nothing else gets through.

A line that begins with `#` is a heading, with `-` or `1.` a line of a list; `**word**` is strong, and an address
that begins with https:// is a link, as is `[words](https://...)`. All the rest is text, whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\((https?://[^\s()<>\"']{1,500}|mailto:[^\s()<>\"'?]{3,200})\)")
_BARE = re.compile(r"(?<![\w/(\"])https?://[^\s<>()\"']{1,500}[^\s<>()\"'.,;:!?]")
_HEADING = re.compile(r"(#{1,3})\s+(.+)")
_POINT = re.compile(r"[-*•]\s+(.+)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(.+)")


def prose(text: str) -> SafeString:
    r"""Return a text as HTML; every sign that is no mark is escaped.

    >>> prose("# Terms\n- be **kind**\n\n<b>no</b>").split("\n")
    ['<h2>Terms</h2>', '<ul><li>be <strong>kind</strong></li></ul>', '<p>&lt;b&gt;no&lt;/b&gt;</p>']
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    html = "\n".join(part for block in blocks for part in _block(block))
    return mark_safe(html)  # noqa: S308 -- every text in it is escaped by _inline


def _block(block: str) -> Iterator[str]:
    for kind, lines in groupby(filter(None, map(str.strip, block.split("\n"))), key=_kind):
        if kind == "h":
            yield from map(_heading, lines)
        elif kind == "p":
            yield f"<p>{'<br>'.join(map(_inline, lines))}</p>"
        else:
            mark = _POINT if kind == "ul" else _NUMBER
            items = (mark.fullmatch(line) for line in lines)
            yield f"<{kind}>{''.join(f'<li>{_inline(one.group(1))}</li>' for one in items if one)}</{kind}>"


def _kind(line: str) -> str:
    kinds = (("h", _HEADING), ("ul", _POINT), ("ol", _NUMBER))
    return next((name for name, mark in kinds if mark.fullmatch(line)), "p")


def _heading(line: str) -> str:
    found = _HEADING.fullmatch(line)
    assert found is not None
    level = min(len(found.group(1)) + 1, 3)
    return f"<h{level}>{_inline(found.group(2))}</h{level}>"


def _inline(text: str) -> str:
    """Return a line as HTML: the links are taken out first, so that no mark inside an address is read as one."""
    parts, after = [], 0
    for found in _LINK.finditer(text):
        parts += [_plain(text[after : found.start()]), _anchor(found.group(2), found.group(1))]
        after = found.end()
    return "".join([*parts, _plain(text[after:])])


def _plain(text: str) -> str:
    parts, after = [], 0
    for found in _BARE.finditer(text):
        parts += [_strong(text[after : found.start()]), _anchor(found.group(), found.group())]
        after = found.end()
    return "".join([*parts, _strong(text[after:])])


def _strong(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))


def _anchor(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{_strong(words)}</a>'

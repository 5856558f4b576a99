"""How whose letter it is shows itself; the domain that knows communities says it, the inbox only asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LetterLook:
    """The name a letter comes under, a colour that letters of white can be read on, and where its logo is, or ""."""

    name: str = ""
    colour: str = ""
    logo: str = ""

    def sender(self, usual: str) -> str:
        """Return the sender of a letter: the usual address, under the community's name.

        >>> LetterLook("Mill Brook").sender("worgl <post@example.org>")
        'Mill Brook <post@example.org>'
        """
        return formataddr((self.name, parseaddr(usual)[1])) if self.name else usual


_PLAIN = LetterLook()
_asked: list[Callable[[UUID], LetterLook]] = []


def shows_letters(look: Callable[[UUID], LetterLook]) -> Callable[[UUID], LetterLook]:
    """Register the function that says how a community shows itself in letters; there is one."""
    assert _asked in ([], [look]), "two functions say how letters look"
    _asked[:] = [look]
    return look


def letter_look(community: UUID | None) -> LetterLook:
    """Return how a letter about a community looks; as usual where it is about none."""
    return _asked[0](community) if community is not None and _asked else _PLAIN

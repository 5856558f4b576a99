"""How numbers of things are written: with marks between thousands, as the reader's language has them.

Templates do so by themselves (USE_THOUSAND_SEPARATOR); a sentence that is put together in code takes a `Count`.
What is read by programs, such as a form's hidden field, says `|stringformat:"d"`.
"""

from __future__ import annotations

from django.utils import formats


class Count(int):
    """A number of things: a whole number that a sentence shows as its reader writes it.

    >>> "{n} members".format(n=Count(10_000))
    '10,000 members'
    """

    __slots__ = ()

    def __format__(self, form: str) -> str:
        """Return the number in the active language; a form that is asked for is kept."""
        return format(int(self), form) if form else count_text(self)


def count_text(number: int) -> str:
    """Return a number with the marks of the active language, such as "10,000", "10.000" or "10 000"."""
    return str(formats.number_format(int(number), use_l10n=True, force_grouping=True))

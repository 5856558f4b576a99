"""The list of everything that proves the books right: each domain adds its own checks, and all are walked together.

A check is a generator of faults over one book and the community that keeps it. It reads in pages, yields
what is wrong and nothing else, and changes nothing. `worgl check`, the operator's page and the drill of a
backup walk this one list, so a check that a domain declares is made by all of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from uuid import UUID

from django.db import DatabaseError

log = logging.getLogger(__name__)

FAULTS_MAX = 1_000
"""Faults after which one check of one book stops: something is badly wrong and a list would not help."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a check found wrong: its code, the book, where in it, and a sentence."""

    kind: str
    book: int
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a book and the community that keeps it, None where nobody does."""

    book: int
    community: UUID | None
    name: str = ""


Find = Callable[[Subject], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check, what it proves, and what finds its faults; of each book, or once of the whole node."""

    name: str
    proves: str
    find: Find
    of_node: bool = False

    def __call__(self, subject: Subject) -> Iterator[Fault]:
        """Yield the faults of a subject."""
        return self.find(subject)


NODE = Subject(0, None)
"""What belongs to no community: what people let act for them, and who runs the node."""


def proves(name: str, what: str) -> Callable[[Find], Check]:
    """Make a function a check under a name that no other has; `what` says what it proves, the domain declares it."""
    return partial(Check, name, what)


def proves_of_node(name: str, what: str) -> Callable[[Find], Check]:
    """Make a function a check that is made once for the whole node, of the subject NODE."""
    return partial(Check, name, what, of_node=True)


def run(check: Check, subject: Subject) -> Iterator[Fault]:
    """Yield up to FAULTS_MAX faults that a check finds; rows that it cannot even read are one of them.

    What is wrong may be wrong in a way nobody thought of, and the checks that follow are still made.
    """
    try:
        yield from islice(check.find(subject), FAULTS_MAX)
    except DatabaseError:
        raise
    except Exception as error:
        log.warning("the check %s of book %s broke", check.name, subject.book, exc_info=True)
        sentence = f"The check “{check.name}” cannot read what it checks ({type(error).__name__}: {error})."
        yield Fault("check_broken", subject.book, f"check {check.name}", sentence)

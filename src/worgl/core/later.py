"""What a read has learnt on the way (a key was used, a notice was opened), written down when nobody waits for it.

Reads do not write: a page that only shows something must not wait for a lock. A server gathers such notes, the newest
of each, and a thread of its own writes them down. They may be lost, with the process or with a database that is away,
so nothing that counts is written like this. Without that thread (tests, command line) a note is written at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, connections

log = logging.getLogger(__name__)

Note = Callable[[], object]
GATHERED_MAX = 1_000
"""Most notes that wait; the oldest give way."""
GATHER_S = 1.0
"""How long notes are gathered before they are written down."""


class _Notes:
    def __init__(self) -> None:
        self._some = threading.Condition()
        self._waiting: OrderedDict[Hashable, Note] = OrderedDict()
        self.gathers = False

    def put(self, own: Hashable, note: Note) -> None:
        with self._some:
            self._waiting.pop(own, None)
            self._waiting[own] = note
            while len(self._waiting) > GATHERED_MAX:
                self._waiting.popitem(last=False)
            self._some.notify()

    def wait(self) -> None:
        with self._some:
            self._some.wait_for(lambda: bool(self._waiting))

    def write_down(self) -> int:
        """Write what was gathered; what the database does not take is dropped."""
        with self._some:
            notes, self._waiting = self._waiting, OrderedDict()
        written = 0
        for note in notes.values():
            try:
                note()
            except (DatabaseError, InterfaceError) as error:
                log.warning("%d notes of reads were dropped: %s", len(notes) - written, type(error).__name__)
                break
            written += 1
        return written


_notes = _Notes()


def later(own: Hashable, note: Note) -> None:
    """Write something down that may be lost; of notes with the same name only the newest is written."""
    if _notes.gathers:
        _notes.put(own, note)
    else:
        note()


def keep_writing() -> None:
    """Gather notes from now on in this process, and write them in a thread. For servers, at their start."""
    if not _notes.gathers:
        _notes.gathers = True
        threading.Thread(target=_write_for_ever, name="later", daemon=True).start()


def _write_for_ever() -> None:
    while True:
        _notes.wait()
        time.sleep(GATHER_S)
        try:
            _notes.write_down()
        except Exception:
            log.exception("a note of a read could not be written down")
        finally:
            connections.close_all()


@contextmanager
def gathering() -> Iterator[Callable[[], int]]:
    """Gather notes in the block as a server does; gives what writes them down. For tests."""
    before, _notes.gathers = _notes.gathers, True
    try:
        yield _notes.write_down
    finally:
        _notes.gathers = before

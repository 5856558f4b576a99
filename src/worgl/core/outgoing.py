"""Calling an address that somebody has named: one guard for webhooks, push messages and all that will call out.

* **Only the open internet.** The host is looked up once, each of its numbers must be public (`core.addresses`), and
  the connection goes to a number that was looked at: a name that means something else a moment later leads nowhere.
* **No redirect is followed, no proxy used.** What is reached is what was named, over TLS with that name's certificate.
* **One deadline for the whole exchange**, the look-up included, however slowly the other side drips; and no more than
  ANSWER_MAX bytes of an answer, of which only its head is read.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from queue import Empty, SimpleQueue

from worgl.core.addresses import Place, is_public, place_of
from worgl.core.sockets import PlainSocket, TimedSocket, tls_context

log = logging.getLogger(__name__)

DEADLINE_S = 15.0
"""How long an exchange may take in all."""
LOOK_UP_S = 5.0
"""How long of it the look-up of the host's name may take."""
ANSWER_MAX = 64 * 1024
"""Most bytes of an answer that are taken in."""
ADDRESS_MAX = 1_000
NUMBERS_TRIED = 3
"""Of a host with many numbers that are out of reach no more are tried."""
LOOK_UPS_MAX = 64
"""Most look-ups at a time: one whose server is silent goes on after its exchange has given up."""
RETRY_AFTER_MAX = timedelta(days=1)
"""Nobody makes us wait longer by `Retry-After`."""
NOT_PUBLIC = "the host is not public"


class Reach(StrEnum):
    """How far a call may go."""

    PUBLIC = "public"
    """Only to the open internet and over TLS."""
    ANYWHERE = "anywhere"
    """Also into one's own network and without TLS: for development and tests."""


class Forbidden(Exception):
    """The address is none that may be called; its text says why, without the address."""


class Unreachable(Exception):
    """Nobody answered as one should; its text says how, without the address."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side answered; `retry_after` is what it asks us to wait, bounded, None when it does not."""

    status: int
    retry_after: timedelta | None


def post(
    address: str, *, body: bytes, headers: Mapping[str, str], reach: Reach, now: datetime, within_s: float = DEADLINE_S
) -> Reply:
    """Post to an address, where it is `now`, and return how it was answered. Raises Forbidden, Unreachable."""
    ends = time.monotonic() + within_s
    place = place_of(address, longest=ADDRESS_MAX)
    if place is None or (reach is Reach.PUBLIC and place.scheme != "https"):
        reason = "only https is sent to"
        raise Forbidden(reason)
    connection = _Connection(place, numbers=_numbers(place, reach, ends), reach=reach, ends=ends)
    try:
        connection.request("POST", place.target, body, {**headers, "Host": place.netloc, "Connection": "close"})
        answer = connection.getresponse()
        return Reply(answer.status, _retry_after(answer, now))
    except (OSError, HTTPException, ValueError, ArithmeticError) as error:
        raise Unreachable(_told(error)) from None
    finally:
        connection.close()


def _told(error: Exception) -> str:
    return "took too long" if isinstance(error, TimeoutError) else type(error).__name__


class _Connection(HTTPConnection):
    """A connection to one of the numbers that were looked at, with the certificate of the name."""

    def __init__(self, place: Place, *, numbers: tuple[str, ...], reach: Reach, ends: float) -> None:
        super().__init__(place.host, place.port)
        self._place, self._numbers, self._reach, self._ends = place, numbers, reach, ends

    def connect(self) -> None:
        """Connect to the first number that takes the connection."""
        plain = self._dial()
        try:
            if self._place.scheme == "https":
                plain.set_time_left()
                self.sock = tls_context().wrap_socket(plain, server_hostname=self._place.host)
                assert isinstance(self.sock, TimedSocket)
                self.sock.bound(ends=self._ends, room=ANSWER_MAX)
            else:
                self.sock = plain
        except BaseException:
            plain.close()
            raise

    def _dial(self) -> PlainSocket:
        failure: OSError = TimeoutError()
        for number in self._numbers[:NUMBERS_TRIED]:
            # Asked here again, where the call is made: nothing else may stand between the rule and the wire.
            if self._reach is Reach.PUBLIC and not is_public(number):
                raise Forbidden(NOT_PUBLIC)
            plain = PlainSocket(socket.AF_INET6 if ":" in number else socket.AF_INET)
            plain.bound(ends=self._ends, room=ANSWER_MAX)
            try:
                plain.set_time_left()
                plain.connect((number, self._place.port))
            except OSError as error:
                plain.close()
                failure = error
            else:
                return plain
        raise failure


def _numbers(place: Place, reach: Reach, ends: float) -> tuple[str, ...]:
    """Return the numbers of a host. Raises Unreachable, and Forbidden when one of them is not public."""
    numbers = _looked_up(place.host, place.port, within_s=min(LOOK_UP_S, ends - time.monotonic()))
    if reach is Reach.PUBLIC and not all(map(is_public, numbers)):
        raise Forbidden(NOT_PUBLIC)
    return numbers


_look_ups = threading.BoundedSemaphore(LOOK_UPS_MAX)


def _looked_up(host: str, port: int, *, within_s: float) -> tuple[str, ...]:
    """Return the numbers of a host; what answers names may be slow, so it is asked beside this thread."""
    found: SimpleQueue[tuple[str, ...]] = SimpleQueue()
    places_free = _look_ups
    if not places_free.acquire(blocking=False):
        reason = "too many look-ups wait"
        raise Unreachable(reason)

    def ask() -> None:
        try:
            places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(tuple(dict.fromkeys(str(each[4][0]) for each in places)))
        except (OSError, UnicodeError):
            found.put(())
        finally:
            places_free.release()

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        numbers = found.get(timeout=max(0.0, within_s))
    except Empty:
        numbers = ()
    if not numbers:
        reason = "the host is not known"
        raise Unreachable(reason)
    return numbers


def _retry_after(answer: HTTPResponse, now: datetime) -> timedelta | None:
    """Return what `Retry-After` asks for, in seconds or as a date (RFC 9110, 10.2.3); what is no such thing is None."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), RETRY_AFTER_MAX)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), RETRY_AFTER_MAX)

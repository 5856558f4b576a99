"""Many payments at once: one JSON object a line, one answer a line, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from worgl.communities.pages import seat_on
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.errors import TooLarge
from worgl.core.limits import BATCH_MAX, UPLOAD_MAX
from worgl.core.rest import ApiRequest, NamedTwice, NotReadable, Scope, Shape, read_json, send, sent_bytes
from worgl.core.spending import spending_from
from worgl.currency.queries import currency_of
from worgl.payments.api.payments import router
from worgl.payments.commands import pay_many
from worgl.payments.rules.batch import BATCH_LINES_MAX, Answer, BatchLine, LineCode

NDJSON = "application/x-ndjson"
MEMBERS = frozenset({"id", "payee", "minor", "unit", "note"})


class BatchAnswer(Shape):
    """How one line fared; `line` counts from 1, `payment` is set when it is booked, now or before."""

    line: int = Field(ge=1)
    id: UUID | None
    code: LineCode
    payment: UUID | None


@dataclass(frozen=True, slots=True)
class _Bad:
    """A line that is no order."""

    code: LineCode


Line = BatchLine | _Bad
_LINE_SCHEMA = {
    "type": "object",
    "required": ["id", "payee", "minor", "unit"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "payee": {"type": "string"},
        "minor": {"type": "integer", "minimum": 1},
        "unit": {"type": "string"},
        "note": {"type": "string"},
    },
}


@send(
    router,
    "/communities/{slug}/payments/batch",
    BatchAnswer,
    scopes=(Scope.PAY,),
    body={"required": True, "content": {NDJSON: {"schema": _LINE_SCHEMA}}},
    media=NDJSON,
)
def batch(request: ApiRequest, slug: str) -> HttpResponse:
    """Pay many members of the community, up to 10,000 a call.

    The body is one JSON object a line: `id` (a UUID of the caller's, version 7 advised, which is the line's
    idempotency key and means the same to a single payment), `payee` (code or id), `minor` of the community's
    `unit`, and perhaps `note`. Each line is answered by one, in order; one that is refused leaves the others alone.
    """
    _community, actor = seat_on(request, slug)
    unit = currency_of(actor.community).unit
    lines = [_read(text, unit) for text in _body(request).split("\n") if text.strip()]
    if len(lines) > BATCH_LINES_MAX:
        raise TooLarge(asked=len(lines), limit=BATCH_LINES_MAX)
    orders = [line for line in lines if isinstance(line, BatchLine)]
    answers = _pay(request, actor, orders, now=clock.now())
    return HttpResponse("".join(_written(lines, answers)), content_type=NDJSON)


def _body(request: ApiRequest) -> str:
    # What is no UTF-8 becomes a lone surrogate, which spoils its own line only.
    return sent_bytes(request, most=UPLOAD_MAX).decode("utf-8", "surrogateescape")


def _read(text: str, unit: str) -> Line:
    try:
        value = read_json(text)
    except (NamedTwice, NotReadable) as refusal:
        return _Bad(LineCode(refusal.code))
    return _order(value, unit)


def _order(value: object, unit: str) -> Line:
    if not isinstance(value, dict) or not value.keys() <= MEMBERS:
        return _Bad(LineCode.INVALID_INPUT)
    own, payee, minor, note = value.get("id"), value.get("payee"), value.get("minor"), value.get("note", "")
    if not (type(own) is str and type(payee) is str and type(minor) is int and type(note) is str):
        return _Bad(LineCode.INVALID_INPUT)
    if value.get("unit") != unit:
        return _Bad(LineCode.MIXED_UNITS if type(value.get("unit")) is str else LineCode.INVALID_INPUT)
    try:
        if not note.isascii():
            note.encode()
        return BatchLine(UUID(own), payee, minor, note)
    except ValueError:
        return _Bad(LineCode.INVALID_INPUT)


def _pay(request: ApiRequest, actor: Member, orders: list[BatchLine], *, now: datetime) -> Iterator[Answer]:
    """Pay the orders, BATCH_MAX a transaction."""
    for start in range(0, len(orders), BATCH_MAX):
        yield from _pay_part(request, actor, orders[start : start + BATCH_MAX], now=now)


def _pay_part(request: ApiRequest, actor: Member, part: list[BatchLine], *, now: datetime) -> tuple[Answer, ...]:
    """Pay orders in one transaction; what a limited key books counts against it in the same one."""
    with spending_from(request.auth.budget):
        return pay_many(actor=actor.id, orders=part, now=now)


def _written(lines: Iterable[Line], answers: Iterator[Answer]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if isinstance(line, _Bad):
            yield f'{{"line": {number}, "id": null, "code": "{line.code}", "payment": null}}\n'
            continue
        answer = next(answers)
        payment = f'"{answer.payment}"' if answer.payment else "null"
        yield f'{{"line": {number}, "id": "{answer.id}", "code": "{answer.code}", "payment": {payment}}}\n'

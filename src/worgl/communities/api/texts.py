"""Terms, privacy and imprint of a community, and agreeing to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Status
from pydantic import Field

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN
from worgl.communities.api.look import router
from worgl.communities.pages import own_seat_on, seat_on
from worgl.communities.rules import AGREED_TO, TEXT_BODY_MAX, TextKind, TownText
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import DONE, ApiRequest, Key, Shape, reads, shape_from, writes

Body = Annotated[str, Field(max_length=TEXT_BODY_MAX + 1, description="Plain text with a few marks.")]
Number = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class TextShape(Shape):
    """A text as published; `number` counts all texts of the community, `version` those of this kind."""

    kind: TextKind
    number: int
    version: int
    body: str
    at: datetime
    is_agreed_to: bool


class AgreementShape(Shape):
    """Up to which number the caller has agreed, and when."""

    number: int
    at: datetime


class TextsShape(Shape):
    """The newest texts, the number to agree to (0: none), and what the caller has agreed to."""

    texts: list[TextShape]
    terms_number: int
    agreed: list[AgreementShape]


class NewText(Shape):
    """A text of the community's own."""

    body: Body


class Agreed(Shape):
    """The number of the newest text the caller was shown."""

    number: Number


@reads(router, "/communities/{slug}/texts", TextsShape)
def texts(request: ApiRequest, slug: str) -> TextsShape:
    """Read terms, privacy and imprint, and what the caller has agreed to."""
    community, member = own_seat_on(request, slug)
    return TextsShape(
        texts=[_shape(one) for one in queries.texts(community.id)],
        terms_number=community.terms_number,
        agreed=[shape_from(AgreementShape, one) for one in queries.agreements_of(member.id)],
    )


@writes(router, "/communities/{slug}/texts/agree", scopes=ADMIN)
def agree(request: ApiRequest, slug: str, agreed: Agreed, key: Key) -> Status[None]:
    """Agree to all texts up to a number, the newest there is."""
    _community, member = own_seat_on(request, slug)
    commands.agree_to_texts(actor=member.id, number=agreed.number, key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/texts/{kind}", TextShape, scopes=ADMIN, method="PUT")
def publish(request: ApiRequest, slug: str, kind: TextKind, new: NewText, key: Key) -> TextShape:
    """Publish a text as its next version; members are asked to agree to it. For administrators."""
    community, actor = seat_on(request, slug)
    version = commands.publish_text(actor=actor.id, kind=kind, body=new.body, key=IdempotencyKey(key), now=clock.now())
    return _shape(queries.text(community=community.id, kind=kind, version=version))


def _shape(text: TownText) -> TextShape:
    return shape_from(TextShape, text, is_agreed_to=text.kind in AGREED_TO)

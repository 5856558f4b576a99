"""Terms, privacy and imprint of a community, and agreeing to them."""

from __future__ import annotations

from datetime import datetime

from worgl.communities import commands, queries
from worgl.communities.api.look import router
from worgl.communities.pages import OWN_SEAT, SEAT, own_seat_on
from worgl.communities.queries import Community, Member
from worgl.communities.rules import AGREED_TO, TextKind, TownText
from worgl.core.rest import ApiRequest, New, Resource, Seen, Shape, get, shape_from


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


@get(router, "/communities/{slug}/texts", TextsShape)
def texts(request: ApiRequest, slug: str) -> TextsShape:
    """Read terms, privacy and imprint, and what the caller has agreed to."""
    here = community, member = own_seat_on(request, slug)
    return TextsShape(
        texts=[_shape(here, one) for one in queries.texts(community.id)],
        terms_number=community.terms_number,
        agreed=[shape_from(AgreementShape, one) for one in queries.agreements_of(member.id)],
    )


def _shape(_here: tuple[Community, Member], text: TownText) -> TextShape:
    return shape_from(TextShape, text, is_agreed_to=text.kind in AGREED_TO)


own = Resource(router, "/communities/{slug}/texts", OWN_SEAT)
own.acts(
    "agree",
    commands.agree_to_texts,
    "Agree to all texts up to a number, the newest there is.",
    New("Agreed", "The number of the newest text the caller was shown."),
)
Resource(router, "/communities/{slug}/texts", SEAT, one="{kind}").acts(
    "publish",
    commands.publish_text,
    "Publish a text as its next version; members are asked to agree to it. For administrators.",
    New("NewText", "A text of the community's own."),
    Seen(queries.text, TextShape, _shape, by="version"),
    path="",
    method="PUT",
)

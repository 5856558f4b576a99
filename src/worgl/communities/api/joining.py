"""Coming in by an invitation, and what a community asks those who want to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.urls import reverse
from pydantic import Field, StrictBool, StringConstraints

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import ANSWER_MAX, CHOICES_MAX, QUESTIONS_MAX, Question, QuestionKind
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import ApiRequest, Key, List, Shape, SingleLine, get, new_router, send, shape_from
from worgl.identity.rules import PersonId

router = new_router("Joining")
Text = Annotated[str, StringConstraints(max_length=ANSWER_MAX, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


class QuestionShape(Shape):
    """What newcomers are asked: answered by a text, by "yes" or "no", or by one of the `choices`."""

    text: str
    kind: QuestionKind
    required: bool
    choices: list[str]


class OpenedInvitation(Shape):
    """An invitation as who holds its link sees it; one that is `direct` lets in at once and asks nothing."""

    community_name: str
    slug: str
    invited_by: str
    direct: bool
    expires_at: datetime
    questions: list[QuestionShape]
    terms_number: int
    texts: list[str]


class Newcomer(Shape):
    """The name one will have there, and an answer to each question in its order, "" where none is required.

    `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and agrees to them.
    """

    name: SingleLine
    answers: Annotated[list[Text], Field(max_length=QUESTIONS_MAX)] = []
    agreed: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0


class Joined(Shape):
    """Where one has come in, or waits for approval, as the member's state says."""

    slug: str
    member: MemberShape


class NewQuestion(Shape):
    """One more question; `choices` for a choice only."""

    text: SingleLine
    kind: QuestionKind
    required: StrictBool = False
    choices: Annotated[list[SingleLine], Field(max_length=CHOICES_MAX)] = []


class DroppedQuestion(Shape):
    """A question by its text."""

    text: SingleLine


@get(router, "/invitations/{token}", OpenedInvitation)
def look(request: ApiRequest, token: str) -> OpenedInvitation:
    """Read where an invitation leads, by the last part of its link; not for a key of one community."""
    request.auth.require_all()
    found = queries.invitation_by_token(token=token, now=clock.now())
    asked = () if found.direct else queries.questions_of(found.community)
    place = queries.community(found.community)
    return shape_from(
        OpenedInvitation,
        found,
        questions=[shape_from(QuestionShape, one) for one in asked],
        terms_number=place.terms_number,
        texts=[settings.SITE_URL + reverse("communities:text", args=[place.slug, kind.value]) for kind in place.texts],
    )


@send(router, "/invitations/{token}/join", Joined, scopes=ADMIN)
def join(request: ApiRequest, token: str, newcomer: Newcomer, key: Key) -> Joined:
    """Join by an invitation: at once, or as one who waits for approval; not for a key of one community."""
    request.auth.require_all()
    joined = commands.join(
        actor=PersonId(request.auth.person),
        token=token,
        name=newcomer.name,
        answers=newcomer.answers,
        agreed=newcomer.agreed,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    member = queries.member(joined)
    return Joined(slug=queries.community(member.community).slug, member=member_shape(member))


@get(router, "/communities/{slug}/questions", List[QuestionShape], scopes=ADMIN)
def questions(request: ApiRequest, slug: str) -> List[QuestionShape]:
    """List what newcomers are asked, in its order; for administrators."""
    community, viewer = seat_on(request, slug)
    found = queries.questions_for(community=community.id, viewer=viewer.id)
    return List(items=[shape_from(QuestionShape, one) for one in found], next=None)


@send(router, "/communities/{slug}/questions", List[QuestionShape], scopes=ADMIN)
def ask(request: ApiRequest, slug: str, new: NewQuestion, key: Key) -> List[QuestionShape]:
    """Ask newcomers one more question; for administrators."""
    _community, actor = seat_on(request, slug)
    question = Question(new.text, new.kind, new.required, tuple(new.choices))
    commands.ask_question(actor=actor.id, question=question, key=IdempotencyKey(key), now=clock.now())
    return questions(request, slug)


@send(router, "/communities/{slug}/questions/drop", List[QuestionShape], scopes=ADMIN)
def drop(request: ApiRequest, slug: str, dropped: DroppedQuestion, key: Key) -> List[QuestionShape]:
    """Ask a question no more; answers given stay; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.drop_question(actor=actor.id, text=dropped.text, key=IdempotencyKey(key), now=clock.now())
    return questions(request, slug)

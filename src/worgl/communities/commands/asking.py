"""What a community asks those who want to join, and what newcomers say of themselves."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inputs import About
from worgl.communities.commands.membership import rename_member
from worgl.communities.commands.seats import lock, lock_subject
from worgl.communities.errors import QuestionUnknown, TooManyQuestions
from worgl.communities.queries.access import require_active, require_role
from worgl.communities.rules import (
    QUESTIONS_MAX,
    MemberId,
    Question,
    Role,
    check_about,
    check_question,
    question_as_json,
)
from worgl.core.commands import IdempotencyKey, command
from worgl.core.inputs import SingleLine


@command
def ask_question(*, actor: MemberId, question: Question, key: IdempotencyKey, now: datetime) -> None:
    """Ask newcomers one more question. Refuses NotActive, RoleNeeded, InvalidInput, TooManyQuestions."""
    admin = require_role(actor, Role.ADMIN)
    checked = check_question(question)
    row = lock(admin.community)
    if len(row.questions) >= QUESTIONS_MAX:
        raise TooManyQuestions(limit=QUESTIONS_MAX)
    row.questions = [*row.questions, question_as_json(checked)]
    row.save(update_fields=["questions"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.question_asked",
        sentence=gettext_noop("Added a question for those who want to join: {text}"),
        fields={"text": checked.text},
        now=now,
    )


@command
def drop_question(*, actor: MemberId, text: str, key: IdempotencyKey, now: datetime) -> None:
    """Ask a question no more; answers given stay. Refuses NotActive, RoleNeeded, QuestionUnknown."""
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    index = next((number for number, kept in enumerate(row.questions) if kept["text"] == text), None)
    if index is None:
        raise QuestionUnknown
    row.questions = row.questions[:index] + row.questions[index + 1 :]
    row.save(update_fields=["questions"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.question_dropped",
        sentence=gettext_noop("Took back a question for those who want to join: {text}"),
        fields={"text": text},
        now=now,
    )


@command
def describe_member(*, actor: MemberId, about: str, key: IdempotencyKey, now: datetime) -> None:
    """Say in a few words what one can do or offer; every member can read it. Refuses NotActive, InvalidInput."""
    member = require_active(actor)
    row = lock_subject(member, actor)
    row.about = check_about(about)
    row.save(update_fields=["about"])


@command
def present_oneself(
    *, actor: MemberId, name: SingleLine, about: About = "", key: IdempotencyKey, now: datetime
) -> None:
    """Change one's name here and what one says of oneself, both or neither. Refuses as the two commands do."""
    rename_member(actor=actor, member=actor, name=name, key=key, now=now)
    describe_member(actor=actor, about=about, key=key, now=now)


@command
def dismiss_welcome(*, actor: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Show the first steps no more. Refuses NotActive."""
    require_active(actor)
    models.Member.objects.filter(pk=actor, welcomed_at__isnull=True).update(welcomed_at=now)

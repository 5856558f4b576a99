"""Name, words and cap of a community."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inputs import Language, Number, Words
from worgl.communities.commands.seats import lock
from worgl.communities.queries.access import require_role
from worgl.communities.rules import MemberId, Role, check_cap, check_language, check_words
from worgl.communities.seals import TOWN
from worgl.core.commands import IdempotencyKey, command
from worgl.core.inputs import SingleLine
from worgl.core.sealing import seal
from worgl.identity.rules import clean_name


@command
def set_cap(*, actor: MemberId, cap: Number, key: IdempotencyKey, now: datetime, reason: SingleLine = "") -> None:
    """Set how many members there can be, never below who is there. Refuses NotActive, RoleNeeded, InvalidInput."""
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    before, row.cap = row.cap, check_cap(cap, seats=row.seats)
    row.save(update_fields=["cap"])
    seal(TOWN, [row])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.cap_set",
        sentence=gettext_noop("Changed the number of places from {before} to {after}"),
        fields={"before": before, "after": cap},
        reason=reason,
        now=now,
    )


@command
def rename_words(*, actor: MemberId, words: Words, language: Language = "", key: IdempotencyKey, now: datetime) -> None:
    """Replace words by the community's own; an empty one, or one left out, gives the usual word back.

    With a `language` they are for its readers, without one for all who have none of their own. Refuses NotActive,
    RoleNeeded, InvalidInput, InvalidName.
    """
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    checked = check_words(words)
    if language:
        own = check_language(language)
        others = {code: words for code, words in row.words_by_language.items() if code != own}
        row.words_by_language = {**others, own: checked} if checked else others
    else:
        row.words = checked
    row.save(update_fields=["words", "words_by_language"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.words_changed",
        sentence=gettext_noop("Changed the community's words"),
        after=language,
        now=now,
    )


@command
def rename_community(*, actor: MemberId, name: SingleLine, key: IdempotencyKey, now: datetime) -> None:
    """Change the community's name; its address stays. Refuses NotActive, RoleNeeded, InvalidName."""
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    before, row.name = row.name, clean_name(name)
    row.save(update_fields=["name"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.renamed",
        sentence=gettext_noop("Renamed the community from “{before}” to “{after}”"),
        fields={"before": before, "after": row.name},
        now=now,
    )

"""How a community is shown: its colour, its logo and its icon."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import lock
from worgl.communities.queries.access import require_role
from worgl.communities.rules import CommunityId, LookKind, MemberId, Role
from worgl.communities.rules.look import ICONS
from worgl.core.colours import read_colour
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.inputs import SingleLine
from worgl.core.pictures import counted, draw_icons, draw_logo

_ICON_KINDS = tuple(ICONS.values())


@command
def set_colour(*, actor: MemberId, colour: SingleLine, key: IdempotencyKey, now: datetime) -> str:
    """Show the community in a colour, "" in the usual one, and return it.

    Refuses NotActive, RoleNeeded, InvalidInput.
    """
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    before, row.colour = row.colour, check_colour(colour)
    row.save(update_fields=["colour"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.look_colour",
        sentence=gettext_noop("Changed the community's colour"),
        before=before,
        after=row.colour,
        now=now,
    )
    return row.colour


def check_colour(text: str) -> str:
    """Return a colour as "#rrggbb", "" for the usual one; refuses InvalidInput."""
    if not text.strip():
        return ""
    colour = read_colour(text)
    if colour is None:
        raise InvalidInput(
            field="colour", reason=_("Write a colour as # and six characters from 0 to 9 and a to f: #17634a.")
        )
    return colour


def show_logo(*, actor: MemberId, content: bytes, key: IdempotencyKey, now: datetime) -> str:
    """Show a logo from now on, drawn anew, and return its digest.

    Refuses NotActive, RoleNeeded, PictureRefused, PicturesOften.
    """
    # Who may not is told so before anything is drawn; drawing takes its time, so it is done before the transaction.
    require_role(actor, Role.ADMIN)
    with counted(actor, now=now):
        drawn = {LookKind.LOGO.value: draw_logo(content)}
    return _keep(actor=actor, is_logo=True, drawn=drawn, key=key, now=now)


def show_icon(*, actor: MemberId, content: bytes, key: IdempotencyKey, now: datetime) -> str:
    """Show an icon from now on, also of the installed app, and return its digest; refuses as `show_logo`."""
    require_role(actor, Role.ADMIN)
    with counted(actor, now=now):
        drawn = {ICONS[side].value: picture for side, picture in draw_icons(content).items()}
    return _keep(actor=actor, is_logo=False, drawn=drawn, key=key, now=now)


@command
def _keep(*, actor: MemberId, is_logo: bool, drawn: Mapping[str, bytes], key: IdempotencyKey, now: datetime) -> str:
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in drawn.items()}
    for kind, content in drawn.items():
        fresh = {"digest": digests[kind], "content": content, "made_at": now}
        models.LookPicture.objects.update_or_create(community=row, kind=kind, defaults=fresh)
    column = "logo" if is_logo else "icon"
    shown = digests[LookKind.LOGO.value if is_logo else LookKind.ICON_512.value]
    setattr(row, column, shown)
    row.save(update_fields=[column])
    _record(admin.community, actor, "communities.look_shown", _SHOWN[column], now)
    return shown


@command
def remove_logo(*, actor: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Show no logo any more; what was kept is deleted. Refuses NotActive, RoleNeeded."""
    _remove(actor, "logo", (LookKind.LOGO,), now=now)


@command
def remove_icon(*, actor: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Show the usual icon again; what was kept is deleted. Refuses NotActive, RoleNeeded."""
    _remove(actor, "icon", _ICON_KINDS, now=now)


def _remove(actor: MemberId, column: str, kinds: tuple[LookKind, ...], *, now: datetime) -> None:
    admin = require_role(actor, Role.ADMIN)
    row = lock(admin.community)
    removed, _rows = models.LookPicture.objects.filter(community=row, kind__in=list(kinds)).delete()
    setattr(row, column, "")
    row.save(update_fields=[column])
    if removed:
        _record(admin.community, actor, "communities.look_removed", _REMOVED[column], now)


def _record(community: CommunityId, actor: MemberId, what: str, sentence: str, now: datetime) -> None:
    record_audit_event(community=community, actor=actor, what=what, sentence=sentence, now=now)


_SHOWN = {"logo": gettext_noop("Changed the community's logo"), "icon": gettext_noop("Changed the community's icon")}
_REMOVED = {"logo": gettext_noop("Removed the community's logo"), "icon": gettext_noop("Removed the community's icon")}

"""A community's rows out and in, for export and import: itself, its members, invitations, policy, what admins did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from worgl.communities import models
from worgl.communities.rules import CommunityId, MemberState
from worgl.core.exports import Table
from worgl.core.limits import PICTURE_KEPT_MAX
from worgl.identity.rules import PersonId


def _fault_of_picture(row: models.ShopPicture | models.LookPicture) -> str:
    """Say what is wrong with a picture that is read back, "" when nothing is."""
    content = bytes(row.content)
    is_sound = len(content) <= PICTURE_KEPT_MAX and hashlib.sha256(content).hexdigest() == row.digest
    return "" if is_sound else _("its content is not the picture it is named after")


COMMUNITY = Table("community", models.Community, community="id", left_out=frozenset({"book"}))
"""The community's own row; its book is given anew."""
TABLES = (
    COMMUNITY,
    Table("members", models.Member),
    Table("invitations", models.Invitation),
    Table("staff", models.Staff),
    Table("staff_wishes", models.StaffWish),
    Table("shop_pictures", models.ShopPicture, fault=_fault_of_picture),
    Table("look_pictures", models.LookPicture, fault=_fault_of_picture),
    Table("texts", models.TownText),
    Table("agreements", models.Agreement),
    Table("policy", models.PolicyRow),
    Table("notices", models.Notice),
    Table("notices_seen", models.NoticeSeen),
    Table("admin_acts", models.AdminAct),
)


def persons(community: CommunityId) -> Iterator[PersonId]:
    """Yield whom the community's rows name: its founder and every member who is a person."""
    founder = models.Community.objects.filter(pk=community).values_list("founder_id", flat=True)
    yield from map(PersonId, founder)
    rows = models.Member.objects.filter(community=community, person__isnull=False).values_list("person_id", flat=True)
    yield from map(PersonId, rows.iterator(chunk_size=1_000))


def shown_persons(community: CommunityId) -> Iterator[PersonId]:
    """Yield whose pictures go along: everybody's but those of members who have left."""
    rows = models.Member.objects.filter(community=community, person__isnull=False).exclude(state=MemberState.LEFT)
    yield from map(PersonId, rows.values_list("person_id", flat=True).iterator(chunk_size=1_000))

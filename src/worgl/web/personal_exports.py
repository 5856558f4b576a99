"""Everything about one person in one ZIP: what each domain tells, put together here, because no domain knows all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from worgl.communities import queries as communities
from worgl.communities.queries import Member
from worgl.core import counters, jobs, personal_exports
from worgl.core.commands import IdempotencyKey, command
from worgl.core.domains import File, domains
from worgl.core.errors import PackedOften
from worgl.core.ids import new_id
from worgl.core.languages import language_now
from worgl.core.limits import PARCELS_PACKED
from worgl.identity import queries as identity
from worgl.identity.rules import PersonId

KIND = "everything-about-me"
JOB = "web.everything_about_me"
NAME = "everything-about-me.zip"

Told = Callable[[int, int], None]


@command
def order_parcel(*, actor: PersonId, key: IdempotencyKey, now: datetime) -> UUID:
    """Have everything about oneself packed, in the language of who asks, and return the parcel.

    One that is being packed is returned instead. Refuses PersonUnknown, PackedOften.
    """
    identity.person(actor)
    known = personal_exports.newest(owner=actor, kind=KIND, now=now)
    if known is not None and is_being_packed(known):
        return known.id
    wait = counters.count_act(PARCELS_PACKED, actor, now=now)
    if wait:
        raise PackedOften(limit=PARCELS_PACKED.most, seconds=wait)
    parcel = new_id()
    given = {"parcel": str(parcel), "person": str(actor), "language": language_now()}
    job = jobs.enqueue(JOB, given, key=str(parcel), due_at=now, now=now)
    personal_exports.order(owner=actor, kind=KIND, job=job, parcel=parcel, name=NAME, now=now)
    return parcel


def is_being_packed(parcel: personal_exports.ParcelView) -> bool:
    """Tell whether a parcel is not ready and its job still tries."""
    if parcel.ready_at is not None:
        return False
    run = jobs.job_view(parcel.job)
    return run is not None and run.state not in {"failed", "done"}


class PackState(StrEnum):
    """How far a parcel is."""

    PACKING = "packing"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Packing:
    """A person's latest parcel and how far it is: `done` of `total` memberships, 0 of 0 before it begins."""

    parcel: personal_exports.ParcelView
    state: PackState
    done: int
    total: int


def latest(person: PersonId, *, now: datetime) -> Packing | None:
    """Return a person's latest parcel, to themselves; None when they have ordered none, or its days are over."""
    parcel = personal_exports.newest(owner=person, kind=KIND, now=now)
    if parcel is None:
        return None
    if not is_being_packed(parcel):
        return Packing(parcel, PackState.READY if parcel.ready_at else PackState.FAILED, 0, 0)
    run = jobs.job_view(parcel.job)
    return Packing(parcel, PackState.PACKING, run.done if run else 0, run.total if run else 0)


def pack(person: PersonId, *, now: datetime, told: Told) -> bytes:
    """Return everything about a person as a ZIP; `told` hears how many of their memberships are done."""
    mine = communities.memberships(person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("README.txt"), _read_me(now))
        for one in domains().values():
            for name, content in one.files_of_person(person, now) if one.files_of_person else ():
                _put(archive, name, content)
        for done, (town, member) in enumerate(mine):
            told(done, len(mine))
            # Two memberships of one community, an old and a new one, keep folders of their own.
            folder = f"{town.slug}-{member.code}"
            for name, content in _files(member, now=now):
                _put(archive, f"{folder}/{name}", content)
    told(len(mine), len(mine))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> None:
    """Write a file piece by piece, so that a long table is never whole in memory."""
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in content:
            file.write(piece)


def _files(member: Member, *, now: datetime) -> Iterator[File]:
    for one in domains().values():
        yield from one.files_of_member(member.id, now) if one.files_of_member else ()


def _read_me(now: datetime) -> str:
    return _(
        "This is what is kept about you here, as of {now} (UTC).\n\n"
        "person.json is you, picture.webp the picture you show, inbox.json what you were told and wrote, keys.json "
        "your keys for programs; each folder is one of your memberships: the membership, the wallet, payment requests, "
        "standing orders, pay lists, disputes, vouchers and webhooks, and the statements of each year as tables (CSV) "
        "and to read or print (PDF). Not in it are passwords, secrets of keys and webhooks, and codes of vouchers. "
        "Amounts whose names end in _minor are whole numbers of the smallest coin.\n"
    ).format(now=f"{now:%Y-%m-%d %H:%M}")


def fill_parcel(parcel: UUID, person: PersonId, *, now: datetime, told: Told) -> None:
    """Pack a parcel and make it ready, in one step at the end."""
    content = pack(person, now=now, told=told)
    with transaction.atomic():
        personal_exports.fill(parcel, content, now=now)

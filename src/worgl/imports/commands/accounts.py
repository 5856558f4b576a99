"""Accounts for the account ids of imported files: found again, or opened with a member behind each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from worgl.communities import commands as communities
from worgl.communities.rules import CommunityId, MemberId, MemberSpec
from worgl.core.bulk import insert_rows
from worgl.core.errors import InvalidInput
from worgl.core.limits import NAME_MAX
from worgl.core.sealing import seal
from worgl.currency import commands as currencies
from worgl.currency.rules import WalletView
from worgl.identity.rules import clean_name
from worgl.imports.errors import IssuerIsMember
from worgl.imports.models import ForeignAccount
from worgl.imports.rules.rows import ParsedRow, member_name
from worgl.imports.seals import FOREIGN
from worgl.ledger.rules import AccountId, moment

_LOOKED_UP_TOGETHER = 500
Opened: TypeAlias = tuple[str, AccountId, MemberId | None]
"""An id of a file, the account opened for it, and the member behind it unless it is an issuer."""


def name_of(external_id: str) -> str:
    """Return the name of the member behind an id; an id that is no name gets one made of its digest.

    >>> name_of("17"), name_of(chr(7))
    ('Account 17', 'Account ca358758')
    """
    try:
        return clean_name(member_name(external_id))
    except InvalidInput:
        return f"Account {hashlib.sha256(external_id.encode()).hexdigest()[:8]}"


def _make_issuer(row: ForeignAccount, *, now: datetime) -> None:
    """Turn the account of a member nobody is into an account without floor, and end the membership."""
    assert row.member is not None, "asked only for accounts that have a member"
    community, member = CommunityId(row.community), MemberId(row.member)
    if not communities.withdraw_imported(community=community, member=member, now=now):
        raise IssuerIsMember(account=row.external_id)
    currencies.make_external(community=community, member=member, name=row.external_id[:NAME_MAX], now=now)
    row.member = None
    row.save(update_fields=["member"])
    seal(FOREIGN, [row])


class ForeignAccounts:
    """Which account belongs to which id; everything one community ever imported."""

    def __init__(self, community: CommunityId, *, issuers: Collection[str], now: datetime) -> None:
        """Read what earlier imports opened, in the caller's transaction.

        An issuer that an earlier import took for a member becomes one now; refuses IssuerIsMember where somebody
        signs in as that member.
        """
        self._community = community
        self._issuers = frozenset(issuers)
        self._accounts: dict[str, AccountId] = {}
        rows = ForeignAccount.objects.filter(community=community)
        taken = rows.filter(external_id__in=self._issuers, member__isnull=False)
        for row in taken.order_by("external_id"):
            _make_issuer(row, now=now)
        self._read(rows.values_list("external_id", "account").iterator(chunk_size=5_000))

    def __len__(self) -> int:
        """Count the accounts."""
        return len(self._accounts)

    def __getitem__(self, external_id: str) -> AccountId:
        """Return the account of an id that is known."""
        return self._accounts[external_id]

    def unseen_issuers(self) -> tuple[str, ...]:
        """Return the issuers that appeared in no row."""
        return tuple(sorted(self._issuers - self._accounts.keys()))

    def open_missing(self, rows: Sequence[ParsedRow], *, lock: Callable[[], None], now: datetime) -> int:
        """Open an account for each id of the rows that has none; returns how many.

        The members have joined when their first row says. `lock` keeps other processes with the same file
        out until the transaction ends.
        """
        first_seen = self._first_seen(rows)
        if not first_seen:
            return 0
        with transaction.atomic():
            lock()
            self._read(self._rows(list(first_seen)))
            missing = {each: at for each, at in first_seen.items() if each not in self._accounts}
            opened = [
                *self._open_issuers([each for each in missing if each in self._issuers], now),
                *self._open_members({each: at for each, at in missing.items() if each not in self._issuers}, now),
            ]
            rows_of_ids = ((self._community, *row) for row in opened)
            insert_rows(ForeignAccount, columns=["community", "external_id", "account", "member"], rows=rows_of_ids)
            seal(FOREIGN, self._found([external_id for external_id, _account, _member in opened]))
        self._accounts.update({external_id: account for external_id, account, _member in opened})
        return len(opened)

    def _first_seen(self, rows: Sequence[ParsedRow]) -> dict[str, int]:
        """Return the unknown ids of the rows in the order of their appearance, each with its first time."""
        seen: dict[str, int] = {}
        for row in rows:
            for each in (row.payer, row.payee):
                if each not in self._accounts:
                    seen.setdefault(each, row.at)
        return seen

    def _rows(self, external_ids: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield what is known in the database of ids, perhaps opened by another process meanwhile."""
        for row in self._found(external_ids):
            yield row.external_id, row.account

    def _found(self, external_ids: Sequence[str]) -> Iterator[ForeignAccount]:
        for start in range(0, len(external_ids), _LOOKED_UP_TOGETHER):
            part = external_ids[start : start + _LOOKED_UP_TOGETHER]
            yield from ForeignAccount.objects.filter(community=self._community, external_id__in=part)

    def _read(self, rows: Iterable[tuple[str, int]]) -> None:
        self._accounts.update((external_id, AccountId(account)) for external_id, account in rows)

    def _open_issuers(self, external_ids: Sequence[str], now: datetime) -> list[Opened]:
        """Open an account without floor for each issuer."""
        wallets = [
            currencies.open_external(community=self._community, name=each[:NAME_MAX], now=now) for each in external_ids
        ]
        return [(each, wallet.account, None) for each, wallet in zip(external_ids, wallets, strict=True)]

    def _open_members(self, joined: Mapping[str, int], now: datetime) -> list[Opened]:
        """Add a member with a wallet for each id; nobody can sign in as one."""
        if not joined:
            return []
        specs = [MemberSpec(name=name_of(each), joined_at=moment(at)) for each, at in joined.items()]
        members = communities.add_members(community=self._community, specs=specs, now=now)
        wallets: dict[MemberId, WalletView] = {}
        for start in range(0, len(members), _LOOKED_UP_TOGETHER):
            part = members[start : start + _LOOKED_UP_TOGETHER]
            wallets |= currencies.open_wallets(community=self._community, members=part, now=now)
        return [(each, wallets[member].account, member) for each, member in zip(joined, members, strict=True)]

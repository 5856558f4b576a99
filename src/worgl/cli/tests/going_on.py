"""What happens in the community of `lived_in` besides: staff, a giving, tables, and what sites are allowed.

Kept apart, because what `lived_in` writes is what an earlier version is known to have left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from allauth.idp.oidc.models import Client, Token

from worgl.cli.tests.lived_in import LATER
from worgl.communities import commands as communities
from worgl.communities.queries import member, page_of_members
from worgl.communities.rules import Capacity, CommunityId, MemberId, MemberState
from worgl.core.ids import new_id
from worgl.currency import commands as currency
from worgl.currency.commands.member_imports import bring_in
from worgl.currency.queries.givings import members_for
from worgl.currency.rules import RegisterFilter, WalletRole
from worgl.identity import commands as identity
from worgl.identity.rules import ClientKind, PersonId
from worgl.imports.commands import run as import_run
from worgl.imports.commands.accounts import ForeignAccounts
from worgl.imports.commands.file import Content, FileFacts
from worgl.imports.commands.order import Order
from worgl.imports.rules.rows import Layout, ParsedRow, RefusedLine, RowRules
from worgl.payments.tests.builders import NOW, fresh_key


def go_on(community: CommunityId) -> None:
    """Let it all happen, in the caller's transaction."""
    active = page_of_members(community=community, states=[MemberState.ACTIVE]).items
    people = {one.name: one.id for one in active}
    import_history(community)
    give(people)
    bring(community, people["Alice"])
    keep_shops(people)
    invite(people)
    allow_sites(people)


def import_history(community: CommunityId) -> None:
    """Leave what an import leaves that opened an account, refused a row and kept a note."""
    facts = FileFacts(Content(Path("a.csv")), "utf-8", b"1" * 32, "date,from,to,amount", 2)
    rules = RowRules(Layout(",", 4, 0, 1, 2, 3), 2, LATER.tzinfo or NOW.tzinfo, 0)  # type: ignore[arg-type]  # both have one
    progress = import_run.begin(
        community=community, facts=facts, rules=rules, order=Order.OLDEST_FIRST, issuers=[], now=NOW
    )
    accounts = ForeignAccounts(community, issuers=["bank"], now=NOW)
    row = ParsedRow(2, 0, "bank", "x1", 900, rounded=False, text="")
    accounts.open_missing([row], lock=lambda: None, now=NOW)
    tally = import_run.Tally(rows=1, refused=[RefusedLine(2, "below_floor", "2026-05-03,x2,x1,900")])
    tally.notes = [(new_id(), "bread")]
    import_run.checkpoint(progress, tally, file="a.csv", line=2)
    import_run.finish(progress, now=NOW)


def give(people: Mapping[str, MemberId]) -> None:
    """Order that everybody is given something."""
    asked, alice = RegisterFilter(), people["Alice"]
    seen = len(members_for(member(alice).community, asked, now=LATER))
    currency.give_many(
        actor=alice,
        asked=asked,
        source=WalletRole.ISSUER,
        each_minor=10,
        reason="a feast",
        seen=seen,
        key=fresh_key(),
        now=LATER,
    )


def bring(community: CommunityId, alice: MemberId) -> None:
    """Bring in a member by a table, and hand the membership over by a link."""
    content = "name,balance,email\nFay,5,fay@example.org\n"
    table = currency.check_member_import(actor=alice, content=content, file_name="a.csv", key=fresh_key(), now=LATER)
    currency.start_member_import(actor=alice, arrivals=table, only_whole=True, key=fresh_key(), now=LATER)
    bring_in(community=community, arrivals_id=table, actor=alice, progress=lambda *_counts: None, now=LATER)
    currency.send_links(actor=alice, arrivals=table, days=7, language="en", key=fresh_key(), now=LATER)


def keep_shops(people: Mapping[str, MemberId]) -> None:
    """Let Bob stand at Alice's till, and let Alice wish that Carla stands at Bob's, to which Bob has not agreed."""
    alice, bob = people["Alice"], people["Bob"]
    shop = communities.open_shop(actor=alice, name="Bakery", key=fresh_key(), now=LATER)
    communities.name_staff(actor=alice, shop=shop, member=bob, capacity=Capacity.TILL, key=fresh_key(), now=LATER)
    forge = communities.open_shop(actor=bob, name="Forge", key=fresh_key(), now=LATER)
    communities.approve(actor=alice, member=forge, key=fresh_key(), now=LATER)
    carla = people["Carla Öztürk"]
    communities.name_staff(actor=alice, shop=forge, member=carla, capacity=Capacity.TILL, key=fresh_key(), now=LATER)


def invite(people: Mapping[str, MemberId]) -> None:
    """Let somebody come by a link, and take another link back."""
    alice = people["Alice"]
    used = communities.invite(actor=alice, uses=2, days=7, key=fresh_key(), now=LATER)
    guest = identity.register_person(email=f"{new_id().hex}@example.org", name="Gus", password=None, now=LATER)
    communities.join(actor=guest, token=used.token, name="Gus", key=fresh_key(), now=LATER)
    gone = communities.invite(actor=alice, uses=2, days=7, key=fresh_key(), now=LATER)
    communities.revoke_invitation(actor=alice, invitation=gone.id, key=fresh_key(), now=LATER)


def allow_sites(people: Mapping[str, MemberId]) -> None:
    """Let Alice run the node, and a site and a program have tokens; another site is refused again, one is removed."""
    alice, bob = person_of(people["Alice"]), person_of(people["Bob"])
    identity.make_operator(person=alice)
    identity.make_operator(person=bob)
    identity.stop_operator(person=bob)
    shop, other, gone = (_site(name) for name in ("Shop", "Other", "Gone"))
    for client in (shop, other, gone):
        identity.allow_client(person=bob, client=client, scopes=["read"], now=LATER)
    identity.allow_client(person=bob, client=shop, scopes=["pay"], now=LATER)
    identity.disconnect_client(actor=bob, client=other, key=fresh_key(), now=LATER)
    identity.remove_client(client=gone)
    machine = identity.add_client(
        name="Cash register", kind=ClientKind.MACHINE, redirect_uris=[], scopes=["read"], owner=alice, now=LATER
    )
    _token("a", shop, bob, "read\npay")
    _token("b", machine.id, None, "read")


def _site(name: str) -> str:
    back = ["https://shop.example.org/back"]
    scopes = ["read", "pay"]
    return identity.add_client(
        name=name, kind=ClientKind.SITE, redirect_uris=back, scopes=scopes, owner=None, now=LATER
    ).id


def _token(value: str, client: str, person: PersonId | None, scopes: str) -> None:
    """Keep a token as allauth keeps it."""
    token = Token(type=Token.Type.ACCESS_TOKEN, client=Client.objects.get(pk=client), user_id=person, scopes=scopes)
    token.expires_at = LATER + timedelta(days=1)
    token.set_value(value)
    token.save()


def person_of(own: MemberId) -> PersonId:
    """Return the person of a member."""
    found = member(own).person
    assert found is not None
    return found

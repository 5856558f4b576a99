"""What an address can name in the town of the walkers, made for the tables of doors of the API and of the pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from PIL import Image

from worgl.api import commands
from worgl.communities import commands as communities
from worgl.communities.queries import count_members, member, member_by_code, pending
from worgl.communities.rules import Capacity, MemberId
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.models import Job
from worgl.core.money import Ppm
from worgl.core.rest import Scope
from worgl.currency.commands import bring_in, check_member_import, give_many, order_limits, start_member_import
from worgl.currency.queries.policy import day_begins
from worgl.currency.rules import LimitKind, LimitRule, RegisterFilter, WalletRole
from worgl.currency.tests.walkers import Walkers
from worgl.disputes import commands as disputes_commands
from worgl.disputes.rules import DisputeId
from worgl.identity.commands import show_picture
from worgl.identity.rules import PersonId
from worgl.inbox import commands as inbox
from worgl.inbox.queries import notices
from worgl.inbox.rules import NewNotification
from worgl.orders import commands as orders_commands
from worgl.orders.rules.standing import Plan, Rhythm
from worgl.payments import commands as payments
from worgl.payments.rules import PaymentId
from worgl.requests import commands as requests_commands
from worgl.vouchers import commands as vouchers_commands
from worgl.web.personal_exports import order_parcel

LATER_DAYS = 60


def person_of(own: MemberId) -> PersonId:
    """Return the person of a member."""
    found = member(own).person
    assert found is not None
    return found


def things_for(walkers: Walkers, path: str) -> dict[str, str]:
    """Make what an address of the API names, of Bob and Alice, and return the names' ids."""
    names = {name for name in _MADE if f"{{{name}}}" in path}
    if path.endswith("/picture"):
        show_picture(actor=person_of(walkers.bob_id), content=a_picture(), key=fresh_key(), now=clock.now())
    made = {"slug": walkers.slug, "member": str(walkers.bob_id), "role": "treasurer", "kind": "communities.admitted"}
    if path == "/me/everything":
        _parcel(walkers, path)
    if path.endswith("/texts/{kind}"):
        made["kind"] = "terms"
    for name in names:
        made |= _MADE[name](walkers, path)
    return made


def a_picture() -> bytes:
    """Return a small photograph as a file."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "PNG")
    return out.getvalue()


def _payment(walkers: Walkers, path: str) -> dict[str, str]:
    return {"payment": str(_paid(walkers))}


def _paid(walkers: Walkers, *, payee: MemberId | None = None) -> PaymentId:
    paid = payments.pay(
        actor=walkers.bob_id,
        payee=payee or walkers.alice_id,
        amount_minor=100,
        note="",
        key=fresh_key(),
        now=clock.now(),
    )
    return paid.payment


def _member(walkers: Walkers, path: str) -> dict[str, str]:
    if "/chats/" in path:
        emma = member_by_code(community=walkers.community, code=walkers.emma_code).id
        return {"member": str(emma)} | _written(walkers, path)
    if "applications" not in path:
        return {}
    (waiting,) = pending(community=walkers.community, viewer=walkers.alice_id).items
    return {"member": str(waiting.member.id)}


def _written(walkers: Walkers, path: str) -> dict[str, str]:
    """Emma writes to Bob, and Alice does."""
    emma = member_by_code(community=walkers.community, code=walkers.emma_code).id
    made = [
        communities.write_to(actor=writer, member=walkers.bob_id, text="Hello", key=fresh_key(), now=clock.now())
        for writer in (emma, walkers.alice_id)
    ]
    return {"until": str(made[0]), "line": str(made[1])}


def _report(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob reports Emma."""
    emma = member_by_code(community=walkers.community, code=walkers.emma_code).id
    made = communities.report_member(actor=walkers.bob_id, member=emma, reason="rude", key=fresh_key(), now=clock.now())
    return {"report": str(made)}


def _change(walkers: Walkers, path: str) -> dict[str, str]:
    now = clock.now()
    change = communities.announce_change(
        actor=walkers.alice_id,
        name="levy_rate",
        value=20_000,
        applies_from=day_begins((now + timedelta(days=LATER_DAYS)).date(), "Europe/Vienna"),
        key=fresh_key(),
        now=now,
    )
    return {"change": str(change.id)}


def _announcement(walkers: Walkers, path: str) -> dict[str, str]:
    now = clock.now()
    made = communities.publish_notice(actor=walkers.alice_id, title="Market", body="", days=3, key=fresh_key(), now=now)
    return {"announcement": str(made)}


def _notice(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob is told of the membership."""
    bob, fields = person_of(walkers.bob_id), {"community": "Alderbrook"}
    inbox.notify(
        NewNotification(bob, "communities.admitted", "a", fields=fields, place=(walkers.slug,)), now=clock.now()
    )
    return {"notice": str(notices(person=bob).items[0].id)}


def _invitation(walkers: Walkers, path: str) -> dict[str, str]:
    made = communities.invite(actor=walkers.bob_id, uses=1, days=7, key=fresh_key(), now=clock.now())
    return {"invitation": str(made.id)}


def _token(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice invites."""
    made = communities.invite(actor=walkers.alice_id, uses=9, days=7, key=fresh_key(), now=clock.now())
    return {"token": made.token}


def a_key(person: PersonId) -> UUID:
    """Let somebody make a key that reads, for a program."""
    made = commands.make_key(
        actor=person,
        name="a program",
        scopes=[Scope.READ.value],
        community=None,
        day_limit_minor=None,
        days=30,
        key=fresh_key(),
        now=clock.now(),
    )
    return made.id


def _parcel(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob has all personal data packed."""
    made = order_parcel(actor=person_of(walkers.bob_id), key=fresh_key(), now=clock.now())
    jobs.run_due(now=clock.now())
    return {"parcel": str(made)}


def _endpoint(walkers: Walkers, path: str) -> dict[str, str]:
    endpoint = commands.make_endpoint(
        actor=walkers.bob_id,
        url="https://example.org/hook",
        kinds=["payments.paid"],
        for_community=False,
        key=fresh_key(),
        now=clock.now(),
    )
    message = commands.send_test(actor=walkers.bob_id, endpoint=endpoint.id, key=fresh_key(), now=clock.now())
    return {"endpoint": str(endpoint.id), "message": str(message)}


def _asked(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice asks Bob, a day ago."""
    made = requests_commands.request_payment(
        actor=walkers.alice_id,
        payer=walkers.bob_id,
        amount_minor=300,
        note="eggs",
        days=None,
        key=fresh_key(),
        now=clock.now() - timedelta(days=1),
    )
    return {"asked": str(made)}


def _order(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob orders to pay Alice every month."""
    now = clock.now()
    plan = Plan(Rhythm.MONTH, (now + timedelta(days=LATER_DAYS)).date(), 500)
    wish = orders_commands.OrderTerms(payee=walkers.alice_id, plan=plan, note="rent")
    order = orders_commands.make_order(actor=walkers.bob_id, wish=wish, key=fresh_key(), now=now)
    if path.endswith("/resume"):
        orders_commands.pause_order(actor=walkers.bob_id, order=order, key=fresh_key(), now=now)
    return {"order": str(order)}


def _pay_list(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob has sent a table that pays Alice 2.00."""
    table, now = f"{walkers.alice_code};2.00;bread", clock.now()
    made = orders_commands.draft_list(actor=walkers.bob_id, text=table, file_name="", key=fresh_key(), now=now)
    return {"pay_list": str(made)}


def _job(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice has ordered limits by a rule, or work of the town has failed too often."""
    if path.endswith("/retry"):
        return {"job": str(given_up(walkers))}
    rule = LimitRule(LimitKind.CEILING, 70_000, Ppm(0), 0)
    now = clock.now()
    made = order_limits(actor=walkers.alice_id, asked=RegisterFilter(), rule=rule, key=fresh_key(), now=now)
    return {"job": str(made)}


def _table(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice has sent a table of members; where it is about letters they are there."""
    table, now, alice = "name,email,balance\nAda,ada@example.org,12.50\n", clock.now(), walkers.alice_id
    made = check_member_import(actor=alice, content=table, file_name="", key=fresh_key(), now=now)
    if path.endswith("/letters"):
        start_member_import(actor=alice, arrivals=made, only_whole=True, key=fresh_key(), now=now)
        bring_in(community=walkers.community, arrivals_id=made, actor=alice, progress=lambda *_far: None, now=now)
    return {"table": str(made)}


def given_up(walkers: Walkers) -> UUID:
    """Let work of the town fail for good, and return it."""
    now = clock.now()
    job = jobs.enqueue("currency.figures", {"community": str(walkers.community)}, key="broken", due_at=now, now=now)
    Job.objects.filter(pk=job).update(state=Job.State.FAILED, error="OSError: disk full")
    return job


def _dispute(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob disputes a payment to Alice; where Alice rules, one to Emma, who has answered."""
    if not path.endswith("/rule"):
        return {"dispute": str(_disputed(walkers, _paid(walkers)))}
    emma = member_by_code(community=walkers.community, code=walkers.emma_code).id
    made = _disputed(walkers, _paid(walkers, payee=emma))
    disputes_commands.answer_dispute(actor=emma, dispute=made, answer="fresh", key=fresh_key(), now=clock.now())
    return {"dispute": str(made)}


def _disputed(walkers: Walkers, payment: PaymentId) -> DisputeId:
    now = clock.now()
    return disputes_commands.open_dispute(
        actor=walkers.bob_id, payment=payment, reason="stale", key=fresh_key(), now=now
    )


def _series(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob issues two vouchers."""
    made = vouchers_commands.issue_vouchers(
        actor=walkers.bob_id,
        amount_minor=200,
        count=2,
        last_day=walkers.today + timedelta(days=LATER_DAYS),
        note="thanks",
        key=fresh_key(),
        now=clock.now(),
    )
    return {"series": str(made)}


def _shop(walkers: Walkers, path: str) -> dict[str, str]:
    """Bob keeps a shop, at whose till Alice stands."""
    now = clock.now()
    shop = communities.open_shop(actor=walkers.bob_id, name="Bakery", key=fresh_key(), now=now)
    communities.approve(actor=walkers.alice_id, member=shop, reason="", key=fresh_key(), now=now)
    staff = communities.name_staff(
        actor=walkers.bob_id,
        shop=shop,
        member=walkers.alice_id,
        capacity=Capacity.TILL,
        key=fresh_key(),
        now=now,
    )
    return {"shop": str(shop), "staff": str(staff.id)}


def _wish(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice wants Emma at Bob's shop, and waits for Bob's yes."""
    made, emma = _shop(walkers, path), member_by_code(community=walkers.community, code=walkers.emma_code)
    wish = communities.name_staff(
        actor=walkers.alice_id,
        shop=MemberId(UUID(made["shop"])),
        member=emma.id,
        capacity=Capacity.TILL,
        key=fresh_key(),
        now=clock.now(),
    )
    return made | {"wish": str(wish.id)}


def _giving(walkers: Walkers, path: str) -> dict[str, str]:
    """Alice gives everybody 1.00."""
    made = give_many(
        actor=walkers.alice_id,
        asked=RegisterFilter(),
        source=WalletRole.ISSUER,
        each_minor=100,
        reason="a feast",
        seen=count_members(walkers.community),
        key=fresh_key(),
        now=clock.now(),
    )
    return {"giving": str(made)}


_MADE: Mapping[str, Callable[[Walkers, str], dict[str, str]]] = {
    "announcement": _announcement,
    "asked": _asked,
    "change": _change,
    "dispute": _dispute,
    "endpoint": _endpoint,
    "invitation": _invitation,
    "job": _job,
    "line": _written,
    "member": _member,
    "notice": _notice,
    "order": _order,
    "parcel": _parcel,
    "pay_list": _pay_list,
    "payment": _payment,
    "report": _report,
    "giving": _giving,
    "series": _series,
    "shop": _shop,
    "staff": _shop,
    "table": _table,
    "token": _token,
    "wish": _wish,
}


def fresh_key() -> IdempotencyKey:
    """Return a key nobody has used."""
    return IdempotencyKey(uuid4().hex)

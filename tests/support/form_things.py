"""Things in the demo town that have forms of their own: asked, disputed, reported, stopped, not yet confirmed.

Run in a site's environment, `things` makes them and prints the addresses that no link leads to, by the part of the
cast that opens them; `work` does the work that is due, as the worker would.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import django

django.setup()

from allauth.account.forms import default_token_generator  # noqa: E402 -- Django is set up above
from allauth.account.models import EmailAddress, EmailConfirmationHMAC  # noqa: E402 -- as above
from allauth.account.utils import user_pk_to_url_str  # noqa: E402 -- as above
from django.contrib.auth import get_user_model  # noqa: E402 -- as above
from django.urls import reverse  # noqa: E402 -- as above

from worgl.api import commands as programs  # noqa: E402 -- as above
from worgl.communities import commands as communities  # noqa: E402 -- as above
from worgl.communities.queries import Member, page_of_members  # noqa: E402 -- as above
from worgl.communities.rules import Capacity, MemberState  # noqa: E402 -- as above
from worgl.core import clock, jobs  # noqa: E402 -- as above
from worgl.core.commands import IdempotencyKey  # noqa: E402 -- as above
from worgl.core.limits import JOB_ATTEMPTS_MAX  # noqa: E402 -- as above
from worgl.core.models import Fact, Undelivered  # noqa: E402 -- as above
from worgl.currency.queries.member_imports import ARRIVALS_JOB  # noqa: E402 -- as above
from worgl.demo.queries import demo_community, players  # noqa: E402 -- as above
from worgl.disputes import commands as disputes_commands  # noqa: E402 -- as above
from worgl.identity.commands import register_person  # noqa: E402 -- as above
from worgl.identity.rules import PersonId  # noqa: E402 -- as above
from worgl.inbox import commands as inbox  # noqa: E402 -- as above
from worgl.inbox.models import Reader  # noqa: E402 -- as above
from worgl.inbox.queries import off_token  # noqa: E402 -- as above
from worgl.inbox.tests.pushservice import Device  # noqa: E402 -- as above
from worgl.payments import commands as payments  # noqa: E402 -- as above
from worgl.requests import commands as requests_commands  # noqa: E402 -- as above
from worgl.vouchers import commands as vouchers_commands  # noqa: E402 -- as above
from worgl.vouchers.models import Voucher  # noqa: E402 -- as above
from worgl.vouchers.queries import secret_code  # noqa: E402 -- as above
from worgl.vouchers.rules import VoucherId  # noqa: E402 -- as above

PASSWORD = "plough-orchard-lantern"
NOWHERE = "http://127.0.0.1:9/hook"
"""A program that never answers."""
Cast = Mapping[str, Member]
_keys = (IdempotencyKey(f"thing-{number}") for number in count())


def things() -> dict[str, list[str]]:
    """Make what the forms are about; returns the addresses at which each of the cast begins."""
    town, now = demo_community(), clock.now()
    everybody = page_of_members(community=town.id, limit=500).items
    persons = {player.person: player.part.value for player in players()}
    cast = {persons[one.person]: one for one in everybody if one.person in persons}
    _payments(cast, now=now)
    _messages(cast, now=now)
    _hooks(cast["mira"], now=now)
    _failed_jobs(town.id, now=now)
    _wishes(cast, now=now)
    _missed_fact(now=now)
    invitation = communities.invite(actor=cast["admin"].id, uses=5, days=7, key=next(_keys), now=now)
    asking = communities.invite(actor=cast["anna"].id, uses=5, days=7, key=next(_keys), now=now)
    for name in ("Nora Newcomer", "Nils Newcomer"):
        person = _register(name)
        communities.join(actor=person, token=asking.token, name=name, answers=[], key=next(_keys), now=now)
    newcomer = _register("Nell Newcomer")
    mira = cast["mira"].person
    assert mira is not None
    redeem = reverse("vouchers:redeem", args=[town.slug])
    _devices(newcomer, now=now)
    own = reverse("requests:request", args=[town.slug, _asked_long_ago(cast, now=now)])
    return {
        "mira": [f"/off/{off_token(mira, '*')}/", f"{redeem}?code={_voucher(cast['anna'], now=now)}", own],
        "newcomer": [
            reverse("identity:sign_out_asked"),
            f"/join/{invitation.token}/",
            reverse("account_reauthenticate"),
            *_letters(newcomer),
        ],
        "stranger": [_reset(_register("Nick Newcomer"))],
        "anna": [
            reverse("communities:staff", args=[town.slug, cast["anna"].code]),
            reverse("web:leave", args=[town.slug]),
        ],
        "admin": [reverse("web:announce", args=[town.slug, name]) for name in RULES],
    }


RULES = ("levy_rate", "levy_split", "coinage_mode", "levy_day")
"""A rule of each kind: a rate, parts that make a whole, a choice, a number."""


def _register(name: str) -> PersonId:
    email = f"{name.split(maxsplit=1)[0].lower()}@browser.example"
    return register_person(email=email, name=name, password=PASSWORD, now=clock.now())


def _letters(person: PersonId) -> list[str]:
    address = EmailAddress.objects.get(user_id=person)
    return [reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])]


def _reset(person: PersonId) -> str:
    user = get_user_model().objects.get(pk=person)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return reverse("account_reset_password_from_key", args=key.split("-", 1))


def _payments(cast: Cast, *, now: datetime) -> None:
    mira, anna = cast["mira"].id, cast["anna"].id
    for _twice in range(2):
        requests_commands.request_payment(
            actor=anna, payer=mira, amount_minor=100, note="rolls", days=None, key=next(_keys), now=now
        )
        receipt = payments.pay(actor=anna, payee=mira, amount_minor=100, note="help", key=next(_keys), now=now)
        disputes_commands.open_dispute(
            actor=anna, payment=receipt.payment, reason="It was another day.", key=next(_keys), now=now
        )


def _asked_long_ago(cast: Cast, *, now: datetime) -> UUID:
    """Ask for a payment so long ago that one may remind of it."""
    return requests_commands.request_payment(
        actor=cast["mira"].id,
        payer=cast["anna"].id,
        amount_minor=100,
        note="herbs",
        days=None,
        key=next(_keys),
        now=now - timedelta(days=2),
    )


def _devices(person: PersonId, *, now: datetime) -> None:
    """Let a device be told, and let the person's letters come back."""
    device = Device()
    inbox.add_endpoint(
        actor=person,
        address="https://push.example.org/1",
        public=device.public_text,
        secret=device.secret_text,
        name="A telephone",
        key=next(_keys),
        now=now,
    )
    returned = {"bounced_address": "nell@browser.example", "bounced_reason": "no such box", "bounced_at": now}
    Reader.objects.update_or_create(pk=person, defaults=returned)


def _voucher(issuer: Member, *, now: datetime) -> str:
    series = vouchers_commands.issue_vouchers(
        actor=issuer.id,
        amount_minor=100,
        count=1,
        last_day=now.date() + timedelta(days=7),
        note="",
        key=next(_keys),
        now=now,
    )
    return secret_code(VoucherId(Voucher.objects.get(series=series).pk))


def _messages(cast: Cast, *, now: datetime) -> None:
    mira, anna = cast["mira"].id, cast["anna"].id
    communities.write_to(actor=anna, member=mira, text="Good morning!", key=next(_keys), now=now)
    communities.report_member(actor=anna, member=cast["otto"].id, reason="Too loud.", key=next(_keys), now=now)
    communities.publish_notice(
        actor=cast["admin"].id, title="Feast", body="On Sunday.", days=7, key=next(_keys), now=now
    )


def _hooks(mira: Member, *, now: datetime) -> None:
    """Make an endpoint that was switched off because it took nothing, and one whose message was taken."""
    for address, gone in ((f"{NOWHERE}/off", timedelta(days=5)), (f"{NOWHERE}/on", timedelta())):
        begun = now - gone
        hook = programs.make_endpoint(
            actor=mira.id, url=address, kinds=["payments.paid"], for_community=False, key=next(_keys), now=begun
        )
        programs.send_test(actor=mira.id, endpoint=hook.id, key=next(_keys), now=begun)
        moment = begun
        while parcel := programs.claim(now=moment):
            if gone:
                programs.note_failed(parcel, status=500, error="no answer", now=moment)
            else:
                programs.note_delivered(parcel, status=200, now=moment)
            moment += timedelta(hours=18)


def _failed_jobs(town: UUID, *, now: datetime) -> None:
    """Let two pieces of work fail for good: they are about a table that is not there."""
    nobody = str(UUID(int=7))
    args = {"community": str(town), "arrivals": nobody, "actor": nobody}
    for number in range(2):
        job = jobs.enqueue(ARRIVALS_JOB, args, key=f"forms-{number}", due_at=now, now=now)
        for tries in range(JOB_ATTEMPTS_MAX):
            jobs.run_job(job, now=now + timedelta(hours=tries))


def _wishes(cast: Cast, *, now: datetime) -> None:
    """Let an administrator name two people for anna's shop: that waits for anna's yes or no."""
    for who in ("mira", "lena"):
        communities.name_staff(
            actor=cast["admin"].id,
            shop=cast["anna"].id,
            member=cast[who].id,
            capacity=Capacity.TILL,
            key=next(_keys),
            now=now,
        )


def _missed_fact(*, now: datetime) -> None:
    """Leave a fact that a reader could not take for days, for the operator to offer again."""
    fact = Fact.objects.earliest("pk")
    Undelivered.objects.create(fact=fact, reader="tests.nobody", attempts=20, since=now, due_at=None, error="gone")


def reinstate_all() -> None:
    """Let those act again whom the administrator has paused by the way, so that what ends comes last."""
    town, now = demo_community(), clock.now()
    persons = {player.part.value: player.person for player in players()}
    admin = next(one for one in page_of_members(community=town.id, limit=500).items if one.person == persons["admin"])
    for one in page_of_members(community=town.id, states=[MemberState.SUSPENDED], limit=500).items:
        communities.reinstate(actor=admin.id, member=one.id, key=IdempotencyKey(f"again-{one.id}"), now=now)


if __name__ == "__main__":
    if sys.argv[1] == "things":
        sys.stdout.write(json.dumps(things()))
    else:
        jobs.run_due(now=clock.now())
        reinstate_all()

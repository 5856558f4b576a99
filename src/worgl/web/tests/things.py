"""What the addresses of pages name, made in the town and there: Bob's own, Bob's with Alice, or the town's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from tests.support.things import a_key, a_picture, fresh_key, person_of, things_for
from worgl.communities import commands as communities
from worgl.communities.queries import community, member
from worgl.communities.rules import MemberId, TextKind
from worgl.core import clock, recipes
from worgl.currency.tests.walkers import Walkers
from worgl.identity.commands import show_picture
from worgl.inbox.queries import off_token
from worgl.inbox.tests.builders import a_device
from worgl.requests import commands as requests_commands
from worgl.requests.queries import request_view
from worgl.requests.rules.requests import RequestId

Made = Mapping[str, object]

ALWAYS: Made = {
    "name": "levy_rate",
    "chart": "supply",
    "token": "nothing",
    "key": "nothing",
    "uidb36": "1",
    "provider": "none",
    "pk": 7,
    "client": "nothing",
    "topic": "nothing",
    "operation": "nothing",
}
"""What nothing is made for: words, and what only the sign-in's own tests make."""

OF_THE_API = {
    "communities:act": "/applications/{member}",
    "communities:dismiss_notice": "{announcement}",
    "communities:join": "{token}",
    "communities:resolve": "{report}",
    "communities:revoke_invitation": "{invitation}",
    "communities:withdraw_notice": "{announcement}",
    "currency:arrival_letters": "{table}/letters",
    "currency:arrival_links": "{table}/letters",
    "currency:arrivals": "{table}",
    "currency:arrival_faults": "{table}",
    "currency:giving": "{giving}",
    "currency:limit_order": "{job}",
    "inbox:open": "{notice}",
    "web:everything_fetch": "{parcel}",
    "web:operator_retry": "{job}/retry",
    "web:retry_job": "{job}/retry",
    "web:withdraw": "{change}",
    "api:hook": "{endpoint}",
    "api:hook_act": "{endpoint}",
    "api:hook_replay": "{endpoint}",
    "disputes:dispute": "{dispute}",
    "disputes:dispute_change": "{dispute}",
}
"""What the tables of the API name as well, by its addresses; of what stands not here the argument says it."""
RENAMED = {"table": "arrivals", "announcement": "notice", "asked": "request_id"}
"""What pages call otherwise than the API does."""
ALIKE = {"order", "pay_list", "payment", "series"}
SHOPS = {"staff", "end_staff", "shop_picture", "forget_shop_picture", "agree_to_staff", "refuse_staff"}


def filled(town: Walkers, name: str, arguments: Iterable[str]) -> dict[str, object]:
    """Make what an address names, and return its arguments."""
    own: dict[str, object] = {**ALWAYS, "slug": town.slug, "code": town.bob_code, "member": town.bob_id}
    space, _, page = name.rpartition(":")
    for path in [OF_THE_API[name]] if name in OF_THE_API else [f"{{{each}}}" for each in ALIKE & set(arguments)]:
        made = things_for(town, path)
        own |= made | {ours: made[theirs] for theirs, ours in RENAMED.items() if theirs in made}
    if space == "communities" and page in SHOPS:
        own |= _shop(town, page)
    if "request_id" in arguments:
        own["request_id"] = _till(town) if page.startswith("till_") else things_for(town, "{asked}")["asked"]
    if name in ACTS:
        own["act"] = ACTS[name]
    if name in _MADE:
        own |= _MADE[name](town)
    return {argument: own[argument] for argument in arguments}


ACTS = {
    "communities:act": "approve",
    "disputes:dispute_change": "settle",
    "orders:order_change": "pause",
    "api:hook_act": "test",
}


def _shop(town: Walkers, page: str) -> Made:
    made = things_for(town, "{wish}" if page in {"agree_to_staff", "refuse_staff"} else "{shop}")
    return {**made, "code": member(MemberId(UUID(made["shop"]))).code}


def _till(town: Walkers) -> object:
    return requests_commands.show_at_till(
        actor=town.bob_id, amount_minor=100, note="", key=fresh_key(), now=clock.now()
    )


def _device(town: Walkers) -> Made:
    """Let a phone of Bob's take push messages."""
    return {"endpoint": a_device(person_of(town.bob_id))}


def _off(town: Walkers) -> Made:
    return {"token": off_token(person_of(town.bob_id), "payments.paid")}


def _face(town: Walkers) -> Made:
    """Let Bob show a picture."""
    content, now = a_picture(), clock.now()
    return {"digest": show_picture(actor=person_of(town.bob_id), content=content, key=fresh_key(), now=now)}


def _link(town: Walkers) -> Made:
    """Alice asks Bob, and hands on the link."""
    own = RequestId(UUID(things_for(town, "{asked}")["asked"]))
    return {"code": request_view(request=own, viewer=town.alice_id, now=clock.now()).code}


def _lines(town: Walkers) -> Made:
    """Alice and Emma write to Bob."""
    things_for(town, "{line}")
    return {}


def _logo(town: Walkers) -> Made:
    communities.show_logo(actor=town.alice_id, content=a_picture(), key=fresh_key(), now=clock.now())
    return {"kind": "logo", "mark": community(town.community).logo[:8]}


def _style(town: Walkers) -> Made:
    return {"mark": community(town.community).look or "0"}


def _text(town: Walkers) -> Made:
    """Alice publishes an imprint."""
    number = communities.publish_text(
        actor=town.alice_id, kind=TextKind.IMPRINT, body="We are a town.", key=fresh_key(), now=clock.now()
    )
    return {"kind": TextKind.IMPRINT.value, "version": number}


def _key(town: Walkers) -> Made:
    """Bob makes a key for a program."""
    return {"personal_key": a_key(person_of(town.bob_id))}


def _recipe(_town: Walkers) -> Made:
    return {"name": recipes.names()[0]}


_MADE: Mapping[str, Callable[[Walkers], Made]] = {
    **dict.fromkeys(("communities:block", "communities:chat", "communities:new_lines", "communities:report"), _lines),
    "communities:look_picture": _logo,
    "communities:picture": _face,
    "communities:style": _style,
    "communities:text": _text,
    "communities:text_version": _text,
    "communities:write_text": _text,
    "inbox:off": _off,
    "inbox:remove_device": _device,
    "requests:request_link": _link,
    "web:recipe": _recipe,
    "api:revoke_key": _key,
}

"""Every address of the document, filled in and ready to be tried, with what can be sent to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from worgl.api.tests.builders import (
    LATER_DAYS,
    Program,
    Programs,
    a_picture,
    fresh_key,
    things_for,
)
from worgl.core import clock
from worgl.currency.commands import set_limits
from worgl.currency.tests.walkers import Walkers


@dataclass(frozen=True, slots=True)
class Door:
    """An address with what it needs, and a town in which it can be tried."""

    method: str
    path: str
    body: object

    def tried_by(self, who: Program) -> int:
        return who.send(self.method, self.path, self.body).status_code


def door(town: Programs, method: str, path: str) -> Door:
    """Return an address filled in: with Bob, Emil who applied, and what `things_for` makes."""
    walkers, now = town.town, clock.now()
    set_limits(
        actor=walkers.alice_id, member=walkers.bob_id, credit_minor=None, ceiling_minor=None, key=fresh_key(), now=now
    )
    filled = things_for(walkers, path)
    payee, later = walkers.emma_code, (now + timedelta(days=LATER_DAYS)).date().isoformat()
    bodies: dict[str, object] = {
        "/approve": {},
        "/decline": {"reason": "full"},
        "/suspend": {"reason": "test"},
        "/reinstate": {},
        "/policy/changes": {
            "name": "levy_rate",
            "value": 5_000,
            "applies_on": later,
        },
        "/announcements": {"title": "Market on Sunday", "body": "From ten.", "days": 3},
        "/batch": {"id": str(uuid4()), "payee": payee, "minor": 5, "unit": "ALD"},
        "/preview": {"payee": payee, "amount": {"minor": 100, "unit": "ALD"}},
        "/payments": {"payee": payee, "amount": {"minor": 100, "unit": "ALD"}, "note": "an egg"},
        "/invitations": {"uses": 1, "days": 7},
        "/name": {"name": "Alderbrook on the hill"},
        "/cap": {"cap": 600},
        "/words": {"words": {"member": "neighbour"}},
        "/webhooks": {"url": "https://example.org/hook", "kinds": ["payments.paid"]},
        "/webhooks/{endpoint}": {"kinds": ["payments.refunded"]},
        "/refund": {"reason": "broken"},
        "/refund/preview": {"reason": "broken"},
        "/requests": {"payer": payee, "amount": {"minor": 100, "unit": "ALD"}, "note": "eggs", "days": 3},
        "/requests/till": {"amount": {"minor": 100, "unit": "ALD"}},
        "/deny": {"reason": "not mine"},
        "/pay-lists": f"{payee};1.00;bread",
        "/start": {"mode": "all"},
        "/standing-orders": {
            "payee": payee,
            "amount": {"minor": 900, "unit": "ALD"},
            "rhythm": "month",
            "first": later,
            "times": 3,
            "is_split": True,
        },
        "/dispute": {"reason": "never came"},
        "/answer": {"answer": "it did"},
        "/rule": {"reason": "half is fair", "back": {"minor": 50, "unit": "ALD"}},
        "/vouchers": {"amount": {"minor": 100, "unit": "ALD"}, "count": 2, "last_day": later},
        "/vouchers/redeem": {"code": "ABCD-EFGH-JKMN-PQRS"},
        "/notices/choices/{kind}": {"in_app": True, "email": "never", "push": False},
        "/notices/hours": {"zone": "Europe/Vienna", "hour": 7},
        "/shops": {"name": "Kiosk"},
        "/staff": {"member": payee, "capacity": "till"},
    }
    bodies |= _of_officers(payee) | _of_people(filled)
    ends = sorted((end for end in bodies if path.endswith(end)), key=len)
    body = bodies[ends[-1]] if ends and method in {"POST", "PUT"} else None
    query = _query(walkers, path) if method == "GET" else ""
    return Door(method, re.sub(r"\{(\w+)\}", lambda found: filled[found[1]], path) + query, body)


_ONE = {"minor": 100, "unit": "ALD"}


def _of_officers(payee: str) -> dict[str, object]:
    """Return what officers send."""
    return {
        "/grants": {"payee": payee, "amount": _ONE, "reason": "a start"},
        "/operator/payments": {"payee": payee, "amount": _ONE, "reason": "a lamp"},
        "/commons/payments": {"payee": payee, "amount": _ONE, "reason": "a bench"},
        "/limits": {"ceiling_minor": 50_000},
        "/givings": {"who": {"kind": "person"}, "amount": _ONE, "reason": "a feast", "seen": 3},
        "/limits/by-rule": {"who": {"kind": "person"}, "rule": {"which": "ceiling", "base_minor": 50_000}},
        "/currency": {"name": "elder"},
        "/grants/preview": {"payee": payee, "amount": _ONE, "reason": "a start"},
        "/commons/payments/preview": {"payee": payee, "amount": _ONE, "reason": "a bench"},
        "/operator/payments/preview": {"payee": payee, "amount": _ONE, "reason": "a lamp"},
        "/policy/preview": {"name": "levy_rate", "value": 5_000},
        "/imports": "name,balance\nAda,12.50\n",
        "/imports/{table}/start": {"only_whole": True},
        "/links": {"days": 30},
        "/letters": {"days": 30},
    }


FOUNDED = {
    "name": "Birchfield",
    "slug": "birchfield",
    "preset": "time_bank",
    "zone": "Europe/Vienna",
    "decimal_mark": ",",
}
"""An address is given once: who is tried first, from the right, gets it."""


def _of_people(filled: dict[str, str]) -> dict[str, object]:
    """Return what people say and show."""
    return {
        "/read": {"until": filled.get("until", str(uuid4()))},
        "/chats/{member}/messages": {"text": "Are there eggs?"},
        "/report": {"reason": "rude"},
        "/resolve": {"reason": "spoke with both"},
        "/me/picture": a_picture(),
        "/look": {"colour": "#aa3300"},
        "/look/logo": a_picture(),
        "/look/icon": a_picture(),
        "/texts/agree": {"number": 0},
        "/texts/{kind}": {"body": "Be kind."},
        "/me/name": {"name": "Somebody Else"},
        "/me/preferences": {"language": "de", "theme": "dark"},
        "/about-me": {"name": "Somebody Else", "about": "I bake."},
        "/found": FOUNDED,
        "/join": {"name": "Somebody New"},
        "/questions": {"text": "What can you do?", "kind": "text", "required": True},
        "/questions/drop": {"text": "Nobody asks this"},
        "/leave": {"rest": {"minor": 10_000, "unit": "ALD"}},
    }


def _query(walkers: Walkers, path: str) -> str:
    queries = {
        "/till": f"?day={walkers.today}",
        "/till.csv": f"?day={walkers.today}",
        "/town/days.csv": "?since=2026-01-01",
        "/statement.csv": "?start=2026-01-01&end=2026-01-31",
        "/statement.pdf": "?start=2026-01-01&end=2026-01-31",
        "/town/days": "?since=2026-01-01",
        "/givings/preview": "?each_minor=100",
        "/limits/by-rule": "?which=ceiling&base_minor=50000",
        "/statement": "?start=2026-01-01&end=2026-01-31",
    }
    return next((query for end, query in queries.items() if path.endswith(end)), "")

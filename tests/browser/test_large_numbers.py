"""Large numbers stay whole and leave nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import (
    DESK,
    PHONE,
    Site,
    act_as,
    demo_site,
    served,
)

pytestmark = pytest.mark.browser

RICHES = """
import django
django.setup()
from worgl.communities.models import PolicyRow
from worgl.communities.queries import page_of_members
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.demo.queries import demo_community
from worgl.payments import commands as payments
from worgl.requests.commands import request_payment
town, now = demo_community(), clock.now()
people = page_of_members(community=town.id, limit=500).items
admin = next(one for one in people if one.is_treasurer)
mira = next(one for one in people if one.name == "Mira Feldner")
otto = next(one for one in people if one.name == "Otto Lindbacher")
rich = 10**12
for number, one in enumerate((mira, otto)):
    commands.set_limits(
        actor=admin.id,
        member=one.id,
        credit_minor=None,
        ceiling_minor=rich * 90,
        key=IdempotencyKey(f"limit-{number}"),
        now=now,
    )
commands.issue(
    actor=admin.id, payee=mira.id, amount_minor=rich * 2, reason="a great deal", key=IdempotencyKey("rich"), now=now
)
# The most one payment may move is a rule of founding; a town without it is tried here.
PolicyRow.objects.filter(community=town.id, name__in=["payment_limit", "payment_share"]).update(value=0)
paid = payments.pay(actor=mira.id, payee=otto.id, amount_minor=rich, note="", key=IdempotencyKey("paid"), now=now)
asked = request_payment(
    actor=otto.id, payer=mira.id, amount_minor=rich, note="", days=None, key=IdempotencyKey("asked"), now=now
)
print(paid.payment, asked)
"""
BROKEN = """() => {
  const number = /[+−]?\\d{1,3}(?:[.,\\u202f']\\d{3})+(?:[.,]\\d+)?/g;
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const found of node.data.matchAll(number)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width > 1 && one.height > 1);
      if (new Set(lines.map((one) => Math.round(one.top))).size > 1) faults.push(`broken: ${found[0]}`);
      const isOut = (one) => one.right > innerWidth + 1 || one.left < -1;
      if (lines.some(isOut)) faults.push(`leaves the window: ${found[0]}`);
      const card = node.parentElement.closest(".card, .hero");
      const edge = card && card.getBoundingClientRect().right;
      if (card && lines.some((one) => one.right > edge + 1)) faults.push(`leaves its card: ${found[0]}`);
    }
  }
  return faults;
}"""
COUNTED = "() => [...document.body.innerText.matchAll(/\\d{1,3}(?:,\\d{3}){3,}\\.\\d\\d/g)].length"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str, str]]:
    """Serve a town in which two people have a million million."""
    one = demo_site(tmp_path_factory.mktemp("rich"), host="127.0.0.1")
    payment, asked = one.run("-c", RICHES).split()
    with served(one):
        yield one, payment, asked


@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_large_numbers_never_break_and_leave_nothing(
    chromium: Browser, rich: tuple[Site, str, str], width: int
) -> None:
    site, payment, asked = rich
    context = chromium.new_context(base_url=site.url, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    faults, counted = [], 0
    for who, paths in (
        (
            "mira",
            [
                "",
                "activity/",
                "statement/",
                f"receipt/{payment}/",
                f"requests/{asked}/",
                "requests/",
                "town/",
                "vouchers/",
            ],
        ),
        ("otto", ["", f"receipt/{payment}/refund/", "till/", "till/day/"]),
        ("admin", ["admin/", "admin/members/?sort=most", "town/limits/", "town/issue/", "town/rehearsal/"]),
    ):
        town = act_as(page, who)
        for path in paths:
            page.goto(town + path)
            counted += page.evaluate(COUNTED)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            faults += [f"{page.url}: {fault}" for fault in page.evaluate(BROKEN)]
            faults += [f"{page.url}: {wide} px too wide"] if wide > 0 else []
    context.close()
    assert counted > 15, "there are no large numbers on these pages"
    assert not faults, "\n".join(faults)

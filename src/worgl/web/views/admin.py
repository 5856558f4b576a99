"""Administration: what needs a person, how the money fares, and the ways to everything an administrator can do."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from worgl.communities import commands as communities
from worgl.communities.pages import MemberRequest, admin_page
from worgl.core import clock
from worgl.core.charts import spark_line
from worgl.core.counts import Count
from worgl.core.downloads import download
from worgl.core.errors import NotFound
from worgl.core.forms import form_key
from worgl.core.needs import Asking
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import Coin, coin_on
from worgl.currency.queries import town_health
from worgl.currency.rules import ACTIVE_DAYS, TownHealth
from worgl.web.menu import menu_of
from worgl.web.views.health import CHARTS, as_csv, gini_text, turns_text, whole_percent
from worgl.web.views.needs import ON_HUB, needs_of

RANGES = {"90": gettext_lazy("90 days"), "365": gettext_lazy("1 year")}
RANGE_DEFAULT = "90"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One number of the health, with what it means and how it has moved."""

    name: str
    value: str
    meaning: str
    spark: str = ""


@admin_page
@require_safe
def hub(request: MemberRequest) -> HttpResponse:
    """Show what needs a person, the health of the money, and the ways to everything an administrator can do."""
    now, coin, community = clock.now(), coin_on(request), request.community
    chosen = _chosen(request)
    health = town_health(community=community.id, viewer=request.member.id, days=int(chosen), now=now)
    context = {
        "title": _("Administration"),
        "back": reverse("currency:town", args=[community.slug]),
        "needs": needs_of(Asking(community.id, community.slug, request.member.id, now, ON_HUB)),
        "links": menu_of(request),
        "ranges": [(text, name, text == chosen) for text, name in RANGES.items()],
        "days": chosen,
        "days_query": f"days={chosen}",
        "counted_at": health.counted_at,
        "kpis": _kpis(health, coin) if health.states else (),
        "charts": [(chart, chart.draw(health, coin)) for chart in CHARTS.values()] if health.states else (),
    }
    return render(request, "web/admin.html", context)


def _chosen(request: MemberRequest) -> str:
    chosen = request.GET.get("days", RANGE_DEFAULT)
    return chosen if chosen in RANGES else RANGE_DEFAULT


def _kpis(health: TownHealth, coin: Coin) -> tuple[Kpi, ...]:
    last, figure = health.states[-1], health.days[-1]
    month = health.days[-ACTIVE_DAYS:]
    found, days = health.turns_tenths, ACTIVE_DAYS
    payments = sum(one.payments for one in month)
    gini = "–" if last.gini_ppm is None else gini_text(last.gini_ppm, coin)
    idle = "–" if last.idle_ppm is None else whole_percent(last.idle_ppm)
    return (
        Kpi(
            _("In circulation, {coin}").format(coin=coin.name),
            amount_text(figure.supply_minor, coin),
            _("{fund} of it in the common fund").format(fund=amount_text(last.commons_minor, coin)),
            spark_line([one.supply_minor for one in health.days]),
        ),
        Kpi(
            _("Trade in {days} days, {coin}").format(days=days, coin=coin.name),
            amount_text(sum(one.volume_minor for one in month), coin),
            ngettext("{count} payment", "{count} payments", payments).format(count=Count(payments)),
            spark_line([one.volume_minor for one in health.days]),
        ),
        Kpi(
            _("Velocity"),
            f"{turns_text(found[-1], coin)}×",
            _("turns of the money a year"),
            spark_line(found),
        ),
        Kpi(
            _("Active members"),
            str(last.active),
            _("of {members}, in {days} days").format(members=Count(last.members), days=days),
            spark_line([state.active for state in health.states]),
        ),
        Kpi(_("Gini of balances"), gini, _("0 equal, 1 all with one")),
        Kpi(_("Idle money"), idle, _("with people who paid nobody for {days} days").format(days=days)),
    )


@admin_page
@require_safe
def chart_csv(request: MemberRequest, chart: str) -> HttpResponse:
    """Give what a chart shows as a table file."""
    if chart not in CHARTS:
        raise NotFound
    community, days = request.community, _chosen(request)
    health = town_health(community=community.id, viewer=request.member.id, days=int(days), now=clock.now())
    table = as_csv(CHARTS[chart].rows(health, coin_on(request)))
    name = f"{community.slug}-{chart}-{days}"
    return download(request, table, name=name, decimal_mark=community.decimal_mark)


@admin_page
@require_POST
def retry_job(request: MemberRequest, job: UUID) -> HttpResponse:
    """Let work that was given up run again."""
    communities.retry_job(actor=request.member.id, job=job, key=form_key(request.POST), now=clock.now())
    messages.success(request, _("It runs again in a moment."))
    return redirect("web:admin", slug=request.community.slug)

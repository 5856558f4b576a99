"""Keys point down, commands are whole, addresses have names, pages carry no inline code."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.checks import web
from tests.architecture.planting import PACKAGE, plant, report
from tests.architecture.test_layers import layers
from worgl.core.links import LINKS

RANK = {name: height for height, layer in enumerate(reversed(layers())) for name in layer}


def test_foreign_keys_point_down() -> None:
    faults = web.upward_keys(PACKAGE, RANK)
    assert not faults, report(faults)


def test_no_foreign_model_is_fetched_by_name() -> None:
    faults = web.fetched_models(PACKAGE)
    assert not faults, report(faults)


def test_no_foreign_table_is_named_in_sql() -> None:
    tables = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}
    faults = web.foreign_tables(PACKAGE, tables)
    assert not faults, report(faults)


def test_a_foreign_table_in_sql_is_caught(tmp_path: Path) -> None:
    package = plant(tmp_path, {"town/queries.py": 'ASK = "SELECT id FROM shop_offer JOIN town_street USING (id)"'})
    (fault,) = web.foreign_tables(package, {"shop_offer": "shop", "town_street": "town", "shop_offers": "shop"})
    assert fault.sentence == "the table shop_offer is shop's"


def test_nothing_flows_by_signals() -> None:
    faults = web.signals(PACKAGE)
    assert not faults, report(faults)


def test_every_command_takes_actor_key_and_now() -> None:
    faults = web.loose_commands(PACKAGE)
    assert not faults, report(faults)


def test_every_address_has_a_name() -> None:
    faults = web.unnamed_routes(PACKAGE)
    assert not faults, report(faults)


def test_pages_carry_no_inline_code() -> None:
    faults = web.inline_code(PACKAGE)
    assert not faults, report(faults)


def test_settings_are_read_in_one_place() -> None:
    faults = web.environment_reads(PACKAGE)
    assert not faults, report(faults)


def test_no_domain_names_an_address_above_it() -> None:
    faults = web.upward_addresses(PACKAGE, RANK)
    assert not faults, report(faults)


def test_every_link_in_a_template_is_known() -> None:
    faults = web.unknown_links(PACKAGE, {link.name for link in LINKS})
    assert not faults, report(faults)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("currency/notices.py", 'KIND = Kind(route="payments:activity")'),
        ("currency/views/member_register.py", 'back = reverse("web:admin", args=[slug])'),
        ("communities/views.py", "return redirect('payments:home', slug=slug)"),
        ("communities/pages.py", 'FREE = frozenset({"web:leave"})'),
        ("communities/rules.py", 'route = f"payments:{kind}"'),
        ("communities/templates/communities/x.html", '<a href="{% url "payments:pay" slug %}">'),
        ("core/templates/base.html", "{% url 'identity:settings' %}"),
        ("identity/views.py", 'reverse("ledger:books")'),
        ("web/context.py", 'PLACES = {"api:hook": "town"}'),
    ],
)
def test_an_address_above_is_caught(tmp_path: Path, file: str, text: str) -> None:
    (fault,) = web.upward_addresses(plant(tmp_path, {file: text}), RANK)
    assert "which is not below" in fault.sentence


def test_addresses_below_and_other_words_pass(tmp_path: Path) -> None:
    text = """
        x = reverse("communities:members")
        y = reverse("payments:home")
        z = "urn:x", "http://x", "web: a word"
        kind = "currency.levy"
    """
    assert not web.upward_addresses(plant(tmp_path, {"payments/views.py": text, "web/views.py": text}), RANK)
    test = {"currency/tests/test_x.py": 'client.get(reverse("payments:home"))'}
    assert not web.upward_addresses(plant(tmp_path, test), RANK)


def test_a_link_that_means_nothing_is_caught(tmp_path: Path) -> None:
    page = plant(
        tmp_path, {"town/templates/town/x.html": '<a href="{% link "home" slug %}"><a href="{% link "hom" %}">'}
    )
    (fault,) = web.unknown_links(page, {"home"})
    assert fault.sentence == "no link is called hom"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("communities/models.py", 'x = models.ForeignKey("payments.Payment", on_delete=models.CASCADE)'),
        ("communities/models.py", 'x = OneToOneField(to="currency.Currency", on_delete=CASCADE)'),
        ("core/models.py", "x = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)"),
        ("ledger/models.py", 'x = models.ManyToManyField("identity.Person")'),
        ("communities/migrations/0001_initial.py", 'x = models.ForeignKey(to="payments.payment", on_delete=1)'),
        ("core/migrations/0001_initial.py", "x = models.ForeignKey(to=settings.AUTH_USER_MODEL, on_delete=1)"),
    ],
)
def test_an_upward_key_is_caught(tmp_path: Path, file: str, text: str) -> None:
    assert len(web.upward_keys(plant(tmp_path, {file: text}), RANK)) == 1


def test_downward_and_own_keys_pass(tmp_path: Path) -> None:
    text = (
        'x = models.ForeignKey("communities.Community", 1)\ny = models.ForeignKey("Payment", 1)\nz = ForeignKey(Own, 1)'
    )
    assert not web.upward_keys(plant(tmp_path, {"payments/models.py": text}), RANK)


def test_a_model_fetched_by_name_is_caught(tmp_path: Path) -> None:
    text = 'apps.get_model("shop", "Offer")\napps.get_model("town.Street")\n'
    (fault,) = web.fetched_models(plant(tmp_path, {"town/queries.py": text}))
    assert fault.line == 1


@pytest.mark.parametrize(
    "text", ["from django.dispatch import receiver", "from django.db.models.signals import post_save"]
)
def test_a_signal_is_caught(tmp_path: Path, text: str) -> None:
    assert web.signals(plant(tmp_path, {"shop/jobs.py": text}))


@pytest.mark.parametrize(
    "head",
    [
        "def sell(*, actor, now)",
        "def sell(actor, key, now)",
        "def sell(offer, *, actor, key, now)",
        "def sell(*offers, actor, key, now)",
    ],
)
def test_a_loose_command_is_caught(tmp_path: Path, head: str) -> None:
    assert web.loose_commands(plant(tmp_path, {"shop/commands.py": f"@command\n{head}: ..."}))


def test_a_whole_command_passes(tmp_path: Path) -> None:
    text = "@command\ndef sell(*, actor, offer, key, now): ...\ndef helper(x): ..."
    assert not web.loose_commands(plant(tmp_path, {"shop/commands.py": text}))


@pytest.mark.parametrize(
    "text",
    [
        'app_name = "shop"\nurlpatterns = [path("", views.home)]',
        'urlpatterns = [path("", views.home, name="home")]',
    ],
)
def test_an_unnamed_address_is_caught(tmp_path: Path, text: str) -> None:
    assert len(web.unnamed_routes(plant(tmp_path, {"shop/urls.py": text}))) == 1


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        '<button onclick="pay()">',
        "<body hx-on:click='x'>",
        '<a href="javascript:pay()">',
    ],
)
def test_inline_code_is_caught(tmp_path: Path, line: str) -> None:
    assert web.inline_code(plant(tmp_path, {"shop/templates/shop/page.html": line}))


def test_a_script_file_passes(tmp_path: Path) -> None:
    line = '<script src="{% static "app.js" %}" defer></script><p class="styled" data-on="1">'
    assert not web.inline_code(plant(tmp_path, {"shop/templates/shop/page.html": line}))


@pytest.mark.parametrize("text", ['import os\nx = os.environ["A"]', 'from os import getenv\nx = getenv("A")'])
def test_a_setting_read_elsewhere_is_caught(tmp_path: Path, text: str) -> None:
    assert web.environment_reads(plant(tmp_path, {"shop/views.py": text}))


@pytest.mark.parametrize(
    "text", ['os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")', "x = {**os.environ, 'a': 'b'}"]
)
def test_an_environment_given_on_passes(tmp_path: Path, text: str) -> None:
    assert not web.environment_reads(plant(tmp_path, {"cli/main.py": f"import os\n{text}"}))

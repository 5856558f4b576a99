"""Every domain says what it is, and leaves out nothing that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import ModuleType
from typing import ClassVar

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver
from ninja import Router

from tests.architecture.checks.domains import (
    code_faults,
    undeclared,
    undeclared_codes,
    unheard_facts,
    unled_links,
    unmounted,
    unplaced_facts,
    unplaced_models,
    unshown_addresses,
    untold_models,
    unworded,
)
from tools.docs import import_all
from worgl.core import domains as declaring
from worgl.core.checks import Check
from worgl.core.codes import CodeMeaning
from worgl.core.domains import Domain, DomainConfig, codes, trade, webhook_events
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact
from worgl.core.linking import Link
from worgl.core.links import LINKS
from worgl.core.models import Seal
from worgl.core.notices import Group, Kind
from worgl.core.parameters import Parameter, ParameterGroup
from worgl.core.places import Page, Place
from worgl.core.readers import Reader
from worgl.core.sealing import Sealed
from worgl.core.works import Beside, Expiry, job, planned

SIZE = Parameter("shop_size", "int", 1, maximum=9, sentence="How large a shop may be.")


def domains() -> Mapping[str, Domain]:
    """Return the domains of the settings, without what other tests have declared."""
    return {name: own for name, own in declaring.domains().items() if name in apps.app_configs}


def test_every_domain_declares_itself() -> None:
    own = [one for one in apps.get_app_configs() if one.name.startswith("worgl.")]
    assert [one.name for one in own if not isinstance(one, DomainConfig)] == []


def test_what_is_written_in_a_room_is_declared() -> None:
    faults = list(undeclared(import_all(), domains()))
    assert not faults, "\n".join(faults)


def test_every_parameter_has_its_words() -> None:
    lacks = [unworded(one) for domain in domains().values() for one in domain.parameters]
    assert not any(lacks), lacks


def test_a_parameter_that_is_on_no_page_is_caught() -> None:
    rules = ModuleType("worgl.shop.rules.policy")
    rules.__dict__["PARAMETERS"] = {SIZE.name: SIZE}
    (fault,) = undeclared([rules], {"shop": Domain()})
    assert "the parameter shop_size is not declared in shop/apps.py" in fault
    assert not list(undeclared([rules], {"shop": Domain(groups=(ParameterGroup("x", "Shops", (SIZE,)),))}))
    assert not list(undeclared([rules], {"shop": Domain(unseen=(SIZE,))}))


@dataclass(frozen=True, slots=True)
class Sold(Fact):
    """Something was sold."""

    topic: ClassVar[str] = "shop.sold"


def _nothing(_run: object) -> None: ...


SWEEP = job("shop.sweep")(_nothing)
PLAN = planned(_nothing)
SEND = Beside("shop.post", lambda _now, _stop: 0)
STALE = Expiry("offers", is_due=lambda _now: False, close=lambda _now: 0)
STOCK = Check("shop.stock", "What is in stock.", lambda _subject: iter(()))
SEAL = Sealed("offer", Seal, ("id",))
KIND = Kind("shop.sold", Group.MONEY, "store", "green", "Sold", "Sold.", "Look", "shop:home")
TELLER = Reader(Sold, lambda _fact, _now: None, takes_many=False)


@pytest.mark.parametrize(
    ("room", "held", "whole"),
    [
        ("jobs", SWEEP, Domain(jobs=(SWEEP,))),
        ("jobs", PLAN, Domain(jobs=(PLAN,))),
        ("jobs.post", SEND, Domain(jobs=(SEND,))),
        ("jobs", STALE, Domain(expiries=(STALE,))),
        ("checks", STOCK, Domain(checks=(STOCK,))),
        ("seals", SEAL, Domain(seals=(SEAL,))),
        ("notices", KIND, Domain(notices=(KIND,))),
        ("notices.sales", TELLER, Domain(tellers=(TELLER,))),
        ("jobs", TELLER, Domain(readers=(TELLER,))),
    ],
)
def test_what_is_written_and_not_declared_is_caught(room: str, held: object, whole: Domain) -> None:
    module = ModuleType(f"worgl.shop.{room}")
    module.__dict__["held"] = held
    (fault,) = undeclared([module], {"shop": Domain()})
    assert fault.startswith(f"worgl.shop.{room}: the ")
    assert not list(undeclared([module], {"shop": whole}))


def test_every_fact_is_told_by_a_notice_or_its_silence_has_a_reason() -> None:
    faults = list(unheard_facts(import_all(), domains()))
    assert not faults, "\n".join(faults)
    assert all(reason for domain in domains().values() for reason in domain.silent.values())


def test_a_fact_that_tells_nobody_anything_is_caught() -> None:
    room = ModuleType("worgl.shop.facts")
    sold = type("Sold", (Fact,), {"topic": "shop.sold", "__module__": room.__name__, "__slots__": ()})
    room.__dict__["Sold"] = sold
    (fault,) = unheard_facts([room], {"shop": Domain()})
    assert "Sold is neither told by a notice nor silent" in fault
    told = Domain(tellers=(Reader(sold, lambda _fact, _now: None, takes_many=False),))
    assert not list(unheard_facts([room], {"shop": Domain(silent={sold: "nobody asks"})}))
    assert not list(unheard_facts([room], {"shop": Domain(), "town": told}))
    assert len(list(unheard_facts([room], {"shop": Domain(silent={sold: "nobody asks"}), "town": told}))) == 1


def test_every_fact_is_told_by_webhooks_or_said_not_to_be() -> None:
    faults = list(unplaced_facts(import_all(), domains()))
    assert not faults, "\n".join(faults)
    both = [domain.untold for domain in domains().values() if {one.fact for one in domain.events} & set(domain.untold)]
    assert not both


def test_a_fact_without_a_place_is_caught() -> None:
    room = ModuleType("worgl.shop.facts")
    sold = type("Sold", (Fact,), {"topic": "shop.sold", "__module__": room.__name__, "__slots__": ()})
    room.__dict__["Sold"] = sold
    (fault,) = unplaced_facts([room], {"shop": Domain()})
    assert "Sold" in fault
    assert not list(unplaced_facts([room], {"shop": Domain(events=(WebhookEvent(sold, "something was sold"),))}))
    assert not list(unplaced_facts([room], {"shop": Domain(untold=(sold,))}))


def addresses(found: URLResolver | None = None, names: str = "", before: str = "") -> Mapping[str, str]:
    """Return the route of every address by its name."""
    own: dict[str, str] = {}
    for one in (found or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            own |= addresses(one, f"{names}{one.namespace}:" if one.namespace else names, route)
        elif one.name:
            own[f"{names}{one.name}"] = route
    return own


def test_every_address_is_declared_with_its_help_and_its_place() -> None:
    faults = list(unshown_addresses(addresses(), domains()))
    assert not faults, "\n".join(faults)


def test_a_page_that_is_not_declared_is_caught() -> None:
    inside = {"shop:offers": "c/<slug:slug>/offers/"}
    (fault,) = unshown_addresses(inside, {"shop": Domain()})
    assert "no page is declared for shop:offers" in fault
    (fault,) = unshown_addresses(inside, {"shop": Domain(pages=(Page("shop", text="What is sold."),))})
    assert "shop:offers belongs to no place" in fault
    assert not list(unshown_addresses(inside, {"shop": Domain(pages=(Page("shop", place=Place.TOWN, text="Sold."),))}))
    assert not list(unshown_addresses(inside, {"shop": Domain(pages=(Page("shop:offers", no_page="a file"),))}))
    assert not list(unshown_addresses({"shop:about": "shop/"}, {"shop": Domain(pages=(Page("shop", text="Sold."),))}))


def test_every_link_leads_to_an_address_of_one_domain() -> None:
    faults = list(unled_links(LINKS, addresses(), domains()))
    assert not faults, "\n".join(faults)
    assert {link for own in domains().values() for link in own.links} == set(LINKS)


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ({}, "is declared by 0 domains"),
        ({"shop": "shop:stock"}, "which is no address of shop"),
        ({"town": "shop:offers"}, "which is no address of town"),
        ({"shop": "shop:offers", "town": "town:all"}, "is declared by 2 domains"),
        ({"town": "town:all"}, "town:all takes (), the link offers ('slug',)"),
        ({"shop": "shop:offers"}, ""),
    ],
)
def test_a_link_that_leads_nowhere_is_caught(declared: Mapping[str, str], fault: str) -> None:
    own, found = Link("offers"), {"shop:offers": "c/<slug:slug>/offers/", "town:all": "all/"}
    faults = list(unled_links([own], found, {name: Domain(links={own: leads}) for name, leads in declared.items()}))
    assert [fault in one for one in faults] == ([True] if fault else [])


def test_every_room_of_the_api_is_mounted() -> None:
    faults = list(unmounted(import_all(), domains()))
    assert not faults, "\n".join(faults)


def test_a_room_that_nobody_mounts_is_caught() -> None:
    room = ModuleType("worgl.shop.api")
    room.__dict__["router"] = shop = Router(tags=["Shop"])
    (fault,) = unmounted([room], {"shop": Domain()})
    assert "worgl.shop.api" in fault
    assert not list(unmounted([room], {"shop": Domain(routers=lambda: (shop,))}))


def test_what_webhooks_tell_names_its_community() -> None:
    lacks = [one.topic for one in webhook_events().values() if "community" not in one.fact.__dataclass_fields__]
    assert not lacks


def test_every_code_of_a_transfer_is_declared_once_and_has_its_sentence() -> None:
    faults = [*code_faults(domains()), *undeclared_codes(import_all(), domains())]
    assert not faults, "\n".join(faults)
    assert {one.number for one in codes().values() if one.row} == {1, 2, 13}, "what has a payment's row beside it"
    assert (trade().payments, trade().refunds) == (frozenset({1, 8}), frozenset({2, 13}))


def test_a_code_without_a_sentence_or_with_the_number_of_another_is_caught() -> None:
    sale = CodeMeaning(99, "sale", "Sale")
    assert not list(code_faults({"shop": Domain(codes=(sale,))}))
    (fault,) = code_faults({"shop": Domain(codes=(CodeMeaning(99, "sale", ""),))})
    assert "no sentence" in fault
    (fault,) = code_faults({"shop": Domain(codes=(sale,)), "fair": Domain(codes=(CodeMeaning(99, "prize", "Prize"),))})
    assert "fair/apps.py: the code 99 is shop's already" in fault
    (fault,) = code_faults({"shop": Domain(codes=(sale, CodeMeaning(98, "sale", "Sold")))})
    assert "no name of its own" in fault


def test_a_code_that_is_booked_and_not_declared_is_caught() -> None:
    rules = ModuleType("worgl.shop.rules")
    rules.__dict__["TransferCode"] = IntEnum("TransferCode", {"SALE": 99}, module=rules.__name__)
    (fault,) = undeclared_codes([rules], {"shop": Domain()})
    assert "TransferCode.SALE" in fault
    assert not list(undeclared_codes([rules], {"shop": Domain(codes=(CodeMeaning(99, "sale", "Sale"),))}))


def test_every_table_is_exported_or_said_to_stay() -> None:
    faults = [
        fault
        for label, domain in domains().items()
        for fault in unplaced_models(apps.get_app_config(label).get_models(), domain)
    ]
    assert not faults, "\n".join(faults)
    assert all(reason for domain in domains().values() for reason in domain.stays.values())


def test_a_table_that_would_be_lost_is_caught() -> None:
    (held,) = (table for table in domains()["payments"].tables if table.name == "payments")
    (fault,) = unplaced_models([held.model], Domain())
    assert "Payment" in fault
    assert not list(unplaced_models([held.model], Domain(tables=(held,))))
    assert not list(unplaced_models([held.model], Domain(stays={held.model: "stays here"})))
    assert len(list(unplaced_models([held.model], Domain(tables=(held,), stays={held.model: "both"})))) == 1


def test_every_table_is_told_to_whom_it_is_about_or_said_to_be_about_nobody() -> None:
    faults = [
        fault
        for label, domain in domains().items()
        for fault in untold_models(apps.get_app_config(label).get_models(), domain)
    ]
    assert not faults, "\n".join(faults)
    assert all(reason for domain in domains().values() for reason in domain.impersonal.values())


def test_personal_data_that_is_left_out_is_caught() -> None:
    person = apps.get_app_config("identity").get_model("Person")
    assert len(list(untold_models([person], Domain()))) == 1
    assert len(list(untold_models([person], Domain(personal=(person,))))) == 1, "no file tells it"
    assert not list(untold_models([person], Domain(personal=(person,), files_of_person=lambda _own, _now: iter(()))))
    assert not list(untold_models([person], Domain(impersonal={person: "nobody"})))


def test_a_choice_without_words_is_caught() -> None:
    assert unworded(SIZE) == ""
    assert unworded(Parameter("shop_kind", "choice", "a", sentence="Kind.", choices={"a": "", "b": "Big"}))
    assert unworded(Parameter("shop_kind", "int", 1))

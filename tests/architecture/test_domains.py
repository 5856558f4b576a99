"""Every domain says what it is, and leaves out nothing that it has."""

from __future__ import annotations

from enum import IntEnum
from types import ModuleType

from django.apps import apps
from ninja import Router

from tests.architecture.checks.domains import (
    code_faults,
    undeclared_codes,
    undeclared_parameters,
    unmounted,
    unplaced_facts,
    unplaced_models,
    untold_models,
    unworded,
)
from tools.docs import import_all
from worgl.core.codes import CodeMeaning
from worgl.core.domains import Domain, DomainConfig, codes, domains, trade, webhook_events
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact
from worgl.core.parameters import Parameter, ParameterGroup

SIZE = Parameter("shop_size", "int", 1, maximum=9, sentence="How large a shop may be.")


def test_every_domain_declares_itself() -> None:
    own = [one for one in apps.get_app_configs() if one.name.startswith("worgl.")]
    assert [one.name for one in own if not isinstance(one, DomainConfig)] == []


def test_every_parameter_is_declared_and_has_its_words() -> None:
    faults = list(undeclared_parameters(import_all(), domains()))
    assert not faults, "\n".join(faults)
    lacks = [unworded(one) for domain in domains().values() for one in domain.parameters]
    assert not any(lacks), lacks


def test_a_parameter_that_is_on_no_page_is_caught() -> None:
    rules = ModuleType("worgl.shop.rules.policy")
    rules.__dict__["PARAMETERS"] = {SIZE.name: SIZE}
    (fault,) = undeclared_parameters([rules], {"shop": Domain()})
    assert "shop_size" in fault
    assert not list(undeclared_parameters([rules], {"shop": Domain(groups=(ParameterGroup("x", "Shops", (SIZE,)),))}))
    assert not list(undeclared_parameters([rules], {"shop": Domain(unseen=(SIZE,))}))


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

"""What each domain says about itself, once; what is a list on top derives from it.

A domain's `apps.py` holds a `DomainConfig`, which declares one `Domain`. Whoever composes (the page of rules, the API,
notices) walks the declarations, lowest domain first, and so forgets none that is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import AppConfig, apps
from django.utils.functional import Promise

from worgl.core.audit import AuditGroup
from worgl.core.codes import CodeMeaning, Trade, trade_of
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact
from worgl.core.fragments import Fragment, Piece, Slot, WaitKind
from worgl.core.needs import NeedKind
from worgl.core.parameters import Parameter, ParameterGroup
from worgl.core.promises import PromisedIn

if TYPE_CHECKING:
    from django.db.models import Model
    from ninja import Router

    from worgl.core.checks import Check
    from worgl.core.exports import Table
    from worgl.core.linking import Link
    from worgl.core.looks import Looks
    from worgl.core.notices import Kind
    from worgl.core.places import Page
    from worgl.core.readers import Reader
    from worgl.core.sealing import Sealed
    from worgl.core.works import DomainJob, Expiry


File = tuple[str, Iterable[bytes]]
"""A name within the folder, and the content piece by piece."""
T = TypeVar("T")
FilesOf = Callable[[Any, datetime], Iterator[File]]


@dataclass(frozen=True, slots=True)
class Domain:
    """What a domain says about itself.

    `groups` are its parameters as the page of rules shows them; `unseen` are those that decide nothing yet and
    stand on no page. `events` are the facts that webhooks tell; `untold` are those they do not.
    `jobs` are what it does by itself, `expiries` what of it expires; `checks` are what proves its rows, `seals` those
    of them that are sealed.
    `notices` are the kinds of what members are told, `tellers` the readers of facts that tell them, `silent` the facts
    that no notice tells, each with the reason; `letter_looks` says how letters look.
    `readers` take in facts for any other end; `reader_of_event` makes one for each fact that webhooks tell.
    `acts` are the codes of its acts in the record, by what they are about.
    `pages` are those it shows, each with its place, help and entry in the menu; `links` are those of its addresses, by
    name, to which lower domains lead.
    `work` names the jobs of a community for people who keep no server; `needs` are what waits for who administers it.
    `tables` are those of a community, in the order in which they are read back; `stays` gives the models that no export
    holds, each with the reason.
    `files_of_person` and `files_of_member` yield what the domain keeps about a person, and about a membership, as
    (whose, now) -> files of "everything about me"; `personal` are the models that these tell, `impersonal` those that
    say nothing about one person, or nothing that is not told by others, with the reason.
    `routers` returns its rooms of the API; it is asked by who mounts them, and no sooner.
    `codes` are the transfers it books; `promised` is what of a member's coins it counts before they are paid.
    `fragments` are what it draws on pages of domains below, `waits` what can wait for a member, `entrances`
    where those begin who have one capacity only, as capacity -> route.
    """

    groups: tuple[ParameterGroup, ...] = ()
    unseen: tuple[Parameter, ...] = ()
    events: tuple[WebhookEvent, ...] = ()
    untold: tuple[type[Fact], ...] = ()
    jobs: tuple[DomainJob, ...] = ()
    expiries: tuple[Expiry, ...] = ()
    checks: tuple[Check, ...] = ()
    seals: tuple[Sealed, ...] = ()
    notices: tuple[Kind, ...] = ()
    tellers: tuple[Reader, ...] = ()
    letter_looks: Looks | None = None
    silent: Mapping[type[Fact], str] = field(default_factory=dict)
    readers: tuple[Reader, ...] = ()
    reader_of_event: Callable[[WebhookEvent], Reader] | None = None
    acts: Mapping[AuditGroup, tuple[str, ...]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    links: Mapping[Link, str] = field(default_factory=dict)
    work: Mapping[str, str | Promise] = field(default_factory=dict)
    needs: tuple[NeedKind, ...] = ()
    tables: tuple[Table, ...] = ()
    stays: Mapping[type[Model], str] = field(default_factory=dict)
    files_of_person: FilesOf | None = None
    files_of_member: FilesOf | None = None
    personal: tuple[type[Model], ...] = ()
    impersonal: Mapping[type[Model], str] = field(default_factory=dict)
    routers: Callable[[], tuple[Router, ...]] = tuple
    codes: tuple[CodeMeaning, ...] = ()
    promised: PromisedIn | None = None
    fragments: tuple[Fragment[Any], ...] = ()
    waits: tuple[WaitKind, ...] = ()
    entrances: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return all parameters of the domain, seen or not."""
        return (*(one for group in self.groups for one in group.parameters), *self.unseen)


class DomainConfig(AppConfig):
    """Registers a domain with Django; says what it is.

    Imported as `domains.DomainConfig`: of two such names in one `apps.py` Django would take neither.
    """

    def declares(self) -> Domain:
        """Return what the domain says about itself; asked once, when all tables are known."""
        return Domain()


_added: dict[str, Domain] = {}
_forget: list[Callable[[], None]] = []


def derived(find: Callable[[], T]) -> Callable[[], T]:
    """Keep what derives from the declarations: it is found once."""
    kept = cache(find)
    _forget.append(kept.cache_clear)
    return kept


def add(name: str, domain: Domain) -> None:
    """Declare something beside the domains of the settings, as tests do."""
    _added[name] = domain
    for forget in _forget:
        forget()


@derived
def domains() -> Mapping[str, Domain]:
    """Return what each domain says, by its name, the lowest first."""
    apps.check_models_ready()
    own = {one.label: one.declares() for one in apps.get_app_configs() if isinstance(one, DomainConfig)}
    return own | _added


def by_name(declared: Iterable[T], name: Callable[[T], str]) -> Mapping[str, T]:
    """Return what was declared by its name, in the same order; a name belongs to one."""
    ones = tuple(declared)
    found = {name(one): one for one in ones}
    assert len(found) == len(ones), f"two have one name: {sorted(map(name, ones))}"
    return found


@derived
def groups() -> tuple[ParameterGroup, ...]:
    """Return the groups of parameters of all domains, each with what domains above have put into it."""
    declared = [group for one in domains().values() for group in one.groups]
    return tuple(replace(own, parameters=_parameters_of(own, declared)) for own in declared if own.within is None)


def _parameters_of(own: ParameterGroup, declared: Iterable[ParameterGroup]) -> tuple[Parameter, ...]:
    joined = (one.parameters for one in declared if one.within is own)
    return (*own.parameters, *chain.from_iterable(joined))


@derived
def parameters() -> Mapping[str, Parameter]:
    """Return every parameter a community can change, by name."""
    found = [parameter for one in domains().values() for parameter in one.parameters]
    named = {parameter.name: parameter for parameter in found}
    assert len(named) == len(found), "two parameters have one name"
    return named


@derived
def webhook_events() -> Mapping[str, WebhookEvent]:
    """Return what webhooks tell, by its topic, the highest domain first."""
    return {event.topic: event for one in reversed(tuple(domains().values())) for event in one.events}


def tables() -> tuple[Table, ...]:
    """Return all tables of a community, each after those it points to."""
    return tuple(table for one in domains().values() for table in one.tables)


@derived
def audit_groups() -> Mapping[str, AuditGroup]:
    """Return every code of an act that may stand in the record, with what it is about."""
    found = [(code, group) for one in domains().values() for group, codes in one.acts.items() for code in codes]
    assert len(dict(found)) == len(found), "an act stands under two headings"
    return dict(found)


def audit_events_about(group: AuditGroup) -> list[str]:
    """Return the codes of the acts about something."""
    return [code for code, own in audit_groups().items() if own is group]


@derived
def need_kinds() -> tuple[NeedKind, ...]:
    """Return what can wait for who administers a community, the most pressing first."""
    return tuple(sorted((kind for one in domains().values() for kind in one.needs), key=lambda kind: kind.place))


@derived
def work_names() -> Mapping[str, str | Promise]:
    """Return what the jobs of a community do, by kind, for people who keep no server."""
    return {kind: name for one in domains().values() for kind, name in one.work.items()}


@derived
def codes() -> Mapping[int, CodeMeaning]:
    """Return what each code of a transfer means, by its number."""
    found = [code for one in domains().values() for code in one.codes]
    numbered = {code.number: code for code in found}
    assert len(numbered) == len(found), "two codes have one number"
    return numbered


@derived
def trade() -> Trade:
    """Return which codes count as trade between members, and which take it back."""
    return trade_of(codes().values())


def code_text(number: int) -> str:
    """Return what a transfer of a code is called in a list where nothing more is known of it; "" for an unknown one."""
    meaning = codes().get(number)
    return "" if meaning is None else str(meaning.sentence)


@derived
def promises() -> tuple[PromisedIn, ...]:
    """Return what counts against a day's limit before it is paid."""
    return tuple(one.promised for one in domains().values() if one.promised is not None)


@derived
def wait_kinds() -> tuple[WaitKind, ...]:
    """Return what can wait for a member, as their home shows it."""
    return tuple(sorted((kind for one in domains().values() for kind in one.waits), key=lambda kind: kind.place))


@derived
def entrances() -> Mapping[str, str]:
    """Return where those begin who have one capacity only, by the capacity."""
    return {capacity: route for one in domains().values() for capacity, route in one.entrances.items()}


def pieces(slot: Slot[T], request: object, told: T) -> tuple[Piece, ...]:
    """Return what the domains above draw in a slot of a page."""
    drawn = (one.draw(request, told) for one in _fragments() if one.slot is slot)
    return tuple(piece for piece in drawn if piece is not None)


@derived
def _fragments() -> tuple[Fragment[Any], ...]:
    return tuple(sorted((one for each in domains().values() for one in each.fragments), key=lambda one: one.place))


@derived
def _checks() -> Mapping[str, Check]:
    return by_name((one for domain in domains().values() for one in domain.checks), lambda one: one.name)


def node_checks() -> tuple[Check, ...]:
    """Return every check of the node, those of lower domains first."""
    return tuple(one for one in _checks().values() if one.of_node)


def all_checks() -> tuple[Check, ...]:
    """Return every check of a book, those of lower domains first."""
    return tuple(one for one in _checks().values() if not one.of_node)


def kinds_of(model: type[Model]) -> Sequence[Sealed]:
    """Return the kinds under which the rows of a model are sealed."""
    return [one for domain in domains().values() for one in domain.seals if one.model is model]

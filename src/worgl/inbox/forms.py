"""Forms of a person's choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import available_timezones

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.widgets import QuickRenderer
from worgl.inbox.rules import GROUP_NAMES, Email, Group, Kind, KindChoice, Ways

EMAILS = (
    (Email.NEVER.value, _("No e-mail")),
    (Email.AT_ONCE.value, _("E-mail at once")),
    (Email.DAILY.value, _("E-mail once a day")),
    (Email.WEEKLY.value, _("E-mail once a week")),
)
REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
HOURS = 24


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of one kind, as the template draws them."""

    kind: Kind
    in_app: BoundField
    push: BoundField
    email: BoundField


@dataclass(frozen=True, slots=True)
class GroupFields:
    """A heading of the settings with its kinds."""

    name: str | Promise
    kinds: tuple[KindFields, ...]


class WaysForm(forms.Form):
    """By which ways a person is told of each kind."""

    default_renderer = QuickRenderer

    def __init__(self, *args: object, choices: Iterable[KindChoice], **kwargs: object) -> None:
        """Offer three fields for every kind."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        self.kinds = [one.kind for one in choices]
        for one in choices:
            key, ways = one.kind.key, one.ways
            self.fields[f"app {key}"] = forms.BooleanField(label=_("In the app"), required=False, initial=ways.in_app)
            self.fields[f"push {key}"] = forms.BooleanField(label=_("On my devices"), required=False, initial=ways.push)
            self.fields[f"mail {key}"] = forms.ChoiceField(label=_("E-mail"), choices=EMAILS, initial=ways.email.value)

    def groups(self) -> list[GroupFields]:
        """Return the fields under their headings."""
        return [
            GroupFields(GROUP_NAMES[group], kinds)
            for group in Group
            if (kinds := tuple(self._of(kind) for kind in self.kinds if kind.group is group))
        ]

    def _of(self, kind: Kind) -> KindFields:
        return KindFields(kind, self[f"app {kind.key}"], self[f"push {kind.key}"], self[f"mail {kind.key}"])

    def ways(self) -> dict[str, Ways]:
        """Return what was chosen, by kind; only of a valid form."""
        given = self.cleaned_data
        return {
            kind.key: Ways(given[f"app {kind.key}"], Email(given[f"mail {kind.key}"]), given[f"push {kind.key}"])
            for kind in self.kinds
        }


class HoursForm(forms.Form):
    """When digests come."""

    zone = forms.ChoiceField(label=_("Time zone"))
    hour = forms.TypedChoiceField(label=_("At"), coerce=int, choices=[(hour, f"{hour}:00") for hour in range(HOURS)])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the zones, by the name of their city."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        names = sorted(name for name in available_timezones() if name.startswith(REGIONS))
        zone.choices = [(name, name.replace("_", " ")) for name in ("UTC", *names)]


class DeviceForm(forms.Form):
    """What the browser of a device gives when it agrees to take push messages."""

    address = forms.CharField(max_length=1_000)
    public = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=50)
    name = forms.CharField(max_length=80, required=False)

"""The forms of keys and webhooks. They read what was typed; whether such a thing may be is the commands' to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from worgl.api.pages import Address, Part
from worgl.api.queries import offered_events
from worgl.api.rules import URL_MAX
from worgl.core.fields import line
from worgl.core.forms import FieldsElsewhere
from worgl.core.ids import new_id
from worgl.core.limits import NAME_MAX
from worgl.core.rest.caller import Scope

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SCOPES: Mapping[Scope, tuple[str | _StrPromise, str | _StrPromise]] = {
    Scope.READ: (
        gettext_lazy("Read"),
        gettext_lazy(
            "Balance, activity, statements, members, the town's figures, what you are told, also by webhooks of yours."
        ),
    ),
    Scope.PAY: (
        gettext_lazy("Pay"),
        gettext_lazy("Pay in your name, see before what that would leave, and what you are asked to pay."),
    ),
    Scope.RECEIVE: (
        gettext_lazy("Receive"),
        gettext_lazy(
            "See what you were paid, but no balance and nothing you paid; give it back, ask for payments, "
            "redeem vouchers: enough for a till."
        ),
    ),
    Scope.MESSAGES: (
        gettext_lazy("Messages"),
        gettext_lazy("Read what members write to you, write to them in your name, block and report."),
    ),
    Scope.ADMIN: (
        gettext_lazy("Administer"),
        gettext_lazy(
            "What you may do and see as administrator or treasurer, webhooks of the community as well; joining and "
            "founding, showing who you are, choosing what you are told; with “Pay” also leaving."
        ),
    ),
}


class TryForm(forms.Form):
    """What one address of the API takes, each input in a field of its own, and the key to ask with."""

    token = forms.CharField(
        label=gettext_lazy("Your key"),
        required=False,
        max_length=400,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("It is sent to this address and kept nowhere."),
    )

    def __init__(self, data: QueryDict | None = None, *, address: Address) -> None:
        """Take the address whose inputs become fields."""
        super().__init__(data)
        for part in address.inputs:
            if part.place != "body":
                self.fields[f"{part.place}_{part.name}"] = _field_of(part)
        if "{slug}" in address.path:
            self.fields["acting"] = forms.CharField(
                label="Acting-For",
                required=False,
                max_length=50,
                help_text=gettext_lazy("Code of a shop you keep and act for; empty for yourself."),
            )
        if address.media:
            area = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "api-code"})
            self.fields["body"] = forms.CharField(
                label=address.media, required=False, max_length=BODY_MAX, widget=area, initial=address.sent
            )


def _field_of(part: Part) -> forms.CharField:
    is_key = part.name == "Idempotency-Key"
    return forms.CharField(
        label=part.name,
        required=part.place == "path",
        max_length=TYPED_MAX * 10,
        help_text=part.meaning,
        initial=str(new_id()) if is_key else part.sample if part.name == "slug" else "",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


DAYS = (
    (7, pgettext_lazy("duration", "a week")),
    (30, pgettext_lazy("duration", "a month")),
    (90, pgettext_lazy("duration", "three months")),
    (366, pgettext_lazy("duration", "a year")),
)
DAYS_DEFAULT = 90
TYPED_MAX = 40
BODY_MAX = 100_000


class KeyForm(FieldsElsewhere, forms.Form):
    """Name, scopes, community, life and daily limit of a key."""

    fields_of: ClassVar[Mapping[str, str]] = {"amount": "day_limit", "scopes": f"scope_{Scope.READ.value}"}

    name = line(
        gettext_lazy("What is the key for?"),
        NAME_MAX,
        hint=gettext_lazy("For example “till in the bakery” or “book-keeping”."),
    )
    community = forms.ChoiceField(label=gettext_lazy("Where is it valid?"), required=False)
    days = forms.TypedChoiceField(label=gettext_lazy("For how long?"), coerce=int, choices=DAYS, initial=DAYS_DEFAULT)
    day_limit = forms.CharField(
        label=gettext_lazy("Most it may pay in a day"),
        max_length=TYPED_MAX,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
        help_text=gettext_lazy("Only with “Pay” and one community. Empty: as much as you may."),
    )

    def __init__(self, *args: object, communities: Sequence[tuple[str, str]], **kwargs: object) -> None:
        """Take the communities to choose from, by slug and name."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        field = self.fields["community"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("In all my communities")), *communities]
        for scope, (label, hint) in SCOPES.items():
            self.fields[f"scope_{scope.value}"] = forms.BooleanField(
                label=label, help_text=hint, required=False, initial=scope is Scope.READ
            )

    def scope_fields(self) -> list[forms.BoundField]:
        """Return the fields of the scopes."""
        return [self[f"scope_{scope.value}"] for scope in SCOPES]

    def chosen(self) -> list[str]:
        """Return the scopes that were ticked; the form is valid."""
        return [scope.value for scope in SCOPES if self.cleaned_data[f"scope_{scope.value}"]]


def _all_events() -> list[tuple[str, str | Promise]]:
    return list(offered_events(for_community=True).items())


class EndpointForm(forms.Form):
    """Where to call, and what to tell."""

    url = forms.CharField(
        label=gettext_lazy("Address of your program"),
        max_length=URL_MAX,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Call it when"), widget=forms.CheckboxSelectMultiple, choices=_all_events
    )
    for_community = forms.BooleanField(label=gettext_lazy("For the whole community, not for me alone"), required=False)

    def __init__(self, *args: object, is_admin: bool, **kwargs: object) -> None:
        """Offer members their own matters, administrators the community's as well."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed on
        if not is_admin:
            del self.fields["for_community"]
            field = self.fields["kinds"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(offered_events(for_community=False).items())

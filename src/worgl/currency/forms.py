"""Forms of the town's money. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.communities.rules import INVITATION_DAYS_MAX, MemberKind, MemberState, Role
from worgl.core.forms import TABLE_TYPES
from worgl.core.limits import MEMO_MAX, NAME_MAX
from worgl.currency.pages import AmountField, Coin, Initial, PercentField, SignedAmountField
from worgl.currency.rules import COIN_NAME_MAX, Activity, LimitKind, Sorting, WalletRole


class IssueForm(forms.Form):
    """Who gets new money, how much, and why."""

    payee = forms.CharField(
        label=_("Name or code of the member"),
        max_length=NAME_MAX,
        error_messages={"required": _("Type a name or a code.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=MEMO_MAX,
        help_text=_("Every member can read it."),
        error_messages={"required": _("Say in a few words what this money is for.")},
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("payee", "amount", "reason", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        self.order_fields(self.field_order)


class TableForm(forms.Form):
    """A table of members."""

    table = forms.FileField(
        label=_("The table"),
        help_text=_("CSV or a spreadsheet (.xlsx), at most 20 MB and 20,000 rows."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": TABLE_TYPES}),
    )


class LinksForm(forms.Form):
    """For how long personal links are good."""

    days = forms.IntegerField(
        label=_("Valid for how many days?"),
        initial=30,
        min_value=1,
        max_value=INVITATION_DAYS_MAX,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CoinForm(forms.Form):
    """The name of the coin."""

    coin_name = forms.CharField(
        label=_("Name of your coin"),
        max_length=COIN_NAME_MAX,
        help_text=_("It follows every amount, on old receipts too."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SpendForm(forms.Form):
    """Out of which account, to whom, how much, and why."""

    source = forms.ChoiceField(
        label=_("Paid from"),
        choices=(
            (WalletRole.COMMONS.value, _("the common fund")),
            (WalletRole.OPERATOR.value, _("the operator's account")),
        ),
    )
    payee = forms.CharField(
        label=_("Name or code of the member"),
        max_length=NAME_MAX,
        error_messages={"required": _("Type a name or a code.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=MEMO_MAX,
        help_text=_("Every member can read it."),
        error_messages={"required": _("Say in a few words what this money is for.")},
    )

    field_order = ("source", "payee", "amount", "reason")

    def __init__(self, data: QueryDict | None = None, *, coin: Coin, initial: Initial = None) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        self.order_fields(self.field_order)


class LimitsForm(forms.Form):
    """How far below zero a member may go, and how much he may hold."""

    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("credit", "ceiling", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["credit"] = AmountField(
            coin,
            label=_("Credit"),
            may_be_zero=True,
            missing=_("Type an amount; 0 means no credit."),
            help_text=_("How far below zero the member may go; 0 means not at all."),
        )
        self.fields["ceiling"] = AmountField(
            coin,
            label=_("Upper limit"),
            may_be_zero=True,
            required=False,
            help_text=_("The most the member may hold; empty means no personal limit."),
        )
        self.order_fields(self.field_order)


class RateForm(forms.Form):
    """A rate to try out on today's balances."""

    def __init__(self, data: QueryDict | None = None, *, coin: Coin) -> None:
        """Take the coin, whose decimal mark is read."""
        super().__init__(data)
        self.fields["rate"] = PercentField(coin, label=_("What if the rate were"), required=False)


class RollForm(forms.Form):
    """Whom an officer looks for among the members."""

    ANY = "any"
    DEFAULTS: ClassVar[dict[str, str]] = {"state": MemberState.ACTIVE.value, "sort": Sorting.NAME.value}

    q = forms.CharField(label=_("Name or code"), max_length=NAME_MAX, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=(
            (MemberState.ACTIVE.value, _("Active")),
            (MemberState.SUSPENDED.value, _("Paused")),
            (MemberState.LEFT.value, _("Left")),
            (ANY, pgettext_lazy("members", "All")),
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    activity = forms.ChoiceField(
        label=_("Trade"),
        required=False,
        choices=(
            ("", pgettext_lazy("members", "All")),
            (Activity.ACTIVE.value, _("Traded in the last 30 days")),
            (Activity.DORMANT.value, _("Did not trade in the last 30 days")),
        ),
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=(
            (Sorting.NAME.value, _("By name")),
            (Sorting.MOST.value, _("Highest balance first")),
            (Sorting.LEAST.value, _("Lowest balance first")),
            (Sorting.NEWEST.value, _("Newest first")),
        ),
    )

    field_order = ("q", "state", "kind", "role", "activity", "least", "most", "sort")

    def __init__(self, data: Mapping[str, str], *, coin: Coin, words: Mapping[str, str]) -> None:
        """Take the coin, whose number format is read, and the community's words."""
        super().__init__(data)
        kind, role = self.fields["kind"], self.fields["role"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(role, forms.ChoiceField)
        everybody = ("", pgettext_lazy("members", "All"))
        kind.choices = [everybody, (MemberKind.PERSON.value, _("Person")), (MemberKind.SHOP.value, words["shop"])]
        role.choices = [everybody, *((own.value, words[own.value]) for own in Role)]
        self.fields["least"] = SignedAmountField(coin, label=_("Balance at least"))
        self.fields["most"] = SignedAmountField(coin, label=_("Balance at most"))
        self.order_fields(self.field_order)


class RuleForm(forms.Form):
    """A limit for many: a base that may grow with what one sells."""

    limit = forms.ChoiceField(label=_("Which limit"))

    field_order = ("limit", "base", "growth", "maximum")

    def __init__(self, data: QueryDict | None = None, *, coin: Coin, is_credit: bool) -> None:
        """Take the coin, and whether members may go below zero at all."""
        super().__init__(data)
        limit = self.fields["limit"]
        assert isinstance(limit, forms.ChoiceField)
        ceiling = (LimitKind.CEILING.value, _("How much one may hold"))
        credit = (LimitKind.CREDIT.value, _("How far below zero one may go"))
        limit.choices = [credit, ceiling] if is_credit else [ceiling]
        self.fields["base"] = AmountField(coin, label=_("For everybody"), may_be_zero=True)
        self.fields["growth"] = PercentField(
            coin,
            label=_("And of the sales of the last twelve months"),
            required=False,
            help_text=_("Per cent that are added; empty adds nothing."),
        )
        self.fields["maximum"] = AmountField(
            coin,
            label=_("But at most"),
            required=False,
            may_be_zero=True,
            help_text=_("Only for limits that grow with turnover."),
        )
        self.order_fields(self.field_order)


class GivingForm(forms.Form):
    """The same amount for many: how much each, out of what, and why."""

    source = forms.ChoiceField(label=_("Where it comes from"))
    reason = forms.CharField(max_length=MEMO_MAX, label=_("What for?"), help_text=_("Every member can read this."))

    field_order = ("amount", "source", "reason")

    def __init__(self, data: QueryDict | None = None, *, coin: Coin, is_credit: bool) -> None:
        """Take the coin, and whether nobody can issue money here."""
        super().__init__(data)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        new = (WalletRole.ISSUER.value, _("Newly issued money"))
        source.choices = [*([] if is_credit else [new]), (WalletRole.COMMONS.value, _("The common fund"))]
        self.fields["amount"] = AmountField(coin, label=_("How much for each"))
        self.order_fields(self.field_order)

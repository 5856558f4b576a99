"""Forms of the town's money. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.communities.rules import INVITATION_DAYS_MAX, MemberKind, MemberState, Role
from worgl.core.fields import key, line, number
from worgl.core.forms import TABLE_TYPES
from worgl.core.limits import NAME_MAX, NOTE_MAX
from worgl.currency.pages import AmountField, Coin, MoneyForm, PercentField, SignedAmountField
from worgl.currency.rules import COIN_NAME_MAX, Activity, LimitKind, Sorting, WalletRole


class GiftForm(MoneyForm):
    """A member who is given money, how much, and why."""

    payee = line(_("Name or code of the member"), NAME_MAX, complete="", missing=_("Type a name or a code."))
    amount = AmountField(label=_("How much?"))
    reason = line(
        _("Why?"),
        NOTE_MAX,
        complete="",
        hint=_("Every member can read it."),
        missing=_("Say in a few words what this money is for."),
    )


class IssueForm(GiftForm):
    """A member who is given new money."""

    key = key()


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

    days = number(_("Valid for how many days?"), most=INVITATION_DAYS_MAX, usual=30)


class CoinForm(forms.Form):
    """The name of the coin."""

    coin_name = line(_("Name of your coin"), COIN_NAME_MAX, hint=_("It follows every amount, on old receipts too."))


class SpendForm(GiftForm):
    """Out of which account who gets money."""

    source = forms.ChoiceField(
        label=_("Paid from"),
        choices=(
            (WalletRole.COMMONS.value, _("the common fund")),
            (WalletRole.OPERATOR.value, _("the operator's account")),
        ),
    )

    field_order = ("source",)


class LimitsForm(MoneyForm):
    """How far below zero a member may go, and how much they may hold."""

    credit = AmountField(
        label=_("Credit"),
        may_be_zero=True,
        missing=_("Type an amount; 0 means no credit."),
        help_text=_("How far below zero the member may go; 0 means not at all."),
    )
    ceiling = AmountField(
        label=_("Upper limit"),
        may_be_zero=True,
        required=False,
        help_text=_("The most the member may hold; empty means no personal limit."),
    )
    key = key()


class RateForm(MoneyForm):
    """A rate to try out on today's balances."""

    rate = PercentField(label=_("What if the rate were"), required=False)


class RollForm(MoneyForm):
    """Whom an officer looks for among the members."""

    ANY = "any"
    DEFAULTS: ClassVar[dict[str, str]] = {"state": MemberState.ACTIVE.value, "sort": Sorting.NAME.value}

    q = line(_("Name or code"), NAME_MAX, required=False, complete="")
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
    least = SignedAmountField(label=_("Balance at least"))
    most = SignedAmountField(label=_("Balance at most"))
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=(
            (Sorting.NAME.value, _("By name")),
            (Sorting.MOST.value, _("Highest balance first")),
            (Sorting.LEAST.value, _("Lowest balance first")),
            (Sorting.NEWEST.value, _("Newest first")),
        ),
    )

    def __init__(self, data: Mapping[str, str], *, coin: Coin, words: Mapping[str, str]) -> None:
        """Take the coin, whose number format is read, and the community's words."""
        super().__init__(data, coin=coin)
        kind, role = self.fields["kind"], self.fields["role"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(role, forms.ChoiceField)
        everybody = ("", pgettext_lazy("members", "All"))
        kind.choices = [everybody, (MemberKind.PERSON.value, _("Person")), (MemberKind.SHOP.value, words["shop"])]
        role.choices = [everybody, *((own.value, words[own.value]) for own in Role)]


class RuleForm(MoneyForm):
    """A limit for many: a base that may grow with what one sells."""

    limit = forms.ChoiceField(label=_("Which limit"))
    base = AmountField(label=_("For everybody"), may_be_zero=True)
    growth = PercentField(
        label=_("And of the sales of the last twelve months"),
        required=False,
        help_text=_("Per cent that are added; empty adds nothing."),
    )
    maximum = AmountField(
        label=_("But at most"),
        required=False,
        may_be_zero=True,
        help_text=_("Only for limits that grow with turnover."),
    )

    def __init__(self, data: QueryDict | None = None, *, coin: Coin, is_credit: bool) -> None:
        """Take the coin, and whether members may go below zero at all."""
        super().__init__(data, coin=coin)
        limit = self.fields["limit"]
        assert isinstance(limit, forms.ChoiceField)
        ceiling = (LimitKind.CEILING.value, _("How much one may hold"))
        credit = (LimitKind.CREDIT.value, _("How far below zero one may go"))
        limit.choices = [credit, ceiling] if is_credit else [ceiling]


class GivingForm(MoneyForm):
    """The same amount for many: how much each, out of what, and why."""

    amount = AmountField(label=_("How much for each"))
    source = forms.ChoiceField(label=_("Where it comes from"))
    reason = line(_("What for?"), NOTE_MAX, complete="", hint=_("Every member can read this."))

    def __init__(self, data: QueryDict | None = None, *, coin: Coin, is_credit: bool) -> None:
        """Take the coin, and whether nobody can issue money here."""
        super().__init__(data, coin=coin)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        new = (WalletRole.ISSUER.value, _("Newly issued money"))
        source.choices = [*([] if is_credit else [new]), (WalletRole.COMMONS.value, _("The common fund"))]

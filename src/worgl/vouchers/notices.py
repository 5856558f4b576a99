"""What the issuer of vouchers is told of them; who redeems one sees the receipt at once."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.core.readers import on
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.commands.telling import amount_of, tell_member
from worgl.vouchers.facts import VoucherRedeemed, VouchersReturned
from worgl.vouchers.models import Voucher
from worgl.vouchers.rules import VoucherState

REDEEMED = Kind(
    key="payments.voucher_redeemed",
    group=Group.MONEY,
    icon="qr-code",
    tone="green",
    name=_("Somebody redeems a voucher of mine"),
    sentence=_("{name} has redeemed a voucher of yours worth {amount}."),
    action=_("See the receipt"),
    route="payments:receipt",
    email=Email.DAILY,
)
RETURNED = Kind(
    key="payments.vouchers_returned",
    group=Group.MONEY,
    icon="hourglass",
    tone="amber",
    name=_("Vouchers of mine have expired"),
    sentence=_("Your vouchers of {amount} each have expired. The coins nobody redeemed are yours again."),
    action=_("Look at it"),
    route="vouchers:voucher_series",
    email=Email.DAILY,
)
KINDS = (
    REDEEMED,
    RETURNED,
)


@on(VoucherRedeemed)
def tell_redeemed(fact: VoucherRedeemed, now: datetime) -> None:
    """Tell the issuer who has redeemed a voucher."""
    people = members_by_ids([fact.issuer, fact.redeemer])
    fields = {"name": people[fact.redeemer].name, "amount": amount_of(fact.community, fact.amount_minor)}
    note = Voucher.objects.filter(pk=fact.voucher).values_list("note", flat=True).first() or ""
    key, place = str(fact.voucher), (str(fact.payment),)
    tell_member(REDEEMED, people[fact.issuer], key=key, fields=fields, place=place, note=note, now=now)


@on(VouchersReturned)
def tell_returned(fact: VouchersReturned, now: datetime) -> None:
    """Tell the issuer, once a series, that its time is over; one who has ended it themselves knows."""
    if fact.state != VoucherState.EXPIRED:
        return
    people, own = members_by_ids([fact.issuer]), str(fact.series)
    fields = {"amount": amount_of(fact.community, fact.amount_minor)}
    note = Voucher.objects.filter(series=fact.series).values_list("note", flat=True).first() or ""
    tell_member(RETURNED, people[fact.issuer], key=own, fields=fields, place=(own,), note=note, now=now)


TELLERS = (tell_redeemed, tell_returned)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.fading_shape import FadingShape
  from ..models.party_shape import PartyShape
  from ..models.problem_shape import ProblemShape





T = TypeVar("T", bound="PreviewShape")



@_attrs_define
class PreviewShape:
    """ What a payment would do now; with a `refusal` nothing would move.

        Attributes:
            payer (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            payee (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            balance_before (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            balance_after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            spendable_before (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make
                one `unit`.
            spendable_after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            fading_before (FadingShape | None): What fades next as it stands, null where nothing does.
            fading_after (FadingShape | None): What would fade next afterwards, null where nothing would.
            refusal (None | ProblemShape): The refusal it would meet, null where it would be done.
     """

    payer: PartyShape
    payee: PartyShape
    amount: Amount
    balance_before: Amount
    balance_after: Amount
    spendable_before: Amount
    spendable_after: Amount
    fading_before: FadingShape | None
    fading_after: FadingShape | None
    refusal: None | ProblemShape





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fading_shape import FadingShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.problem_shape import ProblemShape # noqa: PLC0415
        payer = self.payer.to_dict()

        payee = self.payee.to_dict()

        amount = self.amount.to_dict()

        balance_before = self.balance_before.to_dict()

        balance_after = self.balance_after.to_dict()

        spendable_before = self.spendable_before.to_dict()

        spendable_after = self.spendable_after.to_dict()

        fading_before: dict[str, Any] | None
        if isinstance(self.fading_before, FadingShape):
            fading_before = self.fading_before.to_dict()
        else:
            fading_before = self.fading_before

        fading_after: dict[str, Any] | None
        if isinstance(self.fading_after, FadingShape):
            fading_after = self.fading_after.to_dict()
        else:
            fading_after = self.fading_after

        refusal: dict[str, Any] | None
        if isinstance(self.refusal, ProblemShape):
            refusal = self.refusal.to_dict()
        else:
            refusal = self.refusal


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payer": payer,
            "payee": payee,
            "amount": amount,
            "balance_before": balance_before,
            "balance_after": balance_after,
            "spendable_before": spendable_before,
            "spendable_after": spendable_after,
            "fading_before": fading_before,
            "fading_after": fading_after,
            "refusal": refusal,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fading_shape import FadingShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.problem_shape import ProblemShape # noqa: PLC0415
        d = dict(src_dict)
        payer = PartyShape.from_dict(d.pop("payer"))




        payee = PartyShape.from_dict(d.pop("payee"))




        amount = Amount.from_dict(d.pop("amount"))




        balance_before = Amount.from_dict(d.pop("balance_before"))




        balance_after = Amount.from_dict(d.pop("balance_after"))




        spendable_before = Amount.from_dict(d.pop("spendable_before"))




        spendable_after = Amount.from_dict(d.pop("spendable_after"))




        def _parse_fading_before(data: object) -> FadingShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fading_before_type_0 = FadingShape.from_dict(data)



                return fading_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FadingShape | None, data)

        fading_before = _parse_fading_before(d.pop("fading_before"))


        def _parse_fading_after(data: object) -> FadingShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fading_after_type_0 = FadingShape.from_dict(data)



                return fading_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FadingShape | None, data)

        fading_after = _parse_fading_after(d.pop("fading_after"))


        def _parse_refusal(data: object) -> None | ProblemShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refusal_type_0 = ProblemShape.from_dict(data)



                return refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemShape, data)

        refusal = _parse_refusal(d.pop("refusal"))


        preview_shape = cls(
            payer=payer,
            payee=payee,
            amount=amount,
            balance_before=balance_before,
            balance_after=balance_after,
            spendable_before=spendable_before,
            spendable_after=spendable_after,
            fading_before=fading_before,
            fading_after=fading_after,
            refusal=refusal,
        )

        return preview_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.named_shape import NamedShape





T = TypeVar("T", bound="GiftPreviewShape")



@_attrs_define
class GiftPreviewShape:
    """ A gift before it is given: to whom, and what it changes from `before` to `after`.

    Of the mint that is the money there is, else what stands on the account; below zero there is not enough. Whether
    the payee may have it (active, and below the ceiling) is decided when it is given.

        Attributes:
            payee (NamedShape): A member by id, code and name.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            before (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            is_enough (bool): Whether there is enough for it.
     """

    payee: NamedShape
    amount: Amount
    before: Amount
    after: Amount
    is_enough: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        payee = self.payee.to_dict()

        amount = self.amount.to_dict()

        before = self.before.to_dict()

        after = self.after.to_dict()

        is_enough = self.is_enough


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payee": payee,
            "amount": amount,
            "before": before,
            "after": after,
            "is_enough": is_enough,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        d = dict(src_dict)
        payee = NamedShape.from_dict(d.pop("payee"))




        amount = Amount.from_dict(d.pop("amount"))




        before = Amount.from_dict(d.pop("before"))




        after = Amount.from_dict(d.pop("after"))




        is_enough = d.pop("is_enough")

        gift_preview_shape = cls(
            payee=payee,
            amount=amount,
            before=before,
            after=after,
            is_enough=is_enough,
        )

        return gift_preview_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="GivingPreviewShape")



@_attrs_define
class GivingPreviewShape:
    """ What giving would do: `count` members get `each`, `full` of them could not hold it and are left out.

        Attributes:
            count (int): How many there are.
            each (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            whole (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            full (int): How many cannot be given all of it, because accounts have an upper limit.
            before (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    count: int
    each: Amount
    whole: Amount
    full: int
    before: Amount
    after: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        count = self.count

        each = self.each.to_dict()

        whole = self.whole.to_dict()

        full = self.full

        before = self.before.to_dict()

        after = self.after.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "count": count,
            "each": each,
            "whole": whole,
            "full": full,
            "before": before,
            "after": after,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        count = d.pop("count")

        each = Amount.from_dict(d.pop("each"))




        whole = Amount.from_dict(d.pop("whole"))




        full = d.pop("full")

        before = Amount.from_dict(d.pop("before"))




        after = Amount.from_dict(d.pop("after"))




        giving_preview_shape = cls(
            count=count,
            each=each,
            whole=whole,
            full=full,
            before=before,
            after=after,
        )

        return giving_preview_shape


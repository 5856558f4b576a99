from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.wallet_role import WalletRole
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.giving_shape_left_out import GivingShapeLeftOut





T = TypeVar("T", bound="GivingShape")



@_attrs_define
class GivingShape:
    """ A giving; `left_out` counts members by the code of what refused them.

        Attributes:
            id (UUID): The id.
            by (UUID): Who did it.
            source (WalletRole): Whose money a wallet holds.
            each (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            whole (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            given_amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            count (int): How many there are.
            given (int): What was given.
            left_out (GivingShapeLeftOut): How many were not given anything, by the stable name of the reason.
            reason (str): Why.
            ordered_at (datetime.datetime): When it was ordered.
            done_at (datetime.datetime | None): When it was done, null while it is under way.
            error (str): What went wrong the last time, empty where nothing did.
     """

    id: UUID
    by: UUID
    source: WalletRole
    each: Amount
    whole: Amount
    given_amount: Amount
    count: int
    given: int
    left_out: GivingShapeLeftOut
    reason: str
    ordered_at: datetime.datetime
    done_at: datetime.datetime | None
    error: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.giving_shape_left_out import GivingShapeLeftOut # noqa: PLC0415
        id = str(self.id)

        by = str(self.by)

        source = self.source.value

        each = self.each.to_dict()

        whole = self.whole.to_dict()

        given_amount = self.given_amount.to_dict()

        count = self.count

        given = self.given

        left_out = self.left_out.to_dict()

        reason = self.reason

        ordered_at = self.ordered_at.isoformat()

        done_at: None | str
        if isinstance(self.done_at, datetime.datetime):
            done_at = self.done_at.isoformat()
        else:
            done_at = self.done_at

        error = self.error


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "by": by,
            "source": source,
            "each": each,
            "whole": whole,
            "given_amount": given_amount,
            "count": count,
            "given": given,
            "left_out": left_out,
            "reason": reason,
            "ordered_at": ordered_at,
            "done_at": done_at,
            "error": error,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.giving_shape_left_out import GivingShapeLeftOut # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        by = UUID(d.pop("by"))




        source = WalletRole(d.pop("source"))




        each = Amount.from_dict(d.pop("each"))




        whole = Amount.from_dict(d.pop("whole"))




        given_amount = Amount.from_dict(d.pop("given_amount"))




        count = d.pop("count")

        given = d.pop("given")

        left_out = GivingShapeLeftOut.from_dict(d.pop("left_out"))




        reason = d.pop("reason")

        ordered_at = datetime.datetime.fromisoformat(d.pop("ordered_at"))




        def _parse_done_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_at_type_0 = datetime.datetime.fromisoformat(data)



                return done_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        done_at = _parse_done_at(d.pop("done_at"))


        error = d.pop("error")

        giving_shape = cls(
            id=id,
            by=by,
            source=source,
            each=each,
            whole=whole,
            given_amount=given_amount,
            count=count,
            given=given,
            left_out=left_out,
            reason=reason,
            ordered_at=ordered_at,
            done_at=done_at,
            error=error,
        )

        return giving_shape


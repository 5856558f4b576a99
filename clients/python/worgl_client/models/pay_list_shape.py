from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.list_mode import ListMode
from ..models.list_state import ListState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="PayListShape")



@_attrs_define
class PayListShape:
    """ A list and its sums.

    `good` rows can be paid and are not yet, `wrong` ones say nothing sound, `refused` ones could not be paid.
    `paid_before` is told of a draft: the list of the same content that was paid before.

        Attributes:
            id (UUID): The id.
            state (ListState): Where a pay list stands.
            mode (ListMode | None): Whether all rows are paid or none, or those that can be.
            file_name (str): The name of the file it came from.
            made_at (datetime.datetime): When it was made.
            finished_at (datetime.datetime | None): When all of it was paid or refused, null before.
            rows (int): How many rows there are.
            good (int): How many rows can be paid or brought in.
            wrong (int): How many rows are wrong.
            paid (int): How many were paid.
            refused (int): How many were refused.
            good_sum (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            paid_sum (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            paid_before (None | UUID): When a list with the same content was paid before, null for never.
     """

    id: UUID
    state: ListState
    mode: ListMode | None
    file_name: str
    made_at: datetime.datetime
    finished_at: datetime.datetime | None
    rows: int
    good: int
    wrong: int
    paid: int
    refused: int
    good_sum: Amount
    paid_sum: Amount
    paid_before: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        id = str(self.id)

        state = self.state.value

        mode: None | str
        if isinstance(self.mode, ListMode):
            mode = self.mode.value
        else:
            mode = self.mode

        file_name = self.file_name

        made_at = self.made_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        rows = self.rows

        good = self.good

        wrong = self.wrong

        paid = self.paid

        refused = self.refused

        good_sum = self.good_sum.to_dict()

        paid_sum = self.paid_sum.to_dict()

        paid_before: None | str
        if isinstance(self.paid_before, UUID):
            paid_before = str(self.paid_before)
        else:
            paid_before = self.paid_before


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "state": state,
            "mode": mode,
            "file_name": file_name,
            "made_at": made_at,
            "finished_at": finished_at,
            "rows": rows,
            "good": good,
            "wrong": wrong,
            "paid": paid,
            "refused": refused,
            "good_sum": good_sum,
            "paid_sum": paid_sum,
            "paid_before": paid_before,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        state = ListState(d.pop("state"))




        def _parse_mode(data: object) -> ListMode | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                mode_type_0 = ListMode(data)



                return mode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListMode | None, data)

        mode = _parse_mode(d.pop("mode"))


        file_name = d.pop("file_name")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))




        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))


        rows = d.pop("rows")

        good = d.pop("good")

        wrong = d.pop("wrong")

        paid = d.pop("paid")

        refused = d.pop("refused")

        good_sum = Amount.from_dict(d.pop("good_sum"))




        paid_sum = Amount.from_dict(d.pop("paid_sum"))




        def _parse_paid_before(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paid_before_type_0 = UUID(data)



                return paid_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        paid_before = _parse_paid_before(d.pop("paid_before"))


        pay_list_shape = cls(
            id=id,
            state=state,
            mode=mode,
            file_name=file_name,
            made_at=made_at,
            finished_at=finished_at,
            rows=rows,
            good=good,
            wrong=wrong,
            paid=paid,
            refused=refused,
            good_sum=good_sum,
            paid_sum=paid_sum,
            paid_before=paid_before,
        )

        return pay_list_shape


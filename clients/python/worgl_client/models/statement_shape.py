from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.entry_shape import EntryShape
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="StatementShape")



@_attrs_define
class StatementShape:
    """ An account over a period; opening and the lines make closing, lines are oldest first.

        Attributes:
            holder (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is
                null).
            start (datetime.date): The first day.
            end (datetime.date): The last day, included.
            zone (str): The time zone, such as Europe/Vienna.
            opening (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            lines (list[EntryShape]): The lines.
            closing (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    holder: PartyShape
    start: datetime.date
    end: datetime.date
    zone: str
    opening: Amount
    lines: list[EntryShape]
    closing: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.entry_shape import EntryShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        holder = self.holder.to_dict()

        start = self.start.isoformat()

        end = self.end.isoformat()

        zone = self.zone

        opening = self.opening.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)



        closing = self.closing.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "holder": holder,
            "start": start,
            "end": end,
            "zone": zone,
            "opening": opening,
            "lines": lines,
            "closing": closing,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.entry_shape import EntryShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        holder = PartyShape.from_dict(d.pop("holder"))




        start = datetime.date.fromisoformat(d.pop("start"))




        end = datetime.date.fromisoformat(d.pop("end"))




        zone = d.pop("zone")

        opening = Amount.from_dict(d.pop("opening"))




        lines = []
        _lines = d.pop("lines")
        for lines_item_data in (_lines):
            lines_item = EntryShape.from_dict(lines_item_data)



            lines.append(lines_item)


        closing = Amount.from_dict(d.pop("closing"))




        statement_shape = cls(
            holder=holder,
            start=start,
            end=end,
            zone=zone,
            opening=opening,
            lines=lines,
            closing=closing,
        )

        return statement_shape


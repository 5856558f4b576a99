from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="LevyLineShape")



@_attrs_define
class LevyLineShape:
    """ One wallet's line of a levy.

        Attributes:
            date (datetime.date): The day of the levy, in the community's zone.
            member (None | UUID): The member.
            name (str): The name.
            base (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            due (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            taken (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            owing (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            transfer (None | UUID): The id in the books.
            sentence (str): What happened, in a sentence in the language asked for.
     """

    date: datetime.date
    member: None | UUID
    name: str
    base: Amount
    due: Amount
    taken: Amount
    owing: Amount
    transfer: None | UUID
    sentence: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        date = self.date.isoformat()

        member: None | str
        if isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        name = self.name

        base = self.base.to_dict()

        due = self.due.to_dict()

        taken = self.taken.to_dict()

        owing = self.owing.to_dict()

        transfer: None | str
        if isinstance(self.transfer, UUID):
            transfer = str(self.transfer)
        else:
            transfer = self.transfer

        sentence = self.sentence


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "date": date,
            "member": member,
            "name": name,
            "base": base,
            "due": due,
            "taken": taken,
            "owing": owing,
            "transfer": transfer,
            "sentence": sentence,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))




        def _parse_member(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)



                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        member = _parse_member(d.pop("member"))


        name = d.pop("name")

        base = Amount.from_dict(d.pop("base"))




        due = Amount.from_dict(d.pop("due"))




        taken = Amount.from_dict(d.pop("taken"))




        owing = Amount.from_dict(d.pop("owing"))




        def _parse_transfer(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                transfer_type_0 = UUID(data)



                return transfer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        transfer = _parse_transfer(d.pop("transfer"))


        sentence = d.pop("sentence")

        levy_line_shape = cls(
            date=date,
            member=member,
            name=name,
            base=base,
            due=due,
            taken=taken,
            owing=owing,
            transfer=transfer,
            sentence=sentence,
        )

        return levy_line_shape


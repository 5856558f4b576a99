from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.line_code import LineCode
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="BatchAnswer")



@_attrs_define
class BatchAnswer:
    """ How one line fared; `line` counts from 1, `payment` is set when it is booked, now or before.

        Attributes:
            line (int): The number of the line, from 1.
            id (None | UUID): The id of the line, null where it has none.
            code (LineCode): How a line fared; the words are those of the refusals of single payments.
            payment (None | UUID): The id of the payment, null where there is none.
     """

    line: int
    id: None | UUID
    code: LineCode
    payment: None | UUID





    def to_dict(self) -> dict[str, Any]:
        line = self.line

        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        code = self.code.value

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "line": line,
            "id": id,
            "code": code,
            "payment": payment,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        def _parse_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)



                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        id = _parse_id(d.pop("id"))


        code = LineCode(d.pop("code"))




        def _parse_payment(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payment_type_0 = UUID(data)



                return payment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        payment = _parse_payment(d.pop("payment"))


        batch_answer = cls(
            line=line,
            id=id,
            code=code,
            payment=payment,
        )

        return batch_answer


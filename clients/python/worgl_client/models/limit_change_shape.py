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





T = TypeVar("T", bound="LimitChangeShape")



@_attrs_define
class LimitChangeShape:
    """ What a rule changes for one member; null stands for no limit.

    A member who `is_beyond` the new limit keeps what they have and cannot go further.

        Attributes:
            member (NamedShape): A member by id, code and name.
            before (Amount | None): How it stood before.
            after (Amount | None): How it stands afterwards.
            is_beyond (bool): Whether the balance is beyond the new limit.
     """

    member: NamedShape
    before: Amount | None
    after: Amount | None
    is_beyond: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        member = self.member.to_dict()

        before: dict[str, Any] | None
        if isinstance(self.before, Amount):
            before = self.before.to_dict()
        else:
            before = self.before

        after: dict[str, Any] | None
        if isinstance(self.after, Amount):
            after = self.after.to_dict()
        else:
            after = self.after

        is_beyond = self.is_beyond


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "before": before,
            "after": after,
            "is_beyond": is_beyond,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        d = dict(src_dict)
        member = NamedShape.from_dict(d.pop("member"))




        def _parse_before(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                before_type_0 = Amount.from_dict(data)



                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        before = _parse_before(d.pop("before"))


        def _parse_after(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                after_type_0 = Amount.from_dict(data)



                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        after = _parse_after(d.pop("after"))


        is_beyond = d.pop("is_beyond")

        limit_change_shape = cls(
            member=member,
            before=before,
            after=after,
            is_beyond=is_beyond,
        )

        return limit_change_shape


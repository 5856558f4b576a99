from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.pack_state import PackState
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="ParcelShape")



@_attrs_define
class ParcelShape:
    """ Everything about a person in one ZIP; while it is packed, `done` of `total` memberships are in it.

    `size` is in bytes; it can be fetched from `ready_at` until `expires_at`.

        Attributes:
            id (UUID): The id.
            state (PackState): How far a parcel is.
            done (int): How many are done.
            total (int): How many memberships are packed.
            size (int | None): How many bytes it has, null before it is ready.
            ordered_at (datetime.datetime): When it was ordered.
            ready_at (datetime.datetime | None): From when it can be fetched, null before.
            expires_at (datetime.datetime): When its time is over.
     """

    id: UUID
    state: PackState
    done: int
    total: int
    size: int | None
    ordered_at: datetime.datetime
    ready_at: datetime.datetime | None
    expires_at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        state = self.state.value

        done = self.done

        total = self.total

        size: int | None
        size = self.size

        ordered_at = self.ordered_at.isoformat()

        ready_at: None | str
        if isinstance(self.ready_at, datetime.datetime):
            ready_at = self.ready_at.isoformat()
        else:
            ready_at = self.ready_at

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "state": state,
            "done": done,
            "total": total,
            "size": size,
            "ordered_at": ordered_at,
            "ready_at": ready_at,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        state = PackState(d.pop("state"))




        done = d.pop("done")

        total = d.pop("total")

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))


        ordered_at = datetime.datetime.fromisoformat(d.pop("ordered_at"))




        def _parse_ready_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ready_at_type_0 = datetime.datetime.fromisoformat(data)



                return ready_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ready_at = _parse_ready_at(d.pop("ready_at"))


        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        parcel_shape = cls(
            id=id,
            state=state,
            done=done,
            total=total,
            size=size,
            ordered_at=ordered_at,
            ready_at=ready_at,
            expires_at=expires_at,
        )

        return parcel_shape


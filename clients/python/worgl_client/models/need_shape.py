from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.need_kind import NeedKind
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="NeedShape")



@_attrs_define
class NeedShape:
    """ One thing that waits, by its id.

    A `job` failed too often and is retried at `/jobs/ID/retry`; a `dispute` waits for a ruling, a `report` for
    somebody to look, an `application` of a member for their admission, and `id` is then that of the member. `member`
    and `name` are whom it is about, null and "" for a job; `text` says why: an error, a reason, or who has invited.

        Attributes:
            kind (NeedKind): What it is that waits.
            id (UUID): The id.
            since (datetime.datetime): Since when.
            member (None | UUID): The member.
            name (str): The name.
            text (str): The text.
     """

    kind: NeedKind
    id: UUID
    since: datetime.datetime
    member: None | UUID
    name: str
    text: str





    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        id = str(self.id)

        since = self.since.isoformat()

        member: None | str
        if isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        name = self.name

        text = self.text


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "id": id,
            "since": since,
            "member": member,
            "name": name,
            "text": text,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = NeedKind(d.pop("kind"))




        id = UUID(d.pop("id"))




        since = datetime.datetime.fromisoformat(d.pop("since"))




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

        text = d.pop("text")

        need_shape = cls(
            kind=kind,
            id=id,
            since=since,
            member=member,
            name=name,
            text=text,
        )

        return need_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.chat_message_shape import ChatMessageShape
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="ChatShape")



@_attrs_define
class ChatShape:
    """ A conversation; `unread` counts what the caller has not seen, `is_blocked`: the caller has blocked the other.

        Attributes:
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            last (ChatMessageShape | None): What was said last, null where nothing was.
            unread (int): How many are unread.
            is_blocked (bool): Whether the caller blocks the other.
     """

    member: MemberShape
    last: ChatMessageShape | None
    unread: int
    is_blocked: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.chat_message_shape import ChatMessageShape # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        member = self.member.to_dict()

        last: dict[str, Any] | None
        if isinstance(self.last, ChatMessageShape):
            last = self.last.to_dict()
        else:
            last = self.last

        unread = self.unread

        is_blocked = self.is_blocked


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "last": last,
            "unread": unread,
            "is_blocked": is_blocked,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat_message_shape import ChatMessageShape # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        member = MemberShape.from_dict(d.pop("member"))




        def _parse_last(data: object) -> ChatMessageShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_type_0 = ChatMessageShape.from_dict(data)



                return last_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChatMessageShape | None, data)

        last = _parse_last(d.pop("last"))


        unread = d.pop("unread")

        is_blocked = d.pop("is_blocked")

        chat_shape = cls(
            member=member,
            last=last,
            unread=unread,
            is_blocked=is_blocked,
        )

        return chat_shape


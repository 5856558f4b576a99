from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="InvitationShape")



@_attrs_define
class InvitationShape:
    """ An open invitation; `direct` ones let people in at once. Its link is told when it is made, never again.

        Attributes:
            id (UUID): The id.
            invited_by (str): The name of who invited.
            uses (int): How often it can be used.
            used (int): How often it was used.
            direct (bool): Whether who comes with it is a member at once, without being looked at.
            expires_at (datetime.datetime): When its time is over.
     """

    id: UUID
    invited_by: str
    uses: int
    used: int
    direct: bool
    expires_at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        invited_by = self.invited_by

        uses = self.uses

        used = self.used

        direct = self.direct

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "invited_by": invited_by,
            "uses": uses,
            "used": used,
            "direct": direct,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        invited_by = d.pop("invited_by")

        uses = d.pop("uses")

        used = d.pop("used")

        direct = d.pop("direct")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        invitation_shape = cls(
            id=id,
            invited_by=invited_by,
            uses=uses,
            used=used,
            direct=direct,
            expires_at=expires_at,
        )

        return invitation_shape


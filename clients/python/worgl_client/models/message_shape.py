from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.message_state import MessageState
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MessageShape")



@_attrs_define
class MessageShape:
    """ A message and how its delivery went; `status` is the last HTTP status, 0 when nobody answered.

        Attributes:
            id (UUID): The id.
            kind (str): Which kind it is.
            state (MessageState): Where a message stands.
            attempts (int): How often it was tried so far.
            created_at (datetime.datetime): When it was made.
            due_at (datetime.datetime): When it is tried next.
            tried_at (datetime.datetime | None): When it was last tried, null for never.
            status (int): The last HTTP status, 0 when nobody answered.
            error (str): What went wrong the last time, empty where nothing did.
     """

    id: UUID
    kind: str
    state: MessageState
    attempts: int
    created_at: datetime.datetime
    due_at: datetime.datetime
    tried_at: datetime.datetime | None
    status: int
    error: str





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        state = self.state.value

        attempts = self.attempts

        created_at = self.created_at.isoformat()

        due_at = self.due_at.isoformat()

        tried_at: None | str
        if isinstance(self.tried_at, datetime.datetime):
            tried_at = self.tried_at.isoformat()
        else:
            tried_at = self.tried_at

        status = self.status

        error = self.error


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "kind": kind,
            "state": state,
            "attempts": attempts,
            "created_at": created_at,
            "due_at": due_at,
            "tried_at": tried_at,
            "status": status,
            "error": error,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        kind = d.pop("kind")

        state = MessageState(d.pop("state"))




        attempts = d.pop("attempts")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))




        def _parse_tried_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tried_at_type_0 = datetime.datetime.fromisoformat(data)



                return tried_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        tried_at = _parse_tried_at(d.pop("tried_at"))


        status = d.pop("status")

        error = d.pop("error")

        message_shape = cls(
            id=id,
            kind=kind,
            state=state,
            attempts=attempts,
            created_at=created_at,
            due_at=due_at,
            tried_at=tried_at,
            status=status,
            error=error,
        )

        return message_shape


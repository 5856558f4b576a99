from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="ActShape")



@_attrs_define
class ActShape:
    """ What an officer or keeper did; `what` is a stable code, `before` and `after` tell what it changed.

        Attributes:
            id (UUID): The id.
            at (datetime.datetime): When it happened.
            what (str): What was done, as a stable name.
            sentence (str): What happened, in a sentence in the language asked for.
            actor (str): The name of who did it.
            subject (str): Whom or what it was done to.
            reason (str): Why.
            before (str): How it stood before.
            after (str): How it stands afterwards.
     """

    id: UUID
    at: datetime.datetime
    what: str
    sentence: str
    actor: str
    subject: str
    reason: str
    before: str
    after: str





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        at = self.at.isoformat()

        what = self.what

        sentence = self.sentence

        actor = self.actor

        subject = self.subject

        reason = self.reason

        before = self.before

        after = self.after


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "at": at,
            "what": what,
            "sentence": sentence,
            "actor": actor,
            "subject": subject,
            "reason": reason,
            "before": before,
            "after": after,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        what = d.pop("what")

        sentence = d.pop("sentence")

        actor = d.pop("actor")

        subject = d.pop("subject")

        reason = d.pop("reason")

        before = d.pop("before")

        after = d.pop("after")

        act_shape = cls(
            id=id,
            at=at,
            what=what,
            sentence=sentence,
            actor=actor,
            subject=subject,
            reason=reason,
            before=before,
            after=after,
        )

        return act_shape


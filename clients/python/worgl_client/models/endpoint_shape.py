from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="EndpointShape")



@_attrs_define
class EndpointShape:
    """ An endpoint; `failing_since` and `disabled_at` tell that nobody took its messages.

    One that `is_gone` has said so itself (410). `missed` messages were not queued since `missed_since`, because
    too many were waiting.

        Attributes:
            id (UUID): The id.
            url (str): Where messages go; https.
            kinds (list[str]): What it is told, as names of facts.
            for_community (bool): Whether it is the community's instead of the caller's own.
            created_at (datetime.datetime): When it was made.
            failing_since (datetime.datetime | None): Since when nobody takes its messages, null while they are taken.
            disabled_at (datetime.datetime | None): When it was switched off because nobody took its messages, null while it
                is on.
            is_gone (bool): Whether it has said itself that it is gone (410).
            missed (int): How many messages were not queued, because too many were waiting.
            missed_since (datetime.datetime | None): Since when messages are not queued, null while all are.
     """

    id: UUID
    url: str
    kinds: list[str]
    for_community: bool
    created_at: datetime.datetime
    failing_since: datetime.datetime | None
    disabled_at: datetime.datetime | None
    is_gone: bool
    missed: int
    missed_since: datetime.datetime | None





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        url = self.url

        kinds = self.kinds



        for_community = self.for_community

        created_at = self.created_at.isoformat()

        failing_since: None | str
        if isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        disabled_at: None | str
        if isinstance(self.disabled_at, datetime.datetime):
            disabled_at = self.disabled_at.isoformat()
        else:
            disabled_at = self.disabled_at

        is_gone = self.is_gone

        missed = self.missed

        missed_since: None | str
        if isinstance(self.missed_since, datetime.datetime):
            missed_since = self.missed_since.isoformat()
        else:
            missed_since = self.missed_since


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "url": url,
            "kinds": kinds,
            "for_community": for_community,
            "created_at": created_at,
            "failing_since": failing_since,
            "disabled_at": disabled_at,
            "is_gone": is_gone,
            "missed": missed,
            "missed_since": missed_since,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        url = d.pop("url")

        kinds = cast(list[str], d.pop("kinds"))


        for_community = d.pop("for_community")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_failing_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)



                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        failing_since = _parse_failing_since(d.pop("failing_since"))


        def _parse_disabled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_at_type_0 = datetime.datetime.fromisoformat(data)



                return disabled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        disabled_at = _parse_disabled_at(d.pop("disabled_at"))


        is_gone = d.pop("is_gone")

        missed = d.pop("missed")

        def _parse_missed_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                missed_since_type_0 = datetime.datetime.fromisoformat(data)



                return missed_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        missed_since = _parse_missed_since(d.pop("missed_since"))


        endpoint_shape = cls(
            id=id,
            url=url,
            kinds=kinds,
            for_community=for_community,
            created_at=created_at,
            failing_since=failing_since,
            disabled_at=disabled_at,
            is_gone=is_gone,
            missed=missed,
            missed_since=missed_since,
        )

        return endpoint_shape


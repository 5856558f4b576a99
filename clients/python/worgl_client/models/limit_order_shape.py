from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="LimitOrderShape")



@_attrs_define
class LimitOrderShape:
    """ A rule that is applied in the background, or was; `error` says what stopped it, if anything.

        Attributes:
            job (UUID): The id under which the work is looked after.
            done (int): How many are done.
            total (int): How many there are.
            is_running (bool): Whether it runs at this moment.
            error (str): What went wrong the last time, empty where nothing did.
            by (UUID): Who did it.
     """

    job: UUID
    done: int
    total: int
    is_running: bool
    error: str
    by: UUID





    def to_dict(self) -> dict[str, Any]:
        job = str(self.job)

        done = self.done

        total = self.total

        is_running = self.is_running

        error = self.error

        by = str(self.by)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "job": job,
            "done": done,
            "total": total,
            "is_running": is_running,
            "error": error,
            "by": by,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        job = UUID(d.pop("job"))




        done = d.pop("done")

        total = d.pop("total")

        is_running = d.pop("is_running")

        error = d.pop("error")

        by = UUID(d.pop("by"))




        limit_order_shape = cls(
            job=job,
            done=done,
            total=total,
            is_running=is_running,
            error=error,
            by=by,
        )

        return limit_order_shape


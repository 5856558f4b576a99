from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="LevyRunShape")



@_attrs_define
class LevyRunShape:
    """ How far a levy is: `done` of `total` wallets in its present `stage`; `error` when it stopped and tries again.

        Attributes:
            stage (str): How far it is.
            done (int): How many are done.
            total (int): How many there are.
            is_running (bool): Whether it runs at this moment.
            error (str): What went wrong the last time, empty where nothing did.
     """

    stage: str
    done: int
    total: int
    is_running: bool
    error: str





    def to_dict(self) -> dict[str, Any]:
        stage = self.stage

        done = self.done

        total = self.total

        is_running = self.is_running

        error = self.error


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "stage": stage,
            "done": done,
            "total": total,
            "is_running": is_running,
            "error": error,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        stage = d.pop("stage")

        done = d.pop("done")

        total = d.pop("total")

        is_running = d.pop("is_running")

        error = d.pop("error")

        levy_run_shape = cls(
            stage=stage,
            done=done,
            total=total,
            is_running=is_running,
            error=error,
        )

        return levy_run_shape


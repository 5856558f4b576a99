from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.failed_letter_shape import FailedLetterShape





T = TypeVar("T", bound="LettersShape")



@_attrs_define
class LettersShape:
    """ Letters with the personal links of a table.

    `unsent` counts who has an address, no letter yet, and signs in nowhere; `failed` are the latest that were
    refused; `error` says why the sending waits, "" when it does not.

        Attributes:
            unsent (int): How many were not sent.
            is_underway (bool): Whether letters are being sent at this moment.
            waiting (int): How many wait.
            sent (int): How many were sent.
            failed (list[FailedLetterShape]): Letters that could not be sent.
            error (str): What went wrong the last time, empty where nothing did.
     """

    unsent: int
    is_underway: bool
    waiting: int
    sent: int
    failed: list[FailedLetterShape]
    error: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.failed_letter_shape import FailedLetterShape # noqa: PLC0415
        unsent = self.unsent

        is_underway = self.is_underway

        waiting = self.waiting

        sent = self.sent

        failed = []
        for failed_item_data in self.failed:
            failed_item = failed_item_data.to_dict()
            failed.append(failed_item)



        error = self.error


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "unsent": unsent,
            "is_underway": is_underway,
            "waiting": waiting,
            "sent": sent,
            "failed": failed,
            "error": error,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failed_letter_shape import FailedLetterShape # noqa: PLC0415
        d = dict(src_dict)
        unsent = d.pop("unsent")

        is_underway = d.pop("is_underway")

        waiting = d.pop("waiting")

        sent = d.pop("sent")

        failed = []
        _failed = d.pop("failed")
        for failed_item_data in (_failed):
            failed_item = FailedLetterShape.from_dict(failed_item_data)



            failed.append(failed_item)


        error = d.pop("error")

        letters_shape = cls(
            unsent=unsent,
            is_underway=is_underway,
            waiting=waiting,
            sent=sent,
            failed=failed,
            error=error,
        )

        return letters_shape


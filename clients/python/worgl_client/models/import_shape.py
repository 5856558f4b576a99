from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.layout import Layout
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.fault_shape import FaultShape





T = TypeVar("T", bound="ImportShape")



@_attrs_define
class ImportShape:
    """ A table of members that was sent, and how far it is.

    Until it is brought in, `good` rows are those that would come, `held` and `owed` the sums of their balances, and
    `faults` the first 200 of the `wrong` ones; in lists and afterwards these are null or empty. `came` counts who
    has come. `places` is how many members the community has places for, `places_needed` how many it would need.
    `error` says what stopped the work, which tries again by itself.

        Attributes:
            id (UUID): The id.
            file_name (str): The name of the file it came from.
            layout (Layout): Where a table comes from, as far as its header tells.
            at (datetime.datetime): When it happened.
            is_started (bool): Whether it was started.
            is_done (bool): Whether all of it is done.
            good (int | None): How many rows can be paid or brought in.
            wrong (int): How many rows are wrong.
            held (Amount | None): What is reserved and not free to spend.
            owed (Amount | None): What is still owed.
            faults (list[FaultShape]): The first rows that are wrong, and why.
            came (int): How many members were brought in.
            places (int): How many places the community has.
            places_needed (int): How many places there must be to bring in the good rows.
            error (str): What went wrong the last time, empty where nothing did.
     """

    id: UUID
    file_name: str
    layout: Layout
    at: datetime.datetime
    is_started: bool
    is_done: bool
    good: int | None
    wrong: int
    held: Amount | None
    owed: Amount | None
    faults: list[FaultShape]
    came: int
    places: int
    places_needed: int
    error: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fault_shape import FaultShape # noqa: PLC0415
        id = str(self.id)

        file_name = self.file_name

        layout = self.layout.value

        at = self.at.isoformat()

        is_started = self.is_started

        is_done = self.is_done

        good: int | None
        good = self.good

        wrong = self.wrong

        held: dict[str, Any] | None
        if isinstance(self.held, Amount):
            held = self.held.to_dict()
        else:
            held = self.held

        owed: dict[str, Any] | None
        if isinstance(self.owed, Amount):
            owed = self.owed.to_dict()
        else:
            owed = self.owed

        faults = []
        for faults_item_data in self.faults:
            faults_item = faults_item_data.to_dict()
            faults.append(faults_item)



        came = self.came

        places = self.places

        places_needed = self.places_needed

        error = self.error


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "file_name": file_name,
            "layout": layout,
            "at": at,
            "is_started": is_started,
            "is_done": is_done,
            "good": good,
            "wrong": wrong,
            "held": held,
            "owed": owed,
            "faults": faults,
            "came": came,
            "places": places,
            "places_needed": places_needed,
            "error": error,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fault_shape import FaultShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        file_name = d.pop("file_name")

        layout = Layout(d.pop("layout"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        is_started = d.pop("is_started")

        is_done = d.pop("is_done")

        def _parse_good(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        good = _parse_good(d.pop("good"))


        wrong = d.pop("wrong")

        def _parse_held(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                held_type_0 = Amount.from_dict(data)



                return held_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        held = _parse_held(d.pop("held"))


        def _parse_owed(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owed_type_0 = Amount.from_dict(data)



                return owed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        owed = _parse_owed(d.pop("owed"))


        faults = []
        _faults = d.pop("faults")
        for faults_item_data in (_faults):
            faults_item = FaultShape.from_dict(faults_item_data)



            faults.append(faults_item)


        came = d.pop("came")

        places = d.pop("places")

        places_needed = d.pop("places_needed")

        error = d.pop("error")

        import_shape = cls(
            id=id,
            file_name=file_name,
            layout=layout,
            at=at,
            is_started=is_started,
            is_done=is_done,
            good=good,
            wrong=wrong,
            held=held,
            owed=owed,
            faults=faults,
            came=came,
            places=places,
            places_needed=places_needed,
            error=error,
        )

        return import_shape


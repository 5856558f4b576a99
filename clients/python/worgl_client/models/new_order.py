from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.catch_up import CatchUp
from ..models.rhythm import Rhythm
from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn





T = TypeVar("T", bound="NewOrder")



@_attrs_define
class NewOrder:
    """ Whom to pay, by code or id, how much, and when: until a day, or so many times, or till it is cancelled.

    With `is_split` the amount is the whole, paid in `times` parts.

        Attributes:
            payee (str): Code or id of who is paid.
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            rhythm (Rhythm): How often an order pays.
            first (datetime.date): The first day it pays, in the community's zone.
            note (str | Unset): What it is for, in the words of who pays or asks. Default: ''.
            until (datetime.date | None | Unset): Until when.
            times (int | None | Unset): How often it pays, null for without end.
            is_split (bool | Unset): Whether the amount is split over the times, instead of paid each time. Default: False.
            catch_up (CatchUp | Unset): What is paid when several dates passed before anybody could pay: each of them, or
                only the latest. Default: CatchUp.EACH.
            retry_days (int | Unset): For how many days a date that could not be paid is tried again. Default: 0.
     """

    payee: str
    amount: AmountIn
    rhythm: Rhythm
    first: datetime.date
    note: str | Unset = ''
    until: datetime.date | None | Unset = UNSET
    times: int | None | Unset = UNSET
    is_split: bool | Unset = False
    catch_up: CatchUp | Unset = CatchUp.EACH
    retry_days: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        payee = self.payee

        amount = self.amount.to_dict()

        rhythm = self.rhythm.value

        first = self.first.isoformat()

        note = self.note

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        times: int | None | Unset
        if isinstance(self.times, Unset):
            times = UNSET
        else:
            times = self.times

        is_split = self.is_split

        catch_up: str | Unset = UNSET
        if not isinstance(self.catch_up, Unset):
            catch_up = self.catch_up.value


        retry_days = self.retry_days


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payee": payee,
            "amount": amount,
            "rhythm": rhythm,
            "first": first,
        })
        if note is not UNSET:
            field_dict["note"] = note
        if until is not UNSET:
            field_dict["until"] = until
        if times is not UNSET:
            field_dict["times"] = times
        if is_split is not UNSET:
            field_dict["is_split"] = is_split
        if catch_up is not UNSET:
            field_dict["catch_up"] = catch_up
        if retry_days is not UNSET:
            field_dict["retry_days"] = retry_days

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        payee = d.pop("payee")

        amount = AmountIn.from_dict(d.pop("amount"))




        rhythm = Rhythm(d.pop("rhythm"))




        first = datetime.date.fromisoformat(d.pop("first"))




        note = d.pop("note", UNSET)

        def _parse_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)



                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))


        def _parse_times(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        times = _parse_times(d.pop("times", UNSET))


        is_split = d.pop("is_split", UNSET)

        _catch_up = d.pop("catch_up", UNSET)
        catch_up: CatchUp | Unset
        if isinstance(_catch_up,  Unset):
            catch_up = UNSET
        else:
            catch_up = CatchUp(_catch_up)




        retry_days = d.pop("retry_days", UNSET)

        new_order = cls(
            payee=payee,
            amount=amount,
            rhythm=rhythm,
            first=first,
            note=note,
            until=until,
            times=times,
            is_split=is_split,
            catch_up=catch_up,
            retry_days=retry_days,
        )

        return new_order


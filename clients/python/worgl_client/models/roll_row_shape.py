from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.member_kind import MemberKind
from ..models.member_state import MemberState
from ..models.role import Role
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.named_shape import NamedShape





T = TypeVar("T", bound="RollRowShape")



@_attrs_define
class RollRowShape:
    """ A member with their money.

    `given_credit` and `given_ceiling` were given to this member alone; null leaves a limit to the rules. A `ceiling` of
    null is none. `last_traded` is the last day on which they paid or were paid, as far as a job
    has counted.

        Attributes:
            member (NamedShape): A member by id, code and name.
            kind (MemberKind): What stands behind a membership: a person or a shop.
            state (MemberState): Where a membership stands; who is declined is as one who left.
            roles (list[Role]): The offices the member holds.
            joined_at (datetime.datetime | None): Since when the member belongs, null before.
            balance (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            credit (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            ceiling (Amount | None): The most the account may hold, null for no end.
            given_credit (Amount | None): The credit that was given to the member by name, null for the rule of all.
            given_ceiling (Amount | None): The ceiling that was given to the member by name, null for the rule of all.
            last_traded (datetime.date | None): When the member last moved something, null for never.
     """

    member: NamedShape
    kind: MemberKind
    state: MemberState
    roles: list[Role]
    joined_at: datetime.datetime | None
    balance: Amount
    credit: Amount
    ceiling: Amount | None
    given_credit: Amount | None
    given_ceiling: Amount | None
    last_traded: datetime.date | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        member = self.member.to_dict()

        kind = self.kind.value

        state = self.state.value

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)



        joined_at: None | str
        if isinstance(self.joined_at, datetime.datetime):
            joined_at = self.joined_at.isoformat()
        else:
            joined_at = self.joined_at

        balance = self.balance.to_dict()

        credit = self.credit.to_dict()

        ceiling: dict[str, Any] | None
        if isinstance(self.ceiling, Amount):
            ceiling = self.ceiling.to_dict()
        else:
            ceiling = self.ceiling

        given_credit: dict[str, Any] | None
        if isinstance(self.given_credit, Amount):
            given_credit = self.given_credit.to_dict()
        else:
            given_credit = self.given_credit

        given_ceiling: dict[str, Any] | None
        if isinstance(self.given_ceiling, Amount):
            given_ceiling = self.given_ceiling.to_dict()
        else:
            given_ceiling = self.given_ceiling

        last_traded: None | str
        if isinstance(self.last_traded, datetime.date):
            last_traded = self.last_traded.isoformat()
        else:
            last_traded = self.last_traded


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "kind": kind,
            "state": state,
            "roles": roles,
            "joined_at": joined_at,
            "balance": balance,
            "credit": credit,
            "ceiling": ceiling,
            "given_credit": given_credit,
            "given_ceiling": given_ceiling,
            "last_traded": last_traded,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.named_shape import NamedShape # noqa: PLC0415
        d = dict(src_dict)
        member = NamedShape.from_dict(d.pop("member"))




        kind = MemberKind(d.pop("kind"))




        state = MemberState(d.pop("state"))




        roles = []
        _roles = d.pop("roles")
        for roles_item_data in (_roles):
            roles_item = Role(roles_item_data)



            roles.append(roles_item)


        def _parse_joined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joined_at_type_0 = datetime.datetime.fromisoformat(data)



                return joined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        joined_at = _parse_joined_at(d.pop("joined_at"))


        balance = Amount.from_dict(d.pop("balance"))




        credit = Amount.from_dict(d.pop("credit"))




        def _parse_ceiling(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ceiling_type_0 = Amount.from_dict(data)



                return ceiling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        ceiling = _parse_ceiling(d.pop("ceiling"))


        def _parse_given_credit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                given_credit_type_0 = Amount.from_dict(data)



                return given_credit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        given_credit = _parse_given_credit(d.pop("given_credit"))


        def _parse_given_ceiling(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                given_ceiling_type_0 = Amount.from_dict(data)



                return given_ceiling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        given_ceiling = _parse_given_ceiling(d.pop("given_ceiling"))


        def _parse_last_traded(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_traded_type_0 = datetime.date.fromisoformat(data)



                return last_traded_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        last_traded = _parse_last_traded(d.pop("last_traded"))


        roll_row_shape = cls(
            member=member,
            kind=kind,
            state=state,
            roles=roles,
            joined_at=joined_at,
            balance=balance,
            credit=credit,
            ceiling=ceiling,
            given_credit=given_credit,
            given_ceiling=given_ceiling,
            last_traded=last_traded,
        )

        return roll_row_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.email import Email






T = TypeVar("T", bound="WaysShape")



@_attrs_define
class WaysShape:
    """ In the app, by e-mail (at once, or in a daily or weekly digest), on the person's devices.

        Attributes:
            in_app (bool): Whether it is told on the pages.
            email (Email): When notices of a kind come by e-mail.
            push (bool): Whether a message is pushed to devices.
     """

    in_app: bool
    email: Email
    push: bool





    def to_dict(self) -> dict[str, Any]:
        in_app = self.in_app

        email = self.email.value

        push = self.push


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "in_app": in_app,
            "email": email,
            "push": push,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        in_app = d.pop("in_app")

        email = Email(d.pop("email"))




        push = d.pop("push")

        ways_shape = cls(
            in_app=in_app,
            email=email,
            push=push,
        )

        return ways_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.email import Email
from ..models.group import Group






T = TypeVar("T", bound="ChoiceShape")



@_attrs_define
class ChoiceShape:
    """ A kind of notice and by which ways it comes; `group` is its heading in the settings.

        Attributes:
            in_app (bool): Whether it is told on the pages.
            email (Email): When notices of a kind come by e-mail.
            push (bool): Whether a message is pushed to devices.
            kind (str): Which kind it is.
            name (str): The name.
            group (Group): Under which heading a kind stands in a person's settings.
     """

    in_app: bool
    email: Email
    push: bool
    kind: str
    name: str
    group: Group





    def to_dict(self) -> dict[str, Any]:
        in_app = self.in_app

        email = self.email.value

        push = self.push

        kind = self.kind

        name = self.name

        group = self.group.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "in_app": in_app,
            "email": email,
            "push": push,
            "kind": kind,
            "name": name,
            "group": group,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        in_app = d.pop("in_app")

        email = Email(d.pop("email"))




        push = d.pop("push")

        kind = d.pop("kind")

        name = d.pop("name")

        group = Group(d.pop("group"))




        choice_shape = cls(
            in_app=in_app,
            email=email,
            push=push,
            kind=kind,
            name=name,
            group=group,
        )

        return choice_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="MailboxShape")



@_attrs_define
class MailboxShape:
    """ Where letters go, "" until an address is confirmed; `trouble` says why none arrive, "" while they do.

        Attributes:
            address (str): The e-mail address letters go to.
            trouble (str): Why letters do not arrive, empty where they do.
     """

    address: str
    trouble: str





    def to_dict(self) -> dict[str, Any]:
        address = self.address

        trouble = self.trouble


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "address": address,
            "trouble": trouble,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = d.pop("address")

        trouble = d.pop("trouble")

        mailbox_shape = cls(
            address=address,
            trouble=trouble,
        )

        return mailbox_shape


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="NewEndpoint")



@_attrs_define
class NewEndpoint:
    """ An endpoint to be made: one's own, or as an administrator the community's.

        Attributes:
            url (str): Where messages go; https.
            kinds (list[str]): What it is told, as names of facts.
            for_community (bool | Unset): Whether it is the community's instead of the caller's own. Default: False.
     """

    url: str
    kinds: list[str]
    for_community: bool | Unset = False





    def to_dict(self) -> dict[str, Any]:
        url = self.url

        kinds = self.kinds



        for_community = self.for_community


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "url": url,
            "kinds": kinds,
        })
        if for_community is not UNSET:
            field_dict["for_community"] = for_community

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        kinds = cast(list[str], d.pop("kinds"))


        for_community = d.pop("for_community", UNSET)

        new_endpoint = cls(
            url=url,
            kinds=kinds,
            for_community=for_community,
        )

        return new_endpoint


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.new_community_decimal_mark import NewCommunityDecimalMark
from ..models.new_community_preset import NewCommunityPreset
from ..types import UNSET, Unset






T = TypeVar("T", bound="NewCommunity")



@_attrs_define
class NewCommunity:
    """ A community to be founded. `slug` is its address, `preset` the rules it begins with.

    Without `coin_name` and `unit` the coin is called as the preset calls it. `zone` is an IANA name.

        Attributes:
            name (str): The name.
            slug (str): The name in addresses.
            preset (NewCommunityPreset): With which rules the community begins.
            zone (str): The time zone, such as Europe/Vienna.
            coin_name (str | Unset): What people call the coin. Default: ''.
            unit (str | Unset): The unit of the amount, which is the community's. Default: ''.
            decimal_mark (NewCommunityDecimalMark | Unset): The mark before the decimals, as people of the community write
                it. Default: NewCommunityDecimalMark.VALUE_0.
     """

    name: str
    slug: str
    preset: NewCommunityPreset
    zone: str
    coin_name: str | Unset = ''
    unit: str | Unset = ''
    decimal_mark: NewCommunityDecimalMark | Unset = NewCommunityDecimalMark.VALUE_0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        slug = self.slug

        preset = self.preset.value

        zone = self.zone

        coin_name = self.coin_name

        unit = self.unit

        decimal_mark: str | Unset = UNSET
        if not isinstance(self.decimal_mark, Unset):
            decimal_mark = self.decimal_mark.value



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "slug": slug,
            "preset": preset,
            "zone": zone,
        })
        if coin_name is not UNSET:
            field_dict["coin_name"] = coin_name
        if unit is not UNSET:
            field_dict["unit"] = unit
        if decimal_mark is not UNSET:
            field_dict["decimal_mark"] = decimal_mark

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        slug = d.pop("slug")

        preset = NewCommunityPreset(d.pop("preset"))




        zone = d.pop("zone")

        coin_name = d.pop("coin_name", UNSET)

        unit = d.pop("unit", UNSET)

        _decimal_mark = d.pop("decimal_mark", UNSET)
        decimal_mark: NewCommunityDecimalMark | Unset
        if isinstance(_decimal_mark,  Unset):
            decimal_mark = UNSET
        else:
            decimal_mark = NewCommunityDecimalMark(_decimal_mark)




        new_community = cls(
            name=name,
            slug=slug,
            preset=preset,
            zone=zone,
            coin_name=coin_name,
            unit=unit,
            decimal_mark=decimal_mark,
        )

        return new_community


from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.scope import Scope
from ..models.theme import Theme
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="Me")



@_attrs_define
class Me:
    """ The person a key acts for, and what the key may do; without a `community` it is good in all of theirs.

    `picture` names the content of their picture, "" when they show none.

        Attributes:
            id (UUID): The id.
            name (str): The name.
            email (str): The e-mail address.
            language (str): The language of pages and letters, as a code of two letters.
            theme (Theme): The colours a person has chosen; SYSTEM follows their device.
            picture (str): The name of the picture, which changes with it; empty without one.
            scopes (list[Scope]): What the key may do.
            community (None | UUID): The id of the community, null for all.
     """

    id: UUID
    name: str
    email: str
    language: str
    theme: Theme
    picture: str
    scopes: list[Scope]
    community: None | UUID





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        email = self.email

        language = self.language

        theme = self.theme.value

        picture = self.picture

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)



        community: None | str
        if isinstance(self.community, UUID):
            community = str(self.community)
        else:
            community = self.community


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "name": name,
            "email": email,
            "language": language,
            "theme": theme,
            "picture": picture,
            "scopes": scopes,
            "community": community,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        email = d.pop("email")

        language = d.pop("language")

        theme = Theme(d.pop("theme"))




        picture = d.pop("picture")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in (_scopes):
            scopes_item = Scope(scopes_item_data)



            scopes.append(scopes_item)


        def _parse_community(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                community_type_0 = UUID(data)



                return community_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        community = _parse_community(d.pop("community"))


        me = cls(
            id=id,
            name=name,
            email=email,
            language=language,
            theme=theme,
            picture=picture,
            scopes=scopes,
            community=community,
        )

        return me


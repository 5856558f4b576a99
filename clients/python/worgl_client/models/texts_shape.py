from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.agreement_shape import AgreementShape
  from ..models.text_shape import TextShape





T = TypeVar("T", bound="TextsShape")



@_attrs_define
class TextsShape:
    """ The newest texts, the number to agree to (0: none), and what the caller has agreed to.

        Attributes:
            texts (list[TextShape]): What the community has written down: terms, privacy, imprint.
            terms_number (int): The number of the terms in force, 0 where there are none.
            agreed (list[AgreementShape]): Which versions of the terms the caller has agreed to, and when.
     """

    texts: list[TextShape]
    terms_number: int
    agreed: list[AgreementShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.agreement_shape import AgreementShape # noqa: PLC0415
        from ..models.text_shape import TextShape # noqa: PLC0415
        texts = []
        for texts_item_data in self.texts:
            texts_item = texts_item_data.to_dict()
            texts.append(texts_item)



        terms_number = self.terms_number

        agreed = []
        for agreed_item_data in self.agreed:
            agreed_item = agreed_item_data.to_dict()
            agreed.append(agreed_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "texts": texts,
            "terms_number": terms_number,
            "agreed": agreed,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agreement_shape import AgreementShape # noqa: PLC0415
        from ..models.text_shape import TextShape # noqa: PLC0415
        d = dict(src_dict)
        texts = []
        _texts = d.pop("texts")
        for texts_item_data in (_texts):
            texts_item = TextShape.from_dict(texts_item_data)



            texts.append(texts_item)


        terms_number = d.pop("terms_number")

        agreed = []
        _agreed = d.pop("agreed")
        for agreed_item_data in (_agreed):
            agreed_item = AgreementShape.from_dict(agreed_item_data)



            agreed.append(agreed_item)


        texts_shape = cls(
            texts=texts,
            terms_number=terms_number,
            agreed=agreed,
        )

        return texts_shape


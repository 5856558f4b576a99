from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.input_fault import InputFault
  from ..models.problem_shape_fields import ProblemShapeFields





T = TypeVar("T", bound="ProblemShape")



@_attrs_define
class ProblemShape:
    """ Problem details by RFC 9457; `code` is stable, `detail` is a sentence in the language asked for.

    `errors` lists all that is wrong with the inputs of a request, `fields` the first of it or the figures of a refusal.

        Attributes:
            type_ (str): The name of the kind of problem, as a URN.
            title (str): A heading.
            status (int): The HTTP status.
            code (str): The stable name of the refusal, for programs.
            detail (str): What is wrong and what to do, for people, in the language asked for.
            fields (ProblemShapeFields | Unset): The figures of the refusal, or the first thing that is wrong with the
                inputs: `field` and `reason`.
            errors (list[InputFault] | Unset): Everything that is wrong with the inputs of the request, at most 100.
     """

    type_: str
    title: str
    status: int
    code: str
    detail: str
    fields: ProblemShapeFields | Unset = UNSET
    errors: list[InputFault] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.input_fault import InputFault # noqa: PLC0415
        from ..models.problem_shape_fields import ProblemShapeFields # noqa: PLC0415
        type_ = self.type_

        title = self.title

        status = self.status

        code = self.code

        detail = self.detail

        fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fields, Unset):
            fields = self.fields.to_dict()

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "title": title,
            "status": status,
            "code": code,
            "detail": detail,
        })
        if fields is not UNSET:
            field_dict["fields"] = fields
        if errors is not UNSET:
            field_dict["errors"] = errors

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.input_fault import InputFault # noqa: PLC0415
        from ..models.problem_shape_fields import ProblemShapeFields # noqa: PLC0415
        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        code = d.pop("code")

        detail = d.pop("detail")

        _fields = d.pop("fields", UNSET)
        fields: ProblemShapeFields | Unset
        if isinstance(_fields,  Unset):
            fields = UNSET
        else:
            fields = ProblemShapeFields.from_dict(_fields)




        _errors = d.pop("errors", UNSET)
        errors: list[InputFault] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = InputFault.from_dict(errors_item_data)



                errors.append(errors_item)


        problem_shape = cls(
            type_=type_,
            title=title,
            status=status,
            code=code,
            detail=detail,
            fields=fields,
            errors=errors,
        )

        return problem_shape


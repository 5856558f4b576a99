"""REST: what the `api` rooms of all domains share, so that every address of the API keeps the same conventions.

A domain's `api` room makes a `room` and gives it addresses with `reads` and `writes`. Who may come in is
told by scopes; the composing layer says how a bearer of a token is known (`authenticate_with`) and puts
the rooms together. Refusals leave as problem details, lists as `items` and `next`, amounts as `Amount`.
"""

from worgl.core.rest.caller import ApiRequest, Budget, Caller, Scope
from worgl.core.rest.doors import Bearer, authenticate_with, document, document_from, reads, room, rooms, writes
from worgl.core.rest.refusals import (
    KeyElsewhere,
    KeyLimited,
    KeyMissing,
    MethodUnknown,
    NotReadable,
    ScopeMissing,
    TokenUnknown,
    TooMany,
)
from worgl.core.rest.shapes import (
    DONE,
    Amount,
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    List,
    Mark,
    ProblemShape,
    Shape,
    Sum,
    list_of,
    shape_from,
)

__all__ = [
    "DONE",
    "Amount",
    "ApiRequest",
    "Bearer",
    "Budget",
    "Caller",
    "Cursor",
    "Day",
    "Key",
    "KeyElsewhere",
    "KeyLimited",
    "KeyMissing",
    "Limit",
    "Line",
    "List",
    "Mark",
    "MethodUnknown",
    "NotReadable",
    "ProblemShape",
    "Scope",
    "ScopeMissing",
    "Shape",
    "Sum",
    "TokenUnknown",
    "TooMany",
    "authenticate_with",
    "document",
    "document_from",
    "list_of",
    "reads",
    "room",
    "rooms",
    "shape_from",
    "writes",
]

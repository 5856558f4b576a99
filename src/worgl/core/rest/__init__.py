"""REST: what the `api` rooms of all domains share, so that every address of the API keeps the same conventions.

A domain's `api` room makes a `room` and gives it addresses: with a `Resource` what follows from commands and
queries, with `get` and `send` what is written by hand. Who may come in is told by scopes; the composing layer
says how a bearer of a token is known (`authenticate_with`) and puts the rooms together. Refusals leave as problem
details, lists as `items` and `next`, amounts as `Amount`.
"""

from worgl.core.inputs import Day, SingleLine
from worgl.core.jsons import NamedTwice
from worgl.core.rest.binding import New
from worgl.core.rest.bodies import OneMeaning, read_json
from worgl.core.rest.caller import ApiRequest, Caller, Scope
from worgl.core.rest.entries import Entry, Meaning
from worgl.core.rest.files import CSV, PDF, TABLE, file_of, picture_of, sent_bytes
from worgl.core.rest.headers import ACTING_HEADER, acting_mark_of, check_headers
from worgl.core.rest.operations import (
    Bearer,
    Recalled,
    authenticate_with,
    document,
    document_from,
    get,
    new_router,
    recall_with,
    send,
    vouch,
    vouched,
)
from worgl.core.rest.refusals import (
    HeaderUnreadable,
    KeyElsewhere,
    KeyLimited,
    KeyMissing,
    KeyOfOne,
    MethodUnknown,
    NotReadable,
    QueryTwice,
    QueryUnknown,
    ScopeMissing,
    TokenUnknown,
    TooMany,
)
from worgl.core.rest.resources import Anew, Resource, Seen, Shown, Upload
from worgl.core.rest.shapes import (
    DONE,
    Amount,
    AmountIn,
    Cursor,
    InputFault,
    Key,
    Limit,
    List,
    MemberRef,
    ProblemShape,
    Shape,
    answered,
    list_of,
    shape_from,
)

__all__ = [
    "ACTING_HEADER",
    "CSV",
    "DONE",
    "PDF",
    "TABLE",
    "Amount",
    "AmountIn",
    "Anew",
    "ApiRequest",
    "Bearer",
    "Caller",
    "Cursor",
    "Day",
    "Entry",
    "HeaderUnreadable",
    "InputFault",
    "Key",
    "KeyElsewhere",
    "KeyLimited",
    "KeyMissing",
    "KeyOfOne",
    "Limit",
    "List",
    "Meaning",
    "MemberRef",
    "MethodUnknown",
    "NamedTwice",
    "New",
    "NotReadable",
    "OneMeaning",
    "ProblemShape",
    "QueryTwice",
    "QueryUnknown",
    "Recalled",
    "Resource",
    "Scope",
    "ScopeMissing",
    "Seen",
    "Shape",
    "Shown",
    "SingleLine",
    "TokenUnknown",
    "TooMany",
    "Upload",
    "acting_mark_of",
    "answered",
    "authenticate_with",
    "check_headers",
    "document",
    "document_from",
    "file_of",
    "get",
    "list_of",
    "new_router",
    "picture_of",
    "read_json",
    "recall_with",
    "send",
    "sent_bytes",
    "shape_from",
    "vouch",
    "vouched",
]

"""All rooms under one roof: the addresses of `/api/v1` and their document."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.urls import URLPattern
from django.utils.translation import override
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from worgl.api.api.authentication import caller_of, good_among, recalled_caller
from worgl.api.api.explaining import explain, told
from worgl.api.api.responses import PROBLEM, around, invalid, refused, too_big, unreadable
from worgl.core.domains import domains
from worgl.core.errors import Refusal
from worgl.core.rest import ACTING_HEADER, OneMeaning, authenticate_with, document_from, recall_with

PATH = "/api/v1/"
ABOUT = """\
What members, shops, treasurers and administrators do on pages with money, people and rules, for programs.

Send a personal key (Settings, Keys for programs) as `Authorization: Bearer KEY`. Each address says in
`x-scopes` which scopes open it, two in one entry only together; a key never reaches further than its
person. Amounts are whole minor units with their unit and its decimals, times are RFC 3339 in UTC, ids are
UUIDs.

Who keeps a shop acts for it with a header `Acting-For` and the shop's code or id; messages are of people alone.

Every write takes a header `Idempotency-Key`: the same key with the same content gets the first answer again
and does nothing twice; with other content it is refused (409, `key_reused`). A refusal by the state of the books
(409 or 410, such as `not_enough`) is an answer, too: it stays the answer of its key for 30 days, though there is
money by then, and who wants to try again sends a new key. What was refused because of the request itself, of who
sends it, how often, or because the node could not (400 to 405, 413, 422, 429, 5xx) has used no key up. That is one
rule for single writes, for the lines of a batch, whose `id` is their key, and for the forms of pages.

Refusals are problem details (RFC 9457) with a stable `code`, a `detail` in the language of `Accept-Language`, and
`errors` with all that is wrong with the inputs. What could mean two things is refused: a name twice in an object, a
parameter that is not known or stands twice, a header `Acting-For` that cannot be read, a sum without its unit.

Lists are read page by page: `next` of one page is `cursor` of the next. Answers to reads carry an `ETag`; with
`If-None-Match` an unchanged one is answered by 304. Whatever is read by GET can be asked by HEAD; OPTIONS tells the
methods of an address. Every answer names its request in `X-Request-ID`.
`RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds) tell how the key stands; beyond the
limit 429 says in `Retry-After` when to come back.
"""
ORDER = (
    *("Me", "Everything about me", "Notices", "Communities", "Founding", "Joining", "Members", "Messages", "Shops"),
    *("Wallet", "Payments", "Payment requests", "Standing orders", "Pay lists", "Vouchers", "Disputes", "Account"),
    *("Town", "Rules", "Treasury", "Members and their money", "Imports", "Queue", "Administration", "Announcements"),
    *("Invitations and terms", "Leaving", "Webhooks"),
)
"""In which order the rooms stand in the document; others follow by name."""
_OF_PEOPLE = {"Messages"}
"""Rooms in which nobody acts for a shop."""
_HEADERS = {
    "X-Request-ID": "Names this request in the node's logs; bring one along to name it yourself.",
    "RateLimit-Limit": "Requests a minute this key, or this address without a good key, may send.",
    "RateLimit-Remaining": "Requests left in the present minute.",
    "RateLimit-Reset": "Seconds until a new minute begins.",
    "ETag": "Names this content; send it as If-None-Match.",
    "Retry-After": "Seconds after which to try again.",
}


class House(NinjaAPI):
    """Ninja's API with the conventions of this one."""

    _document: OpenAPISchema | None = None

    def patterns(self) -> list[URLPattern]:
        """Return the addresses, each with what belongs to every answer around it."""
        found = [each for each in self._get_urls() if isinstance(each, URLPattern) and each.name != "api-root"]
        methods = {
            own.url_name: {method for operation in view.operations for method in operation.methods}
            for _prefix, router in self._routers
            for view in router.path_operations.values()
            for own in view.operations
        }
        for pattern in found:
            pattern.callback = around(pattern.callback, methods.get(pattern.name or "", {"GET"}))
        return found

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the document, made once, in English: problems by their own type, headers, marks of what was read."""
        if self._document is None:
            with override("en"):
                document = super().get_openapi_schema(path_prefix=PATH, path_params=path_params)
            for path, addresses in document["paths"].items():
                for method, operation in addresses.items():
                    _describe(path, method, operation)
            # Not required: an answer from in front of the API, such as one for a lost database, has none of them.
            document["components"]["headers"] = {
                name: {"description": text, "required": False, "schema": {"type": "string"}}
                for name, text in _HEADERS.items()
            }
            document["servers"] = [{"url": settings.SITE_URL, "description": "This node."}]
            document["webhooks"] = told()
            explain(document)
            self._document = document
        return self._document


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
    for status, answer in operation["responses"].items():
        names = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-Request-ID"]
        if status >= "400" and "content" in answer:
            answer["content"] = {PROBLEM: answer["content"].popitem()[1]}
        if status in {"200", "304"} and method == "get":
            names.append("ETag")
        if status in {"429", "503"}:
            names.append("Retry-After")
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if "{slug}" in path and not _OF_PEOPLE.intersection(operation["tags"]):
        shop = {"in": "header", "name": ACTING_HEADER, "required": False, "schema": {"type": "string"}}
        operation["parameters"].append({**shop, "description": "Code or id of a shop the caller keeps and acts for."})
    media = operation.pop("x-media", "")
    if media:
        answer = operation["responses"]["200"]
        answer["content"] = {media: answer["content"].popitem()[1]}
    if method == "get":
        mark = {"in": "header", "name": "If-None-Match", "required": False, "schema": {"type": "string"}}
        operation["parameters"].append({**mark, "description": "The ETag of an answer the caller has."})


def _rank(router: Router) -> tuple[int, str]:
    (name,) = router.tags or [""]
    return ORDER.index(name) if name in ORDER else len(ORDER), name


def _build() -> House:
    made = House(
        title="worgl",
        version="1.0.0",
        description=ABOUT,
        parser=OneMeaning(),
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="v1",
    )
    declared = dict.fromkeys(router for domain in domains().values() for router in domain.routers())
    for router in sorted(declared, key=_rank):
        made.add_router("", router)
    made.add_exception_handler(Refusal, refused)
    made.add_exception_handler(ValidationError, invalid)
    made.add_exception_handler(HttpError, unreadable)
    made.add_exception_handler(RequestDataTooBig, too_big)
    authenticate_with(caller_of)
    recall_with(recalled_caller, good_among)
    document_from(made.get_openapi_schema)
    return made


api = _build()

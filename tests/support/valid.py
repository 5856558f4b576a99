"""What is valid in the forms of the site, who sends them, and which of them another test sends."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

Value = str | bool | Path | Callable[[Page], str]
"""What stands in a field; what depends on the page is read from it."""
PASSWORD = "plough-orchard-lantern"
OTHER_PASSWORD = "lantern-orchard-plough"
_numbers = count(1)
_secrets: list[str] = []


def app_code(page: Page) -> str:
    """Return the code an authenticator app shows for the secret that stands in the page (RFC 6238)."""
    _secrets.append((page.locator("code").first.text_content() or "").strip())
    return _code(_secrets[-1])


def next_app_code(_page: Page) -> str:
    """Return the code that the app of the secret last seen shows half a minute later: no code is good twice."""
    return _code(_secrets[-1], later=1)


def _code(secret: str, *, later: int = 0) -> str:
    turn = int(time.time()) // 30 + later
    digest = hmac.digest(base64.b32decode(secret), turn.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def _email(_page: Page) -> str:
    return f"form-{next(_numbers)}@browser.example"


VALUES: Mapping[str, Value] = {
    "about": "I bake.",
    "agree": True,
    "amount": "1.00",
    "base": "90000",
    "body": "On Saturday, in front of the town hall.",
    "cap": "900",
    "ceiling": "9000",
    "choices": "",
    "coin_name": "acorn",
    "count": "2",
    "credit": "",
    "day_limit": "",
    "days": "7",
    "email": _email,
    "end": "2026-03-31",
    "for_community": False,
    "first": "2031-01-31",
    "growth": "",
    "kinds": True,
    "least": "",
    "login": "nora@browser.example",
    "maximum": "",
    "member": "Lena Sandmann",
    "note": "thanks",
    "most": "",
    "name": "A name",
    "oldpassword": PASSWORD,
    "password": PASSWORD,
    "password1": PASSWORD,
    "password2": PASSWORD,
    "pasted": "to,amount,note\nOtto Lindbacher,1.00,a loaf\n",
    "payee": "Otto Lindbacher",
    "q": "an",
    "rate": "1.5",
    "reason": "to see that it works",
    "slug": "",
    "since": "",
    "start": "2026-03-01",
    "text": "What do you bake?",
    "times": "3",
    "sure": True,
    "title": "Market day",
    "unit": "ACR",
    "until": "",
    "url": "http://127.0.0.1:9/hook",
    "uses": "1",
    "value": "1.5",
    "who": "",
    "whom": "Otto Lindbacher",
    "words": "It never came.",
}
"""By the name of a field, wherever nothing else is said."""

WORDS: Mapping[str, Value] = {
    "admin": "steward",
    "commons": "barn",
    "community": "valley",
    "levy": "rust",
    "member": "neighbour",
    "members": "neighbours",
    "moderator": "porter",
    "offer": "stall",
    "shop": "shop",
    "treasurer": "purser",
}
"""A community's own words."""

OF_FORMS: Mapping[str, Mapping[str, Value]] = {
    "account_change_password": {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD},
    "account_reset_password": {"email": "nora@browser.example"},
    "api:address": {"token": "", "body": '{"name": "A name"}'},
    "api:hooks": {"for_community": True},
    "communities:about": WORDS,
    "mfa_activate_totp": {"code": app_code},
    "mfa_reauthenticate": {"code": next_app_code},
}
"""By the view a form sends to, where another value is valid."""

AGAIN: Mapping[str, Mapping[str, Value]] = {
    "orders:order_new": {},
    "currency:hand_in": {"table": Path("faulty.csv")},
    "orders:pay_list_new": {"pasted": "to,amount,note\nOtto Lindbacher,1.00,a loaf\nNobody Here,1.00,a roll\n"},
}
"""What is sent a second time, because it leads to a form that only this leads to."""

FILES: Mapping[str, Path] = {"picture": Path("me.jpg"), "table": Path("members.csv")}
"""What is sent in fields for files: names in the test's folder."""

DOWNLOADS = frozenset({"currency:arrival_links"})
"""Views that answer with a file."""

ONLY: Mapping[str, str] = {"web:found": "newcomer", "communities:acting": "anna", "mfa_activate_totp": "newcomer"}
"""Who sends a form, where not whoever meets it first may."""

LATE: tuple[str, ...] = (
    "identity:language",
    "communities:revoke_invitation",
    "account_email",
    "account_change_password",
    "web:leave",
    "demo:month",
    "identity:sign_out_asked",
    "account_logout",
    "account_login",
    "demo:act_as",
)
"""What ends or changes what other forms need, in the order in which it is sent at last."""

_NEW = "test_networks.py::test_who_is_new_is_registered_and_comes_back_as_the_same_person"
_LINKED = "test_networks.py::test_an_existing_person_is_linked_only_by_an_address_confirmed_on_both_sides"
ELSEWHERE: Mapping[str, str] = {
    "mfa_login_webauthn": "test_sign_in.py::test_a_passkey_alone_signs_in",
    "inbox:add_device": "test_inbox.py::test_a_device_agrees_to_be_told_and_shows_what_it_is_told",
    "mfa_reauthenticate_webauthn": "test_sign_in.py::test_a_passkey_shows_once_more_who_it_is",
    "mfa_remove_webauthn": "test_sign_in.py::test_a_removed_passkey_lets_nobody_in",
    "mfa_edit_webauthn": "test_sign_in.py::test_a_passkey_is_renamed",
    "mfa_authenticate": "test_access.py::test_one_signs_up_out_and_in_again_with_password_and_code_by_the_keyboard",
    "identity:disconnect": _NEW,
    "idp:oidc:authorization": _NEW,
    "socialaccount_connections": _NEW,
    "socialaccount_signup": _LINKED,
    "mfa_add_webauthn": "test_sign_in.py::test_a_passkey_alone_signs_in",
}
"""Forms that need a device or a site of another's, and the browser test that sends them."""


def view_in(key: str) -> str:
    """Return the view of a key."""
    return key.split(" ")[1]


def values_of(key: str, fields: Iterable[str], folder: Path, *, again: bool = False) -> dict[str, Value]:
    """Return what is valid in the fields of a form, or what is sent in them the second time."""
    known = {**VALUES, **FILES, **OF_FORMS.get(view_in(key), {}), **(AGAIN[view_in(key)] if again else {})}
    chosen = {name: known[name] for name in fields if name in known}
    return {name: folder / value if isinstance(value, Path) else value for name, value in chosen.items()}


def put_files(folder: Path) -> None:
    """Write the files that are sent into a folder."""
    Image.new("RGB", (300, 400), "green").save(folder / "me.jpg")
    good = "name,email,balance\nZora Zabel,zora@example.org,1.00\n"
    (folder / "members.csv").write_text(good, encoding="utf-8")
    (folder / "faulty.csv").write_text(f"{good}Zeno Zabel,no address,1.00\n", encoding="utf-8")

"""People of a town who read and write: pages, payments on pages and over the API, sign-ins, sign-ups, pictures.

Each caller is a browser of its own, and each request comes from another address, as `X-Forwarded-For` tells: what a
server keeps for each address, session or person would show in its memory.
"""

from __future__ import annotations

import http.client
import io
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from PIL import Image

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]*)"')
GOOD = frozenset({200, 302, 303, 403, 409, 422, 429, 503})
"""Refusals too: a member may not open what an officer may, and a busy machine asks to come back."""
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "a-boundary-of-the-bench"
LANGUAGES = ("en", "de", "es", "fr")


@dataclass(frozen=True, slots=True)
class Town:
    """A served town: where, who lives there, a key to it."""

    port: int
    slug: str
    emails: tuple[str, ...]
    password: str
    codes: tuple[str, ...]
    token: str
    pages: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What all callers together have sent, by what it was and how it was answered."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def count(self) -> int:
        """Return how many requests were answered."""
        return self.answers.total()


class Caller:
    """A browser with its cookies, who rests between two requests."""

    def __init__(self, town: Town, tally: Tally, *, number: int, rest_s: float) -> None:
        """Take a number of its own, which decides what it does when."""
        self.town, self.tally, self.rest_s = town, tally, rest_s
        self.random = random.Random(number)
        self.cookies: dict[str, str] = {}
        self.what = ""
        acts: tuple[tuple[int, Callable[[], None]], ...] = (
            *((50, self.read), (10, self.pay_on_a_page), (22, self.pay_over_the_api), (6, self.ask_the_api)),
            *((6, self.sign_in), (2, self.sign_up), (4, self.show_a_picture)),
        )
        self.weights, self.acts = [weight for weight, _act in acts], [act for _weight, act in acts]

    def call(self) -> None:
        """Do one thing after another until stopped."""
        self.sign_in()
        while not self.tally.stopped.is_set():
            (act,) = self.random.choices(self.acts, self.weights)
            self.what = act.__name__
            act()

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[str, str]:
        """Send one request; returns the page and where it leads."""
        time.sleep(self.rest_s * (0.5 + self.random.random()))
        address = f"{self.random.randrange(11, 200)}.{self.random.randrange(256)}.{self.random.randrange(256)}.9"
        told = {
            "Host": "localhost",
            "X-Forwarded-For": address,
            "Accept-Language": self.random.choice(LANGUAGES),
        }
        if self.cookies and "Authorization" not in headers:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = http.client.HTTPConnection("127.0.0.1", self.town.port, timeout=120)
        line.request(
            method, path, body or None, {**told, **{name.replace("_", "-"): value for name, value in headers.items()}}
        )
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        line.close()
        for name, morsel in SimpleCookie("\r\n".join(answer.headers.get_all("Set-Cookie") or [])).items():
            self.cookies[name] = morsel.value
        self.tally.answers[self.what, answer.status] += 1
        assert answer.status in GOOD, (method, path, answer.status, text[:300])
        return text, answer.headers.get("Location", "")

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form of a page; returns where the answer leads, or "" when the form was refused."""
        token = TOKEN.search(page)
        if token is None:
            return ""
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self.send("POST", path, body, Content_Type=FORM)[1]

    def read(self) -> None:
        """Open one of the pages."""
        self.send("GET", self.random.choice(self.town.pages))

    def sign_in(self) -> None:
        """Begin a new session, as somebody else perhaps."""
        self.cookies.clear()
        page, _where = self.send("GET", "/account/login/")
        self.post("/account/login/", page, login=self.random.choice(self.town.emails), password=self.town.password)

    def sign_up(self) -> None:
        """Register somebody new, and be somebody known again."""
        self.cookies.clear()
        page, _where = self.send("GET", "/account/signup/")
        fields = {"email": f"{uuid4().hex}@example.org", "name": "Bob", "password1": self.town.password}
        self.post("/account/signup/", page, **fields)
        self.sign_in()

    def pay_on_a_page(self) -> None:
        """Pay the least there is, by the three steps of the pages."""
        path = f"/c/{self.town.slug}/pay/{self.random.choice(self.town.codes)}/"
        page, _where = self.send("GET", path)
        key = KEY.search(page)
        check = self.post(path, page, amount="0.01", note="bread", key=key[1] if key else "")
        if check:
            page, _where = self.send("GET", check)
            receipt = self.post(check, page)
            if receipt:
                self.send("GET", receipt)

    def pay_over_the_api(self) -> None:
        """Pay the least there is with a key."""
        paid = {"payee": self.random.choice(self.town.codes), "amount": {"minor": 1, "unit": "ALD"}, "note": "bread"}
        self.send(
            *("POST", f"/api/v1/communities/{self.town.slug}/payments", json.dumps(paid).encode()),
            Authorization=f"Bearer {self.town.token}",
            Idempotency_Key=uuid4().hex,
            Content_Type="application/json",
        )

    def ask_the_api(self) -> None:
        """Read what a program reads."""
        path = self.random.choice(
            ("/me", f"/communities/{self.town.slug}/members", f"/communities/{self.town.slug}/activity")
        )
        self.send("GET", f"/api/v1{path}", Authorization=f"Bearer {self.town.token}")

    def show_a_picture(self) -> None:
        """Upload a photograph as a phone makes it, of a colour and size of its own."""
        page, _where = self.send("GET", "/settings/")
        token = TOKEN.search(page)
        if token is None:
            return
        file = io.BytesIO()
        size = self.random.randrange(600, 2400)
        Image.effect_noise((size, size), self.random.random() * 60).convert("RGB").save(file, "JPEG", quality=85)
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'.encode(),
            f"{token[1]}\r\n".encode(),
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="me.jpg"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n".encode(),
            *(file.getvalue(), f"\r\n--{BOUNDARY}--\r\n".encode()),
        ]
        self.send(
            "POST", "/settings/picture/", b"".join(parts), Content_Type=f"multipart/form-data; boundary={BOUNDARY}"
        )

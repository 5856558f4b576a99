"""What HTTP asks for: where plain HTTP is sent, how a server in front says HTTPS, and who takes no packed page."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from worgl.web.middleware import HttpsMiddleware, PackingMiddleware


def answer(settings: Settings, *, site: str, host: str, proto: str = "") -> HttpResponse:
    """Ask for a page of a node at an address under a name."""
    settings.SITE_URL, settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = site, True, ["*"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/a/?b=c", headers={"Host": host, "X-Forwarded-Proto": proto})
    told = HttpsMiddleware(lambda _request: HttpResponse("a page"))(request)
    assert isinstance(told, HttpResponse)
    return told


@pytest.mark.parametrize(
    ("site", "host", "leads_to"),
    [
        ("https://coins.example.org", "coins.example.org", "https://coins.example.org/a/?b=c"),
        ("https://coins.example.org", "coins.example.org:80", "https://coins.example.org/a/?b=c"),
        ("https://coins.example.org:8443", "coins.example.org", "https://coins.example.org:8443/a/?b=c"),
        ("https://coins.example.org:8443", "coins.example.org:8080", "https://coins.example.org:8443/a/?b=c"),
        ("https://coins.example.org:8443", "old.example.org:80", "https://old.example.org:8443/a/?b=c"),
        ("https://[2001:db8::1]", "[2001:db8::1]:80", "https://[2001:db8::1]/a/?b=c"),
    ],
)
def test_plain_http_is_sent_to_where_https_is_answered(settings: Settings, site: str, host: str, leads_to: str) -> None:
    sent = answer(settings, site=site, host=host)
    assert (sent.status_code, sent.headers["Location"]) == (301, leads_to)


@pytest.mark.parametrize("told", ["https", "HTTPS", "https, http", "HTTPS,http"])
def test_who_came_by_https_is_sent_nowhere(settings: Settings, told: str) -> None:
    page = answer(settings, site="https://coins.example.org", host="coins.example.org", proto=told)
    assert (page.status_code, page.content) == (200, b"a page")


@pytest.mark.parametrize("told", ["http", "http, https", "", "httpsx"])
def test_who_did_not_is_sent_on(settings: Settings, told: str) -> None:
    page = answer(settings, site="https://coins.example.org", host="coins.example.org", proto=told)
    assert page.status_code == 301


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("br, gzip; q=0.000, *", ""),
        ("br", ""),
        ("", ""),
    ],
)
def test_a_page_is_packed_for_who_takes_it_so(accepted: str, packed: str) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepted})
    page = PackingMiddleware(lambda _request: HttpResponse("a page " * 100))(request)
    assert isinstance(page, HttpResponse)
    assert (page.headers.get("Content-Encoding", ""), page.headers["Vary"]) == (packed, "Accept-Encoding")

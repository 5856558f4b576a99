"""What makes the site an app on a phone: manifest, service worker, and the page shown without a connection."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.queries import community_by_slug
from worgl.communities.rules.look import ICONS
from worgl.core.colours import palette
from worgl.core.statics import PAPER, stylesheets
from worgl.core.templatetags.worgl import asset

WORKER = "sw.js"
FILES = (
    "app.js",
    "installed.js",
    "pad.js",
    "paid.js",
    "scan.js",
    "vendor/htmx.min.js",
    "vendor/jsQR.js",
    "icon.svg",
    "icon-192.png",
)
"""What the service worker has ready beside the style sheets."""
SHORT_MAX = 12
"""Longest name under an icon, in characters."""
COLOUR, GROUND = "#14523e", "#f5f4ef"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the app to the phone that installs it."""
    return JsonResponse(_manifest(request), content_type="application/manifest+json")


def _manifest(request: HttpRequest) -> dict[str, object]:
    icons = [
        {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("icon-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("icon-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": static("icon-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    return {
        "id": "/",
        "name": "worgl",
        "short_name": "worgl",
        "description": _("Money of your own town"),
        "lang": getattr(request, "LANGUAGE_CODE", "en"),
        "start_url": reverse("web:home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": COLOUR,
        "background_color": GROUND,
        "icons": icons,
    }


@require_safe
def town_manifest(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe a community as an app of its own, with its name, colour and icon; it is no secret."""
    town = community_by_slug(slug)
    told = {
        **_manifest(request),
        "id": reverse("payments:home", args=[town.slug]),
        "name": town.name,
        "short_name": town.name[:SHORT_MAX].strip(),
        "start_url": reverse("payments:home", args=[town.slug]),
        "theme_color": palette(town.colour).hero[0] if town.colour else COLOUR,
    }
    if town.icon:
        told["icons"] = [
            {
                "src": reverse("communities:look_picture", args=[town.slug, kind.value, town.icon[:16]]),
                "sizes": f"{side}x{side}",
                "type": "image/png",
            }
            for side, kind in ICONS.items()
        ]
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker, with the files of this version; it stands at the root, so it serves all pages."""
    response = HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def worker_text() -> str:
    """Return the service worker's script; a change of any of its files makes it another version."""
    found = finders.find(WORKER)
    assert isinstance(found, str)
    script = Path(found).read_text(encoding="utf-8")
    assets = [asset(name) for name in (*stylesheets(), PAPER, *FILES)]
    version = hashlib.sha256("\n".join([script, *assets]).encode()).hexdigest()[:12]
    constants = {"VERSION": version, "ASSETS": assets, "OFFLINE": reverse("web:offline")}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items()) + script


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what can be done without a connection; kept by the service worker, so it says nothing of who asks."""
    return HttpResponse(render_to_string("web/offline.html", {"title": _("No connection")}))

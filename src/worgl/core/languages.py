"""The languages worgl speaks, and which of them is meant."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def languages() -> list[tuple[str, str]]:
    """Return code and own name of every language worgl speaks; each but English has a whole catalogue."""
    return [(code, name) for code, name in settings.LANGUAGES]


def offered_language(code: str) -> str:
    """Return the language worgl speaks that a code such as "de-at" means, "" when it speaks none of that name."""
    own = code.strip().lower().replace("_", "-")
    offered = {known for known, _name in settings.LANGUAGES}
    return next((one for one in (own, own.partition("-")[0]) if one in offered), "")


def language_now() -> str:
    """Return the language of what is being answered; the node's own when it is none that worgl speaks."""
    return offered_language(translation.get_language() or "") or str(settings.LANGUAGE_CODE)

"""Terms, privacy and imprint: what is checked before they are published. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules.values import TEXT_BODY_MAX, TextKind
from worgl.core.errors import InvalidInput, reason_of

TITLES = {
    TextKind.TERMS: _("Terms"),
    TextKind.PRIVACY: _("Privacy"),
    TextKind.IMPRINT: _("Imprint"),
}


def check_body(text: str) -> str:
    """Return a text with plain line ends; refuses InvalidInput for none, a too long one, and control characters."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not 1 <= len(body) <= TEXT_BODY_MAX:
        raise InvalidInput(field="body", reason=reason_of(_("Write 1 to {longest} characters."), longest=TEXT_BODY_MAX))
    if any(ord(sign) < ord(" ") and sign not in "\n\t" for sign in body):
        raise InvalidInput(field="body", reason=_("The text has characters that cannot be shown."))
    return body

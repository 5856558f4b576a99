"""What the forms of all domains share: a key that makes a write happen once, and refusals shown at their field."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import QueryDict

from worgl.core.commands import KEY_MAX, IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.ids import new_id

KEY_FIELD = "key"
TABLE_TYPES = ".csv,.txt,.tsv,.xlsx,text/csv,text/plain"
"""What a field for tables lets people choose."""


def form_key(sent: QueryDict) -> IdempotencyKey:
    """Return the key a form carries, so that a second click is the same write; a form without one gets a new key.

    The field is drawn by the template tag `{% key_field %}`.
    """
    key = sent.get(KEY_FIELD, "")
    is_sound = 0 < len(key) <= KEY_MAX and key.isascii() and key.isprintable()
    return IdempotencyKey(key if is_sound else str(new_id()))


def add_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Show a refusal at the field it names, or above the form."""
    name = str(refusal.fields.get("field", ""))
    form.add_error(name if name in form.fields else None, str(refusal))

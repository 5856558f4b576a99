"""What the forms of all domains share: a key that makes a write happen once, and refusals shown at their field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.commands import KEY_MAX, IdempotencyKey
from worgl.core.errors import KeyReused, Refusal
from worgl.core.ids import new_id

KEY_FIELD = "key"
TABLE_TYPES = ".csv,.txt,.tsv,.xlsx,text/csv,text/plain"
"""What a field for tables lets people choose."""
SAID_BEFORE = _("This form has had its answer: “{refusal}” Below you see how it stands now.")
"""Said where a form is sent again that was refused; the page below it has a key of its own."""


def form_key(sent: QueryDict) -> IdempotencyKey:
    """Return the key a form carries, so that a second click is the same write; a form without one gets a new key.

    The field is drawn by the template tag `{% key_field %}`.
    """
    key = sent.get(KEY_FIELD, "")
    is_sound = 0 < len(key) <= KEY_MAX and key.isascii() and key.isprintable()
    return IdempotencyKey(key if is_sound else str(new_id()))


def with_new_form_key(sent: QueryDict) -> QueryDict:
    """Return what a form sent with a new key, for a form that is shown again after its key had an answer."""
    again = sent.copy()
    again[KEY_FIELD] = str(new_id())
    return again


def said_of_reused(reused: KeyReused, *, done: str) -> str:
    """Return what to say of a form that is sent again with something else: `done`, or what its key was refused."""
    first = reused.__cause__
    return SAID_BEFORE.format(refusal=first) if isinstance(first, Refusal) else done


class FieldsElsewhere:
    """A form some of whose fields have other names than what a command takes; it says which."""

    fields_of: ClassVar[Mapping[str, str]] = {}


def add_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Show a refusal at the field it names, or above the form."""
    name = str(refusal.fields.get("field", ""))
    name = form.fields_of.get(name, name) if isinstance(form, FieldsElsewhere) else name
    form.add_error(name if name in form.fields else None, str(refusal))

"""Pages that derive from what they show and do: one use case, one declaration.

A command's signature says what a page needs to call it: what the address names goes in by name, the rest is what was
sent, and actor, key and moment come with the request. Where nothing special is to be said, a page is one call of
`act_page`, `acts_page`, `form_page` or `list_page`; where something is, it is an ordinary view, written
with the same parts (`run` or `send`, `done`, `show`, `to`). A form in steps, with a look before, is a `Steps`.

Refusals: an act is answered by the page of refusals, a form by itself with the refusal at the field it names.
"""

from worgl.core.pages.acts import Act, act_page, acts_page, acts_with_said_refusals
from worgl.core.pages.addresses import To, asked_of, part_of, query_of, to
from worgl.core.pages.doors import Door
from worgl.core.pages.forming import Outcome, form_methods, form_page, is_too_long, run, send
from worgl.core.pages.frames import Frame, Text, done, list_page, show
from worgl.core.pages.inputs import Inputs, InputsDiffer
from worgl.core.pages.steps import Steps

__all__ = [
    "Act",
    "Door",
    "Frame",
    "Inputs",
    "InputsDiffer",
    "Outcome",
    "Steps",
    "Text",
    "To",
    "act_page",
    "acts_page",
    "acts_with_said_refusals",
    "asked_of",
    "done",
    "form_methods",
    "form_page",
    "is_too_long",
    "list_page",
    "part_of",
    "query_of",
    "run",
    "send",
    "show",
    "to",
]

"""What templates say in one word: money, percent, days, codes, icons, avatars, fields, QR codes, paging."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Protocol

import idna
import segno
from django import template
from django.contrib.staticfiles import finders
from django.forms import BaseForm, BoundField, CheckboxInput, Select, Textarea
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from worgl.core import dates, links
from worgl.core.forms import KEY_FIELD
from worgl.core.icons import icon_svg
from worgl.core.ids import new_id
from worgl.core.initials import initials_of
from worgl.core.lifecycle import Tag
from worgl.core.money import Money, format_minor, minor_of
from worgl.core.statics import stylesheets

register = template.Library()

MINUS = "−"
NARROW_SPACE = " "
HUES = 12
_LARGE = re.compile(r"(?<![\d#&])\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?![\d;])")
SIGNS_LONG, SIGNS_MAX = 12, 28
"""From how many signs on a number may have no room on the narrowest phone, and the most that static/parts.css knows."""


class HasCoin(Protocol):
    """What the money tags need of a currency: how many decimals it has and how it is called."""

    @property
    def exponent(self) -> int:
        """Return the number of decimals."""

    @property
    def name(self) -> str:
        """Return the name that stands behind an amount."""


def amount_text(amount: Money | int, coin: object, *, signed: bool = False) -> str:
    """Return an amount as people of the community write it; `signed` puts a plus before what comes in.

    `coin` has `exponent` and may have `decimal_mark` ("." or ",").
    """
    minor = minor_of(amount)
    mark = getattr(coin, "decimal_mark", ".") or "."
    group = "," if mark == "." else "."
    text = format_minor(abs(minor), exponent=getattr(coin, "exponent", 2), decimal_mark=mark, group_mark=group)
    sign = MINUS if minor < 0 else "+" if signed and minor > 0 else ""
    return sign + text


@register.filter
def money(amount: Money | int | None, coin: object) -> str:
    """Show an amount with its decimals: `{{ line.amount|money:coin }}`."""
    return "" if amount is None else amount_text(amount, coin)


@register.filter
def signed(amount: Money | int | None, coin: object) -> str:
    """Show an amount with + or −: `{{ line.delta|signed:coin }}`."""
    return "" if amount is None else amount_text(amount, coin, signed=True)


@register.simple_tag
def amount(value: Money | int, coin: HasCoin) -> SafeString:
    """Show an amount with the name of the coin, the name smaller: `{% amount balance.posted coin %}`."""
    text = amount_text(value, coin)
    return format_html('<span class="num{}">{}</span> <small>{}</small>', signs(text), text, coin.name)


@register.filter
def whole(text: str) -> SafeString:
    """Show a sentence whose large numbers are never broken, however narrow its place.

    >>> whole("pays 1,000,000.50 & more")
    'pays <span class="num">1,000,000.50</span> &amp; more'
    """
    return mark_safe(_LARGE.sub(r'<span class="num">\g<0></span>', conditional_escape(text)))  # noqa: S308 -- escaped before


@register.filter
def apart(name: str) -> SafeString:
    """Show a name so that it does not change the order of a number beside it, whichever way the name is written.

    >>> apart("Anna & Co")
    '<bdi>Anna &amp; Co</bdi>'
    """
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def signs(text: str) -> str:
    """Return the class that makes a large number's letters smaller where it has no room, after a blank.

    >>> signs("1,000.00"), signs("1,000,000,000.00")
    ('', ' signs-16')
    """
    count = len(text)
    return f" signs-{min(count, SIGNS_MAX)}" if count >= SIGNS_LONG else ""


@register.filter
def percent(ppm: int | None) -> str:
    """Show a rate in parts per million as per cent, without needless decimals.

    >>> percent(10_000), percent(12_500), percent(-500)
    ('1 %', '1.25 %', '−0.05 %')
    """
    if ppm is None:
        return ""
    whole, part = divmod(abs(ppm), 10_000)
    decimals = f"{part:04d}".rstrip("0")
    mark = formats.get_format("DECIMAL_SEPARATOR") if decimals else ""
    return f"{MINUS if ppm < 0 else ''}{whole}{mark}{decimals}{NARROW_SPACE}%"


@register.filter
def address(email: str) -> str:
    """Return an e-mail address as people write it: its domain in their own letters."""
    local, at, domain = email.rpartition("@")
    try:
        return f"{local}{at}{idna.decode(domain)}" if "xn--" in domain else email
    except idna.IDNAError:
        return email


@register.filter
def spaced(code: str) -> str:
    """Show a code in two groups of four, as people read it aloud.

    >>> spaced("7KQ2M9XD")
    '7KQ2 M9XD'
    """
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _zone(place: object) -> str:
    return place if isinstance(place, str) else getattr(place, "zone", "")


@register.filter
def day(moment: datetime | date | None, place: object = "") -> str:
    """Show the day of a moment in the community's zone: `{{ at|day:community }}`; the year always stands."""
    if moment is None:
        return ""
    return dates.day_text_at(moment, _zone(place)) if isinstance(moment, datetime) else dates.day_text(moment)


@register.filter
def moment(value: datetime | None, place: object = "") -> str:
    """Show day and time of a moment in the community's zone: `{{ at|moment:community }}`."""
    return "" if value is None else dates.moment_text(value, _zone(place))


@register.filter
def clock(value: datetime | None, place: object = "") -> str:
    """Show the time of day of a moment in the community's zone."""
    return "" if value is None else dates.clock_text(value, _zone(place))


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """Draw an icon: `{% icon "leaf" %}`; decoration only, put a text or an aria-label beside it."""
    return icon_svg(name, extra_class)


@register.simple_tag
def state_tag(shown: Tag) -> SafeString:
    """Show where a thing stands, in the word, icon and tone of its state: `{% state_tag request.state.tag %}`."""
    tone = f" {shown.tone.value}" if shown.tone else ""
    drawing = icon_svg(shown.icon) if shown.icon else ""
    return format_html('<span class="tag{}">{}{}</span>', tone, drawing, shown.word)


@register.simple_tag
def avatar(person: object, size: str = "") -> SafeString:
    """Draw a member's picture, or their initials in their colour: `{% avatar member %}`, size "", "s" or "l"."""
    return disc_of(
        picture=str(getattr(person, "picture", "") or ""),
        initials=initials_of(str(getattr(person, "name", ""))),
        hue=int(getattr(person, "hue", 0) or 0),
        size=size,
    )


@register.simple_tag
def disc(name: str, hue: int = 0, size: str = "", picture: str = "") -> SafeString:
    """Draw the picture or initials of a name that is no member object: `{% disc line.name line.hue %}`."""
    return disc_of(picture=picture, initials=initials_of(name), hue=hue, size=size)


@register.simple_tag
def icon_disc(name: str, tone: str = "amber") -> SafeString:
    """Draw an icon in a round field where an avatar would stand: for the town's own accounts."""
    return format_html('<span class="avatar tone-{}" aria-hidden="true">{}</span>', tone, icon_svg(name))


def disc_of(*, picture: str, initials: str, hue: int, size: str) -> SafeString:
    """Return a picture, by its digest, or initials as a coloured disc; silent, because the name stands beside it."""
    classes = f"avatar hue-{hue % HUES}" + (f" avatar-{size}" if size else "")
    if picture:
        address = links.href(links.PICTURE, picture)
        shape = '<img class="{}" src="{}" alt="" width="40" height="40" loading="lazy" decoding="async">'
        return format_html(shape, classes, address)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials)


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """Draw a QR code of an address as SVG; `label` says it to those who cannot see it."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return format_html('<div class="qr" role="img" aria-label="{}">{}</div>', label, mark_safe(drawing))  # noqa: S308 -- drawn by segno from bits, holds no text


@register.filter
def get(values: Mapping[str, object], key: str) -> object:
    """Return one value of a mapping: `{{ values|get:key }}`; empty when there is none."""
    return values.get(key, "")


@register.inclusion_tag("core/field.html")
def field(bound: BoundField, **options: str) -> Mapping[str, object]:
    """Show a form field with label, hint and errors, tied together for screen readers.

    Options: `label` and `hint` (else the field's own), `before` and `after` (short texts in the box, such as
    the coin), `big="yes"` for an amount.
    """
    widget = bound.field.widget
    shape = "check" if isinstance(widget, CheckboxInput) else "box"
    attributes: dict[str, str | bool] = {"class": "input-big"} if options.get("big") else {}
    if isinstance(widget, Textarea):
        attributes["rows"] = str(widget.attrs.get("rows", 3))
    if "label" in options:
        attributes["placeholder"] = ""
    hint = options.get("hint", bound.help_text)
    described = [f"{bound.auto_id}_hint"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "shape": "select" if isinstance(widget, Select) and shape == "box" else shape,
        "label": options.get("label", bound.label),
        "hint": hint,
        "before": options.get("before", ""),
        "after": options.get("after", ""),
        "optional": not bound.field.required and shape == "box",
    }


@register.inclusion_tag("core/share.html")
def share(value: str, label: str, **options: str) -> Mapping[str, object]:
    """Show a link or a code in a field that can be selected, with buttons that copy it and hand it on.

    Options: `text` is what is said with it when it is shared (without it, it can only be copied), `title`, `url` when
    what is shared is not the value itself, `id`, and `kind="code"` for large letters.
    """
    return {
        "value": value,
        "label": label,
        "id": options.get("id", "link"),
        "text": options.get("text", ""),
        "title": options.get("title", label),
        "url": options.get("url", value),
        "kind": options.get("kind", ""),
    }


@register.simple_tag
def key_field() -> SafeString:
    """Put a fresh idempotency key into a form; the view reads it with `core.forms.form_key`."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY_FIELD, new_id())


@register.inclusion_tag("core/csv_links.html")
def csv_links(address: str, query: str = "", about: str = "") -> Mapping[str, object]:
    """Offer a table twice: for a spreadsheet of the town's language, and for programs; `query` is already encoded.

    `about` tells screen readers which table, where a page has several.
    """
    return {"address": address, "query": query, "about": about}


@register.inclusion_tag("core/form_errors.html")
def form_errors(form: BaseForm) -> Mapping[str, object]:
    """Show what is wrong with a form as a whole, above its fields."""
    return {"form": form}


@register.inclusion_tag("core/more.html", takes_context=True)
def more(context: template.Context, page: object, target: str) -> Mapping[str, object]:
    """Show "more" at the end of a paged list: `{% more page "rows" %}` as the last `li` of `<ul id="rows">`.

    With script the next items take its place; without, it is a link to the next page.
    """
    query: QueryDict = context["request"].GET.copy()
    query["cursor"] = getattr(page, "next_cursor", "")
    return {"address": f"?{query.urlencode()}" if query["cursor"] else "", "target": target}


@cache
def _version(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        return ""
    with open(found, "rb") as file:  # noqa: PTH123 -- a finder answers with a plain path
        return hashlib.sha256(file.read()).hexdigest()[:10]


@register.simple_tag
def link(name: str, *args: object) -> str:
    """Return the address of a page that an upper domain has, by the name of the link (`core.links`)."""
    return links.href(links.link_named(name), *args)


@register.simple_tag
def asset(path: str) -> str:
    """Return the address of a static file with a mark of its content, so that a new version is fetched at once."""
    return f"{static(path)}?v={_version(path)}"


@register.simple_tag(name="stylesheets")
@cache
def linked_stylesheets() -> SafeString:
    """Link the style sheets of the house and of each domain, in the order in which they add to each other."""
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', ((asset(one),) for one in stylesheets()))

"""Fills in a form with valid data and sends it, as a browser does, and says what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response

from tests.support.forms import Form, Seen, faults_of_headers, keys_of, read
from tests.support.valid import Value

FILL = """([at, values]) => {
  const form = document.forms[at];
  for (let up = form; up; up = up.parentElement) { up.hidden = false; if (up.tagName === "DETAILS") up.open = true; }
  const missing = [];
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || ["hidden", "file", "submit", "button", "fieldset"].includes(type)) continue;
    const value = values[name];
    if (type === "checkbox") { if (value !== undefined) control.checked = value; }
    else if (type === "radio") {
      const same = form.elements[name];
      if (value !== undefined) control.checked = control.value === value;
      else if (![...(same.length ? same : [same])].some((one) => one.checked)) control.checked = true;
    }
    else if (value !== undefined) control.value = value;
    else if (!control.value && control.tagName === "SELECT")
      control.value = [...control.options].map((one) => one.value).find((one) => one) || "";
    else if (!control.value) missing.push(name);
  }
  return missing;
}"""
STOPPED = """(at) => {
  const form = document.forms[at];
  const bad = form.noValidate ? [] : [...form.elements].filter((one) => !one.checkValidity());
  return bad.map((one) => `${one.name}: ${one.validationMessage}`);
}"""
SEND = """([at, button]) => {
  const buttons = [...document.forms[at].elements].filter((one) => one.type === "submit");
  document.forms[at].requestSubmit(buttons[button] || null);
}"""
SAID = """() => [...document.querySelectorAll("#said .alert.bad, form .alert.bad, .has-error .error, .error")]
  .filter((one) => !one.hidden).map((one) => one.textContent.trim())"""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a form: where it led, and what went wrong."""

    faults: tuple[str, ...]
    address: str = ""
    html: str = ""


def find(page: Page, key: str) -> Form | None:
    """Return the form of that key as it stands in the page now."""
    forms, _links = read(page.content(), page.url)
    return next((form for form in forms if any(key == one for one, _place in keys_of(form))), None)


def send(
    page: Page, seen: Seen, *, values: Mapping[str, Value], is_file: bool, reads: Callable[[Response], None]
) -> Sent:
    """Open the page of a form, fill it in, press its button, and look at what comes back."""
    # What answers a form that was sent can often not be opened again: it is used as it stands there.
    form = find(page, seen.key) if page.url == seen.page else None
    if form is None:
        try:
            opened = page.goto(seen.page)
        except Error as error:
            return Sent((f"its page does not open: {error.message.splitlines()[0]}",))
        if opened is not None:
            reads(opened)
        form = find(page, seen.key)
    if form is None:
        return Sent(("it is not on the page any more",))
    plain = {
        name: value(page) if callable(value) else value for name, value in values.items() if not isinstance(value, Path)
    }
    missing = page.evaluate(FILL, [form.index, plain])
    if missing:
        return Sent((f"no valid value is known for {', '.join(missing)}",))
    for name, value in values.items():
        if isinstance(value, Path) and name in form.fields:
            page.locator("form").nth(form.index).locator(f"[name={name}]").set_input_files(value)
    if stopped := page.evaluate(STOPPED, form.index):
        return Sent(tuple(stopped))
    place = next(place for one, place in keys_of(form) if one == seen.key)
    return _submit(page, form, place, is_file=is_file)


def _submit(page: Page, form: Form, place: int, *, is_file: bool) -> Sent:
    answers: list[int] = []

    def note(response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == page.main_frame:
            answers.append(response.status)

    page.on("response", note)
    try:
        if is_file:
            with page.expect_download():
                page.evaluate(SEND, [form.index, place])
        elif form.is_part:
            with page.expect_response(
                lambda response: urlsplit(response.url).path == urlsplit(form.action).path
            ) as got:
                page.evaluate(SEND, [form.index, place])
            answers.append(got.value.status)
        else:
            with page.expect_navigation():
                page.evaluate(SEND, [form.index, place])
    except Error as error:
        return Sent((f"it was not sent: {error.message.splitlines()[0]}",))
    finally:
        page.remove_listener("response", note)
    faults = [f"answers {status}" for status in answers if status >= 400]
    faults += [] if is_file else page.evaluate(SAID)
    return Sent(tuple(faults), page.url, page.content())


def faults_of_page(answer: Response) -> list[str]:
    """Return what the headers of a page that was opened fail to protect."""
    headers = answer.all_headers()
    is_own = headers.get("worgl-reader", "nobody") != "nobody"
    where = urlsplit(answer.url).path
    return [f"{where}: {fault}" for fault in faults_of_headers(headers, is_own=is_own)]

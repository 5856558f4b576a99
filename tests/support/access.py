"""What every page owes to those who use the keyboard alone, large letters or calm pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

STOPS = 150
"""More stops than any page has: who has not arrived after so many is in a trap."""
LOOK = """async () => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  const boxes = [stop, stop.closest(".box, .search, .choice")].filter(Boolean);
  const ringed = boxes.some((box) => {
    const looks = getComputedStyle(box);
    return looks.outlineStyle !== "none" && parseFloat(looks.outlineWidth) >= 2;
  });
  const isSeen = () => [0.15, 0.5, 0.85].some((part) => {
    const box = stop.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
    return top && (stop.contains(top) || [...(stop.labels || [])].some((one) => one.contains(top)));
  });
  // The window is scrolled to the stop with one of the next frames.
  for (let frame = 0; frame < 3 && !isSeen(); frame += 1) await new Promise((done) => requestAnimationFrame(done));
  const seen = isSeen();
  window.stopsSeen ||= new Set();
  const last = window.lastStop;
  const follows = () => Boolean(last.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  // A field for a day has a stop for each of its parts.
  const before = !last || last === stop || !last.isConnected || follows();
  window.lastStop = stop;
  window.stopsSeen.add(stop);
  return {
    what: stop.outerHTML.replace(/\\s+/g, " ").slice(0, 140), ringed, seen, before, jumps: stop.tabIndex > 0,
  };
}"""
FORGOTTEN = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((one) => !one.disabled && one.type !== "hidden" && one.type !== "radio" && one.tabIndex >= 0)
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !window.stopsSeen.has(one))
  .map((one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 140))"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => [null, "::before", "::after"].flatMap((part) => {
  const looks = getComputedStyle(one, part);
  const isLong = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  const isAnimated = looks.animationName !== "none" && isLong(looks.animationDuration);
  const moves = isAnimated || isLong(looks.transitionDuration);
  return moves || looks.scrollBehavior === "smooth" ? [one.outerHTML.slice(0, 140)] : [];
}))"""


@cache
def _reading() -> str:
    return Path(__file__).with_name("reading.js").read_text(encoding="utf-8")


def faults_of_reading(page: Page, *, width: int, height: int, letters: int = 100) -> list[str]:
    """Return what is lost in a window of a size, with letters at a percentage: a sentence a fault."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found: list[str] = page.evaluate(_reading())
    where = f"{page.url} at {width} px, letters at {letters} %: "
    return [where + fault for fault in ([f"{too_wide} px too wide"] if too_wide > 0 else []) + found]


def moving(page: Page) -> list[str]:
    """Return what moves by itself or when its state changes, for longer than 10 ms."""
    found: list[str] = page.evaluate(MOVING)
    return found


class Keyboard:
    """A person who uses the keyboard alone. Looks at every stop of the focus on their way."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def step(self, key: str = "Tab") -> dict[str, Any] | None:
        """Go one stop on and look: there is a ring around it and nothing lies over it; None outside the page."""
        self.page.keyboard.press(key)
        stop: dict[str, Any] | None = self.page.evaluate(LOOK)
        if stop is not None:
            where = f"{self.page.url}: {stop['what']}"
            assert stop["ringed"], f"no ring around {where}"
            assert stop["seen"], f"hidden: {where}"
            assert not stop["jumps"], f"changes the order of the focus: {where}"
        return stop

    def to(self, place: Locator, *, key: str = "Tab") -> None:
        """Go on, stop by stop, until the focus is on the place."""
        expect(place).to_be_visible()
        for _ in range(STOPS):
            self.step(key)
            if place.evaluate("place => place === document.activeElement"):
                return
        message = f"{self.page.url}: the keyboard does not reach {place}"
        raise AssertionError(message)

    def press(self, place: Locator, *, key: str = "Enter") -> None:
        """Go to a place and press it."""
        self.to(place)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def fill(self, place: Locator, text: str) -> None:
        """Go to a field and write, in place of what stands there."""
        self.to(place)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def walk(self) -> int:
        """Go through the whole page from its beginning: in the order of its text, to every control, and out again."""
        self.page.evaluate("() => { window.stopsSeen = new Set(); window.lastStop = null; }")
        for count in range(STOPS):
            stop = self.step()
            if stop is None or (count and not stop["before"]):
                # Round the window and back at the beginning, or at the window's own controls.
                break
        else:
            message = f"{self.page.url}: the keyboard does not come out of the page"
            raise AssertionError(message)
        forgotten = self.page.evaluate(FORGOTTEN)
        assert not forgotten, f"{self.page.url}: the keyboard does not reach\n" + "\n".join(forgotten)
        return count

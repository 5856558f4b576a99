// A pad for amounts: big keys that type into the ordinary field, where the cursor stands. It is shown at the till and,
// elsewhere, where one types with a finger; then the phone's own keyboard stays away. Without it the amount is typed.
(() => {
  "use strict";
  const withFinger = matchMedia("(pointer: coarse)").matches;
  for (const pad of document.querySelectorAll("[data-pad]")) {
    const field = document.getElementById(pad.dataset.pad);
    if (!field || !(withFinger || "always" in pad.dataset)) continue;
    const decimals = Number(pad.dataset.decimals);
    pad.hidden = false;
    if (withFinger) field.inputMode = "none";

    const write = (text, caret) => {
      field.value = text;
      field.setSelectionRange(caret, caret);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    // A second mark, or more decimals than the coin has, would be refused later: they are not typed at all.
    const fits = (text) => {
      const parts = text.split(/[.,](?=\d*$)/);
      return text.length <= 24 && (parts.length < 2 || parts.at(-1).length <= decimals) && !/[.,].*[.,]$/.test(text);
    };
    pad.addEventListener("pointerdown", (event) => event.preventDefault());
    pad.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const isIn = document.activeElement === field;
      const [from, to] = isIn ? [field.selectionStart, field.selectionEnd] : [field.value.length, field.value.length];
      const [before, after] = [field.value.slice(0, from), field.value.slice(to)];
      if ("erase" in button.dataset) {
        const kept = from === to ? before.slice(0, -1) : before;
        write(kept + after, kept.length);
      } else {
        const typed = before || /\d/.test(button.dataset.digit) ? button.dataset.digit : `0${button.dataset.digit}`;
        if (fits(before + typed + after)) write(before + typed + after, from + typed.length);
      }
    });
  }
})();

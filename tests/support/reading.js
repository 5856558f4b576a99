// What a reader of large text loses on this page: sentences, one a fault. Evaluated by tests/support/access.py.
() => {
  const faults = new Set();
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const style = (element) => getComputedStyle(element);
  const isForEars = (element) => {
    for (let up = element; up; up = up.parentElement) if (style(up).clipPath === "inset(50%)") return true;
    return false;
  };
  const isForEyes = (element) => !element.closest("svg, option, noscript, script, .skip:not(:focus)") && !isForEars(element);
  const slides = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement)
      if (["auto", "scroll"].includes(style(up).overflowX)) return true;
    return false;
  };
  const fixed = (element) => {
    for (let up = element; up; up = up.parentElement) if (["fixed", "sticky"].includes(style(up).position)) return up;
    return null;
  };
  const hides = (value) => value === "hidden" || value === "clip";
  const named = (element, text) => `<${element.tagName.toLowerCase()} class="${element.className}"> "${text.trim().replace(/\s+/g, " ").slice(0, 60)}"`;

  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !isForEyes(element) || !shown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width > 1 && line.height > 1);
    if (lines.length) pieces.push({ element, text: node.data, lines, fixed: fixed(element), slides: slides(element) });
  }

  for (const { element, text, lines, slides: may_slide } of pieces) {
    for (const line of lines) {
      if (!may_slide && (line.right > innerWidth + 1 || line.left < -1)) faults.add(`leaves the window: ${named(element, text)}`);
      for (let up = element; up && up !== document.body; up = up.parentElement) {
        const box = up.getBoundingClientRect(), looks = style(up);
        if (hides(looks.overflowX) && (line.right > box.right + 1 || line.left < box.left - 1)) faults.add(`cut off: ${named(element, text)}`);
        if (hides(looks.overflowY) && (line.bottom > box.bottom + 1 || line.top < box.top - 1)) faults.add(`cut off below: ${named(element, text)}`);
        const drawn = up.matches("a, button, summary, .tag, .avatar, .card, .alert, .box, .row") && looks.display !== "inline" && looks.display !== "contents";
        if (drawn && !may_slide && (line.right > box.right + 1 || line.left < box.left - 1)) faults.add(`wider than its ${up.tagName.toLowerCase()}.${up.className}: ${named(element, text)}`);
        if (drawn && (line.bottom > box.bottom + 2 || line.top < box.top - 2)) faults.add(`taller than its ${up.tagName.toLowerCase()}.${up.className}: ${named(element, text)}`);
      }
    }
  }

  for (const field of document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), select")) {
    if (shown(field) && !field.value && field.placeholder && field.scrollWidth > field.clientWidth + 1) faults.add(`placeholder cut off: ${field.placeholder}`);
  }

  // Letters stand in the middle of their line: a fifth may overlap above and below.
  const ink = (line) => ({ left: line.left + 1, right: line.right - 1, top: line.top + line.height * 0.2, bottom: line.bottom - line.height * 0.2 });
  const all = pieces.flatMap((piece) => piece.lines.map((line) => ({ ...piece, ink: ink(line) })));
  all.sort((one, other) => one.ink.top - other.ink.top);
  all.forEach((one, at) => {
    for (let next = at + 1; next < all.length && all[next].ink.top < one.ink.bottom; next += 1) {
      const other = all[next];
      // What is fixed to the window lies over what is scrolled below it.
      if (other.element === one.element || other.fixed !== one.fixed || other.slides !== one.slides) continue;
      if (one.ink.left < other.ink.right && other.ink.left < one.ink.right) faults.add(`overlap: ${named(one.element, one.text)} and ${named(other.element, other.text)}`);
    }
  });
  return [...faults];
}

// Comfort only: every page works without this file. Says when the line is down, stops a double send, copies links.
(() => {
  "use strict";
  const bar = document.getElementById("offline");
  // A page the service worker had kept is old even when the line is up again.
  const kept = "kept" in document.body.dataset;
  const tell = (lost) => { if (bar) bar.hidden = !(lost || kept); };
  addEventListener("online", () => tell(false));
  addEventListener("offline", () => tell(true));
  tell(navigator.onLine === false);
  document.addEventListener("htmx:sendError", () => tell(true));
  document.addEventListener("htmx:afterOnLoad", () => tell(false));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const busy of document.querySelectorAll("[aria-busy=true]")) busy.removeAttribute("aria-busy");
  });

  // What was copied is said to those who do not see the button change. A town without HTTPS has no clipboard: there
  // the text is marked, and an older way is tried.
  const copied = async (source) => {
    try {
      await navigator.clipboard.writeText(source.value || source.textContent.trim());
      return true;
    } catch {
      source.focus();
      source.select?.();
      return Boolean(source.select) && document.execCommand("copy");
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    const done = await copied(source);
    const word = button.querySelector("span");
    const said = document.getElementById(`${button.dataset.copy}_said`);
    button.dataset.word ||= word.textContent;
    if (done) word.textContent = button.dataset.done;
    if (said) said.textContent = done ? button.dataset.done : button.dataset.hand;
    setTimeout(() => { word.textContent = button.dataset.word; if (said) said.textContent = ""; }, 4000);
  });
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { title, text, url } = button.dataset;
      // Closing the list of places to share to is not an error.
      navigator.share({ title, text, url: url || location.href }).catch(() => undefined);
    });
  }

  // Browsers leave what shows a corner where it is; in a strip that slides sideways the focus would stand outside.
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest(".demo, .people, .chips")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const zone = document.querySelector("select[data-zone]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !zone.dataset.zone && [...zone.options].some((option) => option.value === here)) zone.value = here;
})();

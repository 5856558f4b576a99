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

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value || source.textContent.trim());
      button.querySelector("span").textContent = button.dataset.done;
    } catch {
      source.select?.();
    }
  });
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { title, text } = button.dataset;
      // Closing the list of places to share to is not an error.
      navigator.share({ title, text, url: location.href }).catch(() => undefined);
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

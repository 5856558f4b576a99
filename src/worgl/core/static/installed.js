// Registers the service worker, and tells it on Home which pages to have ready without a connection.
(async () => {
  "use strict";
  const worker = navigator.serviceWorker;
  if (!worker) return;
  await worker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
  if ("kept" in document.body.dataset) {
    // Loading anew must not get in the way of somebody who is already on their way to another page.
    let leaves = false;
    for (const act of ["click", "submit"]) addEventListener(act, () => { leaves = true; });
    addEventListener("online", () => setTimeout(() => { if (!leaves && navigator.onLine) location.reload(); }, 1000));
    return;
  }
  if (!document.querySelector("[data-home]")) return;
  const links = [...document.querySelectorAll("[data-home] a[href]")].map((link) => new URL(link.href).pathname);
  const wanted = links.filter((path) => /\/receive\/$|\/receipt\/[0-9a-f-]{36}\/$/.test(path));
  // This page too: it may have been on its way before the worker was there to see it. What is kept is not asked again.
  const keep = [location.pathname, ...new Set(wanted)];
  (await worker.ready).active.postMessage({ keep });
})();

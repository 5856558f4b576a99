// Lets this device take push messages: asks the browser, then sends the form that stands in the page.
(() => {
  "use strict";
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const show = (name, shown) => { form.querySelector(`[data-push-${name}]`).hidden = !shown; };
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const name = () => {
    const agent = navigator.userAgent;
    const found = (pairs) => (pairs.find(([mark]) => agent.includes(mark)) || ["", ""])[1];
    const browser = found([["Firefox", "Firefox"], ["Edg/", "Edge"], ["Chrome", "Chrome"], ["Safari", "Safari"]]);
    const system = found([["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]]);
    return [browser, system].filter(Boolean).join(", ");
  };
  show("none", false);
  show("denied", Notification.permission === "denied");
  show("on", Notification.permission !== "denied");
  form.querySelector("[data-push-on]").addEventListener("click", async (event) => {
    const button = event.currentTarget;
    button.setAttribute("aria-busy", "true");
    try {
      if (await Notification.requestPermission() !== "granted") throw new Error("denied");
      const registration = await navigator.serviceWorker.register(form.dataset.worker);
      await new Promise((done) => {
        const worker = registration.active || registration.waiting || registration.installing;
        if (worker.state === "activated") { done(); return; }
        worker.addEventListener("statechange", () => { if (worker.state === "activated") done(); });
      });
      const key = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
      const given = await registration.pushManager.subscribe(key);
      form.elements.address.value = given.endpoint;
      form.elements.public.value = text(given.getKey("p256dh"));
      form.elements.secret.value = text(given.getKey("auth"));
      form.elements.name.value = name();
      form.submit();
    } catch {
      show("on", false);
      show("denied", true);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
})();

// The moment something is paid: the tick moves, the phone shakes a little, and a till that was asked to sounds.
// Whoever asks for calm pages gets the tick alone.
(() => {
  "use strict";
  const KEPT = "worgl-till-sound";
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const button = document.querySelector("[data-sound]");
  let sounds = null;

  const isOn = () => {
    try { return localStorage.getItem(KEPT) === "yes"; } catch { return button?.getAttribute("aria-pressed") === "true"; }
  };
  const show = (on) => button?.setAttribute("aria-pressed", String(on));
  const sound = () => {
    sounds ||= new AudioContext();
    sounds.resume().catch(() => undefined);
    for (const [pitch, after] of [[880, 0], [1318.5, 0.12]]) {
      const [tone, level] = [sounds.createOscillator(), sounds.createGain()];
      const begin = sounds.currentTime + after;
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0.0001, begin);
      level.gain.exponentialRampToValueAtTime(0.2, begin + 0.02);
      level.gain.exponentialRampToValueAtTime(0.0001, begin + 0.35);
      tone.connect(level).connect(sounds.destination);
      tone.start(begin);
      tone.stop(begin + 0.4);
    }
  };
  const paid = () => {
    if (isOn()) sound();
    if (!isCalm) navigator.vibrate?.(60);
  };

  if (button && "AudioContext" in window) {
    button.hidden = false;
    show(isOn());
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      try { localStorage.setItem(KEPT, on ? "yes" : "no"); } catch { /* kept for this page alone */ }
      show(on);
      // A browser lets a page sound only after a tap: this is the tap, and one hears what it will be.
      if (on) sound();
    });
  }
  document.body.addEventListener("till:paid", paid);
  document.addEventListener("htmx:afterSwap", () => {
    const tick = document.querySelector("#state .tick-mark");
    if (!tick || tick.classList.contains("fresh")) return;
    tick.classList.add("fresh");
    document.body.dispatchEvent(new CustomEvent("till:paid"));
  });

  // A receipt one comes to by paying is fresh; the same one looked at again is not.
  const came = performance.getEntriesByType("navigation")[0]?.type === "navigate" && document.referrer;
  if (came && /\/(check|redeem|requests\/[0-9a-f-]{36})\/$/.test(new URL(came).pathname))
    document.querySelector("main .tick-mark")?.classList.add("fresh");
})();

// Scans a QR code on the pay page, where the browser can; without it the phone's own camera opens the link.
(async () => {
  "use strict";
  const place = document.querySelector("[data-scan]");
  if (!place || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return;

  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const [start, stop] = [place.querySelector("[data-scan-start]"), place.querySelector("[data-scan-stop]")];
  const video = place.querySelector("video");
  const said = place.querySelector("[role=status]");
  const origins = [location.origin, place.dataset.site];
  let stream = null;
  place.hidden = false;

  // Only addresses of this site are opened: a code on a wall must not lead a payer elsewhere.
  const way = (text) => {
    const typed = text.trim();
    if (/^[0-9a-z]{4}[ -]?[0-9a-z]{4}$/i.test(typed)) return `?q=${encodeURIComponent(typed)}`;
    try {
      const address = new URL(typed);
      const known = origins.includes(address.origin) && /^\/[pr]\/[0-9a-z]{8}\/$/i.test(address.pathname);
      return known ? address.pathname + address.search : "";
    } catch {
      return "";
    }
  };

  const end = () => {
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = video.srcObject = null;
    video.hidden = stop.hidden = true;
    start.hidden = false;
  };

  const look = async () => {
    if (!stream) return;
    const found = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
    const ways = found.map((code) => way(code.rawValue));
    const known = ways.find((one) => one);
    if (known) {
      end();
      location.assign(known);
      return;
    }
    if (ways.length) said.textContent = place.dataset.unknown;
    setTimeout(look, 200);
  };

  start.addEventListener("click", async () => {
    said.textContent = "";
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      said.textContent = place.dataset.denied;
      return;
    }
    video.srcObject = stream;
    video.hidden = stop.hidden = false;
    start.hidden = true;
    await video.play();
    look();
  });
  stop.addEventListener("click", end);
  addEventListener("pagehide", end);
})();

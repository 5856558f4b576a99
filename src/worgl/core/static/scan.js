// Scans a QR code where one pays or redeems. The browser's own detector reads it, or, where there is none as on most
// iPhones, the vendored decoder, which is fetched when somebody taps. Without script the phone's own camera opens the link.
(() => {
  "use strict";
  const place = document.querySelector("[data-scan]");
  if (!place || !navigator.mediaDevices?.getUserMedia) return;

  const LONGEST = 640;
  const [start, stop] = [place.querySelector("[data-scan-start]"), place.querySelector("[data-scan-stop]")];
  const video = place.querySelector("video");
  const said = place.querySelector("[role=status]");
  const origins = [location.origin, place.dataset.site];
  let [stream, wanted] = [null, false];
  place.hidden = false;

  // Only addresses of this site are opened: a code on a wall must not lead a payer elsewhere.
  const way = (text) => {
    const typed = text.trim();
    if (/^[0-9a-z]{4}[ -]?[0-9a-z]{4}$/i.test(typed)) return `${place.dataset.pay}?q=${encodeURIComponent(typed)}`;
    try {
      const address = new URL(typed);
      const known = /^\/([pr]\/[0-9a-z]{8}|c\/[-\w]+\/vouchers\/redeem)\/$/i.test(address.pathname);
      return origins.includes(address.origin) && known ? address.pathname + address.search : "";
    } catch {
      return "";
    }
  };

  const ofBrowser = async () => {
    if (!("BarcodeDetector" in window)) return null;
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video)).map((code) => code.rawValue);
  };

  const fetched = () => new Promise((done, failed) => {
    if (window.jsQR) { done(); return; }
    const script = document.createElement("script");
    script.src = place.dataset.decoder;
    script.addEventListener("load", done);
    script.addEventListener("error", () => { script.remove(); failed(new Error("decoder")); });
    document.head.append(script);
  });

  const ofOurs = async () => {
    await fetched();
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const part = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight, 1));
      canvas.width = Math.round(video.videoWidth * part);
      canvas.height = Math.round(video.videoHeight * part);
      if (!canvas.width || !canvas.height) return [];
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
      const code = jsQR(data, width, height, { inversionAttempts: "attemptBoth" });
      return code && code.data ? [code.data] : [];
    };
  };

  const end = () => {
    wanted = false;
    for (const track of stream ? stream.getTracks() : []) track.stop();
    stream = video.srcObject = null;
    video.hidden = stop.hidden = true;
    start.hidden = false;
  };

  const look = async (decode) => {
    if (!stream) return;
    const found = video.readyState >= 2 ? await decode().catch(() => []) : [];
    if (!stream) return;
    const ways = found.map(way);
    const known = ways.find((one) => one);
    if (known) {
      end();
      location.assign(known);
      return;
    }
    if (ways.length) said.textContent = place.dataset.unknown;
    setTimeout(look, 200, decode);
  };

  // What keeps a camera from being used has a name; each has another way out.
  const hint = (error) => ({
    NotFoundError: place.dataset.missing,
    OverconstrainedError: place.dataset.missing,
    NotReadableError: place.dataset.busy,
    AbortError: place.dataset.busy,
  })[error.name] || (error.message === "decoder" ? place.dataset.lost : place.dataset.denied);

  start.addEventListener("click", async () => {
    said.textContent = "";
    start.hidden = true;
    stop.hidden = false;
    wanted = true;
    try {
      const given = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      stream = given;
      if (!wanted) { end(); return; }
      video.srcObject = given;
      video.hidden = false;
      await video.play();
      const decode = (await ofBrowser().catch(() => null)) || (await ofOurs());
      look(decode);
    } catch (error) {
      const isStopped = !wanted;
      end();
      if (isStopped) return;
      said.textContent = hint(error);
      start.focus();
    }
  });
  stop.addEventListener("click", end);
  addEventListener("pagehide", end);
})();

// The service worker: static files at once, the pages one needs without a connection, and nothing of anybody else.
// VERSION, ASSETS and OFFLINE stand above this line when it is served; see web/views/app.py.
"use strict";
const STATIC = `worgl-static-${VERSION}`;
const MINE = "worgl-mine";
const READER = "/reader";
const RECEIPTS = 10;
const HOME = /^\/c\/[^/]+\/$/;
const RECEIPT = /^\/c\/[^/]+\/receipt\/[0-9a-f-]{36}\/$/;
const KEPT = [HOME, RECEIPT, /^\/c\/[^/]+\/receive\/$/, /^\/c\/[^/]+\/till\/code\/$/];

// A new version takes over at once: pages name their own versions of files, so an open form is not disturbed.
addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll([...ASSETS, OFFLINE])).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("worgl-static-") && name !== STATIC);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(request.method === "GET" ? page(request, url) : sent(request, url));
  else if (request.method === "GET" && url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

// Home tells which pages to have ready: the own code and the latest receipts.
addEventListener("message", (event) => {
  const paths = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(ready(paths.filter((path) => KEPT.some((shape) => shape.test(path))).slice(0, RECEIPTS + 2)));
});

async function ready(paths) {
  const mine = await caches.open(MINE);
  for (const path of paths) {
    if (await mine.match(path)) continue;
    const response = await fetch(path, { credentials: "same-origin" }).catch(() => null);
    if (response && !response.redirected) await seen(path, response);
  }
}

async function file(request) {
  const known = await caches.match(request);
  if (known) return known;
  try {
    return await fetch(request);
  } catch (lost) {
    const other = await caches.match(request, { ignoreSearch: true });
    if (other) return other;
    throw lost;
  }
}

async function page(request, url) {
  let response;
  try {
    response = await fetch(request);
  } catch {
    return kept(url.pathname);
  }
  await seen(url.search ? "" : url.pathname, response);
  return response;
}

// What was sent and not answered may have arrived. The page that says so leads back to the same address, which
// shows the outcome: nothing is done twice.
async function sent(request, url) {
  if (url.pathname === "/account/logout/") await caches.delete(MINE);
  try {
    return await fetch(request);
  } catch {
    return marked(await caches.match(OFFLINE), "lost", 503);
  }
}

// Every page says whose it is. When that changes, by signing out or in, what was kept is deleted.
async function seen(path, response) {
  const reader = response.headers.get("Worgl-Reader");
  if (reader) {
    const before = await (await caches.match(READER, { cacheName: MINE }))?.text();
    if (before !== reader) await caches.delete(MINE);
    if (reader === "nobody") return;
    if (before !== reader) await (await caches.open(MINE)).put(READER, new Response(reader));
  }
  await sameMember(response);
  if (reader && response.status === 200 && KEPT.some((shape) => shape.test(path))) {
    const mine = await caches.open(MINE);
    // Put anew it is the youngest; the oldest receipts give way.
    await mine.delete(path);
    await mine.put(path, response.clone());
    const receipts = (await mine.keys()).filter((one) => RECEIPT.test(new URL(one.url).pathname));
    for (const old of receipts.slice(0, -RECEIPTS)) await mine.delete(old);
  }
}

// A member who acts for a shop from now on finds the shop's pages, not their own, and the other way round.
async function sameMember(response) {
  const acting = response.headers.get("Worgl-Acting");
  const town = new URL(response.url).pathname.match(/^\/c\/[^/]+\//)?.[0];
  if (!acting || !town) return;
  const mine = await caches.open(MINE);
  const mark = READER + town;
  const before = await (await mine.match(mark))?.text();
  if (before === acting) return;
  const old = (await mine.keys()).filter((one) => new URL(one.url).pathname.startsWith(town));
  await Promise.all(old.map((one) => mine.delete(one)));
  await mine.put(mark, new Response(acting));
}

async function kept(path) {
  const mine = await caches.open(MINE);
  const found = await mine.match(path);
  if (found) return marked(found, "kept", 200);
  if (path === "/") {
    const home = (await mine.keys()).map((one) => new URL(one.url).pathname).find((one) => HOME.test(one));
    if (home) return Response.redirect(home);
  }
  return marked(await caches.match(OFFLINE), "away", 503);
}

// The page's own style shows what belongs to this mark, such as the time a balance is of.
async function marked(response, mark, status) {
  if (!response) return Response.error();
  const text = (await response.text()).replace("<body ", `<body data-${mark}="yes" `);
  return new Response(text, { status, headers: response.headers });
}

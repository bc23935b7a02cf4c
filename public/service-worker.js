// Keeps what a visitor has seen for when the connection is lost: products, the cart, and the page that says so (`/offline`). While the
// network answers, what it says is shown: nothing kept is taken for a live page. The shop sends this script behind a line of its own
// with `SHOP`: the build, the files its pages are drawn with, what paths of other markets begin with, the script of kept pages
// (`server/src/service_worker.rs`). Words are the shop's too: they stand in `/offline`, in the visitor's language.
const FILES = `floodgate-files-${SHOP.build}`;
const PAGES = "floodgate-pages";
const CART = "floodgate-cart";
const PICTURES = "floodgate-pictures";
const MOST_PAGES = 20;
const MOST_PICTURES = 150;
const SEEN = "x-seen";
const A_DAY = 24 * 3600 * 1000;
// In milliseconds: longer than the shop lets a request take. Whoever has no answer by then has no connection.
const PATIENCE = 25000;
// Several changes of a cart in a row are one.
const PAUSE = 1000;

// --- What is kept, and where. ---

// A path may begin with a market: `/de/cart`.
const parts = ({ pathname }) => {
  const prefix = SHOP.prefixes.find((one) => pathname.startsWith(`${one}/`)) ?? "";
  return { prefix, path: pathname.slice(prefix.length) };
};
const isFile = ({ pathname, search }) => /^\/(pkg|fonts)\//.test(pathname) || search.startsWith("?v=");

// Where a page is kept; none for all others, those of the checkout, of orders and of accounts among them.
function place(url) {
  const { path } = parts(url);
  if (path === "/cart") return { name: CART, key: "/cart" };
  if (!/^\/products\/[^/]+$/.test(path)) return null;
  const variant = url.searchParams.get("variant");
  return { name: PAGES, key: url.pathname + (variant ? `?variant=${encodeURIComponent(variant)}` : "") };
}
// A form that changes whose cart it is, or buys what was in it.
const endsCart = (path) => /^\/(account\/(sign-|reset)|checkout$)/.test(path);

const header = (answer, name) => answer.headers.get(name) ?? "";
const isPage = (answer) => answer.status === 200 && header(answer, "content-type").startsWith("text/html") && !header(answer, "cache-control").includes("no-store");

// With the time at which it was seen. Its bytes are plain by now.
function dated(answer) {
  const headers = new Headers(answer.headers);
  headers.set(SEEN, String(Date.now()));
  ["content-encoding", "content-length"].forEach((name) => headers.delete(name));
  return new Response(answer.body, { headers });
}

// Caches list what they hold in the order in which it was put there.
async function trim(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

// Changes with whoever has the cart: what was asked for before is not kept after.
let owner = 0;
const forget = () => {
  owner += 1;
  return caches.delete(CART);
};

async function keep(url, answer, asker) {
  const to = place(url);
  if (!to || !isPage(answer)) return;
  const cache = await caches.open(to.name);
  await cache.delete(to.key);
  await cache.put(to.key, dated(answer));
  if (to.name === CART && asker !== owner) await caches.delete(CART);
  await trim(cache, MOST_PAGES);
}

// The page that says that there is no connection, in each language somebody reads, anew each day.
async function keepOffline(prefix) {
  const address = `${prefix}/offline`;
  const cache = await caches.open(FILES);
  const kept = await cache.match(address);
  if (kept && Date.now() - Number(header(kept, SEEN)) < A_DAY) return;
  const answer = await fetch(address, { cache: "no-cache" });
  if (!isPage(answer)) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, dated(answer));
}

// --- Without a connection. ---

async function offline(url) {
  const cache = await caches.open(FILES);
  return (await cache.match(`${parts(url).prefix}/offline`)) ?? (await cache.match("/offline")) ?? Response.error();
}

// What that address looked like. Of a product that was seen with another variant chosen, that.
async function seen(url) {
  const to = place(url);
  if (!to) return null;
  const cache = await caches.open(to.name);
  const kept = (await cache.match(to.key)) ?? (await cache.matchAll(to.key, { ignoreSearch: true })).at(-1);
  return kept ? still(kept, await (await offline(url)).text()) : null;
}

const POST_FORM = /(<form\b[^>]*\bmethod="post"[^>]*>)([\s\S]*?)(<\/form>)/g;
const TO_THE_TILL = /<a\b([^>]*?) href="[^"]*\/checkout"/g;
const PRICE = /<span class="price[ "][^>]*>|<p class="cart-line-(each|total)[ "][^>]*>|<p class="cart-(subtotal|discount)"[^>]*><span[^>]*>[^<]*<\/span><span[^>]*>/g;

// A picture of a page: no script runs in it, nothing can be bought, and every price says from when it is. None where that cannot be
// said.
async function still(kept, words) {
  const html = await kept.text();
  const [banner, price] = ["still-banner", "still-price"].map((id) => words.split(`<template id="${id}">`)[1]?.split("</template>")[0]);
  if (!banner || !price || !/<html\b/.test(html) || !/<main\b/.test(html)) return null;
  const then = moment(Number(header(kept, SEEN)), /<html\b[^>]*\blang="([^"]+)"/.exec(html)?.[1]);
  const say = (template) => template.replaceAll("{time}", () => then);
  const body = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replace("</head>", () => `<script defer src="${SHOP.script}"></script></head>`)
    .replace(/<html\b/, "<html data-still")
    .replace(POST_FORM, '$1<fieldset class="still-form" disabled>$2</fieldset>$3')
    .replace(TO_THE_TILL, '<a$1 role="link" aria-disabled="true"')
    .replace(PRICE, (start) => `${start}<span class="still-price">${say(price)}</span> `)
    .replace(/<main\b[^>]*>/, (start) => start + say(banner));
  return new Response(body, { headers: kept.headers });
}

// The time of today, day and time of another day.
function moment(then, language) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = new Date(then).toDateString() === new Date().toDateString();
  return new Date(then).toLocaleString(language, isToday ? clock : { day: "numeric", month: "short", ...clock });
}

// --- What browsers ask for. ---

async function live(event) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer")));
  const answer = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  return Promise.race([answer, late]);
}

async function page(event, url) {
  const asker = owner;
  let answer;
  try {
    answer = await live(event);
  } catch {
    return (await seen(url)) ?? offline(url);
  }
  const kept = place(url) ? keep(url, answer.clone(), asker) : null;
  event.waitUntil(Promise.all([kept, keepOffline(parts(url).prefix)]).catch(() => {}));
  return answer;
}

// What never changes under its name is asked for once.
async function file(event, name, most) {
  const cache = await caches.open(name);
  const kept = await cache.match(event.request);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.status === 200 && header(answer, "cache-control").includes("immutable")) {
    const copy = answer.clone();
    event.waitUntil(cache.put(event.request, copy).then(() => trim(cache, most)).catch(() => {}));
  }
  return answer;
}

addEventListener("fetch", (event) => {
  const { method, mode } = event.request;
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  const { path } = parts(url);
  if (method === "POST" && endsCart(path)) event.waitUntil(forget());
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(/^\/(admin|api|dev)(\/|$)/.test(path) ? live(event) : page(event, url));
  else if (isFile(url)) event.respondWith(file(event, FILES, Infinity));
  else if (path.startsWith("/media/")) event.respondWith(file(event, PICTURES, MOST_PICTURES));
});

// A page asks to have another look at an address: its own, where it was there before this worker, or the cart, when it has changed.
// Whatever that page is, it says in which language somebody reads.
const asked = new Map();
addEventListener("message", (event) => {
  if (typeof event.data?.keep !== "string") return;
  const url = new URL(event.data.keep, location.origin);
  if (url.origin !== location.origin) return;
  const kept = place(url) ? look(url, owner) : null;
  event.waitUntil(Promise.all([kept, keepOffline(parts(url).prefix)]).catch(() => {}));
});
async function look(url, asker) {
  const turn = {};
  asked.set(url.href, turn);
  await new Promise((done) => setTimeout(done, PAUSE));
  if (asked.get(url.href) !== turn) return;
  asked.delete(url.href);
  await keep(url, await fetch(url, { cache: "no-cache" }), asker);
}

// --- One build after the other. ---

// Files are named by their content, so nobody is given those of another build; the pages that are open find theirs in the network.
addEventListener("install", (event) => event.waitUntil((async () => {
  await (await caches.open(FILES)).addAll(SHOP.files);
  const read = await Promise.all(SHOP.prefixes.map(async (prefix) => (await caches.match(`${prefix}/offline`)) && prefix));
  await Promise.all(["", ...read.filter(Boolean)].map(keepOffline));
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  await takeOver();
  // The page need not wait until this worker is awake.
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

// A page that was seen keeps the stylesheet it was made with. All else of earlier builds goes.
async function takeOver() {
  const files = await caches.open(FILES);
  const pages = await Promise.all([PAGES, CART].map(async (name) => (await caches.open(name)).matchAll()));
  for (const kept of pages.flat()) {
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(await kept.text())?.[1];
    const sheet = style && !(await files.match(style)) && (await caches.match(style));
    if (sheet) await files.put(style, sheet);
  }
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("floodgate-files-") && name !== FILES).map((name) => caches.delete(name)));
}

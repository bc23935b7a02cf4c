// Keeps the cart and the products looked at last, for when the connection is lost. The network is always asked first: a page that was
// kept is shown only where the network does not answer at all, and says so. What is private or dear (checkout, orders, account, admin,
// everything that is posted) is never looked at here.
//
// A new build has a new name, so this file differs; the browser installs it, and what the old one kept is dropped. It takes over at
// once: a page does not depend on which worker it meets, and its files carry their hash in their names.
const BUILD = "__BUILD__";
const PAGES = `fg-pages-${BUILD}`;
const FILES = `fg-files-${BUILD}`;
const OFFLINE = "/offline";
const MOST_PAGES = 12;
const MOST_FILES = 80;
const KEPT_AT = "x-kept-at";

self.addEventListener("install", (event) => {
  const first = async () => {
    await (await caches.open(FILES)).addAll([__FILES__]);
    await (await caches.open(PAGES)).add(new Request(OFFLINE, { cache: "reload", credentials: "omit" }));
    await self.skipWaiting();
  };
  event.waitUntil(first());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("fg-") && name !== PAGES && name !== FILES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (isKept(url)) event.respondWith(page(event, url));
    else if (isOpen(url)) event.respondWith(fetch(request).catch(() => offline()));
  } else if (isUnchanging(url)) {
    event.respondWith(file(event));
  } else if (/^\/(pkg\/|favicon\.svg$|islands\.js$)/.test(url.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request).then((kept) => kept ?? Response.error())));
  }
});

// A product's own page and the cart.
const isKept = ({ pathname }) => pathname === "/cart" || /^\/products\/[a-z0-9-]+$/.test(pathname);
// Without a connection these say so in the shop's words.
const isOpen = ({ pathname }) => pathname === "/" || pathname === "/search" || /^\/(products|collections|pages|drops)(\/[a-z0-9-]+)?$/.test(pathname);
// Their names change with their content.
const isUnchanging = ({ pathname, search }) =>
  /^\/pkg\/floodgate\.[\w-]+\.(css|js|wasm)$/.test(pathname) || /^\/media\/[0-9a-f]+\.\w+$/.test(pathname) || /^\?v=[0-9a-f]+$/.test(search);

async function page(event, url) {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return kept(url);
  }
  const isPage = answer.status === 200 && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
  if (isPage) event.waitUntil(keep(url, answer.clone()).catch(() => undefined));
  return answer;
}

// One copy per product, whichever variant was chosen; the latest last.
async function keep(url, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const copy = new Response(await answer.blob(), { headers });
  const pages = await caches.open(PAGES);
  await pages.delete(url.pathname);
  await pages.put(url.pathname, copy);
  await trim(pages, MOST_PAGES, (path) => path !== OFFLINE && path !== "/cart");
}

async function trim(cache, most, counts) {
  const keys = (await cache.keys()).filter(({ url }) => counts(new URL(url).pathname));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}

// The copy, with words above it that say how old it is. Nothing of it is live.
async function kept(url) {
  const copy = await (await caches.open(PAGES)).match(url.pathname);
  if (!copy) return offline();
  const note = `<p class="busy offline" role="status">You are offline; prices and stock as of ${moment(Number(copy.headers.get(KEPT_AT)))}.</p>`;
  const html = (await copy.text()).replace('<main id="content"', `${note}<main id="content"`);
  return new Response(html, { headers: copy.headers });
}

function moment(at) {
  const then = new Date(at);
  const time = `${String(then.getHours()).padStart(2, "0")}:${String(then.getMinutes()).padStart(2, "0")}`;
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${time} on ${then.toLocaleDateString("en", { day: "numeric", month: "long" })}`;
}

// The page that says that there is no connection, with the products that were kept.
async function offline() {
  const pages = await caches.open(PAGES);
  const page = await pages.match(OFFLINE);
  if (!page) return Response.error();
  const paths = (await pages.keys()).map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith("/products/"));
  const links = paths.reverse().map((path) => `<li><a href="${path}">${path.slice(10).replaceAll("-", " ")}</a></li>`).join("");
  const html = (await page.text()).replace(/(<ul data-kept[^>]*>)/, `$1${links}`);
  return new Response(html, { status: 503, headers: page.headers });
}

async function file(event) {
  const found = await caches.match(event.request);
  if (found) return found;
  const answer = await fetch(event.request);
  if (answer.status === 200) {
    const copy = answer.clone();
    const put = async () => {
      const files = await caches.open(FILES);
      await files.put(event.request, copy);
      await trim(files, MOST_FILES, (path) => path.startsWith("/media/"));
    };
    event.waitUntil(put().catch(() => undefined));
  }
  return answer;
}

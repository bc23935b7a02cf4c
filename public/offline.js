// On pages that a browser shows without a connection: leads back to the shop as it is when there is one again. On the page that says
// so it shows what was kept (`public/service-worker.js`): the cart, and the products that were looked at.
(() => {
  addEventListener("online", () => location.reload());
  const here = document.querySelector("[data-offline]");
  if (!here || !window.caches) return;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

  // All of a cache, the latest first.
  const kept = async (name) => {
    const cache = await caches.open(name);
    const read = async (request) => {
      const answer = await cache.match(request);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return { url: new URL(request.url), page, then: new Date(Number(answer.headers.get("x-seen"))) };
    };
    return (await Promise.all((await cache.keys()).map(read))).reverse();
  };
  const say = (words, then) => {
    const isToday = then.toDateString() === new Date().toDateString();
    const language = document.documentElement.lang;
    return words.replace("{time}", () => then.toLocaleString(language, isToday ? clock : { day: "numeric", month: "short", ...clock }));
  };
  const text = (page, selector) => page.querySelector(selector)?.textContent.trim() ?? "";
  const price = document.getElementById("still-price").content.textContent;

  async function showCart() {
    const [cart] = await kept("floodgate-cart");
    const lines = cart ? [...cart.page.querySelectorAll(".cart-line")] : [];
    if (!lines.length) return;
    const part = here.querySelector("[data-kept=cart]");
    const seen = part.querySelector("[data-words]");
    seen.textContent = say(seen.dataset.words, cart.then);
    part.querySelector("ul").append(...lines.map((line) => {
      const quantity = line.querySelector("input[type=number]")?.value ?? "";
      return Object.assign(document.createElement("li"), { textContent: `${quantity} × ${text(line, "h2")}` });
    }));
    part.hidden = false;
  }

  async function showProducts() {
    const products = await kept("floodgate-pages");
    // Of this market one of each, as it was seen last.
    const market = document.querySelector(".header-cart").pathname.replace(/cart$/, "products/");
    const isLatest = ({ url }, index) => products.findIndex((other) => other.url.pathname === url.pathname) === index;
    const latest = products.filter(isLatest).filter(({ url }) => url.pathname.startsWith(market));
    if (!latest.length) return;
    const part = here.querySelector("[data-kept=products]");
    const card = document.getElementById("offline-card");
    part.querySelector("ul").append(...latest.map(({ url, page, then }) => {
      const item = document.importNode(card.content, true);
      const link = item.querySelector("a");
      link.href = url.pathname + url.search;
      link.textContent = text(page, "h1");
      const cost = text(page, ".product-price .price-now");
      if (cost) item.querySelector(".still-price").textContent = `${say(price, then)} ${cost}`;
      const picture = page.querySelector(".gallery picture, .gallery .picture");
      if (picture) item.querySelector(".product-card-picture").append(document.importNode(picture, true));
      return item;
    }));
    part.hidden = false;
  }

  Promise.all([showCart(), showProducts()]).catch((error) => console.warn("Nothing that was kept can be shown:", error));
})();

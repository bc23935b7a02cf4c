// A product's page. Another variant is fetched as the page it is and its parts put in place, so that what can be chosen is decided in
// one place, the shop; small pictures move the strip. Where anything fails the link is followed, as without a script.
(() => {
  const parts = () => [...document.querySelectorAll("[data-part]")];
  const plain = ({ button, metaKey, ctrlKey, shiftKey, altKey }) => !button && !metaKey && !ctrlKey && !shiftKey && !altKey;

  // --- Another variant. ---
  const PATIENCE = 4000;
  const pages = new Map();
  const load = async (address) => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const ask = (href) => {
    const address = href.split("#")[0];
    if (!pages.has(address)) {
      pages.set(address, load(address));
      // Stock moves on: nothing is believed for long.
      const forget = () => pages.delete(address);
      pages.get(address).then(() => setTimeout(forget, 5000), forget);
    }
    return pages.get(address);
  };
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.querySelector(".product")?.after(said);

  // Puts the parts of `page` in place, or those that are wanted of it; false when it has not all of them, as when the product went into
  // a drop.
  const show = (page, isWanted = () => true) => {
    const pairs = parts().filter(isWanted).map((part) => [part, page.querySelector(`[data-part="${part.dataset.part}"]`)]);
    if (pairs.some(([, other]) => !other)) return false;
    const quantity = document.getElementById("quantity")?.value;
    pairs.forEach(([part, other]) => {
      // The same pictures stay as they are: they would flicker.
      if (part.dataset.part === "gallery" && firstPicture(part) === firstPicture(other)) return;
      // A page that was asked for may be shown again.
      part.replaceChildren(...document.importNode(other, true).childNodes);
      part.querySelector(".gallery")?.scrollTo({ left: 0, behavior: "instant" });
    });
    const field = document.getElementById("quantity");
    if (quantity && field) field.value = Math.min(Number(quantity) || 1, Number(field.max));
    watchStrip();
    dispatchEvent(new Event("floodgate:variant-shown"));
    return true;
  };
  const firstPicture = (part) => part.querySelector("img")?.getAttribute("src");
  const current = () => document.querySelector('.picker [aria-current="true"]');

  let wanted = 0;
  const choose = async (href, option, step) => {
    const turn = ++wanted;
    document.querySelector(".picker")?.setAttribute("aria-busy", "true");
    try {
      const page = await ask(href);
      if (turn !== wanted) return;
      const focused = document.activeElement?.closest(".picker");
      if (!show(page)) return location.assign(href);
      if (step) history.replaceState(null, "", href.split("#")[0]);
      const chosen = document.querySelector(`[data-option="${option}"] [aria-current="true"]`);
      if (focused) (chosen ?? current())?.focus({ preventScroll: true });
      const words = [".chip[aria-current] .chip-title", ".product-price", ".offer .stock"].flatMap((part) => [...document.querySelectorAll(part)]);
      said.textContent = words.map((part) => part.textContent.trim()).filter(Boolean).join(", ");
    } catch {
      if (turn === wanted) location.assign(href);
    }
  };
  const chip = (event) => event.target.closest?.(".picker a.chip");
  document.addEventListener("click", (event) => {
    const link = chip(event);
    if (!link || !plain(event)) return;
    event.preventDefault();
    if (link.getAttribute("aria-current") !== "true") choose(link.href, link.closest("[data-option]").dataset.option, true);
  });
  // Whoever points at a value is about to choose it.
  document.addEventListener("pointerover", (event) => {
    const link = chip(event);
    if (link && event.pointerType === "mouse" && link.getAttribute("aria-current") !== "true") ask(link.href).catch(() => {});
  });

  // --- What was sold out is there again: the form that buys it comes by itself. ---
  // Many look at what is sold out, and they do not all ask at once.
  const SPREAD = 2000;
  const PAUSE = 6000;
  let back;
  addEventListener("floodgate:stock", ({ detail }) => {
    const out = document.querySelector(".stock-out[data-stock]")?.dataset.stock;
    const stock = detail.find(({ id }) => id === out);
    const before = back;
    back = stock && (stock.for_sale === null || stock.for_sale > 0) ? out : null;
    if (back && back !== before) setTimeout(bring, 300 + Math.random() * SPREAD, back, 3);
  });
  async function bring(id, tries) {
    const turn = wanted;
    const page = await load(`${location.pathname}?variant=${id}`).catch(() => null);
    // Gone again, or something else is chosen.
    if (id !== back || turn !== wanted) return;
    // A page that has not heard of it yet.
    if (!page?.querySelector(".buy-bar")) return void (tries && setTimeout(bring, PAUSE, id, tries - 1));
    const focused = document.activeElement;
    // Who is typing an address goes on typing.
    const isTyping = focused?.closest("[data-part=notify]");
    const isWanted = ({ dataset: { part } }) => part === "offer" || part === "buy" || (part === "notify" && !isTyping);
    if (!show(page, isWanted)) return;
    const link = focused?.closest(".picker a")?.getAttribute("href");
    if (link) document.querySelector(`.picker a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
    said.textContent = document.querySelector("[data-live-stock]").dataset.back;
  }

  // --- The strip of pictures. ---
  const links = () => [...document.querySelectorAll(".thumbs a")];
  let watcher;
  function watchStrip() {
    watcher?.disconnect();
    const strip = document.querySelector(".gallery");
    if (!strip || !links().length) return;
    watcher = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
      links().forEach((link) => {
        if (link.hash === `#${target.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }), { root: strip, threshold: 0.6 });
    [...strip.children].forEach((picture) => watcher.observe(picture));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".thumbs a");
    const picture = link && document.getElementById(link.hash.slice(1));
    if (!picture || !plain(event)) return;
    event.preventDefault();
    const strip = picture.parentElement;
    strip.scrollTo({ left: picture.offsetLeft - strip.offsetLeft });
  });
  watchStrip();
})();

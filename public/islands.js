// Fills in what a page that is the same for everyone leaves open, and loads the islands once the page is idle or the shopper first acts, whichever comes first.
// Should anything fail, the page's plain forms and links go on working.
(() => {
  // Units in the cart. The shop keeps their number in a cookie: the cart itself is named by one that scripts cannot read.
  const units = () => Number(/(?:^|; )fg_units=(\d{1,9})/.exec(document.cookie)?.[1] ?? 0);
  const place = document.querySelector(".cart-units");
  const show = (count) => {
    const number = place.querySelector(".cart-count");
    number.textContent = count;
    number.classList.toggle("cart-count-empty", count === 0);
    place.hidden = false;
  };
  if (place) {
    if (place.hidden) show(units());
    addEventListener("floodgate:cart-changed", ({ detail }) => show(detail));
    // Back to a page as it was left: the cart may have changed since.
    addEventListener("pageshow", ({ persisted }) => persisted && show(units()));
  }

  // Who is signed in here, as they want to be called.
  const name = /(?:^|; )fg_name=([^;]+)/.exec(document.cookie)?.[1];
  const account = document.querySelector(".header-account-name");
  if (name && account) {
    try {
      account.textContent = decodeURIComponent(name);
    } catch {
      // Not one of ours.
    }
  }

  const { js, wasm } = document.currentScript.dataset;
  const firstActs = ["pointerdown", "keydown", "focusin"];
  let started = false;

  const start = () => {
    if (started) return;
    started = true;
    firstActs.forEach((act) => removeEventListener(act, start, true));
    load().catch((error) => console.warn("The page stays without islands:", error));
  };

  async function load() {
    if (!document.querySelector("leptos-island")) return;
    const islands = await import(js);
    await islands.default({ module_or_path: wasm });
    islands.hydrate();
    await hydrate(document.body, islands, []);
  }

  // Document order, ancestors first: an island's children are islands of that island's owner.
  // `owners` are the callbacks of the <leptos-children> around the node; the innermost makes its owner current.
  async function hydrate(node, islands, owners) {
    let inside = owners;
    if (node.localName === "leptos-island") {
      owners.at(-1)?.();
      await islands[node.dataset.component]?.(node);
    } else if (node.localName === "leptos-children") {
      inside = [...owners, node.$$on_hydrate];
    }
    for (const child of node.children) await hydrate(child, islands, inside);
  }

  firstActs.forEach((act) => addEventListener(act, start, { capture: true, passive: true }));
  if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 3000 });
  else setTimeout(start, 1000);
})();

// Fills in what a page that is the same for everyone leaves open, and brings islands to life when each is wanted. The wasm is fetched
// once, and only when an island wants it. What a shopper does to an island before that is kept and done to it afterwards, once. Should
// anything fail or take too long, the page's plain forms and links do it instead.
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

  // --- A product's picture moves from its card to its page and back: the card is marked while it does. ---
  const move = (transition, to) => {
    document.querySelector(".moving")?.classList.remove("moving");
    if (!transition) return;
    const over = settled(transition);
    if (!to?.url) return;
    const { pathname } = new URL(to.url);
    const links = [...document.querySelectorAll(".product-card a")].filter((link) => link.pathname === pathname);
    const card = (links.find((link) => link === document.activeElement) ?? links[0])?.closest(".product-card");
    card?.classList.add("moving");
    over.then(() => card?.classList.remove("moving"));
  };
  // It may be given up, as where a page wants none of it: nothing is lost by that, so nothing is said of it.
  const settled = ({ ready, updateCallbackDone, finished }) => Promise.allSettled([ready, updateCallbackDone, finished]);
  addEventListener("pageswap", ({ viewTransition, activation }) => move(viewTransition, activation?.entry));
  addEventListener("pagereveal", ({ viewTransition }) => move(viewTransition, window.navigation?.activation?.from));

  // --- Islands. ---
  const { js, wasm } = document.currentScript.dataset;
  const ISLAND = "leptos-island";
  // So long what was done waits for the island, in milliseconds.
  const PATIENCE = 4000;
  const awake = new WeakSet();
  const waking = new WeakMap();
  let module;

  // On its way before it is wanted, it costs a page that is only looked at no work. What did not come is asked for again.
  let bytes;
  const fetched = () => (bytes ??= fetch(wasm, { priority: "low" }).catch((error) => {
    bytes = undefined;
    throw error;
  }));
  const load = () => (module ??= import(js).then(async (islands) => {
    await islands.default({ module_or_path: fetched() });
    islands.hydrate();
    return islands;
  }));

  // An island's children are islands of that island's owner: it comes first, and then makes its owner current for them.
  const wake = (island) => {
    if (!waking.has(island)) waking.set(island, hydrate(island));
    return waking.get(island);
  };
  async function hydrate(island) {
    const outer = island.parentElement.closest(ISLAND);
    if (outer) await wake(outer);
    const islands = await load();
    if (outer) island.parentElement.closest("leptos-children")?.$$on_hydrate?.();
    await islands[island.dataset.component]?.(island);
    awake.add(island);
  }

  // --- What was done too early. ---
  const early = new WeakMap();
  const plain = new WeakSet();
  const ACTS = ["click", "submit", "keydown", "input", "change"];
  const sleeping = (event) => {
    const island = event.isTrusted || event.type === "submit" ? event.target.closest?.(ISLAND) : null;
    return island && !awake.has(island) && !plain.has(island) ? island : null;
  };

  const keep = (event) => {
    const island = sleeping(event);
    if (!island) return;
    const act = record(event);
    if (act) {
      if (!early.has(island)) {
        early.set(island, []);
        done(island);
      }
      const acts = early.get(island);
      // Pressed again while waiting is still meant once.
      if (!acts.some((other) => other.type === act.type && other.target === act.target && act.once)) acts.push(act);
    } else wake(island).catch(() => {});
  };

  // What has to be done later for an event; nothing for what does its work without the island.
  function record(event) {
    const { type, target } = event;
    const later = (redo, once = false) => ({ type, target, redo, once });
    if (type === "submit") {
      const { submitter } = event;
      stop(event);
      return later(() => target.isConnected && target.requestSubmit(submitter?.isConnected ? submitter : null), true);
    }
    if (type === "click") {
      const pressed = target.closest("a, button, summary, [role=button]");
      // What an island was given to show is not its own; and a button that sends a form is heard of as that.
      if (!pressed || pressed.closest(`${ISLAND}, leptos-children`).localName !== ISLAND || (pressed.type === "submit" && pressed.form)) return null;
      // A link pressed with one of these is to open elsewhere, or to be saved: the browser does that by itself.
      if (pressed.localName === "a" && (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) return null;
      stop(event);
      return later(() => pressed.click(), true);
    }
    if (type === "keydown") return later((alive) => alive && target.dispatchEvent(new KeyboardEvent(type, event)));
    const { value, checked } = target;
    return later((alive) => {
      if (!alive) return;
      if (target.type === "checkbox" || target.type === "radio") target.checked = checked;
      else target.value = value;
      target.dispatchEvent(new Event(type, { bubbles: true }));
    });
  }
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // Does what was kept: to the island, or without it when it has not come in time.
  async function done(island) {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("the island took too long")));
    const alive = await Promise.race([wake(island), late]).then(() => true, (error) => {
      console.warn("The page goes on without an island:", error);
      plain.add(island);
      return false;
    });
    const acts = early.get(island);
    early.delete(island);
    acts.forEach(({ redo }) => redo(alive));
  }
  ACTS.forEach((act) => addEventListener(act, keep, { capture: true }));

  // --- When each is wanted: `data-hydrate` around it says `visible`, `interaction` or, unsaid, `idle`. A touch or a focus wakes any. ---
  const quietly = (island) => wake(island).catch((error) => {
    plain.add(island);
    console.warn("The page stays without an island:", error);
  });
  const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1000));
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    target.querySelectorAll(ISLAND).forEach(quietly);
  }), { rootMargin: "200px" });
  document.querySelectorAll(ISLAND).forEach((island) => {
    const around = island.closest("[data-hydrate]");
    const when = around?.dataset.hydrate ?? "idle";
    // Islands are boxes without a body: what is around one is looked at.
    if (when === "visible") seen.observe(around);
    else if (when === "idle") idle(() => quietly(island), { timeout: 3000 });
    else if (!navigator.connection?.saveData) addEventListener("load", () => idle(() => fetched().catch(() => {})));
  });
  ["pointerdown", "pointerover", "focusin"].forEach((act) => addEventListener(act, (event) => {
    const island = event.target.closest?.(ISLAND);
    if (island && !plain.has(island)) quietly(island);
  }, { capture: true, passive: true }));
})();

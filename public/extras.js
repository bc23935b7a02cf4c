// What a page can do without: places filled for one visitor, suggestions in the search, stock kept up to date. Should any of it fail,
// or the shop be too busy for it, the page is complete as it is.
(() => {
  const script = document.currentScript;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const memory = {
    read(key, otherwise) {
      try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
    },
    write(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ }
    },
  };
  // In the market of the page.
  const { prefix = "" } = document.documentElement.dataset;
  const ask = async (path) => {
    const answer = await fetch(path, { headers: { accept: "application/json, text/html" } });
    return answer.status === 200 ? answer : null;
  };

  // An id of its own, made only where an extra is for some visitors: it decides who they are, and is sent nowhere else.
  const visitor = () => {
    let id = memory.read("fg_visitor", null);
    if (!id) memory.write("fg_visitor", (id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("")));
    return id;
  };
  let mine;
  const isMine = async (key) => {
    mine ??= ask(`${prefix}/extras/mine?visitor=${visitor()}`).then((answer) => answer?.json());
    return ((await mine)?.items ?? []).includes(key);
  };
  // Runs at once where everyone sees the extra, and for some visitors where only they do.
  const forWhom = async (element, key, run) => {
    try {
      if (!element.hasAttribute("data-some") || (await isMine(key))) await run(element);
    } catch (error) { console.warn("The page stays without an extra:", error); }
  };
  // A place that has a shape of its own (a skeleton) shows it meanwhile, of the size of what comes.
  const fill = (path) => async (place) => {
    place.hidden = !place.firstElementChild;
    const answer = await ask(path).catch(() => null);
    if (answer) place.innerHTML = await answer.text();
    place.hidden = !answer;
  };

  // --- What this visitor looked at before; remembered in this browser alone. ---
  const MOST = 8;
  const seen = document.querySelector("[data-viewed]")?.dataset.viewed;
  const before = memory.read("fg_recent", []).filter((slug) => typeof slug === "string" && slug !== seen);
  if (seen) memory.write("fg_recent", [seen, ...before].slice(0, MOST + 1));
  if (before.length) {
    const path = `${prefix}/extras/recent?slugs=${encodeURIComponent(before.slice(0, 4).join(","))}`;
    // As many places as there are products.
    all("[data-extra=recent] li").forEach((card, index) => index >= before.length && card.remove());
    all("[data-extra=recent]").forEach((place) => forWhom(place, "recently_viewed", fill(path)));
  }

  // --- Places the page left for some visitors. ---
  all("[data-extra=related]").forEach((place) => forWhom(place, "related_products", fill(`${prefix}/extras/related/${encodeURIComponent(seen)}`)));
  all("[data-extra=reviews]").forEach((place) => forWhom(place, "reviews", fill(`${prefix}/extras/reviews/${encodeURIComponent(place.dataset.slug)}`)));
  all("[data-extra=newsletter]").forEach((place) => forWhom(place, "newsletter", fill(`${prefix}/extras/newsletter`)));

  // --- What cookies say, that are there to be shown. ---
  const cookie = (name) => new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1];
  // How many things are on the wishlist. The list itself is named by a cookie that scripts cannot read.
  all(".wish-units").forEach((place) => forWhom(place, "wishlist_count", () => {
    const show = () => {
      const items = Number(cookie("fg_wishes")) || 0;
      place.querySelector(".wish-count").textContent = items;
      place.hidden = items === 0;
    };
    show();
    // Back to a page as it was left: the list may have changed since.
    addEventListener("pageshow", ({ persisted }) => persisted && show());
  }));
  // Whoever has signed in is greeted; the line is there already, so that nothing moves.
  all("[data-extra=greeting]").forEach((place) => cookie("fg_name") && forWhom(place, "personal_greeting", async () => {
    const answer = await ask(`${prefix}/extras/greeting`);
    if (answer) place.innerHTML = await answer.text();
  }));

  // --- Asking to be told when something is back. ---
  const offerToTell = () => all("[data-extra=notify_me]").forEach((form) => forWhom(form, "notify_me", () => { form.hidden = false; }));
  offerToTell();
  // Another variant has brought its own.
  addEventListener("floodgate:variant-shown", offerToTell);

  // --- Suggestions: a list of links below the search, which the shop has written. The field keeps the focus. ---
  all("[data-suggest]").forEach((input) => forWhom(input, "search_suggestions", () => {
    const [place, said] = all(".suggestions, .suggestions + *");
    const set = (attributes) => Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
    const options = () => [...place.querySelectorAll("[role=option]")];
    let timer, active, turn = 0;
    const point = (option) => {
      active?.setAttribute("aria-selected", false);
      active = option;
      active?.setAttribute("aria-selected", true);
      active?.scrollIntoView({ block: "nearest" });
      set({ "aria-activedescendant": active?.id ?? "" });
    };
    const open = (isOpen) => {
      place.hidden = !isOpen;
      said.textContent = isOpen ? place.firstElementChild.ariaLabel : "";
      set({ "aria-expanded": isOpen });
      point();
    };
    const reopen = () => place.hidden && place.firstElementChild && open(true);
    // Whatever is still to come, comes too late.
    const close = () => {
      clearTimeout(timer);
      turn += 1;
      open(false);
    };
    const offer = (rows) => {
      place.innerHTML = rows;
      open(rows !== "");
    };
    input.addEventListener("input", () => {
      const [typed, mine] = [input.value.trim(), (turn += 1)];
      clearTimeout(timer);
      point();
      if (typed.length < 2) offer("");
      else timer = setTimeout(async () => {
        const rows = await ask(`${prefix}/extras/suggest?q=${encodeURIComponent(typed)}`).then((answer) => answer?.text()).catch(() => null);
        if (mine === turn) offer(rows ?? "");
      }, 150);
    });
    input.addEventListener("keydown", (event) => {
      const { key, isComposing } = event;
      const [rows, step] = [options(), { ArrowDown: 1, ArrowUp: -1 }[key]];
      if (isComposing) return;
      if (step && rows.length) {
        // Beyond the last and before the first is the field.
        const at = (rows.indexOf(active) + 1 + step + rows.length + 1) % (rows.length + 1);
        reopen();
        point(rows[at - 1]);
      } else if (key === "Enter" && active) active.click();
      else if (key !== "Escape" || place.hidden) return;
      else close();
      event.preventDefault();
    });
    input.addEventListener("click", reopen);
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
    place.addEventListener("mousedown", (event) => event.preventDefault());
    // Whoever comes back finds the page, not the list.
    addEventListener("pagehide", close);
    set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": false });
  }));

  // --- Pictures in full view. ---
  all("[data-zoom]").forEach((gallery) => forWhom(gallery, "gallery_extras", () => {
    const make = (name, attributes, ...inside) => {
      const element = document.createElement(name);
      Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
      element.append(...inside);
      return element;
    };
    const words = gallery.dataset;
    const strip = make("div", { class: "zoom-strip", tabindex: "0", role: "group", "aria-label": words.pictures });
    const close = make("button", { class: "button button-quiet" }, words.close);
    const dialog = make("dialog", { class: "zoom", "aria-label": words.dialog }, make("form", { method: "dialog" }, close), strip);
    const open = (at) => {
      strip.replaceChildren(...[...gallery.querySelectorAll(".gallery img")].map((picture) => {
        const copy = picture.cloneNode();
        copy.loading = "eager";
        copy.sizes = "100vw";
        return copy;
      }));
      dialog.showModal();
      strip.children[at]?.scrollIntoView({ inline: "start", block: "nearest", behavior: "instant" });
      strip.focus();
    };
    strip.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) strip.scrollBy({ left: step * strip.clientWidth });
    });
    // The one whose middle is next to that of the strip, whichever way the strip runs.
    const shown = () => {
      const middle = (element) => {
        const { left, width } = element.getBoundingClientRect();
        return left + width / 2;
      };
      const strip = middle(gallery.querySelector(".gallery"));
      const away = [...gallery.querySelectorAll(".gallery li")].map((picture) => Math.abs(middle(picture) - strip));
      return away.indexOf(Math.min(...away));
    };
    const dress = () => {
      const button = make("button", { class: "zoom-open button button-quiet", type: "button" }, words.open);
      button.addEventListener("click", () => open(Math.max(0, shown())));
      gallery.append(button);
    };
    gallery.addEventListener("click", ({ target }) => {
      const picture = target.closest(".gallery li");
      if (picture) open([...picture.parentElement.children].indexOf(picture));
    });
    gallery.after(dialog);
    dress();
    // Another variant has brought its own pictures.
    addEventListener("floodgate:variant-shown", () => gallery.querySelector(".zoom-open") || dress());
  }));

  // --- Stock, by events where they come and by asking now and then where they do not. ---
  const POLL = 15000;
  // By units left, then by units that others hold: a number, or the language's form for larger ones. None where there is plenty.
  const told = JSON.parse(document.querySelector("[data-live-stock]")?.dataset.words ?? "{}");
  const forms = new Intl.PluralRules(document.documentElement.lang);
  const scarcity = ({ for_sale: left, held }) => {
    const phrases = left === null ? null : told[Math.max(0, left)];
    const phrase = phrases?.[Math.max(0, held)] ?? phrases?.[forms.select(held)];
    return phrase?.replace("{held}", held);
  };
  const show = ({ variants }) => {
    variants.forEach((stock) => all(`[data-stock="${CSS.escape(stock.id)}"]`).forEach((place) => {
      const scarce = scarcity(stock);
      const text = scarce ?? told.plenty;
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("stock-few", scarce !== undefined);
    }));
    dispatchEvent(new CustomEvent("floodgate:stock", { detail: variants }));
  };
  all("[data-live-stock]").forEach((place) => forWhom(place, "live_stock", () => {
    const path = `/api/v1/products/${encodeURIComponent(place.dataset.liveStock)}/stock`;
    let events, timer;
    const poll = () => {
      timer = setTimeout(async () => {
        const answer = await ask(path).catch(() => null);
        if (answer) show(await answer.json());
        poll();
      }, POLL * (0.8 + 0.4 * Math.random()));
    };
    const stop = () => {
      events?.close();
      clearTimeout(timer);
      events = null;
    };
    const start = () => {
      stop();
      events = new EventSource(`${path}/events`);
      events.addEventListener("stock", ({ data }) => show(JSON.parse(data)));
      events.onerror = () => {
        // Refused, or not there: the browser would not ask again by itself.
        if (events?.readyState !== EventSource.CLOSED) return;
        stop();
        poll();
      };
    };
    // Nobody looks at a hidden page.
    document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
    addEventListener("pagehide", stop);
    if (!document.hidden) start();
  }));

  // --- What was seen is kept for when there is no connection: `public/service-worker.js`. ---
  const { worker } = script.dataset;
  // Browsers have none where somebody on the way could change the shop's scripts.
  const workers = worker && navigator.serviceWorker;
  if (workers) forWhom(script, "offline_copies", () => {
    const keep = (address) => workers.ready.then(({ active }) => active.postMessage({ keep: address }));
    // This page was there before anyone who could keep it.
    const isFirst = !workers.controller;
    const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1000));
    const register = () => idle(() => workers.register(worker).then(
      () => isFirst && keep(location.href),
      (error) => console.warn("Nothing is kept for when there is no connection:", error),
    ), { timeout: 5000 });
    if (document.readyState === "complete") register();
    else addEventListener("load", register);
    const cart = document.querySelector(".header-cart")?.href;
    addEventListener("floodgate:cart-changed", () => cart && keep(cart));
  });
})();

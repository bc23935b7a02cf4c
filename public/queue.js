// Keeps a place in a queue and a countdown up to date. Without it the page loads itself again, and says the same.
(() => {
  const queue = document.querySelector("[data-queue]");
  if (queue) follow(queue);
  const work = document.querySelector("form[data-bits]");
  if (work) solve(work);
  for (const clock of document.querySelectorAll("[data-countdown]")) countDown(clock);

  function follow(place) {
    const again = () => setTimeout(() => location.reload(), (Number(place.dataset.again) || 5) * 1000);
    if (!("EventSource" in window)) return again();
    const events = new EventSource(place.dataset.queue);
    events.addEventListener("place", ({ data }) => {
      // A button somebody is about to press stays where it is.
      if (!place.contains(document.activeElement)) place.innerHTML = data;
    });
    events.onerror = () => {
      // Cut connections come back by themselves; a refusal does not.
      if (events.readyState === EventSource.CLOSED) again();
    };
  }

  // A hash that begins with enough zero bits is found by trying. Whoever cannot calculate (plain http), or is slow at it, waits instead.
  async function solve(form) {
    setTimeout(() => location.reload(), Number(form.dataset.wait) * 1000);
    if (!window.crypto?.subtle) return;
    const [text, bits] = [new TextEncoder(), Number(form.dataset.bits)];
    const { challenge, solution } = form.elements;
    for (let first = 0; ; first += 512) {
      const hash = (_, at) => crypto.subtle.digest("SHA-256", text.encode(`${challenge.value}.${first + at}`));
      const hashes = await Promise.all(Array.from({ length: 512 }, hash));
      const found = hashes.findIndex((bytes) => Math.clz32(new DataView(bytes).getUint32(0)) >= bits);
      if (found < 0) continue;
      solution.value = first + found;
      return form.requestSubmit();
    }
  }

  // By the shop's clock: what the visitor's own says does not matter, unless the shop's cannot be heard.
  async function countDown(clock) {
    const starts = Date.parse(clock.dataset.countdown);
    const asked = performance.now();
    const answer = await fetch(clock.dataset.clock, { cache: "no-store" }).then((reply) => reply.json()).catch(() => undefined);
    const heard = performance.now();
    const now = Date.parse(answer?.now) || Date.now();
    const left = () => Math.max(0, Math.round((starts - now - (performance.now() - heard) - (heard - asked) / 2) / 1000));
    // A page that is behind already is not asked for without a pause.
    const pause = left() > 0 ? 0 : 5000;
    const tick = () => {
      const rest = left();
      clock.textContent = words(rest, clock.dataset.days);
      if (rest > 0) return setTimeout(tick, 1000);
      // Not everyone in the same second.
      setTimeout(() => location.reload(), pause + Math.random() * 2000);
    };
    tick();
  }

  // `days` is the language's way to say so many.
  function words(seconds, days) {
    const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
    const [whole, ...clock] = parts;
    return (whole ? `${days.replace("{days}", whole)} ` : "") + clock.map((part) => String(part).padStart(2, "0")).join(":");
  }
})();

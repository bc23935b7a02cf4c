// Keeps a page that is not settled yet, as an order that is being paid, up to date: asks for it again after some seconds and shows what
// has changed, without loading the whole of it under somebody who reads. Without this script the page loads itself again.
(() => {
  const seconds = Number(document.currentScript.dataset.again);
  const PATIENCE = 10_000;
  // Whoever looks at another tab is told a little later.
  const wait = () => 1000 * seconds * (document.hidden ? 6 : 1);
  const main = document.getElementById("content");
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  document.body.append(said);

  // Shows the page as it is now; false when it is settled.
  const show = (page) => {
    const now = page.getElementById("content");
    if (now && now.textContent !== main.textContent) {
      const held = main.contains(document.activeElement);
      main.replaceChildren(...now.childNodes);
      document.title = page.title;
      // What had the focus is gone: it goes on from where it was.
      if (held) main.focus({ preventScroll: true });
      said.textContent = [...main.querySelectorAll("h1, h1 + p")].map((words) => words.textContent).join(" ");
    }
    return Boolean(page.querySelector("script[data-again]"));
  };

  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok && !show(new DOMParser().parseFromString(await answer.text(), "text/html"))) return;
    } catch {
      // Next time.
    }
    setTimeout(look, wait());
  };
  setTimeout(look, wait());
})();

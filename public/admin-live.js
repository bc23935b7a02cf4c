// Keeps a part of an admin page up to date: fetches it again every second while somebody looks. Without this script the page
// reloads itself.
(() => {
  const part = document.getElementById("live");
  const state = document.getElementById("live-state");
  const opened = () => [...part.querySelectorAll("details[open]")].map(({ id }) => id);

  async function look() {
    try {
      const answer = await fetch(part.dataset.live, { redirect: "manual", signal: AbortSignal.timeout(4000) });
      // Signed out: the page itself leads to the door.
      if (answer.type === "opaqueredirect") return location.reload();
      if (!answer.ok) throw answer.status;
      const html = await answer.text();
      // Not under a hand that reads or follows a link.
      if (!part.contains(document.activeElement)) {
        const open = opened();
        part.innerHTML = html;
        for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      }
      tell("");
    } catch {
      tell("No answer from the shop; trying again.");
    }
    setTimeout(look, document.hidden ? 10000 : 1000);
  }

  // Only what has changed is said, or screen readers would repeat it every second.
  function tell(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  setTimeout(look, 1000);
})();

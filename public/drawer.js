// The cart in a drawer, opened when something was put into it. What stands in it is made by the shop, and its forms are those of the
// cart's page: where the shop cannot be reached, they are sent there.
(() => {
  const drawer = document.querySelector("dialog.drawer");
  const content = drawer?.querySelector("[data-drawer-content]");
  if (!content || !drawer.showModal) return;
  const said = drawer.querySelector("[data-drawer-said]");
  const skeleton = content.innerHTML;
  const PATIENCE = 5000;
  const address = `${document.documentElement.dataset.prefix ?? ""}/cart/drawer`;
  let turn = 0;
  // What the drawer shows is news to the header, not to the drawer: it may have been closed meanwhile.
  let telling = false;

  // Shows what the shop answers; false when it is not the drawer's content.
  const show = async (asking) => {
    const mine = ++turn;
    drawer.setAttribute("aria-busy", "true");
    try {
      const answer = await asking;
      const html = await answer.text();
      if (mine !== turn) return true;
      const page = new DOMParser().parseFromString(html, "text/html").querySelector(".drawer-cart");
      if (!page) return false;
      put(page);
      return true;
    } catch {
      return mine !== turn;
    } finally {
      if (mine === turn) drawer.removeAttribute("aria-busy");
    }
  };
  const put = (page) => {
    // Who was at a field or a button goes on at the one that has taken its place.
    const at = content.contains(document.activeElement) ? document.activeElement : null;
    const line = at?.closest("form")?.elements.variant_id?.value;
    const key = at && { id: at.id, value: at.value, type: at.type };
    content.replaceChildren(page);
    const fields = line ? [...content.querySelectorAll("form")].find((form) => form.elements.variant_id?.value === line)?.elements : null;
    const same = fields && [...fields].find((field) => (key.id ? field.id === key.id : field.type === key.type && field.value === key.value));
    if (at) (same ?? drawer.querySelector("[data-close]")).focus();
    const words = page.querySelector(".notice") ?? page.querySelector(".cart-subtotal") ?? page.querySelector(".empty p");
    said.textContent = words ? [...words.childNodes].map((node) => node.textContent).join(" ") : "";
    telling = true;
    dispatchEvent(new CustomEvent("floodgate:cart-changed", { detail: Number(page.dataset.units) }));
    telling = false;
  };
  const headers = { accept: "text/html" };
  const signal = () => AbortSignal.timeout(PATIENCE);

  addEventListener("floodgate:cart-changed", async () => {
    if (telling || drawer.open) return;
    content.innerHTML = skeleton;
    said.textContent = "";
    drawer.showModal();
    // The page behind says that it is in the cart, and has the link.
    if (!(await show(fetch(address, { headers, signal: signal() })))) drawer.close();
  });

  drawer.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    if (drawer.getAttribute("aria-busy")) return;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    if (!(await show(fetch(address, { method: "POST", body, headers, signal: signal() })))) {
      // Not by the button: it is gone from the form's data then.
      const action = Object.assign(document.createElement("input"), { type: "hidden", name: "action", value: body.get("action") ?? "update" });
      form.append(action);
      form.submit();
    }
  });
  // Beside the drawer is out of it.
  drawer.addEventListener("click", (event) => event.target === drawer && drawer.close());
})();

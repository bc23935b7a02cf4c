// The card field of the checkout where Stripe takes payments. What is typed into it goes to Stripe alone, from a frame of
// theirs; the shop gets a token for it, in the form's hidden field.
(() => {
  const field = document.getElementById("stripe-card");
  const problem = document.getElementById("stripe-card-problem");
  const form = field.closest("form");
  const token = form.elements.payment_token;
  const tell = (text) => (problem.textContent = text);
  const { key, missing, unreachable } = field.dataset;
  if (!window.Stripe) return tell(missing);

  const stripe = window.Stripe(key, { locale: document.documentElement.lang });
  const card = stripe.elements().create("card", { hidePostalCode: true });
  card.mount(field);
  card.on("change", ({ error }) => tell(error ? error.message : ""));
  // A token is for one attempt; going back to the form is another.
  addEventListener("pageshow", () => (token.value = ""));

  let asking = false;
  form.addEventListener("submit", async (event) => {
    if (token.value) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    try {
      const details = { name: form.elements.name.value, email: form.elements.email.value };
      const made = await stripe.createPaymentMethod({ type: "card", card, billing_details: details });
      if (made.error) return tell(made.error.message);
      token.value = made.paymentMethod.id;
      form.requestSubmit();
    } catch {
      tell(unreachable);
    } finally {
      asking = false;
    }
  });
})();

//! Forms as a shopper fills them in.

/// The checkout form, complete and right until a test changes a field.
#[derive(Clone, Debug)]
pub struct Checkout(Vec<(&'static str, String)>);

impl Checkout {
    /// To an address in Oregon, by the method `standard`, paid with a sandbox card.
    pub fn paid_with(token: &str) -> Self {
        let fields = [
            ("email", "ada@example.com"),
            ("name", "Ada Lovelace"),
            ("line1", "1 Engine Way"),
            ("city", "Portland"),
            ("region", "OR"),
            ("postal_code", "97201"),
            ("country", "US"),
            ("shipping_method", "standard"),
            ("payment_provider", "sandbox"),
            ("payment_token", token),
        ];
        Self(fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
    }

    /// The same with another value in a field.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.to_owned()));
        self
    }

    /// As pairs, with the key that the checkout page carries.
    pub fn fields<'a>(&'a self, key: &'a str) -> Vec<(&'a str, &'a str)> {
        let pairs = self.0.iter().map(|(name, value)| (*name, value.as_str()));
        pairs.chain([("idempotency_key", key)]).collect()
    }
}

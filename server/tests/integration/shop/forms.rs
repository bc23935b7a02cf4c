//! Forms as a shopper fills them in, and a file to put into one.

/// A PNG of one pixel.
pub const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xa8, 0x07, 0x00, 0x00, 0x81, 0x00, 0x80, 0x7e, 0x1c, 0x29, 0xc7, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

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

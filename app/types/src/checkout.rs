//! Checkout: what a shopper fills in, what it will cost, and what comes of it.

use serde::{Deserialize, Serialize};

use crate::{Currency, ErrorCode, FieldError, Money, Problem, cart::CartView, customer::AtTheTill, order::OrderStatus};

/// Where to send it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct Address {
    /// Who receives it.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Flat, floor, company.
    #[serde(default)]
    pub line2: String,
    /// Town.
    pub city: String,
    /// State or province, where the country has them.
    #[serde(default)]
    pub region: String,
    /// Postal code, where the country has them.
    #[serde(default)]
    pub postal_code: String,
    /// ISO 3166-1 alpha-2: `US`.
    pub country: String,
}

impl Address {
    /// Whether mail to this country needs a postal code: the United Arab Emirates have none, in Ireland it is optional.
    #[must_use]
    pub fn needs_postal_code(&self) -> bool {
        !matches!(self.country.as_str(), "AE" | "IE")
    }
}

/// How it is paid: a provider and the token its own form gave. Never card data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PaymentChoice {
    /// `sandbox`, `stripe`; empty or `any` leaves it to the shop.
    #[serde(default)]
    pub provider: String,
    /// What the provider's form returned for the card: `tok_ok`.
    pub token: String,
}

/// Everything needed to place an order from a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PlaceOrder {
    /// Where the confirmation goes.
    pub email: String,
    /// Where the goods go.
    pub shipping_address: Address,
    /// Code of a shipping method: `standard`.
    pub shipping_method: String,
    /// How it is paid.
    pub payment: PaymentChoice,
    /// A discount code, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_code: Option<String>,
    /// The total the buyer was shown, in minor units. Where it is given, an order that comes to anything else is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_total: Option<i64>,
    /// What the buyer pays in, by its ISO 4217 code. Where it is given, an order in another currency is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

/// An order that has been accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct Placed {
    /// The order.
    pub order: PlacedOrder,
    /// Where its status can be followed.
    pub status_url: String,
}

/// The heart of an accepted order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PlacedOrder {
    /// What people quote: `1001`.
    pub number: String,
    /// Unguessable; opens the order's page.
    pub token: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What it comes to.
    pub total: Money,
}

/// What an order comes to, and why. `total = subtotal - discount + shipping + tax`, less `tax` where it is included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Sum of the lines.
    pub subtotal: Money,
    /// Taken off.
    pub discount: Money,
    /// The code that takes it off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_code: Option<String>,
    /// Sending it.
    pub shipping: Money,
    /// Tax on goods and shipping.
    pub tax: Money,
    /// Prices include the tax, as in Europe; otherwise it is added, as in the United States.
    pub tax_included: bool,
    /// What is charged.
    pub total: Money,
}

/// A way to send this cart to this place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ShippingQuote {
    /// `standard`.
    pub code: String,
    /// "Standard".
    pub name: String,
    /// "3 to 5 working days".
    pub promise: String,
    /// What it costs.
    pub price: Money,
}

/// A country the shop ships to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// In English.
    pub name: String,
}

/// The checkout page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// What is bought.
    pub cart: CartView,
    /// What has been filled in so far.
    pub form: PlaceOrder,
    /// One order per key, however often the button is pressed.
    pub idempotency_key: String,
    /// Where the shop ships to.
    pub countries: Vec<Country>,
    /// Ways to send this cart to the chosen country.
    pub shipping: Vec<ShippingQuote>,
    /// What it comes to for the chosen country and method.
    pub totals: Totals,
    /// Sandbox cards to choose from; empty with a real provider.
    pub sandbox_cards: Vec<SandboxCard>,
    /// The units that are kept for this cart meanwhile; none when nothing is kept.
    pub hold: Option<HoldView>,
    /// Stripe's publishable key, where its card field takes the card.
    #[serde(default)]
    pub card_field_key: Option<String>,
    /// What has to be mended.
    pub errors: Vec<FieldError>,
    /// Why the code that was tried takes nothing off, where it does not.
    #[serde(default)]
    pub code_refused: Option<ErrorCode>,
    /// A problem with the whole: sold out meanwhile, payment refused.
    pub problem: Option<String>,
    /// What has to be known before paying: the order would leave late.
    pub delay: Option<String>,
    /// Who has signed in; none for a guest.
    #[serde(default)]
    pub customer: Option<AtTheTill>,
}

impl CheckoutView {
    /// Says what stands in the way, beside what the page itself has found out about the code.
    pub fn tell(&mut self, problem: &Problem) {
        let is_told = |field: &str| problem.errors.iter().any(|error| error.field == field);
        self.errors.retain(|own| own.field == "discount_code" && !is_told(&own.field));
        self.errors.splice(0..0, problem.errors.iter().cloned());
        self.problem = Some(problem.detail.clone());
    }
}

/// Units kept for a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct HoldView {
    /// RFC 3339, UTC.
    pub until: String,
    /// Whole seconds left when this was written.
    pub seconds_left: i64,
}

/// A card of the sandbox provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SandboxCard {
    /// `tok_ok`.
    pub token: String,
    /// What it does.
    pub label: String,
}

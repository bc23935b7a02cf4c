//! Components that also run in the browser. Each enhances plain HTML that works without them.

mod add_to_cart;
mod hold_timer;
mod hold_words;

pub use add_to_cart::AddToCart;
pub use hold_timer::HoldTimer;
pub use hold_words::{HoldWords, PLACE, SAMPLES, length};

/// Fired on `window` when the cart has changed; its `detail` is the number of units in it. `public/islands.js` shows it in the header.
pub const CART_CHANGED: &str = "floodgate:cart-changed";

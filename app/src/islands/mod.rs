//! Components that also run in the browser. Each enhances plain HTML that works without them.

mod add_to_cart;
mod cart_badge;

pub use add_to_cart::AddToCart;
pub use cart_badge::CartBadge;

/// Fired on `window` when the cart has changed; its `detail` is the number of units in it.
pub const CART_CHANGED: &str = "floodgate:cart-changed";

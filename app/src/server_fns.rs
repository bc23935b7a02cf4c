//! What islands ask of the server. Each function unpacks, calls one operation of `commerce`, and packs.

use leptos::{
    prelude::*,
    server_fn::{
        codec::{Json, JsonEncoding},
        error::FromServerFnError,
    },
};
use serde::{Deserialize, Serialize};
use types::{Problem, VariantId, cart::CartBadge, checkout::HoldView};

/// Why a server function refused; on the wire it is the [`Problem`] itself, as REST sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Refusal(pub Problem);

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        // On the server it is the request that could not be read, in the browser the answer.
        Self(problem(&error))
    }
}

/// Nobody reads its words: whoever cannot reach the shop sends the form instead.
#[cfg(not(feature = "ssr"))]
fn problem(_: &ServerFnErrorErr) -> Problem {
    Problem::new(types::ErrorCode::Unavailable, "The shop could not be reached.")
}

/// Puts `quantity` of a variant into the visitor's cart and tells what the header shows now.
///
/// # Errors
/// The problem `commerce` reports, with its status on the response.
#[server(prefix = "/fn", endpoint = "add-to-cart", input = Json)]
pub async fn add_to_cart(
    /// What to put in.
    variant_id: VariantId,
    /// How many of it.
    quantity: i64,
) -> Result<CartBadge, Refusal> {
    server::add_to_cart(variant_id, quantity).await
}

/// Keeps the visitor's cart for longer, because they are still at it, and tells for how long now.
///
/// # Errors
/// The problem `commerce` reports, with its status on the response.
#[server(prefix = "/fn", endpoint = "keep-hold", input = Json)]
pub async fn keep_hold() -> Result<HoldView, Refusal> {
    server::keep_hold().await
}

#[cfg(feature = "ssr")]
pub use server::CartCookie;
#[cfg(feature = "ssr")]
use server::problem;

#[cfg(feature = "ssr")]
mod server {
    use std::sync::Arc;

    use commerce::cart::Missing;
    use http::StatusCode;
    use leptos::{prelude::*, server_fn::error::ServerFnErrorErr};
    use leptos_axum::ResponseOptions;
    use types::{CartId, ErrorCode, Problem, VariantId, cart::CartBadge, checkout::HoldView};
    use words::t;

    use super::Refusal;

    /// Lets a server function give the visitor their cart's cookie. The server provides it as context.
    #[derive(Clone)]
    pub struct CartCookie(Arc<dyn Fn(CartId, i64) + Send + Sync>);

    impl CartCookie {
        /// `set` puts the cookie on the response, with the number of units in the cart.
        pub fn new(set: impl Fn(CartId, i64) + Send + Sync + 'static) -> Self {
            Self(Arc::new(set))
        }

        /// Remembers `cart`, and how many units are in it, in the visitor's browser.
        pub fn set(&self, cart: CartId, units: i64) {
            (self.0)(cart, units);
        }
    }

    pub(super) fn problem(error: &ServerFnErrorErr) -> Problem {
        let problem = match error {
            ServerFnErrorErr::Deserialization(_) => Problem::new(ErrorCode::BadRequest, t!("refused-unreadable")),
            _ => Problem::new(ErrorCode::Unavailable, t!("refused-unreachable")),
        };
        set_status(&problem);
        problem
    }

    fn set_status(problem: &Problem) {
        let status = StatusCode::from_u16(problem.status).ok();
        if let (Some(response), Some(status)) = (use_context::<ResponseOptions>(), status) {
            response.set_status(status);
        }
    }

    pub(super) async fn add_to_cart(variant_id: VariantId, quantity: i64) -> Result<CartBadge, Refusal> {
        let cx = expect_context::<commerce::Cx>();
        let cookie = expect_context::<CartCookie>();
        let cart =
            commerce::cart::add_line(&cx, cx.cart_id, Missing::Make, variant_id, quantity).await.map_err(refusal)?;
        cookie.set(cart.id, cart.totals.item_count);
        let message = match cart.lines.iter().find(|line| line.variant_id == variant_id) {
            Some(line) => t!("cart-added", title = &line.title),
            None => t!("cart-added-something"),
        };
        Ok(CartBadge { item_count: cart.totals.item_count, message })
    }

    pub(super) async fn keep_hold() -> Result<HoldView, Refusal> {
        let cx = expect_context::<commerce::Cx>();
        let nothing = || commerce::Error::new(ErrorCode::NotFound, t!("refused-no-cart"));
        let cart = cx.cart_id.ok_or_else(nothing).map_err(refusal)?;
        commerce::checkout::keep(&cx, cart).await.map_err(refusal)
    }

    #[allow(clippy::needless_pass_by_value)] // for map_err
    fn refusal(error: commerce::Error) -> Refusal {
        let problem = error.problem().clone();
        set_status(&problem);
        Refusal(problem)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use types::ErrorCode;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_the_callers_fault_and_the_rest_is_not() {
        let unreadable = Refusal::from_server_fn_error(ServerFnErrorErr::Deserialization("eof".into()));
        assert_eq!(unreadable.0.status, 400);
        let other = Refusal::from_server_fn_error(ServerFnErrorErr::ServerError("secret".into()));
        assert_eq!(other.0.status, 503);
        assert!(!other.0.detail.contains("secret"));
    }

    #[test]
    fn on_the_wire_a_refusal_is_the_problem_itself() {
        let refusal = Refusal(Problem::new(ErrorCode::OutOfStock, "Only 2 left."));
        let bytes = refusal.ser();
        assert!(bytes.starts_with(br#"{"status":409,"code":"out_of_stock""#), "{bytes:?}");
        assert_eq!(Refusal::de(bytes), refusal);
    }
}

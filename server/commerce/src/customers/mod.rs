//! Customers' accounts: who signs in, what they keep here, and how they get back in. Guests need none of it.
//!
//! Whoever asks learns nothing about an address but by signing up with it, which is slowed down. A session carries the account's
//! epoch; a new password, or the wish to be signed out everywhere, begins another epoch, and with it another cart, since whoever knows
//! a cart's id may use it.

mod addresses;
mod carts;
mod jobs;
mod links;
mod rules;
mod staff_view;
mod store;
#[cfg(test)]
mod tests;
mod till;

use types::{
    CartId, CustomerId, ErrorCode, WishlistId,
    customer::{Account, Greeting, History},
};
use words::t;

pub use addresses::{add_address, address, addresses, keep_address, make_default, remove_address, update_address};
pub use jobs::{ClaimOrders, SendCustomerMail};
pub use links::{ask_confirmation, ask_reset, check_reset, confirm, reset};
pub use staff_view::{CustomerFilter, customer, customers, profile};
pub(crate) use store::prune_links;
pub use till::at_the_till;

use self::{carts::Brought, rules::normalised, store::Row};
use crate::{
    Cx, Error, Result,
    attempts::{self, Attempt, Key, Policy},
    checkout::is_email,
    error::is_duplicate,
    orders, password, signed_id,
    waiting_room::{self, RoomId},
};

/// An address of the network, whatever account it tries: many people may share one.
const BY_CLIENT: Policy = Policy { free: 60, longest: 15 * 60 * 1000 };
/// An account, from browsers that have never signed in to it. Short: whoever only wants to keep its owner out keeps them out of
/// strange browsers, and the way in by mail stays open.
const BY_ACCOUNT: Policy = Policy { free: 5, longest: 5 * 60 * 1000 };
/// New accounts by an address of the network.
const NEW_BY_CLIENT: Policy = Policy { free: 60, longest: 15 * 60 * 1000 };
/// Orders on a page of the history.
const PAGE: u32 = 20;

/// Someone who has an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Who.
    pub id: CustomerId,
    /// Their sessions began in it, or count no more.
    pub epoch: i64,
    /// What they see of themselves.
    pub account: Account,
}

/// How a request that has to prove something is known.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// Its address of the network.
    pub client: String,
    /// What [`Entered::browser`] gave this browser earlier.
    pub browser: Option<String>,
}

/// Someone who has just signed in.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Who.
    pub customer: Customer,
    /// The account's cart, what the visitor had gathered among it.
    pub cart: CartId,
    /// The account's wishlist and how many things are on it; none where it has none.
    pub wishlist: Option<(WishlistId, i64)>,
    /// A sentence for each line that found no room there.
    pub told: Vec<String>,
    /// Places in queues, for that cart now.
    pub tickets: Vec<(RoomId, String)>,
    /// Tells this browser from strange ones next time. Opens nothing.
    pub browser: String,
}

/// Makes an account and signs in to it. A mail asks its owner to confirm the address.
///
/// # Errors
/// `invalid` names fields, `conflict` when the address has an account, `rate_limited`.
pub async fn sign_up(cx: &Cx, email: &str, name: &str, password: &str, asker: &Asker) -> Result<Entered> {
    let email = normalised(email);
    let name = rules::display_name(name, &email)?;
    if !is_email(&email) {
        return Err(Error::invalid_field("email", t!("wrong-email")));
    }
    password::check("password", password)?;
    // Counted even when it succeeds: an address of the network does not need many.
    let _counted = attempts::begin(cx, vec![Key::new("sign-up", &asker.client, NEW_BY_CLIENT)]).await?;
    let hash = password::hash(password.to_owned()).await?;
    let row = Row::new(email, name, hash);
    match store::insert(cx.db.write(), &row, cx.clock.now()).await {
        Err(cause) if is_duplicate(&cause) => {
            let message = t!("refused-account-exists");
            return Err(Error::conflict(&message).with_fields(vec![types::FieldError::new("email", message)]));
        }
        other => other?,
    }
    links::mail_confirmation(cx, &row.email).await?;
    enter(cx, row).await
}

/// Signs in. Takes the same time for an address nobody has.
///
/// # Errors
/// `unauthorized` when address and password do not fit, `rate_limited` when too many did not before.
pub async fn sign_in(cx: &Cx, email: &str, password: &str, asker: &Asker) -> Result<Entered> {
    let email = normalised(email);
    let found = store::by_email(cx.db.write(), &email).await?;
    let attempt = attempts::begin(cx, keys(cx, &email, found.as_ref(), asker)).await?;
    let row = prove(found, password, attempt, cx).await?;
    enter(cx, row).await
}

/// By what an attempt at an account's password is counted. A browser that has signed in to it before is counted by itself, so that no
/// stranger's attempts keep its owner waiting there.
fn keys(cx: &Cx, email: &str, found: Option<&Row>, asker: &Asker) -> Vec<Key> {
    let known = found.filter(|row| is_known_browser(cx, row, asker));
    let account = match known {
        Some(row) => Key::new("browser", &row.id.to_string(), BY_ACCOUNT),
        None => account_key(email),
    };
    vec![account.forgiving(), Key::new("client", &asker.client, BY_CLIENT)]
}

fn account_key(email: &str) -> Key {
    Key::new("account", email, BY_ACCOUNT)
}

async fn prove(found: Option<Row>, password: &str, attempt: Attempt, cx: &Cx) -> Result<Row> {
    let hash = found.as_ref().map(|row| row.password_hash.clone());
    let fits = password::verify(password.to_owned(), hash).await?;
    let refused = || Error::new(ErrorCode::Unauthorized, t!("refused-sign-in-wrong"));
    let row = found.filter(|_| fits).ok_or_else(refused)?;
    attempt.succeeded(cx.db.write()).await?;
    Ok(row)
}

fn browser_purpose(epoch: i64) -> String {
    format!("browser of a customer, {epoch}")
}

fn is_known_browser(cx: &Cx, row: &Row, asker: &Asker) -> bool {
    let token = asker.browser.as_deref();
    token.and_then(|token| signed_id::read(&cx.settings.secret, &browser_purpose(row.session_epoch), token))
        == Some(row.id.0)
}

/// What everyone meets who has proven who they are: their cart, and orders that are theirs by now.
async fn enter(cx: &Cx, row: Row) -> Result<Entered> {
    let Brought { cart, wishlist, told } = carts::bring(cx, row.id).await?;
    store::signed_in(cx.db.write(), row.id, cx.clock.now()).await?;
    if row.confirmed_at.is_some() {
        orders::claim_plain(cx.db.write(), row.id, &row.email).await?;
    }
    Ok(Entered {
        cart,
        wishlist,
        told,
        tickets: waiting_room::carry_over(cx, cx.cart_id, cart),
        browser: signed_id::sign(&cx.settings.secret, &browser_purpose(row.session_epoch), row.id.0),
        customer: row.customer(),
    })
}

/// The customer a session names; none when its epoch is over.
///
/// # Errors
/// When the database does not answer.
pub async fn by_session(cx: &Cx, id: CustomerId, epoch: i64) -> Result<Option<Customer>> {
    let row = store::by_id(cx.db.write(), id).await?;
    Ok(row.filter(|row| row.session_epoch == epoch).map(Row::customer))
}

/// What the shop calls them from now on.
///
/// # Errors
/// `invalid` for a name that is none.
pub async fn rename(cx: &Cx, name: &str) -> Result<String> {
    let id = cx.customer()?;
    let name = rules::chosen_name(name)?;
    store::rename(cx.db.write(), id, &name).await?;
    Ok(name)
}

/// Chooses another password; all other sessions end.
///
/// # Errors
/// `invalid` names the field: the current password does not fit, or the new one is none. `rate_limited`.
pub async fn change_password(cx: &Cx, current: &str, new: &str, asker: &Asker) -> Result<Entered> {
    let id = cx.customer()?;
    password::check("new_password", new)?;
    let row = store::by_id(cx.db.write(), id).await?.ok_or_else(|| Error::not_found("account"))?;
    let attempt = attempts::begin(cx, keys(cx, &row.email, Some(&row), asker)).await?;
    let row = prove(Some(row), current, attempt, cx).await.map_err(|error| match error.code() {
        ErrorCode::Unauthorized => Error::invalid_field("current_password", t!("wrong-current-password")),
        _ => error,
    })?;
    let hash = password::hash(new.to_owned()).await?;
    let row = begin_epoch(cx, row.id, Some(hash)).await?;
    links::tell_of_change(cx, &row.email).await?;
    enter(cx, row).await
}

/// Ends all sessions of the account, this one too.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out_everywhere(cx: &Cx) -> Result<()> {
    begin_epoch(cx, cx.customer()?, None).await.map(drop)
}

/// All sessions end, and the cart is known by another id.
async fn begin_epoch(cx: &Cx, id: CustomerId, hash: Option<String>) -> Result<Row> {
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                carts::renew(tx, id, now).await?;
                store::begin_epoch(tx, id, hash.as_deref()).await
            })
        })
        .await
}

/// Orders of whoever has signed in, those before order `before` where there are many.
///
/// # Errors
/// `unauthorized`.
pub async fn history(cx: &Cx, before: Option<i64>) -> Result<History> {
    let id = cx.customer()?;
    orders::of_customer(cx.db.write(), id, before, PAGE).await
}

/// What greets whoever has signed in; none for a guest.
///
/// # Errors
/// When the database does not answer.
pub async fn greeting(cx: &Cx) -> Result<Option<Greeting>> {
    let Some(id) = cx.customer_id else { return Ok(None) };
    let Some(row) = store::by_id(cx.db.read(), id).await? else { return Ok(None) };
    let last_order = orders::of_customer(cx.db.read(), id, None, 1).await?.orders.pop();
    Ok(Some(Greeting { name: row.customer().account.name, last_order }))
}

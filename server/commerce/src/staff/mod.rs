//! Who may run the shop: people who sign in, and programs with keys.

mod keys;
mod store;

use types::{ErrorCode, StaffId};

pub use keys::{actor_for_key, create_key};

use crate::{Cx, Error, Result, Scope, error::is_duplicate, limits, password};

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// Signs in with it.
    pub email: String,
    /// As written into histories.
    pub name: String,
}

/// A first administrator, and the password that is shown once.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    /// Signs in with it.
    pub email: String,
    /// In clear; kept nowhere.
    pub password: String,
}

/// Checks an e-mail address and a password. Takes the same time for an address nobody has.
///
/// # Errors
/// `unauthorized` when they do not fit.
pub async fn sign_in(cx: &Cx, email: &str, password: &str) -> Result<Staff> {
    limits::account(cx, limits::Class::SignInAccount, email).await?;
    let refused = || Error::new(ErrorCode::Unauthorized, "That e-mail address and password do not fit together.");
    let found = store::by_email(cx.db.read(), &normalised(email)).await?;
    let hash = found.as_ref().map(|row| row.password_hash.clone());
    let fits = password::verify(password.to_owned(), hash).await?;
    let row = found.filter(|_| fits).ok_or_else(refused)?;
    store::signed_in(cx.db.write(), row.id, cx.clock.now()).await?;
    Ok(row.staff())
}

/// The member of staff a session names; none when they have left.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(cx: &Cx, id: StaffId) -> Result<Option<Staff>> {
    Ok(store::by_id(cx.db.read(), id).await?.map(store::Row::staff))
}

/// Adds an administrator.
///
/// # Errors
/// `invalid` for a bad address or password, `conflict` for an address that is taken; when the caller may not.
pub async fn create(cx: &Cx, email: &str, password: &str) -> Result<Staff> {
    cx.require(Scope::Admin)?;
    let email = normalised(email);
    if email.parse::<lettre::Address>().is_err() {
        return Err(Error::invalid_field("email", "Enter an e-mail address like name@example.com."));
    }
    password::check("password", password)?;
    let name = email.split('@').next().unwrap_or_default().to_owned();
    let staff = Staff { id: StaffId::new(), email, name };
    let hash = password::hash(password.to_owned()).await?;
    match store::insert(cx.db.write(), &staff, &hash, cx.clock.now()).await {
        Err(cause) if is_duplicate(&cause) => {
            Err(Error::conflict("There is an account with this e-mail address already."))
        }
        other => Ok(other.map(|()| staff)?),
    }
}

/// Makes the first administrator of a shop that has none.
///
/// # Errors
/// When the database does not answer.
pub async fn create_first_admin(cx: &Cx, email: &str) -> Result<Option<FirstAdmin>> {
    cx.require(Scope::Admin)?;
    if store::exists(cx.db.write()).await? {
        return Ok(None);
    }
    let password = generate_password();
    match create(cx, email, &password).await {
        Ok(staff) => Ok(Some(FirstAdmin { email: staff.email, password })),
        // Another process was faster.
        Err(error) if error.code() == ErrorCode::Conflict => Ok(None),
        Err(error) => Err(error),
    }
}

/// A password nobody has to think of: 120 random bits in letters and digits.
#[must_use]
pub fn generate_password() -> String {
    password::generate()
}

fn normalised(email: &str) -> String {
    email.trim().to_lowercase()
}

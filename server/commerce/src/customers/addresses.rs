//! Addresses an account keeps: a bounded number, one of them the checkout begins with.

use types::{
    AddressId, ErrorCode,
    checkout::Address,
    customer::{MAX_ADDRESSES, SavedAddress},
};

use super::{rules, store};
use crate::{Cx, Error, Result, checkout::validate_address};

/// All of them, the default first.
///
/// # Errors
/// `unauthorized`.
pub async fn addresses(cx: &Cx) -> Result<Vec<SavedAddress>> {
    let found = store::addresses(cx.db.write(), cx.customer()?).await?;
    found.into_iter().map(store::AddressRow::saved).collect()
}

/// One of them.
///
/// # Errors
/// `not_found` for one that is not theirs.
pub async fn address(cx: &Cx, id: AddressId) -> Result<SavedAddress> {
    addresses(cx).await?.into_iter().find(|saved| saved.id == id).ok_or_else(gone)
}

fn gone() -> Error {
    Error::not_found("address")
}

fn checked(address: &Address) -> Result<Address> {
    let (address, errors) = validate_address(address);
    if errors.is_empty() { Ok(address) } else { Err(Error::invalid(errors)) }
}

/// Keeps another one; the first becomes the default.
///
/// # Errors
/// `invalid` names fields, `conflict` when there are too many.
pub async fn add_address(cx: &Cx, address: &Address) -> Result<()> {
    let id = cx.customer()?;
    let address = checked(address)?;
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                // Whoever adds at the same time waits.
                store::lock_cart(tx, id).await?;
                let kept = store::addresses(tx, id).await?;
                let slots: Vec<i64> = kept.iter().map(|row| row.slot).collect();
                let slot = rules::free_slot(&slots).ok_or_else(too_many)?;
                store::insert_address(tx, id, slot, &address, kept.is_empty()).await
            })
        })
        .await
}

fn too_many() -> Error {
    Error::conflict(words::t!("refused-addresses-full", count = MAX_ADDRESSES))
}

/// Keeps an address that was typed at the checkout, unless it is kept already or there is no room: neither is worth a word there.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_address(cx: &Cx, address: &Address) -> Result<()> {
    let address = checked(address)?;
    if addresses(cx).await?.iter().any(|saved| saved.address == address) {
        return Ok(());
    }
    match add_address(cx, &address).await {
        Err(error) if error.code() == ErrorCode::Conflict => Ok(()),
        other => other,
    }
}

/// Writes one anew.
///
/// # Errors
/// `invalid` names fields, `not_found` for one that is not theirs.
pub async fn update_address(cx: &Cx, id: AddressId, address: &Address) -> Result<()> {
    let customer = cx.customer()?;
    let address = checked(address)?;
    store::update_address(cx.db.write(), customer, id, &address).await?.then_some(()).ok_or_else(gone)
}

/// The checkout begins with it from now on.
///
/// # Errors
/// `not_found` for one that is not theirs.
pub async fn make_default(cx: &Cx, id: AddressId) -> Result<()> {
    let customer = cx.customer()?;
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                store::lock_cart(tx, customer).await?;
                store::make_default(tx, customer, id).await?.then_some(()).ok_or_else(gone)
            })
        })
        .await
}

/// Keeps it no longer. Should it have been the default, another one is. What is gone already is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_address(cx: &Cx, id: AddressId) -> Result<()> {
    let customer = cx.customer()?;
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                store::lock_cart(tx, customer).await?;
                store::remove_address(tx, customer, id).await?;
                match store::addresses(tx, customer).await?.first() {
                    Some(first) if !first.is_default => store::make_default(tx, customer, first.id).await.map(drop),
                    _ => Ok(()),
                }
            })
        })
        .await
}

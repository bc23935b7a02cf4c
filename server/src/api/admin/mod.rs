//! `/admin/…`: the same operations that the pages of the admin call, for programs with a key.

pub(super) mod bundles;
pub(super) mod collections;
pub(super) mod content;
pub(super) mod currencies;
pub(super) mod customers;
pub(super) mod discounts;
pub(super) mod drops;
pub(super) mod flags;
pub(super) mod images;
pub(super) mod jobs;
pub(super) mod locations;
pub(super) mod orders;
mod paging;
pub(super) mod payments;
pub(super) mod policies;
pub(super) mod products;
pub(super) mod reviews;
pub(super) mod stock;
pub(super) mod translations;
pub(super) mod variants;

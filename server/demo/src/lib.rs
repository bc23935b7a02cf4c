//! The demo shop "Tern & Tide": its catalogue as plain data and its pictures as drawn SVG.
//!
//! Nothing here reads a file, a clock or a random number, so seeding twice gives the same shop byte for byte.

mod art;
mod files;
mod model;
mod reviews;
mod translations;

pub use art::{hero, picture, placeholder};
pub use files::catalogue;
pub use model::{Catalogue, Collection, Edition, OptionDef, OptionValue, Picture, Product, Variant, View};
pub use reviews::{Review, reviews};
pub use translations::{CollectionWords, ProductWords, Translation, translation};

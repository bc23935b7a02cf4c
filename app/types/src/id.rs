//! Typed ids, so that a cart's id cannot be passed where a variant's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "native", derive(sea_orm::DeriveValueType, utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

/// Ids made in order of time (UUIDv7): neighbours in time are neighbours in the index.
macro_rules! time_ordered {
    ($($name:ident),*) => {
        $(
            #[cfg(feature = "native")]
            impl $name {
                /// A new id, later than all made before it on this machine.
                #[must_use]
                #[allow(clippy::new_without_default)]
                pub fn new() -> Self {
                    Self(Uuid::now_v7())
                }
            }
        )*
    };
}

id!(
    /// A product, the thing a page is about.
    ProductId
);
id!(
    /// A variant, the thing that is bought.
    VariantId
);
id!(
    /// A collection of products.
    CollectionId
);
id!(
    /// A picture of a product.
    ImageId
);
id!(
    /// A place where stock lies.
    LocationId
);
id!(
    /// A cart. Random (UUIDv4): whoever knows it may read and change the cart.
    CartId
);
id!(
    /// An order, inside the shop. Shoppers hold its token instead.
    OrderId
);
id!(
    /// A member of staff.
    StaffId
);
id!(
    /// A background job.
    JobId
);
id!(
    /// A drop: goods that go on sale at a moment announced before.
    DropId
);
id!(
    /// A discount code.
    DiscountId
);
id!(
    /// A customer's account.
    CustomerId
);
id!(
    /// An address a customer keeps.
    AddressId
);
id!(
    /// A page of words: contact, a policy.
    ContentPageId
);
id!(
    /// What a buyer says of a product.
    ReviewId
);
id!(
    /// An answer to a question the shop asks.
    FeedbackId
);
id!(
    /// A wishlist. Random (UUIDv4): whoever knows it may read and change it.
    WishlistId
);

time_ordered!(
    ProductId,
    VariantId,
    CollectionId,
    ImageId,
    LocationId,
    OrderId,
    StaffId,
    JobId,
    DropId,
    DiscountId,
    CustomerId,
    AddressId,
    ContentPageId,
    ReviewId,
    FeedbackId
);

macro_rules! random {
    ($($name:ident),*) => { $(
        #[cfg(feature = "native")]
        impl $name {
            /// A new, unguessable id.
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }
        }
    )* };
}

random!(CartId, WishlistId);

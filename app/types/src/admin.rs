//! What staff see and fill in.

mod collections;
mod orders;
mod products;
mod stock;
mod surge;
mod translations;

use serde::{Deserialize, Serialize};

pub use collections::{AdminCollection, CollectionInput, CollectionPage, CollectionRow, MemberOrder};
pub use orders::{AdminOrder, OrderPage, OrderRow, RefundLine, RefundRequest};
pub use products::{
    AdminProduct, AdminProductPage, AdminVariant, ImageInput, ImageOrder, ProductInput, ProductPage, ProductRow,
    ProductStatus, VariantInput,
};
pub use stock::{
    BundlePart, LedgerRow, LocationInput, LocationList, LocationRow, SalePolicy, StockAdjustment, StockLevel, StockRow,
    StockTransfer,
};
pub use surge::{CacheStanding, HotItem, QueueStanding, SurgeSample, SurgeView, WidgetStanding};
pub use translations::{CollectionTranslation, ContentTranslation, DropTranslation, ProductTranslation, Translated};

use crate::{FieldError, Money};

/// Around every admin page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminChrome {
    /// The shop's name.
    pub shop_name: String,
    /// Who is signed in.
    pub staff_name: String,
    /// What just happened, shown once.
    pub notice: Option<String>,
    /// A mailbox for development is on: show its link.
    pub dev_mailbox: bool,
}

/// The numbers staff look at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Orders to fulfil.
    pub to_fulfil: u64,
    /// Orders whose payment is not settled.
    pub pending: u64,
    /// Orders placed in the last 24 hours.
    pub orders_today: u64,
    /// Captured in the last 24 hours.
    pub revenue_today: Money,
    /// Jobs that gave up and wait for someone.
    pub parked_jobs: u64,
    /// Backlog against capacity, where the shop has set one.
    pub fulfilment: Option<FulfilmentStanding>,
    /// Payment providers in the order of preference.
    #[serde(default)]
    pub providers: Vec<ProviderStanding>,
    /// Variants with five or fewer left to sell.
    pub low_stock: Vec<StockRow>,
    /// Latest orders.
    pub latest: Vec<OrderRow>,
}

/// How far behind the shop is with sending orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentStanding {
    /// Orders to be sent.
    pub backlog: u64,
    /// Orders that can leave a day; 0 when that is not limited.
    pub daily_capacity: u64,
    /// Orders that can leave an hour; 0 when that is not limited.
    pub hourly_capacity: u64,
    /// Until when an order placed now is promised to leave; none when it leaves as usual. RFC 3339, UTC.
    pub hand_over_by: Option<String>,
    /// That is later than the shop finds acceptable.
    pub overfull: bool,
}

/// How a payment provider is, as the process that was asked sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProviderStanding {
    /// `sandbox`, `stripe`.
    pub name: String,
    /// Its circuit breaker: `closed` (it is asked), `half_open` (one call tries whether it is back), `open` (it is left alone).
    pub breaker: String,
    /// Failures among the latest twenty calls.
    pub recent_failures: u32,
    /// Until when it is left alone, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_alone_until: Option<String>,
}

/// What has to be mended in a form, beside what was written into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormErrors {
    /// A problem with the whole.
    pub problem: Option<String>,
    /// Problems by field.
    pub fields: Vec<FieldError>,
}

impl FormErrors {
    /// What is wrong with `field`, if anything.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }
}

/// A mail in the mailbox for development.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevMail {
    /// Its file's name.
    pub id: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// The plain text.
    pub text: String,
}

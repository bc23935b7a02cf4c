//! Who asks, and with what means: the first argument of every operation.

use std::{net::IpAddr, ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};
use types::{CartId, CustomerId, ErrorCode, Market, StaffId, WishlistId};

use crate::{Error, Result, Services, pressure::Level};

/// Context of one request, job or command.
#[derive(Clone)]
pub struct Cx {
    services: Arc<Services>,
    /// Who asks.
    pub actor: Actor,
    /// Ties log lines and error pages together.
    pub request_id: String,
    /// The visitor's cart, where the request named one.
    pub cart_id: Option<CartId>,
    /// The visitor's wishlist, where the request named one.
    pub wishlist_id: Option<WishlistId>,
    /// The customer who has signed in, where the request's handler has looked.
    pub customer_id: Option<CustomerId>,
    /// In which language and money.
    pub market: Market,
    /// How hard the shop was pressed when this began: what is made for one request is made for one level.
    pub level: Level,
    /// The address that limits are counted by, where the request came over the network.
    pub client: Option<IpAddr>,
    /// Tickets of queues that came with the request, as text: nobody has looked at them yet.
    pub tickets: Arc<[String]>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anyone in the shop.
    Shopper,
    /// A signed-in member of staff; may do everything.
    Staff {
        /// Who.
        id: StaffId,
        /// As written into histories.
        name: String,
    },
    /// A program with a key.
    Key {
        /// The key's name, as written into histories.
        name: String,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// The shop itself: jobs and the command line.
    System,
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What a key may do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Scope { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl Scope {
            /// All scopes.
            pub const ALL: &'static [Scope] = &[$(Scope::$name,)*];

            /// As written on the command line and in keys.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Scope::$name => $text,)* }
            }
        }
    };
}

scopes! {
    /// See products that are not for sale yet.
    CatalogRead = "catalog:read";
    /// Change products.
    CatalogWrite = "catalog:write";
    /// Change stock.
    StockWrite = "stock:write";
    /// See orders.
    OrdersRead = "orders:read";
    /// Fulfil, cancel, refund.
    OrdersWrite = "orders:write";
    /// Run the shop: jobs, flags, pressure.
    Ops = "ops";
    /// Everything.
    Admin = "admin";
}

impl std::str::FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Scope::ALL.iter().copied().find(|scope| scope.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
            format!("unknown scope; choose from {}", known.join(", "))
        })
    }
}

impl Actor {
    /// As written into histories.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Actor::Shopper => "customer",
            Actor::Staff { name, .. } | Actor::Key { name, .. } => name,
            Actor::System => "shop",
        }
    }

    fn may(&self, scope: Scope) -> bool {
        match self {
            Actor::Shopper => false,
            Actor::Staff { .. } | Actor::System => true,
            Actor::Key { scopes, .. } => scopes.contains(&scope) || scopes.contains(&Scope::Admin),
        }
    }
}

impl Cx {
    /// A context for `actor`.
    #[must_use]
    pub fn new(services: Arc<Services>, actor: Actor, request_id: impl Into<String>) -> Self {
        let (level, market) = (services.pressure.level(), services.settings.home_market());
        Self {
            services,
            actor,
            request_id: request_id.into(),
            cart_id: None,
            wishlist_id: None,
            customer_id: None,
            market,
            level,
            client: None,
            tickets: Arc::new([]),
        }
    }

    /// The shop's own context: jobs and the command line.
    #[must_use]
    pub fn system(services: Arc<Services>) -> Self {
        Self::new(services, Actor::System, uuid::Uuid::now_v7().to_string())
    }

    /// The first line of every operation that is not for everyone.
    ///
    /// # Errors
    /// `unauthorized` for shoppers, `forbidden` for keys without the scope.
    pub fn require(&self, scope: Scope) -> Result<()> {
        if self.actor.may(scope) {
            return Ok(());
        }
        Err(match self.actor {
            Actor::Shopper => Error::new(ErrorCode::Unauthorized, "Sign in first, or send a valid API key."),
            _ => Error::new(ErrorCode::Forbidden, format!("This key lacks the scope {}.", scope.as_str())),
        })
    }

    /// The first line of every operation on an account.
    ///
    /// # Errors
    /// `unauthorized` when nobody has signed in.
    pub fn customer(&self) -> Result<CustomerId> {
        self.customer_id.ok_or_else(|| Error::new(ErrorCode::Unauthorized, words::t!("refused-sign-in")))
    }

    /// A handle on the services that outlives this request.
    #[must_use]
    pub fn services(&self) -> &Arc<Services> {
        &self.services
    }

    /// The same request, continued by the shop itself where a right of its own is needed.
    #[must_use]
    pub fn as_system(&self) -> Self {
        Self { actor: Actor::System, ..self.clone() }
    }
}

/// The services are at hand as fields: `cx.db`, `cx.cache`, `cx.clock`.
impl Deref for Cx {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

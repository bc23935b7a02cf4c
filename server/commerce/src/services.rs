//! Everything an operation can lean on, made once at start.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    Clock, Result, Settings,
    bus::Bus,
    cache::Cache,
    cart::{ChangeLine, NewCart},
    catalog::BestSellers,
    checkout::{Keep, Placing, TariffsRead},
    combine::Queue,
    db::Db,
    drops::DropsRead,
    extras::Budget,
    flags::Flags,
    fulfilment::Backlog,
    inventory::{Take, Watch},
    limits::Limits,
    live_stock::Watched,
    notifications::Mailer,
    payments::{News, Providers, sandbox::BookEntry},
    pressure::Pressure,
    renditions::{Reading, Studio},
    sessions::Sessions,
    surge::Surge,
    waiting_room::{Rooms, TakeNumber},
};

/// The shop's means. Shared by all requests and jobs of a process.
pub struct Services {
    /// How this shop is set up.
    pub settings: Settings,
    /// The judge of everything.
    pub db: Db,
    /// Spares the judge work; may be lost at any time.
    pub cache: Cache,
    /// The way to the shop's other instances.
    pub bus: Bus,
    /// How hard this instance is pressed.
    pub pressure: Pressure,
    /// How often one may do what.
    pub limits: Limits,
    /// Which extras are shown to whom.
    pub flags: Flags,
    /// Waiting rooms this process has looked into.
    pub rooms: Rooms,
    /// Drops that matter now, as last read.
    pub drops_read: DropsRead,
    /// Products whose stock somebody watches.
    pub watched_stock: Watched,
    /// Where staff sessions live.
    pub sessions: Sessions,
    /// Who can be asked to take money.
    pub providers: Providers,
    /// Sends mail.
    pub mailer: Mailer,
    /// How many orders wait to be sent, counted a moment ago.
    pub fulfilment: Backlog,
    /// What sells best, as last counted.
    pub best_sellers: BestSellers,
    /// Whether extras are worth asking for.
    pub extras: Budget,
    /// Whether the index of the search is worth asking.
    pub search: Budget,
    /// Whether pictures are worth asking for.
    pub pictures: Reading,
    /// Time.
    pub clock: Clock,
    /// What shipping and tax cost, as last read.
    pub tariffs: TariffsRead,
    /// Takes of stock that wait for each other.
    pub takes: Queue<Take>,
    /// Where renditions of pictures are made.
    pub studio: Studio,
    /// What is said to have changed of stock, for pages.
    pub stock_watch: Watch,
    /// Carts about to be made.
    pub new_carts: Queue<NewCart>,
    /// Changes of carts.
    pub cart_changes: Queue<ChangeLine>,
    /// Orders about to be taken in.
    pub intake: Queue<Placing>,
    /// Answers to idempotency keys.
    pub answers: Queue<Keep>,
    /// Charges about to be entered into the sandbox provider's books.
    pub sandbox_books: Queue<BookEntry>,
    /// What providers said of payments.
    pub payment_news: Queue<News>,
    /// People about to have a ticket of a queue.
    pub queue_numbers: Queue<TakeNumber>,
    /// The last minutes of this instance, for those who watch.
    pub surge: Surge,
    /// Wakes this process's worker when a job was written; other processes find it by polling.
    pub job_written: Arc<Notify>,
}

impl Services {
    /// Connects to everything `settings` names. The database must be reachable; Redis need not be.
    ///
    /// # Errors
    /// `unavailable` when the database does not answer, `internal` when a setting cannot be used.
    pub async fn connect(settings: Settings) -> Result<Arc<Self>> {
        let db = Db::connect(&settings).await?;
        let redis = match &settings.redis_url {
            Some(url) => Some(crate::cache::connect_redis(url).await?),
            None => None,
        };
        let bus = Bus::connect(settings.redis_url.as_deref().zip(redis.as_ref())).await?;
        let clock = Clock::default();
        Ok(Arc::new(Self {
            pressure: Pressure::default(),
            limits: Limits::new(settings.limits, redis.clone()),
            flags: Flags::default(),
            cache: Cache::new(redis.clone(), settings.data_cache_bytes, &bus, clock.clone()),
            bus,
            rooms: Rooms::new(redis.clone()),
            drops_read: DropsRead::default(),
            watched_stock: Watched::default(),
            sessions: Sessions::new(redis),
            providers: Providers::new(&settings)?,
            mailer: Mailer::new(&settings)?,
            fulfilment: Backlog::default(),
            best_sellers: BestSellers::default(),
            extras: Budget::default(),
            search: Budget::for_search(),
            pictures: Reading::default(),
            clock,
            tariffs: TariffsRead::default(),
            takes: Queue::default(),
            studio: Studio::default(),
            stock_watch: Watch::default(),
            new_carts: Queue::default(),
            cart_changes: Queue::default(),
            intake: Queue::default(),
            answers: Queue::default(),
            payment_news: Queue::default(),
            sandbox_books: Queue::default(),
            queue_numbers: Queue::default(),
            surge: Surge::default(),
            job_written: Arc::new(Notify::new()),
            db,
            settings,
        }))
    }
}

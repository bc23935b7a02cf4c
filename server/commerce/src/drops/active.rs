//! Drops that matter now, as this process last read them, and the one door to their goods.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use types::{
    CartId, Currency, DropId, ErrorCode, Locale, Millis, VariantId,
    catalog::{DropLink, ProductView},
    drops::{DropStatus, DropView, RoomMode},
};

use super::{
    rules::{self, Times},
    steps,
    store::{self, DropRow},
};
use crate::{
    Cx, Result, Scope, inventory,
    limits::{self, Signal},
    waiting_room::{self, Phase, Plan, RoomId, SHOP, SHOP_PATH, ShopRoom, Title},
};

/// Milliseconds for which what was read counts.
const FRESH: Millis = 500;

/// What was read last, and when. Replaced by whoever finds it too old; every look at a flag reads it.
pub type DropsRead = RwLock<Option<(Millis, Arc<Active>)>>;

/// Drops whose goods are kept from open sale, and the whole shop's queue.
#[derive(Debug, Default)]
pub struct Active {
    drops: Vec<ActiveDrop>,
    by_variant: HashMap<VariantId, usize>,
    shop: Option<ShopRoom>,
    /// Pages of drops in each language and money, as long as this counts: a crowd that looks at one is answered from memory.
    views: Mutex<HashMap<Shown, Arc<DropView>>>,
}

fn is_fresh(at: Millis, now: Millis) -> bool {
    (0..FRESH).contains(&(now - at))
}

/// Which drop, by its name in addresses, in which language and money.
pub(super) type Shown = (String, Locale, Currency);

/// One of them.
#[derive(Debug)]
pub(super) struct ActiveDrop {
    pub id: DropId,
    pub slug: String,
    pub status: DropStatus,
    pub times: Times,
    pub ladder: Vec<types::drops::ShedStep>,
    pub plan: Plan,
}

impl Active {
    /// As of half a second ago at most; what is due is done first, should no worker have been quicker.
    ///
    /// # Errors
    /// When the database does not answer and nothing has been read yet.
    pub(super) async fn current(cx: &Cx) -> Result<Arc<Self>> {
        let (last, now) = (Self::last(cx), cx.clock.now());
        if let Some((at, active)) = &last
            && is_fresh(*at, now)
        {
            return Ok(active.clone());
        }
        match Self::load(cx, now).await {
            Ok(active) => {
                let active = Arc::new(active);
                *cx.drops_read.write().unwrap_or_else(PoisonError::into_inner) = Some((now, active.clone()));
                Ok(active)
            }
            Err(error) => last.map(|(_, active)| active).ok_or(error),
        }
    }

    /// The same where it was read a moment ago; none where somebody has to read.
    pub(super) fn fresh(cx: &Cx) -> Option<Arc<Self>> {
        let (at, active) = Self::last(cx)?;
        is_fresh(at, cx.clock.now()).then_some(active)
    }

    fn last(cx: &Cx) -> Option<(Millis, Arc<Self>)> {
        cx.drops_read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets what was read: something has just changed.
    pub(super) fn forget(cx: &Cx) {
        *cx.drops_read.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn load(cx: &Cx, now: Millis) -> Result<Self> {
        let rows = store::active(cx.db.write()).await?;
        let mut stepped = false;
        for row in &rows {
            if rules::is_late(row.status()?, times(row), now) {
                // One that cannot go on is told of by the job that tries it every second; the shop sells the others meanwhile.
                stepped |= steps::step(&cx.as_system(), row.id).await.is_ok();
            }
        }
        let rows = if stepped { store::active(cx.db.write()).await? } else { rows };
        Self::load_rows(cx, rows).await
    }

    async fn load_rows(cx: &Cx, rows: Vec<DropRow>) -> Result<Self> {
        let mut active = Self { shop: Some(waiting_room::shop_room(cx).await?), ..Self::default() };
        if rows.is_empty() {
            return Ok(active);
        }
        let mut goods: HashMap<DropId, Vec<VariantId>> = HashMap::new();
        for row in store::active_goods(cx.db.write()).await? {
            goods.entry(row.drop_id).or_default().push(row.variant_id);
        }
        let mut titles = store::titles(cx.db.write(), &rows).await?;
        for row in rows {
            let (goods, title) =
                (goods.remove(&row.id).unwrap_or_default(), titles.remove(&row.id).unwrap_or_default());
            active.by_variant.extend(goods.iter().map(|variant| (*variant, active.drops.len())));
            active.drops.push(ActiveDrop::of(&row, title, goods)?);
        }
        let sold: Vec<VariantId> = active.by_variant.keys().copied().collect();
        for (bundle, part) in inventory::bundles_with(cx.db.write(), &sold).await? {
            if let Some(at) = active.by_variant.get(&part).copied() {
                active.by_variant.entry(bundle).or_insert(at);
            }
        }
        Ok(active)
    }

    pub(super) fn of_variant(&self, variant: VariantId) -> Option<&ActiveDrop> {
        self.by_variant.get(&variant).and_then(|at| self.drops.get(*at))
    }

    /// What the waiting room of the drop called `slug` is for, where its goods are kept from open sale.
    pub(super) fn plan_of(&self, slug: &str) -> Option<&Plan> {
        self.drops.iter().find(|drop| drop.slug == slug).map(|drop| &drop.plan)
    }

    /// A drop's page, where somebody has just asked for it.
    pub(super) fn known_view(&self, shown: &Shown) -> Option<Arc<DropView>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).get(shown).cloned()
    }

    pub(super) fn keep_view(&self, shown: Shown, view: Arc<DropView>) {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).insert(shown, view);
    }

    /// The plans of all waiting rooms in which people may wait now, and of which drop each is.
    pub(super) fn open_plans(&self, cx: &Cx) -> Vec<(Plan, Option<DropId>)> {
        let (shop, is_open) = self.shop_plan(cx);
        let gathers = |drop: &&ActiveDrop| matches!(drop.plan.phase, Phase::Gathering | Phase::Open);
        let drops = self.drops.iter().filter(gathers).map(|drop| (drop.plan.clone(), Some(drop.id)));
        is_open.then_some((shop, None)).into_iter().chain(drops).collect()
    }

    fn shop_is_open(&self, cx: &Cx) -> bool {
        self.shop.is_some_and(|shop| shop.is_open(cx.clock.now()))
    }

    /// The whole shop's waiting room, and whether it is open.
    pub(super) fn shop_plan(&self, cx: &Cx) -> (Plan, bool) {
        let (settings, is_open) = (&cx.settings.waiting_room, self.shop_is_open(cx));
        let plan = Plan {
            room: SHOP,
            path: SHOP_PATH.to_owned(),
            title: words::t!("queue-shop").into(),
            per_minute: settings.per_minute,
            adapts: is_open && self.shop.is_some_and(|shop| shop.mode == RoomMode::Auto),
            pass: i64::try_from(settings.pass.as_millis()).unwrap_or(i64::MAX),
            seed: None,
            phase: if is_open { Phase::Open } else { Phase::Over },
            goods: Arc::new([]),
        };
        (plan, is_open)
    }
}

impl ActiveDrop {
    fn of(row: &DropRow, title: Title, goods: Vec<VariantId>) -> Result<Self> {
        let status = row.status()?;
        Ok(Self {
            id: row.id,
            slug: row.terms.slug.clone(),
            status,
            times: times(row),
            ladder: serde_json::from_str(&row.terms.shed_ladder).unwrap_or_default(),
            plan: plan(row, status, title, goods),
        })
    }
}

pub(super) fn times(row: &DropRow) -> Times {
    Times { queue_opens_at: row.terms.queue_opens_at, starts_at: row.terms.starts_at, ends_at: row.terms.ends_at }
}

/// What a drop's waiting room is for.
pub(super) fn plan(row: &DropRow, status: DropStatus, title: Title, goods: Vec<VariantId>) -> Plan {
    Plan {
        room: RoomId(row.id.0),
        path: rules::path(&row.terms.slug),
        title,
        per_minute: u64::try_from(row.terms.admit_per_minute).unwrap_or(1),
        adapts: false,
        pass: row.terms.pass_seconds * 1000,
        seed: Some(row.seed_bytes()),
        phase: match status {
            DropStatus::Draft | DropStatus::Scheduled => Phase::Before,
            DropStatus::PreQueue => Phase::Gathering,
            DropStatus::Live | DropStatus::SoldOut => Phase::Open,
            DropStatus::Ended | DropStatus::Reported => Phase::Over,
        },
        goods: goods.into(),
    }
}

/// The whole shop's waiting room, and whether it is open.
///
/// # Errors
/// When the database does not answer and nothing has been read yet.
pub async fn shop_plan(cx: &Cx) -> Result<(Plan, bool)> {
    Ok(Active::current(cx).await?.shop_plan(cx))
}

/// One look a second at whether the whole shop's queue has to open, and at who may come in while it is open.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tend_shop(cx: &Cx) -> Result<()> {
    let active = Active::current(cx).await?;
    let (plan, _) = active.shop_plan(cx);
    if let Some(shop) = active.shop
        && waiting_room::tend_shop(cx, &plan, shop).await?
    {
        Active::forget(cx);
    }
    Ok(())
}

/// The drop that any of a product's variants is sold in now, where there is one.
///
/// # Errors
/// When the database does not answer and nothing has been read yet.
pub async fn selling(cx: &Cx, product: &ProductView) -> Result<Option<DropLink>> {
    let active = Active::current(cx).await?;
    let drop = product.variants.iter().find_map(|variant| active.of_variant(variant.id));
    Ok(drop.map(|drop| DropLink {
        slug: drop.slug.clone(),
        title: drop.plan.title.said_in(cx.market.locale).to_owned(),
        starts_at: crate::rfc3339(drop.times.starts_at),
    }))
}

/// Names in addresses of the drops that are announced and not over, the first to start first.
///
/// # Errors
/// When the database does not answer and nothing has been read yet.
pub async fn listed(cx: &Cx) -> Result<Vec<String>> {
    let active = Active::current(cx).await?;
    Ok(active.drops.iter().map(|drop| drop.slug.clone()).collect())
}

/// The level from which a flag is shed while a drop sells, where its ladder says otherwise than the flag itself: the lowest of those
/// that sell now. None where no drop says anything, or nothing has been read yet: it never waits.
#[must_use]
pub fn shed_at(cx: &Cx, flag: &str) -> Option<u8> {
    let known = cx.drops_read.read().unwrap_or_else(PoisonError::into_inner);
    let (_, active) = known.as_ref()?;
    let selling = active.drops.iter().filter(|drop| drop.status.is_selling());
    let steps = selling.flat_map(|drop| &drop.ladder).filter(|step| step.flag == flag);
    steps.map(|step| step.level).min()
}

/// The one door: lets a cart with `variants` to the till when it is its owner's turn. Goods that are in no drop pass, unless the whole
/// shop has a queue and the cart is still empty. Staff pass.
///
/// # Errors
/// `queue_required` says where the queue is.
///
/// Boxed: it stands in the way of every change of a cart, and almost never has anything to do.
pub(crate) fn gate<'a>(
    cx: &'a Cx,
    cart: Option<CartId>,
    variants: &'a [VariantId],
) -> futures::future::BoxFuture<'a, Result<()>> {
    Box::pin(ask(cx, cart, variants))
}

/// The same for one variant on its way into a cart.
///
/// # Errors
/// As [`gate`].
pub(crate) fn gate_line(
    cx: &Cx,
    cart: Option<CartId>,
    variant: VariantId,
) -> futures::future::BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        ask(cx, cart, &[variant]).await?;
        waiting_room::note_begun(cx);
        Ok(())
    })
}

async fn ask(cx: &Cx, cart: Option<CartId>, variants: &[VariantId]) -> Result<()> {
    if cx.require(Scope::StockWrite).is_ok() {
        return Ok(());
    }
    let active = Active::current(cx).await?;
    let mut drops: Vec<&ActiveDrop> = variants.iter().filter_map(|variant| active.of_variant(*variant)).collect();
    drops.dedup_by_key(|drop| drop.id);
    let shop = active.shop_is_open(cx);
    if drops.is_empty() && !shop {
        return Ok(());
    }
    let holding = match cart {
        Some(cart) => inventory::held_until(cx.db.write(), cart, cx.clock.now()).await?.is_some(),
        None => false,
    };
    for drop in drops {
        waiting_room::pass(cx, &drop.plan, cart, holding).await?;
        if let Some(cart) = cart
            && !holding
            && store::has_bought(cx.db.write(), cart, drop.times.starts_at, drop.id).await?
        {
            limits::suspect(cx, Signal::ReplayedTicket);
            let words = words::t!("queue-has-bought", title = drop.plan.title.said_in(words::locale()));
            return Err(crate::Error::queue(drop.plan.path.clone(), words, 1));
        }
    }
    if shop && !variants.is_empty() && !has_begun(cx, cart).await? {
        waiting_room::pass_shop(cx, &active.shop_plan(cx).0, cart).await?;
    }
    Ok(())
}

/// Whoever has something in their cart is asked for no place: they were let in, or came before there was a queue.
async fn has_begun(cx: &Cx, cart: Option<CartId>) -> Result<bool> {
    match cart {
        Some(cart) => crate::cart::has_lines(cx, cart).await,
        None => Ok(false),
    }
}

/// The same for what a cart contains, on its way to becoming an order.
///
/// # Errors
/// As [`gate`].
pub(crate) async fn gate_cart(cx: &Cx, cart: CartId) -> Result<Vec<VariantId>> {
    let active = Active::current(cx).await?;
    if active.drops.is_empty() && !active.shop_is_open(cx) {
        return Ok(Vec::new());
    }
    let variants: Vec<VariantId> = match crate::cart::view(cx, cart).await {
        Ok(view) => view.lines.iter().map(|line| line.variant_id).collect(),
        Err(error) if error.code() == ErrorCode::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    gate(cx, Some(cart), &variants).await?;
    Ok(variants)
}

/// A cart with these goods holds its units now: its owner's place is used.
pub(crate) async fn came_to_the_till(cx: &Cx, cart: CartId, variants: &[VariantId]) {
    let Ok(active) = Active::current(cx).await else { return };
    let mut drops: Vec<&ActiveDrop> = variants.iter().filter_map(|variant| active.of_variant(*variant)).collect();
    drops.dedup_by_key(|drop| drop.id);
    for drop in drops {
        waiting_room::came_to_the_till(cx, &drop.plan, cart);
    }
}

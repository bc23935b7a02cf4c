//! What shoppers look at.

use std::sync::Arc;

use types::{
    Currency, ErrorCode, VariantId,
    catalog::{COUNTED, CollectionLink, HomeView, Listing, ProductCard, ProductView, Sort, Spelling, VariantStock},
};

use uuid::Uuid;

use super::{
    entity::{collection, product},
    facets::{self, Listed},
    narrow::Narrowing,
    related,
    rules::line,
    search::Words,
    spelling,
    store::{self, Counted, Cursor, Filter},
};
use crate::{
    Cx, Error, Result, Scope,
    cache::{
        get_or_load,
        keys::{self, Product},
    },
    inventory,
    prices::{self, Selling},
};

/// Products on a page of a list.
const PAGE_SIZE: u64 = 24;
/// Products on each shelf of the home page.
const SHELF_SIZE: u64 = 8;
/// Products a program may ask for at once.
const LIMIT: u64 = 100;
/// Characters of a search that are kept.
const QUERY_LIMIT: usize = 200;
/// Pages of a list that are kept: few look further.
const KEPT_PAGES: u64 = 5;

/// What a list shows, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words to look for, as typed. Empty: everything.
    pub q: String,
    /// Slug of a collection.
    pub collection: Option<String>,
    /// The order.
    pub sort: Sort,
    /// Only what has been chosen.
    pub narrowing: Narrowing,
    /// Page, from 1. Pages beyond the end show the last one. Not looked at by [`list_after`].
    pub page: u64,
}

/// The home page.
///
/// # Errors
/// When the database does not answer.
pub async fn home(cx: &Cx) -> Result<HomeView> {
    let currency = cx.market.currency;
    let load = move |cx: Cx| async move { load_home(&cx, prices::selling_in(&cx, currency).await?).await.map(Some) };
    let home = get_or_load(cx, keys::home().within(cx.market), load).await?;
    Ok(home.map(Arc::unwrap_or_clone).unwrap_or_default())
}

async fn load_home(cx: &Cx, selling: Selling) -> Result<HomeView> {
    let (db, now, locale) = (cx.db.read(), cx.clock.now(), cx.market.locale);
    let all = Filter::default();
    let featured = store::ids_page(db, &all, Sort::Featured, 0, SHELF_SIZE).await?;
    let newest = store::ids_page(db, &all, Sort::Newest, 0, SHELF_SIZE).await?;
    Ok(HomeView {
        collections: store::collection_views(db, spoken_collections(cx).await?).await?,
        featured: store::cards(db, &featured, selling, locale, now).await?,
        newest: store::cards(db, &newest, selling, locale, now).await?,
    })
}

/// A page of products: all, of a collection, of a search. What is chosen and no product has narrows nothing.
///
/// # Errors
/// `not_found` for an unknown collection.
pub async fn list(cx: &Cx, query: ListQuery) -> Result<Listing> {
    if !query.q.is_empty() || query.narrowing.is_some() || query.page > KEPT_PAGES {
        return load_list(cx, query, prices::selling(cx).await?).await;
    }
    let (counted, currency) = (facets::are_counted(cx), cx.market.currency);
    let key = keys::listing(query.collection.as_deref(), query.sort, query.page.max(1), counted).within(cx.market);
    let load = move |cx: Cx| {
        let query = query.clone();
        async move {
            let selling = prices::selling_in(&cx, currency).await?;
            absent(load_list(&cx, query, selling).await)
        }
    };
    let listing = get_or_load(cx, key, load).await?;
    listing.map(Arc::unwrap_or_clone).ok_or_else(|| Error::not_found("collection"))
}

/// That there is nothing, as something that can be known.
fn absent<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.problem().code == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn load_list(cx: &Cx, mut query: ListQuery, selling: Selling) -> Result<Listing> {
    let (db, locale) = (cx.db.read(), cx.market.locale);
    let prices = query.narrowing.price;
    query.narrowing.price = prices.in_base(selling);
    let searched: String = line(&query.q).chars().take(QUERY_LIMIT).collect();
    let collection = find_collection(cx, query.collection.as_deref()).await?;
    let chosen = store::chosen_terms(db, locale, &query.narrowing.choices).await?;
    query.narrowing.keep_known(|facet, value| chosen.iter().any(|term| term.facet == facet && term.value == value));
    let Found { listed, spelling, counted, page, pages, ids } =
        find(cx, &searched, collection.as_ref(), &query).await?;
    let is_cut = listed.as_ref().is_some_and(|listed| listed.base.is_cut());
    let facets = facets::of(cx, listed, &query, chosen, facets::price(prices, selling)).await?;
    let spoken = store::spoken_collections(db, collection.into_iter().collect(), locale).await?;
    let collection = store::collection_views(db, spoken).await?.pop();
    let is_lost = counted.products == 0 && !searched.is_empty() && !query.narrowing.is_some();
    Ok(Listing {
        collection,
        query: searched,
        spelling,
        sort: query.sort,
        items: store::cards(db, &ids, selling, locale, cx.clock.now()).await?,
        total: counted.products + u64::from(counted.at_least && counted.products >= COUNTED),
        is_cut,
        page,
        pages,
        facets,
        popular: if is_lost { related::popular(cx, selling).await } else { Vec::new() },
    })
}

/// The next `limit` products (1 to 100) after a cursor, and the cursor to go on with; none at the end.
///
/// # Errors
/// `invalid` on `limit` or `cursor`; `not_found` for an unknown collection.
pub async fn list_after(
    cx: &Cx,
    query: ListQuery,
    cursor: Option<String>,
    limit: u64,
) -> Result<(Vec<ProductCard>, Option<String>)> {
    if !(1..=LIMIT).contains(&limit) {
        return Err(Error::invalid_field("limit", format!("Between 1 and {LIMIT}.")));
    }
    let cursor = cursor.map(|text| Cursor::decode(&text)).transpose()?;
    let collection = find_collection(cx, query.collection.as_deref()).await?;
    let (Some(base), _) = base(cx, &query.q, collection.as_ref()).await? else { return Ok((Vec::new(), None)) };
    let selling = prices::selling(cx).await?;
    let narrowing = Narrowing { price: query.narrowing.price.in_base(selling), ..query.narrowing };
    let filter = base.narrowed(cx.db.read(), narrowing).await?;
    let mut hits = store::ids_after(cx.db.read(), &filter, query.sort, cursor, limit + 1).await?;
    let more = hits.len() as u64 > limit;
    if more {
        hits.pop();
    }
    let ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
    let next = hits.pop().filter(|_| more).map(|last| last.cursor(query.sort).encode());
    Ok((store::cards(cx.db.read(), &ids, selling, cx.market.locale, cx.clock.now()).await?, next))
}

/// One page of a list.
struct Found {
    /// What the list is of; none when there is nothing that could match.
    listed: Option<Listed>,
    spelling: Spelling,
    counted: Counted,
    page: u64,
    pages: u64,
    ids: Vec<Uuid>,
}

/// Looks for a page. A search whose index fails or takes too long is made by titles alone.
async fn find(cx: &Cx, searched: &str, collection: Option<&collection::Model>, query: &ListQuery) -> Result<Found> {
    if searched.is_empty() {
        return page_of(cx, base(cx, searched, collection).await?, query).await;
    }
    let (asking, words, within, wanted) = (cx.clone(), searched.to_owned(), collection.cloned(), query.clone());
    let indexed = cx
        .search
        .within(cx, async move { page_of(&asking, base(&asking, &words, within.as_ref()).await?, &wanted).await });
    if let Some(found) = indexed.await {
        return Ok(found);
    }
    let by_title = store::find_by_title(cx.db.read(), cx.market.locale, searched).await?;
    let filter = Filter::of(collection.map(|collection| collection.id)).read_in(cx.market.locale).among(by_title);
    page_of(cx, (Some(filter), Spelling::default()), query).await
}

async fn page_of(cx: &Cx, (base, spelling): (Option<Filter>, Spelling), query: &ListQuery) -> Result<Found> {
    let db = cx.db.read();
    let Some(base) = base else {
        return Ok(Found { listed: None, spelling, counted: Counted::default(), page: 1, pages: 1, ids: Vec::new() });
    };
    let filter = base.clone().narrowed(db, query.narrowing.clone()).await?;
    let counted = store::count(db, &filter).await?;
    let pages = counted.products.div_ceil(PAGE_SIZE).max(1);
    let page = query.page.clamp(1, pages);
    let ids = store::ids_page(db, &filter, query.sort, (page - 1) * PAGE_SIZE, PAGE_SIZE).await?;
    Ok(Found { listed: Some(Listed { base, filter, counted }), spelling, counted, page, pages, ids })
}

async fn find_collection(cx: &Cx, slug: Option<&str>) -> Result<Option<collection::Model>> {
    let Some(slug) = slug else { return Ok(None) };
    let found = store::collection_by_slug(cx.db.read(), &line(slug)).await?;
    found.map(Some).ok_or_else(|| Error::not_found("collection"))
}

/// What a list is of, with an eye for typing errors. None when there is nothing that could match: a search without a letter.
async fn base(cx: &Cx, searched: &str, collection: Option<&collection::Model>) -> Result<(Option<Filter>, Spelling)> {
    let all = Filter::of(collection.map(|collection| collection.id)).read_in(cx.market.locale);
    match Words::read(cx.market.locale, searched) {
        Some(words) => {
            let (filter, spelling) = spelling::matching(cx.db.read(), &words, all).await?;
            Ok((Some(filter), spelling))
        }
        None if line(searched).is_empty() => Ok((Some(all), Spelling::default())),
        None => Ok((None, Spelling::default())),
    }
}

/// A product's own page. Drafts are there for those who may read the catalogue.
///
/// # Errors
/// `not_found`.
pub async fn product(cx: &Cx, slug: &str) -> Result<ProductView> {
    Ok(product_to_send(cx, slug).await?.view)
}

/// A product's own page, and the least that can be sent of it.
///
/// # Errors
/// `not_found`.
pub async fn product_to_send(cx: &Cx, slug: &str) -> Result<Product> {
    let Product { view, parcel } = match cx.require(Scope::CatalogRead) {
        // Staff see drafts, and what they have just written.
        Ok(()) => load_product(cx, slug, cx.market.currency).await?,
        Err(_) => {
            let kept = kept_product(cx, slug).await?;
            kept.map(Arc::unwrap_or_clone).ok_or_else(|| Error::not_found("product"))?
        }
    };
    let view = store::with_stock(cx.db.read(), view, cx.clock.now()).await?;
    Ok(Product { view, parcel })
}

/// What shoppers see of a product, as if nothing were known of its stock. None where they see none.
pub(super) async fn kept_product(cx: &Cx, slug: &str) -> Result<Option<Arc<Product>>> {
    let (of, currency) = (line(slug), cx.market.currency);
    let load = move |cx: Cx| {
        let slug = of.clone();
        async move { absent(load_product(&cx, &slug, currency).await) }
    };
    get_or_load(cx, keys::product(&line(slug)).within(cx.market), load).await
}

async fn load_product(cx: &Cx, slug: &str, currency: Currency) -> Result<Product> {
    let (db, locale) = (cx.db.read(), cx.market.locale);
    let page = store::product_page(db, &line(slug), prices::selling_in(cx, currency).await?, locale).await?;
    let seen = page.filter(|page| page.is_on_sale || cx.require(Scope::CatalogRead).is_ok());
    Ok(seen.ok_or_else(|| Error::not_found("product"))?.product)
}

/// Stock of a product's variants, in order.
///
/// # Errors
/// `not_found`.
pub async fn stock(cx: &Cx, slug: &str) -> Result<Vec<VariantStock>> {
    let product = find_visible(cx, slug).await?;
    let variants = store::variants_of(cx.db.read(), types::ProductId(product.id)).await?;
    let ids: Vec<VariantId> = variants.iter().map(|variant| VariantId(variant.id)).collect();
    let levels = inventory::levels(cx.db.read(), &ids, cx.clock.now()).await?;
    Ok(ids.into_iter().map(|id| store::level_of(&levels, id.0).view(id)).collect())
}

/// Shoppers see what lists show: active products with a price.
async fn find_visible(cx: &Cx, slug: &str) -> Result<product::Model> {
    let found = store::product_by_slug(cx.db.read(), &line(slug)).await?;
    let is_visible = |product: &product::Model| {
        store::is_on_sale(product.status, product.min_price) || cx.require(Scope::CatalogRead).is_ok()
    };
    found.filter(is_visible).ok_or_else(|| Error::not_found("product"))
}

/// Names and addresses of all collections, for header and footer.
///
/// # Errors
/// When the database does not answer.
pub async fn collection_links(cx: &Cx) -> Result<Vec<CollectionLink>> {
    let load = |cx: Cx| async move {
        let rows = spoken_collections(&cx).await?;
        let link = |row: collection::Model| CollectionLink { slug: row.slug, title: row.title };
        Ok(Some(keys::Links(rows.into_iter().map(link).collect())))
    };
    let links = get_or_load(cx, keys::collection_links().within(cx.market), load).await?;
    Ok(links.map(|links| links.0.clone()).unwrap_or_default())
}

/// All collections in order, as they are called where the caller is.
async fn spoken_collections(cx: &Cx) -> Result<Vec<collection::Model>> {
    let db = cx.db.read();
    store::spoken_collections(db, store::collections(db).await?, cx.market.locale).await
}

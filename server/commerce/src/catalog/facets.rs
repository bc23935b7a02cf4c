//! How a list can be narrowed, and how many products would be left: the numbers are an extra, the ways are not.

use futures::future::try_join_all;
use types::{
    Money,
    catalog::{Facet, FacetValue, Facets, PriceFields},
};
use uuid::Uuid;
use words::t;

use super::{
    ListQuery,
    narrow::{Narrowing, PriceRange},
    rules::{MAKER, place},
    store::{self, Counted, Filter, TermCount},
};
use crate::{
    Cx, Result,
    cache::{get_or_load, keys},
    extras,
    flags::{self, Audience, Flag},
    prices::Selling,
};

/// Facets a list offers.
const FACETS: usize = 7;
/// Values of one facet it offers.
const VALUES: usize = 40;

/// What a list is of.
pub(super) struct Listed {
    /// Before it is narrowed.
    pub base: Filter,
    pub filter: Filter,
    /// After.
    pub counted: Counted,
}

/// What has been counted.
struct Counts {
    terms: Vec<Term>,
    collections: Vec<(Uuid, u64)>,
    collections_at_least: bool,
    available: (u64, bool),
}

/// A value of a facet, as a list offers it.
struct Term {
    of: TermCount,
    count: Option<u64>,
    at_least: bool,
}

/// Lists say beside each filter how many it leaves.
pub(super) fn are_counted(cx: &Cx) -> bool {
    flags::audience(cx, Flag::FacetCounts) == Audience::Everyone
}

/// How a list, narrowed as `query` says, can be narrowed otherwise; `chosen` are the terms it names. The numbers are left
/// out where they are shed, and where counting takes longer than a page should wait.
pub(super) async fn of(
    cx: &Cx,
    listed: Option<Listed>,
    query: &ListQuery,
    chosen: Vec<TermCount>,
    price: PriceFields,
) -> Result<Facets> {
    let counts = match listed {
        Some(listed) if are_counted(cx) => {
            let (counting, narrowing) = (cx.clone(), query.narrowing.clone());
            extras::within_budget(cx, async move { count(&counting, &listed, &narrowing).await }).await
        }
        _ => None,
    };
    let (terms, counts) = match counts {
        Some(Counts { terms, collections, collections_at_least, available }) => {
            (terms, Some((collections, collections_at_least, available)))
        }
        None => (uncounted(cx, query.collection.as_deref()).await?, None),
    };
    let collection = |row: store::CollectionRow| {
        let of =
            |counted: &Vec<(Uuid, u64)>| counted.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count);
        FacetValue {
            count: counts.as_ref().map(|(counted, ..)| of(counted)),
            at_least: counts.as_ref().is_some_and(|(_, at_least, _)| *at_least),
            chosen: query.collection.as_ref() == Some(&row.slug),
            value: row.slug,
            label: row.title,
            swatch: None,
        }
    };
    let db = cx.db.read();
    let collections = store::spoken_collections(db, store::collections(db).await?, cx.market.locale).await?;
    Ok(Facets {
        collections: collections.into_iter().map(collection).collect(),
        groups: groups(terms, chosen, &query.narrowing),
        price,
        available: Some(FacetValue {
            value: "1".to_owned(),
            label: "In stock".to_owned(),
            swatch: None,
            count: counts.as_ref().map(|(.., (count, _))| *count),
            at_least: counts.as_ref().is_some_and(|(.., (_, at_least))| *at_least),
            chosen: query.narrowing.available,
        }),
    })
}

/// Prices as the visitor has bounded them, in what they pay in.
pub(super) fn price(range: PriceRange, selling: Selling) -> PriceFields {
    let of = |amount| Money::new(amount, selling.currency());
    let money = |amount| words::money(of(amount));
    let typed = |amount: Option<i64>| amount.map(|amount| of(amount).to_decimal()).unwrap_or_default();
    let label = match (range.lowest, range.highest) {
        (Some(lowest), Some(highest)) => {
            Some(t!("filter-price-range", lowest = money(lowest), highest = money(highest)))
        }
        (Some(lowest), None) => Some(t!("filter-price-least", lowest = money(lowest))),
        (None, Some(highest)) => Some(t!("filter-price-most", highest = money(highest))),
        (None, None) => None,
    };
    PriceFields { lowest: typed(range.lowest), highest: typed(range.highest), error: None, label }
}

/// Each facet is counted as if it alone were not chosen yet.
async fn count(cx: &Cx, listed: &Listed, narrowing: &Narrowing) -> Result<Counts> {
    let Listed { base, filter: all, counted: total } = listed;
    let db = cx.db.read();
    let any_stock = async {
        let (filter, total) = match narrowing.available {
            true => recounted(cx, base.clone(), Narrowing { available: false, ..narrowing.clone() }).await?,
            false => (all.clone(), *total),
        };
        Ok((store::count_available(db, &filter).await?, total.at_least))
    };
    let anywhere = async {
        let (filter, total) = match base.is_within() {
            true => recounted(cx, base.clone().anywhere(), narrowing.clone()).await?,
            false => (all.clone(), *total),
        };
        Ok((store::count_collections(db, &filter).await?, total.at_least))
    };
    let chosen = try_join_all(narrowing.choices.iter().map(|choice| async {
        let (others, total) = recounted(cx, base.clone(), narrowing.without(&choice.facet)).await?;
        terms_of(cx, &others, total, Some(&choice.facet)).await
    }));
    let (mut terms, chosen, (collections, collections_at_least), available) =
        futures::try_join!(terms_of(cx, all, *total, None), chosen, anywhere, any_stock)?;
    terms.retain(|term| !narrowing.choices.iter().any(|choice| choice.facet == term.of.facet));
    terms.extend(chosen.into_iter().flatten());
    Ok(Counts { terms, collections, collections_at_least, available })
}

/// The same list narrowed otherwise.
async fn recounted(cx: &Cx, base: Filter, narrowing: Narrowing) -> Result<(Filter, Counted)> {
    let filter = base.narrowed(cx.db.read(), narrowing).await?;
    let counted = store::count(cx.db.read(), &filter).await?;
    Ok((filter, counted))
}

async fn terms_of(cx: &Cx, filter: &Filter, total: Counted, facet: Option<&str>) -> Result<Vec<Term>> {
    let found = store::count_terms(cx.db.read(), cx.market.locale, filter, facet).await?;
    let term = |of: TermCount| Term { count: Some(of.products.unsigned_abs()), at_least: total.at_least, of };
    Ok(found.into_iter().map(term).collect())
}

/// What a collection's products (or all) can be told by, without numbers: looked up once in a while for everyone.
async fn uncounted(cx: &Cx, collection: Option<&str>) -> Result<Vec<Term>> {
    let slug = collection.map(str::to_owned);
    let load = move |cx: Cx| {
        let slug = slug.clone();
        async move {
            let db = cx.db.read();
            let collection = match &slug {
                Some(slug) => store::collection_by_slug(db, slug).await?.map(|collection| collection.id),
                None => None,
            };
            Ok(Some(keys::Terms(store::count_terms(db, cx.market.locale, &Filter::of(collection), None).await?)))
        }
    };
    let kept = get_or_load(cx, keys::terms(collection).within(cx.market), load).await?;
    let terms = kept.map(|kept| kept.0.clone()).unwrap_or_default();
    Ok(terms.into_iter().map(|of| Term { of, count: None, at_least: false }).collect())
}

/// Terms by facet: those with the most products first, who made them last. What leaves nothing to choose is left out, what is chosen is
/// not.
fn groups(terms: Vec<Term>, chosen: Vec<TermCount>, narrowing: &Narrowing) -> Vec<Facet> {
    let is_chosen = |term: &TermCount| {
        narrowing.choices.iter().any(|choice| choice.facet == term.facet && choice.values.contains(&term.value))
    };
    let count = terms.iter().any(|term| term.count.is_some()).then_some(0);
    let missing: Vec<Term> = chosen
        .into_iter()
        .filter(|of| is_chosen(of) && !terms.iter().any(|term| term.of.facet == of.facet && term.of.value == of.value))
        .map(|of| Term { of, count, at_least: false })
        .collect();
    // Facet, products, and its terms.
    let mut groups: Vec<(String, i64, Vec<Term>)> = Vec::new();
    for term in terms.into_iter().chain(missing) {
        match groups.iter_mut().find(|(key, ..)| *key == term.of.facet) {
            Some((_, products, terms)) => {
                *products += term.of.products;
                terms.push(term);
            }
            None => groups.push((term.of.facet.clone(), term.of.products, vec![term])),
        }
    }
    groups.retain(|(_, _, terms)| terms.len() > 1 || terms.iter().any(|term| is_chosen(&term.of)));
    groups.sort_by_key(|(key, products, terms)| {
        (!terms.iter().any(|term| is_chosen(&term.of)), std::cmp::Reverse(*products), key.clone())
    });
    groups.truncate(FACETS.max(narrowing.choices.len()));
    // Where they stand does not depend on what is chosen.
    groups.sort_by_key(|(key, products, _)| (key == MAKER, std::cmp::Reverse(*products), key.clone()));
    groups.into_iter().map(|(key, _, terms)| facet(key, terms, is_chosen)).collect()
}

fn facet(key: String, mut terms: Vec<Term>, is_chosen: impl Fn(&TermCount) -> bool) -> Facet {
    terms.sort_by_key(|term| (!is_chosen(&term.of), std::cmp::Reverse(term.of.products)));
    terms.truncate(VALUES);
    terms.sort_by_key(|term| place(&term.of.label));
    let label = terms.first().map(|term| term.of.facet_label.clone()).unwrap_or_default();
    let values = terms.into_iter().map(|Term { of, count, at_least }| FacetValue {
        chosen: is_chosen(&of),
        value: format!("{key}.{}", of.value),
        label: of.label,
        swatch: of.swatch,
        count,
        at_least,
    });
    Facet { values: values.collect(), label, key }
}

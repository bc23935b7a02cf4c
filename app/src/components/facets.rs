use leptos::prelude::*;
use types::catalog::{Facet, FacetValue, Facets, MADE_BY, OptionValue, PriceFields};
use words::t;

use super::Swatch;

/// Characters of a price as it can be typed.
pub const PRICE_LENGTH: usize = 16;
/// Facets that are open from the start, and values of one beyond which it is closed too.
const OPEN: usize = 3;
const FEW_VALUES: usize = 12;

/// Narrows a list: a plain form that leads to the same list with less in it. `kept` goes along unchanged; `with_collections` where
/// the list is of no one collection. Beside the list where there is room for it; on a phone a sheet that its button opens, without a
/// script.
#[component]
pub fn FacetForm(
    facets: Facets,
    action: String,
    kept: Vec<(&'static str, String)>,
    with_collections: bool,
) -> impl IntoView {
    let Facets { collections, groups, price, available } = facets;
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let groups = groups.into_iter().enumerate().map(|(index, facet)| group(facet, index < OPEN));
    view! {
        <div id="filters" class="filters" popover="auto" role="region" aria-label=t!("filter-label")>
            <form class="facets" action=action>
                {kept.collect_view()}
                <div class="filters-head">
                    <h2>{t!("filter-title")}</h2>
                    <button type="button" class="button button-link filters-only-sheet" popovertarget="filters" popovertargetaction="hide">
                        {t!("filter-close")}
                    </button>
                </div>
                {available.map(|value| view! { <ul class="facet-values">{tick("available", "checkbox", in_stock(value))}</ul> })}
                {prices(price)}
                {(with_collections && !collections.is_empty()).then(|| one_of(collections))}
                {groups.collect_view()}
                <div class="filters-foot"><button class="button button-wide">{t!("filter-show")}</button></div>
            </form>
        </div>
    }
}

/// Opens the sheet, where there is one.
#[component]
pub fn FilterButton(chosen: usize) -> impl IntoView {
    let words = if chosen == 0 { t!("filter-title") } else { t!("filter-chosen", count = chosen) };
    view! {
        <button type="button" class="button button-quiet filters-only-sheet" popovertarget="filters">{words}</button>
    }
}

/// What a facet is called: most bear the name of an option of the merchant's.
pub fn facet_name(facet: &Facet) -> String {
    if facet.key == MADE_BY { t!("filter-made-by") } else { facet.label.clone() }
}

/// The filter of what can be bought now, in the words of whoever reads it.
fn in_stock(value: FacetValue) -> FacetValue {
    FacetValue { label: t!("filter-in-stock"), ..value }
}

fn group(facet: Facet, first: bool) -> AnyView {
    let label = facet_name(&facet);
    let values = facet.values;
    let open = values.iter().any(|value| value.chosen) || first && values.len() <= FEW_VALUES;
    let values = values.into_iter().map(|value| tick("facet", "checkbox", value));
    view! {
        <details class="facet" open=open>
            <summary>{label.clone()}</summary>
            <fieldset>
                <legend class="visually-hidden">{label}</legend>
                <ul class="facet-values">{values.collect_view()}</ul>
            </fieldset>
        </details>
    }
    .into_any()
}

fn one_of(collections: Vec<FacetValue>) -> AnyView {
    let any = FacetValue {
        value: String::new(),
        label: t!("filter-all"),
        swatch: None,
        count: None,
        at_least: false,
        chosen: collections.iter().all(|value| !value.chosen),
    };
    let shown = collections.into_iter().filter(|value| value.chosen || value.count != Some(0));
    let values = [any].into_iter().chain(shown).map(|value| tick("collection", "radio", value));
    view! {
        <details class="facet" open>
            <summary>{t!("filter-collection")}</summary>
            <fieldset>
                <legend class="visually-hidden">{t!("filter-collection")}</legend>
                <ul class="facet-values">{values.collect_view()}</ul>
            </fieldset>
        </details>
    }
    .into_any()
}

fn tick(name: &'static str, kind: &'static str, value: FacetValue) -> AnyView {
    let count = value.count.map(|count| {
        let more = if value.at_least && count > 0 { "+" } else { "" };
        view! { <span class="facet-count">{format!("({count}{more})")}</span> }
    });
    view! {
        <li>
            <label class="facet-value">
                <input type=kind name=name value=value.value checked=value.chosen/>
                <Swatch value=OptionValue { name: String::new(), swatch: value.swatch }/>
                <span>{value.label}</span>
                {count}
            </label>
        </li>
    }
    .into_any()
}

fn prices(price: PriceFields) -> AnyView {
    let PriceFields { lowest, highest, error, .. } = price;
    let wrong = error.is_some();
    let field = |id: &'static str, name: &'static str, label: String, value: String| {
        view! {
            <span class="field">
                <label for=id>{label}</label>
                <input id=id name=name value=value inputmode="decimal" autocomplete="off" maxlength=PRICE_LENGTH.to_string()
                    aria-invalid=wrong.then_some("true") aria-describedby=wrong.then_some("price-error")/>
            </span>
        }
    };
    view! {
        <fieldset class="facet-prices">
            <legend>{t!("filter-price")}</legend>
            {field("price-min", "min", t!("filter-price-from"), lowest)}
            {field("price-max", "max", t!("filter-price-to"), highest)}
            {error.map(|words| view! { <p class="field-error" id="price-error">{words}</p> })}
        </fieldset>
    }
    .into_any()
}

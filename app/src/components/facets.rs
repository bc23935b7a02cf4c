use leptos::prelude::*;
use types::catalog::{FacetValue, Facets};

/// Narrows a list: a plain form that leads to the same list with less in it. `kept` goes along unchanged; `with_collections` where
/// the list is of no one collection.
#[component]
pub fn FacetForm(
    facets: Facets,
    action: String,
    kept: Vec<(&'static str, String)>,
    with_collections: bool,
) -> impl IntoView {
    let narrowed = facets.is_narrowed();
    let Facets { collections, prices, available } = facets;
    let kept = kept.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let clear = action.clone();
    view! {
        <form class="facets" action=action aria-label="Narrow the list">
            {kept.collect_view()}
            {(with_collections && !collections.is_empty()).then(|| choice("collection", "Collection", "All", collections))}
            {choice("price", "Price", "Any", prices)}
            {available.map(tick)}
            <button class="button button-quiet">"Narrow"</button>
            {narrowed.then(|| view! { <a href=clear>"Show all"</a> })}
        </form>
    }
}

fn choice(name: &'static str, label: &'static str, none: &'static str, values: Vec<FacetValue>) -> AnyView {
    let id = format!("facet-{name}");
    let options = values.into_iter().filter(|value| value.chosen || value.count != Some(0)).map(|value| {
        let text = counted(&value);
        view! { <option value=value.value selected=value.chosen>{text}</option> }
    });
    view! {
        <span class="facet">
            <label for=id.clone()>{label}</label>
            <select id=id name=name><option value="">{none}</option>{options.collect_view()}</select>
        </span>
    }
    .into_any()
}

fn tick(value: FacetValue) -> AnyView {
    let text = counted(&value);
    view! {
        <label class="facet facet-tick">
            <input type="checkbox" name="available" value=value.value checked=value.chosen/>
            <span>{text}</span>
        </label>
    }
    .into_any()
}

/// The number, where somebody has counted.
fn counted(value: &FacetValue) -> String {
    match value.count {
        Some(count) => format!("{} ({count})", value.label),
        None => value.label.clone(),
    }
}

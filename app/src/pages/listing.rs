mod place;

use leptos::prelude::*;
use types::catalog::{COUNTED, CollectionView, Facets, Listing, ProductCard, Sort, Spelling};
use words::t;

use self::place::Place;
pub(super) use self::place::search;
use super::{count_of_products, excerpt};
use crate::{
    components::{
        Breadcrumbs, Crumb, FacetForm, FilterButton, GAP, Notice, Pagination, ProductGrid, Shelf, Tone, around,
    },
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// Pictures in a phone's first row, loaded at once. More of them would keep its stylesheet waiting on a slow connection; those of wider
/// windows follow as soon as it is there.
const EAGER_PICTURES: usize = 2;

/// Which address a list is shown at; its links keep to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedAt {
    /// `/products`
    Products,
    /// `/collections/{slug}`
    Collection,
    /// `/search`
    Search,
}

/// A page of products: all of them, a collection, or what a search found.
pub fn listing(shell: Shell, at: ListedAt, view: Listing) -> String {
    render(move || {
        let place = Place::of(at, &view);
        let heading = heading(at, &view);
        let trail = vec![Crumb::new(t!("home-link"), "/")];
        let page = head(&shell, at, &place, &view, &trail);
        let Listing { collection, query, spelling, sort, items, total, is_cut, page: number, pages, facets, popular } =
            view;
        let rest = (number == pages).then(|| rest(total, is_cut)).flatten();
        // Without a search there is nothing to narrow yet, and nothing found is not less when narrowed.
        let narrows = !is_unasked(at, &query) && (!items.is_empty() || facets.is_narrowed());
        let price_error = facets.price.error.clone();
        let chosen = place.chips().len();
        let panel = narrows.then(|| facet_form(&place, at, sort, facets));
        let (links, is_empty) = (place.clone(), items.is_empty());
        let found = match is_empty {
            true => nothing(at, &query, total, chosen > 0, spelling.instead.clone()),
            false => view! {
                <h2 class="visually-hidden">{t!("list-goods")}</h2>
                <ProductGrid items eager=EAGER_PICTURES/>
            }
            .into_any(),
        };
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=heading.clone()/>
                <header class="listing-head">
                    <h1>{heading}</h1>
                    {collection.map(introduction)}
                    {(at == ListedAt::Search).then(|| search_form(query.clone()))}
                    {corrected(&query, spelling)}
                </header>
                <div class="listing" class:listing-narrowed=narrows>
                    {panel}
                    <div class="listing-found">
                        {price_error.map(|words| view! { <Notice tone=Tone::Error>{words}</Notice> })}
                        {narrows.then(|| view! {
                            <div class="listing-bar">
                                <p class="quiet" role="status">{count_of_products(total)}</p>
                                <FilterButton chosen/>
                                {sort_form(&place, sort)}
                            </div>
                        })}
                        {chips(&place, sort)}
                        {found}
                        <Pagination page=number pages href=move |to| links.href(sort, to)/>
                        {rest.map(|words| view! { <p class="quiet listing-end">{words}</p> })}
                    </div>
                </div>
                {shelf(popular)}
            </Layout>
        }
    })
}

/// What the page says of itself before its content.
fn head(shell: &Shell, at: ListedAt, place: &Place, view: &Listing, trail: &[Crumb]) -> Page {
    let heading = heading(at, view);
    // Lists narrowed in every way would be no end of pages for search engines.
    let private = !view.query.is_empty() || at == ListedAt::Search || !place.chips().is_empty();
    Page {
        data: vec![structured::breadcrumbs(shell.site(), trail, &heading)],
        description: description(shell, view),
        private,
        canonical: (!private).then(|| canonical(place, view)),
        image: view.items.first().and_then(|card| card.image.as_ref()).map(|image| image.url.clone()),
        title: heading,
        ..Page::default()
    }
}

/// How to see what a list has not shown by its last page.
fn rest(total: u64, is_cut: bool) -> Option<String> {
    match is_cut {
        true => Some(t!("list-cut")),
        false => (total > COUNTED).then(|| t!("list-narrow")),
    }
}

/// The one address of a list that search engines should know: a page of it in the merchant's order, and for whatever is sorted the list
/// from its beginning.
fn canonical(place: &Place, view: &Listing) -> String {
    let page = if view.sort == Sort::default() { view.page } else { 1 };
    place.href(Sort::default(), page)
}

fn heading(at: ListedAt, view: &Listing) -> String {
    match (at, &view.collection) {
        (ListedAt::Search, _) if view.query.is_empty() => t!("list-search"),
        (_, _) if !view.query.is_empty() => t!("list-results", query = &view.query),
        (_, Some(collection)) => collection.title.clone(),
        (_, None) => t!("all-products"),
    }
}

/// A collection's own beginning; of the rest, whose goods they are.
fn description(shell: &Shell, view: &Listing) -> String {
    let written = view.collection.as_ref().map(|collection| excerpt(&collection.description_html, 160));
    written.filter(|text| !text.is_empty()).unwrap_or_else(|| t!("list-description", shop = &*shell.chrome.shop_name))
}

fn introduction(collection: CollectionView) -> Option<impl IntoView> {
    let html = collection.description_html;
    (!html.is_empty()).then(|| view! { <div class="prose" inner_html=html></div> })
}

fn search_form(query: String) -> AnyView {
    view! {
        <form class="search-again" role="search" action="/search">
            <label class="visually-hidden" for="search-again">{t!("search-label")}</label>
            <input id="search-again" type="search" name="q" value=query maxlength="200"/>
            <button class="button">{t!("search-button")}</button>
        </form>
    }
    .into_any()
}

fn is_unasked(at: ListedAt, query: &str) -> bool {
    at == ListedAt::Search && query.is_empty()
}

/// What the list is of, where that is not what was typed.
fn corrected(query: &str, spelling: Spelling) -> Option<AnyView> {
    let words = spelling.corrected?;
    let link = view! { <a href=search(&words)>{t!("list-quoted", words = &words)}</a> };
    Some(view! { <p>{around(&t!("list-corrected", query = query, instead = GAP), link)}</p> }.into_any())
}

fn facet_form(place: &Place, at: ListedAt, sort: Sort, facets: Facets) -> AnyView {
    let mut kept = place.unnarrowed();
    if sort != Sort::default() {
        kept.push(("sort", sort.as_str().to_owned()));
    }
    let with_collections = at != ListedAt::Collection;
    view! { <FacetForm facets action=place.path().to_owned() kept with_collections/> }.into_any()
}

/// What the list is narrowed to; each leads to the list without it.
fn chips(place: &Place, sort: Sort) -> Option<AnyView> {
    let chips = place.chips();
    if chips.is_empty() {
        return None;
    }
    let links = chips.iter().map(|chip| {
        view! {
            <li>
                <a class="filter-chip" rel="nofollow" href=place.without(chip).href(sort, 1)>
                    <span class="visually-hidden">{t!("list-remove")}</span>{chip.label.clone()}<span aria-hidden="true">"×"</span>
                </a>
            </li>
        }
    });
    Some(
        view! {
            <ul class="filter-chips" aria-label=t!("list-chosen")>
                {links.collect_view()}
                <li><a class="filter-clear" href=place.cleared().href(sort, 1)>{t!("list-cleared")}</a></li>
            </ul>
        }
        .into_any(),
    )
}

fn sort_form(place: &Place, current: Sort) -> AnyView {
    let kept = place.parameters().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let options = Sort::ALL.map(|sort| {
        view! { <option value=sort.as_str() selected=sort == current>{sort_name(sort)}</option> }
    });
    view! {
        <form class="sort" action=place.path().to_owned()>
            {kept.collect_view()}
            <label for="sort">{t!("list-sort-by")}</label>
            <select id="sort" name="sort">{options.into_iter().collect_view()}</select>
            <button class="button button-quiet">{t!("list-sort")}</button>
        </form>
    }
    .into_any()
}

fn sort_name(sort: Sort) -> String {
    match sort {
        Sort::Featured => t!("sort-featured"),
        Sort::Newest => t!("sort-newest"),
        Sort::PriceAsc => t!("sort-price-asc"),
        Sort::PriceDesc => t!("sort-price-desc"),
        Sort::Title => t!("sort-title"),
    }
}

fn nothing(at: ListedAt, query: &str, total: u64, is_narrowed: bool, instead: Vec<String>) -> AnyView {
    let text = match (at, query) {
        _ if total > 0 => t!("list-beyond"),
        _ if is_narrowed => t!("list-narrowed-away"),
        (ListedAt::Search, "") => t!("list-unasked"),
        (_, "") => t!("list-empty"),
        (_, query) => t!("list-unmatched", query = query),
    };
    let instead = instead.into_iter().map(|words| view! { <li><a href=search(&words)>{words.clone()}</a></li> });
    let instead = instead.collect::<Vec<_>>();
    view! {
        <div class="empty">
            <p>{text}</p>
            {(!instead.is_empty()).then(|| view! {
                <p id="instead">{t!("list-instead")}</p>
                <ul class="search-instead" aria-labelledby="instead">{instead}</ul>
            })}
            <a class="button button-quiet" href="/products">{t!("see-everything")}</a>
        </div>
    }
    .into_any()
}

fn shelf(popular: Vec<ProductCard>) -> Option<AnyView> {
    let title = t!("shelf-popular");
    (!popular.is_empty()).then(|| view! { <Shelf id="popular" title items=popular eager=EAGER_PICTURES/> }.into_any())
}

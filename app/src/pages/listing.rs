use leptos::prelude::*;
use types::catalog::{CollectionView, FacetValue, Facets, Listing, Sort};
use url::form_urlencoded;

use super::excerpt;
use crate::{
    components::{Breadcrumbs, Crumb, FacetForm, Pagination, ProductGrid},
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// Pictures in the first rows, loaded at once.
const EAGER_PICTURES: usize = 4;

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
        let trail = vec![Crumb::new("Home", "/")];
        let private = !view.query.is_empty() || at == ListedAt::Search;
        let page = Page {
            data: vec![structured::breadcrumbs(&shell.origin, &trail, &heading)],
            description: view.collection.as_ref().map_or_else(String::new, |c| excerpt(&c.description_html, 160)),
            private,
            canonical: (!private).then(|| canonical(&view)),
            image: view.items.first().and_then(|card| card.image.as_ref()).map(|image| image.url.clone()),
            title: heading.clone(),
            ..Page::default()
        };
        let Listing { collection, query, sort, items, total, page: number, pages, facets } = view;
        // Without a search there is nothing to narrow yet.
        let narrows = !is_unasked(at, &query) && (!items.is_empty() || facets.is_narrowed());
        let facets = narrows.then(|| facet_form(&place, at, sort, facets));
        let is_empty = items.is_empty();
        let links = place.clone();
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=heading.clone()/>
                <header class="listing-head">
                    <h1>{heading}</h1>
                    {collection.map(introduction)}
                    {(at == ListedAt::Search).then(|| search_form(query.clone()))}
                </header>
                {facets}
                {(!is_empty).then(|| view! {
                    <div class="listing-bar">
                        <p class="quiet">{count_of_products(total)}</p>
                        {sort_form(&place, sort)}
                    </div>
                })}
                {if is_empty { nothing(at, &query, total).into_any() } else { view! { <ProductGrid items eager=EAGER_PICTURES/> }.into_any() }}
                <Pagination page=number pages href=move |to| links.href(sort, to)/>
            </Layout>
        }
    })
}

/// The one address of a list that search engines should know: a page of it in the merchant's order, and for whatever is sorted or
/// narrowed the whole list from its beginning. A collection has its own, wherever it was asked for.
fn canonical(view: &Listing) -> String {
    let path = match &view.collection {
        Some(collection) => format!("/collections/{}", collection.slug),
        None => "/products".to_owned(),
    };
    let is_narrowed = view.facets.prices.iter().chain(&view.facets.available).any(|value| value.chosen);
    match view.page {
        page @ 2.. if view.sort == Sort::default() && !is_narrowed => format!("{path}?page={page}"),
        _ => path,
    }
}

fn heading(at: ListedAt, view: &Listing) -> String {
    match (at, &view.collection) {
        (ListedAt::Search, _) if view.query.is_empty() => "Search".to_owned(),
        (_, _) if !view.query.is_empty() => format!("Results for “{}”", view.query),
        (_, Some(collection)) => collection.title.clone(),
        (_, None) => "All products".to_owned(),
    }
}

fn introduction(collection: CollectionView) -> Option<impl IntoView> {
    let html = collection.description_html;
    (!html.is_empty()).then(|| view! { <div class="prose" inner_html=html></div> })
}

fn search_form(query: String) -> AnyView {
    view! {
        <form class="search-again" role="search" action="/search">
            <label class="visually-hidden" for="search-again">"Search products"</label>
            <input id="search-again" type="search" name="q" value=query maxlength="200"/>
            <button class="button">"Search"</button>
        </form>
    }
    .into_any()
}

fn is_unasked(at: ListedAt, query: &str) -> bool {
    at == ListedAt::Search && query.is_empty()
}

fn facet_form(place: &Place, at: ListedAt, sort: Sort, facets: Facets) -> AnyView {
    let narrowing = ["collection", "price", "available"];
    let mut kept: Vec<_> = place.parameters.iter().filter(|(name, _)| !narrowing.contains(name)).cloned().collect();
    if sort != Sort::default() {
        kept.push(("sort", sort.as_str().to_owned()));
    }
    let with_collections = at != ListedAt::Collection;
    view! { <FacetForm facets action=place.path.clone() kept with_collections/> }.into_any()
}

fn sort_form(place: &Place, current: Sort) -> AnyView {
    let kept = place.parameters.clone().into_iter();
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let options = Sort::ALL.map(|sort| {
        view! { <option value=sort.as_str() selected=sort == current>{sort.label()}</option> }
    });
    view! {
        <form class="sort" action=place.path.clone()>
            {kept}
            <label for="sort">"Sort by"</label>
            <select id="sort" name="sort">{options.into_iter().collect_view()}</select>
            <button class="button button-quiet">"Sort"</button>
        </form>
    }
    .into_any()
}

fn nothing(at: ListedAt, query: &str, total: u64) -> AnyView {
    let text = match (at, query) {
        _ if total > 0 => "There is nothing on this page. Go back to the first.".to_owned(),
        (ListedAt::Search, "") => "What are you looking for?".to_owned(),
        (_, "") => "Nothing here yet. Come back soon.".to_owned(),
        (_, query) => format!("Nothing matches “{query}”. Try fewer or other words, or look through everything."),
    };
    view! {
        <div class="empty">
            <p>{text}</p>
            <a class="button button-quiet" href="/products">"See everything"</a>
        </div>
    }
    .into_any()
}

fn count_of_products(total: u64) -> String {
    if total == 1 { "1 product".to_owned() } else { format!("{total} products") }
}

/// What the list is narrowed to, of one kind.
fn chosen(values: &[FacetValue]) -> Option<String> {
    values.iter().find(|value| value.chosen).map(|value| value.value.clone())
}

/// Where a list is, with the parameters its links keep.
#[derive(Clone, Debug)]
struct Place {
    path: String,
    parameters: Vec<(&'static str, String)>,
}

impl Place {
    fn of(at: ListedAt, view: &Listing) -> Self {
        let slug = view.collection.as_ref().map(|collection| collection.slug.clone());
        let mut parameters = Vec::new();
        if !view.query.is_empty() {
            parameters.push(("q", view.query.clone()));
        }
        let facets = &view.facets;
        parameters.extend(chosen(&facets.prices).map(|value| ("price", value)));
        parameters.extend(chosen(facets.available.as_slice()).map(|value| ("available", value)));
        let path = match (at, slug) {
            (ListedAt::Collection, Some(slug)) => format!("/collections/{slug}"),
            (ListedAt::Search, slug) => {
                parameters.extend(slug.map(|slug| ("collection", slug)));
                "/search".to_owned()
            }
            (_, slug) => {
                parameters.extend(slug.map(|slug| ("collection", slug)));
                "/products".to_owned()
            }
        };
        Self { path, parameters }
    }

    /// Address of one page in one order; what is the default is left out.
    fn href(&self, sort: Sort, page: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters);
        if sort != Sort::default() {
            query.append_pair("sort", sort.as_str());
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        match query.finish().as_str() {
            "" => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_was_asked_and_leave_out_defaults() {
        let place = Place { path: "/search".into(), parameters: vec![("q", "tent & \"rope\"".into())] };
        assert_eq!(place.href(Sort::Featured, 1), "/search?q=tent+%26+%22rope%22");
        assert_eq!(place.href(Sort::PriceAsc, 2), "/search?q=tent+%26+%22rope%22&sort=price-asc&page=2");
        let place = Place { path: "/products".into(), parameters: Vec::new() };
        assert_eq!(place.href(Sort::Featured, 1), "/products");
    }
}

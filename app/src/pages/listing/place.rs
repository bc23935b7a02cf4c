//! Where a list is, and the ways from there to the same list with more, less or other things in it.

use types::catalog::{FacetValue, Listing, Sort};
use url::form_urlencoded;
use words::t;

use super::ListedAt;
use crate::components::facet_name;

/// Where a list is, with what its links keep.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    path: String,
    /// What the list is of.
    of: Vec<(&'static str, String)>,
    /// What it is narrowed to.
    chips: Vec<Chip>,
}

/// One thing a list is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    /// As people read it.
    pub label: String,
    parameters: Vec<(&'static str, String)>,
}

impl Chip {
    fn new(label: String, name: &'static str, value: &FacetValue) -> Self {
        Self { label, parameters: vec![(name, value.value.clone())] }
    }
}

/// The address of a search.
pub(in crate::pages) fn search(words: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
    format!("/search?{query}")
}

impl Place {
    pub(super) fn of(at: ListedAt, view: &Listing) -> Self {
        let mut of = Vec::new();
        if !view.query.is_empty() {
            of.push(("q", view.query.clone()));
        }
        let path = match (at, &view.collection) {
            (ListedAt::Collection, Some(collection)) => format!("/collections/{}", collection.slug),
            (ListedAt::Search, _) => "/search".to_owned(),
            _ => "/products".to_owned(),
        };
        Self { path, of, chips: chips(at, view) }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// All that its links keep.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.of.iter().chain(self.chips.iter().flat_map(|chip| &chip.parameters)).cloned()
    }

    /// What a form keeps that narrows the list anew.
    pub(super) fn unnarrowed(&self) -> Vec<(&'static str, String)> {
        self.of.clone()
    }

    /// The list that is not narrowed to this.
    pub(super) fn without(&self, chip: &Chip) -> Self {
        let others = self.chips.iter().filter(|other| *other != chip).cloned().collect();
        Self { chips: others, ..self.clone() }
    }

    /// The whole list.
    pub(super) fn cleared(&self) -> Self {
        Self { chips: Vec::new(), ..self.clone() }
    }

    /// Address of one page in one order; what is the default is left out.
    pub(super) fn href(&self, sort: Sort, page: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.parameters());
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

fn chips(at: ListedAt, view: &Listing) -> Vec<Chip> {
    let facets = &view.facets;
    let stock = facets.available.iter().filter(|value| value.chosen);
    let mut chips: Vec<Chip> = stock.map(|value| Chip::new(t!("filter-in-stock"), "available", value)).collect();
    if at != ListedAt::Collection {
        let collections = facets.collections.iter().filter(|value| value.chosen);
        chips.extend(collections.map(|value| Chip::new(value.label.clone(), "collection", value)));
    }
    if let Some(label) = &facets.price.label {
        let fields = [("min", &facets.price.lowest), ("max", &facets.price.highest)];
        let typed = fields.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, text.clone()));
        chips.push(Chip { label: label.clone(), parameters: typed.collect() });
    }
    for group in &facets.groups {
        let chosen = group.values.iter().filter(|value| value.chosen);
        let told = |value: &FacetValue| t!("filter-value", facet = facet_name(group), value = &value.label);
        chips.extend(chosen.map(|value| Chip::new(told(value), "facet", value)));
    }
    chips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_was_asked_and_leave_out_defaults() {
        let of = vec![("q", "tent & \"rope\"".to_owned())];
        let place = Place { path: "/search".into(), of, chips: Vec::new() };
        assert_eq!(place.href(Sort::Featured, 1), "/search?q=tent+%26+%22rope%22");
        assert_eq!(place.href(Sort::PriceAsc, 2), "/search?q=tent+%26+%22rope%22&sort=price-asc&page=2");
        let place = Place { path: "/products".into(), ..Place::default() };
        assert_eq!(place.href(Sort::Featured, 1), "/products");
    }

    #[test]
    fn each_chip_leads_to_the_list_without_it() {
        let chip = |value: &str| Chip { label: value.into(), parameters: vec![("facet", value.into())] };
        let place = Place { path: "/products".into(), chips: vec![chip("a.b"), chip("a.c")], ..Place::default() };
        assert_eq!(place.href(Sort::Title, 1), "/products?facet=a.b&facet=a.c&sort=title");
        assert_eq!(place.without(&place.chips()[0]).href(Sort::Featured, 1), "/products?facet=a.c");
        assert_eq!(place.cleared().href(Sort::Featured, 3), "/products?page=3");
    }
}

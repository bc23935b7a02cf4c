//! What a page says to programs that read it: schema.org's words as JSON-LD. Made from what the page shows and from nothing else.

use leptos::prelude::*;
use serde_json::{Value, json};
use types::catalog::{ProductView, VariantView};

use crate::{components::Crumb, layout::Site};

/// More variants than this are told as a range of prices.
const MOST_OFFERS: usize = 30;
const CONTEXT: &str = "https://schema.org";

/// The element that carries `data`. Browsers take it for text of no known kind and run nothing of it, so the content policy does not
/// keep it out.
pub(crate) fn element(data: &Value) -> impl IntoView + use<> {
    view! { <script type="application/ld+json" inner_html=text(data)></script> }
}

/// JSON in which nothing can end the element it stands in, or open a comment there.
fn text(data: &Value) -> String {
    let json = data.to_string();
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// The shop, and how to search it.
pub(crate) fn shop(site: Site<'_>, name: &str) -> Vec<Value> {
    let home = site.page("/");
    vec![
        json!({ "@context": CONTEXT, "@type": "Organization", "name": name, "url": home, "logo": site.file("/icons/512.png") }),
        json!({
            "@context": CONTEXT, "@type": "WebSite", "name": name, "url": home,
            "potentialAction": {
                "@type": "SearchAction",
                "target": { "@type": "EntryPoint", "urlTemplate": site.page("/search?q={search_term_string}") },
                "query-input": "required name=search_term_string",
            },
        }),
    ]
}

/// The way to a page, as its breadcrumbs show it.
pub(crate) fn breadcrumbs(site: Site<'_>, trail: &[Crumb], here: &str) -> Value {
    let above = trail.iter().map(|crumb| (crumb.label.as_str(), Some(site.page(&crumb.href))));
    let steps = above.chain([(here, None)]).enumerate().map(|(index, (name, item))| {
        let mut step = json!({ "@type": "ListItem", "position": index + 1, "name": name });
        if let Some(item) = item {
            step["item"] = item.into();
        }
        step
    });
    json!({ "@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() })
}

/// A product with what it costs and whether it can be bought. None where it is not for sale yet: without an offer there is nothing to tell.
pub(crate) fn product(site: Site<'_>, view: &ProductView, description: &str) -> Option<Value> {
    let first = view.variants.first()?;
    let url = site.page(&format!("/products/{}", view.slug));
    let images: Vec<_> = view.images.iter().map(|image| site.file(&image.url)).collect();
    let mut data = json!({ "@context": CONTEXT, "@type": "Product", "name": view.title, "url": url, "offers": offers(&url, view) });
    if !images.is_empty() {
        data["image"] = images.into();
    }
    if !description.is_empty() {
        data["description"] = description.into();
    }
    if !view.vendor.is_empty() {
        data["brand"] = json!({ "@type": "Brand", "name": view.vendor });
    }
    if let Some(rating) = view.reviews.as_ref().map(|reviews| reviews.rating).filter(|rating| rating.count > 0) {
        data["aggregateRating"] = json!({
            "@type": "AggregateRating", "ratingValue": rating.average(), "reviewCount": rating.count, "bestRating": 5, "worstRating": 1,
        });
    }
    if let (Some(sku), 1) = (&first.sku, view.variants.len()) {
        data["sku"] = sku.as_str().into();
    }
    Some(data)
}

fn offers(url: &str, view: &ProductView) -> Value {
    if view.variants.len() <= MOST_OFFERS {
        return view.variants.iter().map(|variant| offer(url, view, variant)).collect();
    }
    let prices = || view.variants.iter().map(|variant| variant.price);
    let (low, high) = (prices().min_by_key(|price| price.amount), prices().max_by_key(|price| price.amount));
    let best = view.variants.iter().find(|variant| variant.available).or(view.variants.first());
    json!({
        "@type": "AggregateOffer", "offerCount": view.variants.len(),
        "lowPrice": low.map(|price| price.to_decimal()), "highPrice": high.map(|price| price.to_decimal()),
        "priceCurrency": low.map(|price| price.currency.code()),
        "availability": best.map(|variant| availability(view, variant)),
    })
}

fn offer(url: &str, view: &ProductView, variant: &VariantView) -> Value {
    let several = view.variants.len() > 1;
    let url = if several { format!("{url}?variant={}", variant.id) } else { url.to_owned() };
    let mut offer = json!({
        "@type": "Offer", "url": url, "price": variant.price.to_decimal(), "priceCurrency": variant.price.currency.code(),
        "availability": availability(view, variant), "itemCondition": "https://schema.org/NewCondition",
    });
    if several {
        offer["name"] = variant.title.as_str().into();
    }
    if let Some(sku) = &variant.sku {
        offer["sku"] = sku.as_str().into();
    }
    if let Some(drop) = &view.drop {
        offer["availabilityStarts"] = drop.starts_at.as_str().into();
    }
    offer
}

/// As the page says it: what is sold in a drop is there for some, from its beginning on.
fn availability(view: &ProductView, variant: &VariantView) -> &'static str {
    match (variant.available, &view.drop) {
        (false, _) => "https://schema.org/OutOfStock",
        (true, Some(_)) => "https://schema.org/LimitedAvailability",
        (true, None) => "https://schema.org/InStock",
    }
}

#[cfg(test)]
mod tests {
    use types::catalog::DropLink;

    use super::*;
    use crate::{pages::tests::samples, render::render};

    const ADDRESS: &str = "https://shop.example/products/tote";

    #[test]
    fn no_text_leaves_the_element() {
        for hostile in
            ["</script><script>alert(1)</script>", "<!--<script>", "]]>&lt;/script&gt;\u{2028}\"\\", "</SCRIPT >"]
        {
            let data = json!({ "name": hostile });
            let html = render({
                let data = data.clone();
                move || element(&data)
            });
            let inside = html.strip_prefix("<script type=\"application/ld+json\">").unwrap();
            let inside = inside.strip_suffix("</script>").unwrap();
            assert!(!inside.contains(['<', '>', '&', '\u{2028}']), "{inside}");
            assert_eq!(serde_json::from_str::<Value>(inside).unwrap(), data, "and it says what it said");
        }
    }

    #[test]
    fn a_few_variants_are_an_offer_each_and_many_are_a_range() {
        let told = |variants: usize| offers(ADDRESS, &samples::product("Tote", variants));
        assert_eq!(told(MOST_OFFERS).as_array().map(Vec::len), Some(MOST_OFFERS));
        let range = told(MOST_OFFERS + 1);
        assert_eq!((&range["@type"], &range["offerCount"]), (&json!("AggregateOffer"), &json!(MOST_OFFERS + 1)));
        assert_eq!((&range["lowPrice"], &range["highPrice"]), (&json!("84.00"), &json!("84.30")));
        assert_eq!(range["priceCurrency"], "USD");
        assert_eq!(range["availability"], "https://schema.org/InStock", "the first is gone, the others are not");
    }

    #[test]
    fn many_variants_are_gone_when_all_of_them_are_and_limited_in_a_drop() {
        let mut view = samples::product("Tote", MOST_OFFERS + 1);
        view.drop =
            Some(DropLink { slug: "tote".into(), title: "Totes".into(), starts_at: "2026-11-27T18:00:00Z".into() });
        assert_eq!(offers(ADDRESS, &view)["availability"], "https://schema.org/LimitedAvailability");
        view.variants.iter_mut().for_each(|variant| variant.available = false);
        assert_eq!(offers(ADDRESS, &view)["availability"], "https://schema.org/OutOfStock");
    }

    #[test]
    fn the_way_here_is_numbered_and_ends_here() {
        let site = Site::new("https://shop.example", "de:EUR".parse().unwrap());
        let data = breadcrumbs(site, &[Crumb::new("Home", "/")], "Tote");
        assert_eq!(data["itemListElement"][0]["item"], "https://shop.example/de/");
        assert_eq!(
            (&data["itemListElement"][1]["position"], &data["itemListElement"][1]["name"]),
            (&json!(2), &json!("Tote"))
        );
    }
}

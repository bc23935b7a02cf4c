//! Extras on pages: there, left for the browser, or gone without a trace.

use scraper::Html;
use types::{
    catalog::ProductCard,
    flag::{Extras, Spot},
};

use super::*;
use crate::layout::Shell;

fn shell(extras: Extras) -> Shell {
    let mut shell = samples::shell("T");
    shell.chrome.extras = extras;
    shell
}

fn product_html(extras: Extras, related: Vec<ProductCard>) -> String {
    let view = samples::product("Tote", 3);
    product(shell(extras), view, Delivery::default(), related, Choice::default(), Notes::default())
}

fn product_page(extras: Extras) -> Html {
    Html::parse_document(&product_html(extras, vec![samples::card("Alike")]))
}

const WIDGETS: [&str; 7] = [
    "#related",
    "[data-extra=recent]",
    "input[data-suggest], .suggestions",
    "[data-live-stock]",
    "form.newsletter",
    "[data-zoom]",
    "script[src^='/extras.js']",
];

#[test]
fn every_widget_is_on_a_calm_page_and_none_on_a_light_one() {
    let (calm, light) =
        (product_page(samples::extras(Spot::Shown)), product_page(Extras { light: true, ..Extras::default() }));
    for widget in WIDGETS {
        assert!(!all(&calm, widget).is_empty(), "{widget}");
        assert!(all(&light, widget).is_empty(), "{widget}");
    }
    assert!(all(&light, "[data-extra], [data-some], [data-stock], dialog").is_empty(), "no place is left empty");
    assert_eq!(all(&light, "script").len(), 1, "it has the loader alone");
    assert!(text_of(&light, ".busy[role=status]").contains("put the extras away"));
    assert!(all(&calm, ".busy").is_empty());
    assert_eq!(all(&light, "form.buy[action='/cart/lines'] button").len(), 1, "it still sells");
}

#[test]
fn the_line_of_the_stock_is_there_before_anything_is_scarce() {
    let lines = |extras, for_sale| {
        let mut view = samples::product("Tote", 1);
        (view.variants[0].for_sale, view.variants[0].available) = (for_sale, true);
        let page = product(shell(extras), view, Delivery::default(), Vec::new(), Choice::default(), Notes::default());
        let line = all(&Html::parse_document(&page), ".offer .stock:not(.stock-few)").len();
        (line, page.contains("data-stock="))
    };
    let plenty = Some(types::catalog::FEW_LEFT + 1);
    assert_eq!(lines(samples::extras(Spot::Shown), plenty), (1, true));
    assert_eq!(lines(samples::extras(Spot::Shown), None), (1, true));
    assert_eq!(lines(Extras::default(), plenty), (1, false), "nobody watches");
    assert_eq!(lines(samples::extras(Spot::Shown), Some(1)), (0, true), "few are told otherwise");
}

#[test]
fn a_light_page_has_no_face_and_no_scene_of_its_own() {
    let home = |extras| Html::parse_document(&home(shell(extras), samples::home("T")));
    let (calm, light) = (home(samples::extras(Spot::Shown)), home(Extras { light: true, ..Extras::default() }));
    for (page, there) in [(&calm, 1), (&light, 0)] {
        assert_eq!(all(page, "link[rel=preload][as=font]").len(), there);
        assert_eq!(all(page, ".hero-scene[src^='/hero.svg?v=']").len(), there);
        assert_eq!(all(page, "html[data-light]").len(), 1 - there, "the stylesheet asks for none either");
    }
}

#[test]
fn each_widget_goes_alone() {
    let only = |change: fn(&mut Extras)| {
        let mut extras = samples::extras(Spot::Shown);
        change(&mut extras);
        product_page(extras)
    };
    let pages = [
        only(|extras| extras.related = Spot::Nothing),
        only(|extras| extras.recent = Spot::Nothing),
        only(|extras| extras.suggestions = Spot::Nothing),
        only(|extras| extras.live_stock = Spot::Nothing),
        only(|extras| extras.newsletter = Spot::Nothing),
        only(|extras| extras.gallery = Spot::Nothing),
    ];
    for (index, page) in pages.iter().enumerate() {
        for (other, widget) in WIDGETS.iter().enumerate() {
            assert_eq!(all(page, widget).is_empty(), other == index, "{widget} without {}", WIDGETS[index]);
        }
    }
}

#[test]
fn what_some_visitors_see_is_left_for_the_browser() {
    let page = product_page(samples::extras(Spot::Place));
    assert!(all(&page, "#related, form.newsletter").is_empty(), "the page is the same for everyone");
    for place in ["related", "recent", "newsletter"] {
        assert_eq!(all(&page, &format!("[data-extra={place}][data-some][hidden]")).len(), 1, "{place}");
    }
    assert_eq!(all(&page, "input[data-suggest][data-some]").len(), 1);
    assert_eq!(all(&page, "[data-live-stock][data-some]").len(), 1);
    assert_eq!(all(&page, "[data-zoom][data-some]").len(), 1);
    assert_eq!(all(&page, "[data-extra=related] .skeleton-picture").len(), 4, "the shape of what comes");
}

#[test]
fn a_light_page_is_smaller() {
    let bytes = |extras: Extras| {
        let related = if extras.light { Vec::new() } else { vec![samples::card("Alike"); 4] };
        product_html(extras, related).len()
    };
    let (calm, light) = (bytes(samples::extras(Spot::Shown)), bytes(Extras { light: true, ..Extras::default() }));
    assert!(light * 4 <= calm * 3, "{light} of {calm} bytes");
}

#[test]
fn the_last_page_says_how_to_see_what_is_not_in_the_list() {
    let end = |total: u64, is_cut: bool, page: u64| {
        let view = types::catalog::Listing { total, is_cut, page, ..samples::listing("tote") };
        let document = Html::parse_document(&listing(samples::shell("T"), ListedAt::Search, view));
        all(&document, ".listing-end").first().map(|end| end.text().collect::<String>())
    };
    assert!(end(30, true, 9).unwrap().contains("another word"), "filters leave out what was not looked at");
    assert!(end(1_001, false, 9).unwrap().starts_with("Narrow the list"));
    assert_eq!([end(30, false, 9), end(30, true, 2), end(1_000, false, 9)], [None, None, None]);
}

#[test]
fn a_list_is_narrowed_by_a_plain_form_that_keeps_what_was_asked() {
    let document = Html::parse_document(&listing(samples::shell("T"), ListedAt::Search, samples::listing("tote")));
    let form = "form.facets[action='/search']";
    assert_eq!(all(&document, &format!("{form} input[type=hidden][name=q][value=tote]")).len(), 1);
    assert_eq!(all(&document, &format!("{form} input[type=hidden][name=sort][value=price-asc]")).len(), 1);
    assert_eq!(all(&document, &format!("{form} [name=facet][value='colour.moss'][checked]")).len(), 1);
    assert_eq!(all(&document, &format!("{form} input[type=hidden][name=facet]")).len(), 0, "chosen anew");
    assert!(text_of(&document, form).contains("tote(3)"));
    let next = all(&document, ".pagination a[href*='page=3']");
    assert!(next[0].attr("href").unwrap().contains("facet=colour.moss"), "pages keep to what is chosen");
    let chips = all(&document, "a.filter-chip");
    assert_eq!(chips.len(), 2);
    assert!(chips[0].attr("href").unwrap().ends_with("?q=tote&facet=colour.moss&sort=price-asc"), "without the price");
    // The button and the sheet find each other without a script.
    assert_eq!(all(&document, "button[popovertarget=filters]").len(), 2);
    assert_eq!(all(&document, "#filters[popover]").len(), 1);
    let collection = Html::parse_document(&listing(samples::shell("T"), ListedAt::Collection, samples::listing("")));
    assert!(all(&collection, "form.facets [name=collection]").is_empty(), "a collection is one already");
}

//! What is offered below the search while somebody types.

use scraper::Html;
use types::{Locale, catalog::CollectionLink};

use super::*;

fn offered() -> String {
    let collection = CollectionLink { slug: "light".into(), title: "Light".into() };
    suggestions_fragment(Some("tea & light".into()), vec![collection], vec![samples::card("Storm lantern")])
}

#[test]
fn each_is_a_link_to_what_it_says() {
    let list = Html::parse_fragment(&offered());
    let options = all(&list, "[role=listbox] > a[role=option][tabindex='-1'][aria-selected=false]");
    let hrefs: Vec<_> = options.iter().map(|option| option.attr("href").unwrap()).collect();
    assert_eq!(hrefs, ["/search?q=tea+%26+light", "/collections/light", "/products/skerry-waxed-tote"]);
    assert_eq!(text_of(&list, "#suggestion-0").trim(), "tea & light");
    assert_eq!(text_of(&list, "#suggestion-1").trim(), "Light Collection");
    assert_eq!(text_of(&list, "#suggestion-2").trim(), "Storm lantern From $84.00");
    assert_eq!(all(&list, "#suggestion-2 img[alt='']").len(), 1, "its name is read out once");
    assert_eq!(all(&list, "#suggestion-2 img[srcset='/media/0a-320.jpg 320w']").len(), 1, "it is small");
}

#[test]
fn how_many_there_are_is_said_in_each_language() {
    for (locale, label) in [(Locale::En, "3 suggestions"), (Locale::De, "3 Vorschläge"), (Locale::Ar, "اقتراحات")]
    {
        let list = words::speaking(locale, offered);
        let label_of_list = all(&Html::parse_fragment(&list), "#suggestions")[0].attr("aria-label").unwrap().to_owned();
        assert!(label_of_list.ends_with(label), "{label_of_list}");
    }
}

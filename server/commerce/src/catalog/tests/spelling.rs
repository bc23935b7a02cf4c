//! Words typed wrongly, and in which order what is found stands.

use types::{
    admin::ProductInput,
    catalog::{Listing, Spelling},
};

use super::{Shop, active, texts};
use crate::{
    catalog::{ListQuery, create_product, list},
    seed,
};

async fn found(shop: &Shop, q: &str) -> Listing {
    list(&shop.cx, ListQuery { q: q.into(), ..Default::default() }).await.unwrap()
}

fn titles(listing: &Listing) -> Vec<&str> {
    listing.items.iter().map(|card| card.title.as_str()).collect()
}

#[tokio::test]
async fn one_or_two_wrong_letters_still_find_what_was_meant() {
    let shop = Shop::open().await;
    shop.product("Storm lantern", &[], &[(&[], 4_900)]).await;
    shop.product("Enamel mug", &["Colour"], &[(&["Harbour"], 1_800)]).await;
    for (typed, title, corrected) in [
        ("lantren", "Storm lantern", "lantern"),
        ("lamtern", "Storm lantern", "lantern"),
        ("lantrn", "Storm lantern", "lantern"),
        ("stormm lanttern", "Storm lantern", "storm lantern"),
        ("enamle", "Enamel mug", "enamel"),
        ("harbor", "Enamel mug", "harbour"),
    ] {
        let listing = found(&shop, typed).await;
        assert_eq!(titles(&listing), [title], "{typed}");
        assert_eq!(listing.spelling.corrected.as_deref(), Some(corrected), "{typed}");
    }
    let right = found(&shop, "lantern").await;
    assert_eq!((titles(&right), &right.spelling), (vec!["Storm lantern"], &Spelling::default()));
    for other in ["anvil", "mig", "qzxwvqzx", "🏮"] {
        let listing = found(&shop, other).await;
        assert_eq!((listing.total, listing.spelling.corrected), (0, None), "{other}");
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_offers_other_words_and_what_others_like() {
    let shop = Shop::open().await;
    shop.product("Storm lantern", &[], &[(&[], 4_900)]).await;
    shop.product("Enamel mug", &[], &[(&[], 1_800)]).await;
    let listing = found(&shop, "enamel lantern").await;
    assert_eq!(listing.spelling.instead, ["enamel", "lantern"]);
    assert_eq!(listing.popular.len(), 2);
    assert!(found(&shop, "mug").await.popular.is_empty());
}

#[tokio::test]
async fn titles_come_before_labels_and_labels_before_descriptions() {
    let shop = Shop::open().await;
    let told = "<p>Lantern, lantern, lantern: this is about a lantern.</p>";
    let described = ProductInput { description_html: told.into(), ..active("Torch", &[]) };
    let labelled =
        ProductInput { tags: texts(&["lantern"]), description_html: "<p>Bright.</p>".into(), ..active("Lamp", &[]) };
    for input in [described, labelled, active("A lantern for the longest of nights on the water", &[])] {
        let id = create_product(&shop.cx, input).await.unwrap();
        shop.variant(id, &[], 100).await;
    }
    assert_eq!(
        titles(&found(&shop, "lantern").await),
        ["A lantern for the longest of nights on the water", "Lamp", "Torch"]
    );
}

#[tokio::test]
async fn every_title_of_the_demo_is_found_with_a_letter_missing() {
    let shop = Shop::open().await;
    seed::seed(&shop.cx).await.unwrap();
    let all = list(&shop.cx, ListQuery::default()).await.unwrap();
    for card in all.items {
        let Some(word) = card
            .title
            .split_whitespace()
            .find(|word| word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        else {
            continue;
        };
        let typed = format!("{}{}", &word[..3], &word[4..]);
        let listing = found(&shop, &typed).await;
        assert!(listing.total > 0, "{typed} of {}", card.title);
    }
}

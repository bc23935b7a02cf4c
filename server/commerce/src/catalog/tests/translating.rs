//! What products and collections say in other languages.

use types::{
    ErrorCode, Locale, ProductId,
    admin::{CollectionInput, CollectionTranslation, ProductInput, ProductTranslation},
    catalog::{Sort, Spelling},
};

use super::{Shop, active, fields, texts, variant};
use crate::{
    Actor, Cx, Revision, Seen,
    catalog::{
        self, Choice, ListQuery, Narrowing, PriceRange, admin_product, collection_links, create_collection,
        create_product, create_variant, list, list_after, product, suggest, translate, translate_collection,
        translation, update_product,
    },
    seed::seed,
};

impl Shop {
    /// A visitor who speaks `locale`.
    fn visitor(&self, locale: Locale) -> Cx {
        let mut cx = self.asked_by(Actor::Shopper);
        cx.market.locale = locale;
        cx
    }

    /// "Storm lantern" in two colours.
    async fn lantern(&self) -> ProductId {
        let input = ProductInput { tags: texts(&["light"]), ..active("Storm lantern", &["Colour"]) };
        let id = create_product(&self.cx, input).await.unwrap();
        for colour in ["Moss", "Kelp"] {
            create_variant(&self.cx, id, variant(&[colour], 4_900)).await.unwrap();
        }
        id
    }

    async fn say(&self, id: ProductId, locale: Locale, title: &str, terms: &[(&str, &str)]) {
        let terms = terms.iter().map(|(term, words)| ((*term).to_owned(), (*words).to_owned())).collect();
        let words = ProductTranslation { title: title.to_owned(), terms, ..ProductTranslation::default() };
        translate(&self.cx, id, locale, Seen::Any, words).await.unwrap();
    }
}

async fn found(cx: &Cx, q: &str) -> (Vec<String>, Option<String>) {
    let listing = list(cx, ListQuery { q: q.into(), ..ListQuery::default() }).await.unwrap();
    (listing.items.into_iter().map(|card| card.title).collect(), listing.spelling.corrected)
}

#[tokio::test]
async fn what_is_translated_reads_so_and_the_rest_in_english() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    let terms = [("Colour", "Farbe"), ("Moss", "Moos"), ("light", "Licht")];
    shop.say(id, Locale::De, "Sturmlaterne", &terms).await;
    let german = shop.visitor(Locale::De);
    let view = product(&german, "storm-lantern").await.unwrap();
    assert_eq!((view.title.as_str(), &view.tags), ("Sturmlaterne", &texts(&["Licht"])));
    assert_eq!(view.options[0].name, "Farbe");
    let titles: Vec<_> = view.variants.iter().map(|variant| variant.title.as_str()).collect();
    assert_eq!(titles, ["Moos", "Kelp"], "a word that is missing is English");
    for locale in [Locale::En, Locale::Ar] {
        let view = product(&shop.visitor(locale), "storm-lantern").await.unwrap();
        assert_eq!((view.title.as_str(), view.variants[0].title.as_str()), ("Storm lantern", "Moss"), "{locale}");
    }
    let listed = |cx: Cx| async move { list(&cx, ListQuery::default()).await.unwrap().items.remove(0).title };
    assert_eq!(listed(german.clone()).await, "Sturmlaterne");
    assert_eq!(listed(shop.visitor(Locale::En)).await, "Storm lantern");
    german.extras.allow(std::time::Duration::from_secs(60));
    assert_eq!(suggest(&german, "sturm").await.unwrap().products[0].title, "Sturmlaterne");
}

#[tokio::test]
async fn copies_of_a_language_are_outdated_by_its_words() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    let german = shop.visitor(Locale::De);
    for title in ["Laterne", "Sturmlaterne", ""] {
        shop.say(id, Locale::De, title, &[]).await;
        let shown = if title.is_empty() { "Storm lantern" } else { title };
        assert_eq!(product(&german, "storm-lantern").await.unwrap().title, shown);
        assert_eq!(list(&german, ListQuery::default()).await.unwrap().items[0].title, shown);
    }
    assert_eq!(shop.count("product_translation").await, 0, "no words are no row");
    // A change of the English words is one of the German page too.
    let input = admin_product(&shop.cx, id).await.unwrap().input;
    let input = ProductInput { title: "Gale lantern".into(), ..input };
    update_product(&shop.cx, id, Seen::Any, input).await.unwrap();
    assert_eq!(product(&german, "storm-lantern").await.unwrap().title, "Gale lantern");
}

#[tokio::test]
async fn a_search_speaks_the_language_of_its_page() {
    let shop = Shop::open().await;
    let lantern = shop.lantern().await;
    shop.product("Enamel mug", &[], &[(&[], 1_800)]).await;
    shop.say(lantern, Locale::De, "Sturmlaterne", &[("Moss", "Moosgrün")]).await;
    shop.say(lantern, Locale::Ar, "فانوس العواصف", &[]).await;
    let (german, arabic) = (shop.visitor(Locale::De), shop.visitor(Locale::Ar));
    for (cx, q, title) in [
        (&german, "sturmlaterne", "Sturmlaterne"),
        (&german, "sturm", "Sturmlaterne"),
        (&german, "moosgrun", "Sturmlaterne"),
        (&german, "Storm lantern", "Sturmlaterne"),
        (&german, "mug", "Enamel mug"),
        (&arabic, "فانوس", "فانوس العواصف"),
        (&arabic, "الفانوس", "فانوس العواصف"),
        (&arabic, "عواصف", "فانوس العواصف"),
    ] {
        assert_eq!(found(cx, q).await, (vec![title.to_owned()], None), "{q}");
    }
    assert_eq!(found(&shop.visitor(Locale::En), "sturmlaterne").await.0, Vec::<String>::new());
    assert_eq!(found(&german, "فانوس").await.0, Vec::<String>::new());
    // Typed wrongly, in each.
    assert_eq!(found(&german, "sturmlatrene").await, (texts(&["Sturmlaterne"]), Some("sturmlaterne".to_owned())));
    assert_eq!(found(&arabic, "فانوص").await, (texts(&["فانوس العواصف"]), Some("فانوس".to_owned())));
    let english = list(&shop.visitor(Locale::En), ListQuery { q: "sturmlatrene".into(), ..ListQuery::default() }).await;
    assert_eq!(english.unwrap().spelling, Spelling::default(), "no other language's words are offered");
    shop.say(lantern, Locale::De, "", &[]).await;
    assert_eq!(found(&german, "sturmlaterne").await.0, Vec::<String>::new());
}

#[tokio::test]
async fn titles_are_found_without_the_index_too() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    shop.say(id, Locale::De, "Große Sturmlaterne", &[]).await;
    // However quick a search may be, nobody is answered by the index while it rests.
    let found = async |locale: Locale, q: &str| {
        shop.search_rests().await;
        found(&shop.visitor(locale), q).await.0
    };
    assert_eq!(found(Locale::De, "sturm").await, ["Große Sturmlaterne"]);
    assert_eq!(found(Locale::De, "storm").await, Vec::<String>::new(), "it is not called so here");
    assert_eq!(found(Locale::Ar, "storm").await, ["Storm lantern"]);
}

#[tokio::test]
async fn filters_are_called_in_the_language_of_the_page() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    shop.say(id, Locale::De, "", &[("Colour", "Farbe"), ("Moss", "Moos")]).await;
    let narrowing = || {
        let choices = vec![Choice { facet: "colour".into(), values: texts(&["moss"]) }];
        Narrowing { choices, ..Narrowing::default() }
    };
    for (locale, name, values) in [(Locale::De, "Farbe", ["Kelp", "Moos"]), (Locale::En, "Colour", ["Kelp", "Moss"])] {
        let query = ListQuery { narrowing: narrowing(), ..ListQuery::default() };
        for query in [ListQuery::default(), query] {
            let facets = list(&shop.visitor(locale), query).await.unwrap().facets;
            let colour = facets.groups.iter().find(|group| group.key == "colour").unwrap();
            assert_eq!(colour.label, name);
            let labels: Vec<_> = colour.values.iter().map(|value| value.label.as_str()).collect();
            assert_eq!(labels, values);
            assert!(colour.values.iter().any(|value| value.value == "colour.moss"), "addresses stay");
        }
    }
}

/// What is listed in the order of titles, by pages and by cursors.
async fn by_title(cx: &Cx, narrowing: Narrowing) -> Vec<String> {
    let query = ListQuery { sort: Sort::Title, narrowing, ..ListQuery::default() };
    let listed: Vec<_> = list(cx, query.clone()).await.unwrap().items.into_iter().map(|card| card.title).collect();
    let (mut walked, mut cursor) = (Vec::new(), None);
    loop {
        let (cards, next) = list_after(cx, query.clone(), cursor, 1).await.unwrap();
        walked.extend(cards.into_iter().map(|card| card.title));
        cursor = next;
        if cursor.is_none() {
            assert_eq!(walked, listed);
            return listed;
        }
    }
}

#[tokio::test]
async fn lists_are_in_the_order_of_titles_as_they_are_read() {
    let shop = Shop::open().await;
    let mut ids = Vec::new();
    for title in ["Anchor", "Buoy", "Chart", "Dinghy"] {
        ids.push(shop.product(title, &[], &[(&[], 1_000)]).await);
    }
    for (at, german, arabic) in [(0, "Zange", "مرساة"), (1, "Äpfel", "أباريق"), (3, "Ölzeug", "")] {
        shop.say(ids[at], Locale::De, german, &[]).await;
        shop.say(ids[at], Locale::Ar, arabic, &[]).await;
    }
    let price = PriceRange { lowest: Some(1), highest: Some(2_000) };
    for narrowing in [Narrowing::default(), Narrowing { price, ..Narrowing::default() }] {
        for (locale, titles) in [
            (Locale::En, ["Anchor", "Buoy", "Chart", "Dinghy"]),
            (Locale::De, ["Äpfel", "Chart", "Ölzeug", "Zange"]),
            (Locale::Ar, ["Chart", "Dinghy", "أباريق", "مرساة"]),
        ] {
            assert_eq!(by_title(&shop.visitor(locale), narrowing.clone()).await, titles, "{locale} {narrowing:?}");
        }
    }
    // Whatever becomes of the words, and of the English ones that stand for them.
    shop.say(ids[0], Locale::De, "", &[]).await;
    let input = admin_product(&shop.cx, ids[2]).await.unwrap().input;
    update_product(&shop.cx, ids[2], Seen::Any, ProductInput { title: "Zephyr".into(), ..input }).await.unwrap();
    let titles = by_title(&shop.visitor(Locale::De), Narrowing::default()).await;
    assert_eq!(titles, ["Anchor", "Äpfel", "Ölzeug", "Zephyr"]);
}

#[tokio::test]
async fn words_are_checked_like_the_english_ones() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    let wrong = ProductTranslation {
        title: "t".repeat(201),
        terms: [("Rust".to_owned(), "Rost".to_owned())].into(),
        ..ProductTranslation::default()
    };
    assert_eq!(fields(translate(&shop.cx, id, Locale::De, Seen::Any, wrong).await), ["title", "terms"]);
    let hostile = ProductTranslation {
        description_html: "<p onclick=x>Gut.</p><script>alert(1)</script>".into(),
        ..ProductTranslation::default()
    };
    translate(&shop.cx, id, Locale::De, Seen::Any, hostile).await.unwrap();
    assert_eq!(product(&shop.visitor(Locale::De), "storm-lantern").await.unwrap().description_html, "<p>Gut.</p>");

    let none = || ProductTranslation::default();
    let code = |result: crate::Result<()>| result.unwrap_err().code();
    assert_eq!(code(translate(&shop.cx, id, Locale::En, Seen::Any, none()).await), ErrorCode::NotFound);
    let nowhere = ProductId::new();
    assert_eq!(code(translate(&shop.cx, nowhere, Locale::De, Seen::Any, none()).await), ErrorCode::NotFound);
    let visitor = shop.visitor(Locale::De);
    assert_eq!(code(translate(&visitor, id, Locale::De, Seen::Any, none()).await), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn words_nobody_has_looked_at_are_not_overwritten() {
    let shop = Shop::open().await;
    let id = shop.lantern().await;
    let looked_at = translation(&shop.cx, id, Locale::De).await.unwrap();
    assert_eq!(looked_at.original.title, "Storm lantern");
    assert_eq!(
        looked_at.words.terms.keys().map(String::as_str).collect::<Vec<_>>(),
        ["Colour", "Kelp", "Moss", "light"]
    );
    let seen = Seen::OneOf(vec![Revision::of(&looked_at.words).unwrap().as_str().to_owned()]);
    shop.say(id, Locale::De, "Laterne", &[]).await;
    let late = ProductTranslation { title: "Lampe".into(), ..ProductTranslation::default() };
    let refused = translate(&shop.cx, id, Locale::De, seen, late).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PreconditionFailed);
    assert_eq!(translation(&shop.cx, id, Locale::De).await.unwrap().words.title, "Laterne");
}

#[tokio::test]
async fn a_collection_is_called_in_the_language_of_the_page() {
    let shop = Shop::open().await;
    let input = CollectionInput { title: "Light".into(), ..CollectionInput::default() };
    let id = create_collection(&shop.cx, &input).await.unwrap();
    let words =
        CollectionTranslation { title: "Licht".into(), description_html: "<p>Hell.</p><script>x</script>".into() };
    translate_collection(&shop.cx, id, Locale::De, Seen::Any, &words).await.unwrap();
    let title = |cx: Cx| async move { collection_links(&cx).await.unwrap().remove(0).title };
    assert_eq!(title(shop.visitor(Locale::De)).await, "Licht");
    assert_eq!(title(shop.visitor(Locale::En)).await, "Light");
    let query = ListQuery { collection: Some("light".into()), ..ListQuery::default() };
    let listed = list(&shop.visitor(Locale::De), query).await.unwrap().collection.unwrap();
    assert_eq!((listed.title.as_str(), listed.description_html.as_str()), ("Licht", "<p>Hell.</p>"));
    catalog::delete_collection(&shop.cx, id, Seen::Any).await.unwrap();
    assert_eq!(shop.count("collection_translation").await, 0, "words go with the thing");
}

#[tokio::test]
async fn the_demo_reads_in_every_language_and_a_second_seeding_writes_nothing() {
    let shop = Shop::open().await;
    seed(&shop.cx).await.unwrap();
    let counted = async || {
        (
            shop.count("product_translation").await,
            shop.count("collection_translation").await,
            shop.count("content_translation").await,
            shop.count("drop_translation").await,
        )
    };
    let first = counted().await;
    assert_eq!(first, (2 * shop.count("product").await, 12, 12, 2));
    let german = product(&shop.visitor(Locale::De), "kittiwake-enamel-mug").await.unwrap();
    assert_eq!((german.title.as_str(), german.options[0].name.as_str()), ("Emaillebecher Kittiwake", "Farbe"));
    assert!(german.images.iter().all(|image| image.alt.starts_with("Emaillebecher")), "{:?}", german.images);
    let arabic = found(&shop.visitor(Locale::Ar), "فانوس").await.0;
    assert!(arabic.iter().any(|title| title == "فانوس رقم 7"), "{arabic:?}");
    // What staff have written stays.
    shop.say(german.id, Locale::De, "Becher", &[]).await;
    seed(&shop.cx).await.unwrap();
    assert_eq!(counted().await, first);
    assert_eq!(product(&shop.visitor(Locale::De), "kittiwake-enamel-mug").await.unwrap().title, "Becher");
}

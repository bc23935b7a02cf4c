//! Pages of products.

use types::catalog::ProductView;

use super::*;

fn page(view: ProductView) -> Html {
    parsed(view, None, Choice::default())
}

fn parsed(view: ProductView, promise: Option<String>, choice: Choice) -> Html {
    Html::parse_document(&product(samples::shell("T"), view, promise, Vec::new(), choice, Notes::default()))
}

#[test]
fn every_variant_is_a_link_and_what_is_sold_out_says_so_in_words() {
    let view = samples::product("Tote", 3);
    let chosen = |index: usize| {
        let choice = Choice { variant: Some(view.variants[index].id), ..Choice::default() };
        parsed(view.clone(), None, choice)
    };
    let document = page(view.clone());
    let chips = all(&document, ".picker a.chip");
    for (chip, variant) in chips.iter().zip(&view.variants) {
        let address = format!("/products/skerry-waxed-tote?variant={}#choose", variant.id);
        assert_eq!(chip.attr("href"), Some(address.as_str()));
    }
    assert_eq!(chips.len(), 3);
    assert_eq!(text_of(&document, ".picker .chip-out"), "Tote sold out");
    assert_eq!(chips[1].attr("aria-current"), Some("true"), "the first that can be bought");
    let third = chosen(2);
    assert_eq!(text_of(&third, ".product-price .price-now"), view.variants[2].price.to_string());
    assert_eq!(all(&third, "[name=variant_id]")[0].attr("value"), Some(view.variants[2].id.to_string().as_str()));
    assert!(text_of(&third, ".offer .stock").starts_with("2 left, 2 held by others"));
    let gone = chosen(0);
    assert_eq!(text_of(&gone, ".offer .stock-out"), "Sold out");
    assert!(all(&gone, "form.buy button, form.buy input").is_empty(), "and nothing of it can be bought");
}

#[test]
fn islands_are_marked_for_the_loader() {
    let view = samples::product("T", 3);
    let ids: Vec<String> = view.variants.iter().map(|variant| variant.id.to_string()).collect();
    let document = page(view);
    let islands = all(&document, "leptos-island");
    let named =
        |name: &str| islands.iter().find(|island| island.attr("data-component").unwrap().starts_with(name)).unwrap();
    let props = named("AddToCart_").attr("data-props").unwrap();
    assert!(
        ids.iter().all(|id| !props.contains(id)),
        "what is chosen may change: it is in the children alone: {props}"
    );
    let form = "[data-hydrate=interaction] leptos-island form[method=post][action='/cart/lines'] leptos-children";
    assert_eq!(all(&document, &format!("{form} [data-part=buy] input[name=variant_id]")).len(), 1);
    assert_eq!(all(&document, &format!("{form} [data-part=buy] button:not([disabled])")).len(), 1);
}

#[test]
fn a_promise_is_made_only_for_what_can_be_had() {
    let promised = |variants| {
        let promise = Some("Ordered now, it leaves our warehouse by Friday.".to_owned());
        text_of(&parsed(samples::product("Tote", variants), promise, Choice::default()), ".product-promise")
    };
    assert!(promised(3).contains("Friday"));
    assert_eq!(promised(1), "", "the only one is sold out");
}

#[test]
fn a_product_without_variants_cannot_be_bought_but_seen() {
    let document = page(samples::product("Tote", 0));
    assert_eq!(text_of(&document, "h1"), "Tote");
    assert!(all(&document, "form.buy").is_empty());
}

#[test]
fn a_product_that_is_sold_out_says_so_once_and_sells_nothing() {
    let mut view = samples::product("Tote", 1);
    view.variants[0].held = 0;
    let document = page(view);
    assert_eq!(text_of(&document, ".offer .stock-out"), "Sold out");
    assert_eq!(text_of(&document, "body").to_lowercase().matches("sold out").count(), 1, "{}", document.html());
    assert!(all(&document, "form.buy button, form.buy input").is_empty());
}

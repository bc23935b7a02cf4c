//! Pages of products.

use types::catalog::ProductView;

use super::*;

fn page(view: ProductView) -> Html {
    parsed(view, Delivery::default(), Choice::default())
}

fn parsed(view: ProductView, delivery: Delivery, choice: Choice) -> Html {
    Html::parse_document(&product(samples::shell("T"), view, delivery, Vec::new(), choice, Notes::default()))
}

#[test]
fn every_variant_is_a_link_and_what_is_sold_out_says_so_in_words() {
    let view = samples::product("Tote", 3);
    let chosen = |index: usize| {
        let choice = Choice { variant: Some(view.variants[index].id), ..Choice::default() };
        parsed(view.clone(), Delivery::default(), choice)
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
        let late = Some("Ordered now, it leaves our warehouse by Friday.".to_owned());
        let delivery = Delivery { late, ..Delivery::default() };
        text_of(&parsed(samples::product("Tote", variants), delivery, Choice::default()), ".product-promise")
    };
    assert!(promised(3).contains("Friday"));
    assert_eq!(promised(1), "", "the only one is sold out");
}

#[test]
fn below_the_button_stands_what_sending_costs_and_when_it_comes() {
    let told = |delivery, variants| {
        let document = parsed(samples::product("Tote", variants), delivery, Choice::default());
        let lines = all(&document, "[data-hydrate] + .product-delivery p");
        lines.iter().map(|line| line.text().collect::<String>()).collect::<Vec<_>>()
    };
    let usual = |free_from| samples::delivery("2 days", free_from);
    let line = "Delivery from $6.00, free on orders of $150.00 or more";
    assert_eq!(told(usual(Some(15_000)), 3), [line, "2 days"]);
    assert_eq!(told(usual(None), 3), ["Delivery from $6.00", "2 days"]);
    assert_eq!(
        told(Delivery { late: Some("On Friday.".into()), ..usual(None) }, 3),
        ["Delivery from $6.00", "On Friday."]
    );
    let mut free = usual(None);
    free.terms.as_mut().unwrap().least.amount = 0;
    assert_eq!(told(free, 3), ["Free delivery", "2 days"]);
    assert!(told(Delivery::default(), 3).is_empty(), "what is not sent");
    assert!(told(usual(None), 1).is_empty(), "what is sold out");
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

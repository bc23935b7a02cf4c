mod markets;
mod offline;
mod queues;
pub(super) mod samples;
mod translated;
mod widgets;

use scraper::{ElementRef, Html, Selector};
use types::{FieldError, order::OrderStatus, promotions::CartDiscount};

use super::*;

const HOSTILE: &str =
    r#"</title><script>alert(1)</script></textarea><script>alert(2)</script>"><img src=x onerror=alert(3)> '"#;

/// Every page with every optional part in it; all text in it is `text`.
fn every_page(text: &'static str) -> Vec<(&'static str, Html)> {
    let shell = || samples::shell(text);
    let notes = || Notes { notice: Some(text.into()), error: Some(text.into()) };
    let pages = [
        ("home", home(shell(), samples::home(text))),
        ("products", listing(shell(), ListedAt::Products, samples::listing(text))),
        ("collection", listing(shell(), ListedAt::Collection, samples::listing(text))),
        ("search", listing(shell(), ListedAt::Search, samples::listing(text))),
        (
            "product",
            product(shell(), samples::product(text, 5), None, vec![samples::card(text)], refused(text), notes()),
        ),
        ("long product", product(shell(), samples::product(text, 40), None, Vec::new(), Choice::default(), notes())),
        ("drop", drop(shell(), queues::announced(text))),
        ("queue", queues::page(text, types::drops::PlaceState::Admitted)),
        (
            "cart",
            cart(
                shell(),
                Some(samples::cart(text)),
                Some(samples::cart_discount(text)),
                vec![samples::card(text)],
                Some(samples::survey(text)),
                notes(),
            ),
        ),
        ("checkout", checkout(shell(), samples::checkout(text))),
        ("order", order(shell(), samples::order(text), samples::order_asks(text))),
        (
            "reviews",
            reviews(
                shell(),
                &samples::product(text, 1),
                samples::reviews(text).rating,
                vec![samples::review(text); 10],
                (2, 4),
            ),
        ),
        ("feedback sent", feedback_sent(shell())),
        ("sandbox", sandbox_approve(shell(), "pay_1", samples::usd(100))),
        ("mailbox", mailbox(shell(), vec![samples::mail(text)])),
        ("mail", mail(shell(), samples::mail(text))),
        ("wishlist", wishlist(shell(), samples::wishlist(text))),
        ("back in stock", back_in_stock(shell(), "Forget it?", "Then we do.", Some("a.b".into()))),
        ("newsletter", newsletter(shell(), "News", "Thanks.", Some("a.b".into()))),
        ("sign in", account::sign_in(shell(), typed(text, "email"), notes())),
        ("sign up", account::sign_up(shell(), typed(text, "password"))),
        ("ask reset", account::ask_reset(shell(), typed(text, "email"))),
        ("reset", account::reset(shell(), "a.b".into(), typed(text, "password"))),
        ("confirm", account::confirm(shell(), "a.b".into())),
        ("sent", account::sent(shell(), text)),
        ("order lookup", account::order_lookup(shell(), typed(text, "number"))),
        ("account", account::overview(shell(), samples::account(text), samples::history(text), notes())),
        ("addresses", account::addresses(shell(), vec![samples::saved_address(text)], notes())),
        ("address", account::address_form(shell(), address_form(text))),
        ("details", account::details(shell(), samples::account(text), typed(text, "new_password"), notes())),
        ("offline", offline(shell())),
        ("error", error(shell(), 500, "Error", text, Some(text.into()))),
    ];
    let locale = words::locale();
    let start = format!("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head>", locale.code(), locale.direction());
    let parse = |(name, html): (&'static str, String)| {
        assert!(html.starts_with(&start), "{name}: {html}");
        assert!(html.ends_with("</html>"), "{name}: {html}");
        (name, Html::parse_document(&html))
    };
    pages.into_iter().map(parse).collect()
}

/// Somebody's address was not written down.
fn refused(text: &str) -> Choice {
    Choice { asking: Asking::Refused { email: text.into(), words: text.into() }, ..Choice::default() }
}

/// What was typed into the form whose field `wrong` needs another look.
fn typed(text: &str, wrong: &str) -> account::Typed {
    let [email, name, number] = [(); 3].map(|()| text.to_owned());
    account::Typed {
        email,
        name,
        number,
        next: "/checkout".into(),
        errors: vec![FieldError::new(wrong, text)],
        problem: Some(text.into()),
    }
}

fn address_form(text: &str) -> account::AddressForm {
    let address = samples::saved_address(text).address;
    let errors = vec![FieldError::new("shipping_address.city", text)];
    account::AddressForm { id: None, address, errors, problem: Some(text.into()) }
}

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

fn text_of(document: &Html, selector: &str) -> String {
    all(document, selector).iter().flat_map(|element| element.text()).collect()
}

#[test]
fn the_cart_says_what_its_code_takes_off_or_why_it_does_not() {
    let shown = |discount: CartDiscount| {
        let view = Some(samples::cart("T"));
        let document =
            Html::parse_document(&cart(samples::shell("T"), view, Some(discount), Vec::new(), None, Notes::default()));
        text_of(&document, ".cart-side")
    };
    let discount = samples::cart_discount("WELCOME10");
    assert!(shown(discount.clone()).contains("Discount (WELCOME10)−$16.80"));
    assert!(shown(CartDiscount { free_shipping: true, ..discount.clone() }).contains("Free shipping"));
    let refused = shown(CartDiscount { refused: Some("This code has expired.".into()), ..discount });
    assert!(refused.contains("This code has expired.") && !refused.contains("−$"), "{refused}");
}

#[test]
fn a_code_at_the_till_is_applied_and_removed_by_buttons_that_lose_nothing() {
    let document = Html::parse_document(&checkout(samples::shell("T"), samples::checkout("T")));
    let buttons = all(&document, "#order .discount button");
    assert_eq!(buttons.len(), 2);
    for button in buttons {
        assert_eq!(button.attr("formaction"), Some("/checkout/delivery"));
        assert!(button.attr("formnovalidate").is_some(), "what is not filled in yet is no hindrance");
    }
    assert!(text_of(&document, ".discount [role=status]").contains("WELCOME10 takes $1.00 off."));
    assert!(text_of(&document, ".totals").contains("Discount (WELCOME10)−$1.00"));
}

#[test]
fn no_text_becomes_an_executable_element() {
    for (page, document) in every_page(HOSTILE) {
        // Blocks of data are not run; they are still what they say they are, whatever the text.
        for data in all(&document, "script[type='application/ld+json']") {
            let text = data.text().collect::<String>();
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{page}: {text}");
        }
        let scripts = all(&document, "script:not([type='application/ld+json'])");
        let own =
            ["/islands.js?v=", "/extras.js?v=", "/queue.js?v=", "/product.js?v=", "/drawer.js?v=", "/offline.js?v="];
        let sources: Vec<_> = scripts.iter().map(|script| script.attr("src").unwrap_or_default()).collect();
        assert!(sources.iter().all(|source| own.iter().any(|own| source.starts_with(own))), "{page}: {sources:?}");
        let expected = match page {
            "queue" => 1,
            "drop" => 3,
            "product" | "long product" => 4,
            _ => 2,
        };
        assert_eq!(scripts.len(), expected, "{page}: nothing but the shop's own scripts");
        assert_eq!(all(&document, "title").len(), 1, "{page}");
        assert!(text_of(&document, "title").contains("</title><script>alert(1)"), "{page}: the title is kept as text");
        for element in all(&document, "*") {
            let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{page}");
        }
    }
}

#[test]
fn nothing_needs_inline_styles() {
    for (page, document) in every_page("Skerry") {
        assert!(all(&document, "[style], style").is_empty(), "{page}");
    }
}

#[test]
fn every_field_has_a_name_to_be_read_out() {
    for (page, document) in every_page("Skerry") {
        let labelled: Vec<_> = all(&document, "label[for]").iter().map(|label| label.attr("for").unwrap()).collect();
        for field in all(&document, "input:not([type=hidden]), select, textarea") {
            let wrapped = field.ancestors().filter_map(ElementRef::wrap).any(|parent| parent.value().name() == "label");
            let named = field.attr("id").is_some_and(|id| labelled.contains(&id));
            assert!(wrapped || named, "{page}: {}", field.html());
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (page, document) in every_page("Skerry") {
        let ids: Vec<_> = all(&document, "[id]").iter().map(|element| element.attr("id").unwrap()).collect();
        for (index, id) in ids.iter().enumerate() {
            assert!(!ids[..index].contains(id), "{page}: two elements with id {id}");
        }
        let anchors = all(&document, "a[href^='#']").into_iter().map(|link| &link.attr("href").unwrap()[1..]);
        let described = all(&document, "[aria-describedby]").into_iter().filter_map(|e| e.attr("aria-describedby"));
        for id in anchors.chain(described.flat_map(str::split_whitespace)) {
            assert!(ids.contains(&id), "{page}: nothing has the id {id}");
        }
    }
}

#[test]
fn islands_are_marked_for_the_loader() {
    let view = samples::product("T", 3);
    let ids: Vec<String> = view.variants.iter().map(|variant| variant.id.to_string()).collect();
    let document = Html::parse_document(&{
        product(samples::shell("T"), view, None, Vec::new(), Choice::default(), Notes::default())
    });
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
fn every_variant_is_a_link_and_what_is_sold_out_says_so_in_words() {
    let view = samples::product("Tote", 3);
    let page = |choice| {
        let html = product(samples::shell("T"), view.clone(), None, Vec::new(), choice, Notes::default());
        Html::parse_document(&html)
    };
    let document = page(Choice::default());
    let chips = all(&document, ".picker a.chip");
    for (chip, variant) in chips.iter().zip(&view.variants) {
        let address = format!("/products/skerry-waxed-tote?variant={}#choose", variant.id);
        assert_eq!(chip.attr("href"), Some(address.as_str()));
    }
    assert_eq!(chips.len(), 3);
    assert_eq!(text_of(&document, ".picker .chip-out"), "Tote sold out");
    assert_eq!(chips[1].attr("aria-current"), Some("true"), "the first that can be bought");
    let third = page(Choice { variant: Some(view.variants[2].id), ..Choice::default() });
    assert_eq!(text_of(&third, ".product-price .price-now"), view.variants[2].price.to_string());
    assert_eq!(all(&third, "[name=variant_id]")[0].attr("value"), Some(view.variants[2].id.to_string().as_str()));
    assert!(text_of(&third, ".offer .stock").starts_with("2 left, 2 held by others"));
    let gone = page(Choice { variant: Some(view.variants[0].id), ..Choice::default() });
    assert_eq!(text_of(&gone, ".offer .stock-out"), "Sold out");
    assert!(all(&gone, "form.buy button, form.buy input").is_empty(), "and nothing of it can be bought");
}

#[test]
fn the_drawer_has_the_lines_their_forms_and_the_way_on() {
    let html = cart_drawer(samples::cart("Tote"), Notes { error: Some("Only 2.".into()), ..Notes::default() });
    let document = Html::parse_fragment(&html);
    assert_eq!(all(&document, ".drawer-cart")[0].attr("data-units"), Some("2"));
    assert_eq!(text_of(&document, "[role=alert]"), "Only 2.");
    assert_eq!(all(&document, ".cart-line form[action='/cart/lines/update'] input[name=version]").len(), 1);
    assert!(text_of(&document, ".cart-line-news").contains("The price rose from $79.00"));
    assert_eq!(all(&document, "a[href='/checkout']").len(), 1);
    let mut short = samples::cart("Tote");
    short.lines[0].available = Some(1);
    let document = Html::parse_fragment(&cart_drawer(short, Notes::default()));
    assert!(all(&document, "a[href='/checkout']").is_empty());
    assert!(text_of(&document, ".cart-line-short").contains("Only 1 left"));
}

#[test]
fn what_goes_well_with_the_cart_stands_below_it() {
    let page = |beside| {
        let html = cart(samples::shell("T"), Some(samples::cart("T")), None, beside, None, Notes::default());
        Html::parse_document(&html)
    };
    assert_eq!(all(&page(vec![samples::card("Strap")]), "#beside").len(), 1);
    assert!(all(&page(Vec::new()), "#beside").is_empty());
}

#[test]
fn a_promise_is_made_only_for_what_can_be_had() {
    let promised = |variants| {
        let promise = Some("Ordered now, it leaves our warehouse by Friday.".to_owned());
        let view = samples::product("Tote", variants);
        let html = product(samples::shell("T"), view, promise, Vec::new(), Choice::default(), Notes::default());
        text_of(&Html::parse_document(&html), ".product-promise")
    };
    assert!(promised(3).contains("Friday"));
    assert_eq!(promised(1), "", "the only one is sold out");
}

#[test]
fn a_product_without_variants_cannot_be_bought_but_seen() {
    let html = product(
        samples::shell("T"),
        samples::product("Tote", 0),
        None,
        Vec::new(),
        Choice::default(),
        Notes::default(),
    );
    let document = Html::parse_document(&html);
    assert_eq!(text_of(&document, "h1"), "Tote");
    assert!(all(&document, "form.buy").is_empty());
}

#[test]
fn a_product_that_is_sold_out_says_so_once_and_sells_nothing() {
    let mut view = samples::product("Tote", 1);
    view.variants[0].held = 0;
    let html = product(samples::shell("T"), view, None, Vec::new(), Choice::default(), Notes::default());
    let document = Html::parse_document(&html);
    assert_eq!(text_of(&document, ".offer .stock-out"), "Sold out");
    assert_eq!(text_of(&document, "body").to_lowercase().matches("sold out").count(), 1, "{html}");
    assert!(all(&document, "form.buy button, form.buy input").is_empty());
}

#[test]
fn an_empty_cart_leads_back_to_the_shelves() {
    for cart_view in [None, Some(types::cart::CartView { lines: Vec::new(), ..samples::cart("T") })] {
        let document =
            Html::parse_document(&cart(samples::shell("T"), cart_view, None, Vec::new(), None, Notes::default()));
        assert_eq!(all(&document, "main a[href='/products']").len(), 1);
        assert!(all(&document, "a[href='/checkout']").is_empty());
    }
}

#[test]
fn a_cart_short_of_stock_cannot_be_checked_out() {
    let mut view = samples::cart("T");
    view.lines[0].available = Some(1);
    let document =
        Html::parse_document(&cart(samples::shell("T"), Some(view.clone()), None, Vec::new(), None, Notes::default()));
    assert!(all(&document, "a[href='/checkout']").is_empty());
    assert!(text_of(&document, ".cart-line").contains("Only 1 left"));
    let till = types::checkout::CheckoutView { cart: view, ..samples::checkout("T") };
    assert!(all(&Html::parse_document(&checkout(samples::shell("T"), till)), ".pay").is_empty());
}

#[test]
fn the_till_names_the_lines_in_the_way_and_keeps_what_was_typed() {
    let mut view = samples::checkout("Ada");
    view.errors = vec![types::FieldError::new("lines.0193", "Only 1 of Tote left.")];
    view.problem = Some("Only 1 of Tote left.".into());
    let document = Html::parse_document(&checkout(samples::shell("T"), view));
    assert_eq!(text_of(&document, "#errors[autofocus] li"), "Only 1 of Tote left.");
    assert_eq!(all(&document, "#errors a[href='/cart']").len(), 1);
    assert_eq!(all(&document, "[role=alert]").len(), 1, "said once");
    assert!(all(&document, ".pay").is_empty());
    assert_eq!(all(&document, "#field-email")[0].attr("value"), Some("Ada"));
}

#[test]
fn a_line_beyond_its_cap_is_said_in_the_cart_and_at_the_till() {
    let mut view = samples::cart("Tote");
    view.lines[0].cap_per_person = Some(1);
    let document =
        Html::parse_document(&cart(samples::shell("T"), Some(view.clone()), None, Vec::new(), None, Notes::default()));
    assert!(all(&document, "a[href='/checkout']").is_empty());
    assert!(text_of(&document, ".cart-line").contains("At most 1 per person. Lower the quantity to check out."));
    assert_eq!(all(&document, "[name=quantity]")[0].attr("max"), Some("1"));
    assert_eq!(
        all(&document, "button[value=remove][formnovalidate]").len(),
        1,
        "what is beyond the cap can be taken out"
    );
    let till = types::checkout::CheckoutView { cart: view, errors: Vec::new(), ..samples::checkout("T") };
    let document = Html::parse_document(&checkout(samples::shell("T"), till));
    assert_eq!(text_of(&document, "#errors li"), "At most 1 of Tote (Tote) per person.");
}

#[test]
fn a_line_of_the_cart_says_which_cart_it_belongs_to() {
    let view = types::cart::CartView { version: 7, ..samples::cart("T") };
    let document =
        Html::parse_document(&cart(samples::shell("T"), Some(view), None, Vec::new(), None, Notes::default()));
    let version = all(&document, "form.cart-line-change input[type=hidden][name=version]");
    assert_eq!(version[0].attr("value"), Some("7"));
}

#[test]
fn the_till_says_until_when_the_units_are_kept() {
    let document = Html::parse_document(&checkout(samples::shell("T"), samples::checkout("T")));
    assert_eq!(
        text_of(&document, ".hold > p:not([hidden]):not([role])"),
        "We keep these for you until 14:32 UTC (10 minutes)."
    );
    assert_eq!(all(&document, ".hold [role=timer]").len(), 1);
    assert_eq!(text_of(&document, ".hold [role=status]").trim(), "", "what is put into it later is read out");
    assert_eq!(all(&document, ".hold button[form=order][formaction='/checkout/delivery'][formnovalidate]").len(), 1);
    let none = types::checkout::CheckoutView { hold: None, ..samples::checkout("T") };
    assert!(all(&Html::parse_document(&checkout(samples::shell("T"), none)), ".hold").is_empty());
}

#[test]
fn one_form_works_out_delivery_and_places_the_order() {
    let mut view = samples::checkout("T");
    view.form.shipping_method = "gone".into();
    let document = Html::parse_document(&checkout(samples::shell("T"), view));
    let value = |what: &str| all(&document, &format!("form.order-form {what}"))[0].attr("value").map(str::to_owned);
    assert_eq!(value("[name=country] option[selected]").as_deref(), Some("US"));
    assert_eq!(value("[name=shipping_method][checked]").as_deref(), Some("standard"));
    assert_eq!(value("[name=idempotency_key]").as_deref(), Some("0193"));
    assert_eq!(text_of(&document, ".pay"), "Pay $190.50");
    let first = &all(&document, "main button")[0];
    assert_eq!((first.attr("form"), first.attr("formaction")), (Some("order"), None), "Return in a field pays");
    let anew = "form.order-form .delivery button[formaction='/checkout/delivery'][formnovalidate]";
    assert_eq!(all(&document, anew).len(), 1);
    assert_eq!(all(&document, "main form").len(), 1);
}

#[test]
fn an_error_at_the_till_is_told_at_the_top_and_at_its_field() {
    let document = Html::parse_document(&checkout(samples::shell("T"), samples::checkout("Wrong.")));
    assert_eq!(all(&document, "#errors[autofocus] a[href='#field-postal_code']").len(), 1);
    let field = &all(&document, "#field-postal_code")[0];
    assert_eq!(field.attr("aria-invalid"), Some("true"));
    assert_eq!(field.attr("aria-describedby"), Some("field-postal_code-error"));
}

#[test]
fn an_open_order_looks_again_and_a_settled_one_does_not() {
    let refresh = |status| {
        let view = types::order::OrderView { status, ..samples::order("T") };
        let html = order(samples::shell("T"), view, OrderAsks::default());
        all(&Html::parse_document(&html), "meta[http-equiv=refresh]").len()
    };
    assert_eq!(refresh(OrderStatus::Pending), 1);
    assert_eq!(refresh(OrderStatus::Confirmed), 0);
}

#[test]
fn the_order_page_tells_the_truth_about_every_payment() {
    use types::order::PaymentStatus;
    for status in [OrderStatus::Pending, OrderStatus::Cancelled] {
        for payment in PaymentStatus::ALL {
            let view = types::order::OrderView { status, payment_status: *payment, ..samples::order("T") };
            let document = Html::parse_document(&order(samples::shell("T"), view, OrderAsks::default()));
            let standing = text_of(&document, ".order-head p:not([class])");
            let settled = matches!(payment, PaymentStatus::Declined | PaymentStatus::Voided);
            let is_told = standing.to_lowercase().contains("nothing was charged");
            assert_eq!(is_told, settled, "{status:?} {payment:?}: {standing}");
            if (status, *payment) == (OrderStatus::Pending, PaymentStatus::Uncertain) {
                assert!(standing.contains("not be charged twice"), "{standing}");
            }
        }
    }
}

#[test]
fn stripes_card_field_comes_with_its_key_alone_and_says_that_it_needs_javascript() {
    let mut view = samples::checkout("T");
    assert_eq!(all(&Html::parse_document(&checkout(samples::shell("T"), view.clone())), "#stripe-card").len(), 0);
    view.card_field_key = Some("pk_test_1".into());
    view.sandbox_cards.clear();
    let document = Html::parse_document(&checkout(samples::shell("T"), view.clone()));
    assert_eq!(all(&document, "#stripe-card[data-key=pk_test_1]").len(), 1);
    assert_eq!(
        all(&document, "input[type=hidden][name=payment_token]")[0].attr("value"),
        None,
        "a token is for one attempt"
    );
    let html = document.html();
    assert!(html.contains("needs JavaScript") && html.contains("https://js.stripe.com/v3/"), "{html}");
    assert!(all(&document, "script").iter().all(|script| script.text().next().is_none()), "no inline script");

    view.card_field_key = None;
    let document = Html::parse_document(&checkout(samples::shell("T"), view));
    assert!(text_of(&document, ".notice-error").contains("takes no payments"));
    assert_eq!(all(&document, ".pay").len(), 0);
}

#[test]
fn pages_for_one_visitor_stay_out_of_search_engines() {
    for (page, document) in every_page("T") {
        let listed = ["home", "product", "long product", "drop", "reviews"].contains(&page);
        assert_eq!(all(&document, "meta[name=robots][content=noindex]").is_empty(), listed, "{page}");
    }
}

#[test]
fn an_excerpt_is_plain_text() {
    assert_eq!(excerpt("<p>Waxed &amp; <b>warm</b></p><p>Made to last</p>", 20), "Waxed & warm Made to");
    assert_eq!(excerpt("", 20), "");
}

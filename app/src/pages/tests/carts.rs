//! The cart's page, and the drawer.

use types::{cart::CartView, catalog::ProductCard, checkout::CheckoutView, promotions::CartDiscount};

use super::*;

fn page(view: CartView) -> Html {
    parsed(Some(view), None, Vec::new())
}

fn parsed(view: Option<CartView>, discount: Option<CartDiscount>, beside: Vec<ProductCard>) -> Html {
    Html::parse_document(&cart(samples::shell("T"), view, discount, beside, None, Notes::default()))
}

#[test]
fn the_cart_says_what_its_code_takes_off_or_why_it_does_not() {
    let shown =
        |discount: CartDiscount| text_of(&parsed(Some(samples::cart("T")), Some(discount), Vec::new()), ".cart-side");
    let discount = samples::cart_discount("WELCOME10");
    assert!(shown(discount.clone()).contains("Discount (WELCOME10)−$16.80"));
    assert!(shown(CartDiscount { free_shipping: true, ..discount.clone() }).contains("Free shipping"));
    let refused = shown(CartDiscount { refused: Some("This code has expired.".into()), ..discount });
    assert!(refused.contains("This code has expired.") && !refused.contains("−$"), "{refused}");
}

#[test]
fn pictures_of_the_first_lines_and_of_the_first_wish_are_loaded_at_once() {
    let loading = |document: &Html, selector: &str| -> Vec<String> {
        all(document, selector).iter().filter_map(|picture| picture.attr("loading")).map(str::to_owned).collect()
    };
    let mut view = samples::cart("T");
    view.lines = vec![view.lines.remove(0); 4];
    assert_eq!(loading(&page(view), ".cart-line-picture img"), ["eager", "eager", "lazy", "lazy"]);
    let beside = parsed(None, None, vec![samples::card("T"); 4]);
    assert_eq!(all(&beside, ".shelf img[loading=eager]").len(), 2, "where a cart is short or empty");
    let wishes = Html::parse_document(&wishlist(samples::shell("T"), samples::wishlist("T")));
    assert_eq!(loading(&wishes, ".wish-card img"), ["eager", "lazy", "lazy", "lazy"]);
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
    let shown = |beside| all(&parsed(Some(samples::cart("T")), None, beside), "#beside").len();
    assert_eq!((shown(vec![samples::card("Strap")]), shown(Vec::new())), (1, 0));
}

#[test]
fn an_empty_cart_leads_back_to_the_shelves() {
    for view in [None, Some(CartView { lines: Vec::new(), ..samples::cart("T") })] {
        let document = parsed(view, None, Vec::new());
        assert_eq!(all(&document, "main a[href='/products']").len(), 1);
        assert!(all(&document, "a[href='/checkout']").is_empty());
    }
}

#[test]
fn a_cart_short_of_stock_cannot_be_checked_out() {
    let mut view = samples::cart("T");
    view.lines[0].available = Some(1);
    let document = page(view.clone());
    assert!(all(&document, "a[href='/checkout']").is_empty());
    assert!(text_of(&document, ".cart-line").contains("Only 1 left"));
    let till = tills::page(CheckoutView { cart: view, ..samples::checkout("T") });
    assert!(all(&till, ".pay").is_empty());
}

#[test]
fn a_line_beyond_its_cap_is_said_in_the_cart_and_at_the_till() {
    let mut view = samples::cart("Tote");
    view.lines[0].cap_per_person = Some(1);
    let document = page(view.clone());
    assert!(all(&document, "a[href='/checkout']").is_empty());
    assert!(text_of(&document, ".cart-line").contains("At most 1 per person. Lower the quantity to check out."));
    assert_eq!(all(&document, "[name=quantity]")[0].attr("max"), Some("1"));
    assert_eq!(
        all(&document, "button[value=remove][formnovalidate]").len(),
        1,
        "what is beyond the cap can be taken out"
    );
    let till = tills::page(CheckoutView { cart: view, errors: Vec::new(), ..samples::checkout("T") });
    assert_eq!(text_of(&till, "#errors li"), "At most 1 of Tote (Tote) per person.");
}

#[test]
fn a_line_of_the_cart_says_which_cart_it_belongs_to() {
    let document = page(CartView { version: 7, ..samples::cart("T") });
    let version = all(&document, "form.cart-line-change input[type=hidden][name=version]");
    assert_eq!(version[0].attr("value"), Some("7"));
}

//! Prices in more than one money, with a database.

use futures::future::join_all;
use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{
    CartId, Currency, ErrorCode, Money, VariantId,
    admin::{RefundRequest, VariantInput},
    catalog::Sort,
    checkout::PlaceOrder,
    drops::{DropGoods, DropInput},
    order::{OrderStatus, PaymentStatus},
    prices::{CurrencyInput, Rate, Rounding, SetPrice, VariantPrices},
    promotions::{DiscountInput, DiscountKind},
};

use super::*;
use crate::{
    Actor, Seen,
    cart::{self, Missing},
    catalog::{self, ListQuery, Narrowing, PriceRange},
    checkout,
    db::sql,
    drops, orders, promotions, rfc3339,
    test_shop::{TestShop, order},
    verify,
};

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn euros(amount: i64) -> Money {
    Money::new(amount, currency("EUR"))
}

/// A shopper of the market that pays in this.
fn paying(shop: &TestShop, code: &str) -> Cx {
    let mut cx = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
    cx.market.currency = currency(code);
    cx
}

async fn worth(shop: &TestShop, code: &str, ppm: i64, rounding: Rounding) {
    set_rate(&shop.cx, currency(code), CurrencyInput { rate_ppm: Rate(ppm), rounding }).await.unwrap();
}

/// Euros at 0.92, prices to .95; dirhams at 3.6725, in whole ones.
async fn shop() -> TestShop {
    let shop = TestShop::open().await;
    worth(&shop, "EUR", 920_000, Rounding::NinetyFive).await;
    worth(&shop, "AED", 3_672_500, Rounding::Whole).await;
    shop
}

async fn set(shop: &TestShop, id: VariantId, prices: &[Money]) -> Result<()> {
    let prices = prices.iter().copied().map(SetPrice::from).collect();
    replace_variant_prices(&shop.cx, id, Seen::Any, VariantPrices { prices }).await
}

async fn price_of(cx: &Cx, slug: &str) -> Money {
    catalog::product(cx, slug).await.unwrap().variants[0].price
}

async fn cart_of(cx: &Cx, variant: VariantId, quantity: i64) -> CartId {
    cart::add_line(cx, None, Missing::Make, variant, quantity).await.unwrap().id
}

async fn holds_up(shop: &TestShop) {
    let report = verify::run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:?}");
}

#[tokio::test]
async fn one_product_has_a_price_in_each_money_and_is_listed_with_it() {
    let shop = shop().await;
    shop.stocked("Lantern", 5).await;
    for (code, amount) in [("USD", 1_000), ("EUR", 895), ("AED", 3_700)] {
        let (cx, price) = (paying(&shop, code), Money::new(amount, currency(code)));
        assert_eq!(price_of(&cx, "lantern").await, price);
        assert_eq!(catalog::list(&cx, ListQuery::default()).await.unwrap().items[0].price, price, "a list");
        assert_eq!(catalog::home(&cx).await.unwrap().newest[0].price, price, "a shelf");
        assert_eq!(catalog::recent(&cx, &["lantern".into()]).await[0].price, price, "looked at before");
    }
}

#[tokio::test]
async fn a_market_whose_money_has_no_rate_sells_in_the_shops_own() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 5).await;
    let cx = paying(&shop, "EUR");
    assert_eq!(price_of(&cx, "lantern").await, Money::new(1_000, Currency::USD));
    let cart = cart_of(&cx, variant, 2).await;
    let till = checkout::view(&cx, cart, order("tok_ok")).await.unwrap();
    assert_eq!(till.totals.total.currency, Currency::USD);
    assert_eq!(till.totals.shipping.amount, 600);
    let refused = asked_in(cx, "EUR").await.err().unwrap();
    assert_eq!((refused.code(), refused.problem().errors[0].field.as_str()), (ErrorCode::Invalid, "currency"));
}

#[tokio::test]
async fn another_rate_is_another_price_at_once_although_pages_are_kept() {
    let shop = shop().await;
    shop.stocked("Lantern", 5).await;
    let cx = paying(&shop, "EUR");
    assert_eq!(price_of(&cx, "lantern").await, euros(895));
    worth(&shop, "EUR", 1_200_000, Rounding::Minor).await;
    assert_eq!(price_of(&cx, "lantern").await, euros(1_200));
    assert_eq!(price_of(&paying(&shop, "USD"), "lantern").await.amount, 1_000);
}

#[tokio::test]
async fn a_price_that_is_set_wins_over_one_that_is_converted() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let (cx, dirhams) = (paying(&shop, "EUR"), paying(&shop, "AED"));
    assert_eq!(price_of(&cx, "lantern").await, euros(895));
    set(&shop, variant, &[euros(777)]).await.unwrap();
    assert_eq!(price_of(&cx, "lantern").await, euros(777));
    assert_eq!(catalog::list(&cx, ListQuery::default()).await.unwrap().items[0].price, euros(777));
    assert_eq!(price_of(&dirhams, "lantern").await.amount, 3_700, "set for euros alone");
    let cart = cart::view(&cx, cart_of(&cx, variant, 3).await).await.unwrap();
    assert_eq!((cart.lines[0].unit_price, cart.totals.subtotal), (euros(777), euros(2_331)));
    set(&shop, variant, &[]).await.unwrap();
    assert_eq!(price_of(&cx, "lantern").await, euros(895), "and no longer");
}

#[tokio::test]
async fn a_price_is_compared_with_what_is_set_beside_it_or_what_the_shops_own_comes_to() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let (cx, own) = (paying(&shop, "EUR"), paying(&shop, "USD"));
    let was = async |cx: &Cx| {
        let listed = catalog::list(cx, ListQuery::default()).await.unwrap().items[0].compare_at;
        let shown = catalog::product(cx, "lantern").await.unwrap().variants[0].compare_at;
        assert_eq!(listed, shown, "a list and a page say the same");
        shown
    };
    let sale = VariantInput { price: 1_000, compare_at: Some(1_500), tracked: true, ..VariantInput::default() };
    catalog::update_variant(&shop.cx, variant, Seen::Any, sale).await.unwrap();
    assert_eq!(was(&cx).await, Some(euros(1_395)), "converted like a price");
    let set_beside = async |amount, compare_at: Option<Money>| {
        let prices = vec![SetPrice { price: euros(amount), compare_at }];
        replace_variant_prices(&shop.cx, variant, Seen::Any, VariantPrices { prices }).await.unwrap();
    };
    set_beside(777, None).await;
    assert_eq!(was(&cx).await, Some(euros(1_395)));
    set_beside(1_395, None).await;
    assert_eq!(was(&cx).await, None, "no more than it costs");
    set_beside(777, Some(euros(999))).await;
    assert_eq!((was(&cx).await, price_of(&cx, "lantern").await), (Some(euros(999)), euros(777)));
    assert_eq!(was(&own).await, Some(Money::new(1_500, Currency::USD)));
    assert_eq!(was(&paying(&shop, "AED")).await, Some(Money::new(5_500, currency("AED"))), "set for euros alone");
    let plain = VariantInput { price: 1_000, tracked: true, ..VariantInput::default() };
    catalog::update_variant(&shop.cx, variant, Seen::Any, plain).await.unwrap();
    assert_eq!((was(&cx).await, was(&own).await), (Some(euros(999)), None));
}

#[tokio::test]
async fn prices_that_cannot_be_are_refused_by_their_place() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let yen = Money::new(900, currency("JPY"));
    let wrong = [euros(0), yen, Money::new(900, Currency::USD), Money::new(900, currency("AED")), euros(5)];
    let refused = set(&shop, variant, &wrong).await.unwrap_err();
    let fields: Vec<_> = refused.problem().errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["prices[0].amount", "prices[1].currency", "prices[2].currency", "prices[4].currency"]);
    assert_eq!(variant_prices(&shop.cx, variant).await.unwrap().prices, [], "nothing was written");
    let own = set_rate(&shop.cx, Currency::USD, CurrencyInput { rate_ppm: Rate(1), rounding: Rounding::Minor }).await;
    assert_eq!(own.unwrap_err().problem().errors[0].field, "currency");
    let none =
        set_rate(&shop.cx, currency("JPY"), CurrencyInput { rate_ppm: Rate(0), rounding: Rounding::Minor }).await;
    assert_eq!(none.unwrap_err().problem().errors[0].field, "rate_ppm");
    let stranger = paying(&shop, "EUR");
    assert!(replace_variant_prices(&stranger, variant, Seen::Any, VariantPrices { prices: vec![] }).await.is_err());
}

#[derive(FromQueryResult)]
struct Booked {
    currency: String,
    rate_ppm: i64,
}

#[tokio::test]
async fn a_purchase_in_euros_is_in_euros_to_the_end() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let fixed = DiscountInput {
        code: "FIVE".into(),
        kind: DiscountKind::Fixed,
        amount: 500,
        minimum_subtotal: 2_000,
        active: true,
        ..DiscountInput::default()
    };
    let code = promotions::create(&shop.cx, fixed).await.unwrap();
    let cx = paying(&shop, "EUR");
    let cart = cart_of(&cx, variant, 2).await;
    let form = PlaceOrder { discount_code: Some("five".into()), ..order("tok_ok") };
    let short = checkout::view(&cx, cart, form.clone()).await.unwrap();
    assert!(short.errors[0].message.contains("€0.50 more"), "€17.90 of the €18.40 that $20 are: {:?}", short.errors);
    cart::set_line(&cx, cart, variant, 3, None).await.unwrap();
    let till = checkout::view(&cx, cart, form.clone()).await.unwrap().totals;
    assert_eq!((till.subtotal, till.discount, till.shipping), (euros(2_685), euros(460), euros(552)));
    let form = PlaceOrder { expected_total: Some(till.total.amount), currency: Some(till.total.currency), ..form };
    let placed = checkout::place(&cx, cart, "euros", form).await.unwrap().outcome.unwrap();
    assert_eq!((placed.order.status, placed.order.total), (OrderStatus::Confirmed, till.total));
    let select = sql(shop.cx.db.write(), "SELECT currency, rate_ppm FROM orders", []);
    let booked = Booked::find_by_statement(select).one(shop.cx.db.write()).await.unwrap().unwrap();
    assert_eq!((booked.currency.as_str(), booked.rate_ppm), ("EUR", 920_000));

    // A dollar order beside it: sums are in the shop's own, at the rates the orders were placed at, whatever it is by now.
    let own = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap().order.total;
    worth(&shop, "EUR", 2_000_000, Rounding::Minor).await;
    let paid = in_base(i128::from(till.total.amount), currency("EUR"), Rate(920_000), Currency::USD).unwrap();
    let board = orders::dashboard(&shop.cx).await.unwrap();
    assert_eq!(board.revenue_today, paid.checked_add(own).unwrap());
    let used = promotions::discount(&shop.cx, code).await.unwrap();
    assert_eq!((used.revenue, used.given.amount), (paid, 500));

    let whole = RefundRequest { lines: Vec::new(), reason: String::new() };
    orders::refund(&shop.cx, &placed.order.number, whole).await.unwrap();
    holds_up(&shop).await;
    let view = orders::by_token(&cx, &placed.order.token).await.unwrap();
    assert_eq!(view.totals.total, till.total, "whatever a euro is worth by now");
    assert_ne!(view.payment_status, PaymentStatus::Declined);
}

#[tokio::test]
async fn whoever_was_shown_another_total_is_charged_nothing() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let cx = paying(&shop, "EUR");
    let cart = cart_of(&cx, variant, 1).await;
    let shown = checkout::view(&cx, cart, order("tok_ok")).await.unwrap().totals.total;
    worth(&shop, "EUR", 930_000, Rounding::Minor).await;
    let agreed = PlaceOrder { expected_total: Some(shown.amount), currency: Some(shown.currency), ..order("tok_ok") };
    let refused = checkout::place(&cx, cart, "late", agreed).await.unwrap().outcome.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Conflict, "{refused:?}");
    // The same number of another money is another total.
    let now = checkout::view(&cx, cart, order("tok_ok")).await.unwrap().totals.total;
    let mixed = PlaceOrder { expected_total: Some(now.amount), currency: Some(Currency::USD), ..order("tok_ok") };
    let refused = checkout::place(&cx, cart, "mixed", mixed).await.unwrap().outcome.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Conflict, "{refused:?}");
    let charges = shop.cx.db.write().query_all_raw(sql(shop.cx.db.write(), "SELECT key FROM sandbox_charge", [])).await;
    assert!(charges.unwrap().is_empty());
    holds_up(&shop).await;
}

#[tokio::test]
async fn carts_of_one_batch_are_each_in_their_own_money() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 20).await;
    set(&shop, variant, &[euros(777)]).await.unwrap();
    let visitors = ["USD", "EUR", "AED"].map(|code| paying(&shop, code));
    let added = visitors.iter().map(|cx| cart::add_line(cx, None, Missing::Make, variant, 1));
    let carts: Vec<_> = join_all(added).await.into_iter().map(Result::unwrap).collect();
    let prices: Vec<_> = carts.iter().map(|cart| cart.totals.subtotal.to_string()).collect();
    assert_eq!(prices, ["$10.00", "€7.77", "AED 37.00"]);
    let keys = ["a", "b", "c"];
    let placed = visitors.iter().zip(&carts).zip(keys);
    let placed = join_all(placed.map(|((cx, cart), key)| checkout::place(cx, cart.id, key, order("tok_ok")))).await;
    let totals: Vec<_> = placed.into_iter().map(|one| one.unwrap().outcome.unwrap().order.total).collect();
    let moneys: Vec<_> = totals.iter().map(|total| total.currency.code()).collect();
    assert_eq!(moneys, ["USD", "EUR", "AED"]);
    holds_up(&shop).await;
}

#[tokio::test]
async fn a_cart_that_a_refused_payment_fills_again_tells_of_no_change_of_price() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    let cx = paying(&shop, "EUR");
    let cart = cart_of(&cx, variant, 1).await;
    assert!(checkout::place(&cx, cart, "k", order("tok_declined")).await.unwrap().outcome.is_err());
    assert_eq!(cart::view(&cx, cart).await.unwrap().lines[0].price_was, None);
    // The merchant's own price is what counts as one that has changed; what it was is told in euros.
    let dearer = VariantInput { price: 1_500, weight_grams: 300, tracked: true, ..VariantInput::default() };
    catalog::update_variant(&shop.cx, variant, Seen::Any, dearer).await.unwrap();
    let line = cart::view(&cx, cart).await.unwrap().lines.remove(0);
    assert_eq!((line.unit_price, line.price_was), (euros(1_395), Some(euros(895))));
    worth(&shop, "EUR", 930_000, Rounding::NinetyFive).await;
    set(&shop, variant, &[euros(777)]).await.unwrap();
    assert_eq!(cart::view(&cx, cart).await.unwrap().lines[0].price_was, None, "it has not followed");
}

#[tokio::test]
async fn bounds_are_of_prices_as_they_are_shown() {
    let shop = shop().await;
    shop.stocked("Lantern", 5).await;
    let cx = paying(&shop, "EUR");
    let found = async |lowest, highest| {
        let narrowing = Narrowing { price: PriceRange { lowest, highest }, ..Narrowing::default() };
        let listing = catalog::list(&cx, ListQuery { narrowing, sort: Sort::PriceAsc, ..ListQuery::default() }).await;
        let listing = listing.unwrap();
        (listing.total, listing.facets.price.lowest)
    };
    assert_eq!(found(Some(895), Some(895)).await, (1, "8.95".to_owned()));
    assert_eq!(found(Some(896), None).await, (0, "8.96".to_owned()));
    assert_eq!(found(None, Some(894)).await, (0, String::new()));
}

#[tokio::test]
async fn a_drops_own_price_goes_before_one_that_is_set() {
    let shop = shop().await;
    let variant = shop.stocked("Lantern", 5).await;
    set(&shop, variant, &[euros(777)]).await.unwrap();
    let now = shop.cx.clock.now();
    let input = DropInput {
        title: "Lantern drop".into(),
        starts_at: rfc3339(now + 60_000),
        ends_at: rfc3339(now + 600_000),
        admit_per_minute: 60,
        pass_seconds: 120,
        goods: vec![DropGoods { variant_id: variant, units: 3, price: Some(500) }],
        ..DropInput::default()
    };
    let id = drops::create(&shop.cx, input).await.unwrap();
    drops::schedule(&shop.cx, id).await.unwrap();
    let (cx, slug) = (paying(&shop, "EUR"), "lantern-drop");
    assert_eq!(price_of(&cx, "lantern").await, euros(777), "until it begins");
    let announced = [drops::page(&cx, slug).await.unwrap().view, drops::view(&cx, slug).await.unwrap()];
    assert_eq!(announced.map(|view| view.goods[0].price), [euros(495); 2], "what is announced: $5.00");
    shop.cx.clock.advance(std::time::Duration::from_secs(61));
    drops::page(&cx, slug).await.unwrap();
    assert_eq!(price_of(&cx, "lantern").await, euros(495));
    shop.cx.clock.advance(std::time::Duration::from_secs(600));
    drops::page(&cx, slug).await.unwrap();
    assert_eq!(price_of(&cx, "lantern").await, euros(777), "and again when it is over");
}

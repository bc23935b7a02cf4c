//! One example of everything a page can be given. All text that a shopper or merchant writes is `text`.

use std::sync::Arc;

use commerce::shipping::Terms;
use types::{
    AddressId, CartId, CollectionId, Currency, FieldError, ImageId, Locale, Market, Money, ProductId, VariantId,
    admin::DevMail,
    cart::{CartLineView, CartTotals, CartView},
    catalog::*,
    checkout::*,
    customer::*,
    flag::{Extras, Spot},
    order::*,
    promotions::CartDiscount,
    review::*,
};

use crate::{
    assets::Assets,
    layout::Shell,
    pages::{Delivery, OrderAsks, ReviewForm, SurveyForm},
};

pub fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub fn shell(text: &str) -> Shell {
    Shell {
        chrome: Chrome {
            pages: Vec::new(),
            shop_name: text.into(),
            tagline: text.into(),
            collections: vec![link(text)],
            cart_count: Some(3),
            dev_mailbox: true,
            extras: extras(Spot::Shown),
        },
        assets: Arc::new(Assets::from_hashes("")),
        market: Market::root(Locale::En, Currency::USD),
        markets: [Market::root(Locale::En, Currency::USD), "de:EUR".parse().unwrap(), "ar:AED".parse().unwrap()].into(),
        origin: "https://shop.example".into(),
        here: "/".into(),
    }
}

/// Everything there is.
pub fn extras(spot: Spot) -> Extras {
    Extras {
        light: false,
        related: spot,
        recent: spot,
        suggestions: spot,
        live_stock: spot,
        newsletter: spot,
        gallery: spot,
        reviews: spot,
        notify_me: spot,
        wishlist_count: spot,
        greeting: spot,
        offline: spot,
    }
}

pub fn facets(text: &str) -> Facets {
    let value = |value: &str, chosen| FacetValue {
        value: value.into(),
        label: text.into(),
        swatch: Some("#5b6b4a".into()),
        count: Some(3),
        at_least: false,
        chosen,
    };
    let values = vec![value("colour.moss", true), value("colour.clay", false)];
    Facets {
        collections: vec![value("carry", false)],
        groups: vec![Facet { key: "colour".into(), label: text.into(), values }],
        price: PriceFields { lowest: "5.00".into(), label: Some(text.into()), ..PriceFields::default() },
        available: Some(value("1", false)),
    }
}

pub fn link(text: &str) -> CollectionLink {
    CollectionLink { slug: "carry".into(), title: text.into() }
}

pub fn image(text: &str) -> ImageView {
    ImageView { id: ImageId::new(), url: "/media/0a.svg".into(), alt: text.into(), width: 800, height: 1000 }
}

pub fn card(text: &str) -> ProductCard {
    ProductCard {
        id: ProductId::new(),
        slug: "skerry-waxed-tote".into(),
        title: text.into(),
        price: usd(8400),
        compare_at: Some(usd(9900)),
        price_varies: true,
        available: false,
        in_drop: false,
        few_left: false,
        image: Some(image(text)),
        second_image: Some(image(text)),
        swatches: vec![colour(text), colour(text)],
    }
}

pub fn colour(text: &str) -> OptionValue {
    OptionValue { name: text.into(), swatch: Some("#5b6b4a".into()) }
}

pub fn collection(text: &str) -> CollectionView {
    CollectionView {
        id: CollectionId::new(),
        slug: "carry".into(),
        title: text.into(),
        description_html: "<p>Bags and straps.</p>".into(),
        image: Some(image(text)),
        product_count: 12,
    }
}

pub fn home(text: &str) -> HomeView {
    HomeView { collections: vec![collection(text)], featured: vec![card(text); 4], newest: vec![card(text)] }
}

pub fn listing(text: &str) -> Listing {
    Listing {
        collection: Some(collection(text)),
        query: text.into(),
        spelling: Spelling { corrected: Some(text.into()), instead: vec![text.into()] },
        sort: Sort::PriceAsc,
        items: vec![card(text); 3],
        total: 30,
        is_cut: true,
        page: 2,
        pages: 9,
        facets: facets(text),
        popular: vec![card(text)],
    }
}

pub fn variant(text: &str, for_sale: i64) -> VariantView {
    VariantView {
        id: VariantId::new(),
        sku: Some(text.into()),
        title: text.into(),
        options: vec![text.into()],
        price: usd(8400 + for_sale),
        compare_at: None,
        available: for_sale > 0,
        for_sale: Some(for_sale),
        held: if for_sale > 0 { 2 } else { 0 },
        cap_per_person: Some(2 + for_sale % 2),
        image_id: None,
    }
}

pub fn delivery(promise: &str, free_from: Option<i64>) -> Delivery {
    let terms = Terms { least: usd(600), free_from: free_from.map(usd), promise: promise.into() };
    Delivery { terms: Some(terms), late: None }
}

pub fn product(text: &str, variants: usize) -> ProductView {
    let stock = (0_i64..).take(variants);
    ProductView {
        id: ProductId::new(),
        slug: "skerry-waxed-tote".into(),
        title: text.into(),
        vendor: text.into(),
        kind: text.into(),
        description_html: "<p>Waxed <b>by hand</b>.</p>".into(),
        tags: vec![text.into()],
        options: vec![ProductOption { name: text.into(), values: vec![colour(text)] }],
        images: vec![image(text), image(text)],
        variants: stock.map(|left| variant(text, left)).collect(),
        collections: vec![link(text)],
        seo_title: text.into(),
        seo_description: text.into(),
        drop: None,
        reviews: Some(reviews(text)),
    }
}

pub fn cart(text: &str) -> CartView {
    let line = CartLineView {
        variant_id: VariantId::new(),
        slug: "skerry-waxed-tote".into(),
        title: text.into(),
        variant_title: text.into(),
        image: Some(image(text)),
        quantity: 2,
        unit_price: usd(8400),
        line_total: usd(16800),
        price_was: Some(usd(7900)),
        available: Some(20),
        cap_per_person: Some(5),
    };
    CartView {
        id: CartId::random(),
        version: 1,
        lines: vec![line],
        totals: CartTotals { subtotal: usd(16800), item_count: 2 },
        discount_code: None,
    }
}

pub fn cart_discount(text: &str) -> CartDiscount {
    CartDiscount { code: text.into(), off: usd(1680), free_shipping: false, refused: None }
}

pub fn totals() -> Totals {
    Totals {
        subtotal: usd(16800),
        discount: usd(100),
        discount_code: Some("WELCOME10".into()),
        shipping: usd(900),
        tax: usd(1450),
        tax_included: false,
        total: usd(19050),
    }
}

pub fn address(text: &str) -> Address {
    let text = || text.to_owned();
    Address {
        name: text(),
        line1: text(),
        line2: text(),
        city: text(),
        region: text(),
        postal_code: text(),
        country: "US".into(),
    }
}

pub fn checkout(text: &str) -> CheckoutView {
    CheckoutView {
        cart: cart(text),
        form: PlaceOrder {
            email: text.into(),
            shipping_address: address(text),
            shipping_method: "standard".into(),
            payment: PaymentChoice { provider: "sandbox".into(), token: "tok_ok".into() },
            discount_code: Some(text.into()),
            expected_total: None,
            currency: None,
        },
        idempotency_key: "0193".into(),
        countries: vec![
            Country { code: "US".into(), name: text.into() },
            Country { code: "DE".into(), name: text.into() },
        ],
        shipping: vec![ShippingQuote {
            code: "standard".into(),
            name: text.into(),
            promise: text.into(),
            price: usd(900),
        }],
        totals: totals(),
        sandbox_cards: vec![SandboxCard { token: "tok_ok".into(), label: text.into() }],
        card_field_key: None,
        hold: Some(HoldView { until: "2026-03-05T14:32:00Z".into(), seconds_left: 600 }),
        errors: vec![FieldError::new("shipping_address.postal_code", text), FieldError::new("email", text)],
        code_refused: None,
        problem: Some(text.into()),
        delay: Some(text.into()),
        customer: Some(AtTheTill { email: text.into(), addresses: vec![saved_address(text)], keep_address: true }),
    }
}

pub fn saved_address(text: &str) -> SavedAddress {
    let id = AddressId("018f0000-0000-7000-8000-00000000000a".parse().unwrap());
    SavedAddress { id, address: address(text), is_default: false }
}

pub fn account(text: &str) -> Account {
    Account { name: text.into(), email: text.into(), confirmed: false }
}

pub fn history(text: &str) -> History {
    let order = PastOrder {
        number: text.into(),
        token: "t".into(),
        status: OrderStatus::Confirmed,
        placed_at: text.into(),
        item_count: 2,
        total: usd(4500),
    };
    History { orders: vec![order], older: Some(1000) }
}

pub fn order(text: &str) -> OrderView {
    let line = OrderLineView {
        variant_id: VariantId::new(),
        sku: Some(text.into()),
        title: text.into(),
        variant_title: text.into(),
        image_url: Some("/media/0a.svg".into()),
        quantity: 2,
        unit_price: usd(8400),
        line_total: usd(16800),
        discount: Some(usd(100)),
        refunded_quantity: 1,
    };
    OrderView {
        number: "1001".into(),
        status: OrderStatus::Pending,
        payment_status: PaymentStatus::ActionRequired,
        email: text.into(),
        lines: vec![line],
        totals: totals(),
        placed_at: "2026-03-05T14:03:09Z".into(),
        shipping_address: address(text),
        shipping_method: text.into(),
        promised_by: Some("2026-11-26T12:00:00Z".into()),
        payment_action_url: Some("/sandbox/approve/pay_1".into()),
        timeline: vec![TimelineEntry { at: "2026-03-05T14:03:09Z".into(), message: text.into(), actor: "shop".into() }],
    }
}

pub fn mail(text: &str) -> DevMail {
    DevMail {
        id: "1".into(),
        at: "2026-03-05T14:03:09Z".into(),
        to: text.into(),
        subject: text.into(),
        text: format!("{text}\nSee https://shop.example/orders/abc today."),
    }
}

pub fn review(text: &str) -> ReviewView {
    ReviewView {
        stars: 4,
        title: text.into(),
        text: text.into(),
        name: text.into(),
        written_at: "2026-11-20T09:00:00Z".into(),
        reply: Some(text.into()),
    }
}

pub fn reviews(text: &str) -> ReviewsView {
    ReviewsView { rating: Rating::of([0, 1, 2, 10, 24]), newest: vec![review(text); 3] }
}

/// A review to be written, one that came back, and one of each state.
pub fn order_asks(text: &str) -> OrderAsks {
    let spot = |written| ReviewSpot { product_id: ProductId::new(), title: text.into(), written };
    let written = |state| Some(WrittenReview { stars: 4, title: text.into(), state });
    let mut reviews = vec![spot(None), spot(None)];
    reviews.extend(ReviewState::ALL.iter().map(|state| spot(written(*state))));
    let input = ReviewInput { stars: 0, title: text.into(), text: text.into(), name: text.into() };
    let errors = ["stars", "title", "text", "name"].map(|field| FieldError::new(field, text)).to_vec();
    let posted = ReviewForm { product: reviews[1].product_id, input, problem: Some(text.into()), errors };
    OrderAsks {
        token: "abc".into(),
        reviews,
        posted: Some(posted),
        survey: Some(SurveyForm { errors: Vec::new(), ..survey(text) }),
    }
}

pub fn survey(text: &str) -> SurveyForm {
    let errors = ["answer", "remark"].map(|field| FieldError::new(field, text)).to_vec();
    SurveyForm {
        answered: false,
        input: types::feedback::FeedbackInput { answer: String::new(), remark: text.into() },
        errors,
    }
}

pub fn wishlist(text: &str) -> types::wishlist::WishlistView {
    use types::wishlist::*;
    let goods = |standing| WishedGoods {
        slug: "skerry-waxed-tote".into(),
        title: text.into(),
        variant_title: text.into(),
        image: Some(image(text)),
        price: usd(8400),
        standing,
    };
    let all = [Standing::Available, Standing::FewLeft(3), Standing::SoldOut, Standing::InDrop].map(goods).map(Some);
    let items = all.into_iter().chain([None]).map(|goods| WishView { variant_id: VariantId::new(), goods });
    WishlistView { items: items.collect() }
}

//! Accounts, as the sample has them.

use types::{
    Money,
    customer::{AdminCustomer, CustomerPage, CustomerRow, SavedAddress},
    review::ReviewState,
};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id, usd},
    text,
};
use crate::admin::*;

impl Words {
    fn account(self) -> CustomerRow {
        let say = |text: &str| (self.0)(text);
        CustomerRow {
            id: id(31),
            email: say("grace.hopper@navy.example"),
            name: say("Grace Hopper"),
            confirmed: true,
            created_at: say("2026-11-20T18:04:05Z"),
            signed_in_at: Some(say("2026-11-22T18:04:05Z")),
            orders: 7,
        }
    }

    pub fn customer_page(self) -> CustomerPage {
        let shy = CustomerRow { id: id(32), confirmed: false, signed_in_at: None, orders: 0, ..self.account() };
        CustomerPage { items: vec![self.account(), shy], next_cursor: Some((self.0)("cursor&x")) }
    }

    pub fn customer_filter(self) -> CustomerFilter {
        CustomerFilter { query: (self.0)("grace"), cursor: Some((self.0)("cursor")) }
    }

    pub fn profile(self) -> AdminCustomer {
        let address = self.order().order.shipping_address;
        let place =
            |number: u32, is_default: bool| SavedAddress { id: id(number), address: address.clone(), is_default };
        AdminCustomer {
            account: self.account(),
            addresses: vec![place(1, true), place(2, false)],
            spent: vec![usd(129_900)],
            orders: self.order_page().items,
            reviews: self.review_page(ReviewState::Waiting).items,
        }
    }
}

#[test]
fn accounts_are_listed_and_read_on_with_what_was_looked_for() {
    let document = parsed(customers(&PLAIN.chrome(), &PLAIN.customer_page(), &PLAIN.customer_filter()));
    assert_eq!(
        attribute(&document, "tbody a", "href").unwrap(),
        format!("/admin/customers/{}", id::<types::CustomerId>(31))
    );
    assert_eq!(attribute(&document, "input[name=q]", "value").unwrap(), "grace");
    assert_eq!(attribute(&document, "a[rel=next]", "href").unwrap(), "/admin/customers?q=grace&cursor=cursor%26x");
    assert_eq!(text(&document, ".admin-pager a:not([rel])"), "← Newest");
    assert!(text(&document, "tbody tr:last-child").contains("Never"));
    let none = CustomerPage { items: Vec::new(), next_cursor: None };
    let document = parsed(customers(&PLAIN.chrome(), &none, &CustomerFilter::default()));
    assert!(text(&document, ".admin-empty").contains("Nobody has an account yet"));
    assert_eq!(count(&document, ".admin-pager a"), 0);
}

#[test]
fn one_account_is_shown_with_what_it_bought_said_and_keeps() {
    let document = parsed(customer(&PLAIN.chrome(), &PLAIN.profile()));
    assert_eq!(text(&document, "h1"), "grace.hopper@navy.example");
    assert_eq!(count(&document, "tbody tr"), 5);
    assert_eq!(count(&document, "address"), 2);
    assert_eq!(count(&document, ".admin-places .quiet"), 1);
    assert_eq!(count(&document, ".admin-review"), 1);
    assert!(text(&document, ".admin-facts").contains("$1,299.00"), "{}", text(&document, ".admin-facts"));
    assert_eq!(
        attribute(&document, "p > a[href^='/admin/orders?']", "href").unwrap(),
        "/admin/orders?q=grace.hopper%40navy.example"
    );
    let bare = AdminCustomer {
        addresses: Vec::new(),
        spent: Vec::<Money>::new(),
        orders: Vec::new(),
        reviews: Vec::new(),
        account: CustomerRow { orders: 0, ..PLAIN.account() },
    };
    let document = parsed(customer(&PLAIN.chrome(), &bare));
    assert_eq!(count(&document, ".admin-empty"), 3);
    assert!(text(&document, ".admin-facts").contains("Nothing yet"));
}

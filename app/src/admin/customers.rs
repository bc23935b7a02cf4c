//! Customers' accounts: the list, and one of them. They are their owners' to change; staff look.

use leptos::prelude::*;
use types::{
    Money,
    admin::AdminChrome,
    customer::{AdminCustomer, CustomerPage, CustomerRow, SavedAddress},
    review::AdminReview,
};

use super::{
    AdminPage,
    badge::review_badge,
    layout::{Section, heading, page, section},
    orders::order_table,
    pager::{address, onward, search},
    table::{numbers, table, words},
};
use crate::components::{AddressBlock, Stars, Time};

const PATH: &str = "/admin/customers";

/// Which accounts are listed.
#[derive(Clone, Debug, Default)]
pub struct CustomerFilter {
    /// Only those that match this; empty for all.
    pub query: String,
    /// Where this page of the list begins; none for the newest.
    pub cursor: Option<String>,
}

impl CustomerFilter {
    fn address(&self, cursor: &str) -> String {
        address(PATH, &[("q", &self.query), ("cursor", cursor)])
    }
}

/// `/admin/customers?q=&cursor=`.
#[must_use]
pub fn customers(chrome: &AdminChrome, customers: &CustomerPage, filter: &CustomerFilter) -> AdminPage {
    let empty = if filter.query.is_empty() {
        "Nobody has an account yet. Guests are found by their orders."
    } else {
        "No account matches. Guests are found by their orders."
    };
    let further = onward(filter.cursor.as_deref(), customers.next_cursor.as_deref(), |cursor| filter.address(cursor));
    let columns = [words("Customer"), words("Name"), words("Since"), words("Signed in last"), numbers("Orders")];
    let content = view! {
        {heading(None, "Customers", search(PATH, "Email or name", &filter.query, &[]))}
        {table("Customers, newest first", &columns, customers.items.iter().map(cells).collect(), empty)}
        {further}
    };
    page(chrome, Some(Section::Customers), "Customers", content)
}

fn cells(customer: &CustomerRow) -> Vec<AnyView> {
    let href = format!("{PATH}/{}", customer.id);
    vec![
        view! { <a href=href>{customer.email.clone()}</a> }.into_any(),
        customer.name.clone().into_any(),
        view! { <Time at=customer.created_at.clone()/> }.into_any(),
        signed_in(customer),
        customer.orders.into_any(),
    ]
}

fn signed_in(customer: &CustomerRow) -> AnyView {
    match customer.signed_in_at.clone() {
        Some(at) => view! { <Time at/> }.into_any(),
        None => "Never".into_any(),
    }
}

/// `/admin/customers/{id}`.
#[must_use]
pub fn customer(chrome: &AdminChrome, customer: &AdminCustomer) -> AdminPage {
    let AdminCustomer { account, addresses, spent, orders, reviews } = customer;
    let shown = i64::try_from(orders.len()).unwrap_or(i64::MAX);
    let all_orders = (shown < account.orders).then(|| {
        let href = address("/admin/orders", &[("q", &account.email)]);
        view! { <p><a href=href>{format!("The latest {shown} of {}. All orders of this address", account.orders)}</a></p> }
    });
    let bought = view! { {order_table("Orders, newest first", orders, "No order yet.")} {all_orders} };
    let content = view! {
        {heading(Some(("Customers", PATH)), &account.email, ())}
        <div class="admin-columns">
            <div>
                {section("orders", "Orders", bought)}
                {section("reviews", "Reviews", said(reviews))}
            </div>
            <div>
                {section("details", "Details", details(account, spent))}
                {section("addresses", "Addresses", places(addresses))}
            </div>
        </div>
    };
    page(chrome, Some(Section::Customers), &account.email, content)
}

fn details(account: &CustomerRow, spent: &[Money]) -> AnyView {
    let confirmed = if account.confirmed { "By a mailed link" } else { "Not yet" };
    let spent = match spent {
        [] => "Nothing yet".to_owned(),
        sums => sums.iter().map(Money::to_string).collect::<Vec<_>>().join(", "),
    };
    view! {
        <dl class="admin-facts">
            <dt>"Name"</dt><dd>{account.name.clone()}</dd>
            <dt>"Email"</dt><dd>{account.email.clone()}</dd>
            <dt>"Confirmed"</dt><dd>{confirmed}</dd>
            <dt>"Since"</dt><dd><Time at=account.created_at.clone()/></dd>
            <dt>"Signed in last"</dt><dd>{signed_in(account)}</dd>
            <dt>"Orders"</dt><dd>{account.orders}</dd>
            <dt>"Spent"</dt><dd>{spent}</dd>
        </dl>
    }
    .into_any()
}

fn places(addresses: &[SavedAddress]) -> AnyView {
    if addresses.is_empty() {
        return view! { <p class="admin-empty">"No address is kept."</p> }.into_any();
    }
    let places = addresses.iter().map(|place| {
        let first = place.is_default.then(|| view! { <p class="quiet">"The checkout begins with it."</p> });
        view! { <li><AddressBlock address=place.address.clone()/> {first}</li> }
    });
    view! { <ul class="admin-places">{places.collect_view()}</ul> }.into_any()
}

fn said(reviews: &[AdminReview]) -> AnyView {
    if reviews.is_empty() {
        return view! { <p class="admin-empty">"No review yet."</p> }.into_any();
    }
    let items = reviews.iter().map(|review| {
        let product = format!("/products/{}", review.product_slug);
        let like_it = address("/admin/reviews", &[("state", review.state.as_str())]);
        view! {
            <li class="admin-review">
                <div>
                    <p class="admin-review-head"><Stars tenths=u64::from(review.stars) * 10/> {review_badge(review.state)}</p>
                    <h3>{review.title.clone()}</h3>
                    <p class="review-text">{review.text.clone()}</p>
                    <p class="quiet">
                        "On " <a href=product>{review.product_title.clone()}</a> " · " <Time at=review.written_at.clone()/>
                        " · " <a href=like_it>{format!("All {} reviews", review.state.label().to_lowercase())}</a>
                    </p>
                </div>
            </li>
        }
    });
    view! { <ul class="admin-reviews">{items.collect_view()}</ul> }.into_any()
}

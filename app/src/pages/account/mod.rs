//! `/account`: signing in and up, and what an account keeps. Plain forms; nothing here needs a script.

mod addresses;
mod details;
mod door;
mod mailed;
mod overview;

use leptos::prelude::*;
use types::{FieldError, Problem};
use words::t;

use crate::{
    components::{ErrorSummary, anchor},
    layout::{Layout, Page, Shell},
    pages::Notes,
    render::render,
};

pub use addresses::{AddressForm, address_form, addresses};
pub use details::details;
pub use door::{sign_in, sign_up};
pub use mailed::{ask_reset, confirm, order_lookup, reset, sent};
pub use overview::overview;

/// What was typed into a form, but passwords, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// An e-mail address.
    pub email: String,
    /// A name.
    pub name: String,
    /// An order's number.
    pub number: String,
    /// Where to go afterwards.
    pub next: String,
    /// By field.
    pub errors: Vec<FieldError>,
    /// About the whole.
    pub problem: Option<String>,
}

impl Typed {
    /// The same with what stands in the way.
    #[must_use]
    pub fn refused(self, problem: &Problem) -> Self {
        Self { errors: problem.errors.clone(), problem: Some(problem.detail.clone()), ..self }
    }

    fn summary(&self) -> AnyView {
        summary(self.problem.clone(), &self.errors)
    }
}

/// What has to be mended, above a form. A problem that only repeats its one field's message is not said twice.
fn summary(problem: Option<String>, errors: &[FieldError]) -> AnyView {
    let problem = problem.filter(|problem| errors.iter().all(|error| error.message != *problem));
    let errors = errors.iter().map(|error| (anchor(&error.field), error.message.clone())).collect();
    view! { <ErrorSummary problem errors/> }.into_any()
}

/// A page with one form and little else.
fn narrow(shell: Shell, title: String, notes: Notes, content: impl FnOnce() -> AnyView + 'static) -> String {
    render(move || {
        let page = Page::private(title.clone());
        let content = content();
        view! {
            <Layout shell page>
                <div class="door">
                    <h1>{title}</h1>
                    {notes.view()}
                    {content}
                </div>
            </Layout>
        }
    })
}

/// A page of an account, with the way to the others.
fn inside(
    shell: Shell,
    room: Room,
    title: String,
    notes: Notes,
    content: impl FnOnce() -> AnyView + 'static,
) -> String {
    render(move || {
        let page = Page::private(title.clone());
        let content = content();
        view! {
            <Layout shell page>
                <div class="account">
                    {rooms(room)}
                    <div class="account-content">
                        <h1>{title}</h1>
                        {notes.view()}
                        {content}
                    </div>
                </div>
            </Layout>
        }
    })
}

/// Which page of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Orders,
    Addresses,
    /// The form of one address: none of those that are linked to.
    Address,
    Details,
}

impl Room {
    /// What it is called where it is linked to.
    fn name(self) -> String {
        match self {
            Room::Orders => t!("account-orders"),
            Room::Addresses | Room::Address => t!("account-addresses"),
            Room::Details => t!("account-details"),
        }
    }
}

fn rooms(shown: Room) -> AnyView {
    let link = |href: &'static str, room: Room| {
        let here = (room == shown).then_some("page");
        view! { <li><a href=href aria-current=here>{room.name()}</a></li> }
    };
    view! {
        <nav class="account-rooms" aria-label=t!("account-rooms")>
            <ul>
                {link("/account", Room::Orders)}
                {link("/account/addresses", Room::Addresses)}
                {link("/account/details", Room::Details)}
            </ul>
            <form method="post" action="/account/sign-out"><button class="button button-quiet">{t!("account-sign-out")}</button></form>
        </nav>
    }
    .into_any()
}

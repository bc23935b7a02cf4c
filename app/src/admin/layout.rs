//! What stands around every page of the admin.

use leptos::prelude::*;
use types::admin::AdminChrome;

use crate::{
    assets::admin_style_address,
    components::{Notice, Tone},
};

/// A page of the admin: what its tab says, and what it shows.
pub struct AdminPage {
    /// For `<title>`.
    pub title: String,
    /// Everything inside `<body class="admin">`.
    pub body: AnyView,
    /// How it is kept up to date; most pages are not.
    pub live: Option<Live>,
}

/// How a page is kept up to date.
pub struct Live {
    /// Address of the script that does.
    pub script: String,
    /// Seconds after which the page is loaded again where no script runs.
    pub every: u32,
}

impl AdminPage {
    /// The same page, kept up to date.
    #[must_use]
    pub(super) fn live(self, live: Live) -> Self {
        Self { live: Some(live), ..self }
    }

    /// The whole document. `stylesheet` is the address of the shop's own. Nothing in it is reactive, so it needs no owner.
    #[must_use]
    pub fn into_html(self, stylesheet: &str) -> String {
        let live = self.live.map(|live| {
            view! {
                <script src=live.script defer></script>
                <noscript><meta http-equiv="refresh" content=live.every.to_string()/></noscript>
            }
        });
        let document = view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex"/>
                    <title>{self.title}</title>
                    <link rel="stylesheet" href=stylesheet.to_owned()/>
                    <link rel="stylesheet" href=admin_style_address()/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    {live}
                </head>
                <body class="admin">{self.body}</body>
            </html>
        };
        document.to_html()
    }
}

/// Entries of the navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Orders,
    Customers,
    Products,
    Stock,
    Discounts,
    Currencies,
    Drops,
    Pages,
    Reviews,
    Feedback,
    Jobs,
    Surge,
    Flags,
}

const SECTIONS: [(Section, &str, &str); 14] = [
    (Section::Overview, "Overview", "/admin"),
    (Section::Orders, "Orders", "/admin/orders"),
    (Section::Customers, "Customers", "/admin/customers"),
    (Section::Products, "Products", "/admin/products"),
    (Section::Stock, "Stock", "/admin/stock"),
    (Section::Discounts, "Discounts", "/admin/discounts"),
    (Section::Currencies, "Currencies", "/admin/currencies"),
    (Section::Drops, "Drops", "/admin/drops"),
    (Section::Pages, "Pages", "/admin/pages"),
    (Section::Reviews, "Reviews", "/admin/reviews"),
    (Section::Feedback, "Feedback", "/admin/feedback"),
    (Section::Jobs, "Jobs", "/admin/jobs"),
    (Section::Surge, "Surge", "/admin/surge"),
    (Section::Flags, "Pressure", "/admin/flags"),
];

/// Puts `content` under the bar with the navigation. `section` is marked as the current one.
pub(super) fn page(
    chrome: &AdminChrome,
    section: Option<Section>,
    title: &str,
    content: impl IntoView + 'static,
) -> AdminPage {
    let notice = chrome.notice.clone().map(|text| view! { <Notice tone=Tone::Success>{text}</Notice> });
    let body = view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        {bar(chrome, section)}
        <main class="admin-main" id="main" tabindex="-1">{notice} {content.into_any()}</main>
    };
    AdminPage { title: format!("{title} · {} admin", chrome.shop_name), body: body.into_any(), live: None }
}

fn bar(chrome: &AdminChrome, current: Option<Section>) -> AnyView {
    let mailbox = chrome.dev_mailbox.then(|| view! { <a href="/dev/mailbox">"Mailbox"</a> });
    view! {
        <header class="admin-bar">
            <a class="admin-bar-shop" href="/admin">{chrome.shop_name.clone()} " admin"</a>
            <div class="admin-bar-account">
                <a href="/">"View shop"</a>
                {mailbox}
                <span class="admin-bar-staff">{chrome.staff_name.clone()}</span>
                <form method="post" action="/admin/sign-out">
                    <button class="admin-link" type="submit">"Sign out"</button>
                </form>
            </div>
            <nav class="admin-bar-nav" aria-label="Admin">{SECTIONS.map(|entry| nav_link(entry, current)).collect_view()}</nav>
        </header>
    }
    .into_any()
}

fn nav_link((section, label, href): (Section, &'static str, &'static str), current: Option<Section>) -> AnyView {
    view! { <a href=href aria-current=(current == Some(section)).then_some("page")>{label}</a> }.into_any()
}

/// The heading of a page, with the way back up where there is one, and what can be done from here.
pub(super) fn heading(up: Option<(&str, &str)>, title: &str, beside: impl IntoView + 'static) -> AnyView {
    let up = up.map(|(label, href)| {
        view! { <p class="admin-head-up"><a href=href.to_owned()>"← " {label.to_owned()}</a></p> }
    });
    view! {
        <header class="admin-head">
            {up}
            <h1>{title.to_owned()}</h1>
            <div class="admin-head-beside">{beside.into_any()}</div>
        </header>
    }
    .into_any()
}

/// A button beside a heading, for what is done with a thing: it posts to `path/verb`.
pub(super) fn button(path: &str, verb: &str, label: &'static str) -> AnyView {
    view! {
        <form class="admin-inline" method="post" action=format!("{path}/{verb}")>
            <button class="button button-quiet" type="submit">{label}</button>
        </form>
    }
    .into_any()
}

/// A part of a page under a heading of its own. `id` is the heading's.
pub(super) fn section(id: &'static str, title: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! { <section class="admin-section" aria-labelledby=id><h2 id=id>{title}</h2>{content.into_any()}</section> }
        .into_any()
}

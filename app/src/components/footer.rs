use leptos::prelude::*;
use types::{catalog::Chrome, flag::Spot};
use words::t;

use super::NewsletterBox;

/// The foot of every page. `languages` links to it in the shop's other languages and moneys.
#[component]
pub fn Footer(chrome: Chrome, languages: Option<AnyView>) -> impl IntoView {
    let Chrome { shop_name, tagline, collections, pages, dev_mailbox, extras, .. } = chrome;
    // The header has them too.
    let collections = if extras.light { Vec::new() } else { collections };
    let newsletter = match extras.newsletter {
        Spot::Shown => Some(view! { <NewsletterBox/> }.into_any()),
        Spot::Place => {
            Some(view! { <div class="newsletter" data-extra="newsletter" data-some hidden></div> }.into_any())
        }
        Spot::Nothing => None,
    };
    let rooms = collections.into_iter().map(|link| (format!("/collections/{}", link.slug), link.title));
    let goods = [("/products".to_owned(), t!("all-products"))].into_iter().chain(rooms);
    let words = pages.into_iter().map(|link| (format!("/pages/{}", link.slug), link.title));
    let help = [("/orders/lookup".to_owned(), t!("footer-find-order"))].into_iter().chain(words);
    let yours = [("/account", t!("header-account")), ("/cart", t!("header-cart"))].into_iter();
    let yours = yours.chain(dev_mailbox.then(|| ("/dev/mailbox", t!("mailbox-title"))));
    let yours = yours.map(|(href, label)| (href.to_owned(), label));
    view! {
        <footer class="footer">
            <div class="footer-about">
                <p class="footer-name">{shop_name}</p>
                {(!tagline.is_empty()).then(|| view! { <p><bdi>{tagline}</bdi></p> })}
                {newsletter}
                {languages}
            </div>
            <nav class="footer-columns" aria-label=t!("footer-label")>
                {column("footer-goods", t!("footer-shop"), goods)}
                {column("footer-help", t!("footer-help"), help)}
                {column("footer-yours", t!("footer-yours"), yours)}
            </nav>
        </footer>
    }
}

/// Links, address and text, under a heading whose id is `id`.
fn column(id: &'static str, title: String, links: impl Iterator<Item = (String, String)>) -> AnyView {
    let links = links.map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect_view();
    view! { <div><h2 id=id>{title}</h2><ul aria-labelledby=id>{links}</ul></div> }.into_any()
}

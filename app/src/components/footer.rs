use leptos::prelude::*;
use types::{catalog::Chrome, flag::Spot};

use super::NewsletterBox;

/// The foot of every page.
#[component]
pub fn Footer(chrome: Chrome) -> impl IntoView {
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
    let goods = [("/products".to_owned(), "All products".to_owned())].into_iter().chain(rooms);
    let words = pages.into_iter().map(|link| (format!("/pages/{}", link.slug), link.title));
    let help = [("/orders/lookup".to_owned(), "Find an order".to_owned())].into_iter().chain(words);
    let yours = [("/account", "Account"), ("/cart", "Cart")].into_iter();
    let yours = yours.chain(dev_mailbox.then_some(("/dev/mailbox", "Dev mailbox")));
    let yours = yours.map(|(href, label)| (href.to_owned(), label.to_owned()));
    view! {
        <footer class="footer">
            <div class="footer-about">
                <p class="footer-name">{shop_name}</p>
                {(!tagline.is_empty()).then(|| view! { <p>{tagline}</p> })}
                {newsletter}
            </div>
            <nav class="footer-columns" aria-label="Footer">
                {column("footer-goods", "Shop", goods)}
                {column("footer-help", "Help", help)}
                {column("footer-yours", "Yours", yours)}
            </nav>
        </footer>
    }
}

/// Links, address and text, under a heading whose id is `id`.
fn column(id: &'static str, title: &'static str, links: impl Iterator<Item = (String, String)>) -> AnyView {
    let links = links.map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect_view();
    view! { <div><h2 id=id>{title}</h2><ul aria-labelledby=id>{links}</ul></div> }.into_any()
}

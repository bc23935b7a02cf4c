use leptos::prelude::*;
use types::{catalog::Chrome, flag::Spot};

use super::NewsletterBox;

/// The foot of every page.
#[component]
pub fn Footer(chrome: Chrome) -> impl IntoView {
    let Chrome { shop_name, collections, dev_mailbox, extras, .. } = chrome;
    // The header has them too.
    let collections = if extras.light { Vec::new() } else { collections };
    let newsletter = match extras.newsletter {
        Spot::Shown => Some(view! { <NewsletterBox/> }.into_any()),
        Spot::Place => {
            Some(view! { <div class="newsletter" data-extra="newsletter" data-some hidden></div> }.into_any())
        }
        Spot::Nothing => None,
    };
    view! {
        <footer class="footer">
            {newsletter}
            <p class="footer-name">{shop_name}</p>
            <nav aria-label="Footer">
                <ul>
                    <li><a href="/products">"All products"</a></li>
                    {collections
                        .into_iter()
                        .map(|link| view! { <li><a href=format!("/collections/{}", link.slug)>{link.title}</a></li> })
                        .collect_view()}
                    <li><a href="/cart">"Cart"</a></li>
                    <li><a href="/orders/lookup">"Find an order"</a></li>
                    {dev_mailbox.then(|| view! { <li><a href="/dev/mailbox">"Dev mailbox"</a></li> })}
                </ul>
            </nav>
        </footer>
    }
}

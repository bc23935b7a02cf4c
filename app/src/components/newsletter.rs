use leptos::prelude::*;
use words::t;

/// Asks for an address for the newsletter. A mail asks its owner before it counts.
#[component]
pub fn NewsletterBox() -> impl IntoView {
    view! {
        <form class="newsletter" method="post" action="/newsletter">
            <label for="newsletter-email">{t!("newsletter-label")}</label>
            <div class="newsletter-row">
                <input id="newsletter-email" type="email" name="email" required maxlength="254" autocomplete="email"
                    placeholder=t!("email-example")/>
                <button class="button button-quiet">{t!("newsletter-subscribe")}</button>
            </div>
        </form>
    }
}

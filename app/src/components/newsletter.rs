use leptos::prelude::*;

/// Asks for an address for the newsletter. A mail asks its owner before it counts.
#[component]
pub fn NewsletterBox() -> impl IntoView {
    view! {
        <form class="newsletter" method="post" action="/newsletter">
            <label for="newsletter-email">"News now and then, by mail"</label>
            <div class="newsletter-row">
                <input id="newsletter-email" type="email" name="email" required maxlength="254" autocomplete="email" placeholder="you@example.com"/>
                <button class="button button-quiet">"Subscribe"</button>
            </div>
        </form>
    }
}

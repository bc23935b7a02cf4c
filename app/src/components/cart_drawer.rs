use leptos::prelude::*;
use words::t;

use super::LinesSkeleton;

/// An empty drawer. `public/drawer.js` opens it when something was put into the cart, and fetches what is in it.
#[component]
pub fn CartDrawer() -> impl IntoView {
    view! {
        <dialog class="drawer" aria-labelledby="drawer-title">
            <div class="drawer-head">
                <h2 id="drawer-title">{t!("drawer-title")}</h2>
                <form method="dialog"><button class="button button-quiet" data-close>{t!("drawer-close")}</button></form>
            </div>
            <p class="visually-hidden" role="status" data-drawer-said></p>
            <div class="drawer-content" data-drawer-content><LinesSkeleton/></div>
        </dialog>
    }
}

//! What a queue asks for before it gives a place: a calculation that the browser does by itself or, without scripts, some waiting and
//! then a button. As light as the queue's own page.

use leptos::prelude::*;
use types::drops::ChallengeView;
use words::t;

use super::queue::{Queue, document};

/// `/queue?challenge=…`, `/drops/{slug}/queue?challenge=…`. Posts `challenge` and `solution` to the queue's own address.
#[must_use]
pub fn challenge(shop: &str, queue: &Queue, challenge: &ChallengeView) -> String {
    let title = format!("{} · {}", t!("challenge-title"), shop);
    let ChallengeView { challenge, bits, wait_seconds } = challenge.clone();
    let waits = wait_seconds > 0;
    let refresh = waits.then(|| {
        view! { <noscript><meta http-equiv="refresh" content=wait_seconds.to_string()/></noscript> }
    });
    let content = match waits {
        true => view! {
            <p>{t!("challenge-why")}</p>
            <p class="quiet">{t!("challenge-wait", seconds = wait_seconds)}</p>
        }
        .into_any(),
        false => view! {
            <p>{t!("challenge-waited")}</p>
            <p><button type="submit">{t!("challenge-take")}</button></p>
        }
        .into_any(),
    };
    let form = view! {
        <div class="place" role="status">
            <form method="post" action=queue.path.clone() data-bits=waits.then(|| bits.to_string())
                data-wait=waits.then(|| wait_seconds.to_string())>
                <input type="hidden" name="challenge" value=challenge/>
                <input type="hidden" name="solution" value=""/>
                {content}
            </form>
        </div>
    };
    document(queue, title, refresh, waits, form)
}

//! What a queue asks for before it gives a place: a calculation that the browser does by itself or, without scripts, some waiting and
//! then a button. As light as the queue's own page.

use leptos::prelude::*;
use types::drops::ChallengeView;

use super::queue::{Queue, document};
use crate::layout::Shell;

/// `/queue?challenge=…`, `/drops/{slug}/queue?challenge=…`. Posts `challenge` and `solution` to the queue's own address.
#[must_use]
pub fn challenge(shell: &Shell, queue: &Queue, challenge: &ChallengeView) -> String {
    let title = format!("One moment · {}", shell.chrome.shop_name);
    let ChallengeView { challenge, bits, wait_seconds } = challenge.clone();
    let waits = wait_seconds > 0;
    let refresh = waits.then(|| {
        view! { <noscript><meta http-equiv="refresh" content=wait_seconds.to_string()/></noscript> }
    });
    let content = match waits {
        true => view! {
            <p>"Programs take places in queues by the thousand. So that they do not, your browser does a short calculation now; then it
                takes your place by itself."</p>
            <p class="quiet">{format!("Where it cannot, or is slow at it, a button for your place appears here in {wait_seconds} s.")}</p>
        }
        .into_any(),
        false => view! {
            <p>"Thank you for waiting."</p>
            <p><button type="submit">"Take my place"</button></p>
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

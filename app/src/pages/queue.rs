//! A queue's page: a few kilobytes, so that it holds when everything else is busy. It says how things stand, works without scripts
//! (it loads itself again), and is kept up to date with them.

use leptos::prelude::*;
use types::drops::{DropGoodsView, DropView, PlaceState, PlaceView};

use crate::{
    assets::{queue_address, queue_style_address},
    layout::Shell,
    render::render_plain,
};

/// What whoever waits would ask.
const KEPT: &str = "Closing this page loses nothing: its address shows your place again in this browser. Loading it more often moves \
                    nobody ahead.";

/// A queue and what it is for.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its page.
    pub path: String,
    /// What people wait for.
    pub title: String,
    /// The drop, where it is one's.
    pub drop: Option<DropView>,
}

/// `/queue`, `/drops/{slug}/queue`. Nothing in it is reactive, so it needs no owner.
#[must_use]
pub fn queue(shell: &Shell, queue: &Queue, place: &PlaceView) -> String {
    let title = format!("{} · {}", place.state.label(), shell.chrome.shop_name);
    let (events, again) = (format!("{}/events", queue.path), place.look_again_seconds.to_string());
    let follows = follows(place.state);
    let refresh = follows.then(|| {
        view! { <noscript><meta http-equiv="refresh" content=again.clone()/></noscript> }
    });
    let place = view! {
        <div class="place" role="status" data-queue=follows.then_some(events) data-again=again
            inner_html=place_html(queue, place)></div>
        {follows.then(|| view! { <p class="quiet">{KEPT}</p> })}
    };
    document(queue, title, refresh, follows, place)
}

/// What all pages of a queue look like.
pub(super) fn document(
    queue: &Queue,
    title: String,
    refresh: impl IntoView,
    scripted: bool,
    content: impl IntoView,
) -> String {
    let home = match &queue.drop {
        Some(drop) => (format!("/drops/{}", drop.slug), "About this drop"),
        None => ("/".to_owned(), "To the shop"),
    };
    let document = view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <title>{title}</title>
                {refresh}
                <link rel="stylesheet" href=queue_style_address()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {scripted.then(|| view! { <script defer src=queue_address()></script> })}
            </head>
            <body>
                <main>
                    <h1>{queue.title.clone()}</h1>
                    {content}
                </main>
                <p class="quiet"><a href=home.0>{home.1}</a></p>
            </body>
        </html>
    };
    render_plain(document)
}

/// What a queue's page says of a place: the part that changes.
#[must_use]
pub fn place(queue: &Queue, place: &PlaceView) -> String {
    place_html(queue, place)
}

fn place_html(queue: &Queue, place: &PlaceView) -> String {
    let view = match place.state {
        PlaceState::None => none(queue, place),
        PlaceState::Gathering => gathering(queue, place),
        PlaceState::Waiting | PlaceState::Standby => waiting(place),
        PlaceState::Admitted => admitted(queue, place),
        PlaceState::Passed => passed(queue),
        PlaceState::SoldOut => sold_out(place),
        PlaceState::Over => over(queue),
    };
    render_plain(view)
}

/// There is something to wait for.
fn follows(state: PlaceState) -> bool {
    !matches!(state, PlaceState::None | PlaceState::Over | PlaceState::Passed)
}

fn join(queue: &Queue, label: &'static str) -> AnyView {
    view! { <form method="post" action=queue.path.clone()><button type="submit">{label}</button></form> }.into_any()
}

fn opens_later(queue: &Queue) -> bool {
    queue.drop.as_ref().is_some_and(|drop| drop.status == types::drops::DropStatus::Scheduled)
}

fn none(queue: &Queue, place: &PlaceView) -> AnyView {
    if opens_later(queue) {
        let opens =
            queue.drop.as_ref().map(|drop| drop.queue_opens_at.clone().unwrap_or_else(|| drop.starts_at.clone()));
        return view! { <p>"The queue opens at " {crate::components::moment(&opens.unwrap_or_default())} "."</p> }
            .into_any();
    }
    let waiting = people(place.waiting);
    view! {
        <p>{format!("There is a queue: {waiting} in it. Take a place, and keep this page or come back to it.")}</p>
        {left(place)}
        {join(queue, "Take a place")}
    }
    .into_any()
}

fn gathering(queue: &Queue, place: &PlaceView) -> AnyView {
    let starts = queue.drop.as_ref().map(|drop| crate::components::moment(&drop.starts_at));
    view! {
        <p>"You are in the draw. Whoever is here before the start has the same chance, whenever they came."</p>
        <dl>
            <dt>"Starts"</dt><dd>{starts}</dd>
            <dt>"In the draw"</dt><dd>{people(place.waiting)}</dd>
            <dt>"Your ticket"</dt><dd>{place.ticket}</dd>
        </dl>
    }
    .into_any()
}

fn waiting(place: &PlaceView) -> AnyView {
    let truth = (place.state == PlaceState::Standby).then(|| {
        view! {
            <p>"More people are ahead of you than there are units left, so this may well be gone before your turn. You keep your place:
                what is given back is offered in the order of this queue."</p>
        }
    });
    let eta = match place.eta_seconds {
        Some(seconds) => format!("about {}", duration(seconds)),
        None => "nobody can tell".to_owned(),
    };
    view! {
        <p class="quiet">"Your place in line"</p>
        <p class="place-number">{place.position}</p>
        {truth}
        <dl>
            <dt>"Ahead of you"</dt><dd>{people(place.ahead)}</dd>
            <dt>"Your turn in"</dt><dd>{eta}</dd>
        </dl>
        {left(place)}
    }
    .into_any()
}

fn left(place: &PlaceView) -> AnyView {
    let Some(remaining) = place.remaining else { return ().into_any() };
    view! {
        <dl>
            <dt>"Left"</dt><dd>{remaining}</dd>
            <dt>"At the till"</dt><dd>{place.held}</dd>
        </dl>
    }
    .into_any()
}

fn admitted(queue: &Queue, place: &PlaceView) -> AnyView {
    let until = place.pass_seconds.map(duration).unwrap_or_default();
    let Some(drop) = &queue.drop else {
        return view! {
            <p>{format!("It is your turn, for {until}.")}</p>
            <p><a href="/cart">"Go on to your cart"</a>" · "<a href="/products">"or look around"</a></p>
        }
        .into_any();
    };
    let goods = drop.goods.iter().map(|goods| buy(drop, goods));
    view! {
        <p>{format!("It is your turn. You have {until} to get to the till; there it is kept for you.")}</p>
        {goods.collect_view()}
        {left(place)}
    }
    .into_any()
}

fn buy(drop: &DropView, goods: &DropGoodsView) -> AnyView {
    view! {
        <form method="post" action=format!("/drops/{}/buy", drop.slug)>
            <input type="hidden" name="variant_id" value=goods.variant_id.to_string()/>
            <button type="submit">{format!("Buy {} for {}", goods.title, goods.price)}</button>
        </form>
    }
    .into_any()
}

fn passed(queue: &Queue) -> AnyView {
    view! {
        <p>"Your turn is over. If units are kept for you at the till, they still are."</p>
        <p><a href="/checkout">"To the till"</a></p>
        {join(queue, "Stand in line again")}
    }
    .into_any()
}

fn sold_out(place: &PlaceView) -> AnyView {
    let ahead = people(place.ahead);
    view! {
        <p><strong>"Sold out."</strong>" The last one has been bought, and nobody holds one that could come back."</p>
        <p class="quiet">{format!("You were in line, with {ahead} ahead of you.")}</p>
    }
    .into_any()
}

fn over(queue: &Queue) -> AnyView {
    match &queue.drop {
        Some(drop) => view! { <p>"This drop is over."</p><p>{drop.message.clone()}</p> }.into_any(),
        None => view! { <p>"There is no queue right now. Come in."</p> }.into_any(),
    }
}

fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

fn duration(seconds: i64) -> String {
    match seconds {
        ..90 => format!("{seconds} s"),
        90..5400 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h", (seconds + 1800) / 3600),
    }
}

//! A queue's page: a few kilobytes, so that it holds when everything else is busy. It says how things stand, works without scripts
//! (it loads itself again), and is kept up to date with them.

use leptos::prelude::*;
use types::drops::{DropGoodsView, DropView, PlaceState, PlaceView};
use words::{money, t};

use crate::{
    assets::{queue_address, queue_style_address},
    components::moment,
    render::render_plain,
};

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

/// `/queue`, `/drops/{slug}/queue`, of the shop called `shop`. Nothing in it is reactive, so it needs no owner.
#[must_use]
pub fn queue(shop: &str, queue: &Queue, place: &PlaceView) -> String {
    let title = format!("{} · {}", state(place.state), shop);
    let (events, again) = (format!("{}/events", queue.path), place.look_again_seconds.to_string());
    let follows = follows(place.state);
    let refresh = follows.then(|| {
        view! { <noscript><meta http-equiv="refresh" content=again.clone()/></noscript> }
    });
    let place = view! {
        <div class="place" role="status" data-queue=follows.then_some(events) data-again=again
            inner_html=place_html(queue, place)></div>
        {follows.then(|| view! { <p class="quiet">{t!("queue-kept")}</p> })}
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
        Some(drop) => (format!("/drops/{}", drop.slug), t!("queue-about-drop")),
        None => ("/".to_owned(), t!("queue-to-shop")),
    };
    let locale = words::locale();
    let document = view! {
        <!DOCTYPE html>
        <html lang=locale.code() dir=locale.direction()>
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

fn state(state: PlaceState) -> String {
    match state {
        PlaceState::None => t!("place-none"),
        PlaceState::Gathering => t!("place-gathering"),
        PlaceState::Waiting => t!("place-waiting"),
        PlaceState::Standby => t!("place-standby"),
        PlaceState::Admitted => t!("place-admitted"),
        PlaceState::Passed => t!("place-passed"),
        PlaceState::SoldOut => t!("place-sold-out"),
        PlaceState::Over => t!("place-over"),
    }
}

/// There is something to wait for.
fn follows(state: PlaceState) -> bool {
    !matches!(state, PlaceState::None | PlaceState::Over | PlaceState::Passed)
}

fn join(queue: &Queue, label: String) -> AnyView {
    view! { <form method="post" action=queue.path.clone()><button type="submit">{label}</button></form> }.into_any()
}

fn opens_later(queue: &Queue) -> bool {
    queue.drop.as_ref().is_some_and(|drop| drop.status == types::drops::DropStatus::Scheduled)
}

fn none(queue: &Queue, place: &PlaceView) -> AnyView {
    if opens_later(queue) {
        let opens =
            queue.drop.as_ref().map(|drop| drop.queue_opens_at.clone().unwrap_or_else(|| drop.starts_at.clone()));
        let words = t!("queue-opens", time = moment(&opens.unwrap_or_default()));
        return view! { <p>{words}</p> }.into_any();
    }
    view! {
        <p>{t!("queue-open", count = place.waiting)}</p>
        {left(place)}
        {join(queue, t!("queue-join"))}
    }
    .into_any()
}

fn gathering(queue: &Queue, place: &PlaceView) -> AnyView {
    let starts = queue.drop.as_ref().map(|drop| moment(&drop.starts_at));
    view! {
        <p>{t!("queue-in-draw")}</p>
        <dl>
            <dt>{t!("queue-starts")}</dt><dd>{starts}</dd>
            <dt>{t!("queue-entrants")}</dt><dd>{people(place.waiting)}</dd>
            <dt>{t!("queue-ticket")}</dt><dd>{place.ticket}</dd>
        </dl>
    }
    .into_any()
}

fn waiting(place: &PlaceView) -> AnyView {
    let truth = (place.state == PlaceState::Standby).then(|| view! { <p>{t!("queue-standby")}</p> });
    let eta = match place.eta_seconds {
        Some(seconds) => t!("queue-turn-about", time = duration(seconds)),
        None => t!("queue-turn-unknown"),
    };
    view! {
        <p class="quiet">{t!("queue-place")}</p>
        <p class="place-number">{place.position}</p>
        {truth}
        <dl>
            <dt>{t!("queue-ahead")}</dt><dd>{people(place.ahead)}</dd>
            <dt>{t!("queue-turn")}</dt><dd>{eta}</dd>
        </dl>
        {left(place)}
    }
    .into_any()
}

fn left(place: &PlaceView) -> AnyView {
    let Some(remaining) = place.remaining else { return ().into_any() };
    view! {
        <dl>
            <dt>{t!("queue-left")}</dt><dd>{remaining}</dd>
            <dt>{t!("queue-held")}</dt><dd>{place.held}</dd>
        </dl>
    }
    .into_any()
}

fn admitted(queue: &Queue, place: &PlaceView) -> AnyView {
    let until = place.pass_seconds.map(duration).unwrap_or_default();
    let Some(drop) = &queue.drop else {
        return view! {
            <p>{t!("queue-turn-now", time = until)}</p>
            <p><a href="/cart">{t!("queue-cart")}</a>" · "<a href="/products">{t!("queue-look-around")}</a></p>
        }
        .into_any();
    };
    let goods = drop.goods.iter().map(|goods| buy(drop, goods));
    view! {
        <p>{t!("queue-turn-till", time = until)}</p>
        {goods.collect_view()}
        {left(place)}
    }
    .into_any()
}

fn buy(drop: &DropView, goods: &DropGoodsView) -> AnyView {
    view! {
        <form method="post" action=format!("/drops/{}/buy", drop.slug)>
            <input type="hidden" name="variant_id" value=goods.variant_id.to_string()/>
            <button type="submit">{t!("queue-buy", title = &goods.title, price = money(goods.price))}</button>
        </form>
    }
    .into_any()
}

fn passed(queue: &Queue) -> AnyView {
    view! {
        <p>{t!("queue-passed")}</p>
        <p><a href="/checkout">{t!("queue-till")}</a></p>
        {join(queue, t!("queue-again"))}
    }
    .into_any()
}

fn sold_out(place: &PlaceView) -> AnyView {
    view! {
        <p><strong>{t!("queue-sold-out")}</strong>" "{t!("queue-sold-out-all")}</p>
        <p class="quiet">{t!("queue-was-in-line", count = place.ahead)}</p>
    }
    .into_any()
}

fn over(queue: &Queue) -> AnyView {
    match &queue.drop {
        Some(drop) => view! { <p>{t!("queue-drop-over")}</p><p>{drop.message.clone()}</p> }.into_any(),
        None => view! { <p>{t!("queue-over")}</p> }.into_any(),
    }
}

fn people(count: i64) -> String {
    t!("queue-people", count = count)
}

fn duration(seconds: i64) -> String {
    match seconds {
        ..90 => t!("queue-seconds", count = seconds),
        90..5400 => t!("queue-minutes", count = (seconds + 30) / 60),
        _ => t!("queue-hours", count = (seconds + 1800) / 3600),
    }
}

//! Drops and queues.

use types::{
    DropId, ProductId, VariantId,
    drops::{DropGoodsView, DropStatus, DropView, PlaceState, PlaceView},
};

use super::*;

/// A drop with every optional part; all text in it is `text`.
pub fn announced(text: &str) -> DropView {
    let goods = DropGoodsView {
        variant_id: VariantId::new(),
        product_id: ProductId::new(),
        slug: "lantern".into(),
        title: text.into(),
        price: samples::usd(24_800),
        units: 300,
        image: Some(samples::image(text)),
    };
    DropView {
        id: DropId::new(),
        slug: "lantern-no-7".into(),
        title: text.into(),
        status: DropStatus::PreQueue,
        message: text.into(),
        queue_opens_at: Some("2026-11-27T17:30:00Z".into()),
        starts_at: "2026-11-27T18:00:00Z".into(),
        ends_at: "2026-11-27T20:00:00Z".into(),
        now: "2026-11-27T17:45:00Z".into(),
        seconds_to_start: Some(900),
        cap_per_person: Some(1),
        goods: vec![goods],
        remaining: 300,
        held: 0,
        commitment: text.into(),
        seed: Some(text.into()),
        entrants: Some(7),
    }
}

fn place_in(state: PlaceState) -> PlaceView {
    PlaceView {
        state,
        ticket: Some(41),
        position: Some(12),
        ahead: 17,
        waiting: 1,
        eta_seconds: Some(130),
        remaining: Some(3),
        held: 2,
        pass_seconds: Some(59),
        look_again_seconds: 13,
    }
}

/// The queue's page for somebody who stands like that.
pub fn page(text: &str, state: PlaceState) -> String {
    let drop = DropView { status: DropStatus::Live, ..announced(text) };
    let about = Queue { path: "/drops/lantern-no-7/queue".into(), title: text.into(), drop: Some(drop) };
    queue(text, &about, &place_in(state))
}

#[test]
fn each_place_is_told_in_a_few_kilobytes_what_is_so() {
    for (state, words) in [
        (PlaceState::None, "There is a queue: 1 person in it."),
        (PlaceState::Gathering, "27 November 2026, 18:00 UTC"),
        (PlaceState::Waiting, "about 2 min"),
        (PlaceState::Standby, "what is given back is offered in the order of this queue"),
        (PlaceState::Admitted, "You have 59 s to get to the till"),
        (PlaceState::Passed, "Your turn is over."),
        (PlaceState::SoldOut, "You were in line, with 17 people ahead of you."),
        (PlaceState::Over, "This drop is over."),
    ] {
        let html = page("Lantern", state);
        assert!(html.len() < 3_000, "{state:?}: {} bytes", html.len());
        let document = Html::parse_document(&html);
        let said: String = all(&document, ".place").iter().flat_map(|place| place.text()).collect();
        assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{state:?}: {said}");
    }
}

#[test]
fn a_drops_page_is_as_true_a_minute_later() {
    let page = |status, remaining| {
        let html = drop(samples::shell("Lantern"), DropView { status, remaining, held: 2, ..announced("Lantern") });
        let document = Html::parse_document(&html);
        let when = all(&document, ".drop-when").iter().flat_map(|place| place.text()).collect::<String>();
        (html, when)
    };
    let (html, before) = page(DropStatus::PreQueue, 300);
    assert_eq!(before, "On sale 27 November 2026, 18:00 UTC. ", "no distance to a now that passes");
    assert!(html.contains("data-countdown=\"2026-11-27T18:00:00Z\""), "{html}");
    assert!(!html.contains("17:45"), "the shop's clock is in no page that is kept");
    assert!(page(DropStatus::Live, 300).1.ends_with("More than 5 left."));
    assert!(page(DropStatus::Live, 5).1.ends_with("5 left, 2 at the till."));
}

#[test]
fn whoever_waits_looks_again_with_scripts_or_without_and_nobody_else_does() {
    for state in PlaceState::ALL {
        let html = page("Lantern", *state);
        let waits = matches!(
            state,
            PlaceState::Gathering
                | PlaceState::Waiting
                | PlaceState::Standby
                | PlaceState::Admitted
                | PlaceState::SoldOut
        );
        assert_eq!(
            html.contains("<noscript><meta http-equiv=\"refresh\" content=\"13\"></noscript>"),
            waits,
            "{state:?}"
        );
        assert_eq!(html.contains("data-queue=\"/drops/lantern-no-7/queue/events\""), waits, "{state:?}");
    }
}

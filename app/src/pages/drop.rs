use leptos::prelude::*;
use types::{
    catalog::FEW_LEFT,
    drops::{DropGoodsView, DropStatus, DropView},
};
use words::t;

use crate::{
    assets::queue_address,
    components::{Breadcrumbs, Crumb, GAP, GAPS, Picture, Price, Time, around, sentence},
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// `/drops/{slug}`: the same for everyone.
pub fn drop(shell: Shell, view: DropView) -> String {
    render(move || {
        let trail = vec![Crumb::new(t!("home-link"), "/")];
        let page = Page {
            data: vec![structured::breadcrumbs(shell.site(), &trail, &view.title)],
            description: view.message.clone(),
            image: view.goods.first().and_then(|goods| Some(goods.image.as_ref()?.url.clone())),
            ..Page::public(&view.title, format!("/drops/{}", view.slug))
        };
        let (title, message) = (view.title.clone(), view.message.clone());
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=title.clone()/>
                <article class="drop">
                    <header class="drop-head">
                        <p class="eyebrow">{state(view.status)}</p>
                        // What nobody has said in the page's language runs as it was written.
                        <h1><bdi>{title}</bdi></h1>
                        {when(&view)}
                        {(!message.is_empty()).then(|| view! { <p><bdi>{message}</bdi></p> })}
                        {what_to_do(&view)}
                    </header>
                    <ul class="drop-goods">{view.goods.iter().map(goods).collect_view()}</ul>
                    {draw(&view)}
                </article>
                <script defer src=queue_address()></script>
            </Layout>
        }
    })
}

fn state(status: DropStatus) -> String {
    match status {
        DropStatus::Draft => t!("drop-draft"),
        DropStatus::Scheduled => t!("drop-scheduled"),
        DropStatus::PreQueue => t!("drop-gathering"),
        DropStatus::Live => t!("drop-live"),
        DropStatus::SoldOut => t!("drop-sold-out"),
        DropStatus::Ended => t!("drop-ended"),
        DropStatus::Reported => t!("drop-reported"),
    }
}

/// The page is kept for a while, so it says moments and no distance to now; the script counts down, by the shop's clock.
fn when(view: &DropView) -> AnyView {
    let at = |moment: &String| view! { <Time at=moment.clone()/> }.into_any();
    let (starts, ends) = (at(&view.starts_at), at(&view.ends_at));
    match view.status {
        status if status.is_over() => {
            let words = around(&t!("drop-ended-at", time = GAP), ends);
            view! { <p class="drop-when">{words}</p> }.into_any()
        }
        status if status.is_selling() => {
            let words = sentence(&t!("drop-since", start = GAPS[0], end = GAPS[1]), [starts, ends]);
            view! { <p class="drop-when">{words} " " {left(view)}</p> }.into_any()
        }
        _ => view! {
            <p class="drop-when">
                {around(&t!("drop-on-sale", time = GAP), starts)} " "
                <span role="timer" data-countdown=view.starts_at.clone() data-days=t!("drop-countdown-days", days = "{days}")
                    data-clock=format!("/api/v1/drops/{}", view.slug)></span>
            </p>
        }
        .into_any(),
    }
}

/// Only a few are counted: from there on the page is made anew with each that goes.
fn left(view: &DropView) -> String {
    match view.remaining {
        left if left > FEW_LEFT => t!("drop-left-many", count = FEW_LEFT),
        left => t!("drop-left", count = left, held = view.held),
    }
}

fn what_to_do(view: &DropView) -> AnyView {
    let queue = format!("/drops/{}/queue", view.slug);
    let join = |label: String| {
        view! {
            <form method="post" action=queue.clone()><button class="button" type="submit">{label}</button></form>
        }
        .into_any()
    };
    match view.status {
        DropStatus::PreQueue => join(t!("drop-join-draw")),
        DropStatus::Live => join(t!("drop-join-line")),
        DropStatus::SoldOut => view! { <p>{t!("drop-all-gone")}</p> }.into_any(),
        DropStatus::Scheduled => match &view.queue_opens_at {
            Some(at) => {
                let words = around(&t!("drop-draw-opens", time = GAP), view! { <Time at=at.clone()/> });
                view! { <p>{words}</p> }.into_any()
            }
            None => ().into_any(),
        },
        DropStatus::Draft | DropStatus::Ended | DropStatus::Reported => ().into_any(),
    }
}

fn goods(goods: &DropGoodsView) -> AnyView {
    let href = format!("/products/{}", goods.slug);
    view! {
        <li>
            <Picture image=goods.image.clone() sizes="(min-width: 64rem) 30rem, 100vw" foremost=true/>
            <h2><a href=href>{goods.title.clone()}</a></h2>
            <p><Price price=goods.price compare_at=None from=false/> " · " {t!("drop-made", count = goods.units)}</p>
        </li>
    }
    .into_any()
}

/// How anyone can check that nobody was preferred.
fn draw(view: &DropView) -> AnyView {
    let seed = view.seed.clone().map(|seed| {
        view! {
            <dt>{t!("drop-seed")}</dt><dd><code>{seed}</code></dd>
            <dt>{t!("drop-entrants")}</dt><dd>{view.entrants.unwrap_or_default()}</dd>
        }
    });
    view! {
        <details class="drop-draw">
            <summary>{t!("drop-draw-title")}</summary>
            <p>{t!("drop-draw")}</p>
            <dl>
                <dt>{t!("drop-commitment")}</dt><dd><code>{view.commitment.clone()}</code></dd>
                {seed}
            </dl>
        </details>
    }
    .into_any()
}

use leptos::prelude::*;
use types::{
    catalog::FEW_LEFT,
    drops::{DropGoodsView, DropStatus, DropView},
};

use crate::{
    assets::queue_address,
    components::{Breadcrumbs, Crumb, Picture, Price, Time},
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/drops/{slug}`: the same for everyone.
pub fn drop(shell: Shell, view: DropView) -> String {
    render(move || {
        let page = Page {
            description: view.message.clone(),
            image: view.goods.first().and_then(|goods| Some(goods.image.as_ref()?.url.clone())),
            ..Page::public(&view.title, format!("/drops/{}", view.slug))
        };
        let (title, message) = (view.title.clone(), view.message.clone());
        view! {
            <Layout shell page>
                <Breadcrumbs trail=vec![Crumb::new("Home", "/")] here=title.clone()/>
                <article class="drop">
                    <header class="drop-head">
                        <p class="eyebrow">{view.status.label()}</p>
                        <h1>{title}</h1>
                        {when(&view)}
                        {(!message.is_empty()).then(|| view! { <p>{message}</p> })}
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

/// The page is kept for a while, so it says moments and no distance to now; the script counts down, by the shop's clock.
fn when(view: &DropView) -> AnyView {
    match view.status {
        status if status.is_over() => {
            view! { <p class="drop-when">"Ended " <Time at=view.ends_at.clone()/></p> }.into_any()
        }
        status if status.is_selling() => view! {
            <p class="drop-when">
                "Since " <Time at=view.starts_at.clone()/> ", until " <Time at=view.ends_at.clone()/> ". " {left(view)}
            </p>
        }
        .into_any(),
        _ => view! {
            <p class="drop-when">
                "On sale " <Time at=view.starts_at.clone()/> ". "
                <span role="timer" data-countdown=view.starts_at.clone() data-clock=format!("/api/v1/drops/{}", view.slug)></span>
            </p>
        }
        .into_any(),
    }
}

/// Only a few are counted: from there on the page is made anew with each that goes.
fn left(view: &DropView) -> String {
    match view.remaining {
        left if left > FEW_LEFT => format!("More than {FEW_LEFT} left."),
        left => format!("{left} left, {} at the till.", view.held),
    }
}

fn what_to_do(view: &DropView) -> AnyView {
    let queue = format!("/drops/{}/queue", view.slug);
    let join = |label: &'static str| {
        view! {
            <form method="post" action=queue.clone()><button class="button" type="submit">{label}</button></form>
        }
        .into_any()
    };
    match view.status {
        DropStatus::PreQueue => join("Join the draw"),
        DropStatus::Live => join("Take a place in line"),
        DropStatus::SoldOut => view! { <p>"Sold out. What comes back goes to those in line."</p> }.into_any(),
        DropStatus::Scheduled => match &view.queue_opens_at {
            Some(at) => view! { <p>"The draw opens " <Time at=at.clone()/> "."</p> }.into_any(),
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
            <p><Price price=goods.price compare_at=None from=false/> " · " {format!("{} made", goods.units)}</p>
        </li>
    }
    .into_any()
}

/// How anyone can check that nobody was preferred.
fn draw(view: &DropView) -> AnyView {
    let seed = view.seed.clone().map(|seed| {
        view! {
            <dt>"The seed"</dt><dd><code>{seed}</code></dd>
            <dt>"Tickets in the draw"</dt><dd>{view.entrants.unwrap_or_default()}</dd>
        }
    });
    view! {
        <details class="drop-draw">
            <summary>"How the draw is held"</summary>
            <p>
                "Tickets handed out before the start are shuffled by a secret seed. Its SHA-256 was fixed with the announcement and the seed is
                shown after the start, so that anyone can work out the order again. Whoever comes later stands behind, in the order of arrival."
            </p>
            <dl>
                <dt>"SHA-256 of the seed"</dt><dd><code>{view.commitment.clone()}</code></dd>
                {seed}
            </dl>
        </details>
    }
    .into_any()
}

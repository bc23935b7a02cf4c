//! `/queue`, `/queue/events`: the whole shop's queue; and what all queues have in common.

use std::time::Duration;

use app::pages::Queue;
use axum::response::{Html, IntoResponse, Redirect, Response, sse::Event};
use axum_extra::extract::cookie::CookieJar;
use commerce::{
    Result, drops,
    pressure::Level,
    waiting_room::{self, Plan},
};
use futures::{Stream, stream};
use types::{
    CartId,
    drops::{DropView, PlaceState},
};

use crate::{
    cart_cookie,
    problem::Refused,
    queue_cookie, streams,
    visitor::{Answer, Visitor, kept_from_caches},
};

/// How often a stream looks whether a place has changed.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// From here on browsers look now and then by themselves: connections are for those who buy.
const NO_STREAMS: Level = Level::new(3);

/// What a queue's page says it is for.
#[must_use]
pub fn titled(plan: &Plan, drop: Option<DropView>) -> Queue {
    Queue { path: plan.path.clone(), title: plan.title.clone(), drop }
}

pub async fn place(visitor: Visitor) -> Answer {
    let (plan, _) = drops::shop_plan(&visitor.cx).await?;
    let place = waiting_room::place(&visitor.cx, &plan).await?;
    let html = app::pages::queue(&visitor.bare_shell(), &titled(&plan, None), &place);
    Ok(kept_from_caches(Html(html).into_response()))
}

pub async fn join(visitor: Visitor) -> Answer {
    let (plan, is_open) = drops::shop_plan(&visitor.cx).await?;
    if !is_open {
        return Ok(Redirect::to("/").into_response());
    }
    take_place(&visitor, &plan).await
}

pub async fn events(visitor: Visitor) -> Result<Response, Refused> {
    let (plan, _) = drops::shop_plan(&visitor.cx).await?;
    stream(visitor, plan, None)
}

/// A place for the visitor, whose browser keeps it. It counts for one cart: theirs, or the one they will have.
pub async fn take_place(visitor: &Visitor, plan: &Plan) -> Answer {
    let cart = visitor.cart_id().unwrap_or_else(CartId::random);
    let to = Redirect::to(&plan.path);
    match drops::join(&visitor.cx, plan, cart).await {
        Ok((ticket, view)) => {
            let jar = CookieJar::new().add(cart_cookie::remember(&visitor.app, cart)).add(queue_cookie::remember(
                &visitor.app,
                ticket.room,
                view.ticket,
            ));
            Ok((jar, to).into_response())
        }
        // Not open yet, or over: the page says which.
        Err(error) if error.problem().status < 500 => Ok(to.into_response()),
        Err(error) => Err(error.into()),
    }
}

/// The visitor's place as it changes, in the words of the page.
///
/// # Errors
/// `unavailable` when there are too many streams, or the shop is too pressed for them.
pub fn stream(visitor: Visitor, plan: Plan, drop: Option<DropView>) -> Result<Response, Refused> {
    if visitor.cx.pressure.level() >= NO_STREAMS {
        return Err(streams::later());
    }
    let place = visitor.app.streams.open()?;
    Ok(streams::answer(place, changes(visitor, plan, drop)))
}

/// What is known between two looks.
struct Watch {
    visitor: Visitor,
    plan: Plan,
    queue: Queue,
    said: Option<String>,
    over: bool,
}

fn changes(visitor: Visitor, plan: Plan, drop: Option<DropView>) -> impl Stream<Item = Event> + Send + 'static {
    let queue = titled(&plan, drop);
    stream::unfold(Watch { visitor, plan, queue, said: None, over: false }, |mut watch| async move {
        loop {
            if watch.over || watch.visitor.cx.pressure.level() >= NO_STREAMS {
                return None;
            }
            if watch.said.is_some() {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            // What a moment's trouble hides is told with the next look.
            let Ok(fragment) = watch.look().await else {
                watch.said.get_or_insert_default();
                continue;
            };
            if watch.said.as_ref() != Some(&fragment) {
                let event = Event::default().event("place").data(fragment.replace('\n', " "));
                watch.said = Some(fragment);
                return Some((event, watch));
            }
        }
    })
}

impl Watch {
    async fn look(&mut self) -> Result<String> {
        let cx = &self.visitor.cx;
        match &mut self.queue.drop {
            Some(drop) => {
                self.plan = drops::plan(cx, &drop.slug).await?;
                *drop = drops::view(cx, &drop.slug).await?;
            }
            None => self.plan = drops::shop_plan(cx).await?.0,
        }
        let place = waiting_room::place(&self.visitor.cx, &self.plan).await?;
        self.over = matches!(place.state, PlaceState::Over);
        Ok(app::pages::place(&self.queue, &place))
    }
}

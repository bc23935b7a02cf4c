//! `/queue`, `/queue/events`: the whole shop's queue; and what all queues have in common.

use std::time::Duration;

use app::pages::Queue;
use axum::{
    extract::Request,
    response::{Html, IntoResponse, Redirect, Response, sse::Event},
};
use axum_extra::extract::cookie::CookieJar;
use commerce::{
    Result, drops,
    pressure::Level,
    waiting_room::{self, Plan, Proof},
};
use futures::{Stream, stream};
use http::Method;
use serde::Deserialize;
use types::{
    CartId, ErrorCode,
    drops::{DropView, PlaceState},
};
use words::t;

use crate::{
    App, cart_cookie,
    extract::{Form, Query},
    middleware::{ClientIp, rate_limit},
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
    let title = drop.as_ref().map_or_else(|| t!("queue-shop"), |drop| drop.title.clone());
    Queue { path: plan.path.clone(), title, drop }
}

/// What a browser sends for a place, and is shown again by its address while there is something to do first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Joining {
    challenge: String,
    solution: String,
}

/// The page of what has to be done first, where that is so.
#[must_use]
pub fn asked(visitor: &Visitor, plan: &Plan, drop: Option<&DropView>, joining: &Joining) -> Option<Response> {
    let challenge = waiting_room::challenge_of(&visitor.cx, plan, &joining.challenge)?;
    let html = app::pages::challenge(&visitor.cx.settings.shop_name, &titled(plan, drop.cloned()), &challenge);
    Some(kept_from_caches(Html(html).into_response()))
}

pub async fn place(visitor: Visitor, Query(joining): Query<Joining>) -> Answer {
    let (plan, _) = drops::shop_plan(&visitor.cx).await?;
    if let Some(page) = asked(&visitor, &plan, None, &joining) {
        return Ok(page);
    }
    let place = waiting_room::place(&visitor.cx, &plan).await?;
    let html = app::pages::queue(&visitor.cx.settings.shop_name, &titled(&plan, None), &place);
    Ok(kept_from_caches(Html(html).into_response()))
}

/// The page of a queue, `/queue` or a drop's, where all it says is in memory and its limit lets it pass: in front of everything else, since
/// nobody asks as often as those who wait. None sends the request on to [`place`], which does the rest.
#[must_use]
pub fn remembered(app: &App, request: &Request) -> Option<Response> {
    let uri = request.uri();
    let slug = match uri.path() {
        "/queue" => None,
        path => Some(path.strip_prefix("/drops/")?.strip_suffix("/queue")?),
    };
    if *request.method() != Method::GET || uri.query().is_some() {
        return None;
    }
    let client = *request.extensions().get::<ClientIp>()?;
    let visitor = Visitor::of(app, request.extensions(), request.headers());
    words::speaking(visitor.cx.market, || {
        let (plan, drop) = drops::known_queue(&visitor.cx, slug)?;
        let place = waiting_room::known_place(&visitor.cx, &plan)?;
        if !rate_limit::admits_look(app, client) {
            return None;
        }
        let html = app::pages::queue(&visitor.cx.settings.shop_name, &titled(&plan, drop), &place);
        Some(kept_from_caches(Html(html).into_response()))
    })
}

pub async fn join(visitor: Visitor, Form(joining): Form<Joining>) -> Answer {
    let (plan, is_open) = drops::shop_plan(&visitor.cx).await?;
    if !is_open {
        return Ok(Redirect::to("/").into_response());
    }
    take_place(&visitor, &plan, joining).await
}

pub async fn events(visitor: Visitor) -> Result<Response, Refused> {
    let (plan, _) = drops::shop_plan(&visitor.cx).await?;
    stream(visitor, plan, None)
}

/// A place for the visitor, whose browser keeps it. It counts for one cart: theirs, or the one they will have.
pub async fn take_place(visitor: &Visitor, plan: &Plan, joining: Joining) -> Answer {
    let proof = Proof { challenge: joining.challenge, solution: joining.solution };
    let cart = visitor.cart_id().unwrap_or_else(CartId::random);
    let to = Redirect::to(&plan.path);
    match drops::join(&visitor.cx, plan, cart, &proof).await {
        Ok((ticket, view)) => {
            let jar = CookieJar::new().add(cart_cookie::remember(&visitor.app, cart)).add(queue_cookie::remember(
                &visitor.app,
                ticket.room,
                view.ticket,
            ));
            Ok((jar, to).into_response())
        }
        Err(error) => match (error.code(), &error.problem().challenge) {
            // The cart is kept with it: what is done counts for that one.
            (_, Some(challenge)) => {
                let jar = CookieJar::new().add(cart_cookie::remember(&visitor.app, cart));
                let to = format!("{}?challenge={}", plan.path, challenge.challenge);
                Ok((jar, Redirect::to(&to)).into_response())
            }
            // Not open yet, or over: the page says which.
            (ErrorCode::Conflict, None) => Ok(to.into_response()),
            _ => Err(error.into()),
        },
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
            // A stream is written outside of the request that opened it.
            let market = watch.visitor.cx.market;
            // What a moment's trouble hides is told with the next look.
            let Ok(fragment) = words::scope(market, watch.look()).await else {
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

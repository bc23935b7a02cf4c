//! Limits per client address, by what a request costs. The counting is `commerce::limits`; here is which requests count as what.

use std::net::IpAddr;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use commerce::limits::{Class, Decision, Signal, Verdict};
use http::{HeaderName, HeaderValue, Method};

use super::{
    ClientIp,
    gate::{self, class::begins_a_cart},
    refusal::{self, Asker},
};
use crate::App;

/// As the IETF's draft names them.
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Which group of addresses a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Pages,
    SignIn,
    Rest,
}

/// Pages and the forms on them: reading, searching, writing and buying are counted apart.
pub fn pages(router: Router<App>, app: &App) -> Router<App> {
    limited(router, app, Group::Pages)
}

/// Attempts to sign in, on top of what [`pages`] counts.
pub fn sign_in(router: Router<App>, app: &App) -> Router<App> {
    limited(router, app, Group::SignIn)
}

/// REST calls.
pub fn rest(router: Router<App>, app: &App) -> Router<App> {
    limited(router, app, Group::Rest)
}

fn limited(router: Router<App>, app: &App, group: Group) -> Router<App> {
    if !app.services.limits.are_on() {
        return router;
    }
    router.layer(from_fn_with_state((app.clone(), group), limit))
}

/// What a request counts as; the dearest last.
fn classes(group: Group, request: &Request) -> (Option<Class>, Option<Class>) {
    let (path, reads) = (request.uri().path(), matches!(*request.method(), Method::GET | Method::HEAD));
    let searches = path == "/search"
        || path == "/extras/suggest"
        || request
            .uri()
            .query()
            .is_some_and(|query| query.split('&').any(|pair| pair.starts_with("q=") && pair.len() > 2));
    let buys = request.method() == Method::POST && (path == "/checkout" || path.ends_with("/checkout"));
    let queues = path.ends_with("/queue") || path.ends_with("/queue/events");
    let dear = match (reads, queues) {
        (true, true) => Some(Class::Queue),
        (false, true) => Some(Class::QueueJoin),
        (true, false) => searches.then_some(Class::Search),
        (false, false) if path == "/contact" => Some(Class::Contact),
        (false, false) if says_something(path) => Some(Class::Feedback),
        (false, false) => buys.then_some(Class::Checkout),
    };
    match (group, reads) {
        (Group::Pages, true) => (Some(Class::Pages), dear),
        (Group::Pages, false) => (Some(Class::Writes), dear),
        (Group::Rest, _) => (Some(Class::Rest), dear),
        (Group::SignIn, true) => (None, None),
        (Group::SignIn, false) => (Some(Class::SignIn), None),
    }
}

/// Reviews, and answers to what the shop asks.
fn says_something(path: &str) -> bool {
    path == "/cart/feedback"
        || path.starts_with("/orders/") && (path.ends_with("/reviews") || path.ends_with("/feedback"))
}

async fn limit(State((app, group)): State<(App, Group)>, request: Request, next: Next) -> Response {
    // Set on every request before anything else looks at it.
    let Some(client) = request.extensions().get::<ClientIp>().copied() else { return next.run(request).await };
    let (limits, key) = (&app.services.limits, key(client.limit_key()));
    if begins_a_cart(&app, &request) {
        limits.suspect(&key, Signal::NoCookieKept);
    }
    let (first, second) = classes(group, &request);
    let mut last = None;
    for class in [first, second].into_iter().flatten() {
        let Some(decision) = limits.decide(class, &key).await else { continue };
        if !decision.verdict.passes() {
            return refused(&app, &key, &request, class, decision);
        }
        last = Some((class, decision));
    }
    let mut response = next.run(request).await;
    // Pages may be kept for everyone, so they tell nobody's number.
    if let (Group::Rest, Some((class, decision))) = (group, last) {
        tell(&mut response, class, decision);
    }
    response
}

/// The refusal of a request whose sender has nothing left, before any other work is done for it; none for all others, who are counted
/// where [`pages`] and [`rest`] stand. `gate_class`: of the request, none for what is too cheap to be held up.
pub fn turned_away(
    app: &App,
    client: ClientIp,
    request: &Request,
    gate_class: Option<gate::class::Class>,
) -> Option<Response> {
    let limits = &app.services.limits;
    if !limits.are_on() {
        return None;
    }
    let group = match request.uri().path() {
        path if path.starts_with("/api/") => Group::Rest,
        path if path.starts_with("/media/") || gate_class.is_none() => return None,
        _ => Group::Pages,
    };
    let key = key(client.limit_key());
    let (first, second) = classes(group, request);
    let spent = |class| limits.spent(class, &key).map(|decision| (class, decision));
    let (class, decision) = [first, second].into_iter().flatten().find_map(spent)?;
    Some(refused(app, &key, request, class, decision))
}

/// Counts a look at a queue, where it passes and nobody else has to be asked; otherwise nothing is counted.
pub fn admits_look(app: &App, client: ClientIp) -> bool {
    app.services.limits.passes_here(&[Class::Pages, Class::Queue], &key(client.limit_key()))
}

fn refused(app: &App, key: &str, request: &Request, class: Class, decision: Decision) -> Response {
    // Whoever does as told is not refused twice.
    app.services.limits.suspect(key, Signal::MachinePace);
    let mut response = refusal::too_many(&Asker::of(request), decision.verdict.seconds());
    tell(&mut response, class, decision);
    response
}

/// By address; one IPv6 customer is one address.
fn key(address: IpAddr) -> String {
    address.to_string()
}

fn tell(response: &mut Response, class: Class, decision: Decision) {
    let Decision { verdict, quota } = decision;
    let (remaining, wait) = match verdict {
        Verdict::Pass { remaining } => (remaining, quota.window_seconds()),
        Verdict::Wait { .. } => (0, verdict.seconds().into()),
    };
    let policy = format!("\"{}\";q={};w={}", class.name(), quota.burst, quota.window_seconds());
    let limit = format!("\"{}\";r={remaining};t={wait}", class.name());
    for (name, text) in [(POLICY, policy), (LIMIT, limit)] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn what_costs_more_counts_once_more() {
        let counted = |group, method: &str, uri: &str| {
            classes(group, &Request::builder().method(method).uri(uri).body(Body::empty()).unwrap())
        };
        assert_eq!(counted(Group::Pages, "GET", "/products"), (Some(Class::Pages), None));
        assert_eq!(counted(Group::Pages, "GET", "/products?page=2&q=tote"), (Some(Class::Pages), Some(Class::Search)));
        assert_eq!(counted(Group::Pages, "GET", "/products?q="), (Some(Class::Pages), None));
        assert_eq!(counted(Group::Pages, "HEAD", "/search"), (Some(Class::Pages), Some(Class::Search)));
        assert_eq!(counted(Group::Pages, "POST", "/cart/lines"), (Some(Class::Writes), None));
        assert_eq!(counted(Group::Pages, "POST", "/checkout"), (Some(Class::Writes), Some(Class::Checkout)));
        assert_eq!(counted(Group::Pages, "POST", "/checkout/delivery"), (Some(Class::Writes), None));
        assert_eq!(counted(Group::Pages, "POST", "/contact"), (Some(Class::Writes), Some(Class::Contact)));
        for said in ["/orders/a/reviews", "/orders/a/feedback", "/cart/feedback"] {
            assert_eq!(counted(Group::Pages, "POST", said), (Some(Class::Writes), Some(Class::Feedback)), "{said}");
        }
        let placing = "/api/v1/carts/1/checkout";
        assert_eq!(counted(Group::Rest, "POST", placing), (Some(Class::Rest), Some(Class::Checkout)));
        assert_eq!(counted(Group::Pages, "GET", "/drops/x/queue"), (Some(Class::Pages), Some(Class::Queue)));
        assert_eq!(counted(Group::Pages, "POST", "/queue"), (Some(Class::Writes), Some(Class::QueueJoin)));
        assert_eq!(counted(Group::SignIn, "GET", "/admin/sign-in"), (None, None));
        assert_eq!(counted(Group::SignIn, "POST", "/admin/sign-in"), (Some(Class::SignIn), None));
    }
}

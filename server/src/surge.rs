//! Takes the pulse of this instance once a second, for the surge console: what the metrics have counted since the second before.
//!
//! The text of `/metrics` is what is read, so whoever counts requests need not know of the console, and a second costs about a
//! millisecond however many requests there were.

mod caches;

use std::{collections::VecDeque, time::Duration};

use commerce::surge::CLASSES;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::{Instant, MissedTickBehavior, interval};
use types::admin::SurgeSample;

use crate::{
    App,
    metric_names::{HTTP_IN_FLIGHT, HTTP_REQUESTS, HTTP_TURNED_AWAY, ORDERS_PLACED},
    middleware::gate::class::{self, Class},
};
use caches::LookUps;

const EVERY: Duration = Duration::from_secs(1);
/// What caches do is told of so many samples: of a single second it would jump.
const CACHES_OVER: usize = 10;

/// Pushes a sample a second, for as long as the process lives.
pub async fn watch(app: App, metrics: PrometheusHandle) {
    let surge = &app.services.surge;
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    let text = metrics.render();
    let (mut before, mut at) = (Totals::read(&text), Instant::now());
    let mut looked_up = VecDeque::from([(LookUps::read(&text), at)]);
    loop {
        ticks.tick().await;
        let (text, elapsed) = (metrics.render(), at.elapsed().as_secs_f64());
        let now = Totals::read(&text);
        at = Instant::now();
        surge.push(now.since(&before, elapsed, app.services.pressure.level().number()));
        before = now;
        let look_ups = LookUps::read(&text);
        if let Some((then, since)) = looked_up.front() {
            surge.tell_caches(look_ups.since(then, since.elapsed().as_secs_f64(), &app));
        }
        looked_up.push_back((look_ups, at));
        if looked_up.len() > CACHES_OVER {
            looked_up.pop_front();
        }
    }
}

/// Counts since the process began.
#[derive(Clone, Debug, Default, PartialEq)]
struct Totals {
    answered: [f64; CLASSES.len()],
    refused: [f64; CLASSES.len()],
    in_flight: f64,
    orders: f64,
}

impl Totals {
    /// Lines like `floodgate_http_requests_total{route="/cart",method="GET",status="200"} 17`.
    fn read(text: &str) -> Self {
        let mut totals = Self::default();
        for line in text.lines() {
            let Some((name, value)) = line.rsplit_once(' ') else { continue };
            let (name, labels) = name.split_once('{').unwrap_or((name, ""));
            let value = || value.parse::<f64>().unwrap_or_default();
            match name {
                HTTP_REQUESTS => totals.count(labels, value()),
                HTTP_TURNED_AWAY => totals.count_turned_away(labels, value()),
                HTTP_IN_FLIGHT => totals.in_flight += value(),
                ORDERS_PLACED => totals.orders += value(),
                _ => {}
            }
        }
        totals
    }

    fn count(&mut self, labels: &str, value: f64) {
        let method = label(labels, "method").unwrap_or_default();
        let Some(class) = label(labels, "route").and_then(|route| class_of(method, route)) else { return };
        self.answered[class] += value;
        if matches!(label(labels, "status"), Some("429" | "503")) {
            self.refused[class] += value;
        }
    }

    /// A refusal is an answer, too.
    fn count_turned_away(&mut self, labels: &str, value: f64) {
        let Some(class) = label(labels, "class").and_then(class_named) else { return };
        self.answered[class] += value;
        self.refused[class] += value;
    }

    /// What came since `before`, `seconds` ago. A counter never falls; if it did, nothing came.
    fn since(&self, before: &Self, seconds: f64, level: u8) -> SurgeSample {
        let rate = |now: f64, then: f64| ((now - then) / seconds.max(0.001)).max(0.0);
        let rates = |now: &[f64], then: &[f64]| now.iter().zip(then).map(|(now, then)| rate(*now, *then)).collect();
        SurgeSample {
            answered: rates(&self.answered, &before.answered),
            refused: rates(&self.refused, &before.refused),
            in_flight: self.in_flight,
            orders: rate(self.orders, before.orders),
            level,
        }
    }
}

fn label<'a>(labels: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = labels.split_once(name)?;
    rest.strip_prefix("=\"")?.split('"').next()
}

/// Index into [`CLASSES`] of a route; none for files and probes, which are not what a shop is pressed by.
fn class_of(method: &str, route: &str) -> Option<usize> {
    if route == "unmatched" || route.starts_with("/media") || route.contains('.') {
        return None;
    }
    shown_as(Class::of_address(&method.parse().unwrap_or_default(), route)?)
}

/// Index into [`CLASSES`] of a class by its name as a metric's label.
fn class_named(name: &str) -> Option<usize> {
    shown_as(class::CLASSES.into_iter().find(|class| class.terms().name == name)?)
}

/// The console shows a first cart with the others.
fn shown_as(class: Class) -> Option<usize> {
    let name = match class {
        Class::Checkout => "Checkout",
        Class::Cart | Class::Entrance => "Cart",
        Class::Product => "Product",
        Class::Browse => "Browse and search",
        Class::Extras => "Extras",
        Class::Staff => "Admin",
    };
    CLASSES.iter().position(|shown| *shown == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(method: &str, route: &str) -> Option<&'static str> {
        class_of(method, route).map(|class| CLASSES[class])
    }

    #[test]
    fn requests_are_classed_by_their_route() {
        for (method, route, class) in [
            ("POST", "/api/v1/carts/{id}/checkout", "Checkout"),
            ("GET", "/orders/{token}", "Checkout"),
            ("POST", "/api/v1/carts", "Cart"),
            ("GET", "/products/{slug}", "Product"),
            ("GET", "/drops/{slug}/queue", "Product"),
            ("GET", "/api/v1/products", "Browse and search"),
            ("GET", "/api/v1/products/{slug}/stock/events", "Extras"),
            ("GET", "/api/v1/admin/orders", "Admin"),
        ] {
            assert_eq!(name(method, route), Some(class), "{route}");
        }
        assert_eq!(["/media/{name}", "/islands.js", "/healthz"].map(|route| name("GET", route)), [None; 3]);
    }

    #[test]
    fn every_class_of_the_gate_is_shown() {
        assert!(class::CLASSES.iter().all(|class| class_named(class.terms().name).is_some()));
    }

    #[test]
    fn whoever_is_turned_away_at_the_door_is_counted_as_refused() {
        let now = Totals::read("floodgate_http_turned_away_total{class=\"entrance\"} 14000\n");
        let (sample, cart) = (now.since(&Totals::default(), 1.0, 4), class_of("GET", "/cart").unwrap());
        assert_eq!((sample.answered[cart], sample.refused[cart]), (14_000.0, 14_000.0));
    }

    #[test]
    fn a_second_is_the_difference_of_two_readings() {
        let before = Totals::read(
            "# TYPE floodgate_http_requests_total counter\n\
             floodgate_http_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 10\n",
        );
        let now = Totals::read(
            "floodgate_http_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 30\n\
             floodgate_http_requests_total{route=\"/\",method=\"GET\",status=\"429\"} 4\n\
             floodgate_http_requests_total{route=\"/media/{name}\",method=\"GET\",status=\"200\"} 900\n\
             floodgate_http_requests_in_flight 7\n\
             floodgate_orders_placed_total 2\n",
        );
        let sample = now.since(&before, 2.0, 1);
        let browse = class_of("GET", "/").unwrap();
        assert_eq!((sample.answered[browse], sample.refused[browse]), (12.0, 2.0));
        assert_eq!(sample.answered.iter().sum::<f64>(), 12.0, "files are not counted");
        assert_eq!((sample.in_flight, sample.orders, sample.level), (7.0, 1.0, 1));
        assert_eq!(before.since(&now, 1.0, 0).orders, 0.0, "a counter that fell");
    }
}

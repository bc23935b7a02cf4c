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
    metric_names::{HTTP_IN_FLIGHT, HTTP_REQUESTS, ORDERS_PLACED},
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
                HTTP_IN_FLIGHT => totals.in_flight += value(),
                ORDERS_PLACED => totals.orders += value(),
                _ => {}
            }
        }
        totals
    }

    fn count(&mut self, labels: &str, value: f64) {
        let Some(class) = label(labels, "route").and_then(class_of) else { return };
        self.answered[class] += value;
        if matches!(label(labels, "status"), Some("429" | "503")) {
            self.refused[class] += value;
        }
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

/// Index into [`CLASSES`]; none for files and probes, which are not what a shop is pressed by.
fn class_of(route: &str) -> Option<usize> {
    let path = route.strip_prefix("/api/v1").unwrap_or(route);
    let class = match path {
        _ if path.starts_with("/admin") => "Admin",
        _ if path.starts_with("/checkout") || path.ends_with("/checkout") => "Checkout",
        _ if ["/orders", "/payments", "/sandbox"].iter().any(|start| path.starts_with(start)) => "Checkout",
        _ if path.starts_with("/cart") || path.starts_with("/fn/") => "Cart",
        "/products/{slug}" | "/drops/{slug}" => "Product",
        "/" | "/products" | "/search" | "/collections/{slug}" => "Browse and search",
        "/healthz" | "unmatched" => return None,
        _ if path.starts_with("/media")
            || path.starts_with("/pkg")
            || path.starts_with("/fonts")
            || path.contains('.') =>
        {
            return None;
        }
        _ => "Extras",
    };
    CLASSES.iter().position(|name| *name == class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(route: &str) -> Option<&'static str> {
        class_of(route).map(|class| CLASSES[class])
    }

    #[test]
    fn requests_are_classed_by_their_route() {
        for (route, class) in [
            ("/api/v1/carts/{id}/checkout", "Checkout"),
            ("/orders/{token}", "Checkout"),
            ("/api/v1/carts", "Cart"),
            ("/products/{slug}", "Product"),
            ("/api/v1/products", "Browse and search"),
            ("/api/v1/products/{slug}/stock", "Extras"),
            ("/api/v1/admin/orders", "Admin"),
        ] {
            assert_eq!(name(route), Some(class), "{route}");
        }
        assert_eq!([name("/media/{name}"), name("/islands.js"), name("/healthz")], [None; 3]);
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
        let browse = class_of("/").unwrap();
        assert_eq!((sample.answered[browse], sample.refused[browse]), (12.0, 2.0));
        assert_eq!(sample.answered.iter().sum::<f64>(), 12.0, "files are not counted");
        assert_eq!((sample.in_flight, sample.orders, sample.level), (7.0, 1.0, 1));
        assert_eq!(before.since(&now, 1.0, 0).orders, 0.0, "a counter that fell");
    }
}

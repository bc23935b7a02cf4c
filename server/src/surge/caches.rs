//! What the caches of this instance do, as its metrics count it.

use types::admin::CacheStanding;

use super::label;
use crate::{
    App,
    metric_names::{DATA_CACHE, PAGE_CACHE},
};

/// Look-ups since the process began.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LookUps {
    /// Pages answered from memory, and not.
    pages: [f64; 2],
    /// Copies found in this process, in Redis, and nowhere.
    copies: [f64; 3],
}

impl LookUps {
    /// Lines like `floodgate_page_cache_total{outcome="hit"} 17`.
    pub fn read(text: &str) -> Self {
        let mut look_ups = Self::default();
        for line in text.lines() {
            let Some((name, value)) = line.rsplit_once(' ') else { continue };
            let Some((name, labels)) = name.split_once('{') else { continue };
            let (Some(outcome), Ok(value)) = (label(labels, "outcome"), value.parse::<f64>()) else { continue };
            match (name, outcome) {
                (PAGE_CACHE, "hit" | "stale") => look_ups.pages[0] += value,
                (PAGE_CACHE, "missed") => look_ups.pages[1] += value,
                (DATA_CACHE, "near") => look_ups.copies[0] += value,
                (DATA_CACHE, "far") => look_ups.copies[1] += value,
                (DATA_CACHE, "loaded") => look_ups.copies[2] += value,
                _ => {}
            }
        }
        look_ups
    }

    /// What came since `before`, `seconds` ago, and what the caches hold now.
    pub fn since(&self, before: &Self, seconds: f64, app: &App) -> Vec<CacheStanding> {
        let pages = app.page_cache.as_ref().map(|pages| self.pages(before, seconds, pages.size()));
        let copies = self.copies(before, seconds, app.services.cache.size());
        let redis = app.services.cache.standing().map(|_| self.redis(before, seconds));
        pages.into_iter().chain([copies]).chain(redis).collect()
    }

    fn pages(&self, before: &Self, seconds: f64, size: (u64, u64)) -> CacheStanding {
        let [found, missed] = [0, 1].map(|at| self.pages[at] - before.pages[at]);
        standing("Pages", found, missed, seconds, Some(size))
    }

    fn copies(&self, before: &Self, seconds: f64, size: (u64, u64)) -> CacheStanding {
        let [near, far, loaded] = self.fresh_copies(before);
        standing("Data in this process", near, far + loaded, seconds, Some(size))
    }

    /// Asked for what this process does not have.
    fn redis(&self, before: &Self, seconds: f64) -> CacheStanding {
        let [_, far, loaded] = self.fresh_copies(before);
        standing("Data in Redis", far, loaded, seconds, None)
    }

    fn fresh_copies(&self, before: &Self) -> [f64; 3] {
        [0, 1, 2].map(|at| self.copies[at] - before.copies[at])
    }
}

fn standing(name: &str, found: f64, missed: f64, seconds: f64, size: Option<(u64, u64)>) -> CacheStanding {
    let (found, all) = (found.max(0.0), (found + missed).max(0.0));
    CacheStanding {
        name: name.to_owned(),
        lookups: all / seconds.max(0.001),
        hit_share: if all > 0.0 { found / all } else { 0.0 },
        entries: size.map(|(entries, _)| entries),
        bytes: size.map(|(_, bytes)| bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_that_was_found_is_of_what_came_since() {
        let before = LookUps::read("floodgate_page_cache_total{outcome=\"hit\"} 1000\n");
        let now = LookUps::read(
            "# TYPE floodgate_page_cache_total counter\n\
             floodgate_page_cache_total{outcome=\"hit\"} 1060\n\
             floodgate_page_cache_total{outcome=\"stale\"} 15\n\
             floodgate_page_cache_total{outcome=\"missed\"} 25\n\
             floodgate_page_cache_total{outcome=\"made\"} 9\n\
             floodgate_data_cache_total{outcome=\"near\"} 80\n\
             floodgate_data_cache_total{outcome=\"far\"} 15\n\
             floodgate_data_cache_total{outcome=\"loaded\"} 5\n",
        );
        let pages = now.pages(&before, 10.0, (3, 4_096));
        assert_eq!((pages.lookups, pages.hit_share), (10.0, 0.75));
        assert_eq!((pages.entries, pages.bytes), (Some(3), Some(4_096)));
        let copies = now.copies(&before, 10.0, (1, 1));
        assert_eq!((copies.lookups, copies.hit_share), (10.0, 0.8));
        let redis = now.redis(&before, 10.0);
        assert_eq!((redis.lookups, redis.hit_share, redis.bytes), (2.0, 0.75, None));
        let quiet = now.pages(&now, 10.0, (3, 4_096));
        assert_eq!((quiet.lookups, quiet.hit_share), (0.0, 0.0), "nothing came");
    }
}

//! How long finished pages are kept, and what is told of it to caches in front of the shop.

use std::time::Duration;

use http::HeaderValue;

use super::file;

/// Pages that are the same for everyone, as finished bytes.
#[derive(Clone, Copy, Debug)]
pub struct PageCacheConfig {
    /// Off, every page is rendered for whoever asks: for measuring.
    pub enabled: bool,
    /// All pages together.
    pub max_bytes: u64,
    /// A page is as it should be, though nothing was heard of a change.
    pub fresh: Duration,
    /// Then it is good enough for so long while a new one is made.
    pub stale: Duration,
    /// Since it was made: good enough where no new one can be made.
    pub stale_if_error: Duration,
}

impl From<&file::PageCache> for PageCacheConfig {
    fn from(file: &file::PageCache) -> Self {
        Self {
            enabled: file.enabled,
            max_bytes: file.megabytes * 1024 * 1024,
            fresh: Duration::from_secs(file.fresh_seconds),
            stale: Duration::from_secs(file.stale_seconds),
            stale_if_error: Duration::from_secs(file.stale_if_error_seconds),
        }
    }
}

impl PageCacheConfig {
    /// Pages are kept.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.enabled && self.max_bytes > 0
    }

    /// For browsers: ask each time. For shared caches: as long as the shop itself.
    #[must_use]
    pub fn cache_control(&self) -> HeaderValue {
        self.told(self.fresh.as_secs(), self.stale.as_secs())
    }

    /// The same for a page that changes by the clock.
    #[must_use]
    pub fn brief_cache_control(&self) -> HeaderValue {
        self.told(1, 0)
    }

    fn told(&self, fresh: u64, stale: u64) -> HeaderValue {
        let error = self.stale_if_error.as_secs();
        let text =
            format!("public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}, stale-if-error={error}");
        HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("public, max-age=0"))
    }
}

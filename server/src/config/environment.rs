//! The environment's names for settings. The file's keys are the long form; these are what a container sets.

use config::{ConfigBuilder, ConfigError, builder::DefaultState};

/// How a variable's text becomes a value.
enum Kind {
    /// As it stands; numbers and switches are read by the key's own type.
    Text,
    /// Values separated by commas.
    List,
}

use Kind::{List, Text};

/// Variable, key, kind.
const VARIABLES: &[(&str, &str, Kind)] = &[
    ("DATABASE_URL", "database.url", Text),
    ("DATABASE_REPLICA_URLS", "database.replica_urls", List),
    ("REDIS_URL", "redis.url", Text),
    ("FLOODGATE_ADDR", "server.addr", Text),
    ("FLOODGATE_OPS_ADDR", "server.ops_addr", Text),
    ("FLOODGATE_PUBLIC_URL", "server.public_url", Text),
    ("FLOODGATE_TRUSTED_PROXIES", "server.trusted_proxies", List),
    ("FLOODGATE_SITE_DIR", "server.site_dir", Text),
    ("FLOODGATE_DATA_DIR", "storage.data_dir", Text),
    ("FLOODGATE_SECRET", "security.secret", Text),
    ("FLOODGATE_RATE_LIMITS", "rate_limits.enabled", Text),
    ("FLOODGATE_PRESSURE", "pressure.automatic", Text),
    ("FLOODGATE_WORKER", "worker.in_process", Text),
    ("SMTP_URL", "mail.smtp_url", Text),
    ("STRIPE_SECRET_KEY", "payments.stripe_secret_key", Text),
    ("STRIPE_WEBHOOK_SECRET", "payments.stripe_webhook_secret", Text),
    ("STRIPE_PUBLISHABLE_KEY", "payments.stripe_publishable_key", Text),
    ("STRIPE_API_BASE", "payments.stripe_api_base", Text),
    ("FLOODGATE_LOCALE", "shop.locale", Text),
    ("FLOODGATE_MARKETS", "shop.markets", List),
    ("FLOODGATE_PAGE_CACHE", "page_cache.enabled", Text),
    ("FLOODGATE_SERVICE_WORKER", "server.service_worker", Text),
    ("RUST_LOG", "log.filter", Text),
    ("FLOODGATE_LOG_FORMAT", "log.format", Text),
];

/// Lets what `lookup` finds win over the files. An empty variable counts as not set.
pub fn override_with(
    mut builder: ConfigBuilder<DefaultState>,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<ConfigBuilder<DefaultState>, ConfigError> {
    for (variable, key, kind) in VARIABLES {
        let Some(text) = lookup(variable).filter(|text| !text.trim().is_empty()) else { continue };
        builder = match kind {
            Text => builder.set_override(key, text)?,
            List => builder.set_override(key, list(&text))?,
        };
    }
    Ok(builder)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// The variable that sets `key`, for messages.
pub fn variable_of(key: &str) -> Option<&'static str> {
    VARIABLES.iter().find(|(_, known, _)| *known == key).map(|(variable, ..)| *variable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_named_at_its_key_in_the_default_file() {
        for (variable, key, _) in VARIABLES {
            let name = key.rsplit('.').next().unwrap();
            let documented = crate::config::DEFAULT_FILE.split(&format!("[{variable}]")).nth(1);
            let next_line = documented.and_then(|rest| rest.trim_start().lines().next()).unwrap_or_default();
            assert!(next_line.starts_with(&format!("{name} = ")), "{variable}: {next_line}");
        }
    }
}

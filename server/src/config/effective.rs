//! Settings as they were given, all in one place, for another process of the same shop.

use config::ConfigError;

/// Defaults, file and environment, one over the other. Secrets are among them: it is not for logs.
#[derive(Clone)]
pub struct Effective(toml::Table);

impl std::fmt::Debug for Effective {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Effective")
    }
}

impl Effective {
    /// Of what was merged.
    ///
    /// # Errors
    /// When it is no table of settings.
    pub(super) fn of(merged: config::Config) -> Result<Self, ConfigError> {
        merged.try_deserialize().map(Self)
    }

    /// A configuration file that says the same, but for `others`: section, key, value.
    #[must_use]
    pub fn but_for(&self, others: &[(&str, &str, toml::Value)]) -> String {
        let mut table = self.0.clone();
        for (section, key, value) in others {
            if let Some(toml::Value::Table(section)) = table.get_mut(*section) {
                section.insert((*key).to_owned(), value.clone());
            }
        }
        table.to_string()
    }
}

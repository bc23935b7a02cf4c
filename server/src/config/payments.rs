//! Who takes payments.

use anyhow::{Context, bail};
use commerce::{Secret, StripeSettings};

use super::{file::Payments, given};

const KNOWN: &[&str] = &["sandbox", "sandbox_b", "stripe"];

/// The providers that are named, each once.
pub fn providers(file: &Payments) -> anyhow::Result<Vec<String>> {
    let names = &file.providers;
    if let Some(unknown) = names.iter().find(|name| !KNOWN.contains(&name.as_str())) {
        bail!("payments.providers names \"{unknown}\", which is none of {}", KNOWN.join(", "));
    }
    if let Some(twice) = names.iter().enumerate().find_map(|(at, name)| names[..at].contains(name).then_some(name)) {
        bail!("payments.providers names \"{twice}\" twice");
    }
    let stripe = given(file.stripe_secret_key.clone()).is_some();
    if names.iter().any(|name| name == "stripe") && !stripe {
        bail!("payments.providers names stripe, which needs payments.stripe_secret_key (STRIPE_SECRET_KEY)");
    }
    if names.is_empty() && !stripe {
        bail!("payments.providers is empty: name sandbox, or set payments.stripe_secret_key (STRIPE_SECRET_KEY)");
    }
    Ok(names.clone())
}

/// The account with Stripe, where there is one.
pub fn stripe(file: &Payments) -> anyhow::Result<Option<StripeSettings>> {
    let Some(secret_key) = given(file.stripe_secret_key.trim().to_owned()) else { return Ok(None) };
    let base = file.stripe_api_base.trim().trim_end_matches('/');
    let uri: http::Uri = base.parse().ok().with_context(|| wrong_base(base))?;
    let safe = match uri.scheme_str() {
        Some("https") => true,
        // Not over a network: the key would be readable on the way.
        Some("http") => {
            matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]")) || !secret_key.contains("_live_")
        }
        _ => false,
    };
    if !safe || uri.authority().is_none() {
        bail!("{}", wrong_base(base));
    }
    Ok(Some(StripeSettings {
        secret_key: Secret::new(secret_key),
        webhook_secret: given(file.stripe_webhook_secret.trim().to_owned()).map(Secret::new),
        publishable_key: given(file.stripe_publishable_key.trim().to_owned()),
        api_base: base.to_owned(),
    }))
}

fn wrong_base(base: &str) -> String {
    format!("payments.stripe_api_base \"{base}\" has to be https, like https://api.stripe.com (STRIPE_API_BASE)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(providers: &[&str], key: &str, base: &str) -> Payments {
        Payments {
            providers: providers.iter().map(|name| (*name).to_owned()).collect(),
            stripe_secret_key: key.into(),
            stripe_webhook_secret: "whsec_hidden".into(),
            stripe_publishable_key: String::new(),
            stripe_api_base: base.into(),
        }
    }

    #[test]
    fn providers_are_known_ones_named_once() {
        assert_eq!(providers(&file(&["sandbox"], "", "")).unwrap(), ["sandbox"]);
        assert!(providers(&file(&[], "sk_test_1", "")).unwrap().is_empty());
        for (names, named) in [
            (&["paypal"] as &[&str], "paypal"),
            (&["sandbox", "sandbox"], "twice"),
            (&["stripe"], "STRIPE_SECRET_KEY"),
            (&[], "empty"),
        ] {
            let message = providers(&file(names, "", "")).unwrap_err().to_string();
            assert!(message.contains(named), "{message}");
        }
    }

    #[test]
    fn stripe_is_on_with_a_key_and_asked_where_nobody_listens() {
        assert!(stripe(&file(&[], " ", "https://api.stripe.com")).unwrap().is_none());
        let settings = stripe(&file(&[], "sk_test_hidden", "http://127.0.0.1:8420/")).unwrap().unwrap();
        assert_eq!(settings.api_base, "http://127.0.0.1:8420");
        assert!(!settings.is_live());
        for base in ["http://api.stripe.com", "ftp://x", "api.stripe.com", ""] {
            let message = stripe(&file(&[], "sk_live_hidden", base)).unwrap_err().to_string();
            assert!(message.contains("STRIPE_API_BASE") && !message.contains("hidden"), "{message}");
        }
    }

    #[test]
    fn keys_are_not_shown() {
        let file = file(&["sandbox"], "sk_test_hidden", "https://api.stripe.com");
        let shown = format!("{file:?} {:?}", stripe(&file).unwrap());
        assert!(!shown.contains("hidden"), "{shown}");
    }
}

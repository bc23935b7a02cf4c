//! Messages, read once.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use types::Locale;

type Bundle = FluentBundle<FluentResource>;

/// The files of one language. One list for all, so that none can lack one.
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!("../locales/", $language, "/shop.ftl")),
            include_str!(concat!("../locales/", $language, "/goods.ftl")),
            include_str!(concat!("../locales/", $language, "/buying.ftl")),
            include_str!(concat!("../locales/", $language, "/accounts.ftl")),
            include_str!(concat!("../locales/", $language, "/refusals.ftl")),
            include_str!(concat!("../locales/", $language, "/mails.ftl")),
        ]
    };
}

/// The files of `locale`: the one place that says where a language's words are.
pub(crate) fn files(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::En => files!("en"),
        Locale::De => files!("de"),
        Locale::Ar => files!("ar"),
    }
}

/// By [`Locale::index`].
static BUNDLES: LazyLock<[Bundle; Locale::ALL.len()]> = LazyLock::new(|| Locale::ALL.map(read));

fn read(locale: Locale) -> Bundle {
    let language = locale.code().parse().expect("a language's own code");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks around each gap keep a Latin name from turning an Arabic sentence around. The others need none, and text that is compared
    // or sent as a header is better without.
    bundle.set_use_isolating(locale.direction() == "rtl");
    for file in files(locale) {
        // A test reads all files; what of one can be read is used all the same.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(readable, _)| readable);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Message `id` in `locale`, in English where that language lacks it, its name where there is none.
#[must_use]
pub fn text(locale: Locale, id: &str, args: Option<&FluentArgs<'_>>) -> String {
    find(locale, id, args).or_else(|| find(Locale::En, id, args)).unwrap_or_else(|| id.to_owned())
}

fn find(locale: Locale, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let bundle = &BUNDLES[locale.index()];
    let pattern = bundle.get_message(id)?.value()?;
    // A gap that nobody filled shows as its name; the test of the messages finds those.
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests {
    use types::Locale;

    use crate::{speaking, t};

    #[test]
    fn every_language_counts_in_its_own_way() {
        assert_eq!((t!("units", count = 1), t!("units", count = 2)), ("1 unit".into(), "2 units".into()));
        speaking(Locale::De, || assert_eq!(t!("units", count = 1), "1 Stück"));
        // Arabic has six forms: two units are a word of their own.
        let arabic = |count: i64| speaking(Locale::Ar, || t!("units", count = count));
        assert_eq!(arabic(2), "قطعتان");
        assert_ne!(arabic(3).replace('3', "11"), arabic(11), "few and many differ");
    }

    #[test]
    fn a_message_nobody_wrote_comes_out_as_its_name() {
        assert_eq!(crate::text(Locale::De, "no-such-message", None), "no-such-message");
    }
}

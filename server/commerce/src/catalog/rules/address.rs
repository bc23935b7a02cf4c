//! Texts turned into addresses.

use super::SLUG_LIMIT;

/// A name for addresses: lower-case ASCII letters, digits and single hyphens. Other scripts are transliterated; what has no
/// transliteration is left out, so the answer may be empty.
pub(crate) fn slugify(text: &str) -> String {
    let head: String = text.chars().take(4 * SLUG_LIMIT).collect();
    let mut slug = slug::slugify(head);
    slug.truncate(SLUG_LIMIT);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_readable() {
        for (text, slug) in [
            ("Skerry waxed tote, 18 l", "skerry-waxed-tote-18-l"),
            ("Größe & Café", "grosse-cafe"),
            ("  --a--B__c  ", "a-b-c"),
            ("мыло", "mylo"),
            ("!!!", ""),
            ("", ""),
        ] {
            assert_eq!(slugify(text), slug, "{text}");
        }
    }

    proptest! {
        #[test]
        fn addresses_are_safe_short_and_stable(text in ".{0,300}") {
            let slug = slugify(&text);
            prop_assert!(slug.len() <= SLUG_LIMIT);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(slugify(&slug), slug);
        }
    }
}

//! What a page and a message may be. Pure.

use types::{
    admin::ContentTranslation,
    content::{ContactInput, ContentInput, ContentView, MESSAGE_LIMIT},
};
use words::t;

use crate::{
    Result,
    catalog::{SLUG_LIMIT, TITLE_LIMIT, sanitise, slugify},
    check::Check,
    newsletter::plausible,
};

/// Characters of a page's HTML.
const BODY_LIMIT: usize = 50_000;
/// Characters of a visitor's name.
const NAME_LIMIT: usize = 100;

/// A page that can be stored: a name that is safe in addresses, words that are safe on a page.
pub(super) fn check(input: ContentInput) -> Result<ContentInput> {
    let mut check = Check::default();
    let title = check.required("title", &input.title, TITLE_LIMIT);
    let slug = match input.slug.trim() {
        "" => slugify(&title),
        given => slugify(given),
    };
    if slug.is_empty() && !title.is_empty() {
        check.refuse("slug", "Use letters, digits and hyphens.");
    }
    if input.slug.chars().count() > SLUG_LIMIT {
        check.refuse("slug", format!("At most {SLUG_LIMIT} characters."));
    }
    if input.body_html.chars().count() > BODY_LIMIT {
        check.refuse("body_html", format!("At most {BODY_LIMIT} characters."));
    }
    check.finish()?;
    Ok(ContentInput { slug, title, body_html: sanitise(&input.body_html) })
}

/// Words in another language that can be stored; what is empty reads as in English.
pub(super) fn check_translation(input: &ContentTranslation) -> Result<ContentTranslation> {
    let mut check = Check::default();
    let title = check.optional("title", &input.title, TITLE_LIMIT);
    if input.body_html.chars().count() > BODY_LIMIT {
        check.refuse("body_html", format!("At most {BODY_LIMIT} characters."));
    }
    check.finish()?;
    Ok(ContentTranslation { title, body_html: sanitise(&input.body_html) })
}

/// Puts words of another language in the place of the English ones, where they say anything.
pub(super) fn say(view: &mut ContentView, words: ContentTranslation) {
    for (text, words) in [(&mut view.title, words.title), (&mut view.body_html, words.body_html)] {
        if !words.is_empty() {
            *text = words;
        }
    }
}

/// A message that can be sent: its name and address fit into one line of a mail's header each, and nothing of it is a control
/// character but the ends of its lines.
pub(super) fn check_message(input: &ContactInput) -> Result<ContactInput> {
    let mut check = Check::default();
    let name = check.required("name", &input.name, NAME_LIMIT);
    let email = input.email.trim().to_owned();
    if !plausible(&email) {
        check.refuse("email", t!("wrong-email-ada"));
    }
    let message: String = input.message.replace("\r\n", "\n");
    let message: String = message.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    let message = message.trim().to_owned();
    if message.is_empty() {
        check.refuse("message", t!("wrong-empty"));
    }
    if message.chars().count() > MESSAGE_LIMIT {
        check.refuse("message", t!("wrong-too-long", most = MESSAGE_LIMIT));
    }
    check.finish()?;
    Ok(ContactInput { name, email, message })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(error: &crate::Error) -> Vec<String> {
        error.problem().errors.iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn a_page_is_named_after_its_title_and_loses_what_is_not_harmless() {
        let input = ContentInput {
            title: " Returns & refunds ".into(),
            body_html: "<p>30 days</p><script>x</script>".into(),
            ..ContentInput::default()
        };
        let checked = check(input).unwrap();
        assert_eq!((checked.slug.as_str(), checked.title.as_str()), ("returns-refunds", "Returns & refunds"));
        assert_eq!(checked.body_html, "<p>30 days</p>");
        let nameless = ContentInput { title: "!!!".into(), ..ContentInput::default() };
        assert_eq!(fields(&check(nameless).unwrap_err()), ["slug"]);
        assert_eq!(fields(&check(ContentInput::default()).unwrap_err()), ["title"]);
    }

    #[test]
    fn every_wrong_field_of_a_message_is_named() {
        assert_eq!(fields(&check_message(&ContactInput::default()).unwrap_err()), ["name", "email", "message"]);
        let long = ContactInput {
            name: "Ada".into(),
            email: "ada@example.com".into(),
            message: "x".repeat(MESSAGE_LIMIT + 1),
        };
        assert_eq!(fields(&check_message(&long).unwrap_err()), ["message"]);
    }

    proptest! {
        #[test]
        fn what_passes_cannot_break_out_of_a_header(name in any::<String>(), email in any::<String>(), message in any::<String>()) {
            for email in [email, "ada@example.com".to_owned()] {
                let input = ContactInput { name: name.clone(), email, message: message.clone() };
                if let Ok(ContactInput { name, email, message }) = check_message(&input) {
                    prop_assert!(!name.contains(char::is_control) && !email.contains(char::is_control));
                    prop_assert!(!message.contains(|letter: char| letter.is_control() && letter != '\n'));
                }
            }
        }

        #[test]
        fn a_page_is_stable(title in ".{1,60}", body_html in ".{0,200}") {
            if let Ok(once) = check(ContentInput { title, body_html, slug: String::new() }) {
                prop_assert_eq!(check(once.clone()).unwrap(), once);
            }
        }
    }
}

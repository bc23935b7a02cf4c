use leptos::prelude::*;
use types::{
    FieldError,
    content::{CONTACT, ContactInput, ContentView},
};

use super::excerpt;
use crate::{
    components::{Breadcrumbs, Crumb, ErrorSummary, FieldMessages, TextArea, TextField, described_by, field_id},
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// The contact form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// What was typed.
    pub input: ContactInput,
    /// What is wrong with all of it.
    pub problem: Option<String>,
    /// What has to be mended.
    pub errors: Vec<FieldError>,
}

/// `/pages/{slug}`: words, and on one of them the contact form.
pub fn content(shell: Shell, view: ContentView, form: ContactForm) -> String {
    render(move || {
        let ContentView { slug, title, body_html, .. } = view;
        let trail = vec![Crumb::new("Home", "/")];
        let page = Page {
            description: excerpt(&body_html, 160),
            data: vec![structured::breadcrumbs(&shell.origin, &trail, &title)],
            ..Page::public(&title, format!("/pages/{slug}"))
        };
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=title.clone()/>
                <article class="words">
                    <h1>{title}</h1>
                    <div class="prose" inner_html=body_html></div>
                    {(slug == CONTACT).then(|| contact_form(form))}
                </article>
            </Layout>
        }
    })
}

fn contact_form(ContactForm { input, problem, errors }: ContactForm) -> AnyView {
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone());
    let summary = errors.iter().map(|error| (field_id(&error.field), error.message.clone())).collect();
    let wrong = error("message");
    let invalid = wrong.is_some();
    let id = field_id("message");
    let describedby = described_by(&id, true, invalid);
    view! {
        <form class="contact" method="post" action="/contact">
            <ErrorSummary problem errors=summary/>
            <TextField name="name" label="Your name" value=input.name error=error("name") autocomplete="name" max_length=100/>
            <TextField name="email" label="Your e-mail address" value=input.email error=error("email") kind="email"
                autocomplete="email" inputmode="email" max_length=254/>
            <div class="field" class:field-wrong=invalid>
                <label for=id.clone()>"Your message"</label>
                <TextArea id=id.clone() name="message" value=input.message rows=8 described_by=describedby invalid/>
                <FieldMessages id hint=Some("At most 5,000 characters.") error=wrong/>
            </div>
            // For programs that fill in everything: people neither see it nor reach it, and it comes back empty.
            <div class="contact-trap" aria-hidden="true">
                <label for="contact-website">"Leave this empty"</label>
                <input id="contact-website" name="website" tabindex="-1" autocomplete="off"/>
            </div>
            <button class="button">"Send message"</button>
        </form>
    }
    .into_any()
}

/// `/contact/sent`
pub fn message_sent(shell: Shell) -> String {
    render(move || {
        let page = Page::private("Thank you");
        view! {
            <Layout shell page>
                <section class="lost">
                    <h1>"Thank you"</h1>
                    <p>"Your message is on its way to us. We answer to the address you gave."</p>
                    <p><a href="/">"Back to the shop"</a></p>
                </section>
            </Layout>
        }
    })
}

#[cfg(test)]
mod tests {
    use types::content::MESSAGE_LIMIT;

    #[test]
    fn the_form_says_how_much_it_takes() {
        assert_eq!(MESSAGE_LIMIT, 5000, "as its hint says");
    }
}

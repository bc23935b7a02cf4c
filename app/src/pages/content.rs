use leptos::prelude::*;
use types::{
    FieldError,
    content::{CONTACT, ContactInput, ContentView},
};
use words::t;

use super::{
    excerpt,
    said::{back_to_shop, said},
};
use crate::{
    components::{Breadcrumbs, Crumb, ErrorSummary, LongTextField, TextField, error_of, field_id},
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
        let trail = vec![Crumb::new(t!("home-link"), "/")];
        let page = Page {
            description: excerpt(&body_html, 160),
            data: vec![structured::breadcrumbs(shell.site(), &trail, &title)],
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
    let error = |name: &str| error_of(&errors, name);
    // Away from its field, "Fill this in" says nothing.
    let label = |field: &str| match field {
        "name" => t!("contact-name"),
        "email" => t!("contact-email"),
        _ => t!("contact-message"),
    };
    let told = |error: &FieldError| (field_id(&error.field), format!("{}: {}", label(&error.field), error.message));
    let summary = errors.iter().map(told).collect();
    view! {
        <form class="contact" method="post" action="/contact">
            <ErrorSummary problem errors=summary/>
            <TextField name="name" label=t!("contact-name") value=input.name error=error("name") autocomplete="name" max_length=100/>
            <TextField name="email" label=t!("contact-email") value=input.email error=error("email") kind="email"
                autocomplete="email" inputmode="email" max_length=254/>
            <LongTextField id=field_id("message") name="message" label=t!("contact-message") value=input.message rows=8
                hint=t!("contact-message-hint") error=error("message")/>
            // For programs that fill in everything: people neither see it nor reach it, and it comes back empty.
            <div class="contact-trap" aria-hidden="true">
                <label for="contact-website">{t!("contact-trap")}</label>
                <input id="contact-website" name="website" tabindex="-1" autocomplete="off"/>
            </div>
            <button class="button">{t!("contact-send")}</button>
        </form>
    }
    .into_any()
}

/// `/contact/sent`
pub fn message_sent(shell: Shell) -> String {
    said(shell, t!("thank-you"), t!("contact-sent"), back_to_shop)
}

#[cfg(test)]
mod tests {
    use types::content::MESSAGE_LIMIT;

    #[test]
    fn the_form_says_how_much_it_takes() {
        assert_eq!(MESSAGE_LIMIT, 5000, "as its hint says");
    }
}

//! Pages of words, as the sample has them.

use types::content::{CONTACT, ContentRow, ContentView};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id},
    text,
};
use crate::admin::*;

impl Words {
    pub fn content_rows(self) -> Vec<ContentRow> {
        let ContentView { id, slug, title, .. } = self.content_view();
        vec![ContentRow { id, slug, title, updated_at: (self.0)("2026-11-22T18:04:05Z") }]
    }

    pub fn content_view(self) -> ContentView {
        let say = |text: &str| (self.0)(text);
        ContentView { id: id(9), slug: say("returns"), title: say("Returns"), body_html: say("<p>Thirty days.</p>") }
    }

    pub fn posted_content_forms(self) -> Vec<Posted<ContentForm>> {
        let fields = [("title", ""), ("body_html", "<p>Sixty days.</p>")];
        let stored = ContentForm::Stored(self.content_view().id);
        vec![self.posted(ContentForm::New, &fields), self.posted(stored, &fields)]
    }
}

#[test]
fn the_list_leads_to_every_page() {
    let document = parsed(content_pages(&PLAIN.chrome(), &PLAIN.content_rows()));
    assert_eq!(text(&document, "nav [aria-current=page]"), "Pages");
    assert_eq!(attribute(&document, "tbody a", "href").unwrap(), format!("/admin/pages/{}", PLAIN.content_view().id));
}

#[test]
fn a_page_shows_what_is_stored_or_what_was_typed() {
    let (view, posted) = (PLAIN.content_view(), PLAIN.posted_content_forms());
    let stored = parsed(content_page(&PLAIN.chrome(), &view, None));
    assert_eq!(attribute(&stored, "#page-title", "value").unwrap(), "Returns");
    assert_eq!(text(&stored, "textarea#page-body_html"), "<p>Thirty days.</p>");
    let returned = parsed(content_page(&PLAIN.chrome(), &view, Some(&posted[1])));
    assert_eq!(text(&returned, "textarea#page-body_html"), "<p>Sixty days.</p>");
    assert_eq!(count(&returned, "#errors a[href='#page-title']"), 1);
}

#[test]
fn the_page_with_the_contact_form_cannot_be_deleted() {
    let deletes =
        |view: &ContentView| count(&parsed(content_page(&PLAIN.chrome(), view, None)), "form[action$='/delete']");
    assert_eq!(deletes(&PLAIN.content_view()), 1);
    assert_eq!(deletes(&ContentView { slug: CONTACT.into(), ..PLAIN.content_view() }), 0);
}

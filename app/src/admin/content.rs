//! Pages of words: the list, and a page as a form.

use leptos::prelude::*;
use types::{
    ContentPageId,
    admin::AdminChrome,
    content::{CONTACT, ContentRow, ContentView},
};

use super::{
    AdminPage, Posted, TranslationOf,
    form::Form,
    layout::{Section, button, heading, page},
    table::{table, words},
    translation::languages,
};
use crate::components::Time;

const PATH: &str = "/admin/pages";

/// The forms of the pages. Both have `title` and `body_html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentForm {
    /// A new page, posted to `/admin/pages`.
    New,
    /// A stored one, posted to `/admin/pages/{id}`.
    Stored(ContentPageId),
}

/// `/admin/pages`.
#[must_use]
pub fn content_pages(chrome: &AdminChrome, rows: &[ContentRow]) -> AdminPage {
    let new = view! { <a class="button" href=format!("{PATH}/new")>"New page"</a> };
    let columns = [words("Page"), words("Address"), words("Written")];
    let content = view! {
        {heading(None, "Pages", new)}
        <p class="quiet">"Every page stands in the shop's footer, in this order."</p>
        {table("Pages of words", &columns, rows.iter().map(cells).collect(), "No page yet.")}
    };
    page(chrome, Some(Section::Pages), "Pages", content)
}

fn cells(row: &ContentRow) -> Vec<AnyView> {
    vec![
        view! { <a href=format!("{PATH}/{}", row.id)>{row.title.clone()}</a> }.into_any(),
        view! { <code>{format!("/pages/{}", row.slug)}</code> }.into_any(),
        view! { <Time at=row.updated_at.clone()/> }.into_any(),
    ]
}

/// `/admin/pages/new`.
#[must_use]
pub fn new_content_page(chrome: &AdminChrome, posted: Option<&Posted<ContentForm>>) -> AdminPage {
    let form = Form::from_posted("page", &ContentForm::New, posted);
    let content = view! {
        {heading(Some(("Pages", PATH)), "New page", ())}
        <p class="quiet">"Its address is made from its title and stays what it is, so that links to it do."</p>
        {form.summary()}
        {fields(&form, ("", ""), PATH.to_owned())}
    };
    page(chrome, Some(Section::Pages), "New page", content)
}

/// `/admin/pages/{id}`.
#[must_use]
pub fn content_page(chrome: &AdminChrome, view: &ContentView, posted: Option<&Posted<ContentForm>>) -> AdminPage {
    let form = Form::from_posted("page", &ContentForm::Stored(view.id), posted);
    let path = format!("{PATH}/{}", view.id);
    // What visitors write is answered by the page with the form.
    let delete = (view.slug != CONTACT).then(|| button(&path, "delete", "Delete"));
    let spoken = languages(TranslationOf::Page(view.id), None);
    let beside = view! { {spoken} <a href=format!("/pages/{}", view.slug)>"View page"</a> {delete} };
    let content = view! {
        {heading(Some(("Pages", PATH)), &view.title, beside)}
        {form.summary()}
        {fields(&form, (&view.title, &view.body_html), path.clone())}
    };
    page(chrome, Some(Section::Pages), &view.title, content)
}

fn fields(form: &Form, (title, body_html): (&str, &str), action: String) -> AnyView {
    view! {
        <form class="admin-form admin-form-wide" method="post" action=action>
            {form.text("title", "Title", title).required().view()}
            {form.text("body_html", "Words", body_html).area("body_html", 20)
                .hint("HTML; what could run is taken out.").view()}
            <button class="button" type="submit">"Save page"</button>
        </form>
    }
    .into_any()
}

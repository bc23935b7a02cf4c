//! What a thing says in another language, beside what it says in English.

use leptos::prelude::*;
use types::{CollectionId, ContentPageId, DropId, Locale, ProductId, admin::AdminChrome};

use super::{
    AdminPage, Posted,
    form::Form,
    layout::{Section, heading, page},
};

/// What is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranslationOf {
    /// A product.
    Product(ProductId),
    /// A collection.
    Collection(CollectionId),
    /// A page of words.
    Page(ContentPageId),
    /// A drop.
    Drop(DropId),
}

impl TranslationOf {
    /// Where its words in `locale` are.
    #[must_use]
    pub fn address(self, locale: Locale) -> String {
        let thing = match self {
            TranslationOf::Product(id) => format!("products/{id}"),
            TranslationOf::Collection(id) => format!("collections/{id}"),
            TranslationOf::Page(id) => format!("pages/{id}"),
            TranslationOf::Drop(id) => format!("drops/{id}"),
        };
        format!("/admin/{thing}/translations/{locale}")
    }

    /// Where its English words are; collections are written by programs, and listed.
    fn up(self) -> String {
        match self {
            TranslationOf::Product(id) => format!("/admin/products/{id}"),
            TranslationOf::Collection(_) => "/admin/collections".to_owned(),
            TranslationOf::Page(id) => format!("/admin/pages/{id}"),
            TranslationOf::Drop(id) => format!("/admin/drops/{id}"),
        }
    }

    fn section(self) -> Section {
        match self {
            TranslationOf::Product(_) | TranslationOf::Collection(_) => Section::Products,
            TranslationOf::Page(_) => Section::Pages,
            TranslationOf::Drop(_) => Section::Drops,
        }
    }
}

/// How much a text says. Several lines stand in a field of the name that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// One line.
    Line,
    /// Several.
    Lines(&'static str),
    /// Several of HTML.
    Html(&'static str),
}

/// One text and what it is called in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslatedText {
    /// The field's name.
    pub name: String,
    /// As people read it.
    pub label: String,
    /// What it says in English.
    pub original: String,
    /// What it says in the other language; empty where it reads as in English.
    pub words: String,
    /// How much it says.
    pub kind: TextKind,
}

/// What the page of a translation shows.
#[derive(Clone, Debug)]
pub struct Translation<'a> {
    /// Of what.
    pub of: TranslationOf,
    /// What that is called in English.
    pub title: &'a str,
    /// Into which language.
    pub locale: Locale,
    /// Which words whoever fills in the form has seen: sent back as `seen`.
    pub seen: &'a str,
    /// All that can be translated.
    pub texts: &'a [TranslatedText],
}

/// `/admin/{products,collections,pages,drops}/{id}/translations/{locale}`, which also take the form.
#[must_use]
pub fn translation(chrome: &AdminChrome, view: &Translation<'_>, posted: Option<&Posted<()>>) -> AdminPage {
    let form = Form::from_posted("translation", &(), posted);
    let (up, locale) = (view.of.up(), view.locale);
    let title = format!("{}: {}", view.title, language(locale));
    let rows = view.texts.iter().map(|text| row(&form, locale, text)).collect_view();
    let content = view! {
        {heading(Some((view.title, up.as_str())), language(locale), languages(view.of, Some(locale)))}
        <p class="quiet">"What is left empty reads as in English."</p>
        {form.summary()}
        <form class="admin-form admin-form-wide" method="post" action=view.of.address(locale)>
            <input type="hidden" name="seen" value=view.seen.to_owned()/>
            {rows}
            <button class="button" type="submit">"Save translation"</button>
        </form>
    };
    page(chrome, Some(view.of.section()), &title, content)
}

fn row(form: &Form, locale: Locale, text: &TranslatedText) -> AnyView {
    let field = form.text(text.name.clone(), text.label.clone(), &text.words);
    let field = match text.kind {
        TextKind::Line => field,
        TextKind::Lines(name) => field.area(name, 3),
        TextKind::Html(name) => field.area(name, 10).hint("HTML; what could run is taken out."),
    };
    view! {
        <div class="admin-translation">
            <div dir=locale.direction()>{field.view()}</div>
            <p class="admin-original" lang="en">{text.original.clone()}</p>
        </div>
    }
    .into_any()
}

/// Links to what a thing says in each language; all but `here`.
pub(super) fn languages(of: TranslationOf, here: Option<Locale>) -> AnyView {
    let others = Locale::others().filter(|locale| Some(*locale) != here);
    let link = |locale: Locale| view! { <a href=of.address(locale)>{language(locale)}</a> };
    others.map(link).collect_view().into_any()
}

/// The admin speaks English.
fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::De => "German",
        Locale::Ar => "Arabic",
    }
}

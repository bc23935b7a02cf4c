//! `/admin/{products,collections,pages,drops}/{id}/translations/{locale}` and their forms

use app::admin::{self, Posted, TextKind, TranslatedText, Translation, TranslationOf};
use commerce::{Error, Revision, Seen, catalog, content, drops};
use http::StatusCode;
use types::{
    CollectionId, ContentPageId, DropId, ErrorCode, Locale, ProductId,
    admin::{CollectionTranslation, ContentTranslation, DropTranslation, FormErrors, ProductTranslation, Translated},
};

use super::{
    fields::{Fields, mendable},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathIds},
    problem::Refused,
    visitor::Answer,
};

/// Beginnings of names of fields.
const TERM: &str = "term.";
const IMAGE: &str = "image.";

pub async fn product(staff: SignedIn, PathIds(id, locale): PathIds<ProductId, Locale>) -> Answer {
    show(&staff, TranslationOf::Product(id), locale, StatusCode::OK, None).await
}

pub async fn write_product(
    staff: SignedIn,
    PathIds(id, locale): PathIds<ProductId, Locale>,
    Form(fields): Form<Fields>,
) -> Answer {
    let named = |prefix| fields.prefixed(prefix).map(|(key, words)| (key.to_owned(), words.to_owned())).collect();
    let input = ProductTranslation {
        title: fields.get("title").to_owned(),
        description_html: fields.get("description_html").to_owned(),
        seo_title: fields.get("seo_title").to_owned(),
        seo_description: fields.get("seo_description").to_owned(),
        terms: named(TERM),
        images: named(IMAGE),
    };
    let outcome = catalog::translate(&staff.cx, id, locale, seen(&fields), input).await;
    answer(staff, TranslationOf::Product(id), locale, fields, outcome).await
}

pub async fn collection(staff: SignedIn, PathIds(id, locale): PathIds<CollectionId, Locale>) -> Answer {
    show(&staff, TranslationOf::Collection(id), locale, StatusCode::OK, None).await
}

pub async fn write_collection(
    staff: SignedIn,
    PathIds(id, locale): PathIds<CollectionId, Locale>,
    Form(fields): Form<Fields>,
) -> Answer {
    let input = CollectionTranslation {
        title: fields.get("title").to_owned(),
        description_html: fields.get("description_html").to_owned(),
    };
    let outcome = catalog::translate_collection(&staff.cx, id, locale, seen(&fields), &input).await;
    answer(staff, TranslationOf::Collection(id), locale, fields, outcome).await
}

pub async fn page(staff: SignedIn, PathIds(id, locale): PathIds<ContentPageId, Locale>) -> Answer {
    show(&staff, TranslationOf::Page(id), locale, StatusCode::OK, None).await
}

pub async fn write_page(
    staff: SignedIn,
    PathIds(id, locale): PathIds<ContentPageId, Locale>,
    Form(fields): Form<Fields>,
) -> Answer {
    let input =
        ContentTranslation { title: fields.get("title").to_owned(), body_html: fields.get("body_html").to_owned() };
    let outcome = content::translate(&staff.cx, id, locale, seen(&fields), &input).await;
    answer(staff, TranslationOf::Page(id), locale, fields, outcome).await
}

pub async fn drop(staff: SignedIn, PathIds(id, locale): PathIds<DropId, Locale>) -> Answer {
    show(&staff, TranslationOf::Drop(id), locale, StatusCode::OK, None).await
}

pub async fn write_drop(
    staff: SignedIn,
    PathIds(id, locale): PathIds<DropId, Locale>,
    Form(fields): Form<Fields>,
) -> Answer {
    let text = |name: &str| fields.get(name).to_owned();
    let input = DropTranslation {
        title: text("title"),
        message_before: text("message_before"),
        message_live: text("message_live"),
        message_over: text("message_over"),
    };
    let outcome = drops::translate(&staff.cx, id, locale, seen(&fields), &input).await;
    answer(staff, TranslationOf::Drop(id), locale, fields, outcome).await
}

/// On to the words as they now are, or back to the form that could not be accepted.
async fn answer(
    staff: SignedIn,
    of: TranslationOf,
    locale: Locale,
    fields: Fields,
    outcome: Result<(), Error>,
) -> Answer {
    let Err(error) = outcome else { return staff.done(&of.address(locale), "The translation is saved.").await };
    let (status, errors) = refused(error)?;
    show(&staff, of, locale, status, Some(fields.returned((), errors))).await
}

async fn show(
    staff: &SignedIn,
    of: TranslationOf,
    locale: Locale,
    status: StatusCode,
    posted: Option<Posted<()>>,
) -> Answer {
    let Words { title, texts, seen } = match of {
        TranslationOf::Product(id) => of_product(catalog::translation(&staff.cx, id, locale).await?)?,
        TranslationOf::Collection(id) => of_collection(catalog::collection_translation(&staff.cx, id, locale).await?)?,
        TranslationOf::Page(id) => of_page(content::translation(&staff.cx, id, locale).await?)?,
        TranslationOf::Drop(id) => of_drop(drops::translation(&staff.cx, id, locale).await?)?,
    };
    let view = Translation { of, title: &title, locale, seen: seen.as_str(), texts: &texts };
    staff.page(status, |chrome| admin::translation(chrome, &view, posted.as_ref())).await
}

/// What there is to say of a thing, beside what is said of it.
struct Words {
    /// The thing's, in English.
    title: String,
    texts: Vec<TranslatedText>,
    seen: Revision,
}

fn of_product(Translated { original, words }: Translated<ProductTranslation>) -> Result<Words, Error> {
    let mut texts = vec![
        text("title", "Title", &original.title, &words.title),
        html("description_html", "Description", &original.description_html, &words.description_html),
        text("seo_title", "Title for search engines", &original.seo_title, &words.seo_title),
        text("seo_description", "Description for search engines", &original.seo_description, &words.seo_description),
    ];
    for (term, english) in &original.terms {
        let words = words.terms.get(term).map_or("", String::as_str);
        texts.push(text(&format!("{TERM}{term}"), term, english, words));
    }
    for (at, (image, english)) in (1..).zip(&original.images) {
        let words = words.images.get(image).map_or("", String::as_str);
        texts.push(text(&format!("{IMAGE}{image}"), &format!("What picture {at} shows"), english, words));
    }
    Ok(Words { seen: Revision::of(&words)?, title: original.title, texts })
}

fn of_collection(Translated { original, words }: Translated<CollectionTranslation>) -> Result<Words, Error> {
    let texts = vec![
        text("title", "Title", &original.title, &words.title),
        html("description_html", "Description", &original.description_html, &words.description_html),
    ];
    Ok(Words { seen: Revision::of(&words)?, title: original.title, texts })
}

fn of_page(Translated { original, words }: Translated<ContentTranslation>) -> Result<Words, Error> {
    let texts = vec![
        text("title", "Title", &original.title, &words.title),
        html("body_html", "Words", &original.body_html, &words.body_html),
    ];
    Ok(Words { seen: Revision::of(&words)?, title: original.title, texts })
}

fn of_drop(Translated { original, words }: Translated<DropTranslation>) -> Result<Words, Error> {
    let texts = vec![
        text("title", "Title", &original.title, &words.title),
        lines("message_before", "Said before", &original.message_before, &words.message_before),
        lines("message_live", "Said while it sells", &original.message_live, &words.message_live),
        lines("message_over", "Said afterwards", &original.message_over, &words.message_over),
    ];
    Ok(Words { seen: Revision::of(&words)?, title: original.title, texts })
}

fn text(name: &str, label: &str, original: &str, words: &str) -> TranslatedText {
    let said = |text: &str| text.to_owned();
    let (name, label, original, words) = (said(name), said(label), said(original), said(words));
    TranslatedText { name, label, original, words, kind: TextKind::Line }
}

fn lines(name: &'static str, label: &str, original: &str, words: &str) -> TranslatedText {
    TranslatedText { kind: TextKind::Lines(name), ..text(name, label, original, words) }
}

fn html(name: &'static str, label: &str, original: &str, words: &str) -> TranslatedText {
    TranslatedText { kind: TextKind::Html(name), ..text(name, label, original, words) }
}

/// Which words whoever filled in the form has looked at.
fn seen(fields: &Fields) -> Seen {
    Seen::OneOf(vec![fields.get("seen").to_owned()])
}

/// What can be mended, as the form shows it; also that somebody else was quicker. What is wrong with a term or a picture is said of the
/// whole.
fn refused(error: Error) -> Result<(StatusCode, FormErrors), Refused> {
    if error.code() == ErrorCode::PreconditionFailed {
        let problem =
            "Somebody has saved other words meanwhile. Yours are below: saving them again replaces the others.";
        let errors = FormErrors { problem: Some(problem.to_owned()), ..FormErrors::default() };
        return Ok((StatusCode::PRECONDITION_FAILED, errors));
    }
    mendable(Refused::from(error), |field| (!matches!(field, "terms" | "images")).then(|| field.to_owned()))
}

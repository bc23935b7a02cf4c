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
    product_page(&staff, id, locale, StatusCode::OK, None).await
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
    match catalog::translate(&staff.cx, id, locale, seen(&fields), input).await {
        Ok(()) => staff.done(&TranslationOf::Product(id).address(locale), "The translation is saved.").await,
        Err(error) => {
            let (status, errors) = refused(error)?;
            product_page(&staff, id, locale, status, Some(fields.returned((), errors))).await
        }
    }
}

pub async fn collection(staff: SignedIn, PathIds(id, locale): PathIds<CollectionId, Locale>) -> Answer {
    collection_page(&staff, id, locale, StatusCode::OK, None).await
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
    match catalog::translate_collection(&staff.cx, id, locale, seen(&fields), &input).await {
        Ok(()) => staff.done(&TranslationOf::Collection(id).address(locale), "The translation is saved.").await,
        Err(error) => {
            let (status, errors) = refused(error)?;
            collection_page(&staff, id, locale, status, Some(fields.returned((), errors))).await
        }
    }
}

pub async fn page(staff: SignedIn, PathIds(id, locale): PathIds<ContentPageId, Locale>) -> Answer {
    content_page(&staff, id, locale, StatusCode::OK, None).await
}

pub async fn write_page(
    staff: SignedIn,
    PathIds(id, locale): PathIds<ContentPageId, Locale>,
    Form(fields): Form<Fields>,
) -> Answer {
    let input =
        ContentTranslation { title: fields.get("title").to_owned(), body_html: fields.get("body_html").to_owned() };
    match content::translate(&staff.cx, id, locale, seen(&fields), &input).await {
        Ok(()) => staff.done(&TranslationOf::Page(id).address(locale), "The translation is saved.").await,
        Err(error) => {
            let (status, errors) = refused(error)?;
            content_page(&staff, id, locale, status, Some(fields.returned((), errors))).await
        }
    }
}

pub async fn drop(staff: SignedIn, PathIds(id, locale): PathIds<DropId, Locale>) -> Answer {
    drop_page(&staff, id, locale, StatusCode::OK, None).await
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
    match drops::translate(&staff.cx, id, locale, seen(&fields), &input).await {
        Ok(()) => staff.done(&TranslationOf::Drop(id).address(locale), "The translation is saved.").await,
        Err(error) => {
            let (status, errors) = refused(error)?;
            drop_page(&staff, id, locale, status, Some(fields.returned((), errors))).await
        }
    }
}

async fn product_page(
    staff: &SignedIn,
    id: ProductId,
    locale: Locale,
    status: StatusCode,
    posted: Option<Posted<()>>,
) -> Answer {
    let Translated { original, words } = catalog::translation(&staff.cx, id, locale).await?;
    let mut texts = vec![
        text("title", "Title", &original.title, &words.title),
        html("description_html", "Description", &original.description_html, &words.description_html),
        text("seo_title", "Title for search engines", &original.seo_title, &words.seo_title),
        text("seo_description", "Description for search engines", &original.seo_description, &words.seo_description),
    ];
    let said = |words: &str| words.to_owned();
    for (term, english) in &original.terms {
        let words = words.terms.get(term).map_or("", String::as_str);
        let (name, label) = (format!("{TERM}{term}"), term.clone());
        let kind = TextKind::Line;
        texts.push(TranslatedText { name, label, original: said(english), words: said(words), kind });
    }
    for (at, (image, english)) in (1..).zip(&original.images) {
        let words = words.images.get(image).map_or("", String::as_str);
        let (name, label, kind) = (format!("{IMAGE}{image}"), format!("What picture {at} shows"), TextKind::Line);
        texts.push(TranslatedText { name, label, original: said(english), words: said(words), kind });
    }
    let seen = Revision::of(&words)?;
    let of = TranslationOf::Product(id);
    let view = Translation { of, title: &original.title, locale, seen: seen.as_str(), texts: &texts };
    staff.page(status, |chrome| admin::translation(chrome, &view, posted.as_ref())).await
}

async fn collection_page(
    staff: &SignedIn,
    id: CollectionId,
    locale: Locale,
    status: StatusCode,
    posted: Option<Posted<()>>,
) -> Answer {
    let Translated { original, words } = catalog::collection_translation(&staff.cx, id, locale).await?;
    let texts = [
        text("title", "Title", &original.title, &words.title),
        html("description_html", "Description", &original.description_html, &words.description_html),
    ];
    let seen = Revision::of(&words)?;
    let of = TranslationOf::Collection(id);
    let view = Translation { of, title: &original.title, locale, seen: seen.as_str(), texts: &texts };
    staff.page(status, |chrome| admin::translation(chrome, &view, posted.as_ref())).await
}

async fn content_page(
    staff: &SignedIn,
    id: ContentPageId,
    locale: Locale,
    status: StatusCode,
    posted: Option<Posted<()>>,
) -> Answer {
    let Translated { original, words } = content::translation(&staff.cx, id, locale).await?;
    let texts = [
        text("title", "Title", &original.title, &words.title),
        html("body_html", "Words", &original.body_html, &words.body_html),
    ];
    let seen = Revision::of(&words)?;
    let of = TranslationOf::Page(id);
    let view = Translation { of, title: &original.title, locale, seen: seen.as_str(), texts: &texts };
    staff.page(status, |chrome| admin::translation(chrome, &view, posted.as_ref())).await
}

async fn drop_page(
    staff: &SignedIn,
    id: DropId,
    locale: Locale,
    status: StatusCode,
    posted: Option<Posted<()>>,
) -> Answer {
    let Translated { original, words } = drops::translation(&staff.cx, id, locale).await?;
    let texts = [
        text("title", "Title", &original.title, &words.title),
        lines("message_before", "Said before", &original.message_before, &words.message_before),
        lines("message_live", "Said while it sells", &original.message_live, &words.message_live),
        lines("message_over", "Said afterwards", &original.message_over, &words.message_over),
    ];
    let seen = Revision::of(&words)?;
    let of = TranslationOf::Drop(id);
    let view = Translation { of, title: &original.title, locale, seen: seen.as_str(), texts: &texts };
    staff.page(status, |chrome| admin::translation(chrome, &view, posted.as_ref())).await
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

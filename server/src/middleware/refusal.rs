//! Refusals under pressure. They are all there is time for, so they cost as little as can be: finished bytes with a number or two put
//! in, no rendering, no database, no compression.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER},
};
use rand::Rng;
use types::{ErrorCode, Locale};
use words::t;

use super::{RequestId, face, market};
use crate::metric_names::HTTP_REFUSED;

/// Those refused together are asked to come back within so many seconds, each at another moment.
const SPREAD: u32 = 4;

/// What is said, in each language. Put into words once: there is no time for it later.
static WORDS: LazyLock<[Words; Locale::ALL.len()]> =
    LazyLock::new(|| Locale::ALL.map(|locale| words::speaking(locale, Words::write)));

/// What refusals say in one language.
struct Words {
    busy: Reason,
    often: Reason,
    try_again: Counted,
    asks_again: Counted,
    send_again: Counted,
}

/// Title and sentence.
struct Reason(String, String);

/// A sentence around a number of seconds.
struct Counted(String, String);

impl Words {
    fn write() -> Self {
        Self {
            busy: Reason(t!("refusal-busy-title"), t!("refusal-busy")),
            often: Reason(t!("refusal-often-title"), t!("refusal-often")),
            try_again: Counted::around(&t!("refusal-try-again", seconds = Counted::GAP)),
            asks_again: Counted::around(&t!("refusal-asks-again", seconds = Counted::GAP)),
            send_again: Counted::around(&t!("refusal-send-again", seconds = Counted::GAP)),
        }
    }

    fn of(locale: Locale) -> &'static Self {
        let at = Locale::ALL.iter().position(|one| *one == locale).unwrap_or_default();
        &WORDS[at]
    }
}

impl Counted {
    /// Where the number goes; no language writes this.
    const GAP: &str = "\0";

    fn around(sentence: &str) -> Self {
        let (before, after) = sentence.split_once(Self::GAP).unwrap_or((sentence, ""));
        Self(before.to_owned(), after.to_owned())
    }

    fn write(&self, out: &mut String, seconds: u32) {
        // Writing to a string does not fail.
        _ = write!(out, "{}{seconds}{}", self.0, self.1);
    }
}

/// Already as small as it is worth: not to be compressed.
#[derive(Clone, Copy, Debug)]
pub struct Finished;

/// What a refusal has to know of the one who asked.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Reads JSON.
    program: bool,
    /// The same request can simply be made again.
    repeats: bool,
    /// What they read.
    locale: Locale,
    id: Option<RequestId>,
}

impl Asker {
    /// Who makes `request`.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self {
            program: face::is_program(request.uri(), request.headers()),
            repeats: matches!(*request.method(), Method::GET | Method::HEAD),
            locale: market::reader(request).locale(),
            id: request.extensions().get::<RequestId>().cloned(),
        }
    }
}

/// 503: there is no room for this now.
#[must_use]
pub fn busy(asker: &Asker) -> Response {
    metrics::counter!(HTTP_REFUSED, "reason" => "overload").increment(1);
    let seconds = rand::rng().random_range(1..=SPREAD);
    answer(asker, ErrorCode::Unavailable, &Words::of(asker.locale).busy, seconds)
}

/// 429: this one asks too often.
#[must_use]
pub fn too_many(asker: &Asker, seconds: u32) -> Response {
    metrics::counter!(HTTP_REFUSED, "reason" => "rate_limit").increment(1);
    let seconds = seconds.max(1);
    answer(asker, ErrorCode::RateLimited, &Words::of(asker.locale).often, seconds)
}

fn answer(asker: &Asker, code: ErrorCode, reason: &Reason, seconds: u32) -> Response {
    let (kind, body) = if asker.program {
        ("application/problem+json", json(asker, code, reason, seconds))
    } else {
        ("text/html; charset=utf-8", page(asker, reason, seconds))
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Finished);
    response.into_response()
}

/// The problem as REST tells every other. The id is ours or a plain word and the words are the shop's own, so nothing in it needs escaping.
fn json(asker: &Asker, code: ErrorCode, Reason(_, text): &Reason, seconds: u32) -> String {
    let mut json = String::with_capacity(256);
    let id = asker.id.as_ref().map_or("", |id| id.0.as_str());
    // Writing to a string does not fail.
    _ = write!(json, r#"{{"status":{},"code":"{}","detail":"{text} "#, code.status(), code.as_str());
    Words::of(asker.locale).try_again.write(&mut json, seconds);
    _ = write!(json, r#"","retry_after":{seconds},"request_id":"{id}"}}"#);
    json
}

/// A page that stands on its own, without stylesheet or script, and asks again by itself where that is safe.
fn page(asker: &Asker, Reason(title, text): &Reason, seconds: u32) -> String {
    let (words, mut page) = (Words::of(asker.locale), String::with_capacity(1024));
    let (language, direction) = (asker.locale.code(), asker.locale.direction());
    _ = write!(page, "<!DOCTYPE html><html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">");
    if asker.repeats {
        _ = write!(page, "<meta http-equiv=\"refresh\" content=\"{seconds}\">");
    }
    _ = write!(page, "<title>{title}</title></head><body><main><h1>{title}</h1><p>{text} ");
    let further = if asker.repeats { &words.asks_again } else { &words.send_again };
    further.write(&mut page, seconds);
    page.push_str("</p></main></body></html>");
    page
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    async fn read(asker: &Asker) -> (Response<Body>, String) {
        let (parts, body) = busy(asker).into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 16).await.unwrap().to_vec()).unwrap();
        (Response::from_parts(parts, Body::empty()), text)
    }

    #[tokio::test]
    async fn a_program_reads_the_same_problem_as_everywhere() {
        let asker = Asker { program: true, repeats: true, locale: Locale::En, id: Some(RequestId("abc".into())) };
        let (response, text) = read(&asker).await;
        let problem: types::Problem = serde_json::from_str(&text).unwrap();
        assert_eq!((problem.status, problem.code), (503, ErrorCode::Unavailable));
        assert_eq!(problem.request_id.as_deref(), Some("abc"));
        let seconds: u32 = response.headers()[RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((1..=SPREAD).contains(&seconds) && problem.retry_after == Some(seconds));
    }

    #[tokio::test]
    async fn a_page_asks_again_by_itself_and_a_form_does_not() {
        let asker = |repeats| Asker { program: false, repeats, locale: Locale::En, id: None };
        let (_, page) = read(&asker(true)).await;
        assert!(page.contains("http-equiv=\"refresh\"") && page.ends_with("</html>"), "{page}");
        let (_, page) = read(&asker(false)).await;
        assert!(!page.contains("refresh") && page.contains("go back"), "{page}");
    }

    #[tokio::test]
    async fn in_every_language_it_says_when_and_is_what_it_looks_like() {
        for locale in Locale::ALL {
            let (response, page) = read(&Asker { program: false, repeats: true, locale, id: None }).await;
            let seconds = response.headers()[RETRY_AFTER].to_str().unwrap();
            let beginning = format!("<!DOCTYPE html><html lang=\"{locale}\" dir=\"{}\">", locale.direction());
            assert!(page.starts_with(&beginning) && page.matches(seconds).count() > 1, "{page}");
            assert!(!page.contains(Counted::GAP) && !page.contains("refusal-"), "{page}");
            let program = Asker { program: true, repeats: true, locale, id: None };
            let problem: types::Problem = serde_json::from_str(&read(&program).await.1).unwrap();
            assert!(problem.detail.contains(&problem.retry_after.unwrap().to_string()), "{problem:?}");
            assert_eq!(locale == Locale::En, page.contains("by itself"), "{page}");
        }
    }
}

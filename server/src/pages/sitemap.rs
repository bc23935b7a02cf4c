//! `/robots.txt`, `/sitemap.xml` and its parts. A page has an address in each language, and each of them stands there by itself, with all
//! of them beside it: search engines take no other's word for an address. A part is written while it is read: what is held of it at once
//! is one batch of products, and no connection to the database between two.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use commerce::{
    Cx,
    catalog::{self, SitemapPart},
    content, drops, rfc3339,
};
use futures::stream;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
};
use tokio_util::bytes::Bytes;
use types::{ErrorCode, Market, ProductId};

use crate::{
    App,
    extract::Name,
    problem::Refused,
    visitor::{Answer, Visitor},
};

/// Products read at once.
const BATCH: u64 = 500;
/// Seconds after which a program that came at a bad moment may come again.
const LATER: u32 = 600;
const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                    xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const FOOT: &str = "</urlset>\n";

/// Pages for one visitor, and what is not for reading.
const KEPT_OUT: [&str; 15] = [
    "/account",
    "/admin",
    "/api/",
    "/back-in-stock/",
    "/cart",
    "/checkout",
    "/contact",
    "/dev/",
    "/extras/",
    "/fn/",
    "/newsletter",
    "/orders/",
    "/queue",
    "/search",
    "/wishlist",
];

pub async fn robots(State(app): State<App>) -> Response {
    let mut text = String::from("User-agent: *\n");
    for market in &*app.markets {
        for path in KEPT_OUT {
            // Writing to a string cannot fail.
            _ = writeln!(text, "Disallow: {}", market.address(path));
        }
    }
    _ = writeln!(text, "\nSitemap: {}/sitemap.xml", app.origin);
    ([(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")), (CACHE_CONTROL, FOR_AN_HOUR)], text)
        .into_response()
}

/// `/sitemap.xml`: where the parts are.
pub async fn index(visitor: Visitor, headers: HeaderMap) -> Answer {
    let parts = parts(&visitor).await?;
    let origin = &visitor.app.origin;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    _ = writeln!(text, "<sitemap><loc>{origin}/sitemap/pages.xml</loc></sitemap>");
    for part in &parts {
        let (name, day) = (name(part.after), rfc3339(part.updated_at));
        _ = writeln!(text, "<sitemap><loc>{origin}/sitemap/{name}</loc><lastmod>{day}</lastmod></sitemap>");
    }
    text.push_str("</sitemapindex>\n");
    let state: Vec<_> = parts.iter().map(tag).collect();
    Ok(answer(&headers, &format!("index-{}", state.join("-")), || text.into()))
}

/// `/sitemap/pages.xml`, `/sitemap/products.xml`, `/sitemap/products-after-{id}.xml`
pub async fn part(visitor: Visitor, Name(file): Name, headers: HeaderMap) -> Answer {
    let parts = parts(&visitor).await?;
    if file == "pages.xml" {
        return pages(&visitor).await;
    }
    let part = parts.into_iter().find(|part| name(part.after) == file);
    let part = part.ok_or_else(|| Refused::new(ErrorCode::NotFound, "There is no such part of the sitemap."))?;
    let (cx, places, most) = (visitor.cx, Places::of(&visitor.app), most(&visitor.app));
    let tag = format!("{}-{}", places.markets.len(), tag(&part));
    Ok(answer(&headers, &tag, || products(cx, places, part.after, most)))
}

/// Products in a part: each has an address in each language.
fn most(app: &App) -> u64 {
    let languages = Market::of_languages(&app.markets).count().max(1) as u64;
    (app.server.sitemap_part / languages).max(1)
}

/// Whoever buys comes first: nobody waits for a sitemap.
async fn parts(visitor: &Visitor) -> Result<Vec<SitemapPart>, Refused> {
    if visitor.cx.level.is_light() {
        let busy = Refused::new(ErrorCode::Unavailable, "The shop is very busy. Please come back later.");
        return Err(busy.retry_after(LATER));
    }
    Ok(catalog::sitemap_parts(&visitor.cx, most(&visitor.app)).await?)
}

fn name(after: Option<ProductId>) -> String {
    after.map_or_else(|| "products.xml".to_owned(), |id| format!("products-after-{id}.xml"))
}

/// Changes with what is in it and with when that was written last.
fn tag(part: &SitemapPart) -> String {
    format!("{:x}.{:x}", part.count, part.updated_at)
}

fn answer(headers: &HeaderMap, tag: &str, body: impl FnOnce() -> Body) -> Response {
    let tag = format!("W/\"{tag}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, XML)], body()).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, FOR_AN_HOUR);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// What is not a product: few enough for one piece.
async fn pages(visitor: &Visitor) -> Answer {
    let (cx, places) = (&visitor.cx, Places::of(&visitor.app));
    let (collections, announced, words) =
        futures::try_join!(catalog::collection_links(cx), drops::listed(cx), content::list(cx))?;
    let mut text = String::from(HEAD);
    for path in ["/", "/products"] {
        places.page(&mut text, path, None);
    }
    for link in collections {
        places.page(&mut text, &format!("/collections/{}", link.slug), None);
    }
    for slug in announced {
        places.page(&mut text, &format!("/drops/{slug}"), None);
    }
    for row in words {
        places.page(&mut text, &format!("/pages/{}", row.slug), Some(&row.updated_at));
    }
    text.push_str(FOOT);
    Ok(([(CONTENT_TYPE, XML), (CACHE_CONTROL, FOR_AN_HOUR)], text).into_response())
}

/// Where each page is in each language.
struct Places {
    origin: Arc<str>,
    /// The first of each language.
    markets: Vec<Market>,
    /// By the languages' codes; none where there is one alone.
    alternates: Vec<(&'static str, Market)>,
}

impl Places {
    fn of(app: &App) -> Self {
        let home = app.services.settings.home_market();
        let markets: Vec<_> = Market::of_languages(&app.markets).collect();
        let named = markets.iter().map(|market| (market.locale.code(), *market));
        let alternates = if markets.len() > 1 { named.chain([("x-default", home)]).collect() } else { Vec::new() };
        Self { origin: app.origin.clone(), markets, alternates }
    }

    /// Each address of a page. Slugs, prefixes and the shop's origin are made of characters that mean nothing in XML.
    fn page(&self, text: &mut String, path: &str, changed: Option<&str>) {
        let (origin, beside) = (&self.origin, self.beside(path, changed));
        for market in &self.markets {
            _ = writeln!(text, "<url><loc>{origin}{}</loc>{beside}</url>", market.address(path));
        }
    }

    /// What is said with each of them.
    fn beside(&self, path: &str, changed: Option<&str>) -> String {
        let (origin, mut text) = (&self.origin, String::new());
        if let Some(changed) = changed {
            _ = write!(text, "<lastmod>{changed}</lastmod>");
        }
        for (language, market) in &self.alternates {
            let href = market.address(path);
            _ = write!(text, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{origin}{href}\"/>");
        }
        text
    }
}

/// How far a part has been written.
enum Written {
    Nothing,
    UpTo(Option<ProductId>, u64),
    All,
}

/// A part as it is read from the database. What fails half-way breaks off, so that nobody takes half for the whole.
fn products(cx: Cx, places: Places, after: Option<ProductId>, most: u64) -> Body {
    let begin = (cx, places, Written::Nothing);
    Body::from_stream(stream::try_unfold(begin, move |(cx, places, written)| async move {
        let (after, left) = match written {
            Written::Nothing => {
                return Ok(Some((Bytes::from_static(HEAD.as_bytes()), (cx, places, Written::UpTo(after, most)))));
            }
            Written::UpTo(after, left) => (after, left),
            Written::All => return Ok::<_, commerce::Error>(None),
        };
        let asked = left.min(BATCH);
        let batch = catalog::sitemap_products(&cx, after, asked).await?;
        let mut text = String::with_capacity(batch.len() * places.markets.len() * 512);
        for listed in &batch {
            places.page(&mut text, &format!("/products/{}", listed.slug), Some(&rfc3339(listed.updated_at)));
        }
        let read = batch.len() as u64;
        let written = match batch.last() {
            Some(last) if read == asked && left > read => Written::UpTo(Some(last.id), left - read),
            _ => {
                text.push_str(FOOT);
                Written::All
            }
        };
        Ok(Some((Bytes::from(text), (cx, places, written))))
    }))
}

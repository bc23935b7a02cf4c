//! A finished page: its bytes in every encoding, each with the whole header it is sent with.

use std::io::Write as _;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use commerce::bus::{Provenance, Tag};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY},
};
use sha2::{Digest as _, Sha256};
use tokio_util::bytes::Bytes;
use types::Millis;

use super::negotiate::{Encoding, Has};

/// For caches that drop pages by what they show; see `server/README.md`.
const SURROGATE_KEY: HeaderName = HeaderName::from_static("surrogate-key");

/// Tags a page may show and still be dropped by: what shows more carries those that stand for many.
const MOST_KEYS: usize = 128;

/// Brotli's quality: a page is compressed anew every half minute, so the best would cost more than it saves.
const BROTLI_QUALITY: i32 = 5;
const BROTLI_WINDOW: i32 = 22;
const ZSTD_LEVEL: i32 = 6;

/// A page as it is kept.
pub struct Entry {
    /// Since when it is what it shows.
    pub provenance: Provenance,
    /// As it should be until then.
    pub fresh_until: Millis,
    /// Good enough while a new one is made until then.
    pub stale_until: Millis,
    /// Good enough where no new one can be made until then.
    pub last_resort_until: Millis,
    /// By [`Encoding::ALL`]. None where that is not smaller than the plain bytes.
    variants: [Option<Variant>; 4],
}

struct Variant {
    body: Bytes,
    tag: String,
    headers: HeaderMap,
    /// Of a 304.
    unchanged: HeaderMap,
}

/// What a page is made from.
pub struct Draft {
    /// The plain bytes.
    pub body: Bytes,
    /// Its header as the handler and the middleware around it made it.
    pub headers: HeaderMap,
    /// What it shows.
    pub tags: Vec<Tag>,
    /// The number of the latest change that was known when it was begun to be made.
    pub begun: u64,
    /// See [`Entry`]: fresh, stale, last resort.
    pub times: [Millis; 3],
    /// For the caches in front of the shop.
    pub cache_control: HeaderValue,
}

impl Entry {
    /// Compresses the page. Takes milliseconds of a processor: not for a thread that serves.
    pub fn make(mut draft: Draft) -> Self {
        let hash = hex::encode(&Sha256::digest(&draft.body)[..12]);
        draft.headers.remove(CONTENT_LENGTH);
        draft.headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        draft.headers.insert(CACHE_CONTROL, draft.cache_control.clone());
        if let Some(keys) = surrogate_keys(&draft.tags) {
            draft.headers.insert(SURROGATE_KEY, keys);
        }
        let variants = Encoding::ALL.map(|encoding| Variant::make(&draft, encoding, &hash));
        let [fresh_until, stale_until, last_resort_until] = draft.times;
        let provenance = Provenance::new(draft.begun, draft.tags);
        Self { provenance, fresh_until, stale_until, last_resort_until, variants }
    }

    /// Bytes it takes, roughly.
    pub fn weight(&self) -> usize {
        /// Of a header map with what our pages carry, twice.
        const HEADERS: usize = 4096;
        let bodies: usize = self.variants.iter().flatten().map(|variant| variant.body.len() + HEADERS).sum();
        bodies + size_of_val(self.provenance.tags())
    }

    /// What is sent to a client that likes `encoding` best: the page, or word that it has it already.
    pub fn answer(&self, encoding: Encoding, has: Has<'_>) -> Response {
        let at = Encoding::ALL.iter().position(|one| *one == encoding).unwrap_or_default();
        let plain = || self.variants[Encoding::ALL.len() - 1].as_ref();
        let Some(variant) = self.variants[at].as_ref().or_else(plain) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = Response::new(Body::empty());
        if has.tag(&variant.tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().clone_from(&variant.unchanged);
            return response;
        }
        *response.body_mut() = Body::from(variant.body.clone());
        response.headers_mut().clone_from(&variant.headers);
        response
    }
}

impl Variant {
    fn make(draft: &Draft, encoding: Encoding, hash: &str) -> Option<Self> {
        let body = match encoding {
            Encoding::Identity => draft.body.clone(),
            // A failure leaves the client with another encoding.
            _ => compress(&draft.body, encoding).ok().filter(|bytes| bytes.len() < draft.body.len())?.into(),
        };
        let tag = format!("\"{hash}-{}\"", encoding.name());
        let mut headers = draft.headers.clone();
        headers.insert(ETAG, HeaderValue::from_str(&tag).ok()?);
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if encoding != Encoding::Identity {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        let mut unchanged = headers.clone();
        for name in [CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_TYPE] {
            unchanged.remove(name);
        }
        Some(Self { body, tag, headers, unchanged })
    }
}

fn compress(bytes: &[u8], encoding: Encoding) -> std::io::Result<Vec<u8>> {
    match encoding {
        Encoding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: bytes.len(),
                ..Default::default()
            };
            let mut out = Vec::with_capacity(bytes.len() / 4);
            brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
            Ok(out)
        }
        Encoding::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL),
        Encoding::Gzip => {
            let mut out =
                flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 4), flate2::Compression::new(6));
            out.write_all(bytes)?;
            out.finish()
        }
        Encoding::Identity => Ok(bytes.to_vec()),
    }
}

/// `product-… listings chrome`.
fn surrogate_keys(tags: &[Tag]) -> Option<HeaderValue> {
    let keys: Vec<String> = tags.iter().take(MOST_KEYS).map(surrogate_key).collect();
    HeaderValue::from_str(&keys.join(" ")).ok().filter(|_| !keys.is_empty())
}

fn surrogate_key(tag: &Tag) -> String {
    match tag {
        Tag::Product(id) => format!("product-{}", id.0.simple()),
        Tag::Stock(id) => format!("stock-{}", id.0.simple()),
        Tag::Collection(id) => format!("collection-{}", id.0.simple()),
        Tag::Drop(id) => format!("drop-{}", id.0.simple()),
        Tag::Content(id) => format!("content-{}", id.0.simple()),
        Tag::Listings => "listings".to_owned(),
        Tag::Chrome => "chrome".to_owned(),
        Tag::Tariffs => "tariffs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::body::to_bytes;

    use super::{super::negotiate::known, *};

    fn page(text: &str) -> Entry {
        Entry::make(Draft {
            body: Bytes::copy_from_slice(text.as_bytes()),
            headers: HeaderMap::new(),
            tags: vec![Tag::Listings],
            begun: 1,
            times: [1, 2, 3],
            cache_control: HeaderValue::from_static("public"),
        })
    }

    async fn sent(entry: &Entry, encoding: Encoding) -> (HeaderMap, Bytes) {
        let response = entry.answer(encoding, known(&HeaderMap::new()));
        let headers = response.headers().clone();
        (headers, to_bytes(response.into_body(), 1 << 20).await.unwrap())
    }

    #[tokio::test]
    async fn every_encoding_holds_the_same_page_under_a_tag_of_its_own() {
        let text = "<p>Terns nest on the ground.</p>".repeat(200);
        let entry = page(&text);
        let mut tags = Vec::new();
        for encoding in Encoding::ALL {
            let (headers, body) = sent(&entry, encoding).await;
            let plain = match encoding {
                Encoding::Brotli => {
                    let mut out = Vec::new();
                    brotli::BrotliDecompress(&mut &*body, &mut out).unwrap();
                    out
                }
                Encoding::Zstd => zstd::bulk::decompress(&body, 1 << 20).unwrap(),
                Encoding::Gzip => {
                    let mut out = Vec::new();
                    flate2::read::GzDecoder::new(&*body).read_to_end(&mut out).unwrap();
                    out
                }
                Encoding::Identity => body.to_vec(),
            };
            assert_eq!(plain, text.as_bytes(), "{}", encoding.name());
            assert_eq!(headers[CONTENT_LENGTH], body.len().to_string().as_str());
            assert_eq!(headers.get(CONTENT_ENCODING).is_some(), encoding != Encoding::Identity);
            tags.push(headers[ETAG].clone());
        }
        tags.dedup();
        assert_eq!(tags.len(), 4, "{tags:?}");
    }

    #[tokio::test]
    async fn what_would_grow_is_sent_plain() {
        let (headers, body) = sent(&page("x"), Encoding::Brotli).await;
        assert_eq!((headers.get(CONTENT_ENCODING), &*body), (None, &b"x"[..]));
    }

    #[tokio::test]
    async fn whoever_has_the_page_gets_no_bytes_of_it() {
        let entry = page(&"tern ".repeat(100));
        let tag = sent(&entry, Encoding::Gzip).await.0[ETAG].clone();
        let has = HeaderMap::from_iter([(http::header::IF_NONE_MATCH, tag.clone())]);
        let unchanged = entry.answer(Encoding::Gzip, known(&has));
        assert_eq!((unchanged.status(), &unchanged.headers()[ETAG]), (StatusCode::NOT_MODIFIED, &tag));
        assert_eq!(entry.answer(Encoding::Brotli, known(&has)).status(), StatusCode::OK, "other bytes, another tag");
    }
}

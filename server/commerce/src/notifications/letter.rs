//! How a mail is put together, in the language and the market of whoever reads it.

use types::Locale;

use crate::Cx;

/// Does `work`, which writes a mail, for somebody who ordered or signed up in the language of this code.
pub(crate) fn speaking_with<F: Future>(cx: &Cx, locale: &str, work: F) -> impl Future<Output = F::Output> {
    let locale: Locale = locale.parse().unwrap_or_default();
    words::scope(cx.settings.market_speaking(locale), work)
}

/// `path` as an address that a mail can name, in the market of whoever it is written for.
pub(crate) fn address(cx: &Cx, path: &str) -> String {
    format!("{}{}{path}", cx.settings.public_url, words::prefix())
}

/// Paragraphs with a blank line between two.
pub(crate) fn letter(paragraphs: &[String]) -> String {
    format!("{}\n", paragraphs.join("\n\n"))
}

/// A sentence that ends in a colon, and the address it speaks of in a line of its own: no mark of a language that runs the other way
/// touches it, and programs find where it ends.
pub(crate) fn with_link(sentence: &str, address: &str) -> String {
    format!("{sentence}\n{address}")
}

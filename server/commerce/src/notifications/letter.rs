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

#[cfg(test)]
mod tests {
    use words::t;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn a_mail_leads_into_the_market_of_its_language_or_else_into_the_first() {
        let shop = TestShop::open_as(|settings| settings.markets.truncate(2)).await;
        let url = &shop.cx.settings.public_url;
        let written = |locale| speaking_with(&shop.cx, locale, async { (t!("add-busy"), address(&shop.cx, "/cart")) });
        assert_eq!(written("de").await, ("Einen Moment …".to_owned(), format!("{url}/de/cart")));
        for other in ["en", "ar", "", "of old"] {
            assert_eq!(written(other).await, ("Adding…".to_owned(), format!("{url}/cart")), "{other}");
        }
    }

    #[test]
    fn paragraphs_stand_apart_and_an_address_alone() {
        let link = with_link("See it:", "http://shop.example/x");
        assert_eq!(letter(&["Hello.".into(), link]), "Hello.\n\nSee it:\nhttp://shop.example/x\n");
    }
}

//! What browsers keep for when there is no connection.

use types::flag::{Extras, Spot};

use super::*;
use crate::assets::Assets;

fn page(extras: Extras) -> (String, Html) {
    let mut shell = samples::shell("Tern");
    shell.chrome.extras = extras;
    let html = offline(shell);
    let document = Html::parse_document(&html);
    (html, document)
}

#[test]
fn the_page_without_a_connection_is_the_same_however_pressed_the_shop_is() {
    let light = Extras { light: true, ..Extras::default() };
    let (calm, light) = (page(samples::extras(Spot::Shown)).0, page(light).0);
    assert_eq!(calm, light);
    assert!(!calm.contains("data-light") && !calm.contains("/extras.js"));
}

#[test]
fn it_holds_the_words_that_the_worker_writes_on_kept_pages() {
    let (html, document) = page(samples::extras(Spot::Nothing));
    // As `public/service-worker.js` finds them: by their tags, in the text.
    let template = |id: &str| {
        let rest = html.split_once(&format!("<template id=\"{id}\">")).expect(id).1;
        rest.split_once("</template>").expect(id).0.to_owned()
    };
    assert!(template("still-banner").contains("You are offline.") && template("still-banner").contains("{time}"));
    assert_eq!(template("still-price"), "At {time}:");
    assert_eq!(all(&document, "[data-kept][hidden]").len(), 2, "nothing is promised before something was found");
    assert_eq!(all(&document, "[data-kept=cart] [data-words*='{time}']").len(), 1);
    assert_eq!(all(&document, "script[src^='/offline.js?v=']").len(), 1);
}

#[test]
fn what_the_worker_looks_for_is_on_the_pages_it_keeps() {
    let shell = || samples::shell("T");
    let goods = product(
        shell(),
        samples::product("Tote", 3),
        Delivery::default(),
        Vec::new(),
        Choice::default(),
        Notes::default(),
    );
    let cart = cart(shell(), Some(samples::cart("Tote")), None, Vec::new(), None, Notes::default());
    for html in [&goods, &cart] {
        assert!(html.contains("<main ") && html.contains("<link rel=\"stylesheet\" href=\"/pkg/"), "{html}");
        assert!(html.contains("method=\"post\""), "{html}");
    }
    assert!(["<span class=\"price\"", "<span class=\"price "].iter().any(|start| goods.contains(start)), "{goods}");
    assert!(cart.contains("<p class=\"cart-line-each quiet\">"), "{cart}");
    assert!(cart.contains("<p class=\"cart-line-total\">"), "{cart}");
    let subtotal = cart.split_once("<p class=\"cart-subtotal\">").expect("a subtotal").1;
    assert!(subtotal.starts_with("<span>Subtotal</span><span>"), "{subtotal}");
    assert!(cart.contains(" href=\"/checkout\""), "{cart}");
}

#[test]
fn only_pages_with_extras_ask_the_browser_to_keep_any() {
    let worker = |spot, offered: bool| {
        let mut shell = samples::shell("T");
        shell.chrome.extras = Extras { offline: spot, ..samples::extras(Spot::Shown) };
        if !offered {
            shell.assets = Assets { worker: None, ..(*shell.assets).clone() }.into();
        }
        let document = Html::parse_document(&home(shell, samples::home("T")));
        let script = all(&document, "script[src^='/extras.js']");
        (script[0].attr("data-worker").map(str::to_owned), script[0].attr("data-some").is_some())
    };
    assert_eq!(worker(Spot::Shown, true), (Some("/service-worker.js".into()), false));
    assert_eq!(worker(Spot::Place, true), (Some("/service-worker.js".into()), true), "for some visitors");
    assert_eq!(worker(Spot::Nothing, true), (None, false));
    assert_eq!(worker(Spot::Shown, false), (None, false), "where the shop wants no worker");
}

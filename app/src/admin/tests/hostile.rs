//! Whatever customers and staff have written, no page of the admin runs it.

use scraper::{ElementRef, Html, Selector};
use types::{Currency, feedback::Question, job::JobState, review::ReviewState};

use super::{parsed, sample::Words};
use crate::admin::*;

/// Text made to break out of an element's text, an attribute, a `<textarea>` or the `<title>`.
const ATTACKS: [Words; 4] = [
    Words(|text| format!("{text}</textarea><script>alert(1)</script>")),
    Words(|text| format!("{text}\"><script>alert(1)</script>")),
    Words(|text| format!("{text}</title><img src=x onerror=alert(1)>")),
    Words(|text| format!("{text}' autofocus onfocus='alert(1)' \" onfocus=\"alert(1)\" x=\"<svg onload=alert(1)>")),
];

fn assert_inert(document: &Html, page: &str) {
    let everything = Selector::parse("*").unwrap();
    for element in document.select(&everything) {
        let (name, html) = (element.value().name(), element.html());
        // A script of the shop's own is a file; its address is judged below.
        let is_inline = name == "script" && element.value().attr("src").is_none_or(|_| element.text().next().is_some());
        assert!(!is_inline && !matches!(name, "iframe" | "object" | "embed" | "style"), "{page}: {html}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{page}: {html}");
            let is_address = matches!(attribute, "href" | "src" | "action" | "formaction");
            assert!(!is_address || is_own_address(element, value), "{page}: {html}");
        }
    }
}

/// Addresses of the admin stay in the shop. A picture's address is data, and runs nothing wherever it leads.
fn is_own_address(element: ElementRef<'_>, value: &str) -> bool {
    element.value().name() == "img" || value.starts_with('/') && !value.starts_with("//") || value.starts_with('#')
}

/// Every page with every form that can come back, from the same words.
fn all_pages(words: Words) -> Vec<AdminPage> {
    let chrome = words.chrome();
    let (order_view, product, input, collections) =
        (words.order(), words.product(), words.product_input(), words.collections());
    let blank = ProductEditor {
        product: None,
        input: &input,
        collections: &collections,
        errors: words.product_errors(),
        posted: None,
    };
    let mut pages = vec![
        sign_in(&words.sign_in()),
        dashboard(&chrome, &words.dashboard()),
        orders(&chrome, &words.order_page(), &words.order_filter()),
        order(&chrome, &order_view, None),
        customers(&chrome, &words.customer_page(), &words.customer_filter()),
        customer(&chrome, &words.profile()),
        products(&chrome, &words.product_page(), &(words.0)("tote")),
        product_editor(&chrome, &blank),
        product_editor(&chrome, &ProductEditor { product: Some(&product), ..blank.clone() }),
        stock(&chrome, &words.stock_list()),
        stock_item(&chrome, &words.stock_item(1), None),
        stock_item(&chrome, &StockItem { parts: (words.0)("MUG × 2"), ..words.stock_item(3) }, None),
        locations(&chrome, &words.locations(), None),
        flags(&chrome, &words.flags(), &words.pressure(), &words.switches()),
        drops(&chrome, &words.drops(), Some(&(words.0)("cursor")), &words.room(), None),
        new_drop(&chrome, None, &(words.0)("LN7 × 300")),
        drop(&chrome, &words.drop(), &(words.0)("LN7 × 300"), None),
        discounts(&chrome, &words.discounts(), Some(&(words.0)("cursor"))),
        new_discount(&chrome, None),
        currencies(&chrome, Currency::USD, &words.currencies(), None),
        currencies(&chrome, Currency::USD, &words.currencies(), Some(&words.posted_currency())),
        variant_prices(&chrome, &words.pricing(), None),
        variant_prices(&chrome, &words.pricing(), Some(&words.posted_prices())),
        discount(&chrome, &words.discount(), None),
        content_pages(&chrome, &words.content_rows()),
        new_content_page(&chrome, None),
        content_page(&chrome, &words.content_view(), None),
        crate::admin::collections(&chrome, &words.collection_page()),
        words.translation(&chrome, None),
        words.translation(&chrome, Some(&words.posted_translation())),
        jobs(&chrome, &words.job_page(JobState::Parked), &words.job_filter(JobState::Parked)),
        jobs(&chrome, &words.job_page(JobState::Done), &words.job_filter(JobState::Done)),
        reviews(&chrome, &words.review_page(ReviewState::Waiting), &words.review_filter(ReviewState::Waiting), None),
        reviews(
            &chrome,
            &words.review_page(ReviewState::Published),
            &words.review_filter(ReviewState::Published),
            Some(&words.posted_review()),
        ),
        feedback(&chrome, &words.feedback(Question::Order), Some(&(words.0)("cursor"))),
        feedback(&chrome, &words.feedback(Question::Cart), None),
        surge(&chrome, &words.surge()),
        error(&chrome, 500, &(words.0)("Try again."), Some(&(words.0)("req-1"))),
    ];
    pages.extend(words.posted_order_forms().iter().map(|posted| order(&chrome, &order_view, Some(posted))));
    pages.extend(
        words.posted_stock_forms().iter().map(|posted| stock_item(&chrome, &words.stock_item(3), Some(posted))),
    );
    pages.extend(
        words.posted_location_forms().iter().map(|posted| locations(&chrome, &words.locations(), Some(posted))),
    );
    let (stored, posted) = (words.discount(), words.posted_discount_forms());
    pages.extend(posted.iter().map(|posted| new_discount(&chrome, Some(posted))));
    pages.extend(posted.iter().map(|posted| discount(&chrome, &stored, Some(posted))));
    let (stored, posted) = (words.content_view(), words.posted_content_forms());
    pages.extend(posted.iter().map(|posted| new_content_page(&chrome, Some(posted))));
    pages.extend(posted.iter().map(|posted| content_page(&chrome, &stored, Some(posted))));
    let forms = words.posted_editor_forms();
    pages.extend(forms.iter().map(|posted| {
        let editor = ProductEditor { product: Some(&product), posted: Some(posted), ..blank.clone() };
        product_editor(&chrome, &editor)
    }));
    pages
}

#[test]
fn nothing_that_was_written_ever_runs() {
    for words in ATTACKS {
        for page in all_pages(words) {
            let title = page.title.clone();
            assert_inert(&parsed(page), &title);
        }
    }
}

#[test]
fn the_check_itself_sees_an_attack() {
    for attack in
        ["<script></script>", "<p onclick=x>", "<p style=x>", "<a href=javascript:x>", "<a href=//evil.example>"]
    {
        assert!(std::panic::catch_unwind(|| assert_inert(&Html::parse_document(attack), attack)).is_err(), "{attack}");
    }
}

#[test]
fn what_was_typed_comes_back_to_the_letter() {
    for words in ATTACKS {
        let (input, collections) = (words.product_input(), words.collections());
        let editor = ProductEditor {
            product: None,
            input: &input,
            collections: &collections,
            errors: words.product_errors(),
            posted: None,
        };
        let document = parsed(product_editor(&words.chrome(), &editor));
        assert_eq!(super::attribute(&document, "#product-title", "value"), Some(input.title.clone()));
        let area = document.select(&Selector::parse("textarea#product-description_html").unwrap()).next().unwrap();
        assert_eq!(area.text().collect::<String>(), input.description_html);
    }
}

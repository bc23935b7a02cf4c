//! What each page says and where its forms go.

use types::{
    admin::{FormErrors, OrderPage, ProductInput},
    job::JobState,
    order::OrderStatus,
};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, usd, variant_id},
    text,
};
use crate::admin::*;

#[test]
fn the_sign_in_form_keeps_the_email_and_the_way_on_but_no_password() {
    let document = parsed(sign_in(&PLAIN.sign_in()));
    assert_eq!(attribute(&document, "form", "action").unwrap(), "/admin/sign-in");
    assert_eq!(attribute(&document, "#sign-in-email", "value").unwrap(), "ada@tern.example");
    assert_eq!(attribute(&document, "[name=next]", "value").unwrap(), "/admin/orders");
    assert_eq!(attribute(&document, "[name=password]", "value").unwrap(), "");
    assert_eq!(text(&document, "[role=alert]"), "That email and password do not go together.");
}

#[test]
fn every_page_inside_has_the_navigation_the_notice_and_the_way_out() {
    let chrome = PLAIN.chrome();
    let input = ProductInput::default();
    let blank =
        ProductEditor { product: None, input: &input, collections: &[], errors: FormErrors::default(), posted: None };
    let pages = [
        (dashboard(&chrome, &PLAIN.dashboard()), "Overview"),
        (orders(&chrome, &PLAIN.order_page(), &OrderFilter::default()), "Orders"),
        (order(&chrome, &PLAIN.order(), None), "Orders"),
        (customers(&chrome, &PLAIN.customer_page(), &PLAIN.customer_filter()), "Customers"),
        (customer(&chrome, &PLAIN.profile()), "Customers"),
        (products(&chrome, &PLAIN.product_page(), ""), "Products"),
        (product_editor(&chrome, &blank), "Products"),
        (stock(&chrome, &PLAIN.stock_list()), "Stock"),
        (stock_item(&chrome, &PLAIN.stock_item(2), None), "Stock"),
        (locations(&chrome, &PLAIN.locations(), None), "Stock"),
        (jobs(&chrome, &PLAIN.job_page(JobState::Parked), &PLAIN.job_filter(JobState::Parked)), "Jobs"),
        (flags(&chrome, &PLAIN.flags(), &PLAIN.pressure(), &PLAIN.switches()), "Pressure"),
    ];
    for (page, section) in pages {
        let document = parsed(page);
        assert_eq!(text(&document, "nav [aria-current=page]"), section);
        assert_eq!(text(&document, "[role=status]"), "Order #1001 is fulfilled.");
        assert_eq!(count(&document, "form[method=post][action='/admin/sign-out'] button"), 1);
        assert_eq!(count(&document, "h1"), 1);
        assert_eq!(count(&document, "script"), 0);
    }
}

#[test]
fn every_control_has_a_label_and_every_id_is_used_once() {
    let (chrome, product, collections) = (PLAIN.chrome(), PLAIN.product(), PLAIN.collections());
    let editor = ProductEditor {
        product: Some(&product),
        input: &product.input,
        collections: &collections,
        errors: PLAIN.product_errors(),
        posted: None,
    };
    let pages = [
        sign_in(&PLAIN.sign_in()),
        orders(&chrome, &PLAIN.order_page(), &OrderFilter::default()),
        order(&chrome, &PLAIN.order(), None),
        customer(&chrome, &PLAIN.profile()),
        jobs(&chrome, &PLAIN.job_page(JobState::Parked), &PLAIN.job_filter(JobState::Parked)),
        flags(&chrome, &PLAIN.flags(), &PLAIN.pressure(), &PLAIN.switches()),
        product_editor(&chrome, &editor),
        stock_item(&chrome, &PLAIN.stock_item(3), Some(&PLAIN.posted_adjustment())),
        locations(&chrome, &PLAIN.locations(), PLAIN.posted_location_forms().first()),
        content_page(&chrome, &PLAIN.content_view(), PLAIN.posted_content_forms().last()),
    ];
    for page in pages {
        let title = page.title.clone();
        let document = parsed(page);
        let all = scraper::Selector::parse("[id]").unwrap();
        for id in document.select(&all).filter_map(|element| element.attr("id")) {
            assert_eq!(count(&document, &format!("[id='{id}']")), 1, "{title}: {id}");
        }
        let controls = scraper::Selector::parse("input:not([type=hidden]), select, textarea").unwrap();
        for control in document.select(&controls) {
            let id = control.attr("id").unwrap_or_else(|| panic!("{title}: {}", control.html()));
            assert_eq!(count(&document, &format!("label[for='{id}']")), 1, "{title}: {id}");
        }
    }
}

#[test]
fn the_overview_leads_to_the_work() {
    let document = parsed(dashboard(&PLAIN.chrome(), &PLAIN.dashboard()));
    assert_eq!(text(&document, "a[href='/admin/orders?status=confirmed']"), "12");
    assert_eq!(text(&document, ".notice-error"), "2 jobs gave up and wait for someone. Look at them");
    assert_eq!(attribute(&document, ".notice-error a", "href").unwrap(), "/admin/jobs");
    let behind = "240 orders wait to be sent; a new one is promised to leave by Thursday 26 November 2026 .";
    assert_eq!(text(&document, ".notice-error ~ .notice-error"), behind);
    assert_eq!(text(&document, ".admin-figure:last-child dd"), "100 a day");
    assert_eq!(count(&document, "tbody tr"), 8);
}

#[test]
fn the_order_list_keeps_its_filter_on_every_link() {
    let filter = OrderFilter { status: Some(OrderStatus::Confirmed), query: "a&b".to_owned(), cursor: None };
    let document = parsed(orders(&PLAIN.chrome(), &PLAIN.order_page(), &filter));
    assert_eq!(text(&document, ".admin-filter [aria-current]"), "To fulfil");
    assert_eq!(count(&document, "a[href='/admin/orders?q=a%26b']"), 1, "all states");
    assert_eq!(count(&document, "a[href='/admin/orders?status=pending&q=a%26b']"), 1);
    let older = "/admin/orders?status=confirmed&q=a%26b&cursor=1001%26x";
    assert_eq!(attribute(&document, "a[rel=next]", "href").unwrap(), older);
    assert_eq!(attribute(&document, "[type=hidden][name=status]", "value").unwrap(), "confirmed");
    assert_eq!(attribute(&document, "tbody a", "href").unwrap(), "/admin/orders/1005");
}

#[test]
fn parked_jobs_can_be_tried_again_one_by_one_or_all_of_a_kind() {
    let (page, filter) = (PLAIN.job_page(JobState::Parked), PLAIN.job_filter(JobState::Parked));
    let document = parsed(jobs(&PLAIN.chrome(), &page, &filter));
    for job in &page.items {
        for verb in ["requeue", "discard"] {
            let form = format!("form[method=post][action='/admin/jobs/{}/{verb}'] button", job.id);
            assert!(attribute(&document, &form, "aria-label").unwrap().contains(&job.id.to_string()));
        }
    }
    assert!(text(&document, "tbody tr").contains("connection refused"));
    assert_eq!(attribute(&document, "form[action='/admin/jobs/requeue'] [name=kind]", "value").unwrap(), "order.mail");
    assert_eq!(
        attribute(&document, "a[rel=next]", "href").unwrap(),
        "/admin/jobs?state=parked&kind=order.mail&cursor=17%26x"
    );
    assert_eq!(text(&document, ".admin-filter [aria-current]"), "Parked");
    assert_eq!(attribute(&document, "option[selected]", "value").unwrap(), "order.mail");

    let all = JobFilter { kind: String::new(), cursor: None, ..filter };
    let document = parsed(jobs(&PLAIN.chrome(), &page, &all));
    assert_eq!(count(&document, "form[action='/admin/jobs/requeue']"), 0, "of which kind?");
}

#[test]
fn the_pressure_says_where_it_is_held_and_why_and_each_extra_has_its_switches() {
    let document = parsed(flags(&PLAIN.chrome(), &PLAIN.flags(), &PLAIN.pressure(), &PLAIN.switches()));
    let words = text(&document, "#main .notice-error");
    assert!(words.contains("Level 3. Light pages: no extras. Held by staff."), "{words}");
    assert!(words.contains("Measured: level 1, because tasks are run late (20.0 ms)."), "{words}");
    let action = "form[method=post][action='/admin/pressure']";
    assert_eq!(attribute(&document, &format!("{action} option[selected]"), "value").as_deref(), Some("3"));
    let form = "form[method=post][action='/admin/flags/related_products']";
    assert_eq!(attribute(&document, &format!("{form} [name=percent]"), "value").as_deref(), Some("20"));
    assert_eq!(attribute(&document, &format!("{form} [name=shed_at] option[selected]"), "value").as_deref(), Some("3"));
    assert_eq!(count(&document, &format!("{form} [name=clear]")), 1);
    let history = text(&document, "section[aria-labelledby=changes] table");
    assert!(history.contains("pressure") && history.contains("as it comes"), "{history}");
}

#[test]
fn jobs_that_have_not_given_up_are_only_looked_at() {
    for state in [JobState::Ready, JobState::Running, JobState::Done] {
        let document = parsed(jobs(&PLAIN.chrome(), &PLAIN.job_page(state), &PLAIN.job_filter(state)));
        assert_eq!(count(&document, "main form[method=post]"), 0, "{state:?}");
        assert_eq!(count(&document, "tbody tr"), 2);
    }
}

#[test]
fn an_empty_list_says_why() {
    let none = OrderPage { items: Vec::new(), next_cursor: None };
    let all = parsed(orders(&PLAIN.chrome(), &none, &OrderFilter::default()));
    assert!(text(&all, ".admin-empty").starts_with("No order yet"));
    let filtered = parsed(orders(&PLAIN.chrome(), &none, &PLAIN.order_filter()));
    assert!(text(&filtered, ".admin-empty").starts_with("No order matches"));
}

#[test]
fn an_order_offers_what_its_state_allows() {
    let mut sample = PLAIN.order();
    let document = parsed(order(&PLAIN.chrome(), &sample, None));
    for verb in ["fulfil", "cancel", "refund"] {
        assert_eq!(count(&document, &format!("form[method=post][action='/admin/orders/1005/{verb}']")), 1, "{verb}");
    }
    // A code has taken everything off.
    (sample.can_fulfil, sample.can_cancel, sample.refundable) = (false, false, usd(0));
    let document = parsed(order(&PLAIN.chrome(), &sample, None));
    assert_eq!(count(&document, "main form"), 1);
    assert_eq!(text(&document, "button[name=all]"), "Yes, take everything back");
    sample.can_refund = false;
    let document = parsed(order(&PLAIN.chrome(), &sample, None));
    assert_eq!(count(&document, "main form"), 0);
}

#[test]
fn only_lines_that_are_not_paid_back_can_be_refunded() {
    let document = parsed(order(&PLAIN.chrome(), &PLAIN.order(), None));
    let quantity = |line: u32| format!("[name='quantity_{}']", variant_id(line));
    assert_eq!(attribute(&document, &quantity(1), "max").unwrap(), "1");
    assert_eq!(attribute(&document, &quantity(2), "max").unwrap(), "1");
    assert_eq!(count(&document, &quantity(3)), 0);
    assert_eq!(count(&document, "button[name=all][value='1']"), 1);
}

#[test]
fn a_form_that_came_back_is_open_with_what_was_typed_and_why() {
    let posted = PLAIN.posted_order_forms().pop().unwrap();
    let document = parsed(order(&PLAIN.chrome(), &PLAIN.order(), Some(&posted)));
    assert_eq!(count(&document, "details[open] #refund-reason"), 1);
    assert_eq!(count(&document, "details[open] #cancel-reason"), 0);
    assert_eq!(attribute(&document, "#refund-reason", "value").unwrap(), "torn seam");
    assert_eq!(attribute(&document, "#cancel-reason", "value").unwrap(), "");
    assert_eq!(attribute(&document, "#refund-reason", "aria-invalid").unwrap(), "true");
    assert_eq!(text(&document, "#refund-reason-error"), "Mend this.");
    assert_eq!(count(&document, "[role=alert][autofocus] a[href='#refund-reason']"), 1);
    assert_eq!(count(&document, &format!("[name='restock_{}'][checked]", variant_id(1))), 0, "was not ticked");
}

#[test]
fn the_editor_shows_the_product_and_posts_to_it() {
    let (product, collections) = (PLAIN.product(), PLAIN.collections());
    let editor = ProductEditor {
        product: Some(&product),
        input: &product.input,
        collections: &collections,
        errors: FormErrors::default(),
        posted: None,
    };
    let document = parsed(product_editor(&PLAIN.chrome(), &editor));
    let product_path = format!("/admin/products/{}", product.id);
    for action in ["", "/variants", "/images"] {
        assert_eq!(count(&document, &format!("form[method=post][action='{product_path}{action}']")), 1, "{action}");
    }
    assert_eq!(attribute(&document, "#product-tags", "value").unwrap(), "waxed, everyday");
    assert_eq!(attribute(&document, "[name=collections][checked]", "value").unwrap(), "carry");
    assert_eq!(attribute(&document, "#product-status [selected]", "value").unwrap(), "active");
    let price = format!("#variant-{}-price", variant_id(1));
    assert_eq!(attribute(&document, &price, "value").unwrap(), "84.00");
    assert_eq!(attribute(&document, "#new-variant-price", "value").unwrap(), "");
    assert_eq!(attribute(&document, "[enctype='multipart/form-data'] [type=file]", "name").unwrap(), "image");
    assert_eq!(count(&document, "#new-variant-option_2"), 1);
    assert_eq!(count(&document, "#new-variant-option_3"), 0, "the product has two options");
}

#[test]
fn a_new_product_has_no_variants_or_pictures_yet() {
    let input = ProductInput::default();
    let editor =
        ProductEditor { product: None, input: &input, collections: &[], errors: FormErrors::default(), posted: None };
    let document = parsed(product_editor(&PLAIN.chrome(), &editor));
    assert_eq!(attribute(&document, "main form", "action").unwrap(), "/admin/products");
    assert_eq!(count(&document, "main form"), 1);
}

#[test]
fn stock_says_what_is_for_sale_and_how_it_came_about() {
    let rows = PLAIN.stock_rows();
    let document = parsed(stock(&PLAIN.chrome(), &PLAIN.stock_list()));
    assert_eq!(attribute(&document, "tbody a", "href").unwrap(), format!("/admin/stock/{}", rows[0].variant_id));
    assert_eq!(text(&document, "tbody tr td:last-child"), "1");
    assert_eq!(attribute(&document, "a[rel=next]", "href").unwrap(), "/admin/stock?q=tote+%26+co&page=2");
    assert_eq!(count(&document, "a[rel=prev]"), 0);

    let document = parsed(stock_item(&PLAIN.chrome(), &PLAIN.stock_item(1), None));
    assert_eq!(count(&document, "[name=mode][value=delta][checked]"), 1);
    assert_eq!(text(&document, "tbody td:nth-child(5)"), "−2");
    assert_eq!(text(&document, "#waiting"), "1 person waits to be told when it is back.");
    let document = parsed(stock_item(&PLAIN.chrome(), &PLAIN.stock_item(1), Some(&PLAIN.posted_adjustment())));
    assert_eq!(count(&document, "[name=mode][value=set][checked]"), 1);
    assert_eq!(attribute(&document, "#adjust-quantity", "value").unwrap(), "-4");
    assert_eq!(text(&document, "fieldset#adjust-mode #adjust-mode-error"), "Mend this.");
    assert_eq!(attribute(&document, "#policy-cap_per_person", "value").unwrap(), "2", "another form is as stored");
}

#[test]
fn a_choice_of_locations_is_offered_where_there_are_several() {
    let path = format!("/admin/stock/{}", variant_id(1));
    let one = parsed(stock_item(&PLAIN.chrome(), &PLAIN.stock_item(1), None));
    assert_eq!(count(&one, "[name=location_id], [name=from], [name=to]"), 0);
    assert_eq!(count(&one, "#levels"), 0);
    let several = parsed(stock_item(&PLAIN.chrome(), &PLAIN.stock_item(3), None));
    assert_eq!(count(&several, "[name=location_id] option"), 3);
    assert_eq!(count(&several, &format!("form[method=post][action='{path}/transfer'] select")), 2);
    assert_eq!(attribute(&several, "[name=to] [selected]", "value").unwrap(), PLAIN.locations()[1].id.to_string());
    assert_eq!(count(&several, "section[aria-labelledby=levels] tbody tr"), 2);
    assert_eq!(text(&several, "section[aria-labelledby=ledger] thead th:nth-child(2)"), "Location");
    assert_eq!(text(&several, ".admin-figure dd"), "6", "over all locations");
}

#[test]
fn a_bundle_shows_what_it_consists_of_and_no_stock_of_its_own() {
    let bundle = StockItem { rows: Vec::new(), parts: "MUG-RED × 2\nTRAY".into(), ..PLAIN.stock_item(2) };
    let document = parsed(stock_item(&PLAIN.chrome(), &bundle, None));
    let path = format!("/admin/stock/{}", variant_id(1));
    assert_eq!(count(&document, &format!("form[action='{path}'], form[action='{path}/transfer']")), 0);
    assert_eq!(count(&document, &format!("details[open] form[action='{path}/bundle']")), 1);
    assert_eq!(text(&document, "textarea[name=parts]"), "MUG-RED × 2 TRAY");
}

#[test]
fn locations_are_listed_with_a_form_each() {
    let rows = PLAIN.locations();
    let document = parsed(locations(&PLAIN.chrome(), &rows, None));
    assert_eq!(count(&document, "details form[action^='/admin/locations/']"), 3);
    assert_eq!(count(&document, "form[action='/admin/locations'] [name=active][checked]"), 1);
    let posted = PLAIN.posted_location_forms().pop().unwrap();
    let document = parsed(locations(&PLAIN.chrome(), &rows, Some(&posted)));
    assert_eq!(count(&document, &format!("details[open] #location-{}-name", rows[0].id)), 1);
    assert_eq!(count(&document, "[role=alert][autofocus]"), 1);
}

#[test]
fn an_error_names_the_request() {
    let document = parsed(error(&PLAIN.chrome(), 404, "There is no such order.", Some("req-7")));
    assert_eq!(text(&document, "h1"), "Not found");
    assert_eq!(text(&document, ".quiet"), "Request req-7 , error 404");
}

#[test]
fn the_console_says_how_the_shop_bears_it_and_what_is_left() {
    let document = parsed(surge(&PLAIN.chrome(), &PLAIN.surge()));
    assert_eq!(text(&document, "nav [aria-current=page]"), "Surge");
    assert_eq!(text(&document, ".admin-level-3 .admin-level-number"), "Level 3");
    assert_eq!(text(&document, ".admin-level-why"), "event loop 80 ms late");
    assert_eq!(attribute(&document, "#level option[selected]", "value").unwrap(), "3");
    assert_eq!(attribute(&document, "form:has(#level)", "action").unwrap(), "/admin/surge/level");
    assert_eq!(count(&document, "section[aria-labelledby=hot] tbody tr"), 3);
    assert_eq!(text(&document, "section[aria-labelledby=hot] .admin-badge-bad"), "Sold out");
    let queues = text(&document, "section[aria-labelledby=queues]");
    for told in ["4,321", "18", "25", "173 s", "Opened by itself: tasks are run late", "Without Redis", "Lantern no. 7"]
    {
        assert!(queues.contains(told), "{told} in {queues}");
    }
    assert_eq!(count(&document, "section[aria-labelledby=changes] tbody tr"), 1);
    assert!(text(&document, "section[aria-labelledby=caches]").contains("97 %"));
}

#[test]
fn every_chart_names_its_lines_and_has_its_numbers_behind_it() {
    let document = parsed(surge(&PLAIN.chrome(), &PLAIN.surge()));
    assert_eq!(count(&document, "svg"), 4);
    assert_eq!(count(&document, "svg polyline"), 9);
    assert_eq!(count(&document, ".admin-chart details table"), 4);
    let label = attribute(&document, "section[aria-labelledby=load] svg", "aria-label").unwrap();
    assert!(label.starts_with("Requests by class, a second, now: Checkout 120, Cart 20"), "{label}");
    assert!(text(&document, "section[aria-labelledby=fate] svg").contains("Refused 45"));
}

#[test]
fn the_console_is_kept_up_to_date_with_and_without_scripts() {
    let html = surge(&PLAIN.chrome(), &PLAIN.surge()).into_html("/admin.css");
    assert!(html.contains(r#"<noscript><meta http-equiv="refresh" content="5"></noscript>"#), "{html}");
    let document = scraper::Html::parse_document(&html);
    assert!(attribute(&document, "script", "src").unwrap().starts_with("/admin-live.js?v="));
    let address = attribute(&document, "#live", "data-live").unwrap();
    assert_eq!(address, "/admin/surge/live");
    let part = surge_live(&PLAIN.surge());
    assert!(part.contains("Level") && !part.contains("<form") && !part.contains("<html"), "{part}");
}

#[test]
fn what_an_instance_cannot_tell_is_not_told_as_nothing() {
    let document = parsed(surge(&PLAIN.chrome(), &types::admin::SurgeView::default()));
    for part in ["widgets", "caches"] {
        assert_eq!(
            text(&document, &format!("section[aria-labelledby={part}] .admin-empty")),
            "This instance does not tell."
        );
    }
    assert_eq!(count(&document, "svg"), 4, "empty charts are drawn");
}

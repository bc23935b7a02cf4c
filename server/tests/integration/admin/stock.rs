use reqwest::StatusCode;

use super::{notice, staff_at, wrong_fields};
use crate::{
    api::{Program, goods, order},
    shop::TestShop,
};

#[tokio::test]
async fn stock_is_changed_with_a_reason_that_the_ledger_keeps() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}", kettle.variant);
    let listed = browser.get("/admin/stock?q=galley").await;
    assert!(listed.attributes("table a", "href").contains(&path), "{}", listed.words());
    let page = browser.submit(&path, &[("mode", "delta"), ("quantity", "-2"), ("reason", "dropped")]).await;
    assert!(notice(&page).contains("3 on hand"), "{}", page.words());
    assert!(page.text("tbody tr").contains("dropped") && page.text("tbody tr").contains("mara"), "{}", page.words());
    browser.submit(&path, &[("mode", "set"), ("quantity", "40"), ("reason", "counted")]).await;
    assert_eq!(kettle.stock(&shop).await, [40, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}", kettle.variant);
    for (mode, quantity, reason, wrong) in [
        ("delta", "some", "r", "adjust-quantity"),
        ("delta", "", "r", "adjust-quantity"),
        ("set", "-1", "r", "adjust-quantity"),
        ("delta", "9999999999", "r", "adjust-quantity"),
        ("swap", "1", "r", "adjust-mode"),
        ("delta", "1", " ", "adjust-reason"),
    ] {
        let page = browser.post(&path, &[("mode", mode), ("quantity", quantity), ("reason", reason)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{mode} {quantity}");
        assert_eq!(wrong_fields(&page), [wrong]);
        assert_eq!((page.field("quantity"), page.field("reason")), (quantity.to_owned(), reason.to_owned()));
    }
    let program = Program::of(&shop);
    let cart = program.cart_with(kettle.variant, 4).await;
    program.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    let held = browser.post(&path, &[("mode", "set"), ("quantity", "3"), ("reason", "counted")]).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    assert!(held.text("#errors").contains("hold"), "{}", held.words());
    assert_eq!(kettle.stock(&shop).await, [1, 4, 0]);
    shop.close().await;
}

#[tokio::test]
async fn how_a_variant_is_sold_is_written_and_shown_again() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let item = format!("/admin/stock/{}", kettle.variant);
    let policy = [("cap_per_person", "2"), ("hold_seconds", "90"), ("hold_in_cart", "1")];
    let page = browser.submit(&format!("{item}/policy"), &policy).await;
    assert_eq!((page.field("cap_per_person"), page.field("hold_seconds")), ("2".into(), "90".into()));
    assert_eq!(page.attributes("[name=hold_in_cart][checked]", "id").len(), 1);
    let shown = browser.get(&format!("/products/{}", kettle.slug)).await;
    assert!(shown.text("form.buy").contains("At most 2 per person."), "{}", shown.words());
    assert_eq!(shown.attributes("form.buy [name=quantity]", "max"), ["2"]);

    for (cap, hold, wrong) in
        [("0", "", "policy-cap_per_person"), ("two", "", "policy-cap_per_person"), ("", "5", "policy-hold_seconds")]
    {
        let page = browser.post(&format!("{item}/policy"), &[("cap_per_person", cap), ("hold_seconds", hold)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{cap} {hold}");
        assert_eq!(wrong_fields(&page), [wrong]);
        assert_eq!((page.field("cap_per_person"), page.field("hold_seconds")), (cap.into(), hold.into()));
    }
    let page = browser.submit(&format!("{item}/policy"), &[("cap_per_person", ""), ("hold_seconds", "")]).await;
    assert_eq!(page.field("cap_per_person"), "");
    shop.close().await;
}

#[tokio::test]
async fn a_bundle_is_written_as_lines_of_sku_and_quantity() {
    let shop = TestShop::open().await;
    let (browser, set, mug) = (staff_at(&shop).await, goods(&shop, 0).await, goods(&shop, 7).await);
    let sku = format!("MUG-{}", mug.variant);
    let variant = format!("/admin/variants/{}", mug.variant);
    browser.submit(&variant, &[("sku", &*sku), ("price", "20"), ("tracked", "1")]).await;
    let item = format!("/admin/stock/{}", set.variant);
    for (parts, why) in [
        ("NO-SUCH-THING × 1".to_owned(), "There is no variant NO-SUCH-THING."),
        (format!("{sku} × many"), "as a whole number"),
        (format!("{sku} × 1\n{sku} × 1"), "Name each component once"),
    ] {
        let page = browser.post(&format!("{item}/bundle"), &[("parts", parts.as_str())]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{parts}");
        assert!(page.text("#bundle-parts-error").contains(why), "{}", page.words());
        assert_eq!(page.text("textarea[name=parts]"), parts.replace('\n', " "));
    }
    let page = browser.submit(&format!("{item}/bundle"), &[("parts", &*format!("\r\n {sku} × 2 \r\n"))]).await;
    assert!(notice(&page).contains("It is a bundle now."), "{}", page.words());
    assert_eq!(page.text("textarea[name=parts]"), format!("{sku} × 2"));
    assert!(page.texts("#adjust-quantity").is_empty() && page.attributes("#adjust-quantity", "id").is_empty());
    assert_eq!(set.stock(&shop).await[0], 3);
    let page = browser.submit(&format!("{item}/bundle"), &[("parts", "")]).await;
    assert_eq!(page.attributes("#adjust-quantity", "id").len(), 1, "it has stock of its own again");
    shop.close().await;
}

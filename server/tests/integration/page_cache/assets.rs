use std::fs;

use app::assets::Assets;

use crate::shop::TestShop;

#[tokio::test]
async fn a_page_of_the_build_before_still_finds_its_stylesheet() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    let built = site.clone();
    let shop = TestShop::open_with(|config| config.server.site_dir = built).await;
    for (hash, text) in [("one1", "p { color: teal }"), ("two2", "p { color: navy }")] {
        // A build leaves its own files and no others.
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(site.join("pkg")).unwrap();
        fs::write(site.join(format!("pkg/floodgate.{hash}.css")), text).unwrap();
        let assets = Assets::from_hashes(&format!("css: {hash}\n"));
        server::keep_assets(&assets, &site, &shop.services.settings.data_dir);
    }
    let browser = shop.browser();
    for (hash, colour) in [("one1", "teal"), ("two2", "navy")] {
        let file = browser.get(&format!("/pkg/floodgate.{hash}.css")).await;
        assert!(file.body.contains(colour), "{hash}: {} {}", file.status, file.body);
        assert_eq!(file.header("content-type"), "text/css");
    }
    for address in ["/pkg/floodgate.three3.css", "/pkg/../shop.db", "/pkg/%2e%2e/%2e%2e/shop.db"] {
        assert_ne!(browser.get(address).await.status, 200, "{address}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_no_file_can_be_called_is_not_there() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let long = ["x".repeat(300), "%F0%9D%95%A9".repeat(70), "x/".repeat(2_500), "a%00b".to_owned()];
    for name in long {
        for folder in ["fonts", "pkg"] {
            let status = browser.get(&format!("/{folder}/{name}")).await.status;
            assert_eq!(status, 404, "{folder}: {} bytes", name.len());
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn the_admin_has_a_sheet_of_its_own_that_no_shopper_loads() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let sheets = async |path: &str| browser.get(path).await.attributes("link[rel=stylesheet]", "href");
    let (shop_s, admin_s) = (sheets("/").await, sheets("/admin/sign-in").await);
    assert_eq!(shop_s.len(), 1, "{shop_s:?}");
    // The shop's own comes first: the admin's wins over it.
    assert_eq!((admin_s.len(), &admin_s[0]), (2, &shop_s[0]), "{admin_s:?}");
    assert!(admin_s[1].starts_with("/admin.css?v="), "{admin_s:?}");
    let file = browser.get(&admin_s[1]).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    for part in [".admin {", ".admin-form", ".admin-table", ".admin-chart"] {
        assert!(file.body.contains(part), "{part}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_font_may_be_kept_for_ever_and_is_asked_for_by_the_page() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().to_owned();
    fs::create_dir_all(site.join("fonts")).unwrap();
    let shop = TestShop::open_with(|config| config.server.site_dir = site.clone()).await;
    let browser = shop.browser();
    let home = browser.get("/").await;
    let asked = home.attributes("link[rel=preload][as=font][crossorigin]", "href");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(browser.get(&asked[0]).await.status, 404);
    fs::write(site.join(asked[0].trim_start_matches('/')), "a face").unwrap();
    let face = browser.get(&asked[0]).await;
    assert_eq!((face.status.as_u16(), face.body.as_str()), (200, "a face"));
    assert_eq!(face.header("content-type"), "font/woff2");
    assert_eq!(face.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(face.header("content-security-policy"), "default-src 'none'; sandbox", "no page's policy beside it");
    shop.close().await;
}

//! What the shop, its cache and its content policy may rely on about the drawn pictures.

use std::collections::{HashMap, HashSet};

use demo::{Product, View, catalogue, hero, picture, placeholder};

/// Bytes a picture may weigh.
const BOUND: usize = 12_288;

fn every_svg() -> Vec<(String, String)> {
    let mut all = vec![("hero".to_owned(), hero()), ("placeholder".to_owned(), placeholder("A & B <c>"))];
    for product in catalogue().products {
        for shown in &product.pictures {
            all.push((format!("{} {:?} {:?}", product.slug, shown.view, shown.colour), picture(&product, shown)));
        }
    }
    all
}

#[test]
fn every_picture_is_small_well_formed_and_self_contained() {
    for (name, svg) in every_svg() {
        assert!(svg.len() < BOUND, "{name}: {} bytes", svg.len());
        let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.w3.org/2000/svg"), "{name}");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let tag = node.tag_name().name();
            assert!(!["script", "image", "foreignObject", "style", "a", "text"].contains(&tag), "{name}: <{tag}>");
            for attribute in node.attributes() {
                let key = attribute.name();
                assert!(!key.starts_with("on") && key != "style", "{name}: {key}");
                assert!(key != "href" || attribute.value().starts_with('#'), "{name}: {}", attribute.value());
            }
        }
    }
}

#[test]
fn every_reference_inside_a_picture_has_its_target() {
    for (name, svg) in every_svg() {
        let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut ids = HashSet::new();
        for id in document.descendants().filter_map(|n| n.attribute("id")) {
            assert!(ids.insert(id), "{name}: id {id} twice");
        }
        for value in document.descendants().flat_map(|n| n.attributes().map(|a| a.value()).collect::<Vec<_>>()) {
            if let Some(id) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(ids.contains(id), "{name}: nothing called {id}");
            }
        }
    }
}

#[test]
fn path_data_holds_only_commands_and_finite_numbers() {
    for (name, svg) in every_svg() {
        let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        for d in document.descendants().filter_map(|n| n.attribute("d")) {
            let legal = |c: char| c.is_ascii_digit() || "MmLlHhVvCcQqTtAaZzSs .,-".contains(c);
            assert!(d.starts_with(['M', 'm']) && d.chars().all(legal), "{name}: {d}");
        }
    }
}

#[test]
fn every_product_has_front_detail_and_use_and_a_front_per_colour() {
    for product in catalogue().products {
        let views: HashSet<View> = product.pictures.iter().map(|p| p.view).collect();
        assert_eq!(views, HashSet::from([View::Front, View::Detail, View::InUse]), "{}", product.slug);
        assert_eq!(product.pictures[0].view, View::Front, "{}", product.slug);
        let fronts = product.pictures.iter().filter(|p| p.view == View::Front);
        let shown: Vec<_> = fronts.filter_map(|p| p.colour.clone()).collect();
        let colours = product.options.iter().find(|o| o.name == "Colour").map(|o| &o.values);
        let expected: Vec<_> = colours.into_iter().flatten().map(|v| v.name.clone()).collect();
        assert_eq!(shown, expected, "{}", product.slug);
        assert!(product.pictures.iter().all(|p| p.alt.starts_with(&product.title)), "{}", product.slug);
    }
}

/// A front picture without its title and colours: its shapes alone.
fn shapes(product: &Product) -> Vec<String> {
    let svg = picture(product, &product.pictures[0]);
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    document.descendants().filter_map(|n| n.attribute("d")).map(str::to_owned).collect()
}

#[test]
fn no_two_products_share_a_front_picture() {
    let mut seen: HashMap<Vec<String>, String> = HashMap::new();
    for product in catalogue().products {
        if let Some(other) = seen.insert(shapes(&product), product.slug.clone()) {
            panic!("{} and {other} look alike", product.slug);
        }
    }
}

#[test]
fn colours_share_the_shape_and_differ_in_paint() {
    let shop = catalogue();
    let tote = shop.products.iter().find(|p| p.slug == "skerry-waxed-tote").expect("the tote");
    let fronts: Vec<_> = tote.pictures.iter().filter(|p| p.view == View::Front).map(|p| picture(tote, p)).collect();
    assert_eq!(fronts.len(), 3);
    for pair in fronts.windows(2) {
        assert_ne!(pair[0], pair[1]);
        assert_eq!(pair[0].matches("<path").count(), pair[1].matches("<path").count());
    }
}

#[test]
fn drawing_twice_gives_the_same_bytes() {
    assert_eq!(every_svg(), every_svg());
}

#[test]
fn the_placeholder_escapes_its_label() {
    let svg = placeholder("</title><script>alert(1)</script>");
    assert!(!svg.contains("<script"), "{svg}");
}

#[test]
fn an_unknown_kind_gets_the_placeholder() {
    let mut product = catalogue().products.remove(0);
    product.kind = "submarine".to_owned();
    let shown = product.pictures[0].clone();
    assert_eq!(picture(&product, &shown), placeholder(&product.title));
}

/// The shop serves the scene as a file, so that a merchant can put another in its place.
#[test]
fn the_scene_of_the_home_page_is_the_drawn_one() {
    let served = include_str!("../../../public/hero.svg");
    assert!(
        served == hero(),
        "draw it again: cargo run -p demo --example contact_sheet -- FOLDER, and copy hero.svg to public/"
    );
}

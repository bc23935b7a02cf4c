use super::{Place, stderr, stdout};

const CSV: &str = "Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Status\n\
    field-cap,Field cap,<p>Warm</p>,Tern,TRUE,Size,S,CAP-S,24.00,5,active\n\
    field-cap,,,,,,M,CAP-M,24.00,7,\n\
    odd-price,Odd,,Tern,TRUE,,,ODD,not a price,1,active\n";

#[test]
fn a_dry_run_writes_nothing_and_a_second_run_changes_nothing() {
    let place = Place::new();
    place.write("products.csv", CSV);
    let dry = place.run("import shopify products.csv --dry-run");
    assert_eq!(dry.status.code(), Some(0), "{}", stderr(&dry));
    assert!(stdout(&dry).contains("nothing was written"), "{}", stdout(&dry));

    let first = stdout(&place.run("import shopify products.csv"));
    assert!(first.contains("row 2: created field-cap"), "{first}");
    assert!(first.contains("row 4: skipped odd-price"), "{first}");
    assert!(first.contains("variants: 2 created"), "{first}");
    let second = stdout(&place.run("import shopify products.csv"));
    assert!(second.contains("variants: 0 created, 0 updated, 2 unchanged"), "{second}");
}

#[test]
fn a_file_that_is_no_such_csv_is_refused() {
    let place = Place::new();
    place.write("other.csv", "a,b\n1,2\n");
    let output = place.run("import shopify other.csv");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).trim_end().lines().count(), 1, "{}", stderr(&output));
}

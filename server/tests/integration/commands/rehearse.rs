use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::Value;

use super::{Place, stderr, stdout};

/// A seeded shop and a product of it with units of its first variant.
fn seeded() -> (Place, &'static str) {
    let place = Place::new();
    assert!(place.run("migrate").status.success());
    assert!(place.run("seed").status.success());
    (place, "anchor-watch-cap")
}

fn files(place: &Place) -> Vec<String> {
    let entries = std::fs::read_dir(place.dir.path().join("var")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    names
}

/// Units on hand, units sold, rows of the ledger, and drops.
fn stock(place: &Place) -> [i64; 4] {
    let url = format!("sqlite://{}", place.dir.path().join("var/floodgate.db").display());
    let select = "SELECT sum(on_hand) AS on_hand, sum(sold) AS sold, (SELECT count(*) FROM stock_ledger) AS ledger,
        (SELECT count(*) FROM drops) AS drops FROM stock_item";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::connect(url).await.unwrap();
        let statement = Statement::from_string(database.get_database_backend(), select);
        let row = database.query_one_raw(statement).await.unwrap().unwrap();
        database.close().await.unwrap();
        ["on_hand", "sold", "ledger", "drops"].map(|column| row.try_get::<i64>("", column).unwrap())
    })
}

#[test]
fn a_rehearsal_sells_every_unit_of_a_copy_and_none_of_the_shop() {
    let (place, product) = seeded();
    let (before, stock) = (files(&place), stock(&place));
    let output = place.run(&format!("rehearse {product} --seconds 12 --json"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let count = |pointer: &str| answer.pointer(pointer).and_then(Value::as_u64).unwrap();
    assert!(answer["admit_per_minute"].is_u64(), "{answer}");
    assert!(answer["first_limit"].is_string(), "{answer}");
    assert_eq!(count("/sold"), count("/units"), "{answer}");
    assert_eq!(count("/people/bought") + count("/bots/bought"), count("/units"), "{answer}");
    assert!(count("/people/sold_out") > 0, "more came than there was: {answer}");
    assert_eq!(answer["broken"], Value::Array(Vec::new()));
    assert_eq!(files(&place), before, "nothing of it stays");
    assert_eq!(self::stock(&place), stock, "the shop itself is as it was");
}

#[test]
fn a_drop_is_rehearsed_through_a_queue_of_its_own() {
    let (place, _) = seeded();
    let (before, stock) = (files(&place), stock(&place));
    let output = place.run("rehearse lantern-no-7 --seconds 12 --json --report report");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let count = |pointer: &str| {
        answer.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("{pointer}: {answer}"))
    };
    assert!(count("/admit_per_minute") > 0 && answer["first_limit"].is_string(), "{answer}");
    assert_eq!(answer["broken"], Value::Array(Vec::new()));
    assert!(count("/sold") > 0 && count("/sold") <= count("/units"), "{answer}");
    assert_eq!(count("/people/server_errors") + count("/people/failed"), 0, "{answer}");
    assert!(count("/drop/report/entrants") > 0, "some came before the start and were drawn: {answer}");
    assert!(count("/drop/report/demand") > count("/drop/report/entrants"), "others after it: {answer}");
    assert!(count("/drop/report/units_sold") > 0, "the shop's own report knows of it: {answer}");
    assert!(count("/drop/report/admitted") >= count("/sold"), "nobody bought past the queue: {answer}");
    assert!(count("/drop/bots/sent_to_queue") > 0, "the door sent bots to the queue: {answer}");
    assert_eq!(files(&place), before, "nothing of it stays");
    assert_eq!(self::stock(&place), stock, "the shop itself is as it was, its drop announced as before");
    let page = place.read("report/rehearsal-lantern-no-7.html");
    assert!(
        page.contains("before the start") && page.contains("latecomers") && page.contains("You can admit"),
        "{page}"
    );
    let page: Value = serde_json::from_str(&place.read("report/rehearsal-lantern-no-7.json")).unwrap();
    assert_eq!(page["phases"].as_array().map(Vec::len), Some(3), "people before and after the start, and bots");
}

#[test]
fn what_is_not_there_cannot_be_rehearsed() {
    let (place, _) = seeded();
    let before = files(&place);
    let output = place.run("rehearse no-such-drop");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("nothing to rehearse called no-such-drop"), "{}", stderr(&output));
    assert_eq!(files(&place), before);
    let nowhere = Place::new().run("rehearse no-such-drop");
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).contains("there is no database"), "{}", stderr(&nowhere));
}

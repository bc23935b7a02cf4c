use super::{Place, stderr, stdout};

#[test]
fn every_command_explains_itself() {
    let place = Place::new();
    let commands = [
        "",
        "serve",
        "worker",
        "migrate",
        "seed",
        "import shopify",
        "verify",
        "admin create",
        "apikey create",
        "jobs list",
        "jobs requeue",
        "jobs discard",
        "healthcheck",
        "openapi",
        "rehearse",
    ];
    for command in commands {
        let output = place.run(&format!("{command} --help"));
        assert_eq!(output.status.code(), Some(0), "{command}");
        assert!(stdout(&output).contains("Usage: floodgate"), "{command}");
    }
}

#[test]
fn a_mistake_is_one_line_on_stderr_and_exit_code_2() {
    let place = Place::new();
    place.write("broken.toml", "[server]\nadr = 1\n");
    for line in [
        "frobnicate",
        "apikey create ci",
        "apikey create ci --scope everything",
        "serve --config broken.toml",
        "serve --config missing.toml",
    ] {
        let output = place.run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(stdout(&output), "", "{line}");
        assert_eq!(stderr(&output).trim_end().lines().count(), 1, "{line}: {}", stderr(&output));
    }
}

#[test]
fn what_was_tried_and_failed_is_one_line_on_stderr_and_exit_code_1() {
    let place = Place::new();
    for (line, says) in [
        ("healthcheck", "is `floodgate serve` running"),
        ("import shopify missing.csv", "missing.csv"),
        ("admin create nonsense", "e-mail"),
        ("jobs requeue 01936f2e-0000-7000-8000-000000000000", "no such job"),
        ("jobs requeue --kind no.such", "no such kind of job"),
    ] {
        let output = place.command(line).env("FLOODGATE_OPS_ADDR", super::free_addr()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert_eq!(stderr(&output).trim_end().lines().count(), 1, "{line}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{line}: {}", stderr(&output));
    }
}

#[test]
fn the_key_stands_alone_on_the_last_line() {
    let place = Place::new();
    let output = place.run("apikey create ci --scope stock:write,orders:read");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let key = text.trim_end().lines().last().unwrap();
    assert!(key.len() > 30 && !key.contains(' '), "{key}");
}

#[test]
fn a_password_is_taken_from_stdin_or_made_and_shown() {
    let place = Place::new();
    let made = stdout(&place.run("admin create one@example.com"));
    assert!(made.trim_end().lines().last().unwrap().len() >= 16, "{made}");
    let given = place.run_with("admin create two@example.com --password-stdin", "correct horse battery\n");
    assert_eq!(given.status.code(), Some(0), "{}", stderr(&given));
    assert!(!stdout(&given).contains("correct horse"));
    let empty = place.run_with("admin create three@example.com --password-stdin", "");
    assert_eq!(empty.status.code(), Some(1));
    let taken = place.run("admin create one@example.com");
    assert!(stderr(&taken).contains("already"), "{}", stderr(&taken));
}

#[test]
fn jobs_are_listed_one_per_line_and_requeued_by_kind() {
    let place = Place::new();
    let none = place.run("jobs list");
    assert_eq!((none.status.code(), stdout(&none).as_str()), (Some(0), ""), "{}", stderr(&none));
    assert_eq!(stdout(&place.run("jobs requeue --kind order.mail")), "0 requeued\n");
}

#[test]
fn verify_tells_in_json_and_by_its_exit_code() {
    let place = Place::new();
    let blind = place.run("verify");
    assert_eq!(blind.status.code(), Some(2), "nothing to look at: {}", stderr(&blind));
    assert_eq!(stderr(&blind).trim_end().lines().count(), 1, "{}", stderr(&blind));
    for missing in ["sqlite://missing/shop.db", "postgres://127.0.0.1:1/none"] {
        let mut command = place.command("verify");
        command.env("DATABASE_URL", missing).env("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{missing}: {}", stderr(&output));
        assert_eq!((stdout(&output).as_str(), stderr(&output).trim_end().lines().count()), ("", 1), "{missing}");
    }
    assert!(
        !place.dir.path().join("missing").exists() && !place.dir.path().join("var/floodgate.db").exists(),
        "looking makes nothing"
    );

    assert_eq!(place.run("migrate").status.code(), Some(0));
    let whole = place.run("verify");
    assert_eq!(whole.status.code(), Some(0), "{}", stderr(&whole));
    let report: serde_json::Value = serde_json::from_str(&stdout(&whole)).unwrap();
    assert_eq!(report["ok"], true);
    assert!(report["checks"].as_array().unwrap().iter().all(|check| check["seconds"].is_number()), "{report}");
    let repaired = place.run("verify --repair");
    assert_eq!(repaired.status.code(), Some(0), "{}", stderr(&repaired));
    let report: serde_json::Value = serde_json::from_str(&stdout(&repaired)).unwrap();
    assert_eq!((&report["ok"], report["repaired"].as_array().map(Vec::len)), (&true.into(), Some(0)), "{report}");
}

#[test]
fn what_verify_finds_is_exit_code_1_and_what_it_mends_is_0() {
    let place = Place::new();
    assert_eq!(place.run("seed").status.code(), Some(0));
    place.sql("UPDATE stock_item SET held = 1 WHERE on_hand > 3");
    let broken = place.run("verify");
    assert_eq!(broken.status.code(), Some(1), "{}", stderr(&broken));
    let report: serde_json::Value = serde_json::from_str(&stdout(&broken)).unwrap();
    let finding = report["checks"].as_array().unwrap().iter().find(|check| check["name"] == "held_equals_holds");
    assert_eq!(finding.unwrap()["ids"][0].as_str().unwrap().len(), 2 * 36 + 1, "{report}");
    assert_eq!(place.run("verify --repair").status.code(), Some(0));
    assert_eq!(place.run("verify").status.code(), Some(0));
    place.sql("UPDATE stock_ledger SET delta = -1");
    let left = place.run("verify --repair");
    assert_eq!(left.status.code(), Some(1), "nobody can know what is right");
    assert!(stdout(&left).contains("\"advice\""), "{}", stdout(&left));
}

#[test]
fn seeding_twice_adds_nothing() {
    let place = Place::new();
    let first = place.run("seed");
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert!(!stdout(&first).contains(" 0 products"));
    assert!(stdout(&place.run("seed")).contains(" 0 products"));
}

#[test]
fn a_shop_on_a_database_server_needs_its_secret() {
    let output = Place::new().command("serve").env("DATABASE_URL", "postgres://127.0.0.1:1/none").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("FLOODGATE_SECRET"), "{}", stderr(&output));
}

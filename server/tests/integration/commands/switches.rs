use std::time::Duration;

use commerce::{
    flags::{self, Flag},
    switches,
};

use super::{Place, stderr, stdout};
use crate::shop::TestShop;

/// The line of one extra, in its fields.
fn fields(place: &Place, command: &str) -> Vec<String> {
    let output = place.run(command);
    assert_eq!(output.status.code(), Some(0), "{command}: {}", stderr(&output));
    let text = stdout(&output);
    let line = text.lines().find(|line| line.starts_with("newsletter\t")).expect("a line of its own");
    line.split('\t').map(str::to_owned).collect()
}

#[test]
fn an_extra_is_switched_listed_as_switched_and_given_back() {
    let place = Place::new();
    let listed = fields(&place, "flags list");
    assert_eq!(listed[..5], ["newsletter", "on", "100%", "level 3", "default"]);
    assert_eq!(listed.len(), 6, "and what it does: {listed:?}");
    let off = ["newsletter", "off", "100%", "level 3", "switched"];
    assert_eq!(fields(&place, "flags set newsletter off")[..5], off);
    assert_eq!(fields(&place, "flags list")[..5], off, "the next process knows");
    let some = ["newsletter", "on", "10%", "level 2", "switched"];
    assert_eq!(fields(&place, "flags set newsletter on --percent 10 --allow ada,mara --shed-at 2")[..5], some);
    assert_eq!(fields(&place, "flags list")[..5], some);
    assert_eq!(fields(&place, "flags clear newsletter"), listed);
    assert_eq!(fields(&place, "flags list"), listed);
}

#[test]
fn what_cannot_be_switched_is_one_line_on_stderr() {
    let place = Place::new();
    for (line, code, says) in [
        ("flags set no-such-extra off", 1, "flag"),
        ("flags clear no-such-extra", 1, "flag"),
        ("flags set newsletter maybe", 2, "maybe"),
        ("flags set newsletter on --percent 101", 2, "101"),
        ("flags set newsletter on --shed-at 0", 2, "0"),
        ("pressure hold 5", 2, "0 to 4, or auto"),
    ] {
        let output = place.run(line);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(code), ""), "{line}: {}", stderr(&output));
        assert_eq!(stderr(&output).trim_end().lines().count(), 1, "{line}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{line}: {}", stderr(&output));
    }
}

/// Runs the binary beside a shop that is open, and answers with what it said.
async fn beside(shop: &TestShop, line: &str) -> String {
    let settings = &shop.services.settings;
    let mut command = tokio::process::Command::from(Place::new().command(line));
    command
        .current_dir(&settings.data_dir)
        .env("DATABASE_URL", &settings.database_url)
        .env("REDIS_URL", settings.redis_url.as_deref().unwrap_or_default())
        .env("FLOODGATE_DATA_DIR", &settings.data_dir)
        .env("FLOODGATE_SECRET", "a secret only for tests, 40 characters..");
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{line}: {}", stderr(&output));
    stdout(&output)
}

#[tokio::test]
async fn a_shop_that_is_open_follows_the_command_line() {
    let shop = TestShop::open().await;
    let following = tokio::spawn(switches::follow(shop.cx()));
    // A second is promised; as much again is for a busy machine.
    let until = async |what: &str, seen: &dyn Fn() -> bool| {
        let looking = async {
            while !seen() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(2), looking).await.expect(what);
    };
    let pinned = || shop.services.pressure.pinned().map(commerce::pressure::Level::number);
    assert_eq!(beside(&shop, "pressure hold 3").await, "3\n");
    until("it is held at 3", &|| pinned() == Some(3)).await;
    assert_eq!(beside(&shop, "pressure hold 0").await, "0\n");
    until("it is held at 0", &|| pinned() == Some(0)).await;
    assert_eq!(beside(&shop, "pressure hold auto").await, "auto\n");
    until("it is let go", &|| pinned().is_none()).await;

    let shows = || flags::is_on(&shop.cx(), Flag::Newsletter, None);
    assert!(shows());
    beside(&shop, "flags set newsletter off").await;
    until("the newsletter is switched off", &|| !shows()).await;
    beside(&shop, "flags clear newsletter").await;
    until("the newsletter is given back", &|| shows()).await;
    let history = switches::changes(&shop.cx(), 10).await.unwrap();
    assert_eq!(history.len(), 5, "{history:?}");
    following.abort();
    shop.close().await;
}

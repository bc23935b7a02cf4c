use types::flag::FlagInput;

use super::*;
use crate::{Services, flags::Flag, test_shop::TestShop};

/// The second that is promised, and as much again for a busy machine. Whoever asks the database less often is seen.
const SOON: Duration = Duration::from_secs(2);

/// Waits until `seen` is true, no longer than [`SOON`].
async fn until(seen: impl Fn() -> bool) {
    let looking = async {
        while !seen() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, looking).await.expect("it is seen soon");
}

/// Another process of the same shop, that hears no note of the first: both have a bus of their own.
async fn another(shop: &TestShop) -> Cx {
    Cx::system(Services::connect(shop.cx.settings.clone()).await.unwrap())
}

#[tokio::test]
async fn another_instance_without_a_bus_learns_of_a_switch_by_reading() {
    let shop = TestShop::open().await;
    let other = another(&shop).await;
    let following = tokio::spawn(follow(other.clone()));
    flags::set(&shop.cx, Flag::Newsletter.key(), FlagInput { enabled: false, ..FlagInput::default() }).await.unwrap();
    pressure::hold(&shop.cx, Some(2)).await.unwrap();
    until(|| !flags::is_on(&other, Flag::Newsletter, None) && other.pressure.level().number() == 2).await;
    flags::clear(&shop.cx, Flag::Newsletter.key()).await.unwrap();
    until(|| flags::is_on(&other, Flag::Newsletter, None)).await;
    following.abort();
}

#[tokio::test]
async fn a_restart_forgets_no_switch() {
    let shop = TestShop::open().await;
    pressure::hold(&shop.cx, Some(4)).await.unwrap();
    let again = another(&shop).await;
    read(&again).await.unwrap();
    assert_eq!(again.pressure.level().number(), 4);
}

#[tokio::test]
async fn the_history_names_who_switched_what_from_what_to_what() {
    let shop = TestShop::open().await;
    let mut mara = shop.cx.clone();
    mara.actor = crate::Actor::Staff { id: types::StaffId::new(), name: "mara".into() };
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&mara, Flag::LiveStock.key(), off.clone()).await.unwrap();
    flags::set(&mara, Flag::LiveStock.key(), off).await.unwrap();
    flags::clear(&shop.cx, Flag::LiveStock.key()).await.unwrap();
    let history = changes(&shop.cx, 10).await.unwrap();
    let steps: Vec<_> = history.iter().map(|change| (change.by.as_str(), change.to.is_some())).collect();
    assert_eq!(steps, [("shop", false), ("mara", true)], "what changes nothing is not written down");
    assert_eq!(history[0].from, history[1].to);
}

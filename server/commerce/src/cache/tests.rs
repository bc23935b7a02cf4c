use std::sync::atomic::{AtomicUsize, Ordering};

use types::{
    Market, ProductId,
    catalog::{CollectionLink, HomeView, Sort},
};

use super::{keys::Links, *};
use crate::test_shop::TestShop;

/// Loads that were made, each answering with its number.
#[derive(Clone, Default)]
struct Source(Arc<AtomicUsize>);

impl Source {
    fn loads(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    async fn get(&self, cx: &Cx) -> Option<usize> {
        let source = self.clone();
        let load = move |_| {
            let source = source.clone();
            async move {
                let number = source.0.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
                Ok(Some(Links(vec![CollectionLink { slug: number.to_string(), title: String::new() }])))
            }
        };
        let links = get_or_load(cx, keys::collection_links(), load).await.unwrap()?;
        links.0[0].slug.parse().ok()
    }
}

#[tokio::test]
async fn a_copy_is_loaded_once_however_many_ask_and_until_it_changes() {
    let shop = TestShop::open().await;
    let source = Source::default();
    let all = futures::future::join_all((0..50).map(|_| source.get(&shop.cx))).await;
    assert!(all.iter().all(|one| *one == Some(1)), "{all:?}");
    assert_eq!((source.get(&shop.cx).await, source.loads()), (Some(1), 1));
    changed(&shop.cx, vec![Tag::Product(ProductId::new())]).await;
    assert_eq!(source.get(&shop.cx).await, Some(1), "it shows nothing of that");
    changed(&shop.cx, vec![Tag::Chrome]).await;
    assert_eq!(source.get(&shop.cx).await, Some(2));
    shop.cx.clock.advance(Duration::from_secs(400));
    assert_eq!(source.get(&shop.cx).await, Some(3), "its time is over");
}

#[tokio::test]
async fn without_memory_for_copies_what_is_on_every_page_is_kept_and_nothing_else() {
    let shop = TestShop::open_as(|settings| settings.data_cache_bytes = 0).await;
    let (links, homes) = (Source::default(), Source::default());
    for _ in 0..3 {
        assert_eq!(links.get(&shop.cx).await, Some(1));
        let count = homes.0.clone();
        let load = move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            async { Ok(Some(HomeView::default())) }
        };
        get_or_load(&shop.cx, keys::home(), load).await.unwrap();
    }
    assert_eq!(homes.loads(), 3);
    changed(&shop.cx, vec![Tag::Chrome]).await;
    assert_eq!(links.get(&shop.cx).await, Some(2), "it is outdated as ever");
}

#[tokio::test]
async fn a_copy_that_changed_while_it_was_loaded_is_loaded_again() {
    let shop = TestShop::open().await;
    let source = Source::default();
    let change = async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        changed(&shop.cx, vec![Tag::Chrome]).await;
    };
    let (first, ()) = tokio::join!(source.get(&shop.cx), change);
    assert_eq!((first, source.loads()), (Some(2), 2));
}

#[tokio::test]
async fn a_load_goes_on_when_whoever_asked_first_has_gone() {
    let shop = TestShop::open().await;
    let source = Source::default();
    assert!(tokio::time::timeout(Duration::from_millis(5), source.get(&shop.cx)).await.is_err());
    assert_eq!((source.get(&shop.cx).await, source.loads()), (Some(1), 1));
}

#[tokio::test]
async fn failures_are_not_kept_and_absence_is() {
    let shop = TestShop::open().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let get = async |answer: fn(usize) -> Result<Option<Links>>| {
        let asked = asked.clone();
        let load = move |_| {
            let number = asked.fetch_add(1, Ordering::SeqCst);
            async move { answer(number) }
        };
        get_or_load(&shop.cx, keys::collection_links(), load).await.map(|links| links.is_some())
    };
    let fails: fn(usize) -> Result<Option<Links>> = |_| Err(Error::not_found("x"));
    assert!(get(fails).await.is_err() && get(fails).await.is_err());
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert!(!get(|_| Ok(None)).await.unwrap() && !get(|_| Ok(None)).await.unwrap());
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    shop.cx.clock.advance(Duration::from_secs(15));
    assert!(get(|_| Ok(Some(Links(Vec::new())))).await.unwrap(), "not believed for long");
}

#[test]
fn the_nearer_the_end_the_likelier_a_copy_is_loaded_anew() {
    let copy = Copy { value: None, bytes: 0, provenance: Provenance::new(0, Vec::new()), until: 10_000, took: 100 };
    let share = |now| (0..2000).filter(|_| copy.is_due(now)).count();
    assert_eq!(share(0), 0, "a hundred times its load before the end");
    assert!((50..600).contains(&share(9_800)), "{}", share(9_800));
    assert!(share(9_950) > share(9_800));
    assert_eq!(share(10_000), 2000);
}

#[test]
fn keys_are_told_apart() {
    let (german, swiss): (Market, Market) = ("de:EUR".parse().unwrap(), "ch=de:CHF".parse().unwrap());
    let names = [
        keys::listing(None, Sort::Title, 1, true).name().to_owned(),
        keys::listing(None, Sort::Title, 2, true).name().to_owned(),
        keys::listing(Some("rest"), Sort::Title, 1, true).name().to_owned(),
        keys::listing(None, Sort::Newest, 1, true).name().to_owned(),
        keys::listing(None, Sort::Newest, 1, false).name().to_owned(),
        keys::product("rest").name().to_owned(),
        keys::product("rest").within(german).name().to_owned(),
        keys::product("rest").within(swiss).name().to_owned(),
        keys::home().name().to_owned(),
        keys::home().within(german).name().to_owned(),
        keys::exchange_rates().name().to_owned(),
        keys::collection_links().name().to_owned(),
    ];
    assert_eq!(names.iter().collect::<std::collections::HashSet<_>>().len(), names.len());
}

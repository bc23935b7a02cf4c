use std::time::Duration;

use super::*;

async fn heard(listener: &mut Listener) -> Note {
    tokio::time::timeout(Duration::from_secs(10), listener.next()).await.unwrap().unwrap()
}

#[tokio::test]
async fn whoever_listens_hears_and_whoever_is_slow_hears_that_notes_are_lost() {
    let bus = Bus::connect(None).await.unwrap();
    let (mut quick, mut slow) = (bus.listen(), bus.listen());
    bus.publish(Note::Flags);
    assert_eq!(heard(&mut quick).await, Note::Flags);
    (0..=BACKLOG).for_each(|_| bus.publish(Note::Pressure));
    assert_eq!(heard(&mut slow).await, Note::Lost);
    assert_eq!(heard(&mut slow).await, Note::Pressure);
}

/// Needs the Redis of a test run; without one there is nothing to show.
#[tokio::test]
async fn instances_hear_each_other_through_redis_and_themselves_once() {
    let Ok(url) = std::env::var("FLOODGATE_TEST_REDIS") else { return };
    let client = crate::cache::connect_redis(&url).await.unwrap();
    let bus = async || Bus::connect(Some((&url, &client))).await.unwrap();
    let (here, there) = (bus().await, bus().await);
    let (mut at_home, mut abroad) = (here.listen(), there.listen());
    let note = Note::Changed(vec![Tag::Listings, Tag::Product(ProductId::new())]);
    here.publish(note.clone());
    there.publish(Note::Flags);
    assert_eq!(heard(&mut abroad).await, Note::Flags, "its own at once");
    assert_eq!(heard(&mut abroad).await, note);
    assert_eq!(heard(&mut at_home).await, note);
    assert_eq!(heard(&mut at_home).await, Note::Flags);
}

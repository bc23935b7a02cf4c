//! What becomes of two lists of one person: pure.

use std::collections::HashSet;

use super::store::Wish;

/// What joins an account's list.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub added: Vec<Wish>,
    /// Things that found no room.
    pub left_out: usize,
}

/// What of `theirs` joins `ours`: whatever is not there yet, the oldest first, as long as there is room. Nothing of `ours` gives way.
pub(super) fn join(ours: &[Wish], mut theirs: Vec<Wish>, most: usize) -> Joined {
    let had: HashSet<_> = ours.iter().map(|wish| wish.variant_id).collect();
    theirs.retain(|wish| !had.contains(&wish.variant_id));
    theirs.sort_by_key(|wish| (wish.added_at, wish.variant_id));
    let room = most.saturating_sub(ours.len()).min(theirs.len());
    let left_out = theirs.len() - room;
    theirs.truncate(room);
    Joined { added: theirs, left_out }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use types::{VariantId, WishlistId};
    use uuid::Uuid;

    use super::*;

    fn list(id: u128, most: usize) -> impl Strategy<Value = Vec<Wish>> {
        prop::collection::hash_map(any::<u8>(), 0_i64..50, 0..most).prop_map(move |wishes| {
            let wish = |(number, added_at)| Wish {
                wishlist_id: WishlistId(Uuid::from_u128(id)),
                variant_id: VariantId(Uuid::from_u128(u128::from(number))),
                added_at,
            };
            wishes.into_iter().map(wish).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_silence_and_the_oldest_stay(ours in list(1, 40), theirs in list(2, 40), more in 0_usize..40) {
            let most = ours.len() + more;
            let joined = join(&ours, theirs.clone(), most);
            let all: HashSet<_> = ours.iter().chain(&theirs).map(|wish| wish.variant_id).collect();
            let kept: HashSet<_> = ours.iter().chain(&joined.added).map(|wish| wish.variant_id).collect();
            prop_assert_eq!(kept.len(), ours.len() + joined.added.len(), "each stands once");
            prop_assert!(kept.is_subset(&all) && kept.len() <= most);
            prop_assert_eq!(kept.len() + joined.left_out, all.len());
            prop_assert!(joined.left_out == 0 || kept.len() == most, "left out only for want of room");
            let newest = joined.added.iter().map(|wish| wish.added_at).max();
            let others = theirs.iter().filter(|wish| !kept.contains(&wish.variant_id));
            prop_assert!(others.map(|wish| wish.added_at).min() >= newest || joined.left_out == 0);
        }
    }
}

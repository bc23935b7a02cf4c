//! Pure decisions about accounts.

use types::customer::MAX_ADDRESSES;

use crate::{Error, Result};

/// Characters of a name.
const LONGEST_NAME: usize = 60;

/// An address as accounts are found by.
pub(super) fn normalised(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What somebody wants to be called; without a wish, the beginning of their address.
pub(super) fn display_name(name: &str, email: &str) -> Result<String> {
    if name.trim().is_empty() {
        return Ok(email.split('@').next().unwrap_or_default().chars().take(LONGEST_NAME).collect());
    }
    chosen_name(name)
}

pub(super) fn chosen_name(name: &str) -> Result<String> {
    let name = name.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    match fits {
        true => Ok(name.to_owned()),
        false => Err(Error::invalid_field("name", words::t!("wrong-name", most = LONGEST_NAME))),
    }
}

/// Where another address finds room beside those in `taken`; none when all is full.
pub(super) fn free_slot(taken: &[i64]) -> Option<i64> {
    (0..i64::try_from(MAX_ADDRESSES).unwrap_or(i64::MAX)).find(|slot| !taken.contains(slot))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_gives_no_name_is_called_by_their_address() {
        assert_eq!(display_name("  ", "ada@example.com").unwrap(), "ada");
        assert_eq!(display_name(" Ada ", "x@example.com").unwrap(), "Ada");
        assert!(display_name("a\nb", "x@example.com").is_err());
        assert!(chosen_name("").is_err());
        assert!(chosen_name(&"a".repeat(61)).is_err());
    }

    proptest! {
        #[test]
        fn a_free_slot_is_free_and_there_is_none_only_when_all_are_taken(taken in prop::collection::hash_set(0_i64..10, 0..=10)) {
            let taken: Vec<i64> = taken.into_iter().collect();
            match free_slot(&taken) {
                Some(slot) => prop_assert!((0..10).contains(&slot) && !taken.contains(&slot)),
                None => prop_assert_eq!(taken.len(), 10),
            }
        }
    }
}

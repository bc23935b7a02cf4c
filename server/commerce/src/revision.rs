//! Changes that are made only to what their author has looked at.

use sea_orm::DatabaseTransaction;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    db::{Db, TxFuture},
};

/// Bytes of the digest that are kept: enough that nobody meets two contents of one name.
const LENGTH: usize = 12;

/// Names what staff have written into a thing: the same for the same contents, another for others. What changes by itself (stock,
/// uses, who waits) is not in it, so a sale is no reason to refuse an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(String);

impl Revision {
    /// The revision with these `contents`.
    ///
    /// # Errors
    /// When they cannot be written as JSON.
    pub fn of(contents: &impl Serialize) -> Result<Self> {
        let text = serde_json::to_vec(contents).map_err(Error::internal)?;
        Ok(Self(hex::encode(&Sha256::digest(&text)[..LENGTH])))
    }

    /// As programs see it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which revisions of a thing the author of a change has looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seen {
    /// Whichever: the last one to write wins.
    #[default]
    Any,
    /// One of these.
    OneOf(Vec<String>),
}

impl Seen {
    /// Lets a change of a thing with these `contents` pass. To be asked in the transaction of the change, after the lock.
    ///
    /// # Errors
    /// `precondition_failed` when the author has not seen them.
    pub(crate) fn allows(&self, contents: &impl Serialize) -> Result<()> {
        let Seen::OneOf(seen) = self else { return Ok(()) };
        let now = Revision::of(contents)?;
        match seen.iter().any(|one| one == now.as_str()) {
            true => Ok(()),
            false => Err(Error::precondition_failed()),
        }
    }

    /// Changes a thing in a transaction of its own: `look` locks it and tells what staff have written into it, and if the author has
    /// seen that, `write` follows.
    ///
    /// # Errors
    /// `precondition_failed` when they have not; those of `look` and `write`. Then nothing was written.
    pub(crate) async fn change<C, T, L, W>(self, db: &Db, look: L, write: W) -> Result<T>
    where
        C: Serialize + Send + 'static,
        T: Send + 'static,
        L: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, C> + Send + 'static,
        W: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, T> + Send + 'static,
    {
        db.transaction(move |tx| {
            Box::pin(async move {
                self.allows(&look(tx).await?)?;
                write(tx).await
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use types::{ErrorCode, content::ContentInput};

    use super::*;

    fn page(title: &str) -> ContentInput {
        ContentInput { title: title.into(), ..ContentInput::default() }
    }

    #[test]
    fn the_same_contents_have_the_same_name_and_others_another() {
        let name = |title| Revision::of(&page(title)).unwrap();
        assert_eq!(name("Imprint"), name("Imprint"));
        assert_ne!(name("Imprint"), name("imprint"));
        assert_eq!(name("").as_str().len(), 2 * LENGTH);
    }

    #[test]
    fn a_change_of_what_was_not_seen_is_refused() {
        let seen = |title: &str| Revision::of(&page(title)).unwrap().as_str().to_owned();
        assert!(Seen::Any.allows(&page("b")).is_ok());
        assert!(Seen::OneOf(vec![seen("a"), seen("b")]).allows(&page("b")).is_ok());
        for seen in [vec![], vec![seen("a")]] {
            let refused = Seen::OneOf(seen).allows(&page("b")).unwrap_err();
            assert_eq!(refused.code(), ErrorCode::PreconditionFailed);
        }
    }
}

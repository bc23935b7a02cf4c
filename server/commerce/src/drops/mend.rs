//! Putting right what a drop has left behind.

use types::{DropId, VariantId};

use super::{
    active::times,
    rules,
    steps::{self, changed, put_back},
    store,
};
use crate::{Cx, Error, Result, inventory};

/// Takes the steps of a drop whose end nobody has taken. Answers with what was done; with nothing when somebody has.
///
/// # Errors
/// When they cannot be taken, or the database does not answer.
pub(crate) async fn finish_overdue(cx: &Cx, id: DropId) -> Result<Option<String>> {
    let row = match store::find(cx.db.write(), id).await {
        Err(error) if error.code() == types::ErrorCode::NotFound => return Ok(None),
        found => found?,
    };
    if !rules::is_late(row.status()?, times(&row), cx.clock.now()) {
        return Ok(None);
    }
    let status = steps::step(cx, id).await?;
    Ok(Some(format!("the drop is {} now", status.as_str())))
}

/// Gives a variant back what drops that sell no more have put aside, and to open sale where no drop has it. Answers with what was
/// done; with nothing when all is as it has to be.
///
/// # Errors
/// When what was put aside cannot be read, or the database does not answer.
pub(crate) async fn release_goods(cx: &Cx, variant: VariantId) -> Result<Option<String>> {
    let now = cx.clock.now();
    let (did, drops) = cx
        .db
        .transaction(move |tx| {
            Box::pin(async move {
                let is_kept = inventory::lock_open_sale(tx, variant).await?;
                let (mut did, mut drops) = (Vec::new(), Vec::new());
                for goods in store::left_behind(tx, variant).await? {
                    let row = store::find(tx, goods.drop_id).await?;
                    put_back(tx, &row, std::slice::from_ref(&goods), now).await?;
                    did.push(format!("as before {}", row.terms.title));
                    drops.push(row.id);
                }
                let keep = store::is_kept(tx, variant).await?;
                if is_kept != keep {
                    inventory::keep_from_open_sale(tx, &[variant], keep).await?;
                    did.push(if keep { "kept for its drop" } else { "on open sale again" }.to_owned());
                }
                Ok::<_, Error>((did, drops))
            })
        })
        .await?;
    for id in drops {
        changed(cx, id).await;
    }
    Ok((!did.is_empty()).then(|| did.join("; ")))
}

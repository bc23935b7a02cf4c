//! What may have been meant by a search that finds nothing.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;
use types::catalog::Spelling;

use super::{
    rules::nearest,
    search::Words,
    store::{self, Filter},
};
use crate::Result;

/// Other searches that are offered.
const OFFERED: usize = 4;

/// What of `all` matches `words`. Where nothing does, what matches the words the shop uses that are nearest to them; where that is nothing
/// either, what else could be looked for.
pub(super) async fn matching(
    connection: &impl ConnectionTrait,
    words: &Words,
    all: Filter,
) -> Result<(Filter, Spelling)> {
    let filter = all.clone().among(store::find(connection, words).await?);
    if store::count(connection, &filter).await?.products > 0 {
        return Ok((filter, Spelling::default()));
    }
    let meant = meant(connection, words).await?;
    if let Some(corrected) = meant.first() {
        let otherwise = all.among(store::find(connection, corrected).await?);
        if store::count(connection, &otherwise).await?.products > 0 {
            let corrected = Some(corrected.text());
            return Ok((otherwise, Spelling { corrected, instead: Vec::new() }));
        }
    }
    let mut instead: Vec<String> = meant.iter().map(Words::text).collect();
    // Each word may be known although no product has all of them.
    let each = meant.first().unwrap_or(words);
    if each.iter().count() > 1 {
        let single = each.iter().map(str::to_owned).collect();
        instead.extend(store::known(connection, words.locale(), &single).await?);
    }
    instead.truncate(OFFERED);
    Ok((filter, Spelling { corrected: None, instead }))
}

/// The likeliest spellings of all words together, the best first; none when every word is right, or like no other.
async fn meant(connection: &impl ConnectionTrait, words: &Words) -> Result<Vec<Words>> {
    let typed: BTreeSet<String> = words.iter().map(str::to_owned).collect();
    let known = store::known(connection, words.locale(), &typed).await?;
    let (mut best, mut others) = (Vec::new(), Vec::new());
    for word in typed.difference(&known) {
        let mut near = nearest(word, store::candidates(connection, words.locale(), word).await?).into_iter();
        if let Some(first) = near.next() {
            others.extend(near.take(OFFERED - 1).map(|other| (word.clone(), other)));
            best.push((word.clone(), first));
        }
    }
    if best.is_empty() {
        return Ok(Vec::new());
    }
    let replaced = |pairs: &[(String, String)], word: &str| {
        pairs.iter().find(|(typed, _)| typed == word).map(|(_, meant)| meant.clone())
    };
    let likeliest = words.with(|word| replaced(&best, word));
    let less_likely = others.iter().map(|other| {
        let other = std::slice::from_ref(other);
        words.with(|word| replaced(other, word).or_else(|| replaced(&best, word)))
    });
    Ok(std::iter::once(likeliest.clone()).chain(less_likely).collect())
}

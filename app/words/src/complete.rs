//! The languages say the same things: what code names exists in each, with the same gaps, and nothing is left over.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use types::Locale;

const HERE: &str = env!("CARGO_MANIFEST_DIR");
/// Where code is that may name messages.
const SOURCES: &[&str] = &["../src", "../../server/src", "../../server/commerce/src"];

type Messages = BTreeMap<String, BTreeSet<String>>;

/// Messages of `locale` with the names of their gaps.
fn messages(locale: Locale) -> Messages {
    let mut messages = Messages::new();
    for path in files_below(&Path::new(HERE).join("locales").join(locale.code()), "ftl") {
        let mut last = None;
        for line in fs::read_to_string(&path).unwrap().lines() {
            let starts = line.starts_with(|first: char| first.is_ascii_lowercase());
            if let Some((id, _)) = line.split_once('=').filter(|_| starts) {
                let id = id.trim().to_owned();
                assert!(messages.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice in {locale}");
                last = Some(id);
            }
            let Some(id) = &last else { continue };
            let gaps = messages.get_mut(id).unwrap();
            gaps.extend(line.split("{ $").skip(1).map(|rest| {
                rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
            }));
        }
    }
    messages
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.is_dir() {
            true => found.extend(files_below(&entry, ending)),
            false if entry.extension().is_some_and(|found| found == ending) => found.push(entry),
            false => {}
        }
    }
    found
}

/// Messages named in code, by `t!("id"` or `words::text(…, "id"`.
fn named() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for path in SOURCES.iter().flat_map(|folder| files_below(&Path::new(HERE).join(folder), "rs")) {
        let text = fs::read_to_string(path).unwrap();
        for start in ["t!(", "words::text("] {
            // Other macros end like that too.
            let calls = text.match_indices(start).filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
            named.extend(calls.filter_map(|(at, _)| first_literal(&text[at + start.len()..])));
        }
    }
    named
}

/// The first text in quotes of a call's arguments.
fn first_literal(call: &str) -> Option<String> {
    let (before, rest) = call.split_once('"')?;
    let (id, _) = rest.split_once('"')?;
    let is_id = id.contains('-') || id.bytes().all(|byte| byte.is_ascii_lowercase());
    (before.len() < 60 && !before.contains(';') && is_id).then(|| id.to_owned())
}

#[test]
fn every_language_has_every_message_with_the_same_gaps() {
    let english = messages(Locale::En);
    for locale in Locale::others() {
        let other = messages(locale);
        let lacking: Vec<_> = english.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(lacking.is_empty() && extra.is_empty(), "{locale} lacks {lacking:?} and alone has {extra:?}");
        for (id, gaps) in &other {
            // A form for exactly one or two may leave the number out; a name that English does not fill would stay open.
            assert!(gaps.is_subset(&english[id]), "{id} in {locale}: {gaps:?} instead of {:?}", english[id]);
        }
    }
}

#[test]
fn every_message_is_named_in_code_and_every_name_is_a_message() {
    let (english, named) = (messages(Locale::En), named());
    let missing: Vec<_> = named.iter().filter(|id| !english.contains_key(*id)).collect();
    assert!(missing.is_empty(), "code names messages that nobody wrote: {missing:?}");
    let unused: Vec<_> = english.keys().filter(|id| *id != "units" && !named.contains(*id)).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

#[test]
fn every_file_can_be_read_whole() {
    for locale in Locale::ALL {
        for path in files_below(&Path::new(HERE).join("locales").join(locale.code()), "ftl") {
            let text = fs::read_to_string(&path).unwrap();
            let read = fluent_bundle::FluentResource::try_new(text);
            assert!(read.is_ok(), "{}: {:?}", path.display(), read.err().map(|(_, errors)| errors));
        }
    }
}

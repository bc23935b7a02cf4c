use leptos::prelude::*;

/// What a message is given in the place of something that is no text: `t!("lost-quote", id = GAP)`.
pub const GAP: &str = GAPS[0];
/// The same for a message with two such places.
pub const GAPS: [&str; 2] = ["\u{e000}", "\u{e001}"];

/// A message with `part` in its gap, wherever its language has put that.
pub fn around(message: &str, part: impl IntoView) -> AnyView {
    sentence(message, [part.into_any()])
}

/// A message with elements in its gaps: the first stands in the place of `GAPS[0]`, the second in that of `GAPS[1]`.
pub fn sentence(message: &str, parts: impl IntoIterator<Item = AnyView>) -> AnyView {
    let mut parts: Vec<_> = parts.into_iter().map(Some).collect();
    let mut said = Vec::new();
    let mut rest = message;
    while let Some(at) = rest.find(GAPS.map(is_gap)) {
        let (before, from) = rest.split_at(at);
        let gap = GAPS.iter().position(|gap| from.starts_with(gap)).unwrap_or_default();
        said.extend(text(before));
        said.extend(parts.get_mut(gap).and_then(Option::take));
        rest = &from[GAPS[gap].len()..];
    }
    said.extend(text(rest));
    said.into_any()
}

fn is_gap(gap: &str) -> char {
    gap.chars().next().unwrap_or_default()
}

fn text(words: &str) -> Option<AnyView> {
    (!words.is_empty()).then(|| words.to_owned().into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::render;

    #[test]
    fn each_part_stands_where_its_language_wants_it() {
        let html = |message: String| {
            let html = render(move || {
                let part = |name: &'static str| view! { <b>{name}</b> }.into_any();
                view! { <p>{sentence(&message, [part("one"), part("two")])}</p> }
            });
            html.replace("<!>", "")
        };
        let [first, second] = GAPS;
        assert_eq!(html(format!("From {first} to {second}.")), "<p>From <b>one</b> to <b>two</b>.</p>");
        assert_eq!(html(format!("{second} nach {first}")), "<p><b>two</b> nach <b>one</b></p>");
        assert_eq!(html(format!("Twice {first}{first}")), "<p>Twice <b>one</b></p>", "there is only one of it");
        assert_eq!(html("Nothing < in it".into()), "<p>Nothing &lt; in it</p>");
    }
}

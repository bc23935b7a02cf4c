use jiff::Timestamp;
use leptos::prelude::*;

/// A moment, readable for people and programs. `at` is RFC 3339; what is not is shown as it came.
#[component]
pub fn Time(#[prop(into)] at: String) -> impl IntoView {
    let text = readable(&at);
    view! { <time datetime=at>{text}</time> }
}

/// The time of day of a moment: `14:32 UTC`. `at` is RFC 3339; what is not is given back as it came.
#[must_use]
pub fn time_of_day(at: &str) -> String {
    at.parse::<Timestamp>().map_or_else(|_| at.to_owned(), |moment| moment.strftime("%H:%M UTC").to_string())
}

/// The day of a moment, in UTC; otherwise like [`Time`].
#[component]
pub fn Day(#[prop(into)] at: String) -> impl IntoView {
    let text = day(&at);
    view! { <time datetime=at>{text}</time> }
}

/// A moment in words, without an element around it.
#[must_use]
pub fn moment(at: &str) -> String {
    readable(at)
}

fn day(at: &str) -> String {
    match at.parse::<Timestamp>() {
        Ok(moment) => moment.strftime("%A %-d %B %Y").to_string(),
        Err(_) => at.to_owned(),
    }
}

fn readable(at: &str) -> String {
    match at.parse::<Timestamp>() {
        Ok(moment) => moment.strftime("%-d %B %Y, %H:%M UTC").to_string(),
        Err(_) => at.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_words() {
        assert_eq!(readable("2026-03-05T14:03:09.120Z"), "5 March 2026, 14:03 UTC");
        assert_eq!(readable("soon"), "soon");
        assert_eq!(time_of_day("2026-03-05T14:03:09.120Z"), "14:03 UTC");
        assert_eq!(time_of_day("soon"), "soon");
        assert_eq!(day("2026-11-26T14:03:09Z"), "Thursday 26 November 2026");
        assert_eq!(day("soon"), "soon");
    }
}

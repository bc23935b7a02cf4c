use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;
use words::t;

/// A moment, readable for people and programs. `at` is RFC 3339; what is not is shown as it came.
#[component]
pub fn Time(#[prop(into)] at: String) -> impl IntoView {
    let text = moment(&at);
    view! { <time datetime=at>{text}</time> }
}

/// The time of day of a moment: `14:32 UTC`. `at` is RFC 3339; what is not is given back as it came.
#[must_use]
pub fn time_of_day(at: &str) -> String {
    told(at, |moment| t!("date-time-of-day", time = clock(moment)))
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
    told(at, |moment| {
        let date = moment.to_zoned(TimeZone::UTC).date();
        let month = t!("date-month", number = date.month());
        t!("date-moment", day = date.day(), month = month, year = date.year(), time = clock(moment))
    })
}

fn day(at: &str) -> String {
    told(at, |moment| {
        let date = moment.to_zoned(TimeZone::UTC).date();
        let weekday = t!("date-weekday", number = date.weekday().to_monday_one_offset());
        let month = t!("date-month", number = date.month());
        t!("date-day", weekday = weekday, day = date.day(), month = month, year = date.year())
    })
}

fn told(at: &str, words: impl FnOnce(Timestamp) -> String) -> String {
    at.parse().map_or_else(|_| at.to_owned(), words)
}

/// Every language reads 24 hours.
fn clock(moment: Timestamp) -> String {
    moment.strftime("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use types::Locale;
    use words::speaking;

    use super::*;

    const AT: &str = "2026-03-05T14:03:09.120Z";

    #[test]
    fn a_moment_is_told_in_words() {
        assert_eq!(moment(AT), "5 March 2026, 14:03 UTC");
        assert_eq!(moment("soon"), "soon");
        assert_eq!(time_of_day(AT), "14:03 UTC");
        assert_eq!(time_of_day("soon"), "soon");
        assert_eq!(day("2026-11-26T14:03:09Z"), "Thursday 26 November 2026");
        assert_eq!(day("soon"), "soon");
    }

    #[test]
    fn each_language_has_its_own_words_for_it() {
        speaking(Locale::De, || {
            assert_eq!(moment(AT), "5. März 2026, 14:03 UTC");
            assert_eq!(day(AT), "Donnerstag, 5. März 2026");
        });
        // Marks keep numbers together within a line that runs the other way, and the whole running that way within a sentence.
        let plain = |text: String| text.replace(['\u{200f}', '\u{2068}', '\u{2069}'], "");
        speaking(Locale::Ar, || {
            assert!(moment(AT).starts_with('\u{200f}') && day(AT).starts_with('\u{200f}'));
            assert_eq!(plain(moment(AT)), "5 مارس 2026، 14:03 UTC");
            assert_eq!(plain(day(AT)), "الخميس 5 مارس 2026");
        });
    }

    #[test]
    fn every_month_and_day_has_a_name_of_its_own_in_each_language() {
        for locale in Locale::ALL {
            speaking(locale, || {
                let months: std::collections::BTreeSet<_> =
                    (1..=12).map(|number| t!("date-month", number = number)).collect();
                let days: std::collections::BTreeSet<_> =
                    (1..=7).map(|number| t!("date-weekday", number = number)).collect();
                assert_eq!((months.len(), days.len()), (12, 7), "{locale}");
            });
        }
    }
}

//! Pure decisions about drops: what is a plan that can be kept, and what is due.

use sea_orm::FromQueryResult;
use types::{
    DropId, Millis,
    admin::DropTranslation,
    drops::{DropGoods, DropInput, DropStatus},
};

use crate::{Error, Result, check::Check, clock::moment, pressure::Level};

const LONGEST_TITLE: usize = 120;
const LONGEST_MESSAGE: usize = 2_000;
const MOST_GOODS: usize = 20;
const DAY: Millis = 24 * 60 * 60 * 1000;
/// No drop lasts longer.
const LONGEST: Millis = 30 * DAY;

/// What a plan says, but for its goods.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Terms {
    pub slug: String,
    pub title: String,
    pub message_before: String,
    pub message_live: String,
    pub message_over: String,
    pub queue_opens_at: Option<Millis>,
    pub starts_at: Millis,
    pub ends_at: Millis,
    pub admit_per_minute: i64,
    pub pass_seconds: i64,
    pub cap_per_person: Option<i64>,
    pub hold_seconds: Option<i64>,
    /// JSON.
    pub shed_ladder: String,
}

/// A plan that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub terms: Terms,
    pub goods: Vec<DropGoods>,
}

/// Reads a plan.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check(input: DropInput) -> Result<Checked> {
    let mut check = Check::default();
    let title = input.title.trim().to_owned();
    check.demand("title", (1..=LONGEST_TITLE).contains(&title.chars().count()), "Between 1 and 120 characters.");
    let slug = slug::slugify(if input.slug.trim().is_empty() { &title } else { &input.slug });
    check.demand("slug", (1..=LONGEST_TITLE).contains(&slug.len()), "Letters, digits and hyphens.");
    for (field, text) in [
        ("message_before", &input.message_before),
        ("message_live", &input.message_live),
        ("message_over", &input.message_over),
    ] {
        check.demand(field, text.chars().count() <= LONGEST_MESSAGE, "At most 2,000 characters.");
    }
    let (starts_at, ends_at) = (moment(&input.starts_at), moment(&input.ends_at));
    let given = input.queue_opens_at.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let queue_opens_at = given.map(moment);
    const WHEN: &str = "A moment like 2026-11-27T18:00:00Z.";
    check.demand("starts_at", starts_at.is_some(), WHEN);
    check.demand("ends_at", ends_at.is_some(), WHEN);
    check.demand("queue_opens_at", queue_opens_at.is_none_or(|at| at.is_some()), WHEN);
    if let (Some(start), Some(end)) = (starts_at, ends_at) {
        check.demand("ends_at", end > start, "After the start.");
        check.demand("ends_at", end - start <= LONGEST, "At most 30 days after the start.");
    }
    if let (Some(start), Some(Some(opens))) = (starts_at, queue_opens_at) {
        check.demand("queue_opens_at", opens < start, "Before the start.");
    }
    check.demand("admit_per_minute", (1..=1_000_000).contains(&input.admit_per_minute), "Between 1 and 1,000,000.");
    check.demand("pass_seconds", (10..=3_600).contains(&input.pass_seconds), "Between 10 and 3,600.");
    check.demand("cap_per_person", input.cap_per_person.is_none_or(|cap| (1..=99).contains(&cap)), "Between 1 and 99.");
    let hold = input.hold_seconds.is_none_or(|seconds| (30..=86_400).contains(&seconds));
    check.demand("hold_seconds", hold, "Between 30 seconds and a day.");
    check.demand("goods", (1..=MOST_GOODS).contains(&input.goods.len()), "Between 1 and 20 things.");
    let sound = input.goods.iter().all(|goods| goods.units > 0 && goods.price.is_none_or(|price| price >= 0));
    check.demand("goods", sound, "At least one unit of each, and no price below nothing.");
    let mut ids: Vec<_> = input.goods.iter().map(|goods| goods.variant_id).collect();
    ids.sort_unstable();
    ids.dedup();
    check.demand("goods", ids.len() == input.goods.len(), "Each thing once.");
    let ladder =
        input.shed_ladder.iter().all(|step| step.level <= Level::LIGHT.number() && !step.flag.trim().is_empty());
    check.demand(
        "shed_ladder",
        ladder,
        "A flag, and a level between 0 and 3: from 3 on pages are light, without any extra.",
    );
    let (Some(starts_at), Some(ends_at), true) = (starts_at, ends_at, check.is_fine()) else {
        return Err(Error::invalid(check.errors()));
    };
    let terms = Terms {
        slug,
        title,
        message_before: input.message_before.trim().to_owned(),
        message_live: input.message_live.trim().to_owned(),
        message_over: input.message_over.trim().to_owned(),
        queue_opens_at: queue_opens_at.flatten(),
        starts_at,
        ends_at,
        admit_per_minute: input.admit_per_minute,
        pass_seconds: input.pass_seconds,
        cap_per_person: input.cap_per_person,
        hold_seconds: input.hold_seconds,
        shed_ladder: serde_json::to_string(&input.shed_ladder).map_err(Error::internal)?,
    };
    Ok(Checked { terms, goods: input.goods })
}

/// When a drop's states change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub queue_opens_at: Option<Millis>,
    pub starts_at: Millis,
    pub ends_at: Millis,
}

/// Units of a drop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// That can be bought now.
    pub remaining: i64,
    /// In holds.
    pub held: i64,
}

/// The state that is due next, if any is.
pub(super) fn due(status: DropStatus, times: Times, left: Left, now: Millis) -> Option<DropStatus> {
    let gone = left.remaining + left.held <= 0;
    match status {
        DropStatus::Scheduled | DropStatus::PreQueue if now >= times.starts_at => Some(DropStatus::Live),
        DropStatus::Scheduled if times.queue_opens_at.is_some_and(|at| now >= at) => Some(DropStatus::PreQueue),
        DropStatus::Live | DropStatus::SoldOut if now >= times.ends_at => Some(DropStatus::Ended),
        DropStatus::Live if gone => Some(DropStatus::SoldOut),
        DropStatus::SoldOut if !gone => Some(DropStatus::Live),
        // What is held may still be sold; then it is added up.
        DropStatus::Ended if left.held <= 0 => Some(DropStatus::Reported),
        _ => None,
    }
}

/// Whether a moment of the plan has come that nobody has acted on yet.
pub(super) fn is_late(status: DropStatus, times: Times, now: Millis) -> bool {
    // As long as there is something left, only the clock decides.
    let next = due(status, times, Left { remaining: 1, held: 0 }, now);
    matches!(next, Some(DropStatus::PreQueue | DropStatus::Ended))
        || (next == Some(DropStatus::Live) && !status.is_selling())
}

/// The next moment of the plan that changes the state; it may have passed already where nobody has acted on it yet.
pub(super) fn next_moment(status: DropStatus, times: Times) -> Option<Millis> {
    match status {
        DropStatus::Scheduled => Some(times.queue_opens_at.unwrap_or(times.starts_at)),
        DropStatus::PreQueue => Some(times.starts_at),
        DropStatus::Live | DropStatus::SoldOut => Some(times.ends_at),
        DropStatus::Draft | DropStatus::Ended | DropStatus::Reported => None,
    }
}

/// Words in another language that can be stored; what is empty reads as in English.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check_translation(input: &DropTranslation) -> Result<DropTranslation> {
    let mut check = Check::default();
    let checked = DropTranslation {
        title: check.optional("title", &input.title, LONGEST_TITLE),
        message_before: check.lines("message_before", &input.message_before, LONGEST_MESSAGE),
        message_live: check.lines("message_live", &input.message_live, LONGEST_MESSAGE),
        message_over: check.lines("message_over", &input.message_over, LONGEST_MESSAGE),
    };
    check.finish()?;
    Ok(checked)
}

/// Puts words of another language in the place of the English ones, where they say anything.
pub(super) fn say(terms: &mut Terms, words: DropTranslation) {
    let DropTranslation { title, message_before, message_live, message_over } = words;
    for (text, words) in [
        (&mut terms.title, title),
        (&mut terms.message_before, message_before),
        (&mut terms.message_live, message_live),
        (&mut terms.message_over, message_over),
    ] {
        if !words.is_empty() {
            *text = words;
        }
    }
}

/// Where a drop's page and its queue are.
pub(super) fn path(slug: &str) -> String {
    format!("/drops/{slug}/queue")
}

/// The next Friday at `hour` UTC after `now`.
pub(super) fn next_friday(now: Millis, hour: u32) -> Millis {
    // 1 January 1970 was a Thursday.
    const FIRST_FRIDAY: Millis = DAY;
    let at = FIRST_FRIDAY + Millis::from(hour) * 60 * 60 * 1000;
    now + (at - now - 1).rem_euclid(7 * DAY) + 1
}

/// What the log calls a drop.
pub(super) fn name(id: DropId) -> String {
    format!("drop {id}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use types::VariantId;

    use super::*;

    fn plan() -> DropInput {
        DropInput {
            title: "Lantern No. 7".into(),
            queue_opens_at: Some("2026-11-27T17:30:00Z".into()),
            starts_at: "2026-11-27T18:00:00Z".into(),
            ends_at: "2026-11-27T20:00".into(),
            admit_per_minute: 600,
            pass_seconds: 120,
            goods: vec![DropGoods { variant_id: VariantId::new(), units: 300, price: None }],
            ..DropInput::default()
        }
    }

    #[test]
    fn a_sound_plan_is_read() {
        let checked = check(plan()).unwrap().terms;
        assert_eq!((checked.slug.as_str(), checked.starts_at), ("lantern-no-7", 1_795_802_400_000));
        assert_eq!(checked.ends_at - checked.starts_at, 2 * 60 * 60 * 1000, "a time without a zone is UTC");
    }

    #[test]
    fn every_wrong_field_of_a_plan_is_named() {
        let wrong = |change: &dyn Fn(&mut DropInput)| {
            let mut input = plan();
            change(&mut input);
            let error = check(input).unwrap_err();
            error.problem().errors.iter().map(|error| error.field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&|plan| plan.title = " ".into()), ["title", "slug"]);
        assert_eq!(wrong(&|plan| plan.starts_at = "Friday".into()), ["starts_at"]);
        assert_eq!(wrong(&|plan| plan.ends_at = plan.starts_at.clone()), ["ends_at"]);
        assert_eq!(wrong(&|plan| plan.queue_opens_at = Some(plan.ends_at.clone())), ["queue_opens_at"]);
        assert_eq!(wrong(&|plan| plan.goods.push(plan.goods[0].clone())), ["goods"]);
        assert_eq!(wrong(&|plan| plan.goods.clear()), ["goods"]);
        assert_eq!(wrong(&|plan| plan.admit_per_minute = 0), ["admit_per_minute"]);
        assert_eq!(wrong(&|plan| plan.cap_per_person = Some(0)), ["cap_per_person"]);
    }

    #[test]
    fn words_of_another_language_stand_where_they_say_something() {
        let said = DropTranslation {
            title: " Laterne\nNr. 7 ".into(),
            message_live: "Jetzt.\r\nHier.".into(),
            ..Default::default()
        };
        let checked = check_translation(&said).unwrap();
        let mut terms = check(DropInput { message_over: "Gone.".into(), ..plan() }).unwrap().terms;
        say(&mut terms, checked);
        assert_eq!((terms.title.as_str(), terms.message_live.as_str()), ("Laterne Nr. 7", "Jetzt.\nHier."));
        assert_eq!((terms.message_before.as_str(), terms.message_over.as_str()), ("", "Gone."));
        let (long, longer) = ("t".repeat(LONGEST_TITLE + 1), "m".repeat(LONGEST_MESSAGE + 1));
        let wrong = DropTranslation { title: long, message_over: longer, ..Default::default() };
        let fields: Vec<_> =
            check_translation(&wrong).unwrap_err().problem().errors.iter().map(|error| error.field.clone()).collect();
        assert_eq!(fields, ["title", "message_over"]);
    }

    #[test]
    fn each_state_is_due_to_the_second() {
        use DropStatus::{Draft, Ended, Live, PreQueue, Reported, Scheduled, SoldOut};
        let times = Times { queue_opens_at: Some(1_000), starts_at: 2_000, ends_at: 3_000 };
        let (some, none) = (Left { remaining: 1, held: 0 }, Left::default());
        let held = Left { remaining: 0, held: 1 };
        for (status, left, now, next) in [
            (Draft, some, 9_000, None),
            (Scheduled, some, 999, None),
            (Scheduled, some, 1_000, Some(PreQueue)),
            (Scheduled, some, 2_000, Some(Live)),
            (PreQueue, some, 1_999, None),
            (PreQueue, some, 2_000, Some(Live)),
            (Live, some, 2_999, None),
            (Live, held, 2_999, None),
            (Live, none, 2_500, Some(SoldOut)),
            (SoldOut, none, 2_500, None),
            (SoldOut, held, 2_500, Some(Live)),
            (SoldOut, none, 3_000, Some(Ended)),
            (Live, some, 3_000, Some(Ended)),
            (Ended, held, 9_000, None),
            (Ended, some, 9_000, Some(Reported)),
            (Reported, none, 9_000, None),
        ] {
            assert_eq!(due(status, times, left, now), next, "{status:?} at {now}");
        }
    }

    proptest! {
        #[test]
        fn the_next_moment_is_when_a_step_falls_due(
            status in prop::sample::select(DropStatus::ALL.to_vec()),
            opens in prop::option::of(0_i64..100),
            starts_at in 100_i64..200,
            ends_at in 200_i64..300,
            now in 0_i64..400,
        ) {
            let times = Times { queue_opens_at: opens, starts_at, ends_at };
            let has_come = next_moment(status, times).is_some_and(|at| now >= at);
            prop_assert_eq!(is_late(status, times, now), has_come);
        }

        #[test]
        fn the_next_friday_is_one_and_within_a_week(now in 0_i64..4_000_000_000_000, hour in 0_u32..24) {
            let friday = next_friday(now, hour);
            prop_assert!(friday > now && friday <= now + 7 * DAY);
            let moment = jiff::Timestamp::from_millisecond(friday).unwrap().to_string();
            prop_assert!(moment.contains(&format!("T{hour:02}:00:00Z")), "{}", moment);
            prop_assert_eq!((friday / DAY + 4) % 7, 5);
        }
    }
}

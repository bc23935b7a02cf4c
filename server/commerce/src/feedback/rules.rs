//! What an answer may be, and what many of them come to. Pure.

use types::feedback::{AnswerCount, FeedbackDay, FeedbackInput, Question, REMARK_LIMIT};

use super::{DAY, store::DayCount};
use crate::{Result, check::Check, rfc3339};

/// An answer that can be kept.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check(question: Question, input: &FeedbackInput) -> Result<FeedbackInput> {
    let mut check = Check::default();
    let known = question.answers().iter().find(|(answer, _)| *answer == input.answer);
    if known.is_none() {
        check.refuse("answer", words::t!("wrong-answer"));
    }
    let remark = check.lines("remark", &input.remark, REMARK_LIMIT);
    check.finish()?;
    Ok(FeedbackInput { answer: input.answer.clone(), remark })
}

/// All answers of the question in its order, also those that nobody gave, and at the end those that nobody can give any more.
pub(super) fn answers(question: Question, counted: &[(String, u64)]) -> Vec<AnswerCount> {
    let count = |answer: &str| counted.iter().find(|(given, _)| given == answer).map_or(0, |(_, count)| *count);
    let known = question.answers().iter().map(|(answer, _)| (*answer, count(answer)));
    let is_known = |answer: &str| question.answers().iter().any(|(known, _)| *known == answer);
    let others =
        counted.iter().filter(|(answer, _)| !is_known(answer)).map(|(answer, count)| (answer.as_str(), *count));
    known.chain(others).map(|(answer, count)| AnswerCount { answer: answer.to_owned(), count }).collect()
}

/// Every day of `days` (since the epoch), with its answers. Those that are numbers have a mean.
pub(super) fn days(days: std::ops::RangeInclusive<i64>, counted: &[DayCount]) -> Vec<FeedbackDay> {
    days.map(|day| {
        let given: Vec<_> = counted.iter().filter(|row| row.day == day).collect();
        let numbers: Option<Vec<(u64, u64)>> =
            given.iter().map(|row| Some((row.answer.parse().ok()?, row.given.unsigned_abs()))).collect();
        FeedbackDay {
            day: rfc3339(day * DAY).chars().take(10).collect(),
            count: given.iter().map(|row| row.given.unsigned_abs()).sum(),
            tenths: numbers.and_then(|numbers| tenths(&numbers)),
        }
    })
    .collect()
}

/// The mean of so many of each number, in tenths, rounded half up; none of none.
fn tenths(numbers: &[(u64, u64)]) -> Option<u64> {
    let count: u64 = numbers.iter().map(|(_, times)| times).sum();
    let sum: u64 = numbers.iter().map(|(number, times)| number * times).sum();
    (20 * sum + count).checked_div(2 * count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_answers_of_the_question_are_taken() {
        let given = |question, answer: &str| {
            check(question, &FeedbackInput { answer: answer.into(), remark: " fine\r\n".into() })
        };
        assert_eq!(given(Question::Order, "5").unwrap().remark, "fine");
        for (question, answer) in
            [(Question::Order, "6"), (Question::Order, ""), (Question::Order, "price"), (Question::Cart, "5")]
        {
            assert_eq!(given(question, answer).unwrap_err().problem().errors[0].field, "answer", "{answer}");
        }
        let long = FeedbackInput { answer: "5".into(), remark: "x".repeat(REMARK_LIMIT + 1) };
        assert_eq!(check(Question::Order, &long).unwrap_err().problem().errors[0].field, "remark");
    }

    #[test]
    fn a_day_without_answers_is_there_and_has_no_mean() {
        let row = |day, answer: &str, given| DayCount { day, answer: answer.into(), given };
        let days = days(0..=2, &[row(1, "4", 1), row(1, "5", 2), row(2, "price", 3), row(9, "1", 1)]);
        let told: Vec<_> = days.iter().map(|day| (day.day.as_str(), day.count, day.tenths)).collect();
        assert_eq!(told, [("1970-01-01", 0, None), ("1970-01-02", 3, Some(47)), ("1970-01-03", 3, None)]);
    }

    #[test]
    fn answers_that_nobody_gave_are_told_too() {
        let counted = [("price".to_owned(), 3), ("of-old".to_owned(), 1)];
        let told = answers(Question::Cart, &counted);
        assert_eq!((told.len(), told[0].count, told[1].count), (Question::Cart.answers().len() + 1, 3, 0));
        assert_eq!(told.last().unwrap().answer, "of-old");
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_the_least_and_the_most(counts in prop::array::uniform5(0_u64..1_000_000)) {
            let numbers: Vec<(u64, u64)> = (1..).zip(counts).collect();
            let given: Vec<u64> = numbers.iter().filter(|(_, times)| *times > 0).map(|(number, _)| *number).collect();
            match tenths(&numbers) {
                None => prop_assert!(given.is_empty()),
                Some(tenths) => prop_assert!((given[0] * 10..=given[given.len() - 1] * 10).contains(&tenths)),
            }
        }

        #[test]
        fn remarks_are_plain_and_stable(remark in any::<String>()) {
            if let Ok(once) = check(Question::Order, &FeedbackInput { answer: "3".into(), remark }) {
                prop_assert!(!once.remark.contains(|letter: char| letter.is_control() && letter != '\n'));
                prop_assert_eq!(check(Question::Order, &once).unwrap(), once);
            }
        }
    }
}

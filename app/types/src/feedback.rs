//! Questions the shop asks, and what is answered.

use serde::{Deserialize, Serialize};

use crate::worded::worded;

/// Characters of a remark.
pub const REMARK_LIMIT: usize = 1000;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// After an order: how it was.
    #[default]
    Order,
    /// On the cart's page: what stands in the way.
    Cart,
}

worded!(Question {
    Order = "order", "How was buying here?";
    Cart = "cart", "What keeps you from buying today?";
});

impl Question {
    /// The answers there are: as they are sent and kept, and in words.
    #[must_use]
    pub fn answers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Question::Order => &[("1", "Hard"), ("2", "Not easy"), ("3", "All right"), ("4", "Good"), ("5", "Easy")],
            Question::Cart => &[
                ("price", "The price"),
                ("shipping", "What shipping costs, or how long it takes"),
                ("payment", "My way to pay is missing"),
                ("unsure", "I am not sure yet that it is right for me"),
                ("looking", "I am only looking"),
                ("other", "Something else"),
            ],
        }
    }

    /// An answer in words; as it is where nobody knows it any more.
    #[must_use]
    pub fn words(self, answer: &str) -> &str {
        self.answers().iter().find(|(known, _)| *known == answer).map_or(answer, |(_, words)| words)
    }
}

/// What somebody answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackInput {
    /// One of the question's answers.
    pub answer: String,
    /// What they add, in plain text; may be empty.
    pub remark: String,
}

/// What was answered to a question, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackView {
    /// Which question.
    pub question: Question,
    /// How often each answer was given, in the question's order.
    pub answers: Vec<AnswerCount>,
    /// The last days, the latest last, each of them there.
    pub days: Vec<FeedbackDay>,
    /// What was added, newest first.
    pub remarks: Vec<Remark>,
    /// Hand it back to get older remarks; null on the last page.
    pub next_cursor: Option<String>,
}

/// How often an answer was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCount {
    /// As it is kept.
    pub answer: String,
    /// How often.
    pub count: u64,
}

/// A day's answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackDay {
    /// The day in UTC: `2026-11-27`.
    pub day: String,
    /// How many were given.
    pub count: u64,
    /// Their mean in tenths, rounded half up, where they are numbers and there are any.
    pub tenths: Option<u64>,
}

/// What somebody added to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The answer, as it is kept.
    pub answer: String,
    /// Plain text of several lines.
    pub text: String,
    /// When. RFC 3339, UTC.
    pub given_at: String,
    /// The order it was about, where it was about one.
    pub order_number: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_words_as_long_as_it_is_known() {
        assert_eq!(Question::Order.words("5"), "Easy");
        assert_eq!(Question::Cart.words("price"), "The price");
        assert_eq!(Question::Cart.words("5"), "5");
    }
}

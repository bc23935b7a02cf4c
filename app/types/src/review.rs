//! What buyers say of a product.

use serde::{Deserialize, Serialize};

use crate::{ProductId, ReviewId, worded::worded};

/// Most stars a review can give.
pub const MOST_STARS: u8 = 5;
/// Characters of a review's title.
pub const TITLE_LIMIT: usize = 100;
/// Characters of its text.
pub const TEXT_LIMIT: usize = 3000;
/// Characters of the name it is shown under.
pub const NAME_LIMIT: usize = 60;
/// Characters of the shop's reply.
pub const REPLY_LIMIT: usize = 1000;

/// Where a review stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has looked at it yet.
    #[default]
    Waiting,
    /// Everyone sees it.
    Published,
    /// Nobody sees it.
    Rejected,
}

worded!(ReviewState {
    Waiting = "waiting", "Waiting";
    Published = "published", "Published";
    Rejected = "rejected", "Rejected";
});

/// What all published reviews of a product come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct Rating {
    /// How many there are.
    pub count: u64,
    /// Their mean in tenths of a star, rounded half up: 47 is 4.7 stars. 0 where there are none.
    pub tenths: u64,
    /// How many give one star, two, and so on to five.
    pub stars: [u64; MOST_STARS as usize],
}

impl Rating {
    /// Of so many reviews with one star, two, and so on.
    #[must_use]
    pub fn of(stars: [u64; MOST_STARS as usize]) -> Self {
        let count: u64 = stars.iter().sum();
        let sum: u64 = (1..).zip(stars).map(|(worth, reviews)| worth * reviews).sum();
        let tenths = if count == 0 { 0 } else { (20 * sum + count) / (2 * count) };
        Self { count, tenths, stars }
    }

    /// The mean as people write it: `4.7`.
    #[must_use]
    pub fn average(&self) -> String {
        format!("{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

/// A published review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ReviewView {
    /// One to five.
    pub stars: u8,
    /// Plain text.
    pub title: String,
    /// Plain text of several lines.
    pub text: String,
    /// Who wrote it, as they want to be called.
    pub name: String,
    /// When. RFC 3339, UTC.
    pub written_at: String,
    /// What the shop answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

/// What a product's page says of its reviews.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ReviewsView {
    /// What all of them come to.
    pub rating: Rating,
    /// The latest of them.
    pub newest: Vec<ReviewView>,
}

/// Some reviews of a product, and the way to older ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ReviewPage {
    /// What all of them come to.
    pub rating: Rating,
    /// Newest first.
    pub items: Vec<ReviewView>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// What a buyer writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewInput {
    /// One to five; anything else is none.
    pub stars: i64,
    /// A line.
    pub title: String,
    /// Several lines.
    pub text: String,
    /// A line: the name it is shown under.
    pub name: String,
}

/// A product of an order, and what its buyer has said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewSpot {
    /// Which product.
    pub product_id: ProductId,
    /// Its name.
    pub title: String,
    /// The review that was written; none yet.
    pub written: Option<WrittenReview>,
}

/// A review as its writer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenReview {
    /// One to five.
    pub stars: u8,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: ReviewState,
}

/// A review as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminReview {
    /// Which.
    pub id: ReviewId,
    /// Where it stands.
    pub state: ReviewState,
    /// Name in addresses of the product it is about.
    pub product_slug: String,
    /// That product's name.
    pub product_title: String,
    /// The order its writer bought the product with; none for reviews brought from elsewhere.
    pub order_number: Option<String>,
    /// One to five.
    pub stars: u8,
    /// Plain text.
    pub title: String,
    /// Plain text of several lines.
    pub text: String,
    /// Who wrote it, as they want to be called.
    pub name: String,
    /// When. RFC 3339, UTC.
    pub written_at: String,
    /// What the shop answers; empty where it does not.
    pub reply: String,
    /// Who decided on it last.
    pub decided_by: Option<String>,
    /// When. RFC 3339, UTC.
    pub decided_at: Option<String>,
}

/// Some reviews as staff see them, and the way to older ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminReviewPage {
    /// Newest first.
    pub items: Vec<AdminReview>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// What staff decide on a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    /// `published` or `rejected`.
    pub state: ReviewState,
    /// What the shop answers, in plain text below the review; empty for no answer.
    #[serde(default)]
    #[cfg_attr(feature = "native", schema(max_length = 1000))]
    pub reply: String,
    /// Where it stood when it was looked at: where it has moved on meanwhile, nothing is decided. Null to decide in any case.
    #[serde(default)]
    pub from: Option<ReviewState>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mean_is_rounded_half_up_to_a_tenth() {
        let average = |stars| Rating::of(stars).average();
        assert_eq!(average([0, 0, 0, 0, 0]), "0.0");
        assert_eq!(average([0, 0, 0, 0, 7]), "5.0");
        assert_eq!(average([0, 0, 0, 1, 2]), "4.7", "4.666…");
        assert_eq!(average([0, 0, 0, 2, 1]), "4.3", "4.333…");
        assert_eq!(average([0, 0, 0, 1, 3]), "4.8", "4.75");
        assert_eq!(average([1, 0, 0, 0, 1]), "3.0");
        assert_eq!(average([0, 0, 0, 19, 1]), "4.1", "4.05");
    }

    proptest! {
        #[test]
        fn a_mean_lies_within_half_a_tenth_of_the_true_one(stars in prop::array::uniform5(0_u64..1_000_000_000)) {
            let rating = Rating::of(stars);
            prop_assert_eq!(rating.count, stars.iter().sum::<u64>());
            if rating.count > 0 {
                prop_assert!((10..=50).contains(&rating.tenths));
                let sum: u64 = (1..).zip(stars).map(|(worth, reviews)| worth * reviews).sum();
                // Twenty times the mean, times the count, against twice the tenths.
                let (exact, told) = (20 * i128::from(sum), 2 * i128::from(rating.tenths) * i128::from(rating.count));
                let off = told - exact;
                prop_assert!(off > -i128::from(rating.count) && off <= i128::from(rating.count), "half goes up");
            }
        }

        #[test]
        fn one_more_of_the_best_never_lowers_it(stars in prop::array::uniform5(0_u64..1000)) {
            let mut better = stars;
            better[4] += 1;
            prop_assert!(Rating::of(better).tenths >= Rating::of(stars).tenths);
        }
    }
}

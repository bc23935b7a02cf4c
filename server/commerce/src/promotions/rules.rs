//! Pure decisions about discount codes: may this cart use it now, and what does it take off which line.

use std::collections::HashMap;

use sea_orm::FromQueryResult;
use types::{Currency, DiscountId, Millis, Money, MoneyError, VariantId, promotions::DiscountKind};
use words::{money, t};

use crate::prices::Selling;

/// All of it: 10,000 hundredths of a percent.
const WHOLE: i128 = 10_000;

/// What staff say of a code, but for what it is for.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Terms {
    pub code: String,
    pub kind: DiscountKind,
    pub amount: i64,
    pub minimum_subtotal: i64,
    pub starts_at: Option<Millis>,
    pub ends_at: Option<Millis>,
    pub max_uses: Option<i64>,
    pub uses_per_person: Option<i64>,
    pub active: bool,
}

impl Terms {
    /// The same in the money that is sold in, counted in the least that is paid in it: the goods needed, and the amount where one is taken
    /// off.
    pub fn sold(&self, selling: Selling) -> Result<Self, MoneyError> {
        let steps = |amount: i64| Ok::<_, MoneyError>(selling.amount(amount)?.amount / selling.currency().step());
        let amount = match self.kind {
            DiscountKind::Fixed => steps(self.amount)?,
            DiscountKind::Percent | DiscountKind::FreeShipping => self.amount,
        };
        Ok(Self { amount, minimum_subtotal: steps(self.minimum_subtotal)?, ..self.clone() })
    }
}

/// A code as it stands.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Discount {
    pub id: DiscountId,
    #[sea_orm(nested)]
    pub terms: Terms,
    /// Orders that stand with it.
    pub uses: i64,
    /// It is for some goods only.
    pub limited: bool,
}

/// A line of a cart as a code sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub variant: VariantId,
    /// Minor units for all its units.
    pub total: i64,
    /// The code is for it.
    pub included: bool,
}

/// What a code takes off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Off {
    pub id: DiscountId,
    pub code: String,
    /// Minor units of each line.
    pub lines: HashMap<VariantId, i64>,
    /// Whatever shipping costs as well.
    pub free_shipping: bool,
}

impl Off {
    /// Off the goods, in minor units.
    pub fn goods(&self) -> i64 {
        self.lines.values().sum()
    }
}

/// Why a code takes nothing off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Unknown,
    NotBegun,
    Over,
    UsedUp,
    /// The person has used it as often as one may.
    UsedByYou,
    NotForThese,
    /// Goods for so much more are needed.
    Short {
        missing: i64,
    },
    /// What it would take off is nothing.
    Nothing,
}

impl Refusal {
    /// For the one who typed it.
    pub fn words(self, currency: Currency) -> String {
        match self {
            Refusal::Unknown => t!("code-unknown"),
            Refusal::NotBegun => t!("code-not-begun"),
            Refusal::Over => t!("code-over"),
            Refusal::UsedUp => t!("code-used-up"),
            Refusal::UsedByYou => t!("code-used-by-you"),
            Refusal::NotForThese => t!("code-not-for-these"),
            Refusal::Short { missing } => t!("code-short", missing = money(Money::new(missing, currency))),
            Refusal::Nothing => t!("code-nothing"),
        }
    }
}

/// The one spelling a code is kept and looked up in.
#[must_use]
pub(crate) fn normalized(code: &str) -> String {
    code.trim().to_uppercase()
}

/// The same as [`judge`] of a code as it is written, for lines with sums of the money that is sold in. What is taken off can be paid, so
/// that what is left can.
pub(crate) fn judge_sold(discount: &Discount, lines: &[Line], selling: Selling, now: Millis) -> Result<Off, Refusal> {
    let step = selling.currency().step();
    // What does not come into the cart's money is more than any cart.
    let terms = discount.terms.sold(selling).map_err(|_| Refusal::NotForThese)?;
    let counted: Vec<Line> = lines.iter().map(|line| Line { total: line.total / step, ..*line }).collect();
    match judge(&Discount { terms, ..discount.clone() }, &counted, now) {
        Ok(mut off) => {
            off.lines.values_mut().for_each(|share| *share *= step);
            Ok(off)
        }
        Err(Refusal::Short { missing }) => Err(Refusal::Short { missing: missing.saturating_mul(step) }),
        Err(refusal) => Err(refusal),
    }
}

/// What a code takes off `lines` at `now`. Uses per person are judged by whoever knows the person.
pub(crate) fn judge(discount: &Discount, lines: &[Line], now: Millis) -> Result<Off, Refusal> {
    let terms = &discount.terms;
    if terms.starts_at.is_some_and(|at| now < at) {
        return Err(Refusal::NotBegun);
    }
    if !terms.active || terms.ends_at.is_some_and(|at| now >= at) {
        return Err(Refusal::Over);
    }
    if terms.max_uses.is_some_and(|most| discount.uses >= most) {
        return Err(Refusal::UsedUp);
    }
    let included: Vec<&Line> = lines.iter().filter(|line| line.included).collect();
    if included.is_empty() {
        return Err(Refusal::NotForThese);
    }
    let subtotal = included.iter().fold(0_i64, |sum, line| sum.saturating_add(line.total));
    if subtotal < terms.minimum_subtotal {
        return Err(Refusal::Short { missing: terms.minimum_subtotal - subtotal });
    }
    let off = match terms.kind {
        DiscountKind::Percent => percent_of(subtotal, terms.amount),
        DiscountKind::Fixed => terms.amount.clamp(0, subtotal),
        DiscountKind::FreeShipping => 0,
    };
    let shares = spread(off, &included.iter().map(|line| line.total).collect::<Vec<_>>());
    Ok(Off {
        id: discount.id,
        code: terms.code.clone(),
        lines: included.iter().map(|line| line.variant).zip(shares).collect(),
        free_shipping: terms.kind == DiscountKind::FreeShipping,
    })
}

/// `basis_points` of `amount`, rounded half up, once for the whole order.
fn percent_of(amount: i64, basis_points: i64) -> i64 {
    let share = (i128::from(amount) * i128::from(basis_points) * 2 + WHOLE) / (WHOLE * 2);
    i64::try_from(share).unwrap_or(i64::MAX).clamp(0, amount.max(0))
}

/// Spreads `off` over lines in proportion to what they cost, by largest remainder: the shares add up to `off` exactly, and none is more
/// than its line. `off` is at most what all of them cost.
pub(crate) fn spread(off: i64, totals: &[i64]) -> Vec<i64> {
    let sum: i128 = totals.iter().map(|total| i128::from(*total)).sum();
    if sum == 0 {
        return vec![0; totals.len()];
    }
    let exact = |total: &i64| i128::from(off) * i128::from(*total);
    let mut shares: Vec<i64> = totals.iter().map(|total| i64::try_from(exact(total) / sum).unwrap_or(*total)).collect();
    let left = off - shares.iter().sum::<i64>();
    let mut by_remainder: Vec<usize> = (0..totals.len()).collect();
    // Among equals, the first line: the same cart comes to the same shares every time.
    by_remainder.sort_by_key(|at| (-(exact(&totals[*at]) % sum), *at));
    for at in by_remainder.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(kind: DiscountKind, amount: i64) -> Terms {
        Terms {
            code: "WELCOME10".into(),
            kind,
            amount,
            minimum_subtotal: 0,
            starts_at: None,
            ends_at: None,
            max_uses: None,
            uses_per_person: None,
            active: true,
        }
    }

    /// Two orders have used it.
    fn used(terms: Terms) -> Discount {
        Discount { id: DiscountId::new(), terms, uses: 2, limited: false }
    }

    fn line(total: i64, included: bool) -> Line {
        Line { variant: VariantId::new(), total, included }
    }

    #[test]
    fn a_tenth_of_three_lines_is_a_tenth_of_their_sum() {
        let lines = [line(1_005, true), line(1_005, true), line(333, true)];
        let off = judge(&used(terms(DiscountKind::Percent, 1_000)), &lines, 0).unwrap();
        assert_eq!(off.goods(), 234, "234.3 is rounded once");
        let shares = lines.map(|line| off.lines[&line.variant]);
        assert_eq!(shares, [101, 100, 33], "the odd cent goes to the first of the largest remainders");
    }

    #[test]
    fn every_condition_has_its_words() {
        let goods = [line(1_000, true), line(500, false)];
        let refused = |terms: Terms, lines: &[Line]| judge(&used(terms), lines, 1_000).unwrap_err();
        let base = || terms(DiscountKind::Fixed, 100);
        assert_eq!(refused(Terms { starts_at: Some(1_001), ..base() }, &goods), Refusal::NotBegun);
        assert_eq!(refused(Terms { ends_at: Some(1_000), ..base() }, &goods), Refusal::Over);
        assert_eq!(refused(Terms { active: false, ..base() }, &goods), Refusal::Over);
        assert_eq!(refused(Terms { max_uses: Some(2), ..base() }, &goods), Refusal::UsedUp);
        assert_eq!(refused(base(), &goods[1..]), Refusal::NotForThese);
        let short = refused(Terms { minimum_subtotal: 1_250, ..base() }, &goods);
        assert_eq!(short, Refusal::Short { missing: 250 }, "only the goods it is for count");
        assert_eq!(short.words(Currency::USD), "Add goods for $2.50 more to use this code.");
        let fine = Terms { starts_at: Some(1_000), ends_at: Some(1_001), max_uses: Some(3), ..base() };
        assert_eq!(judge(&used(fine), &goods, 1_000).unwrap().goods(), 100);
    }

    #[test]
    fn what_is_left_of_dinars_can_be_paid() {
        let dinars = Selling::base("KWD".parse().unwrap());
        let lines = [line(1_050, true), line(990, true), line(20, false)];
        let off = judge_sold(&used(terms(DiscountKind::Percent, 1_000)), &lines, dinars, 0).unwrap();
        assert_eq!(lines.map(|line| off.lines.get(&line.variant).copied()), [Some(100), Some(100), None], "of 2.040");
        let off = judge_sold(&used(terms(DiscountKind::Fixed, 1_004)), &lines, dinars, 0).unwrap();
        assert_eq!(off.goods(), 1_000);
        let short = Terms { minimum_subtotal: 3_000, ..terms(DiscountKind::Percent, 1_000) };
        assert_eq!(judge_sold(&used(short), &lines, dinars, 0), Err(Refusal::Short { missing: 960 }));
    }

    #[test]
    fn a_code_has_one_spelling() {
        assert_eq!(normalized("  Welcome10 "), "WELCOME10");
    }

    proptest! {
        #[test]
        fn shares_add_up_and_none_is_more_than_its_line(totals in prop::collection::vec(0_i64..10_000_000_000, 1..30), part in 0_u64..=1_000_000) {
            let sum: i64 = totals.iter().sum();
            let off = i64::try_from(i128::from(sum) * i128::from(part) / 1_000_000).unwrap();
            let shares = spread(off, &totals);
            prop_assert_eq!(shares.iter().sum::<i64>(), off);
            for (share, total) in shares.iter().zip(&totals) {
                prop_assert!((0..=*total).contains(share));
                let exact_times_sum = i128::from(off) * i128::from(*total);
                prop_assert!((i128::from(*share) * i128::from(sum) - exact_times_sum).abs() < i128::from(sum.max(1)));
            }
        }

        #[test]
        fn no_code_takes_off_more_than_the_goods_it_is_for(
            lines in prop::collection::vec((0_i64..10_000_000, any::<bool>()), 1..20),
            basis_points in 0_i64..=10_000,
            fixed in 0_i64..100_000_000,
        ) {
            let lines: Vec<Line> = lines.into_iter().map(|(total, included)| line(total, included)).collect();
            for terms in [terms(DiscountKind::Percent, basis_points), terms(DiscountKind::Fixed, fixed)] {
                match judge(&used(terms), &lines, 0) {
                    Ok(off) => for line in &lines {
                        let share = off.lines.get(&line.variant).copied().unwrap_or_default();
                        let most = if line.included { line.total } else { 0 };
                        prop_assert!((0..=most).contains(&share));
                    },
                    Err(refusal) => prop_assert_eq!(refusal, Refusal::NotForThese),
                }
            }
        }
    }
}

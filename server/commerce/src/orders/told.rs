//! The history of an order is kept in English, for staff. Its buyer reads what the shop itself writes there in their own language, and
//! what people wrote as they wrote it.

use words::t;

/// A line of the history, or the note of a mail, for whoever the work at hand is done for.
pub(crate) fn told(line: &str) -> String {
    match line {
        "Order placed" => t!("event-placed"),
        "Payment received; the order is confirmed" => t!("event-paid"),
        "The payment was declined" => t!("event-declined"),
        "The payment did not come through; nothing was charged" => t!("event-not-paid"),
        "Waiting for your approval of the payment" => t!("event-approval"),
        "Handed to the carrier" => t!("event-sent"),
        "Cancelled" => t!("event-cancelled"),
        other => with_gap(other).unwrap_or_else(|| other.to_owned()),
    }
}

fn with_gap(line: &str) -> Option<String> {
    if let Some(number) = line.strip_prefix("Handed to the carrier, tracking ") {
        return Some(t!("event-sent-tracking", number = number));
    }
    if let Some(number) = line.strip_prefix("Tracking number: ") {
        return Some(t!("order-mail-tracking", number = number));
    }
    if let Some(reason) = line.strip_prefix("Cancelled: ") {
        return Some(t!("event-cancelled-because", reason = reason));
    }
    if let Some((from, to)) = failed_over(line) {
        return Some(t!("event-failover", from = from, to = to));
    }
    if let Some((amount, reason)) = line.strip_prefix("Refund of ").and_then(|rest| rest.split_once(" begun: ")) {
        return Some(t!("event-refund-because", amount = amount, reason = reason));
    }
    if let Some(amount) = line.strip_prefix("Refund of ").and_then(|rest| rest.strip_suffix(" begun")) {
        return Some(t!("event-refund", amount = amount));
    }
    line.strip_suffix(" paid back").map(|amount| t!("event-paid-back", amount = amount))
}

/// Which payment provider could not be asked, and which was tried instead.
fn failed_over(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("The payment provider ")?.split_once(" could not be asked; trying ")
}

#[cfg(test)]
mod tests {
    use types::Locale;
    use words::speaking;

    use super::*;

    const LINES: &[&str] = &[
        "Order placed",
        "Payment received; the order is confirmed",
        "The payment was declined",
        "The payment did not come through; nothing was charged",
        "Waiting for your approval of the payment",
        "Handed to the carrier",
        "Handed to the carrier, tracking ZX-1",
        "Tracking number: ZX-1",
        "Cancelled",
        "Cancelled: broken",
        "Refund of $4.00 begun",
        "Refund of $4.00 begun: broken",
        "$4.00 paid back",
        "The payment provider sandbox could not be asked; trying sandbox_b",
    ];

    #[test]
    fn in_english_a_history_reads_as_it_is_kept() {
        for line in LINES.iter().chain(&["Left at the neighbour's"]) {
            assert_eq!(told(line), *line);
        }
    }

    #[test]
    fn what_the_shop_writes_is_read_in_other_languages_and_what_people_write_as_it_is() {
        for locale in Locale::others() {
            for line in LINES {
                assert_ne!(speaking(locale, || told(line)), *line, "{locale}");
            }
            assert_eq!(speaking(locale, || told("Left at the neighbour's")), "Left at the neighbour's");
        }
        let tracking = speaking(Locale::De, || told("Handed to the carrier, tracking ZX-1"));
        assert_eq!(tracking, "An den Versanddienst übergeben, Sendungsnummer ZX-1");
    }
}

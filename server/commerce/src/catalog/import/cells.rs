//! What is written in single cells.

/// Units a variant can have at most.
const QUANTITY_LIMIT: i64 = 1_000_000_000;

/// `true`, `FALSE`, `yes`, `1`; none for an empty cell.
///
/// # Errors
/// Words for the report.
pub(super) fn flag(text: &str) -> Result<Option<bool>, String> {
    match text.to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "y" | "1" => Ok(Some(true)),
        "false" | "no" | "n" | "0" => Ok(Some(false)),
        _ => Err(format!("“{}” is neither true nor false", short(text))),
    }
}

/// Units in stock, from 0, and a note where the file says something else.
pub(super) fn quantity(text: &str) -> (i64, Option<String>) {
    if text.is_empty() {
        return (0, None);
    }
    match text.strip_suffix(".0").unwrap_or(text).parse::<i64>() {
        Ok(number) if number < 0 => (0, Some(format!("quantity {number} became 0"))),
        Ok(number) if number > QUANTITY_LIMIT => {
            (QUANTITY_LIMIT, Some(format!("quantity {number} became {QUANTITY_LIMIT}")))
        }
        Ok(number) => (number, None),
        Err(_) => (0, Some(format!("quantity “{}” is no whole number and became 0", short(text)))),
    }
}

/// Grams from a decimal number in `unit`, rounded to the nearest.
///
/// # Errors
/// Words for the report.
pub(super) fn grams(text: &str, unit: &str) -> Result<i64, String> {
    // Nanograms in one unit; the international avoirdupois pound is 0.45359237 kg by definition.
    let scale: i128 = match unit.to_lowercase().as_str() {
        "" | "g" => 1_000_000_000,
        "kg" => 1_000_000_000_000,
        "lb" | "lbs" => 453_592_370_000,
        "oz" => 28_349_523_125,
        _ => return Err(format!("weight unit “{}” is not known", short(unit))),
    };
    let bad = || format!("weight “{}” is no number", short(text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || whole.len() > 9 || !digits(whole) || !digits(fraction) {
        return Err(bad());
    }
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let millionths: i128 = format!("{whole}{fraction}").parse().map_err(|_| bad())?;
    let nanograms = millionths * scale / 1_000_000;
    i64::try_from((nanograms + 500_000_000) / 1_000_000_000).map_err(|_| bad())
}

/// What a report quotes from a cell.
pub(super) fn short(text: &str) -> String {
    let mut quoted: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
    if text.chars().count() > 40 {
        quoted.push('…');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weights_are_read_in_every_unit() {
        for (text, unit, expected) in [
            ("640", "g", 640),
            ("0", "", 0),
            ("1.5", "kg", 1500),
            ("2", "lb", 907),
            ("1", "oz", 28),
            (".5", "KG", 500),
            ("453.59237", "g", 454),
        ] {
            assert_eq!(grams(text, unit), Ok(expected), "{text} {unit}");
        }
        for text in ["", ".", "-1", "1,5", "1e3", "NaN", "heavy", "99999999999"] {
            assert!(grams(text, "g").is_err(), "{text}");
        }
        assert!(grams("1", "stone").is_err());
    }

    #[test]
    fn quantities_are_never_negative() {
        assert_eq!(quantity(""), (0, None));
        assert_eq!(quantity("7"), (7, None));
        assert_eq!(quantity("7.0"), (7, None));
        assert_eq!(quantity("-3").0, 0);
        assert!(quantity("-3").1.is_some() && quantity("many").1.is_some());
    }

    #[test]
    fn flags_are_read_as_people_write_them() {
        assert_eq!(flag("TRUE"), Ok(Some(true)));
        assert_eq!(flag("false"), Ok(Some(false)));
        assert_eq!(flag(""), Ok(None));
        assert!(flag("maybe").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>(), unit in "g|kg|lb|oz|.{0,4}") {
            let _ = grams(&text, &unit);
            let _ = flag(&text);
            let (units, _) = quantity(&text);
            prop_assert!((0..=QUANTITY_LIMIT).contains(&units));
            prop_assert!(short(&text).chars().count() <= 41);
        }
    }
}

//! Names of the countries the shop ships to, as CLDR has them.

use types::{Locale, country_name};

use crate::locale;

/// Code, German and Arabic name; English names stand beside the codes themselves.
const NAMES: &[(&str, &str, &str)] = &[
    ("AU", "Australien", "أستراليا"),
    ("AT", "Österreich", "النمسا"),
    ("BE", "Belgien", "بلجيكا"),
    ("CA", "Kanada", "كندا"),
    ("CZ", "Tschechien", "التشيك"),
    ("DK", "Dänemark", "الدانمرك"),
    ("FI", "Finnland", "فنلندا"),
    ("FR", "Frankreich", "فرنسا"),
    ("DE", "Deutschland", "ألمانيا"),
    ("IS", "Island", "آيسلندا"),
    ("IN", "Indien", "الهند"),
    ("IE", "Irland", "أيرلندا"),
    ("IT", "Italien", "إيطاليا"),
    ("JP", "Japan", "اليابان"),
    ("NL", "Niederlande", "هولندا"),
    ("NZ", "Neuseeland", "نيوزيلندا"),
    ("NO", "Norwegen", "النرويج"),
    ("PL", "Polen", "بولندا"),
    ("PT", "Portugal", "البرتغال"),
    ("KR", "Südkorea", "كوريا الجنوبية"),
    ("ES", "Spanien", "إسبانيا"),
    ("SE", "Schweden", "السويد"),
    ("CH", "Schweiz", "سويسرا"),
    ("AE", "Vereinigte Arabische Emirate", "الإمارات العربية المتحدة"),
    ("GB", "Vereinigtes Königreich", "المملكة المتحدة"),
    ("US", "Vereinigte Staaten", "الولايات المتحدة"),
];

/// The name of a country, by its ISO 3166-1 alpha-2 code, for whoever the work at hand is done for; the code itself where the shop
/// knows no name for it.
#[must_use]
pub fn country(code: &str) -> String {
    let names = NAMES.iter().find(|(known, ..)| *known == code);
    let name = match (locale(), names) {
        (Locale::De, Some((_, german, _))) => Some(*german),
        (Locale::Ar, Some((.., arabic))) => Some(*arabic),
        _ => country_name(code),
    };
    name.unwrap_or(code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speaking;

    #[test]
    fn every_country_of_the_list_has_a_name_in_every_language() {
        for one in types::countries() {
            assert_eq!(country(&one.code), one.name);
            assert!(NAMES.iter().any(|(code, german, arabic)| {
                *code == one.code && !german.is_empty() && arabic.chars().all(|letter| !letter.is_ascii_alphabetic())
            }));
        }
        assert_eq!(NAMES.len(), types::countries().len());
        assert_eq!(speaking(Locale::De, || country("AT")), "Österreich");
        assert_eq!(speaking(Locale::Ar, || country("AE")), "الإمارات العربية المتحدة");
        assert_eq!(speaking(Locale::De, || country("XX")), "XX");
    }
}

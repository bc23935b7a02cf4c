//! Countries the shop ships to: ISO 3166-1 alpha-2 codes with short English names.

use crate::checkout::Country;

/// Code and name, in the order of names.
const COUNTRIES: &[(&str, &str)] = &[
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("CA", "Canada"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("IS", "Iceland"),
    ("IN", "India"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NO", "Norway"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("KR", "South Korea"),
    ("ES", "Spain"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("AE", "United Arab Emirates"),
    ("GB", "United Kingdom"),
    ("US", "United States"),
];

/// The list as forms offer it.
#[must_use]
pub fn countries() -> Vec<Country> {
    COUNTRIES.iter().map(|&(code, name)| Country { code: code.to_owned(), name: name.to_owned() }).collect()
}

/// The name of a country the shop ships to.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|&&(known, _)| known == code).map(|&(_, name)| name)
}

//! Countries the shop ships to: ISO 3166-1 alpha-2 codes with short English names.

use types::checkout::Country;

/// Code and name, in the order of names.
pub const COUNTRIES: &[(&str, &str)] = &[
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

/// Whether the shop ships there.
#[must_use]
pub fn is_country(code: &str) -> bool {
    COUNTRIES.iter().any(|&(known, _)| known == code)
}

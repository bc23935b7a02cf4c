use leptos::prelude::*;
use types::catalog::OptionValue;

/// A dot in the value's colour; its name has to stand beside it. Nothing where the value has no colour.
#[component]
pub fn Swatch(value: OptionValue) -> Option<impl IntoView> {
    let colour = value.swatch.filter(|colour| is_hex_colour(colour))?;
    Some(view! {
        <svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="7.5" fill=colour/>
        </svg>
    })
}

/// `#rrggbb`, and nothing else that a `fill` attribute would understand.
fn is_hex_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hex_colours_are_drawn() {
        assert!(is_hex_colour("#2f6f5E"));
        for text in ["", "#", "#fff", "red", "url(//evil)", "#2f6f5g", "2f6f5e0"] {
            assert!(!is_hex_colour(text), "{text}");
        }
    }
}

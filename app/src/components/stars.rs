use leptos::prelude::*;
use types::Locale;
use words::t;

/// One star in a field of ten by ten.
const STAR: &str = "M5 0.3L6.2 3.6L9.7 3.7L6.9 5.9L7.9 9.2L5 7.3L2.1 9.2L3.1 5.9L0.3 3.7L3.8 3.6Z";

/// Five stars, filled to so many tenths of one. Drawn, so that also a part of a star can be.
#[component]
pub fn Stars(tenths: u64) -> impl IntoView {
    let filled = tenths.min(50);
    let stars = if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { stars_told(tenths) };
    let label = t!("stars-label", stars = stars);
    // What sticks out of the inner picture is cut off.
    view! {
        <svg class="stars" viewBox="0 0 50 10" role="img" aria-label=label>
            {five("stars-empty")}
            <svg x="0" y="0" width=filled.to_string() height="10" viewBox=format!("0 0 {filled} 10")>{five("stars-full")}</svg>
        </svg>
    }
}

/// So many tenths of a star as people write them: `4.7`.
pub fn stars_told(tenths: u64) -> String {
    let point = if words::locale() == Locale::De { ',' } else { '.' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

fn five(class: &'static str) -> impl IntoView {
    let star = |index: u32| view! { <path class=class d=STAR transform=format!("translate({} 0)", index * 10)/> };
    (0..5).map(star).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::render;

    #[test]
    fn a_part_of_a_star_is_drawn_and_said() {
        let html = render(|| view! { <Stars tenths=47/> });
        assert!(html.contains(r#"aria-label="4.7 of 5 stars""#) && html.contains(r#"width="47""#), "{html}");
        assert!(render(|| view! { <Stars tenths=50/> }).contains(r#"aria-label="5 of 5 stars""#));
        words::speaking(Locale::De, || {
            assert!(render(|| view! { <Stars tenths=47/> }).contains(r#"aria-label="4,7 von 5 Sternen""#));
        });
    }
}

use leptos::prelude::*;

/// A text field of several lines.
///
/// Leptos writes the text of a `<textarea>` as it is, so `</textarea><script>` would end it; here it is escaped.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    name: &'static str,
    #[prop(into)] value: String,
    #[prop(default = 6)] rows: u32,
    /// Ids of the elements that describe it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
    #[prop(optional)] invalid: bool,
) -> impl IntoView {
    // The parser drops one line break after the opening tag: give it one, so that the text's own first survives.
    let content = format!("\n{}", escape_text(&value));
    view! {
        <textarea
            id=id
            name=name
            rows=rows.to_string()
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            inner_html=content
        ></textarea>
    }
}

fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::render;

    #[test]
    fn text_cannot_leave_the_field() {
        let html = render(|| view! { <TextArea id="t" name="t" value="</textarea><script>alert(1)</script>&amp;"/> });
        assert!(
            html.contains("\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{html}");
    }
}

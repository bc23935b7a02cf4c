use leptos::prelude::*;
use words::t;

/// Links to the pages of a list. `href` makes the address of a page, from 1. Nothing where there is one page.
#[component]
pub fn Pagination<F>(page: u64, pages: u64, href: F) -> Option<impl IntoView>
where
    F: Fn(u64) -> String,
{
    if pages <= 1 {
        return None;
    }
    let step = |to: u64, rel: &'static str, label: String| {
        (1..=pages).contains(&to).then(|| view! { <li><a rel=rel href=href(to)>{label}</a></li> })
    };
    let numbers = shown_pages(page, pages).into_iter().map(|entry| match entry {
        None => view! { <li class="pagination-gap" aria-hidden="true">"…"</li> }.into_any(),
        Some(number) => {
            let current = (number == page).then_some("page");
            view! {
                <li class="pagination-number">
                    <a href=href(number) aria-current=current aria-label=t!("pagination-page", number = number)>{number.to_string()}</a>
                </li>
            }
            .into_any()
        }
    });
    let numbers = numbers.collect_view();
    let previous = step(page.saturating_sub(1), "prev", t!("pagination-previous"));
    let next = step(page.saturating_add(1), "next", t!("pagination-next"));
    Some(view! {
        <nav class="pagination" aria-label=t!("pagination-label")>
            <ul>{previous} {numbers} {next}</ul>
        </nav>
    })
}

/// First, last, and the neighbours of `page`; `None` where numbers are left out.
fn shown_pages(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut shown = Vec::new();
    let mut last = 0;
    let near = page.saturating_sub(1)..=page.saturating_add(1);
    let candidates = [1].into_iter().chain(near).chain([pages]);
    for number in candidates.filter(|number| (1..=pages).contains(number)) {
        if number <= last {
            continue;
        }
        if number > last + 1 {
            shown.push(None);
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: u64, pages: u64) -> String {
        let words = shown_pages(page, pages).into_iter().map(|entry| entry.map_or("…".into(), |n| n.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ends_and_neighbours_are_shown() {
        assert_eq!(text(1, 2), "1 2");
        assert_eq!(text(1, 9), "1 2 … 9");
        assert_eq!(text(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(text(9, 9), "1 … 8 9");
        assert_eq!(text(3, 5), "1 2 3 4 5");
    }

    #[test]
    fn a_page_beyond_the_last_still_leads_back() {
        assert_eq!(text(40, 3), "1 … 3");
        assert_eq!(text(u64::MAX, 3), "1 … 3");
    }
}

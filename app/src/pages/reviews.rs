//! What buyers say of a product: on its own page, and all of it at `/products/{slug}/reviews`.

use leptos::prelude::*;
use types::{
    catalog::ProductView,
    flag::Spot,
    review::{Rating, ReviewView, ReviewsView},
};
use words::t;

use crate::{
    components::{Breadcrumbs, Crumb, Day, Pagination, Stars, stars_told},
    layout::{Layout, Page, Shell},
    render::render,
};

/// Beside the price: how good it is said to be. Nothing where nobody has said anything.
pub(super) fn said(reviews: Option<&ReviewsView>) -> Option<AnyView> {
    let rating = reviews.map(|view| view.rating).filter(|rating| rating.count > 0)?;
    let words = format!("{} · {}", stars_told(rating.tenths), count_of(rating.count));
    Some(view! { <p class="said"><a href="#reviews"><Stars tenths=rating.tenths/> {words}</a></p> }.into_any())
}

/// The part of a product's page about its reviews; where some visitors see it, a place for it.
pub(super) fn part(spot: Spot, slug: &str, reviews: Option<ReviewsView>) -> Option<AnyView> {
    match spot {
        Spot::Shown => reviews.map(|view| section(slug, view)),
        Spot::Place => {
            let slug = slug.to_owned();
            Some(view! { <div data-extra="reviews" data-slug=slug data-some hidden></div> }.into_any())
        }
        Spot::Nothing => None,
    }
}

/// For the place on a product's page.
pub fn reviews_fragment(slug: String, view: ReviewsView) -> String {
    render(move || section(&slug, view))
}

fn section(slug: &str, ReviewsView { rating, newest }: ReviewsView) -> AnyView {
    let all = (rating.count > newest.len() as u64).then(|| {
        let (href, words) = (format!("/products/{slug}/reviews"), t!("reviews-all", count = rating.count));
        view! { <p><a class="button button-quiet" href=href>{words}</a></p> }
    });
    let content = match rating.count {
        0 => view! { <p class="quiet">{t!("reviews-none")}</p> }.into_any(),
        _ => view! {
            <div class="reviews">
                {summary(rating)}
                <div class="reviews-said">{list(newest)} {all}</div>
            </div>
        }
        .into_any(),
    };
    view! { <section class="reviews-part" id="reviews" aria-labelledby="reviews-title"><h2 id="reviews-title">{t!("reviews-title")}</h2>{content}</section> }
        .into_any()
}

/// `/products/{slug}/reviews`: a page of all of them, from 1.
pub fn reviews(shell: Shell, product: &ProductView, rating: Rating, items: Vec<ReviewView>, at: (u64, u64)) -> String {
    let (title, path) = (product.title.clone(), format!("/products/{}", product.slug));
    let (page, pages) = at;
    render(move || {
        let own = format!("{path}/reviews");
        let canonical = if page > 1 { format!("{own}?page={page}") } else { own.clone() };
        let head = Page::public(t!("reviews-of", title = &title), canonical);
        let trail = vec![Crumb::new(t!("home-link"), "/"), Crumb::new(&title, path.clone())];
        let href = move |page: u64| format!("{own}?page={page}");
        let content = match items.is_empty() {
            true => view! { <p class="quiet">{t!("reviews-page-empty")}</p> }.into_any(),
            false => list(items),
        };
        view! {
            <Layout shell page=head>
                <Breadcrumbs trail here=t!("reviews-title")/>
                <h1>{t!("reviews-of", title = title)}</h1>
                <div class="reviews">
                    {summary(rating)}
                    <div class="reviews-said">{content} <Pagination page pages href/></div>
                </div>
                <p><a href=path>{t!("reviews-back")}</a></p>
            </Layout>
        }
    })
}

/// The mean, and a bar for each number of stars.
fn summary(rating: Rating) -> AnyView {
    let bar = |index: usize| {
        let (stars, reviews) = (index + 1, rating.stars[index]);
        let width = (reviews * 100).checked_div(rating.count).unwrap_or_default().to_string();
        let words = t!("reviews-with-stars", stars = stars, reviews = count_of(reviews));
        view! {
            <li>
                <span class="visually-hidden">{words}</span>
                <span aria-hidden="true">{stars} " ★"</span>
                <svg class="reviews-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="reviews-bar-ground" width="100" height="8"/>
                    <rect class="reviews-bar-value" width=width height="8"/>
                </svg>
                <span aria-hidden="true">{reviews}</span>
            </li>
        }
    };
    view! {
        <div class="reviews-sum">
            <p class="reviews-mean"><strong>{stars_told(rating.tenths)}</strong> <Stars tenths=rating.tenths/></p>
            <p class="quiet">{count_of(rating.count)} " " {t!("reviews-by-buyers")}</p>
            <ul class="reviews-bars" aria-label=t!("reviews-by-stars")>{(0..rating.stars.len()).rev().map(bar).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn list(items: Vec<ReviewView>) -> AnyView {
    view! { <ul class="reviews-list">{items.into_iter().map(one).collect_view()}</ul> }.into_any()
}

fn one(review: ReviewView) -> AnyView {
    let ReviewView { stars, title, text, name, written_at, reply } = review;
    let reply = reply.map(|text| {
        view! { <div class="review-reply"><p class="quiet">{t!("reviews-reply")}</p><p class="review-text">{text}</p></div> }
    });
    view! {
        <li class="review">
            <Stars tenths=u64::from(stars) * 10/>
            <h3>{title}</h3>
            <p class="review-text">{text}</p>
            <p class="quiet"><bdi>{name}</bdi> " · " <Day at=written_at/></p>
            {reply}
        </li>
    }
    .into_any()
}

/// "1 review", "37 reviews".
fn count_of(count: u64) -> String {
    t!("reviews-count", count = count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let view = ReviewsView { rating: Rating::of([0, 0, 0, 1, 3]), newest: Vec::new() };
        let html = reviews_fragment("tote".into(), view);
        for said in [r#"width="75""#, r#"width="25""#, r#"width="0""#, "5 stars: 3 reviews", "1 star: 0 reviews", "4.8"]
        {
            assert!(html.contains(said), "{said}: {html}");
        }
        assert!(html.contains("/products/tote/reviews"));
    }

    #[test]
    fn nothing_is_said_where_nobody_has() {
        assert!(said(Some(&ReviewsView::default())).is_none() && said(None).is_none());
        assert!(reviews_fragment("tote".into(), ReviewsView::default()).contains("Nobody has written one yet"));
    }
}

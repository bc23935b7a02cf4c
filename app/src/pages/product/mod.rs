//! `/products/{slug}`: gallery, what is chosen and what it costs, the form that buys it, the story. Three parts follow the choice of a
//! variant (`data-part`): `public/product.js` puts those of another variant's page in their place, without it the link is followed.

mod delivery;
mod gallery;
mod live;
mod notify;
mod offer;
mod picker;
mod wish;

use leptos::prelude::*;
use types::{
    VariantId,
    catalog::{CollectionLink, ProductCard, ProductView, VariantView},
    flag::{Extras, Spot},
};
use words::t;

pub use self::{delivery::Delivery, notify::Asking};
use self::{gallery::gallery, offer::side};
use super::{Notes, excerpt, reviews};
use crate::{
    assets::Assets,
    components::{Breadcrumbs, CartDrawer, Crumb, Shelf, ShelfSkeleton},
    layout::{Layout, Page, Shell, Site},
    render::render,
    structured,
};

/// What the visitor has chosen so far on a product's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The variant; the first that can be bought where none is chosen.
    pub variant: Option<VariantId>,
    /// How many.
    pub quantity: i64,
    /// What came of asking to be told when it is back.
    pub asking: Asking,
}

impl Default for Choice {
    fn default() -> Self {
        Self { variant: None, quantity: 1, asking: Asking::default() }
    }
}

/// `/products/{slug}`
/// `related` is shown only where the page has it, and no place for it.
pub fn product(
    shell: Shell,
    view: ProductView,
    delivery: Delivery,
    related: Vec<ProductCard>,
    choice: Choice,
    notes: Notes,
) -> String {
    render(move || {
        let trail = trail(&view.collections);
        let page = head(shell.site(), &view, &trail);
        let chosen = chosen_variant(&view.variants, choice.variant).cloned();
        let extras = shell.chrome.extras;
        let slug = view.slug.clone();
        let said = reviews::said(view.reviews.as_ref().filter(|_| extras.reviews == Spot::Shown));
        let reviews = reviews::part(extras.reviews, &slug, view.reviews.clone());
        let gallery = gallery(&view.images, chosen.as_ref(), extras);
        let form = side(&view, chosen, choice, delivery, extras);
        let beside = beside(extras, related);
        let script = (!extras.light).then(|| scripts(&shell.assets));
        let ProductView { title, vendor, description_html, tags, .. } = view;
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=title.clone()/>
                {notes.view()}
                <div class="product" data-viewed=(extras.recent != Spot::Nothing || extras.related == Spot::Place).then_some(slug)>
                    {gallery}
                    <div class="product-side" id="choose">
                        {(!vendor.is_empty()).then(|| view! { <p class="eyebrow">{vendor}</p> })}
                        <h1>{title}</h1>
                        {said}
                        {form}
                    </div>
                    <div class="product-story">
                        {(!description_html.is_empty()).then(|| view! { <div class="prose" inner_html=description_html></div> })}
                        {(!tags.is_empty()).then(|| view! { <p class="quiet">{tags.join(" · ")}</p> })}
                    </div>
                </div>
                {reviews}
                {beside}
                {script}
            </Layout>
        }
    })
}

/// What the page is nicer with: choosing without leaving it, and the cart in a drawer.
fn scripts(assets: &Assets) -> AnyView {
    let (product, drawer) = (assets.product.clone(), assets.drawer.clone());
    view! {
        <CartDrawer/>
        <script defer src=product></script>
        <script defer src=drawer></script>
    }
    .into_any()
}

/// Below the product: others like it, and what the visitor looked at before.
fn beside(extras: Extras, related: Vec<ProductCard>) -> AnyView {
    let alike = match extras.related {
        Spot::Shown if !related.is_empty() => {
            Some(view! { <Shelf id="related" title=t!("shelf-alike") items=related/> }.into_any())
        }
        Spot::Place => Some(view! { <div data-extra="related" data-some hidden><ShelfSkeleton/></div> }.into_any()),
        _ => None,
    };
    let recent = (extras.recent != Spot::Nothing).then(
        || view! { <div data-extra="recent" data-some=extras.recent == Spot::Place hidden><ShelfSkeleton/></div> },
    );
    view! { {alike} {recent} }.into_any()
}

fn head(site: Site<'_>, view: &ProductView, trail: &[Crumb]) -> Page {
    let title = if view.seo_title.is_empty() { &view.title } else { &view.seo_title };
    let description = match view.seo_description.as_str() {
        "" => excerpt(&view.description_html, 160),
        text => text.to_owned(),
    };
    let data = structured::product(site, view, &description);
    Page {
        description,
        kind: "product",
        data: data.into_iter().chain([structured::breadcrumbs(site, trail, &view.title)]).collect(),
        image: view.images.first().map(|image| image.url.clone()),
        ..Page::public(title, format!("/products/{}", view.slug))
    }
}

fn trail(collections: &[CollectionLink]) -> Vec<Crumb> {
    let home = Crumb::new(t!("home-link"), "/");
    let above = collections.first().map(|link| Crumb::new(&link.title, format!("/collections/{}", link.slug)));
    vec![home, above.unwrap_or_else(|| Crumb::new(t!("all-products"), "/products"))]
}

fn chosen_variant(variants: &[VariantView], wanted: Option<VariantId>) -> Option<&VariantView> {
    let asked = variants.iter().find(|variant| Some(variant.id) == wanted);
    asked.or_else(|| variants.iter().find(|variant| variant.available)).or_else(|| variants.first())
}

#[cfg(test)]
mod tests {
    use super::{offer::tests::variant, *};

    #[test]
    fn the_first_variant_on_sale_is_chosen_unless_another_was_asked_for() {
        let variants = [variant(Some(0), 0), variant(Some(9), 0), variant(None, 0)];
        assert_eq!(chosen_variant(&variants, None), Some(&variants[1]));
        assert_eq!(chosen_variant(&variants, Some(variants[2].id)), Some(&variants[2]));
        assert_eq!(chosen_variant(&variants, Some(variants[0].id)), Some(&variants[0]), "also when it is sold out");
        assert_eq!(chosen_variant(&variants[..1], None), Some(&variants[0]));
        assert_eq!(chosen_variant(&[], None), None);
    }
}

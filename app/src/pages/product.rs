use leptos::prelude::*;
use types::{
    VariantId,
    cart::MAX_LINE_QUANTITY,
    catalog::{
        CollectionLink, DropLink, FEW_LEFT, ImageView, OptionValue, ProductCard, ProductOption, ProductView,
        VariantView,
    },
    flag::{Extras, Spot},
};

use super::{Notes, excerpt};
use crate::{
    components::{Breadcrumbs, Crumb, Notice, Picture, Price, QuantityField, Shelf, Swatch, Time, Tone},
    islands::AddToCart,
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// More variants than this go into one list to pull down.
const MOST_CHIPS: usize = 12;

/// What the visitor has chosen so far on a product's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The variant; the first that can be bought where none is chosen.
    pub variant: Option<VariantId>,
    /// How many.
    pub quantity: i64,
}

impl Default for Choice {
    fn default() -> Self {
        Self { variant: None, quantity: 1 }
    }
}

/// `/products/{slug}`
/// `related` is shown only where the page has it, and no place for it.
pub fn product(shell: Shell, view: ProductView, related: Vec<ProductCard>, choice: Choice, notes: Notes) -> String {
    render(move || {
        let trail = trail(&view.collections);
        let page = head(&shell.origin, &view, &trail);
        let chosen = chosen_variant(&view.variants, choice.variant).cloned();
        let extras = shell.chrome.extras;
        let mut images = in_order(&view.images, chosen.as_ref());
        if extras.light {
            images.truncate(1);
        }
        let slug = view.slug.clone();
        let form = buy_box(&view, chosen, choice.quantity, extras.live_stock);
        let beside = beside(extras, related);
        let ProductView { title, vendor, description_html, tags, .. } = view;
        view! {
            <Layout shell page>
                <Breadcrumbs trail here=title.clone()/>
                {notes.view()}
                <div class="product" data-viewed=(extras.recent != Spot::Nothing || extras.related == Spot::Place).then_some(slug)>
                    {gallery(images)}
                    <div class="product-side">
                        {(!vendor.is_empty()).then(|| view! { <p class="eyebrow">{vendor}</p> })}
                        <h1>{title}</h1>
                        {form}
                    </div>
                    <div class="product-story">
                        {(!description_html.is_empty()).then(|| view! { <div class="prose" inner_html=description_html></div> })}
                        {(!tags.is_empty()).then(|| view! { <p class="quiet">{tags.join(" · ")}</p> })}
                    </div>
                </div>
                {beside}
            </Layout>
        }
    })
}

/// Below the product: others like it, and what the visitor looked at before.
fn beside(extras: Extras, related: Vec<ProductCard>) -> AnyView {
    let alike = match extras.related {
        Spot::Shown if !related.is_empty() => {
            Some(view! { <Shelf id="related" title="You may also like" items=related/> }.into_any())
        }
        Spot::Place => Some(view! { <div data-extra="related" data-some hidden></div> }.into_any()),
        _ => None,
    };
    let recent = (extras.recent != Spot::Nothing)
        .then(|| view! { <div data-extra="recent" data-some=extras.recent == Spot::Place hidden></div> });
    view! { {alike} {recent} }.into_any()
}

fn head(origin: &str, view: &ProductView, trail: &[Crumb]) -> Page {
    let title = if view.seo_title.is_empty() { &view.title } else { &view.seo_title };
    let description = match view.seo_description.as_str() {
        "" => excerpt(&view.description_html, 160),
        text => text.to_owned(),
    };
    let data = structured::product(origin, view, &description);
    Page {
        description,
        kind: "product",
        data: data.into_iter().chain([structured::breadcrumbs(origin, trail, &view.title)]).collect(),
        image: view.images.first().map(|image| image.url.clone()),
        ..Page::public(title, format!("/products/{}", view.slug))
    }
}

fn trail(collections: &[CollectionLink]) -> Vec<Crumb> {
    let home = Crumb::new("Home", "/");
    let above = collections.first().map(|link| Crumb::new(&link.title, format!("/collections/{}", link.slug)));
    vec![home, above.unwrap_or_else(|| Crumb::new("All products", "/products"))]
}

fn chosen_variant(variants: &[VariantView], wanted: Option<VariantId>) -> Option<&VariantView> {
    let asked = variants.iter().find(|variant| Some(variant.id) == wanted);
    asked.or_else(|| variants.iter().find(|variant| variant.available)).or_else(|| variants.first())
}

/// All pictures, the chosen variant's first.
fn in_order(images: &[ImageView], chosen: Option<&VariantView>) -> Vec<ImageView> {
    let first = chosen.and_then(|variant| variant.image_id);
    let (mut ordered, rest): (Vec<_>, Vec<_>) = images.iter().cloned().partition(|image| Some(image.id) == first);
    ordered.extend(rest);
    ordered
}

fn gallery(images: Vec<ImageView>) -> AnyView {
    let single = images.len() <= 1;
    let pictures = if images.is_empty() { vec![None] } else { images.into_iter().map(Some).collect() };
    let items = pictures.into_iter().enumerate().map(|(index, image)| {
        view! { <li><Picture image sizes="(min-width: 56rem) min(57vw, 48rem), 88vw" foremost=index == 0/></li> }
    });
    view! {
        <ul class="gallery" class:gallery-single=single aria-label="Pictures" tabindex=(!single).then_some("0")>
            {items.collect_view()}
        </ul>
    }
    .into_any()
}

fn buy_box(view: &ProductView, chosen: Option<VariantView>, quantity: i64, live: Spot) -> AnyView {
    let Some(chosen) = chosen else {
        return view! { <Notice tone=Tone::Info>"This product is not for sale yet."</Notice> }.into_any();
    };
    if let Some(drop) = &view.drop {
        return in_drop(&chosen, drop);
    }
    let can_buy = view.variants.iter().any(|variant| variant.available);
    let prices_differ = view.variants.iter().any(|variant| variant.price != chosen.price);
    let cheapest = view.variants.iter().min_by_key(|variant| variant.price.amount).unwrap_or(&chosen);
    let shown = if prices_differ { cheapest.clone() } else { chosen.clone() };
    let stock = if view.variants.len() == 1 { stock_words(&chosen) } else { None };
    let cap = common_cap(&view.variants);
    let max = view.variants.iter().map(|variant| variant.cap_per_person.unwrap_or(MAX_LINE_QUANTITY)).max();
    let is_live = live != Spot::Nothing;
    // Brought up to date even where there is nothing to say yet.
    let stock = stock.or_else(|| (is_live && view.variants.len() == 1).then(String::new));
    let watched = is_live.then(|| {
        view! { <span data-live-stock=view.slug.clone() data-some=live == Spot::Place hidden></span> }
    });
    let id = chosen.id.to_string();
    let picker = picker(&view.options, &view.variants, &chosen, prices_differ, is_live);
    view! {
        <p class="product-price"><Price price=shown.price compare_at=shown.compare_at from=prices_differ/></p>
        {(!can_buy).then(|| view! { <Notice tone=Tone::Info>"Sold out for now."</Notice> })}
        {watched}
        {stock.map(|words| view! { <p class="stock" data-stock=is_live.then_some(id)>{words}</p> })}
        <AddToCart can_buy>
            {picker}
            <QuantityField id="quantity" label="Quantity" quantity max=max.unwrap_or(MAX_LINE_QUANTITY)/>
            {cap.map(|most| view! { <p class="quiet">{format!("At most {most} per person.")}</p> })}
        </AddToCart>
    }
    .into_any()
}

/// What is sold in a drop is bought there.
fn in_drop(chosen: &VariantView, drop: &DropLink) -> AnyView {
    view! {
        <p class="product-price"><Price price=chosen.price compare_at=chosen.compare_at from=false/></p>
        <p>"This is sold in a drop, from " <Time at=drop.starts_at.clone()/> " on."</p>
        <p><a class="button" href=format!("/drops/{}", drop.slug)>{drop.title.clone()}</a></p>
    }
    .into_any()
}

/// How many of any variant one person may have, where that is the same for all.
fn common_cap(variants: &[VariantView]) -> Option<i64> {
    let first = variants.first()?.cap_per_person;
    variants.iter().all(|variant| variant.cap_per_person == first).then_some(first).flatten()
}

/// Chooses `variant_id`: nothing to see for one variant, chips for a few, a list for many.
fn picker(
    options: &[ProductOption],
    variants: &[VariantView],
    chosen: &VariantView,
    prices: bool,
    live: bool,
) -> AnyView {
    if variants.len() == 1 {
        return view! { <input type="hidden" name="variant_id" value=chosen.id.to_string()/> }.into_any();
    }
    let own_caps = common_cap(variants).is_none();
    let names = options.iter().map(|option| option.name.as_str()).collect::<Vec<_>>().join(" / ");
    let label = if names.is_empty() { "Variant".to_owned() } else { names };
    if variants.len() > MOST_CHIPS {
        return pull_down(label, variants, chosen.id, own_caps).into_any();
    }
    let long = options.len() > 1;
    let chips = variants.iter().map(|variant| {
        let words = variant_words(variant, own_caps);
        // A cap beside the stock would be overwritten.
        let live = live && (variant.cap_per_person.is_none() || !own_caps);
        chip(variant, swatch(options, variant), words, (variant.id == chosen.id, prices, live))
    });
    view! {
        <fieldset class="chips" class:chips-long=long>
            <legend>{label}</legend>
            {chips.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn pull_down(label: String, variants: &[VariantView], chosen: VariantId, own_caps: bool) -> AnyView {
    let options = variants.iter().map(|variant| {
        let stock = variant_words(variant, own_caps).map_or_else(String::new, |words| format!(", {words}"));
        let text = format!("{} – {}{stock}", variant.title, variant.price);
        let selected = variant.id == chosen;
        view! { <option value=variant.id.to_string() selected=selected disabled=!variant.available>{text}</option> }
    });
    view! {
        <div class="field">
            <label for="variant">{label}</label>
            <select id="variant" name="variant_id" required>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

fn chip(
    variant: &VariantView,
    swatch: Option<OptionValue>,
    words: Option<String>,
    (chosen, price, live): (bool, bool, bool),
) -> AnyView {
    let id = variant.id.to_string();
    let available = variant.available;
    let title = if variant.title.is_empty() { "Standard".to_owned() } else { variant.title.clone() };
    let price = price.then(|| variant.price.to_string());
    let words = words.or_else(|| live.then(String::new));
    let stock_of = live.then(|| variant.id.to_string());
    view! {
        <label class="chip">
            <input type="radio" name="variant_id" value=id required checked=chosen && available disabled=!available/>
            {swatch.map(|value| view! { <Swatch value/> })}
            <span class="chip-title">
                {title} {words.map(|words| view! { " "<span class="stock" data-stock=stock_of>{words}</span> })}
            </span>
            {price.map(|text| view! { <span class="chip-price">{text}</span> })}
        </label>
    }
    .into_any()
}

/// The first of the variant's option values that has a colour.
fn swatch(options: &[ProductOption], variant: &VariantView) -> Option<OptionValue> {
    let pairs = options.iter().zip(&variant.options);
    let mut values = pairs.filter_map(|(option, name)| option.values.iter().find(|value| value.name == *name));
    values.find(|value| value.swatch.is_some()).cloned()
}

/// What is to be known before choosing a variant: its stock and, where caps differ, its cap.
fn variant_words(variant: &VariantView, own_caps: bool) -> Option<String> {
    let cap = variant.cap_per_person.filter(|_| own_caps).map(|most| format!("at most {most} per person"));
    let words: Vec<_> = stock_words(variant).into_iter().chain(cap).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The truth about a variant's stock where it matters; nothing where there is plenty.
fn stock_words(variant: &VariantView) -> Option<String> {
    let held = match variant.held {
        0 => String::new(),
        held => format!(", {held} held by others"),
    };
    match variant.for_sale {
        _ if !variant.available && variant.held > 0 => Some(format!("None left{held}")),
        _ if !variant.available => Some("Sold out".to_owned()),
        Some(left) if left <= FEW_LEFT => Some(format!("{left} left{held}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use types::{Currency, Money};

    use super::*;

    fn variant(for_sale: Option<i64>, held: i64) -> VariantView {
        VariantView {
            id: VariantId::new(),
            sku: None,
            title: String::new(),
            options: Vec::new(),
            price: Money::new(100, Currency::USD),
            compare_at: None,
            available: for_sale.is_none_or(|left| left > 0),
            for_sale,
            held,
            cap_per_person: None,
            image_id: None,
        }
    }

    #[test]
    fn scarcity_is_told_as_it_is() {
        assert_eq!(stock_words(&variant(None, 0)), None);
        assert_eq!(stock_words(&variant(Some(40), 3)), None);
        assert_eq!(stock_words(&variant(Some(3), 0)).as_deref(), Some("3 left"));
        assert_eq!(stock_words(&variant(Some(3), 2)).as_deref(), Some("3 left, 2 held by others"));
        assert_eq!(stock_words(&variant(Some(0), 2)).as_deref(), Some("None left, 2 held by others"));
        assert_eq!(stock_words(&variant(Some(0), 0)).as_deref(), Some("Sold out"));
    }

    #[test]
    fn a_cap_is_told_once_or_with_each_variant_that_has_its_own() {
        let capped = |cap_per_person| VariantView { cap_per_person, ..variant(Some(3), 0) };
        let (two, three, free) = (capped(Some(2)), capped(Some(3)), capped(None));
        assert_eq!(common_cap(&[two.clone(), two.clone()]), Some(2));
        assert_eq!(common_cap(&[two.clone(), three]), None);
        assert_eq!(common_cap(&[two.clone(), free.clone()]), None);
        assert_eq!(variant_words(&two, false).as_deref(), Some("3 left"));
        assert_eq!(variant_words(&two, true).as_deref(), Some("3 left, at most 2 per person"));
        assert_eq!(variant_words(&free, true).as_deref(), Some("3 left"));
    }

    #[test]
    fn the_first_variant_on_sale_is_chosen_unless_another_was_asked_for() {
        let variants = [variant(Some(0), 0), variant(Some(9), 0), variant(None, 0)];
        assert_eq!(chosen_variant(&variants, None), Some(&variants[1]));
        assert_eq!(chosen_variant(&variants, Some(variants[2].id)), Some(&variants[2]));
        assert_eq!(chosen_variant(&variants[..1], None), Some(&variants[0]));
        assert_eq!(chosen_variant(&[], None), None);
    }
}

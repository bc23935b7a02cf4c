//! The options, chosen one by one. Every value is a link to the variant it leads to, so that a choice has an address and needs no
//! script. What cannot be bought is struck through and says why; it stays a link, or whoever has chosen the only red one in small
//! would never get to the blue one in large.

use leptos::prelude::*;
use types::{
    VariantId,
    catalog::{OptionValue, ProductOption, ProductView, VariantView},
};
use words::t;

use crate::components::Swatch;

/// One option with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: String,
    values: Vec<Offered>,
}

/// One value, as it stands beside what is chosen of the other options.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offered {
    value: OptionValue,
    /// Where it leads.
    variant: VariantId,
    chosen: bool,
    fit: Fit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fit {
    /// It can be bought with the rest as it is chosen.
    Fits,
    /// It is made, and there are none.
    SoldOut,
    /// It is not made with these values of other options.
    NotWith(Vec<String>),
}

impl Fit {
    fn words(&self) -> Option<String> {
        match self {
            Fit::Fits => None,
            Fit::SoldOut => Some(t!("picker-sold-out")),
            Fit::NotWith(values) => Some(t!("picker-not-with", values = values.join(", "))),
        }
    }
}

/// Nothing for a product with one variant.
pub(super) fn picker(view: &ProductView, chosen: &VariantView) -> Option<AnyView> {
    if view.variants.len() == 1 {
        return None;
    }
    let rows = rows(&view.options, &view.variants, chosen).into_iter().enumerate();
    let path = format!("/products/{}", view.slug);
    let rows = rows.map(|(index, row)| row_view(index, row, &path)).collect_view();
    Some(view! { <div class="picker">{rows}</div> }.into_any())
}

fn row_view(index: usize, row: Row, path: &str) -> AnyView {
    let id = format!("option-{index}");
    let labelled_by = id.clone();
    let chosen = row.values.iter().find(|offered| offered.chosen).map(|offered| offered.value.name.clone());
    let values = row.values.into_iter().map(|offered| chip(offered, path)).collect_view();
    view! {
        <div class="option" role="group" aria-labelledby=labelled_by data-option=index.to_string()>
            <p class="option-name" id=id>{row.name}": "<strong>{chosen}</strong></p>
            <ul class="chips">{values}</ul>
        </div>
    }
    .into_any()
}

fn chip(offered: Offered, path: &str) -> AnyView {
    let Offered { value, variant, chosen, fit } = offered;
    let name = value.name.clone();
    let out = fit != Fit::Fits;
    let words = fit.words().map(|words| view! { " "<span class="chip-words">{words}</span> });
    view! {
        <li>
            <a class="chip" class:chip-out=out href=format!("{path}?variant={variant}#choose") aria-current=chosen.then_some("true")>
                <Swatch value/>
                <span class="chip-title">{name}</span>
                {words}
            </a>
        </li>
    }
    .into_any()
}

/// The options with those of their values that any variant has.
fn rows(options: &[ProductOption], variants: &[VariantView], chosen: &VariantView) -> Vec<Row> {
    if !tell_apart(options, variants) {
        return vec![by_title(variants, chosen)];
    }
    let row = |(index, option): (usize, &ProductOption)| {
        let offered = |value: &OptionValue| offered(index, value, variants, chosen);
        Row { name: option.name.clone(), values: option.values.iter().filter_map(offered).collect() }
    };
    options.iter().enumerate().map(row).collect()
}

/// Each variant has one value of every option, and no two have the same.
fn tell_apart(options: &[ProductOption], variants: &[VariantView]) -> bool {
    let known = |variant: &VariantView| {
        variant.options.len() == options.len()
            && options.iter().zip(&variant.options).all(|(option, name)| option.values.iter().any(|v| v.name == *name))
    };
    let alone = |at: usize, variant: &VariantView| variants[..at].iter().all(|other| other.options != variant.options);
    !options.is_empty() && variants.iter().enumerate().all(|(at, variant)| known(variant) && alone(at, variant))
}

/// What an import has left without options of its own is chosen by its name.
fn by_title(variants: &[VariantView], chosen: &VariantView) -> Row {
    let offered = |variant: &VariantView| {
        let name = if variant.title.is_empty() { t!("picker-standard") } else { variant.title.clone() };
        Offered {
            value: OptionValue { name, swatch: None },
            variant: variant.id,
            chosen: variant.id == chosen.id,
            fit: if variant.available { Fit::Fits } else { Fit::SoldOut },
        }
    };
    Row { name: t!("picker-variant"), values: variants.iter().map(offered).collect() }
}

/// The variant with this value that keeps what is chosen of the other options, the first of them above all: so choosing one after
/// the other leads to every variant. Among equals one that can be bought, then the first.
fn offered(index: usize, value: &OptionValue, variants: &[VariantView], chosen: &VariantView) -> Option<Offered> {
    let kept = |variant: &VariantView| {
        variant.options.iter().zip(&chosen.options).map(|(new, old)| new == old).collect::<Vec<_>>()
    };
    let with = variants.iter().filter(|variant| variant.options[index] == value.name);
    // `max_by_key` takes the last of equals.
    let nearest = with.rev().max_by_key(|variant| (kept(variant), variant.available))?;
    let others = nearest.options.iter().zip(&chosen.options).enumerate().filter(|(at, _)| *at != index);
    let lost: Vec<String> = others.filter(|(_, (new, old))| new != old).map(|(_, (_, old))| old.clone()).collect();
    let fit = match (lost.is_empty(), nearest.available) {
        (true, true) => Fit::Fits,
        (true, false) => Fit::SoldOut,
        (false, _) => Fit::NotWith(lost),
    };
    Some(Offered { value: value.clone(), variant: nearest.id, chosen: chosen.options[index] == value.name, fit })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::offer::tests::variant, *};

    fn option(name: &str, values: &[&str]) -> ProductOption {
        let values = values.iter().map(|name| OptionValue { name: (*name).to_owned(), swatch: None }).collect();
        ProductOption { name: name.to_owned(), values }
    }

    fn made(options: &[&str], left: i64) -> VariantView {
        VariantView { options: options.iter().map(ToString::to_string).collect(), ..variant(Some(left), 0) }
    }

    #[test]
    fn each_value_says_what_it_comes_to_beside_the_others() {
        let options = [option("Colour", &["Moss", "Rust", "Ink"]), option("Size", &["18 l", "22 l", "30 l"])];
        let variants = [made(&["Moss", "18 l"], 3), made(&["Moss", "22 l"], 0), made(&["Rust", "22 l"], 5)];
        let rows = rows(&options, &variants, &variants[0]);
        let told = |row: usize| {
            let values = rows[row].values.iter();
            values.map(|o| (o.value.name.as_str(), o.variant, o.chosen, o.fit.words())).collect::<Vec<_>>()
        };
        let moss = ("Moss", variants[0].id, true, None);
        assert_eq!(
            told(0),
            [moss, ("Rust", variants[2].id, false, Some("not in 18 l".into()))],
            "nothing is made in ink"
        );
        let gone = ("22 l", variants[1].id, false, Some("sold out".into()));
        assert_eq!(told(1), [("18 l", variants[0].id, true, None), gone]);
    }

    #[test]
    fn variants_that_options_do_not_tell_apart_are_chosen_by_name() {
        let twins = [made(&["Moss"], 1), VariantView { title: "Second".into(), ..made(&["Moss"], 0) }];
        let found = rows(&[option("Colour", &["Moss"])], &twins, &twins[1]);
        let told: Vec<_> = found[0].values.iter().map(|o| (o.value.name.as_str(), o.chosen, o.fit.clone())).collect();
        assert_eq!(told, [("Standard", false, Fit::Fits), ("Second", true, Fit::SoldOut)]);
        assert_eq!(rows(&[], &twins, &twins[0])[0].values.len(), 2);
        let stray = [made(&["Moss"], 1), made(&["Unheard of"], 1)];
        assert_eq!(rows(&[option("Colour", &["Moss"])], &stray, &stray[0])[0].name, "Variant");
    }

    proptest! {
        /// Whatever is made and chosen: the chosen values lead to the chosen variant, every value leads to a variant that has it, says
        /// the truth about it, and all variants can be reached.
        #[test]
        fn every_variant_is_within_reach(
            made_of in proptest::collection::btree_map((0_usize..4, 0_usize..4, 0_usize..4), 0_i64..2, 2..30), at in 0_usize..30
        ) {
            let names = ["a", "b", "c", "d"];
            let options = [option("One", &names), option("Two", &names), option("Three", &names)];
            let variants: Vec<_> =
                made_of.iter().map(|((one, two, three), left)| made(&[names[*one], names[*two], names[*three]], *left)).collect();
            let chosen = &variants[at % variants.len()];
            for (index, row) in rows(&options, &variants, chosen).iter().enumerate() {
                prop_assert_eq!(row.values.iter().filter(|offered| offered.chosen).count(), 1);
                for offered in &row.values {
                    let target = variants.iter().find(|variant| variant.id == offered.variant).unwrap();
                    prop_assert_eq!(&target.options[index], &offered.value.name);
                    prop_assert!(!offered.chosen || target.id == chosen.id);
                    let kept = (0..3).filter(|at| *at != index).all(|at| target.options[at] == chosen.options[at]);
                    prop_assert_eq!(matches!(offered.fit, Fit::NotWith(_)), !kept);
                    prop_assert_eq!(offered.fit == Fit::Fits, kept && target.available);
                }
            }
            let (mut reached, mut open) = (vec![chosen.id], vec![chosen]);
            while let Some(from) = open.pop() {
                for offered in rows(&options, &variants, from).iter().flat_map(|row| &row.values) {
                    if !reached.contains(&offered.variant) {
                        reached.push(offered.variant);
                        open.extend(variants.iter().find(|variant| variant.id == offered.variant));
                    }
                }
            }
            prop_assert_eq!(reached.len(), variants.len());
        }
    }
}

//! Which addresses are pages for everyone, and which of what they say matters. What does not is neither part of the key nor shown to
//! the handler, so nobody can have a page kept that was made from something else than its key.

use commerce::{catalog::Choice, pressure::Level};
use types::{Market, VariantId, catalog::Sort};

/// Longest address worth keeping.
const LONGEST: usize = 300;
/// Pages of a list beyond this are rendered and not kept.
const LAST_PAGE: u64 = 1000;
/// Lists narrowed to more values than this are rendered and not kept: there are too many, and each has few who ask for it.
const MOST_CHOICES: usize = 2;
/// The one parameter that may be given several times.
const FACET: &str = "facet";

/// One page, as far as it can differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which of [`routes`] it belongs to; the address says it too.
    pub route: usize,
    /// Path inside its market, and query, in their one spelling.
    pub address: Box<str>,
    /// Under pressure pages are lighter.
    pub level: Level,
    /// In what language and money it is written, and what its links begin with. The build is no part of the key: entries do not outlive
    /// the process.
    pub market: Market,
}

/// An address for everyone.
struct Route {
    /// As `routes` and the metrics name it.
    name: &'static str,
    /// Before the slug, or the whole path.
    path: &'static str,
    /// A slug follows.
    named: bool,
    parameters: &'static [Parameter],
}

/// A name in the query and what of its value matters.
type Parameter = (&'static str, fn(&str) -> Value);

/// What a parameter's value means.
enum Value {
    /// The same as if it were not there.
    Default,
    /// This, in its one spelling.
    Kept(String),
    /// Something that is answered anew each time: a search, or what cannot be read.
    Never,
}

const AVAILABLE: Parameter =
    ("available", |text| if text == "1" { Value::Kept(text.to_owned()) } else { Value::Default });
const PAGE: Parameter = ("page", page);
/// Any number may stand in these fields.
const LOWEST: Parameter = ("min", |_| Value::Never);
const HIGHEST: Parameter = ("max", |_| Value::Never);
const FACETS: Parameter = (FACET, |text| Value::Kept(text.to_owned()));
const SORT: Parameter = ("sort", sort);
const SEARCH: Parameter = ("q", |_| Value::Never);

/// All of them; `routes` has their handlers. Parameters stand in the order of their names.
const ROUTES: &[Route] = &[
    Route { name: "/", path: "/", named: false, parameters: &[] },
    Route {
        name: "/products",
        path: "/products",
        named: false,
        parameters: &[AVAILABLE, ("collection", slug), FACETS, HIGHEST, LOWEST, PAGE, SEARCH, SORT],
    },
    Route { name: "/products/{slug}", path: "/products/", named: true, parameters: &[("variant", variant)] },
    Route { name: "/drops/{slug}", path: "/drops/", named: true, parameters: &[] },
    Route { name: "/pages/{slug}", path: "/pages/", named: true, parameters: &[] },
    Route { name: "/offline", path: "/offline", named: false, parameters: &[] },
    Route {
        name: "/collections/{slug}",
        path: "/collections/",
        named: true,
        parameters: &[AVAILABLE, ("collection", |_| Value::Never), FACETS, HIGHEST, LOWEST, PAGE, SEARCH, SORT],
    },
];

/// The routes' names.
pub fn routes() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().map(|route| route.name)
}

fn page(text: &str) -> Value {
    match text.parse() {
        Ok(1) => Value::Default,
        Ok(number @ 2..=LAST_PAGE) => Value::Kept(number.to_string()),
        _ => Value::Never,
    }
}

fn sort(text: &str) -> Value {
    match Sort::from_param(text) {
        Some(sort) if sort == Sort::default() => Value::Default,
        Some(sort) => Value::Kept(sort.as_str().to_owned()),
        None => Value::Never,
    }
}

fn slug(text: &str) -> Value {
    if is_slug(text) { Value::Kept(text.to_owned()) } else { Value::Never }
}

fn variant(text: &str) -> Value {
    text.parse().map_or(Value::Never, |id: VariantId| Value::Kept(id.to_string()))
}

/// Slugs are made of these. Other spellings of an address are answered, and not kept.
fn is_slug(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

/// The page's route and the one spelling of its address; none when it is not a page for everyone.
pub fn canonical(path: &str, query: Option<&str>) -> Option<(usize, Box<str>)> {
    let route = ROUTES.iter().position(|route| match route.named {
        true => path.strip_prefix(route.path).is_some_and(is_slug),
        false => path == route.path,
    })?;
    let address = match query {
        None => path.into(),
        Some(query) => with_query(path, query, ROUTES[route].parameters)?,
    };
    (address.len() <= LONGEST).then_some((route, address))
}

fn with_query(path: &str, query: &str, parameters: &[Parameter]) -> Option<Box<str>> {
    let text = percent_encoding::percent_decode_str(query).decode_utf8().ok()?;
    if text.contains('\0') {
        return None;
    }
    let mut kept: Vec<Vec<String>> = vec![Vec::new(); parameters.len()];
    let mut seen = vec![false; parameters.len()];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        // A GET form sends the fields left empty too, and means nothing by them.
        if value.is_empty() {
            continue;
        }
        let Some(at) = parameters.iter().position(|(known, _)| *known == name) else { continue };
        // Given twice it is a mistake, for the handler to name.
        if std::mem::replace(&mut seen[at], true) && name != FACET {
            return None;
        }
        match parameters[at].1(&value) {
            Value::Default => {}
            Value::Kept(value) => kept[at].push(value),
            Value::Never => return None,
        }
    }
    let mut address = path.to_owned();
    for ((name, _), values) in parameters.iter().zip(kept) {
        let values = if *name == FACET { choices(&values)? } else { values };
        for value in values {
            address.push(if address.len() == path.len() { '?' } else { '&' });
            // Nothing in these values needs an escape.
            address.extend([*name, "=", &value]);
        }
    }
    Some(address.into())
}

/// In their one order, each once; none when they are too many.
fn choices(values: &[String]) -> Option<Vec<String>> {
    let choices = Choice::read(values.iter().map(String::as_str));
    let written: Vec<String> = choices.iter().flat_map(Choice::written).collect();
    (written.len() <= MOST_CHOICES).then_some(written)
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use proptest::prelude::*;

    use super::*;

    fn of(address: &str) -> Option<String> {
        let uri: Uri = address.parse().unwrap();
        canonical(uri.path(), uri.query()).map(|(_, address)| address.into())
    }

    #[test]
    fn all_that_ask_for_the_same_page_share_a_key() {
        for same in [
            "/products?sort=title&page=2",
            "/products?page=2&sort=title&utm_source=x",
            "/products?&page=2&&sort=title&q=",
        ] {
            assert_eq!(of(same).as_deref(), Some("/products?page=2&sort=title"), "{same}");
        }
        for home in ["/", "/?", "/?page=2", "/?x=%00%41".replace("%00", "").as_str()] {
            assert_eq!(of(home).as_deref(), Some("/"), "{home}");
        }
        assert_eq!(of("/products?page=1&sort=featured").as_deref(), Some("/products"));
        assert_eq!(of("/products?%70age=%32").as_deref(), Some("/products?page=2"));
        for chosen in [
            "/products?facet=size.l&facet=colour.moss",
            "/products?facet=colour.moss&min=&facet=size.l&max=&facet=colour.moss",
            "/products?facet=nonsense&facet=size%2El&facet=Colour.X&facet=colour.moss",
        ] {
            assert_eq!(of(chosen).as_deref(), Some("/products?facet=colour.moss&facet=size.l"), "{chosen}");
        }
    }

    #[test]
    fn what_is_no_page_for_everyone_has_none() {
        for other in [
            "/cart",
            "/checkout",
            "/search?q=x",
            "/products?q=tent",
            "/products?page=x",
            "/products?page=2&page=3",
            "/products?sort=Title",
            "/products/",
            "/products/a/b",
            "/products/%61",
            "/products/A",
            "/products?facet=a.a&facet=a.b&facet=a.c",
            "/products?min=5",
            "/collections/rest?max=5",
            "/products/a?variant=1",
            "/collections/a?collection=b",
            "/collections",
            "/drops",
            "/drops/a/queue",
            "//products",
            "/products?page=%FF",
            "/products?x=%00",
            "/admin",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn parameters_are_listed_in_the_order_of_their_names() {
        for route in ROUTES {
            assert!(route.parameters.is_sorted_by_key(|(name, _)| *name), "{}", route.path);
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(query in "[a-z=&%0-9+]{0,40}") {
            for path in ["/", "/products", "/products/tent", "/collections/rest", "/drops/tent"] {
                let first = of(&format!("{path}?{query}"));
                if let Some(address) = &first {
                    prop_assert_eq!(of(address), Some(address.clone()));
                }
            }
        }
    }
}

//! What a client takes and what it has already.

use http::{
    HeaderMap,
    header::{ACCEPT_ENCODING, IF_NONE_MATCH},
};

/// How a page's bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Zstd,
    Gzip,
    Identity,
}

impl Encoding {
    /// Where a client takes several equally: the smallest first.
    pub const ALL: [Encoding; 4] = [Encoding::Brotli, Encoding::Zstd, Encoding::Gzip, Encoding::Identity];

    /// As `Content-Encoding` names it, and what its entity tag ends in.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Zstd => "zstd",
            Encoding::Gzip => "gzip",
            Encoding::Identity => "identity",
        }
    }

    fn is_called(self, name: &str) -> bool {
        name.eq_ignore_ascii_case(self.name()) || (self == Encoding::Gzip && name.eq_ignore_ascii_case("x-gzip"))
    }
}

/// What the client likes best. One that takes nothing we have gets the plain bytes: better than nothing.
pub fn best(headers: &HeaderMap) -> Encoding {
    // Thousandths; those not named have none yet.
    let (mut weights, mut others) = ([None; 4], None);
    for line in headers.get_all(ACCEPT_ENCODING) {
        for item in line.to_str().unwrap_or_default().split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let weight = weight(parameters);
            match Encoding::ALL.iter().position(|encoding| encoding.is_called(name.trim())) {
                Some(at) => weights[at] = Some(weight),
                None if name.trim() == "*" => others = Some(weight),
                None => {}
            }
        }
    }
    let mut best = (Encoding::Identity, 0);
    for (encoding, weight) in Encoding::ALL.into_iter().zip(weights) {
        // Plain bytes are welcome unless they are refused, but less than anything that was asked for.
        let silence = if encoding == Encoding::Identity { others.or(Some(1)) } else { others };
        let weight = weight.or(silence).unwrap_or(0);
        if weight > best.1 {
            best = (encoding, weight);
        }
    }
    best.0
}

/// `q=0.5` in thousandths; 1 where it is not given, 0 where it cannot be read.
fn weight(parameters: &str) -> u16 {
    let Some(text) =
        parameters.split(';').find_map(|one| one.trim().strip_prefix("q=").or(one.trim().strip_prefix("Q=")))
    else {
        return 1000;
    };
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if digits => 1000,
        "0" if digits => rest.bytes().zip([100, 10, 1]).map(|(digit, place)| u16::from(digit - b'0') * place).sum(),
        _ => 0,
    }
}

/// The entity tags the client has, as it wrote them.
#[derive(Clone, Copy)]
pub struct Has<'a>(&'a HeaderMap);

/// What the client says it has.
pub fn known(headers: &HeaderMap) -> Has<'_> {
    Has(headers)
}

impl Has<'_> {
    /// The client has this: any, or the same tag, weak or strong.
    pub fn tag(self, tag: &str) -> bool {
        let lines = self.0.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
        let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
        tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn for_client(line: &str) -> Encoding {
        best(&HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_str(line).unwrap())]))
    }

    #[test]
    fn a_client_gets_what_it_likes_best() {
        assert_eq!(best(&HeaderMap::new()), Encoding::Identity);
        for (line, encoding) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip, deflate", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("gzip;q=1.0, br;q=0.5", Encoding::Gzip),
            ("zstd;q=0.9,br;q=0.8", Encoding::Zstd),
            ("br;q=0, gzip;q=0.001", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("br;q=0, *", Encoding::Zstd),
            ("identity;q=1, gzip;q=0.5", Encoding::Identity),
            ("identity", Encoding::Identity),
            ("identity;q=0", Encoding::Identity),
            ("identity;q=0, gzip;q=0.1", Encoding::Gzip),
            ("deflate", Encoding::Identity),
            ("", Encoding::Identity),
            ("gzip;q=7", Encoding::Identity),
            ("gzip;q=0.5000", Encoding::Identity),
        ] {
            assert_eq!(for_client(line), encoding, "{line}");
        }
    }

    #[test]
    fn a_tag_is_known_by_its_name_whatever_its_strength() {
        let has = |line: &str, tag: &str| {
            known(&HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_str(line).unwrap())])).tag(tag)
        };
        assert!(has("\"a-br\"", "\"a-br\""));
        assert!(has("\"b\", W/\"a-br\"", "\"a-br\""));
        assert!(has("*", "\"a-br\""));
        assert!(!has("\"a-gzip\"", "\"a-br\""));
        assert!(!has("a-br", "\"a-br\""));
        assert!(!known(&HeaderMap::new()).tag("\"a-br\""));
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "[ -~]{0,60}") {
            for_client(&line);
        }

        #[test]
        fn what_is_refused_is_not_sent(weights in prop::collection::vec((0_usize..3, 0_u16..=1000), 1..6)) {
            let named = |at: usize| Encoding::ALL[at].name();
            let line: Vec<_> = weights.iter().map(|(at, weight)| match weight {
                1000 => format!("{};q=1", named(*at)),
                weight => format!("{};q=0.{weight:03}", named(*at)),
            }).collect();
            let sent = for_client(&line.join(", "));
            let last = weights.iter().rev().find(|(at, _)| Encoding::ALL[*at] == sent);
            prop_assert!(sent == Encoding::Identity || last.is_some_and(|(_, weight)| *weight > 0));
        }
    }
}

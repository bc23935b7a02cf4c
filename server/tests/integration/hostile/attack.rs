//! Requests that nobody in their right mind sends, some of them nearly right.

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Map, Value, json};

use super::{
    known::Known,
    nonsense::{HEADERS, KINDS, METHODS, NONSENSE, TEXTS},
};

/// A request as it goes over the wire.
pub struct Attack {
    pub bytes: Vec<u8>,
    pub is_head: bool,
    /// Larger than is taken.
    pub is_too_much: bool,
}

impl Attack {
    /// Asks for a path and means no harm.
    pub fn plain(path: &str) -> Self {
        let text = format!("GET {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n");
        Self { bytes: text.into_bytes(), is_head: false, is_too_much: false }
    }

    /// For the report.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.bytes).chars().take(1500).collect::<String>().escape_debug().to_string()
    }
}

/// Makes attacks, the same ones for the same seed.
pub struct Attacker {
    rng: StdRng,
    names: Vec<String>,
}

impl Attacker {
    /// Fields of forms and bodies are called `names`.
    pub fn new(seed: u64, names: Vec<String>) -> Self {
        Self { rng: StdRng::seed_from_u64(seed), names }
    }

    /// One attack on a route that takes `methods`.
    pub fn attack(&mut self, route: &str, methods: &[String], known: &Known) -> Attack {
        let method = if self.chance(85) { self.one(methods) } else { self.pick(METHODS).to_owned() };
        let (kind, body) =
            if matches!(&*method, "GET" | "HEAD") && self.chance(90) { (None, Vec::new()) } else { self.body(known) };
        let target = self.target(route, known);
        let mut bytes = format!("{method} {target} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n").into_bytes();
        bytes.extend(format!("content-length: {}\r\n", body.len()).bytes());
        bytes.extend(kind.map(|kind| format!("content-type: {kind}\r\n")).unwrap_or_default().bytes());
        self.headers(&mut bytes, known);
        bytes.extend(b"\r\n");
        let is_too_much = bytes.len() > 16 * 1024 || body.len() > 32 * 1024;
        bytes.extend(body);
        Attack { is_head: method == "HEAD", bytes, is_too_much }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from.choose(&mut self.rng).copied().expect("there are some")
    }

    fn one(&mut self, from: &[String]) -> String {
        from.choose(&mut self.rng).cloned().unwrap_or_else(|| "name".to_owned())
    }

    fn text(&mut self, known: &Known) -> String {
        match self.rng.random_range(0..100) {
            0..35 => self.one(&known.all),
            35..95 => self.pick(TEXTS).to_owned(),
            _ => "𝕩".repeat(self.rng.random_range(50..2000)),
        }
    }

    fn target(&mut self, route: &str, known: &Known) -> String {
        let mut path = String::new();
        let mut before = "";
        for part in route.trim_start_matches('/').split('/') {
            path.push('/');
            match part.starts_with('{') {
                true if self.chance(55) => path.push_str(&encoded(&known.of_kind(before, &mut self.rng))),
                true if self.chance(20) => {
                    path.push_str(self.pick(&["%FF%FE", "%00", "%", "%zz", "%2F%2E%2E", "~", "a%0Ab"]))
                }
                true => path.push_str(&encoded(&self.text(known))),
                false => path.push_str(part),
            }
            before = part;
        }
        if self.chance(5) {
            path.push_str(self.pick(&["/", "/%2e%2e/", ";a=b", "//", "%20"]));
        }
        if self.chance(40) {
            path.push('?');
            path.push_str(&self.pairs(known));
        }
        if self.chance(3) {
            path.push_str(self.pick(&["?%FF=%FE&&&==&%", "?\u{7f}", "#", "?a\tb", "?q=%F0%28%8C%BC"]));
        }
        path
    }

    fn pairs(&mut self, known: &Known) -> String {
        let count = self.rng.random_range(0..12);
        let pairs = (0..count).map(|_| {
            let name = if self.chance(90) { self.one(&self.names.clone()) } else { self.text(known) };
            format!("{}={}", encoded(&name), encoded(&self.text(known)))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    fn headers(&mut self, bytes: &mut Vec<u8>, known: &Known) {
        let mut add = |name: &str, value: &[u8]| {
            bytes.extend(name.bytes().chain(*b": ").chain(value.iter().copied()).chain(*b"\r\n"));
        };
        if self.chance(70) {
            add("cookie", known.cookies.as_bytes());
        }
        if self.chance(70) {
            add("authorization", known.key.as_bytes());
        }
        if self.chance(50) {
            add("accept", self.pick(&["text/html", "application/json", "*/*"]).as_bytes());
        }
        if self.chance(30) {
            add("idempotency-key", self.pick(&["a", "b", "%00", "key with blanks"]).as_bytes());
        }
        for _ in 0..self.rng.random_range(0..4) {
            let (name, value) = (self.pick(HEADERS), self.pick(NONSENSE));
            for _ in 0..self.rng.random_range(1..3) {
                add(name, value);
            }
        }
        match self.rng.random_range(0..100) {
            0 => add("x-long", "y".repeat(40_000).as_bytes()),
            1 => add("cookie", format!("fg_cart={}", "z".repeat(9000)).as_bytes()),
            2 => (0..150).for_each(|_| add("x-many", b"1")),
            3 => add("bad name", b"x"),
            4 => add("x-control", b"a\x00b\x07"),
            _ => {}
        }
    }

    /// A body and the type it says it is of, mostly the right one.
    fn body(&mut self, known: &Known) -> (Option<&'static str>, Vec<u8>) {
        let (kind, body) = match self.rng.random_range(0..100) {
            0..40 => ("application/x-www-form-urlencoded", self.pairs(known).into_bytes()),
            40..75 => ("application/json", self.json(known, 0).to_string().into_bytes()),
            75..80 => ("application/json", [vec![b'['; 3000], vec![b']'; self.rng.random_range(0..3001)]].concat()),
            80..85 => ("application/json", b"{\"quantity\":1e400,\"quantity\":-0,\"a\":\"\\ud800\"}".to_vec()),
            85..90 => ("multipart/form-data; boundary=x", self.parts()),
            90..93 => ("application/x-www-form-urlencoded", b"title=%FF%FE&=&&%&a=%".to_vec()),
            93..95 => ("application/json", b"\xff\xfe\x00\x00{".to_vec()),
            95..97 => ("application/x-www-form-urlencoded", format!("title={}", "x".repeat(70_000)).into_bytes()),
            _ => ("application/json", Vec::new()),
        };
        match self.rng.random_range(0..100) {
            0..80 => (Some(kind), body),
            80..95 => (Some(self.pick(KINDS)), body),
            _ => (None, body),
        }
    }

    fn json(&mut self, known: &Known, depth: u32) -> Value {
        match self.rng.random_range(0..10) {
            0..4 if depth < 3 => {
                let fields = (0..self.rng.random_range(0..10))
                    .map(|_| (self.one(&self.names.clone()), self.json(known, depth + 1)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
            4 if depth < 3 => (0..self.rng.random_range(0..4)).map(|_| self.json(known, depth + 1)).collect(),
            5 => json!({"amount": self.rng.random::<i64>(), "currency": self.text(known)}),
            6 => json!(self.rng.random::<i64>()),
            7 => [json!(0), json!(-1), json!(1.5), json!(u64::MAX), json!(true), json!(null)]
                [self.rng.random_range(0..6)]
            .clone(),
            _ => json!(self.text(known)),
        }
    }

    /// A form with a file, whole or broken off.
    fn parts(&mut self) -> Vec<u8> {
        let whole = b"--x\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a\0.png\"\r\ncontent-type: image/png\r\n\r\n\
            \x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\r\n\
            --x\r\ncontent-disposition: form-data; name=\"alt\"\r\n\r\n\xff\0\r\n--x--\r\n";
        whole[..self.rng.random_range(0..=whole.len())].to_vec()
    }
}

/// As it stands in addresses and forms.
pub fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

//! Lists, searches and products of shops with ever more products: nothing is kept, so each answer comes from the database.

use std::{
    fs::File,
    io::{BufWriter, Write},
    net::SocketAddr,
    path::Path,
    time::Duration,
};

use crate::{
    http::Connection,
    machine::Machine,
    report::{Report, Row},
    shop::{Setup, Shop, command},
    stats::median,
};

const DATABASE: &str = "bench_catalogue";
/// Neither pages nor data are kept.
const FRESH: &str = "[page_cache]\nenabled = false\n[data_cache]\nmegabytes = 0\n";
/// What a shop is compared with.
const FEW: usize = 1_000;
/// Times each kind of page is asked for.
const LOOKS: usize = 200;
/// Words of each of a title's three places. Three of a thousand goods are of one material, so that a word finds more the more there are.
const WORDS: usize = 300;

/// A kind of page.
#[derive(Clone, Copy)]
enum Kind {
    List,
    Sorted,
    SearchOne,
    SearchTwo,
    Product,
}

impl Kind {
    const ALL: [Self; 5] = [Self::List, Self::Sorted, Self::SearchOne, Self::SearchTwo, Self::Product];

    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Sorted => "list by price",
            Self::SearchOne => "search, one word of 1 in 300",
            Self::SearchTwo => "search, two words",
            Self::Product => "product",
        }
    }

    /// The address for the `turn`th look at a shop with `count` products.
    fn path(self, turn: usize, count: usize) -> String {
        let number = scattered(turn, count);
        let [adjective, material, _] = words(number);
        match self {
            Self::List => format!("/products?page={}", 1 + turn % 20),
            Self::Sorted => format!("/products?sort=price-asc&page={}", 1 + turn % 20),
            Self::SearchOne => format!("/search?q={material}"),
            Self::SearchTwo => format!("/search?q={adjective}+{material}"),
            Self::Product => format!("/products/{}", slug(number)),
        }
    }
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    machine.postgres.create(DATABASE, "template0").await?;
    let file = machine.work.join("catalogue.db");
    let engines =
        [("SQLite", format!("sqlite://{}?mode=rwc", file.display())), ("PostgreSQL", machine.postgres.url(DATABASE))];
    for (engine, url) in engines {
        command(machine, &url, &["migrate"]).await?;
        let mut few = None;
        let mut there = 0;
        for &count in std::iter::once(&FEW).chain(machine.pace.catalogues) {
            add(machine, &url, there, count).await?;
            there = count;
            if engine == "PostgreSQL" {
                machine.postgres.ask(DATABASE, "VACUUM ANALYZE").await?;
            }
            let times = measure(machine, &url, count).await?;
            match few {
                None => few = Some(times),
                Some(few) => add_rows(report, engine, count, times, few),
            }
        }
    }
    std::fs::remove_file(file)?;
    machine.postgres.drop(DATABASE).await
}

fn add_rows(report: &mut Report, engine: &str, count: usize, times: [f64; 5], few: [f64; 5]) {
    for ((kind, time), few) in Kind::ALL.into_iter().zip(times).zip(few) {
        let row = Row::new(format!("{engine}, {count} products: {}", kind.name()), time, "ms");
        report.add(row.against("at 1,000", few).goal("≤ 2 ×"));
    }
}

/// Median milliseconds of each kind of page, kinds taking turns.
async fn measure(machine: &Machine, url: &str, count: usize) -> anyhow::Result<[f64; 5]> {
    let mut shop = Shop::open_as(machine, url, Setup { config: FRESH, ..Setup::default() }).await?;
    look(shop.addr, LOOKS / 4, count).await?;
    let times = look(shop.addr, LOOKS, count).await?;
    shop.stop().await?;
    Ok(times.map(median))
}

async fn look(shop: SocketAddr, looks: usize, count: usize) -> anyhow::Result<[Vec<f64>; 5]> {
    let mut connection = Connection::to(shop);
    let mut times: [Vec<f64>; 5] = Default::default();
    for turn in 0..looks {
        for (kind, times) in Kind::ALL.into_iter().zip(&mut times) {
            let path = kind.path(turn, count);
            let started = std::time::Instant::now();
            let answer = connection.get(&path).await?;
            anyhow::ensure!(answer.status == 200, "{path}: {}", answer.status);
            times.push(started.elapsed().as_secs_f64() * 1000.0);
        }
    }
    Ok(times)
}

/// Imports the products from `from` up to `to`, as a merchant would.
async fn add(machine: &Machine, url: &str, from: usize, to: usize) -> anyhow::Result<()> {
    let file = machine.work.join("catalogue.csv");
    write(&file, from, to)?;
    command(machine, url, &["import", "shopify", &file.display().to_string()]).await?;
    Ok(())
}

/// In Shopify's format.
fn write(file: &Path, from: usize, to: usize) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(
        out,
        "Handle,Title,Body (HTML),Vendor,Published,Status,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
         Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price"
    )?;
    for number in from..to {
        let ([adjective, material, thing], slug) = (words(number), slug(number));
        writeln!(
            out,
            "{slug},{adjective} {material} {thing},<p>Made of {material} for long use.</p>,Maker {},true,active,Title,\
             Default Title,{slug},400,shopify,{},deny,{}.{:02}",
            number % 40,
            number % 50,
            5 + number % 200,
            number % 100
        )?;
    }
    out.flush()
}

fn slug(number: usize) -> String {
    format!("catalogue-{number}")
}

/// A product for each turn, all over the catalogue, the same in every run.
fn scattered(turn: usize, count: usize) -> usize {
    turn.wrapping_mul(2_654_435_761) % count
}

/// The three words of a product's title.
fn words(number: usize) -> [String; 3] {
    ["a", "m", "t"].into_iter().enumerate().fold(Default::default(), |mut words: [String; 3], (place, letter)| {
        let word = (number / WORDS.pow(place as u32) + number * (place + 1)) % WORDS;
        words[place] = format!("{letter}{}", spelled(word));
        words
    })
}

/// Syllables, so that it is a word and not a number.
fn spelled(mut number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "ro", "tu"];
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(SYLLABLES[number % 10]);
        number /= 10;
    }
    word
}

/// Longest a catalogue takes to import and be looked at on both engines.
pub fn longest(machine: &Machine) -> Duration {
    let most = machine.pace.catalogues.iter().copied().max().unwrap_or(FEW);
    Duration::from_secs(10 * 60 + 5 * most as u64 / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_look_is_at_a_product_that_is_there() {
        assert!((0..LOOKS).all(|turn| scattered(turn, FEW) < FEW));
        let distinct: std::collections::BTreeSet<_> = (0..LOOKS).map(|turn| scattered(turn, 1_000_000)).collect();
        assert_eq!(distinct.len(), LOOKS);
    }

    #[test]
    fn a_word_finds_one_in_so_many() {
        let wanted = &words(7)[1];
        let found = (0..90_000).filter(|number| &words(*number)[1] == wanted).count();
        assert!((100..1_000).contains(&found), "{found}");
    }
}

//! More buyers than units, all at the same instant.

use std::time::Duration;

use futures::{StreamExt, future::join_all, stream};
use tokio::time::Instant;

use crate::premises::{Answer, Buyer, Goods, Ledger, Premises, Proof, Purchase, Setup, together, until_sound};

/// Long enough for a busy machine; nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(60);
/// Carts filled at a time, before the race.
const FILLING: usize = 16;

/// Who races for what.
#[derive(Clone, Copy, Debug)]
pub struct Race {
    /// How many buyers; each wants one unit of every good.
    pub buyers: usize,
    /// How many units of every good.
    pub units: i64,
    /// How many goods: lines of a cart, added in opposite orders by every second buyer.
    pub lines: usize,
    /// Nobody is told that the shop is busy either.
    pub strict: bool,
}

impl Race {
    /// Exactly the stock is sold, everyone else is told so, and nobody meets an error. The books are right within `patience`.
    pub async fn run(self, premises: &Premises, patience: Duration) -> Proof {
        let goods = stream::iter(0..self.lines).then(|_| premises.goods(self.units)).collect::<Vec<_>>().await;
        let keys = format!("race-{}-", uuid::Uuid::new_v4());
        let buyers: Vec<_> = (0..self.buyers).map(|number| buyer(premises, &goods, &keys, number)).collect();
        let filling = stream::iter(buyers.iter().map(|buyer| fill(premises, buyer))).buffered(FILLING);
        let carts: Vec<_> = filling.collect().await;

        let deadline = Instant::now() + PATIENCE;
        let racing = buyers.iter().zip(&carts).map(async |(buyer, cart)| {
            let mut troubles = Vec::new();
            let answer = match cart {
                Ok(cart) => buyer.check_out(&premises.client, cart, deadline, &mut troubles).await,
                Err(said) => Answer::Odd(said.clone()),
            };
            Purchase { key: buyer.key.clone(), answer, troubles }
        });
        let purchases = join_all(racing).await;
        let ledger = Ledger { premises, goods: &goods, purchases: &purchases, keys: &keys };
        together([self.won(&purchases), quiet(premises), until_sound(patience, async || ledger.check().await).await])
    }

    /// As many as there are units are served, and the others are told that it is sold out, at the first try.
    fn won(self, purchases: &[Purchase]) -> Proof {
        let count = |wanted: fn(&Answer) -> bool| purchases.iter().filter(|one| wanted(&one.answer)).count();
        let accepted = count(|answer| matches!(answer, Answer::Accepted(_)));
        let sold_out = count(|answer| *answer == Answer::SoldOut);
        let right = self.buyers.min(usize::try_from(self.units).unwrap());
        // A busy shop that says so, and one too slow for its client, have done nothing wrong: on a slow machine they are no finding.
        let busy = |trouble: &&String| trouble.contains("\"code\":\"unavailable\"") || trouble.contains("timed out");
        let troubles = purchases.iter().flat_map(|one| &one.troubles).filter(|trouble| self.strict || !busy(trouble));
        let mut findings: Vec<_> = troubles.take(5).cloned().collect();
        if (accepted, sold_out) != (right, self.buyers - right) {
            findings.push(format!("{self:?}: {accepted} were served and {sold_out} told that it is sold out"));
        }
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }
}

/// Before the race, whatever keeps the shop busy is waited for.
async fn fill(premises: &Premises, buyer: &Buyer) -> Result<String, String> {
    let (mut troubles, deadline) = (Vec::new(), Instant::now() + PATIENCE);
    loop {
        match buyer.fill_cart(&premises.client, &mut troubles).await {
            Ok(cart) => return Ok(cart),
            Err(None) if Instant::now() < deadline => tokio::time::sleep(Duration::from_millis(100)).await,
            Err(answer) => return Err(format!("no cart: {answer:?} {:?}", troubles.last())),
        }
    }
}

fn buyer(premises: &Premises, goods: &[Goods], keys: &str, number: usize) -> Buyer {
    let mut lines: Vec<_> = goods.iter().map(|goods| (goods.variant.clone(), 1)).collect();
    if number % 2 == 1 {
        lines.reverse();
    }
    Buyer { url: premises.url(number), key: format!("{keys}{number}"), token: "tok_ok".into(), insists: true, lines }
}

/// No process says a word of deadlocks.
fn quiet(premises: &Premises) -> Proof {
    let said: usize = premises.processes.iter().map(|process| process.said_of("deadlock")).sum();
    if said == 0 { Ok(()) } else { Err(vec![format!("{said} lines about deadlocks")]) }
}

async fn all_hold(setup: Setup, races: &[Race]) {
    let premises = Premises::open(setup).await;
    for race in races {
        assert_eq!(race.run(&premises, PATIENCE).await, Ok(()), "{race:?}");
    }
    premises.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exactly_the_stock_is_sold_however_many_want_it() {
    let races = [(2, 1, 1), (8, 5, 2), (64, 10, 1), (64, 20, 3), (8, 100, 2)];
    let races = races.map(|(buyers, units, lines)| Race { buyers, units, lines, strict: false });
    all_hold(Setup::default(), &races).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn four_hundred_buyers_of_a_hundred_units_place_a_hundred_orders() {
    all_hold(Setup::default(), &[Race { buyers: 400, units: 100, lines: 1, strict: false }]).await;
}

/// SQLite's file belongs to one process, so there it is one.
#[tokio::test(flavor = "multi_thread")]
async fn three_processes_on_one_server_sell_no_more_than_one() {
    let races = [(64, 10, 1), (64, 20, 2)].map(|(buyers, units, lines)| Race { buyers, units, lines, strict: false });
    all_hold(Setup { processes: most_processes(), ..Setup::default() }, &races).await;
}

/// `scripts/chaos.sh`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes long; make chaos"]
async fn full_exactly_the_stock_is_sold_in_every_constellation() {
    for processes in [1, most_processes()] {
        let premises = Premises::open(Setup { processes, ..Setup::default() }).await;
        for (buyers, units) in [2, 8, 64, 400].into_iter().flat_map(|buyers| [1, 10, 100].map(|units| (buyers, units)))
        {
            for lines in [1, 2, 3] {
                let (race, start) = (Race { buyers, units, lines, strict: premises.on_postgres() }, Instant::now());
                assert_eq!(race.run(&premises, PATIENCE).await, Ok(()), "{race:?}, {processes} processes");
                println!("{race:?}, {processes} processes: {:.1} s", start.elapsed().as_secs_f32());
            }
        }
        premises.close().await;
    }
}

fn most_processes() -> usize {
    if std::env::var("FLOODGATE_TEST_DATABASE").is_ok_and(|server| server.starts_with("postgres")) { 3 } else { 1 }
}

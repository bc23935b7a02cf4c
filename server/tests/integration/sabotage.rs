//! Every proof is shown able to fail: the test's own database is broken on purpose, and the proof has to say so, for the right reason.
//! Nothing of the product is touched.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend};

use crate::{
    chaos::{Fault, Plan, Seed, Steps, Wish, run},
    drops, middleware, one_key,
    premises::{Premises, Proof, Setup},
    races::Race,
    shop::TestShop,
    tokens,
};

/// What is broken here does not mend with time.
const AT_ONCE: Duration = Duration::from_secs(2);

/// A trigger that breaks a shop: its body on either engine.
struct Sabotage {
    /// `AFTER UPDATE ON table`, and the condition.
    at: [&'static str; 2],
    sqlite: &'static str,
    postgres: &'static str,
}

/// Whoever puts a unit into a cart brings one along: there is always enough.
const UNITS_GROW: Sabotage = Sabotage {
    at: ["AFTER INSERT ON cart_line", "true"],
    sqlite: "UPDATE stock_item SET on_hand = on_hand + NEW.quantity WHERE variant_id = NEW.variant_id;",
    postgres: "UPDATE stock_item SET on_hand = on_hand + NEW.quantity WHERE variant_id = NEW.variant_id;",
};

/// Keys that were used are not known.
const KEYS_ARE_FORGOTTEN: Sabotage = Sabotage {
    at: ["AFTER INSERT ON idempotency_key", "true"],
    sqlite: "DELETE FROM idempotency_key WHERE key = NEW.key;",
    postgres: "DELETE FROM idempotency_key WHERE key = NEW.key;",
};

/// Claiming a key takes long enough for all others to come as well.
const CLAIMS_ARE_SLOW: Sabotage = Sabotage {
    at: ["BEFORE INSERT ON idempotency_key", "true"],
    sqlite: "SELECT count(*) FROM (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)
        SELECT x FROM n);",
    postgres: "PERFORM pg_sleep(0.3);",
};

/// No order can be found by its key.
const KEYS_MOVE_ON: Sabotage = Sabotage {
    at: ["AFTER INSERT ON orders", "true"],
    sqlite: "UPDATE orders SET idempotency_key = NULL WHERE id = NEW.id;",
    postgres: "UPDATE orders SET idempotency_key = NULL WHERE id = NEW.id;",
};

/// What was ordered can be ordered again.
const CARTS_STAY_FULL: Sabotage =
    Sabotage { at: ["BEFORE DELETE ON cart_line", "true"], sqlite: "SELECT RAISE(IGNORE);", postgres: "RETURN NULL;" };

/// All that stands between one key and two orders is gone.
const KEYS_MEAN_NOTHING: &[Sabotage] = &[KEYS_ARE_FORGOTTEN, CLAIMS_ARE_SLOW, KEYS_MOVE_ON, CARTS_STAY_FULL];

/// Nobody learns that a payment came.
const CAPTURES_ARE_LOST: Sabotage = Sabotage {
    at: ["BEFORE UPDATE ON payment", "NEW.state = 'captured'"],
    sqlite: "SELECT RAISE(IGNORE);",
    postgres: "RETURN NULL;",
};

/// Paid orders are cancelled, and the money is kept.
const PAID_ORDERS_END: Sabotage = Sabotage {
    at: ["AFTER UPDATE ON orders", "NEW.status = 'confirmed'"],
    sqlite: "UPDATE orders SET status = 'cancelled' WHERE id = NEW.id;",
    postgres: "UPDATE orders SET status = 'cancelled' WHERE id = NEW.id;",
};

/// Everybody is charged once more.
const CHARGED_TWICE: Sabotage = Sabotage {
    at: ["AFTER INSERT ON sandbox_charge", "NEW.state = 'succeeded' AND NEW.key NOT LIKE '%again'"],
    sqlite: AGAIN,
    postgres: AGAIN,
};

const AGAIN: &str =
    "INSERT INTO sandbox_charge (key, reference, token, amount, currency, state, attempts, refunded, created_at)
    SELECT key || ' again', reference || ' again', token, amount, currency, state, attempts, refunded, created_at
    FROM sandbox_charge WHERE key = NEW.key;";

/// Whoever takes a place in a queue leaves the counter where it was.
const PLACES_ARE_NOT_COUNTED: Sabotage = Sabotage {
    at: ["AFTER UPDATE ON waiting_room", "NEW.joined > OLD.joined"],
    sqlite: "UPDATE waiting_room SET joined = OLD.joined WHERE id = NEW.id;",
    postgres: "UPDATE waiting_room SET joined = OLD.joined WHERE id = NEW.id;",
};

impl Sabotage {
    /// For SQLite and for PostgreSQL.
    fn statements(&self, number: usize) -> [String; 2] {
        let [event, condition] = self.at;
        let name = format!("sabotage_{number}");
        let sqlite = format!("CREATE TRIGGER {name} {event} WHEN {condition} BEGIN {} END", self.sqlite);
        let postgres = format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} RETURN NEW; END $$;
            CREATE TRIGGER {name} {event} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()",
            self.postgres
        );
        [sqlite, postgres]
    }

    async fn commit(&self, premises: &Premises, number: usize) {
        let [sqlite, postgres] = self.statements(number);
        premises.behind_its_back(&sqlite, &postgres).await;
    }

    /// The same in a shop of this process.
    async fn commit_in(&self, shop: &TestShop) {
        let (db, [sqlite, postgres]) = (shop.services.db.write(), self.statements(0));
        let statement = if db.get_database_backend() == DbBackend::Sqlite { sqlite } else { postgres };
        db.execute_unprepared(&statement).await.unwrap();
    }
}

/// A shop that was broken in these ways.
async fn broken_by(sabotages: &[Sabotage]) -> Premises {
    let premises = Premises::open(Setup::default()).await;
    for (number, sabotage) in sabotages.iter().enumerate() {
        sabotage.commit(&premises, number).await;
    }
    premises
}

/// The proof failed, and one of its findings says this.
async fn is_found(premises: Premises, proof: Proof, words: &str) {
    premises.close().await;
    says(proof, words);
}

fn says(proof: Proof, words: &str) {
    let findings = proof.expect_err("the proof saw nothing wrong");
    assert!(findings.iter().any(|finding| finding.contains(words)), "nothing of {words:?} in {findings:#?}");
}

/// Four buyers with a good card, and a process that dies while they buy.
async fn crash(premises: &Premises) -> Proof {
    let wish =
        |number: usize| Wish { token: "tok_ok", lines: vec![(number % 2, 1)], insists: true, after: Duration::ZERO };
    let plan = Plan {
        seed: Seed { number: 0, aim: None },
        faults: vec![Fault::KillAt(Duration::from_millis(2000))],
        wishes: (0..4).map(wish).collect(),
        units: [5, 5],
        dead_for: Duration::ZERO,
        bound: Duration::from_secs(6),
    };
    run(premises, &plan, &Steps::default()).await.proof
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_is_sound_passes_the_crash_proof_used_here() {
    let premises = broken_by(&[]).await;
    assert_eq!(crash(&premises).await, Ok(()));
    premises.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_race_sees_a_shop_that_oversells() {
    let premises = broken_by(&[UNITS_GROW]).await;
    let proof = Race { buyers: 16, units: 4, lines: 1, strict: false }.run(&premises, AT_ONCE).await;
    is_found(premises, proof, "16 were served and 0 told that it is sold out").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_race_sees_more_units_leave_than_there_were() {
    let premises = broken_by(&[UNITS_GROW]).await;
    let proof = Race { buyers: 16, units: 4, lines: 1, strict: false }.run(&premises, AT_ONCE).await;
    is_found(premises, proof, "16 units sold of 4").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_proof_sees_keys_forgotten() {
    let premises = broken_by(&[KEYS_ARE_FORGOTTEN]).await;
    let proof = one_key::over_rest(&premises, 20, AT_ONCE).await;
    is_found(premises, proof, "answers say to be the first").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_proof_sees_a_second_order_over_rest() {
    let premises = broken_by(KEYS_MEAN_NOTHING).await;
    let proof = one_key::over_rest(&premises, 12, AT_ONCE).await;
    is_found(premises, proof, "units sold under one key").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_proof_sees_a_second_order_by_form() {
    let premises = broken_by(KEYS_MEAN_NOTHING).await;
    let proof = one_key::by_form(&premises, 12, AT_ONCE).await;
    is_found(premises, proof, "units sold under one key").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_crash_proof_sees_orders_that_never_end() {
    let premises = broken_by(&[CAPTURES_ARE_LOST]).await;
    let proof = crash(&premises).await;
    is_found(premises, proof, "is still pending").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_crash_proof_sees_money_kept_without_an_order() {
    let premises = broken_by(&[PAID_ORDERS_END]).await;
    let proof = crash(&premises).await;
    is_found(premises, proof, "order is cancelled, charged [").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_crash_proof_sees_a_second_charge() {
    let premises = broken_by(&[CHARGED_TWICE]).await;
    let proof = crash(&premises).await;
    is_found(premises, proof, "order is confirmed, charged [").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_of_cards_sees_an_order_that_ends_otherwise() {
    let premises = broken_by(&[PAID_ORDERS_END]).await;
    let proof = tokens::every_card_ends_as_promised(&premises).await;
    is_found(premises, proof, "tok_webhook_twice: ").await;
}

#[tokio::test]
async fn people_in_a_sound_shop_pass_the_proof_of_places_used_here() {
    let shop = TestShop::open().await;
    assert_eq!(drops::people_take_places(&shop, 5).await, Ok(()));
    shop.close().await;
}

#[tokio::test]
async fn the_proof_of_places_sees_people_with_one_number() {
    let shop = TestShop::open().await;
    PLACES_ARE_NOT_COUNTED.commit_in(&shop).await;
    let proof = drops::people_take_places(&shop, 5).await;
    shop.abandon().await;
    says(proof, "5 people have the numbers");
}

#[tokio::test]
async fn the_proof_of_shared_limits_sees_instances_that_each_count_for_themselves() {
    let shop = TestShop::open_with(|config| {
        middleware::three_of_each(config);
        config.shop.redis_url = None;
    })
    .await;
    let proof = middleware::instances_count_together(&shop).await;
    shop.close().await;
    says(proof, "Checkout: 6 passed where three may");
}

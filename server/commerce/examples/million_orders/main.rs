//! Fills an empty database with orders, to see how the shop stands up to its own history:
//!
//! ```text
//! cargo run -p commerce --example million_orders -- sqlite:///tmp/big.db?mode=rwc 1000000
//! floodgate verify
//! ```

mod fill;

use std::time::Instant;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database, DbErr};

#[tokio::main]
async fn main() -> Result<(), DbErr> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(orders)) = (arguments.next(), arguments.next().and_then(|count| count.parse().ok())) else {
        eprintln!("usage: million_orders DATABASE_URL ORDERS");
        std::process::exit(2);
    };
    let started = Instant::now();
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    Migrator::up(&db, None).await?;
    fill::fill(&db, orders).await?;
    db.close().await?;
    eprintln!("{orders} orders in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

//! Products by their company: like another, sold most, looked at before.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::{Result, db::sql};

/// Orders that are looked at for what sells best: the latest.
const ORDERS: u32 = 1000;

/// Collections of a product, and members of each, that are looked at for what is alike.
const COLLECTIONS: usize = 8;
const MEMBERS: u32 = 200;

/// Which products are wanted beside one.
pub(in crate::catalog) struct Alike {
    /// Beside which.
    pub product: Uuid,
    /// Names in addresses of the collections it stands in.
    pub collections: Vec<String>,
    /// How many.
    pub limit: u64,
}

impl Alike {
    /// Names of the collections that are looked at.
    pub(super) fn looked_at(&self) -> impl Iterator<Item = &String> {
        self.collections.iter().take(COLLECTIONS)
    }

    /// SQL for these `columns` of the product `p`, of those that share most collections with the product `$1`, in no order; how many are
    /// `shared`. The collections are the values from `$first` on.
    pub(super) fn select(&self, columns: &str, first: usize) -> String {
        let members = |place: usize| {
            format!(
                "SELECT product_id FROM (SELECT product_id FROM collection_product
                    WHERE collection_id = (SELECT id FROM collection WHERE slug = ${place})
                    ORDER BY position, product_id LIMIT {MEMBERS}) AS members"
            )
        };
        let members: Vec<String> = (first..).take(self.looked_at().count()).map(members).collect();
        format!(
            "SELECT {columns}, p.position, count(*) AS shared FROM ({}) AS near CROSS JOIN product p
            WHERE p.id = near.product_id AND p.id <> $1 AND p.status = 'active' AND p.min_price IS NOT NULL
            GROUP BY p.id ORDER BY count(*) DESC, p.position, p.id LIMIT {}",
            members.join(" UNION ALL "),
            self.limit
        )
    }
}

/// Products of which most units stand in the latest orders.
pub(in crate::catalog) async fn best_sellers(connection: &impl ConnectionTrait, limit: u64) -> Result<Vec<Uuid>> {
    let text = format!(
        "SELECT p.id FROM (SELECT id FROM orders WHERE status IN ('confirmed', 'fulfilled') ORDER BY number DESC LIMIT {ORDERS}) o
            JOIN order_line ol ON ol.order_id = o.id JOIN variant v ON v.id = ol.variant_id JOIN product p ON p.id = v.product_id
        WHERE p.status = 'active' AND p.min_price IS NOT NULL
        GROUP BY p.id ORDER BY sum(ol.quantity) DESC, p.id LIMIT {limit}"
    );
    ids(&connection.query_all_raw(sql(connection, &text, [])).await?)
}

fn ids(rows: &[QueryResult]) -> Result<Vec<Uuid>> {
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

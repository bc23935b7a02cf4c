//! Which products a list is of, and from where the database is led to them: always from something that stands in order already or
//! is small, so that what a page costs does not grow with the shop.

use sea_orm::{ConnectionTrait, Value};
use types::{Locale, catalog::Sort};
use uuid::Uuid;

use crate::{
    Result,
    catalog::{
        narrow::Narrowing,
        search::{Match, Words, by_title, matching},
    },
    db::sql,
};

/// Up to so many products are sorted; more are met in the order they stand in.
const SMALL: u64 = 5_000;

/// Only these products. Drafts, and products without a variant, are in no list.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct Filter {
    pub(super) matching: Option<Match>,
    pub(super) collection: Option<Uuid>,
    narrowing: Narrowing,
    small: Option<Lead>,
}

/// What the database begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// What the search found.
    Search,
    /// The collection's members, in their order.
    Members,
    /// What one choice leaves.
    Choice(usize),
    /// What the prices leave.
    Price,
    /// All products, in the order of the list.
    Order,
}

/// A statement's middle part.
pub(super) struct Source {
    /// `FROM … WHERE …`
    pub text: String,
    pub values: Vec<Value>,
    /// The product's id, as the leading table has it.
    pub id: &'static str,
}

impl Filter {
    /// Products that match `words` and stand in `collection`, where these are given.
    pub(in crate::catalog) fn new(
        connection: &impl ConnectionTrait,
        words: Option<&Words>,
        collection: Option<Uuid>,
    ) -> Self {
        Self { matching: words.map(|words| matching(connection, words)), collection, ..Self::default() }
    }

    /// Products in `collection`, where one is given, whose titles in `locale` have a word that begins with `searched`.
    pub(in crate::catalog) fn by_title(locale: Locale, searched: &str, collection: Option<Uuid>) -> Self {
        Self { matching: Some(by_title(locale, searched)), collection, ..Self::default() }
    }

    /// The same in all collections.
    pub(in crate::catalog) fn anywhere(self) -> Self {
        Self { collection: None, small: None, ..self }
    }

    /// Something was searched for.
    pub(in crate::catalog) fn is_searched(&self) -> bool {
        self.matching.is_some()
    }

    /// The same, narrowed; looks at which way to the products is short.
    pub(in crate::catalog) async fn narrowed(
        self,
        connection: &impl ConnectionTrait,
        narrowing: Narrowing,
    ) -> Result<Self> {
        let mut narrowed = Self { narrowing, small: None, ..self };
        if narrowed.matching.is_none() {
            narrowed.small = narrowed.smallest(connection).await?;
        }
        Ok(narrowed)
    }

    /// What leaves so few that sorting them costs less than looking for them.
    async fn smallest(&self, connection: &impl ConnectionTrait) -> Result<Option<Lead>> {
        let mut smallest = None;
        for lead in self.leads().filter(|lead| *lead != Lead::Order) {
            let mut written = Written::default();
            let rows = self.rows_of(lead, &mut written);
            let most = smallest.map_or(SMALL, |(size, _)| size);
            let text = format!("SELECT count(*) AS size FROM (SELECT 1 AS one {rows} LIMIT {}) AS few", most + 1);
            let row = connection.query_one_raw(sql(connection, &text, written.values)).await?;
            let size: i64 = row.map(|row| row.try_get("", "size")).transpose()?.unwrap_or_default();
            if size.unsigned_abs() <= most {
                smallest = Some((size.unsigned_abs(), lead));
            }
        }
        Ok(smallest.map(|(_, lead)| lead))
    }

    /// Everything that could lead, the strictest kinds first.
    fn leads(&self) -> impl Iterator<Item = Lead> {
        let choices = (0..self.narrowing.choices.len()).map(Lead::Choice);
        let members = self.collection.map(|_| Lead::Members);
        let price = self.narrowing.price.is_some().then_some(Lead::Price);
        choices.chain(members).chain(price).chain([Lead::Order])
    }

    /// `FROM … WHERE …` of what one lead leaves, alone.
    fn rows_of(&self, lead: Lead, written: &mut Written) -> String {
        match lead {
            Lead::Choice(at) => format!("FROM product_term WHERE {}", self.choice(at, written)),
            Lead::Members => {
                let collection = written.value(self.collection.unwrap_or_default());
                format!("FROM collection_product WHERE collection_id = {collection}")
            }
            _ => format!("FROM product p WHERE {LISTED}{}", self.price()),
        }
    }

    fn choice(&self, at: usize, written: &mut Written) -> String {
        let choice = &self.narrowing.choices[at];
        let facet = written.value(choice.facet.clone());
        let values: Vec<String> = choice.values.iter().map(|value| written.value(value.clone())).collect();
        format!("facet = {facet} AND value IN ({})", values.join(", "))
    }

    fn price(&self) -> String {
        let (lowest, highest) = (self.narrowing.price.lowest, self.narrowing.price.highest);
        let lowest = lowest.map(|price| format!(" AND p.min_price >= {price}"));
        let highest = highest.map(|price| format!(" AND p.min_price <= {price}"));
        [lowest, highest].into_iter().flatten().collect()
    }

    /// For a list in that order.
    pub(super) fn in_order(&self, sort: Sort) -> Source {
        self.source(self.lead_in(sort))
    }

    /// For counting, where any order will do: what is strictest leads.
    pub(super) fn in_no_order(&self) -> Source {
        let lead = match (&self.matching, self.small) {
            (Some(_), _) => Lead::Search,
            (None, Some(small)) => small,
            (None, None) => self.leads().next().unwrap_or(Lead::Order),
        };
        self.source(lead)
    }

    fn lead_in(&self, sort: Sort) -> Lead {
        match (&self.matching, self.small) {
            (Some(_), _) => Lead::Search,
            (None, Some(small)) => small,
            (None, None) if sort == Sort::Featured && self.collection.is_some() => Lead::Members,
            (None, None) => Lead::Order,
        }
    }

    fn source(&self, lead: Lead) -> Source {
        let mut written = Written::default();
        let mut conditions = Vec::new();
        // SQLite keeps to the order of a CROSS JOIN; PostgreSQL chooses by its statistics.
        let mut from = Vec::new();
        if let Some(Match { found, values }) = &self.matching {
            written.values.extend(values.iter().cloned());
            from.push(format!("{found} AS found"));
            conditions.push("p.id = found.product_id".to_owned());
        }
        if let Lead::Choice(at) = lead {
            let distinct = if self.narrowing.choices[at].values.len() > 1 { "DISTINCT" } else { "" };
            let choice = self.choice(at, &mut written);
            from.push(format!("(SELECT {distinct} product_id FROM product_term WHERE {choice}) AS led"));
            conditions.push("p.id = led.product_id".to_owned());
        }
        from.push("product p".to_owned());
        if let Some(collection) = self.collection {
            let at = if lead == Lead::Members { 0 } else { from.len() };
            from.insert(at, "collection_product cp".to_owned());
            conditions.push(format!("cp.collection_id = {} AND cp.product_id = p.id", written.value(collection)));
        }
        conditions.push(format!("{LISTED}{}", self.price()));
        for at in (0..self.narrowing.choices.len()).filter(|at| lead != Lead::Choice(*at)) {
            let choice = self.choice(at, &mut written);
            conditions.push(format!("EXISTS (SELECT 1 FROM product_term WHERE product_id = p.id AND {choice})"));
        }
        if self.narrowing.available {
            conditions.push(available("p.id"));
        }
        let text = format!("FROM {} WHERE {}", from.join(" CROSS JOIN "), conditions.join(" AND "));
        Source { text, values: written.values, id: if lead == Lead::Members { "cp.product_id" } else { "p.id" } }
    }

    /// What a list is ordered by, and whether the largest comes first.
    pub(super) fn order(&self, sort: Sort) -> (&'static str, bool) {
        // An order that an index of all products has would tempt the database to go through them.
        let is_led = self.lead_in(sort) == Lead::Price;
        match sort {
            Sort::Featured => match (&self.matching, self.collection) {
                (Some(_), _) => ("found.rank", false),
                (None, Some(_)) => ("cp.position", false),
                (None, None) if is_led => ("p.position + 0", false),
                (None, None) => ("p.position", false),
            },
            Sort::Newest if is_led => ("p.created_at + 0", true),
            Sort::Newest => ("p.created_at", true),
            Sort::PriceAsc => ("p.min_price", false),
            Sort::PriceDesc => ("p.min_price", true),
            Sort::Title if is_led => ("lower(p.title) || ''", false),
            Sort::Title => ("lower(p.title)", false),
        }
    }
}

/// What lists show; to the letter as the indexes of lists have it.
const LISTED: &str = "p.status = 'active' AND p.min_price IS NOT NULL";

/// Values in the order of their numbers.
#[derive(Default)]
struct Written {
    values: Vec<Value>,
}

impl Written {
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }
}

/// Holds of a product of which a variant can be bought.
pub(super) fn available(id: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM variant v WHERE v.product_id = {id} AND v.deleted_at IS NULL AND {})",
        crate::inventory::available_condition("v.id")
    )
}

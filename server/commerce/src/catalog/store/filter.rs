//! Which products a list is of, and from where the database is led to them: always from something that stands in order already or
//! is small, so that what a page costs does not grow with the shop.

use sea_orm::{ConnectionTrait, Statement, Value};
use types::{Locale, catalog::Sort};
use uuid::Uuid;

use super::found::{FOUND, HIT, Hit, Hits};
use crate::{
    Result,
    catalog::narrow::Narrowing,
    db::{rows, sql},
};

/// Up to so many products are sorted; more are met in the order they stand in.
const SMALL: u64 = 5_000;

/// Only these products. Drafts, and products without a variant, are in no list.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct Filter {
    found: Option<Hits>,
    collection: Option<Uuid>,
    narrowing: Narrowing,
    /// Whose titles it may be ordered by.
    locale: Locale,
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
    /// The product's id, as the leading table has it.
    pub id: &'static str,
    /// Nothing is smaller than all products, and no order was asked for.
    pub is_all: bool,
    written: Written,
    found: Option<Hits>,
}

impl Source {
    /// One more value of the statement; answers with what stands for it.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.written.value(value)
    }

    /// A statement that has [`Self::text`] in it.
    pub fn statement(self, connection: &impl ConnectionTrait, text: &str) -> Result<Statement> {
        match self.found {
            Some(found) => rows::with_rows(connection, text, HIT, &found, self.written.values),
            None => Ok(sql(connection, text, self.written.values)),
        }
    }
}

impl Filter {
    /// All products in `collection`, where one is given.
    pub(in crate::catalog) fn of(collection: Option<Uuid>) -> Self {
        Self { collection, ..Self::default() }
    }

    /// The same for whoever reads `locale`.
    pub(in crate::catalog) fn read_in(self, locale: Locale) -> Self {
        Self { locale, ..self }
    }

    /// Those of them that a search has found.
    pub(in crate::catalog) fn among(self, found: Hits) -> Self {
        Self { found: Some(found), ..self }
    }

    /// The same in all collections.
    pub(in crate::catalog) fn anywhere(self) -> Self {
        Self { collection: None, small: None, ..self }
    }

    /// It is of one collection.
    pub(in crate::catalog) fn is_within(&self) -> bool {
        self.collection.is_some()
    }

    /// More may match what was searched for than was looked at.
    pub(in crate::catalog) fn is_cut(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.len() as u64 >= FOUND)
    }

    /// What a search found, the best first, where nothing narrows it: only what lists show can be found, so it is counted and in order.
    pub(super) fn found_alone(&self) -> Option<&[Hit]> {
        let is_alone = self.collection.is_none() && !self.narrowing.is_some();
        self.found.as_deref().filter(|_| is_alone)
    }

    /// Something was searched for, and nothing was found.
    pub(in crate::catalog) fn finds_nothing(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.is_empty())
    }

    /// The same, narrowed; looks at which way to the products is short.
    pub(in crate::catalog) async fn narrowed(
        self,
        connection: &impl ConnectionTrait,
        narrowing: Narrowing,
    ) -> Result<Self> {
        let mut narrowed = Self { narrowing, small: None, ..self };
        if narrowed.found.is_none() {
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
        if self.found_alone().is_some() {
            let written = Written { before: 1, values: Vec::new() };
            let text = "FROM {rows} WHERE true".to_owned();
            return Source { text, id: "r.product_id", is_all: false, written, found: self.found.clone() };
        }
        let lead = match (&self.found, self.small) {
            (Some(_), _) => Lead::Search,
            (None, Some(small)) => small,
            (None, None) => self.leads().next().unwrap_or(Lead::Order),
        };
        Source { is_all: lead == Lead::Order, ..self.source(lead) }
    }

    fn lead_in(&self, sort: Sort) -> Lead {
        match (&self.found, self.small) {
            (Some(_), _) => Lead::Search,
            (None, Some(small)) => small,
            (None, None) if sort == Sort::Featured && self.collection.is_some() => Lead::Members,
            (None, None) => Lead::Order,
        }
    }

    fn source(&self, lead: Lead) -> Source {
        // Rows take the first place.
        let mut written = Written { before: usize::from(self.found.is_some()), values: Vec::new() };
        let mut conditions = Vec::new();
        // SQLite keeps to the order of a CROSS JOIN; PostgreSQL chooses by its statistics.
        let mut from = Vec::new();
        if self.found.is_some() {
            from.push("{rows}".to_owned());
            conditions.push("p.id = r.product_id".to_owned());
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
        let id = if lead == Lead::Members { "cp.product_id" } else { "p.id" };
        Source { text, id, is_all: false, written, found: self.found.clone() }
    }

    /// What a list is ordered by, and whether the largest comes first.
    pub(super) fn order(&self, sort: Sort) -> (String, bool) {
        // An order that an index of all products has would tempt the database to go through them.
        let is_led = self.lead_in(sort) == Lead::Price;
        let (key, descending) = match sort {
            Sort::Featured => match (&self.found, self.collection) {
                (Some(_), _) => ("r.rank", false),
                (None, Some(_)) => ("cp.position", false),
                (None, None) if is_led => ("p.position + 0", false),
                (None, None) => ("p.position", false),
            },
            Sort::Newest if is_led => ("p.created_at + 0", true),
            Sort::Newest => ("p.created_at", true),
            Sort::PriceAsc => ("p.min_price", false),
            Sort::PriceDesc => ("p.min_price", true),
            Sort::Title => (title(self.locale), false),
        };
        let otherwise = if sort == Sort::Title && is_led { " || ''" } else { "" };
        (format!("{key}{otherwise}"), descending)
    }
}

/// What lists show; to the letter as the indexes of lists have it.
const LISTED: &str = "p.status = 'active' AND p.min_price IS NOT NULL";

/// What titles in `locale` are ordered by; to the letter as the indexes of lists have it.
fn title(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "lower(p.title)",
        Locale::De => "COALESCE(p.title_de, lower(p.title))",
        Locale::Ar => "COALESCE(p.title_ar, lower(p.title))",
    }
}

/// Values in the order of their numbers.
#[derive(Default)]
struct Written {
    /// Numbers that are taken.
    before: usize,
    values: Vec<Value>,
}

impl Written {
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.before + self.values.len())
    }
}

/// Holds of a product of which a variant can be bought.
pub(super) fn available(id: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM variant v WHERE v.product_id = {id} AND v.deleted_at IS NULL AND {})",
        crate::inventory::available_condition("v.id")
    )
}

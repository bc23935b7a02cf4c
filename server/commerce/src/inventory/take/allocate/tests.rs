//! Who gets what, over any shelves and any takes.

use proptest::{collection::vec, option, prelude::*, sample::subsequence};

use super::*;

const HOUR: Millis = 3_600_000;
const NOW: Millis = 10 * HOUR;
/// Variants with stock of their own, and a bundle of the first two of them.
const KEPT: usize = 3;
const BUNDLE: usize = 3;

fn variant(at: usize) -> VariantId {
    VariantId(Uuid::from_u128(100 + at as u128))
}

fn location(at: usize) -> LocationId {
    LocationId(Uuid::from_u128(200 + at as u128))
}

fn cart(at: usize) -> CartId {
    CartId(Uuid::from_u128(300 + at as u128))
}

fn goods() -> impl Strategy<Value = Goods> {
    let shelf = (0..6_i64, prop::bool::weighted(0.8));
    (prop::bool::weighted(0.9), option::weighted(0.3, 1..4_i64), vec(shelf, 1..4)).prop_map(
        |(tracked, cap, shelves)| {
            let shelf = |(at, (free, active))| Shelf { location_id: location(at), free, active, priority: at as i64 };
            Goods { tracked, cap, keep: None, shelves: shelves.into_iter().enumerate().map(shelf).collect() }
        },
    )
}

fn shelves() -> impl Strategy<Value = Shelves> {
    let loose = (0..KEPT, 0..3_usize, 1..4_i64, any::<bool>());
    (vec(goods(), KEPT), 1..3_i64, 1..3_i64, option::weighted(0.3, 1..3_i64), vec(loose, 0..4)).prop_map(
        |(goods, first, second, cap, loose)| {
            let goods: HashMap<_, _> = goods.into_iter().enumerate().map(|(at, one)| (variant(at), one)).collect();
            let parts = vec![(variant(0), first), (variant(1), second)];
            let bundles = HashMap::from([(variant(BUNDLE), Bundle { cap, keep: None, parts })]);
            let loose = loose.into_iter().enumerate().map(|(id, (of, owner, quantity, expired))| Loose {
                id: Uuid::from_u128(400 + id as u128),
                item: (variant(of), location(0)),
                quantity,
                counted: true,
                cart_id: cart(owner),
                expired,
                ceiling_at: NOW + HOUR,
            });
            let mut shelves = Shelves { goods, bundles, loose: loose.collect(), uses: HashMap::new() };
            shelves.free_expired();
            shelves
        },
    )
}

fn take() -> impl Strategy<Value = Take> {
    let lines = (subsequence(vec![0, 1, 2, BUNDLE], 1..4), vec(1..5_i64, 4)).prop_map(|(of, quantities)| {
        let line = |(at, quantity)| Wanted { variant_id: variant(at), quantity, title: String::new() };
        of.into_iter().zip(quantities).map(line).collect()
    });
    (0..3_usize, any::<bool>(), lines, subsequence(vec!["mail:a", "home:b", "card:c"], 0..4)).prop_map(
        |(at, is_order, lines, persons)| {
            let holder = match is_order {
                true => Holder::Order { id: OrderId::new(), cart: cart(at) },
                false => Holder::Cart { id: cart(at), keep: HOUR, ceiling: 2 * HOUR },
            };
            let persons = persons.into_iter().map(|name| Person(name.to_owned())).collect();
            Take { holder, lines, persons: if is_order { persons } else { Vec::new() } }
        },
    )
}

fn free(shelves: &Shelves) -> BTreeMap<ItemId, i64> {
    let of = |(id, goods): (&VariantId, &Goods)| {
        goods.shelves.iter().map(|shelf| ((*id, shelf.location_id), shelf.free)).collect::<Vec<_>>()
    };
    shelves.goods.iter().flat_map(of).collect()
}

/// Everything a take can change, to be compared.
fn all(shelves: &Shelves, outcome: &Outcome) -> String {
    let uses: BTreeMap<_, _> = shelves.uses.iter().map(|(key, uses)| (format!("{key:?}"), uses)).collect();
    format!("{:?} {:?} {uses:?} {outcome:?}", free(shelves), shelves.loose)
}

proptest! {
    #[test]
    fn nothing_is_taken_that_is_not_there(shelves in shelves(), takes in vec(take(), 1..8)) {
        let (before, mut after, mut outcome) = (free(&shelves), shelves, Outcome::default());
        for take in &takes {
            _ = allocate(&mut after, take, NOW, &mut outcome);
        }
        for (item, left) in free(&after) {
            let held = outcome.held.get(&item).copied().unwrap_or_default();
            prop_assert!(left >= 0);
            prop_assert_eq!(left + held, before[&item], "units neither appear nor vanish");
        }
        let closed = |item: &ItemId| {
            after.goods[&item.0].shelves.iter().any(|shelf| shelf.location_id == item.1 && !shelf.active)
        };
        prop_assert!(!outcome.new.iter().any(|hold| closed(&hold.item)), "nothing comes from a closed location");
    }

    #[test]
    fn it_is_all_lines_or_none_and_a_refusal_leaves_no_trace(shelves in shelves(), takes in vec(take(), 1..8)) {
        let (mut shelves, mut outcome) = (shelves, Outcome::default());
        for take in &takes {
            let (before, written) = (all(&shelves, &outcome), outcome.new.len());
            match allocate(&mut shelves, take, NOW, &mut outcome) {
                Err(refusal) => {
                    prop_assert!(!refusal.lines.is_empty());
                    prop_assert_eq!(all(&shelves, &outcome), before);
                }
                Ok(_) => for line in &take.lines {
                    for (part, units) in shelves.parts(line) {
                        let of = |hold: &&NewHold| hold.wanted_id == line.variant_id && hold.item.0 == part;
                        let held: i64 = outcome.new[written..].iter().filter(of).map(|hold| hold.quantity).sum();
                        prop_assert!(held == units || held == 0 && !shelves.tracked(part), "{held} of {units}");
                    }
                },
            }
        }
    }

    #[test]
    fn so_many_as_are_said_to_be_left_can_be_had(shelves in shelves(), take in take(), more in 1..9_i64) {
        let mut one = Take { persons: Vec::new(), ..take };
        one.lines.truncate(1);
        one.lines[0].quantity = more;
        let id = one.lines[0].variant_id;
        let Err(refusal) = allocate(&mut shelves.clone(), &one, NOW, &mut Outcome::default()) else { return Ok(()) };
        let (Shortage::Stock { left } | Shortage::Cap { most: left }) = refusal.lines[&id];
        prop_assert!(left < more);
        if left > 0 && matches!(refusal.lines[&id], Shortage::Stock { .. }) {
            one.lines[0].quantity = left;
            prop_assert!(allocate(&mut shelves.clone(), &one, NOW, &mut Outcome::default()).is_ok());
        }
    }

    #[test]
    fn nobody_gets_past_a_cap(shelves in shelves(), takes in vec(take(), 1..12)) {
        let (mut shelves, mut outcome) = (shelves, Outcome::default());
        for take in &takes {
            _ = allocate(&mut shelves, take, NOW, &mut outcome);
        }
        let mut had: HashMap<(VariantId, &String), i64> = HashMap::new();
        for (variant, person, _, quantity) in &outcome.uses {
            *had.entry((*variant, person)).or_default() += quantity;
        }
        for ((variant, person), units) in had {
            prop_assert!(shelves.cap(variant).is_some_and(|cap| units <= cap), "{person} has {units}");
        }
    }

    #[test]
    fn who_comes_first_is_served_first(shelves in shelves(), takes in vec(take(), 2..8), cut in 1..7_usize) {
        let answers = |takes: &[Take]| {
            let (mut shelves, mut outcome) = (shelves.clone(), Outcome::default());
            takes.iter().map(|take| allocate(&mut shelves, take, NOW, &mut outcome)).collect::<Vec<_>>()
        };
        let cut = cut.min(takes.len());
        prop_assert_eq!(&answers(&takes)[..cut], &answers(&takes[..cut])[..], "later ones change nothing");
    }

    #[test]
    fn units_come_from_the_first_shelf_that_has_them_all_or_from_several_in_order(goods in goods(), units in 1..12_i64) {
        prop_assume!(goods.tracked);
        let open: Vec<_> = goods.shelves.iter().filter(|shelf| shelf.active).cloned().collect();
        prop_assume!(open.iter().map(|shelf| shelf.free).sum::<i64>() >= units);
        let mut shelves = Shelves { goods: HashMap::from([(variant(0), goods)]), ..Shelves::default() };
        let from = off_the_shelf(&mut shelves, variant(0), units);
        match open.iter().find(|shelf| shelf.free >= units) {
            Some(first) => prop_assert_eq!(from, [(first.location_id, units)]),
            None => {
                let emptied = open.iter().filter(|shelf| shelf.free > 0).zip(&from);
                let last = from.len() - 1;
                for (at, (shelf, (location, taken))) in emptied.enumerate() {
                    prop_assert_eq!(shelf.location_id, *location);
                    prop_assert!(*taken == shelf.free || at == last, "a shelf is emptied before the next");
                }
                prop_assert_eq!(from.iter().map(|(_, taken)| taken).sum::<i64>(), units);
            }
        }
    }
}

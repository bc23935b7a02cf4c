//! What buyers say of the demo's goods: the same for everyone who asks, put together from words about goods of that kind.

use crate::Product;

/// What somebody says of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// One to five.
    pub stars: u8,
    /// A line.
    pub title: &'static str,
    /// A few sentences.
    pub text: &'static str,
    /// Who says it.
    pub name: &'static str,
    /// What the shop answers; mostly nothing.
    pub reply: &'static str,
    /// When, before the shop was opened.
    pub hours_ago: u32,
}

type Said = (u8, &'static str);

/// Two of three products have some, from two to seven.
pub fn reviews(product: &Product) -> Vec<Review> {
    let mut draw = Draw::of(&product.slug);
    if !product.featured && draw.below(3) == 0 {
        return Vec::new();
    }
    let pool = words(product.collections.first().map_or("", String::as_str));
    let count = if product.featured { 5 + draw.below(3) } else { 2 + draw.below(4) };
    let (first, step) = (draw.below(pool.len()), 1 + 2 * draw.below(2));
    let title_at = draw.below(7);
    let mut hours_ago = 20 + draw.below(200) as u32;
    (0..count)
        .map(|index| {
            // Pools are eleven long and the step is one or three, so no text comes twice on one page.
            let (stars, text) = pool[(first + index * step) % pool.len()];
            let title = titles(stars)[(title_at + index) % titles(stars).len()];
            let name = NAMES[(index * 4 + first * 3 + title_at) % NAMES.len()];
            hours_ago += 90 + draw.below(600) as u32;
            let reply = if stars <= 3 { REPLIES[draw.below(REPLIES.len())] } else { "" };
            Review { stars, title, text, name, reply, hours_ago }
        })
        .collect()
}

/// Numbers that follow from a name and from nothing else.
struct Draw(u64);

impl Draw {
    fn of(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn titles(stars: u8) -> &'static [&'static str] {
    match stars {
        5 => &[
            "Would buy it again",
            "Better than it had to be",
            "In use every day",
            "Made by people who care",
            "Exactly right",
            "A keeper",
            "Worth the wait",
        ],
        4 => &["Very good, one wish", "Nearly perfect", "Does what it says", "Glad I bought it", "Solid"],
        3 => &["Good, with a but", "Not quite for me", "Fine"],
        _ => &["Hoped for more", "Sent it back"],
    }
}

const REPLIES: [&str; 3] = [
    "Thank you for telling us. Write to the counter and we will find one that suits you.",
    "That should not be so. Send it back at our cost and we will look at it.",
    "Fair point. We have passed it on to the workshop.",
];

const NAMES: [&str; 23] = [
    "Maren K.",
    "Tomás",
    "Iris from Leith",
    "J. Okafor",
    "Hanne",
    "Paul W.",
    "Signe Dahl",
    "Aoife",
    "R. Lindqvist",
    "Bea",
    "Mikkel",
    "Noor",
    "Fergus",
    "Ana Ruiz",
    "Dov",
    "Elin S.",
    "Kasimir",
    "Yuki",
    "Greta M.",
    "Owen",
    "Lotte",
    "Sam P.",
    "Ines",
];

fn words(collection: &str) -> &'static [Said] {
    match collection {
        "carry" => &CARRY,
        "camp-kitchen" => &KITCHEN,
        "light" => &LIGHT,
        "wear" => &WEAR,
        "rest" => &REST,
        _ => &PAPER,
    }
}

const CARRY: [Said; 11] = [
    (
        5,
        "Three weeks of ferries and one very wet pier, and what was inside stayed dry. The cloth has begun to mark where it folds, which I like.",
    ),
    (
        5,
        "I carry a laptop, lunch and swimming things to work in it. It stands by itself on the floor of a train, which is all I ever wanted.",
    ),
    (4, "Strong seams and good hardware. One more pocket inside, small enough for keys, and I would have no wish."),
    (
        5,
        "My old one was mended four times. This is the first that feels as if it will outlast me. The zip runs with one hand.",
    ),
    (
        4,
        "Smaller than I had pictured, so look at the measures. For a day out it is enough, for a night away it is not.",
    ),
    (5, "The buckle closes with gloves on. Somebody has tried this in winter."),
    (3, "Handsome, but it smelled of wax for the first two weeks and so did my coat. Gone by now."),
    (5, "Given to my daughter for her first job. She says people ask where it is from."),
    (4, "Comfortable even when it is full. The strap could be a hand longer for tall people."),
    (5, "Comes folded in paper, not in plastic, with a card on how to mend it. Small thing, but it says something."),
    (
        2,
        "The colour is much darker than on my screen. It was taken back without a question, so two stars for the colour and five for the shop.",
    ),
];

const KITCHEN: [Said; 11] = [
    (
        5,
        "Boiled, dropped, sat on and boiled again. There is a chip on the rim now, and it tastes of nothing but coffee.",
    ),
    (5, "Weighs next to nothing and packs into itself. It has replaced three things in my box."),
    (4, "Heats evenly even on a bad stove. The handle gets hot before the water does, so bring a cloth."),
    (5, "We eat out of it at home too. The children have each claimed one."),
    (5, "Cleans with sand and sea water. I was told so and did not believe it."),
    (4, "Good weight in the hand. I would pay more for a lid that fits as well as the rest."),
    (3, "It does the job, but mine wobbled a little on a flat table until I bent it back."),
    (5, "Made breakfast for nine on a beach with it. Nothing stuck and nothing burned."),
    (5, "A gift for someone who has everything. He had not this, and he uses it on Sundays."),
    (4, "Smaller packing than the maker's picture suggests. It rattles in the bag, so I wrap it in a towel."),
    (5, "I bought it for the boat and then a second for the kitchen at home."),
];

const LIGHT: [Said; 11] = [
    (5, "Warm light, no flicker, and it does not draw every moth in the county. We read by it until midnight."),
    (5, "Hangs from a twig, stands on a stone. The switch can be found in the dark, as it should be."),
    (4, "Lasts two long evenings on one charge, not three. Everything else is as described."),
    (5, "It stands on the window sill so that whoever comes home late sees it from the road."),
    (4, "Lovely light, though the lowest setting is still a little bright beside a bed."),
    (5, "Survived a fall from a table on to slate. A dent, and it works."),
    (5, "The glass comes out for cleaning without a tool. I have waited years for a lamp that does that."),
    (3, "Nice thing, but the cable is short. I had to move a table for it."),
    (5, "We had a power cut the week it came. It was the only light in the house and we did not mind."),
    (4, "Heavier than I thought, in a good way. It does not tip in the wind."),
    (2, "Mine hummed on the brightest setting. The new one they sent does not."),
];

const WEAR: [Said; 11] = [
    (5, "Warm without being thick. I have stopped taking a second layer on the morning boat."),
    (4, "Runs a little wide in the shoulders. I took one size smaller than usual and it is right."),
    (5, "Washed six times, cold and by hand, and it has kept its shape."),
    (5, "It does not itch. I have sent back five others that did."),
    (4, "The colour has more grey in it than the picture, which suits me better."),
    (5, "Wind goes round it. I wear it from October to April and in Scottish summers."),
    (3, "Good wool, but a thread was loose at the cuff. I mended it with the yarn that came along."),
    (5, "My mother knitted all her life. She turned it inside out, looked for a while and nodded."),
    (5, "Dried on the back of a chair overnight. Fine for walking from hut to hut."),
    (4, "Well made. Sleeves are on the long side, so I turn them up once."),
    (5, "Bought one in each colour, which says enough."),
];

const REST: [Said; 11] = [
    (5, "Slept through a gale in it. The dog slept through it as well."),
    (5, "Up in four minutes, alone, in rain. The second time; the first took ten."),
    (4, "Soft and warm. It sheds a little for the first week, then no more."),
    (5, "It has lived on the sofa since it came. Nobody has taken it outdoors yet."),
    (4, "Rolls up small, though never again as small as it came out of its bag."),
    (5, "Two grown people and one child, and it did not even creak."),
    (5, "Heavy in the way that sends you to sleep. I have not finished a chapter since."),
    (3, "Comfortable, but the pegs bend in stony ground. I use others."),
    (5, "Third year on the same balcony, sun and salt, and the cloth has not faded."),
    (4, "A good length for tall people. It could do with a second loop at the foot."),
    (5, "Bought after a night in a friend's. We both have one now."),
];

const PAPER: [Said; 11] = [
    (5, "Takes ink without feathering, even from a broad nib. It lies flat from the first page on."),
    (5, "Hung above the desk. I find a new headland in it every week."),
    (4, "Beautiful paper. The corners could be rounder, mine have bumped in the bag."),
    (5, "I draw on ferries with wet hands. The sheets buckle a little and dry flat."),
    (5, "Printed so finely that you want a glass for it. Came rolled in a tube that could sink a ship."),
    (4, "Good lines, not too dark. I would like the same without any."),
    (5, "Six of them as gifts, and one that I could not give away."),
    (3, "Nice, but smaller than I thought. Look at the measures before you choose a frame."),
    (5, "It has been wet, and it has been a plate. Everything in it can still be read."),
    (4, "The binding is sewn, not glued, and you can tell. The elastic is a bit loose."),
    (5, "My log for the year. The paper is nicer than what happens on it."),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn most_goods_have_some_and_no_page_says_the_same_twice() {
        let products = crate::catalogue().products;
        let said: Vec<Vec<Review>> = products.iter().map(reviews).collect();
        let some = said.iter().filter(|reviews| !reviews.is_empty()).count();
        assert!(some * 2 > products.len() && some < products.len(), "{some} of {}", products.len());
        for reviews in &said {
            let texts: HashSet<_> = reviews.iter().map(|review| review.text).collect();
            let names: HashSet<_> = reviews.iter().map(|review| review.name).collect();
            assert_eq!((texts.len(), names.len()), (reviews.len(), reviews.len()), "{reviews:?}");
            assert!(reviews.is_sorted_by_key(|review| review.hours_ago));
            assert!(reviews.iter().all(|review| (1..=5).contains(&review.stars)));
        }
        assert_eq!(said, products.iter().map(reviews).collect::<Vec<_>>(), "the same each time");
    }
}

//! Every extra of the shop. No extra is added without a line here: what it does, from which level it is left out, and what stands in
//! its place then.

use crate::pressure::Level;

macro_rules! flags {
    ($(#[doc = $doc:literal] $name:ident = $key:literal, sheds at $level:literal, instead $stand_in:literal;)*) => {
        /// An extra that can be switched off.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Flag { $(#[doc = $doc] $name,)* }

        /// All extras.
        pub const FLAGS: &[Definition] = &[$(Definition {
            flag: Flag::$name,
            key: $key,
            // Doc comments begin with a blank.
            description: $doc.trim_ascii(),
            shed_at: Level::new($level),
            stand_in: $stand_in,
        },)*];
    };
}

/// What is known of an extra.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Which.
    pub flag: Flag,
    /// As programs and the database write it; never changed once shipped.
    pub key: &'static str,
    /// What it does.
    pub description: &'static str,
    /// From this level on it is left out, unless staff say otherwise. Above calm: an extra is never shed without need.
    pub shed_at: Level,
    /// What stands in its place.
    pub stand_in: &'static str,
}

// At level 3 a page is light: none of these is on it.
flags! {
    /// Products like this one, below it on its page.
    RelatedProducts = "related_products", sheds at 3, instead "the product's collections, linked above its name";
    /// What this visitor looked at before, on product pages.
    RecentlyViewed = "recently_viewed", sheds at 2, instead "nothing";
    /// Names of products offered while words are typed into the search.
    SearchSuggestions = "search_suggestions", sheds at 2, instead "the search itself";
    /// How many products each filter of a list would leave.
    FacetCounts = "facet_counts", sheds at 3, instead "the same filters without numbers";
    /// What is for sale and held, brought up to date while a product is looked at.
    LiveStock = "live_stock", sheds at 1, instead "stock as it was when the page was made";
    /// The box that asks for an address for the newsletter.
    Newsletter = "newsletter", sheds at 3, instead "nothing";
    /// A product's pictures in full view, to be paged through.
    GalleryExtras = "gallery_extras", sheds at 2, instead "the same pictures beside each other";
    /// Products that go well with what is in the cart, below it.
    RelatedOnCart = "related_on_cart", sheds at 2, instead "nothing";
    /// Sizes and formats of pictures made that are not there yet; those that are there are always served.
    PictureRenditions = "picture_renditions", sheds at 2, instead "another size or format that is there, or the original";
    /// What buyers say of a product, on its page, and the forms to say it on the page of an order.
    Reviews = "reviews", sheds at 3, instead "the same pages without them";
    /// A question on the page of an order, and one on the cart's.
    FeedbackSurvey = "feedback_survey", sheds at 2, instead "nothing";
    /// Offers to tell by mail when something sold out is back; while it is off nobody is told either, and those who wait stay.
    NotifyMe = "notify_me", sheds at 3, instead "the words that it is sold out";
    /// How many things are on the wishlist, in the header.
    WishlistCount = "wishlist_count", sheds at 2, instead "the link without a number";
    /// Greets whoever has signed in by name on the home page, with the way to their last order.
    PersonalGreeting = "personal_greeting", sheds at 1, instead "nothing";
    /// Lets browsers keep products and the cart as they were seen, for when there is no connection; what is kept already stays.
    OfflineCopies = "offline_copies", sheds at 2, instead "what a browser says without a connection";
}

impl Flag {
    /// What is known of it.
    #[must_use]
    pub fn definition(self) -> &'static Definition {
        // In the order of the enum, by construction.
        &FLAGS[self as usize]
    }

    /// As programs and the database write it.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.definition().key
    }

    /// The extra with that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Flag> {
        FLAGS.iter().find(|definition| definition.key == key).map(|definition| definition.flag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_extra_has_a_key_of_its_own_words_and_a_level_above_calm() {
        let mut keys: Vec<_> = FLAGS.iter().map(|definition| definition.key).collect();
        for (index, definition) in FLAGS.iter().enumerate() {
            assert_eq!(definition.flag as usize, index);
            assert_eq!(definition.flag.definition().key, definition.key);
            assert_eq!(Flag::from_key(definition.key), Some(definition.flag));
            assert!(definition.shed_at > Level::CALM, "{}", definition.key);
            assert!(definition.description.ends_with('.') && !definition.stand_in.is_empty(), "{}", definition.key);
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), FLAGS.len());
    }

    #[test]
    fn a_page_at_level_three_has_no_extra_on_it() {
        assert!(FLAGS.iter().all(|definition| definition.shed_at <= Level::new(3)));
    }
}

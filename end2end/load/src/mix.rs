//! What visitors do, in the proportions of TPC-W: the benchmark of shops, and the only one whose mixes others have used too.
//!
//! TPC Benchmark W (Web Commerce), Specification, Version 1.8, 2002, Clause 5.2: the share of each web interaction in the browsing
//! (WIPSb), shopping (WIPS) and ordering (WIPSo) mix. Here a share is the chance that an arrival is this interaction, so offered load
//! has the mix's shares exactly; TPC-W's own emulated browsers wait for answers and so are a closed model.

/// TPC-W's fourteen interactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// Home.
    Home,
    /// New Products: a listing, newest first.
    NewProducts,
    /// Best Sellers: a collection.
    BestSellers,
    /// Product Detail.
    ProductDetail,
    /// Search Request: the page with the form.
    SearchRequest,
    /// Search Results.
    SearchResults,
    /// Shopping Cart: one more line in the cart.
    ShoppingCart,
    /// Customer Registration: buyers are guests here, so the cart's page on the way to the till.
    CustomerRegistration,
    /// Buy Request: the cart with all it will come to.
    BuyRequest,
    /// Buy Confirm: a whole order.
    BuyConfirm,
    /// Order Inquiry: asking for an order.
    OrderInquiry,
    /// Order Display: the same, read.
    OrderDisplay,
    /// Admin Request: visitors are no staff, so a product as programs read it.
    AdminRequest,
    /// Admin Confirm: its stock.
    AdminConfirm,
}

use Interaction::{
    AdminConfirm, AdminRequest, BestSellers, BuyConfirm, BuyRequest, CustomerRegistration, Home, NewProducts,
    OrderDisplay, OrderInquiry, ProductDetail, SearchRequest, SearchResults, ShoppingCart,
};

/// Shares of interactions in hundredths of a percent; they come to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix(&'static [(Interaction, u32)]);

/// All shares of a mix together.
const WHOLE: u32 = 10_000;

impl Mix {
    /// Looking around only.
    pub const BROWSE: Self = Self(&[
        (Home, 2_000),
        (NewProducts, 2_000),
        (BestSellers, 1_500),
        (ProductDetail, 3_000),
        (SearchResults, 1_500),
    ]);

    /// WIPSb: 95 % browse, 5 % order.
    pub const TPCW_BROWSING: Self = Self(&[
        (Home, 2_900),
        (NewProducts, 1_100),
        (BestSellers, 1_100),
        (ProductDetail, 2_100),
        (SearchRequest, 1_200),
        (SearchResults, 1_100),
        (ShoppingCart, 200),
        (CustomerRegistration, 82),
        (BuyRequest, 75),
        (BuyConfirm, 69),
        (OrderInquiry, 30),
        (OrderDisplay, 25),
        (AdminRequest, 10),
        (AdminConfirm, 9),
    ]);

    /// WIPS: 80 % browse, 20 % order.
    pub const TPCW_SHOPPING: Self = Self(&[
        (Home, 1_600),
        (NewProducts, 500),
        (BestSellers, 500),
        (ProductDetail, 1_700),
        (SearchRequest, 2_000),
        (SearchResults, 1_700),
        (ShoppingCart, 1_160),
        (CustomerRegistration, 300),
        (BuyRequest, 260),
        (BuyConfirm, 120),
        (OrderInquiry, 75),
        (OrderDisplay, 66),
        (AdminRequest, 10),
        (AdminConfirm, 9),
    ]);

    /// WIPSo: 50 % browse, 50 % order.
    pub const TPCW_ORDERING: Self = Self(&[
        (Home, 912),
        (NewProducts, 46),
        (BestSellers, 46),
        (ProductDetail, 1_235),
        (SearchRequest, 1_453),
        (SearchResults, 1_308),
        (ShoppingCart, 1_353),
        (CustomerRegistration, 1_286),
        (BuyRequest, 1_273),
        (BuyConfirm, 1_018),
        (OrderInquiry, 25),
        (OrderDisplay, 22),
        (AdminRequest, 12),
        (AdminConfirm, 11),
    ]);

    /// The interaction that `random` falls on.
    #[must_use]
    pub fn choose(self, random: u64) -> Interaction {
        let mut left = (random % u64::from(WHOLE)) as u32;
        for (interaction, share) in self.0 {
            if left < *share {
                return *interaction;
            }
            left -= share;
        }
        Home
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Mix; 4] = [Mix::BROWSE, Mix::TPCW_BROWSING, Mix::TPCW_SHOPPING, Mix::TPCW_ORDERING];

    fn browsing(mix: Mix) -> u32 {
        let looks = [Home, NewProducts, BestSellers, ProductDetail, SearchRequest, SearchResults];
        mix.0.iter().filter(|(interaction, _)| looks.contains(interaction)).map(|(_, share)| share).sum()
    }

    #[test]
    fn the_shares_of_every_mix_come_to_the_whole() {
        for mix in ALL {
            assert_eq!(mix.0.iter().map(|(_, share)| share).sum::<u32>(), WHOLE, "{mix:?}");
        }
    }

    #[test]
    fn tpcw_mixes_browse_95_80_and_50_percent() {
        assert_eq!(ALL.map(browsing), [WHOLE, 9_500, 8_000, 5_000]);
    }

    #[test]
    fn interactions_are_chosen_by_their_shares() {
        let buys = (0..u64::from(WHOLE)).filter(|random| Mix::TPCW_ORDERING.choose(*random) == BuyConfirm).count();
        assert_eq!(buys, 1_018);
    }
}

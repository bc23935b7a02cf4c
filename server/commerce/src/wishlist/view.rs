//! A list as its owner sees it: pure.

use std::collections::HashMap;

use types::{
    Money, VariantId,
    catalog::FEW_LEFT,
    wishlist::{Standing, WishView, WishedGoods, WishlistView},
};

use super::store::Wish;
use crate::{Result, catalog::SellableVariant, inventory::Level};

pub(super) fn assemble(
    wishes: &[Wish],
    mut goods: HashMap<VariantId, SellableVariant>,
    levels: &HashMap<VariantId, Level>,
    price: impl Fn(&SellableVariant) -> Result<Money>,
) -> Result<WishlistView> {
    let view = |wish: &Wish| {
        let id = wish.variant_id;
        let wished = |goods| wished(goods, standing(levels.get(&id)), &price);
        Ok(WishView { variant_id: id, goods: goods.remove(&id).map(wished).transpose()? })
    };
    let mut items = wishes.iter().map(view).collect::<Result<Vec<_>>>()?;
    items.sort_by_key(|item| item.goods.is_none());
    Ok(WishlistView { items })
}

fn wished(
    goods: SellableVariant,
    standing: Standing,
    price: impl Fn(&SellableVariant) -> Result<Money>,
) -> Result<WishedGoods> {
    let price = price(&goods)?;
    let SellableVariant { slug, title, variant_title, image, .. } = goods;
    Ok(WishedGoods { slug, title, variant_title, image, price, standing })
}

fn standing(level: Option<&Level>) -> Standing {
    match level {
        Some(level) if level.in_drop => Standing::InDrop,
        Some(level) if level.is_available() => match level.for_sale() {
            Some(left) if left <= FEW_LEFT => Standing::FewLeft(left),
            _ => Standing::Available,
        },
        _ => Standing::SoldOut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_had_is_told_as_it_is() {
        let level = |on_hand, held| Level { tracked: true, on_hand, held, ..Level::default() };
        assert_eq!(standing(Some(&level(40, 0))), Standing::Available);
        assert_eq!(standing(Some(&level(7, 4))), Standing::FewLeft(3));
        assert_eq!(standing(Some(&level(4, 4))), Standing::SoldOut);
        assert_eq!(standing(Some(&Level { in_drop: true, ..level(9, 0) })), Standing::InDrop);
        assert_eq!(standing(Some(&Level::default())), Standing::Available, "not counted");
        assert_eq!(standing(None), Standing::SoldOut, "not kept");
    }
}

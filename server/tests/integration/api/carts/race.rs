//! More buyers than units.

use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::json;

use super::super::{Program, goods, order};
use crate::shop::TestShop;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_buyers_of_five_units_place_five_orders() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let carts = join_all((0..64).map(|_| program.cart_with(kettle.variant, 1))).await;
    let form = order("tok_ok");
    let answers = join_all(carts.iter().map(|cart| program.checkout(cart, cart, &form))).await;

    let mut placed = Vec::new();
    for answer in answers {
        match answer.status {
            StatusCode::ACCEPTED => placed.push(answer.json()["order"].clone()),
            _ => {
                let problem = answer.refused(409, "out_of_stock");
                assert_eq!(problem["errors"][0]["field"], format!("lines.{}", kettle.variant));
            }
        }
    }
    assert_eq!(placed.len(), 5);
    for order in placed {
        assert_eq!(program.settled(order["token"].as_str().unwrap()).await["status"], json!("confirmed"));
    }
    assert_eq!(kettle.stock(&shop).await, [0, 0, 5]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn carts_that_hold_the_same_things_in_another_order_do_not_wait_for_each_other() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let (kettle, mug) = (goods(&shop, 8).await, goods(&shop, 8).await);
    let carts = join_all((0..24).map(|number| {
        let (program, mut things) = (program.clone(), [kettle.variant, mug.variant]);
        if number % 2 == 0 {
            things.reverse();
        }
        async move {
            let cart = program.cart_with(things[0], 1).await;
            let line = json!({"variant_id": things[1], "quantity": 1});
            program.post(&format!("/carts/{cart}/lines"), &line).await.ok(StatusCode::OK);
            cart
        }
    }))
    .await;
    let form = order("tok_ok");
    let answers = join_all(carts.iter().map(|cart| program.checkout(cart, cart, &form))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == StatusCode::ACCEPTED).count(), 8);
    assert!(answers.iter().all(|answer| matches!(answer.status.as_u16(), 202 | 409)));
    assert_eq!((kettle.stock(&shop).await, mug.stock(&shop).await), ([0, 0, 8], [0, 0, 8]));
    shop.close().await;
}

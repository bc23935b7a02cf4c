use super::Program;
use crate::shop::TestShop;

#[tokio::test]
async fn a_token_nobody_was_given_opens_nothing() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for token in ["1001", "AAAAAAAAAAAAAAAAAAAAAA", "%FF", "%00", "'%20OR%20'1'='1", &"x".repeat(2000)] {
        program.get(&format!("/orders/{token}")).await.refused(404, "not_found");
    }
    shop.close().await;
}

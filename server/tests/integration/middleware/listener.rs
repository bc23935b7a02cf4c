use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::shop::TestShop;

/// What the server says before it closes the connection.
async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset counts as closed.
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await.expect("the connection is closed");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn clients_that_dawdle_over_their_header_are_cut_off() {
    let shop = TestShop::open_with(|config| config.server.header_timeout = Duration::from_millis(300)).await;
    for beginning in ["", "P", "GET / HTTP/1.1\r\nHost: shop\r\nX-Slow: "] {
        let mut stream = TcpStream::connect(shop.addr).await.unwrap();
        let start = Instant::now();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let said = answer(&mut stream).await;
        assert!(start.elapsed() < Duration::from_secs(3), "{beginning:?}");
        assert!(!said.contains("200 OK"), "{said}");
    }
    shop.close().await;
}

#[tokio::test]
async fn headers_beyond_the_limit_are_refused() {
    let shop = TestShop::open().await;
    let large = format!("GET / HTTP/1.1\r\nHost: shop\r\nX-Large: {}\r\n\r\n", "x".repeat(40 * 1024));
    let many = format!("GET / HTTP/1.1\r\nHost: shop\r\n{}\r\n", "X-Many: 1\r\n".repeat(200));
    for request in [large, many] {
        let mut stream = TcpStream::connect(shop.addr).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let said = answer(&mut stream).await;
        assert!(said.starts_with("HTTP/1.1 431"), "{said}");
    }
    shop.close().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_their_turn() {
    let shop = TestShop::open_with(|config| config.server.max_connections = 1).await;
    let request = b"GET /healthz HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
    let first = TcpStream::connect(shop.addr).await.unwrap();
    let mut second = TcpStream::connect(shop.addr).await.unwrap();
    second.write_all(request).await.unwrap();
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(300), second.peek(&mut byte)).await.is_err(), "it waits");
    drop(first);
    assert!(answer(&mut second).await.contains("ok"));
    shop.close().await;
}

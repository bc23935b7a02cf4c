//! A listening socket and its connections: bounded in number, in header size and in patience.
//!
//! HTTP/1.1 only. TLS, HTTP/2 and HTTP/3 belong to the proxy in front, which speaks HTTP/1.1 to its origin.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{body::Body, extract::ConnectInfo, response::Response};
use http::Request;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::sync::CancellationToken;
use tower::{Service, ServiceExt};

use crate::{config::ServerConfig, metric_names::CONNECTIONS};

/// All headers of a request together. More is answered with 431.
const MAX_HEADER_BYTES: usize = 32 * 1024;

/// Headers of a request. More is answered with 431.
const MAX_HEADERS: usize = 100;

/// What one listener grants its clients.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Which listener, for metrics.
    pub name: &'static str,
    /// Connections open at once; more wait in the kernel's queue.
    pub max_connections: usize,
    /// For a request's header, counted from the connection's start or the last response.
    pub header_timeout: Duration,
    /// For requests in flight once told to stop.
    pub drain: Duration,
}

impl Limits {
    /// Of a public listener called `name`, as `server` says.
    #[must_use]
    pub fn of(name: &'static str, server: &ServerConfig) -> Self {
        Self {
            name,
            max_connections: server.max_connections,
            header_timeout: server.header_timeout,
            drain: server.drain,
        }
    }

    /// For probes and metrics: few clients, quick answers.
    pub const OPS: Self = Self {
        name: "ops",
        max_connections: 64,
        header_timeout: Duration::from_secs(5),
        drain: Duration::from_secs(1),
    };
}

/// What answers requests: a router, or one with something in front.
pub trait Answers:
    Service<Request<Body>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

impl<S> Answers for S where
    S: Service<Request<Body>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

/// Serves `router` on `listener` until `stop`, then closes the socket, lets requests in flight finish, and returns.
pub async fn serve(listener: TcpListener, router: impl Answers, limits: Limits, stop: CancellationToken) {
    let slots = Arc::new(Semaphore::new(limits.max_connections));
    let graceful = GracefulShutdown::new();
    while let Some((stream, peer, slot)) = next_connection(&listener, &slots, &stop).await {
        let connection = connection(stream, peer, router.clone(), limits.header_timeout);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            metrics::gauge!(CONNECTIONS, "listener" => limits.name).increment(1);
            if let Err(cause) = watched.await {
                tracing::debug!(%cause, %peer, "connection ended early");
            }
            metrics::gauge!(CONNECTIONS, "listener" => limits.name).decrement(1);
            drop(slot);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!(listener = limits.name, "some connections did not finish in time and are cut");
    }
}

/// Waits for a free slot first, so that a full server leaves newcomers to the kernel's queue. None when told to stop.
async fn next_connection(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let accept = async {
        let slot = Arc::clone(slots).acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return Some((stream, peer, slot)),
                Err(error) => pause_after(&error).await,
            }
        }
    };
    stop.run_until_cancelled(accept).await.flatten()
}

/// A client that has gone is nothing; being out of file descriptors passes when connections close.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "cannot accept connections; trying again in a second");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: impl Answers,
    header_timeout: Duration,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<Incoming, ResBody = Body, Error = Infallible, Future: Send>,
> {
    // Answers are written whole; waiting to fill a packet only delays them.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "TCP_NODELAY");
    }
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_headers(MAX_HEADERS)
        .max_header_size(MAX_HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
}

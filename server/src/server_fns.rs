//! What the islands call: `app::server_fns`, given the same context as a page's handler.

use app::server_fns::CartCookie;
use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header::SET_COOKIE};
use leptos::prelude::{expect_context, provide_context};
use leptos_axum::{ResponseOptions, handle_server_fns_with_context};
use tower::ServiceExt;
use tower_http::limit::RequestBodyLimitLayer;

use crate::{App, cart_cookie, middleware::BODY_LIMIT, visitor::Visitor};

/// Runs the function the path names. Function bodies are read without axum's extractors, so the limit is put on here.
pub async fn call(visitor: Visitor, request: Request) -> Response {
    let Visitor { cx, app, .. } = visitor;
    let context = move || {
        provide_context(cx.clone());
        provide_context(cart_cookie_of(app.clone()));
    };
    let call = tower::service_fn(move |request: http::Request<_>| {
        let context = context.clone();
        async move {
            let request = request.map(axum::body::Body::new);
            Ok::<_, std::convert::Infallible>(handle_server_fns_with_context(context, request).await.into_response())
        }
    });
    let limited = tower::ServiceBuilder::new().layer(RequestBodyLimitLayer::new(BODY_LIMIT)).service(call);
    match limited.oneshot(request).await {
        Ok(response) => response.map(axum::body::Body::new),
        Err(never) => match never {},
    }
}

fn cart_cookie_of(app: App) -> CartCookie {
    let options = expect_context::<ResponseOptions>();
    CartCookie::new(move |cart, units| {
        for cookie in [cart_cookie::remember(&app, cart), cart_cookie::tell_units(&app, units)] {
            if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
                options.append_header(SET_COOKIE, value);
            }
        }
    })
}

//! Who may speak to the form: this machine, this browser, pages of our own.
//!
//! - A name of another site that resolves to this machine (DNS rebinding) fails at the `Host`.
//! - A page of another site that posts here fails at the `Origin`, and has no cookie: `SameSite=Strict`.
//! - Another user or program of this machine fails at the token, which stands in the printed address
//!   only and becomes a cookie that scripts cannot read.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::page::Visitor;
use super::{App, page};

/// What pages may do: nothing but show themselves, with our own style, script and pictures.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What reports may do: they are whole documents with their style in them, and run nothing.
pub(super) const DOCUMENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups";

/// Lets a request pass, or says why not; gives every answer its headers.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let visitor = Visitor::of(request.headers(), request.uri(), &app);
    let mut response = match refusal(&app, &request) {
        None => next.run(request).await,
        Some(Refusal::Entered) => enter(&app),
        Some(Refusal::Denied(status, key)) => page::message(&app, &visitor, status, "form.denied", key),
    };
    let headers = response.headers_mut();
    let mut set = |name, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Not `no-referrer`: that would make the Origin of our own posts `null`.
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if let Some(cookie) = visitor.language_cookie() {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Why a request does not go on.
enum Refusal {
    /// It brought the token of the printed address.
    Entered,
    /// It may not.
    Denied(StatusCode, &'static str),
}

fn refusal(app: &App, request: &Request) -> Option<Refusal> {
    let headers = request.headers();
    let host = text(headers, header::HOST);
    if !app.is_ours(host) {
        return Some(Refusal::Denied(StatusCode::MISDIRECTED_REQUEST, "form.denied.host"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !is_same_origin(headers, host) {
        return Some(Refusal::Denied(StatusCode::FORBIDDEN, "form.denied.origin"));
    }
    // Style and scripts hold nothing of the user's; a refusal wears them too.
    if request.uri().path().starts_with("/assets/") {
        return None;
    }
    let offered = request.uri().query().and_then(|query| parameter(query, "token"));
    if request.uri().path() == "/" && offered.is_some_and(|token| app.is_token(token)) {
        return Some(Refusal::Entered);
    }
    let cookie = cookie(headers, &app.cookie_name());
    if cookie.is_some_and(|token| app.is_token(token)) {
        return None;
    }
    Some(Refusal::Denied(StatusCode::FORBIDDEN, "form.denied.token"))
}

/// Whether a post came from a page of ours: browsers name the origin of every post.
fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| origin.strip_prefix("http://") == Some(host)),
        None => text(headers, header::HeaderName::from_static("sec-fetch-site")) == "same-origin",
    }
}

/// The token becomes a cookie. The page goes on by itself, and not by a redirect: a browser that was sent
/// here by another program would not show a strict cookie to the page that it is redirected to.
fn enter(app: &App) -> Response {
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", app.cookie_name(), app.token());
    let page = "<!DOCTYPE html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Rugwijzer</title>\
        <link rel=\"icon\" href=\"/assets/icon.svg\"><meta http-equiv=\"refresh\" content=\"0;url=/\"></head><body><p><a href=\"/\">Rugwijzer</a></p></body></html>";
    let mut response = Response::new(Body::from(page));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    match HeaderValue::from_str(&cookie) {
        Ok(cookie) => {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// A cookie of a request.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A parameter of an address, as it stands: only for values of plain letters and digits.
pub(super) fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

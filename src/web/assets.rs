//! Style, script and icon: in the program itself, so that nothing is fetched from anywhere.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::report::piece;

const STYLE: &str = include_str!("assets/app.css");
const SCRIPT: &str = include_str!("assets/app.js");
/// htmx 2.0.11, its licence beside it.
const HTMX: &str = include_str!("assets/htmx.min.js");
const ICON: &str = include_str!("assets/icon.svg");

static SHEET: LazyLock<String> = LazyLock::new(|| format!(":root{{{}}}\n{STYLE}", piece::colours()));

/// A mark of what they are, for addresses that may be kept for ever.
pub(super) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut digest = Sha256::new();
        for asset in [SHEET.as_str(), SCRIPT, HTMX, ICON] {
            digest.update(asset);
        }
        super::hexadecimal(&digest.finalize()[..6])
    });
    &VERSION
}

pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, body) = match name.as_str() {
        "app.css" => ("text/css; charset=utf-8", SHEET.as_str()),
        "app.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "htmx.min.js" => ("text/javascript; charset=utf-8", HTMX),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=31536000, immutable")], body).into_response()
}

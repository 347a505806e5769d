//! What all pages share: the language, the frame around them, messages.

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use super::guard::{cookie, parameter};
use super::{App, Inner, assets};
use crate::domain::{Column, Language, Phrase};
use crate::run::Error;
use crate::text::Catalogue;

/// Who looks at a page, and how.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) language: Language,
    /// Chosen with this request.
    chosen: bool,
    /// The address without its query.
    pub(super) path: String,
    /// Whether htmx asks for a piece of a page.
    pub(super) piece: bool,
}

const LANGUAGE: &str = "rugwijzer-language";

impl Visitor {
    pub(super) fn of(headers: &HeaderMap, uri: &Uri, app: &App) -> Self {
        let named = |code: &str| Language::ALL.into_iter().find(|language| language.code() == code);
        let chosen = uri.query().and_then(|query| parameter(query, "lang")).and_then(named);
        let kept = cookie(headers, LANGUAGE).and_then(named);
        Self {
            language: chosen.or(kept).unwrap_or(app.setting.language),
            chosen: chosen.is_some(),
            path: uri.path().to_owned(),
            piece: headers.contains_key("hx-request"),
        }
    }

    pub(super) fn language_cookie(&self) -> Option<HeaderValue> {
        let cookie = format!("{LANGUAGE}={}; Path=/; SameSite=Strict; Max-Age=31536000", self.language.code());
        self.chosen.then(|| HeaderValue::from_str(&cookie).ok()).flatten()
    }
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.uri, app))
    }
}

/// The frame around a page.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) texts: &'a Catalogue,
    pub(super) title: String,
    pub(super) path: String,
    pub(super) file: String,
    pub(super) exists: bool,
    pub(super) undo: Option<String>,
    pub(super) redo: Option<String>,
    /// What happened before this page.
    pub(super) said: Vec<String>,
    /// Columns of an earlier `score`, which do not change along.
    pub(super) stale: bool,
    pub(super) assets: &'static str,
    /// Seconds after which a page without scripts looks again.
    pub(super) again: Option<u32>,
}

impl<'a> Frame<'a> {
    /// The frame; what was said since the last page is said in it.
    pub(super) fn new(inner: &mut Inner, texts: &'a Catalogue, visitor: &Visitor, title: String) -> Self {
        let (undo, redo) = inner.store.steps();
        let file = inner.store.path();
        Self {
            texts,
            title,
            path: visitor.path.clone(),
            file: file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            exists: file.exists(),
            undo: undo.map(|step| texts.say(step)),
            redo: redo.map(|step| texts.say(step)),
            said: if visitor.piece {
                Vec::new()
            } else {
                std::mem::take(&mut inner.said).iter().map(|said| texts.say(said)).collect()
            },
            stale: inner.store.document().header().has_results(),
            assets: assets::version(),
            again: None,
        }
    }

    /// A text of the form.
    pub(super) fn t(&self, key: &str) -> &str {
        self.texts.text(key)
    }

    /// The code of the page's language.
    pub(super) const fn lang(&self) -> &'static str {
        self.texts.language().code()
    }

    /// A text with one gap.
    pub(super) fn with(&self, key: &'static str, gap: &'static str, words: &str) -> String {
        self.texts.say(&Phrase::new(key).text(gap, words))
    }
}

/// A field's name for people.
pub(super) fn label(column: Column, texts: &Catalogue) -> &str {
    texts.text(&format!("field.{}", column.key()))
}

#[derive(Template)]
#[template(path = "form/message.html")]
struct Message<'a> {
    texts: &'a Catalogue,
    assets: &'static str,
    title: &'a str,
    said: String,
}

impl Message<'_> {
    fn t(&self, key: &str) -> &str {
        self.texts.text(key)
    }
}

/// A page that only says something.
pub(super) fn message(app: &App, visitor: &Visitor, status: StatusCode, title: &str, key: &str) -> Response {
    let texts = app.texts(visitor.language);
    plain(texts, status, texts.text(title), texts.text(key).to_owned())
}

fn plain(texts: &Catalogue, status: StatusCode, title: &str, said: String) -> Response {
    (status, html(&Message { texts, assets: assets::version(), title, said })).into_response()
}

/// A page that says that something did not work, and why.
pub(super) fn said(texts: &Catalogue, status: StatusCode, why: String) -> Response {
    plain(texts, status, texts.text("form.failed"), why)
}

/// What went wrong, for people. What was typed is still in the browser's form.
pub(super) fn failure(app: &App, visitor: &Visitor, error: &Error) -> Response {
    let texts = app.texts(visitor.language);
    let said = format!("{} {}", error.say(texts), texts.text("form.failed.back"));
    plain(texts, StatusCode::CONFLICT, texts.text("form.failed"), said)
}

/// There is no such page.
pub(super) fn not_found(app: &App, visitor: &Visitor) -> Response {
    message(app, visitor, StatusCode::NOT_FOUND, "form.missing", "form.missing.text")
}

/// A template as a page.
pub(super) fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(page) => Html(page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Onwards after a post, so that reloading does not post again.
pub(super) fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

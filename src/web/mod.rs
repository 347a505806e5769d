//! The local web form: pages for the shop floor, on this machine only.
//!
//! It translates: every number comes from the use cases that the command line has too. Pages are whole
//! without scripts; htmx replaces pieces of them while one types.

mod answer;
mod assets;
mod drawing;
mod field;
mod guard;
mod overview;
mod page;
mod plan;
mod posted;
mod recording;
mod reports;
mod sampling;
mod task;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::Future;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::domain::{Language, Phrase};
use crate::run::form::Judge;
use crate::run::store::{RowId, Store};
use crate::run::{Error, Options, Setting, recordings, texts};
use crate::text::Catalogue;

/// The most that a form sends, bytes.
const LARGEST_FORM: usize = 1 << 20;

/// What is asked of the form.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task file.
    pub file: PathBuf,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// How the task file is read.
    pub options: Options,
    /// How recordings are read.
    pub recordings: recordings::Options,
    /// The language that the form starts in, and the law.
    pub setting: Setting,
}

/// The form while it runs.
pub struct App {
    inner: Mutex<Inner>,
    setting: Setting,
    /// Of this run.
    token: String,
    port: u16,
    dutch: Catalogue,
    english: Catalogue,
}

impl std::fmt::Debug for App {
    /// Without the token: that belongs in the printed address only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("port", &self.port).finish_non_exhaustive()
    }
}

/// What requests share, one at a time.
#[derive(Debug)]
pub(crate) struct Inner {
    store: Store,
    judge: Judge,
    /// What the next page says.
    said: Vec<Phrase>,
    /// Counts that have no column.
    tallies: BTreeMap<RowId, sampling::Tally>,
    recordings: recording::Jobs,
}

impl App {
    /// Opens the task file.
    ///
    /// # Errors
    /// When it cannot be opened for changes, or the system gives no random numbers.
    pub fn open(request: &Request, port: u16) -> Result<Self, Error> {
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random).map_err(|error| Error::io(&request.file, std::io::Error::other(error.to_string())))?;
        let store = Store::open(&request.file, request.options.clone(), request.setting)?;
        let inner = Inner {
            store,
            judge: Judge::new(request.recordings.clone(), request.setting),
            said: Vec::new(),
            tallies: BTreeMap::new(),
            recordings: recording::Jobs::default(),
        };
        Ok(Self {
            inner: Mutex::new(inner),
            setting: request.setting,
            token: hexadecimal(&random),
            port,
            dutch: texts(Language::Dutch),
            english: texts(Language::English),
        })
    }

    /// The address to open, with the token.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// The token of this run.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The task file.
    pub fn file(&self) -> PathBuf {
        self.locked(|inner| inner.store.path().to_owned())
    }

    fn texts(&self, language: Language) -> &Catalogue {
        match language {
            Language::Dutch => &self.dutch,
            Language::English => &self.english,
        }
    }

    /// Cookies know no ports: each run has a name of its own.
    fn cookie_name(&self) -> String {
        format!("rugwijzer-{}", self.port)
    }

    fn is_ours(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
            host.strip_prefix(name).is_some_and(|port| port.strip_prefix(':').is_some_and(|port| port == self.port.to_string()))
                || self.port == 80 && host == *name
        })
    }

    /// Compared by digest, so that the time that it takes tells nothing of how much was right.
    fn is_token(&self, offered: &str) -> bool {
        Sha256::digest(offered) == Sha256::digest(&self.token)
    }

    /// Works with what requests share. After a panic in one request the next goes on with what is on disk.
    fn locked<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Works with what requests share, away from the threads that listen: files are written in it.
async fn work<T: Send + 'static>(app: &Arc<App>, work: impl FnOnce(&App, &mut Inner) -> T + Send + 'static) -> T {
    let app = Arc::clone(app);
    let done = tokio::task::spawn_blocking(move || app.locked(|inner| work(&app, inner))).await;
    match done {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// Every page, behind the guard.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(overview::show))
        .route("/new", get(overview::new_page).post(overview::new))
        .route("/undo", post(overview::undo))
        .route("/redo", post(overview::redo))
        .route("/task/{row}", get(task::enter))
        .route("/task/{row}/copy", post(overview::copy))
        .route("/task/{row}/remove", post(overview::remove))
        .route("/task/{row}/observe", get(sampling::show).post(sampling::count))
        .route("/task/{row}/observe/minutes", post(sampling::minutes))
        .route("/task/{row}/what-if", get(answer::what_if))
        .route("/task/{row}/{part}", get(task::show).post(task::save))
        .route("/task/{row}/{part}/cell", post(task::cell))
        .route("/task/{row}/{part}/live", post(task::live))
        .route("/task/{row}/recording/{kind}", post(recording::upload).layer(DefaultBodyLimit::disable()))
        .route("/recording/{job}", get(recording::progress).post(recording::again))
        .route("/recording/{job}/page", get(recording::page))
        .route("/plan", get(plan::show))
        .route("/plan/file", get(plan::download))
        .route("/plan/line/{id}", post(plan::save))
        .route("/report/{name}", get(reports::report))
        .route("/assets/{name}", get(assets::asset))
        .fallback(overview::missing)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

/// Listens until `stop`. `started` hears the address.
///
/// # Errors
/// When the port is taken, or the task file cannot be opened.
pub fn serve(
    request: &Request,
    started: impl FnOnce(&App),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<PathBuf, Error> {
    let io = |error| Error::io(&request.file, error);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(io)?;
    runtime.block_on(async {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, request.port)).await {
            Ok(listener) => listener,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                return Err(Error::Usage(Phrase::new("form.serve.port").exact("port", f64::from(request.port))));
            }
            Err(error) => return Err(io(error)),
        };
        let port = listener.local_addr().map_err(io)?.port();
        let app = Arc::new(App::open(request, port)?);
        let file = app.file();
        started(&app);
        axum::serve(listener, router(app)).with_graceful_shutdown(stop).await.map_err(io)?;
        Ok(file)
    })
}

//! The local form, asked without a socket: what it shows, what it keeps, whom it refuses.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its file must stop")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use rugwijzer::run::{self, Options, Setting, recordings};
use rugwijzer::web::{self, App};
use tower::ServiceExt;

const PORT: u16 = 4711;
const HOST: &str = "127.0.0.1:4711";

struct Form {
    folder: tempfile::TempDir,
    app: Arc<App>,
}

/// What came back.
struct Page {
    status: StatusCode,
    headers: header::HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn has(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "{words:?} is not in\n{}", self.body);
        self
    }

    fn lacks(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words:?} is in\n{}", self.body);
        self
    }
}

impl Form {
    fn new(text: Option<&str>) -> Self {
        Self::with(text, Options::default())
    }

    fn with(text: Option<&str>, options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken.csv");
        if let Some(text) = text {
            fs::write(&file, text).unwrap();
        }
        let request =
            web::Request { file, port: PORT, options, recordings: recordings::Options::default(), setting: Setting::default() };
        let app = Arc::new(App::open(&request, PORT).unwrap());
        Self { folder, app }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("taken.csv")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn cookie(&self) -> String {
        format!("rugwijzer-{PORT}={}", self.app.token())
    }

    fn send(&self, request: Request<Body>) -> Page {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = web::router(Arc::clone(&self.app));
        runtime.block_on(async {
            let response: Response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 1 << 24).await.unwrap();
            Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, self.cookie());
        self.send(request.body(Body::empty()).unwrap())
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(self.post_request(path, fields).body(Body::from(encode(fields))).unwrap())
    }

    fn post_request(&self, path: &str, _: &[(&str, &str)]) -> axum::http::request::Builder {
        Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    /// Posts and follows to the page that comes after.
    fn follow(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields);
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        self.get(page.header(header::LOCATION))
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    let escape =
        |text: &str| text.bytes().flat_map(|byte| format!("%{byte:02X}").into_bytes()).map(char::from).collect::<String>();
    fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

const FILE: &str = "\u{feff}taak;last_kg;eigen\r\nkist;12,5;a\r\nzak;25;b\r\n";

const LIFT: &[(&str, &str)] = &[
    ("c.load_kg", "12,5"),
    ("c.h_origin_cm", "40"),
    ("c.v_origin_cm", "30"),
    ("c.v_destination_cm", "90"),
    ("c.lifts_per_min", "2"),
    ("c.lifting_hours", "1"),
    ("c.coupling", "redelijk"),
    ("c.control_at_destination", "nee"),
];

#[test]
fn a_lift_with_a_decimal_comma_is_judged_and_kept() {
    let form = Form::new(None);
    form.get("/").has("nog geen taken");
    let page = form.follow("/new", &[("task", "Kist <b>tillen</b>"), ("part", "lifting")]);
    page.has("Kist &#60;b&#62;tillen&#60;/b&#62;").has("Gemiddelde last").has("inputmode=\"decimal\"");
    let page = form.follow("/task/1/lifting", LIFT);
    // LI by hand: 23 x 25/40 x (1 - 0.003 x 45) x (0.82 + 4.5/60) x 0.91 x 0.95 = 9.620; 12.5 / 9.620 = 1.30.
    page.has("tilindex 1,30")
        .lacks("die van het profiel")
        .has("badge increased")
        .has("verhoogd")
        .has("reikafstand")
        .has("<svg viewBox");
    assert!(form.text().contains("12,5") && form.text().contains("redelijk"));
    form.get("/").has("verhoogd").has("badge increased");
    let report = form.get("/report/report.json");
    report.has("\"rugwijzer/report/1\"").has("\"file\": \"taken.csv\"").lacks("/tmp/");
}

/// A zero byte in the file would make its row unreadable. Found by the fuzz target `form`.
#[test]
fn zero_bytes_reach_no_cell() {
    let form = Form::new(None);
    form.follow("/new", &[("task", "kr\0ing\0"), ("part", "lifting")]).has("kring");
    assert!(form.text().contains("kring") && !form.text().contains('\0'), "{:?}", form.text());
}

/// As `serve` opens it: with the typical errors of measurement.
#[test]
fn a_verdict_on_the_spot_says_with_which_errors_it_reckons() {
    let options = Options { uncertainty: Some(run::uncertainty::profile("typical").unwrap()), ..Options::default() };
    let form = Form::with(None, options);
    form.follow("/new", &[("task", "Kist"), ("part", "lifting")]);
    let page = form.follow("/task/1/lifting", LIFT);
    page.has("tilindex 1,30; ").has("die van het profiel");
}

/// The two investigations of `tests/compare.rs`, as two days of one file.
#[test]
fn a_report_from_the_form_compares_two_days_and_has_its_cover() {
    let read = |name: &str| fs::read_to_string(support::root().join(format!("fixtures/tasks/valid/{name}.csv"))).unwrap();
    let (before, after) = (read("ingreep_voor"), read("ingreep_na"));
    let (header, rows) = after.split_once('\n').unwrap();
    assert!(before.starts_with(header), "the two fixtures have the same columns");
    let form = Form::new(Some(&format!("{}\n{rows}", before.trim_end())));
    form.get("/").has("<option value=\"2026-01-12\">12-1-2026</option>").has("value=\"Groothandel Noorderhaven (verzonnen)\"");
    let plain = form.get("/report/report.json?before=&after=&client=&question=&author=&date=");
    plain.has("\"inputs\"").lacks("\"comparison\": {");
    let compared = form.get("/report/report.json?before=2026-01-12&after=2026-09-21");
    compared.has("\"comparison\": {").has("\"outcome\": \"lower\"").has("\"outcome\": \"higher\"").lacks("/tmp/");
    let page =
        form.get("/report/report.html?before=2026-01-12&client=Haven+BV&question=Wat+helpt%3F&author=S.&date=2026-11-25");
    page.has("Haven BV").has("Wat helpt?").has("25-11-2026").has("12-1-2026");
    for (wrong, said) in [("date=gisteren", "‘gisteren’"), ("before=2026-01-13", "2026-01-12, 2026-09-21")] {
        let refused = form.get(&format!("/report/report.html?{wrong}"));
        assert_eq!(refused.status, StatusCode::CONFLICT);
        refused.has(said);
    }
}

#[test]
fn what_cannot_be_used_stays_as_typed_with_its_message() {
    let form = Form::new(Some(FILE));
    let page = form.follow("/task/1/lifting", &[("c.load_kg", "twaalf"), ("w.load_kg", "12,5")]);
    page.has("value=\"twaalf\"").has("id=\"m-load_kg\">gevonden: &#39;twaalf&#39;").has("aria-invalid=\"true\"");
    assert!(form.text().contains("kist;twaalf;a"));
    // The other decimal sign is said, not silently changed.
    let page = form.follow("/task/2/lifting", &[("c.load_kg", "24.5"), ("w.load_kg", "25")]);
    page.has("24.5 is opgeslagen als 24,5").has("value=\"24,5\"");
}

#[test]
fn typing_is_answered_and_not_kept() {
    let form = Form::new(Some(FILE));
    let page = form.post("/task/1/lifting/live", &[("c.load_kg", "26"), ("w.load_kg", "12,5")]);
    page.has("zwaarder dan 25 kg").lacks("<html");
    assert_eq!(form.text(), FILE);
    let page = form.post("/task/1/lifting/cell", &[("c.load_kg", "26"), ("w.load_kg", "12,5")]);
    page.has("zwaarder dan 25 kg").has("id=\"w-load_kg\" name=\"w.load_kg\" value=\"26\" hx-swap-oob").lacks("<html");
    assert_eq!(form.text(), FILE.replace("12,5", "26"));
}

#[test]
fn two_windows_do_not_undo_each_other() {
    let form = Form::new(Some(FILE));
    form.follow("/task/1/lifting", &[("c.load_kg", "13"), ("w.load_kg", "12,5"), ("c.hands", ""), ("w.hands", "")]);
    // The second window still shows 12,5, and changes something else.
    form.follow("/task/1/lifting", &[("c.load_kg", "12,5"), ("w.load_kg", "12,5"), ("c.hands", "1"), ("w.hands", "")]);
    assert!(form.text().contains("kist;13;1;a"), "{}", form.text());
    // The same with scripts: what the page was made with stays known for all but the changed field.
    let fields = [("c.load_kg", "12,5"), ("w.load_kg", "12,5"), ("c.persons", "2"), ("w.persons", "")];
    form.post("/task/1/lifting/cell", &fields).has("id=\"w-persons\"").lacks("id=\"w-load_kg\"");
    form.post("/task/1/lifting", &[("c.persons", ""), ("w.persons", "2")]);
    // Now it changes the same.
    let page = form.post("/task/1/lifting", &[("c.load_kg", "14"), ("w.load_kg", "12,5")]);
    assert_eq!(page.status, StatusCode::OK);
    page.has("inmiddels ‘13’").has("‘14’ is niet opgeslagen").has("value=\"14\"").has("name=\"w.load_kg\" value=\"13\"");
    assert!(form.text().contains("kist;13;1;;a"), "{}", form.text());
}

#[test]
fn a_spreadsheet_that_saved_meanwhile_is_heard() {
    let form = Form::new(Some(FILE));
    fs::write(form.file(), FILE.replace("zak;25", "zak;26")).unwrap();
    let page = form.follow("/task/1/lifting", &[("c.load_kg", "13"), ("w.load_kg", "12,5")]);
    page.has("Een ander programma heeft het bestand opgeslagen").has("taken.backup-0001.csv");
    assert_eq!(form.text(), FILE.replace("zak;25", "zak;26").replace("12,5", "13"));
    fs::write(form.file(), form.text().replace("kist;13", "kist;11")).unwrap();
    let page = form.post("/task/1/lifting", &[("c.load_kg", "14"), ("w.load_kg", "13")]);
    page.has("inmiddels ‘11’").has("bewaard als taken.conflict-0001.csv").has("value=\"14\"");
}

#[test]
fn steps_go_back_and_tasks_come_and_go() {
    let form = Form::new(Some(FILE));
    form.post("/task/1/copy", &[]);
    assert!(form.text().contains("kist (2);12,5;a"));
    form.follow("/task/2/remove", &[]).has("verwijdering van ‘zak’");
    assert!(!form.text().contains("zak"));
    form.follow("/undo", &[]);
    form.follow("/undo", &[]).has("Ongedaan gemaakt");
    assert_eq!(form.text(), FILE);
    form.follow("/redo", &[]);
    assert!(form.text().contains("kist (2)"));
}

#[test]
fn mac_has_pictures_with_colour_and_word() {
    let form = Form::new(Some(FILE));
    let page = form.get("/task/1/mac");
    page.has("class=\"picture\"").has("dichtbij: bovenarmen verticaal").has("groen").has("value=\"dichtbij\"");
    let page = form.follow(
        "/task/1/mac",
        &[
            ("c.mac_operation", "tillen"),
            ("c.mac_load_frequency", "oranje"),
            ("c.mac_hand_distance", "ver"),
            ("c.mac_vertical_zone", "erbuiten"),
            ("c.mac_torso", "geen"),
            ("c.mac_posture", "vrij"),
            ("c.mac_grip", "goed"),
            ("c.mac_floor", "goed"),
            ("c.mac_environment", "0"),
        ],
    );
    // 4 + 6 + 1: amber, red, amber.
    page.has("badge high").has("value=\"ver\" checked").has("rood");
    form.get("/report/report.json").has("\"total\": 11");
}

#[test]
fn observations_are_counted_in_the_file() {
    let form = Form::new(Some(FILE));
    form.follow("/task/1/trunk", &[("c.task_hours", "4"), ("w.task_hours", "")]);
    form.follow("/task/1/observe", &[("trunk", "upright"), ("interval", "20"), ("kneeling", "1")]);
    form.follow("/task/1/observe", &[("trunk", "ge45"), ("interval", "20")]);
    let page = form.follow("/task/1/observe", &[("trunk", "ge60"), ("interval", "20")]);
    page.has("2 van 3").has("1 van 3").has("80 minuten per dag").has("value=\"20\"");
    let header = form.text().lines().next().unwrap().to_owned();
    for name in ["romp_waarnemingen;", "romp_waarnemingen_ge45", "romp_waarnemingen_ge60", "waarneeminterval_s"] {
        assert!(header.contains(name), "{header}");
    }
    assert!(form.text().contains(";3;2;1;20"), "{}", form.text());
    form.follow("/task/1/observe/minutes", &[("column", "kneeling_min")]).has("value=\"80\"");
}

fn multipart(form: &Form, path: &str, name: &str, bytes: &str, upright: &str) -> Page {
    let body = format!(
        "--grens\r\nContent-Disposition: form-data; name=\"reference\"\r\n\r\n{upright}\r\n--grens\r\nContent-Disposition: form-data; name=\"recording\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{bytes}\r\n--grens--\r\n"
    );
    let request = Request::post(path)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::COOKIE, form.cookie())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens");
    form.send(request.body(Body::from(body)).unwrap())
}

/// A seat that shakes at 4 Hz, in g.
fn ride() -> String {
    let mut text = "t,x,y,z\n".to_owned();
    for at in 0..12_000 {
        let t = f64::from(at) / 200.0;
        let z = 1.0 + 0.1 * (t * 4.0 * std::f64::consts::TAU).sin();
        text.push_str(&format!("{t:.3},0.01,0.02,{z:.5}\n"));
    }
    text
}

#[test]
fn when_the_wearer_stood_upright_is_kept_with_the_recording() {
    let form = Form::new(Some("taak;taak_uren\r\ninpakken;8\r\n"));
    let trunk = fs::read_to_string(support::root().join("fixtures/recordings/synthetic_trunk.csv")).unwrap();
    let share = |form: &Form| {
        let report: serde_json::Value = serde_json::from_str(&form.get("/report/report.json").body).unwrap();
        let findings = report["jobs"][0]["findings"].as_array().unwrap().clone();
        findings.iter().find(|finding| finding["method"] == "trunk_flexion").unwrap()["figures"]["ge45_pct"].as_f64()
    };
    let sent = multipart(&form, "/task/1/recording/trunk", "rug.csv", &trunk, " 2..28 ");
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(form.text().contains("romp_referentie_s") && form.text().contains(";2..28"), "{}", form.text());
    // The report, made later from the file alone, knows it too.
    assert!(share(&form).is_some());
    // The same recording with no moment: no zero posture, no share, and the cell is empty again.
    let job = sent.header(header::LOCATION).to_owned();
    form.post(&job, &[("reference", "")]);
    assert!(!form.text().contains("2..28"), "{}", form.text());
    assert_eq!(share(&form), None);
}

#[test]
fn a_recording_is_kept_under_a_safe_name_and_analysed() {
    let form = Form::new(Some(FILE));
    let page = multipart(&form, "/task/1/recording/seat", "../../rit 1.csv", &ride(), "");
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(form.folder.path().join("rit-1.csv").exists());
    assert!(form.text().contains("rit-1.csv"));
    let place = page.header(header::LOCATION).to_owned();
    let mut last = form.get(&place);
    for _ in 0..200 {
        if last.body.contains("Geanalyseerd") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        last = form.get(&place);
    }
    last.has("Geanalyseerd").has("m/s²");
    let whole = form.get(&format!("{place}/page"));
    assert!(whole.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    // The same name again replaces nothing.
    multipart(&form, "/task/2/recording/seat", "rit 1.csv", &ride(), "");
    assert!(form.folder.path().join("rit-1-2.csv").exists());
    for name in ["rit.exe", "rit"] {
        assert_eq!(multipart(&form, "/task/1/recording/seat", name, "x", "").status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let left: Vec<_> = fs::read_dir(form.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".part")), "{left:?}");
}

#[test]
fn only_this_machine_this_browser_and_our_own_pages_are_heard() {
    let form = Form::new(Some(FILE));
    let asked = |host: &str, cookie: &str| {
        form.send(Request::get("/").header(header::HOST, host).header(header::COOKIE, cookie).body(Body::empty()).unwrap())
            .status
    };
    assert_eq!(asked(HOST, &form.cookie()), StatusCode::OK);
    assert_eq!(asked("localhost:4711", &form.cookie()), StatusCode::OK);
    for host in ["rugwijzer.example:4711", "127.0.0.1:80", "127.0.0.1", "127.0.0.1.example:4711", "localhost:47110", ""] {
        assert_eq!(asked(host, &form.cookie()), StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for cookie in ["", "rugwijzer-4711=", "rugwijzer-4711=0000", &form.cookie().replace("4711", "4712")] {
        assert_eq!(asked(HOST, cookie), StatusCode::FORBIDDEN, "{cookie}");
    }
    let posted = |origin: Option<&str>, site: Option<&str>| {
        let mut request = Request::post("/task/1/remove").header(header::HOST, HOST).header(header::COOKIE, form.cookie());
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        form.send(request.body(Body::empty()).unwrap()).status
    };
    for (origin, site) in [
        (Some("http://evil.example"), None),
        (Some("null"), None),
        (Some("http://localhost:4711"), None),
        (Some("https://127.0.0.1:4711"), None),
        (None, Some("cross-site")),
        (None, Some("same-site")),
        (None, None),
    ] {
        assert_eq!(posted(origin, site), StatusCode::FORBIDDEN, "{origin:?} {site:?}");
    }
    assert_eq!(form.text(), FILE);
    assert_eq!(posted(None, Some("same-origin")), StatusCode::SEE_OTHER);
}

#[test]
fn the_printed_address_opens_the_door_once_and_for_this_run() {
    let form = Form::new(Some(FILE));
    let address = form.app.address();
    let path = address.strip_prefix("http://127.0.0.1:4711").unwrap();
    let page = form.send(Request::get(path).header(header::HOST, HOST).body(Body::empty()).unwrap());
    let cookie = page.header(header::SET_COOKIE);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.starts_with("rugwijzer-4711="));
    page.lacks(form.app.token());
    assert!(form.app.token().len() == 64 && format!("{:?}", form.app).find(form.app.token()).is_none());
    let other = Form::new(Some(FILE));
    assert_ne!(form.app.token(), other.app.token());
    let wrong = form.send(Request::get("/?token=abc").header(header::HOST, HOST).body(Body::empty()).unwrap());
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
}

#[test]
fn every_answer_has_its_headers_and_no_page_has_style_or_script_in_it() {
    let form = Form::new(Some(FILE));
    let paths = [
        "/",
        "/new",
        "/task/1/identity",
        "/task/1/lifting",
        "/task/1/mac",
        "/task/1/observe",
        "/task/9",
        "/nergens",
        "/assets/app.js",
    ];
    for path in paths {
        let page = form.get(path);
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(page.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(page.header(header::REFERRER_POLICY), "same-origin");
        if !path.starts_with("/assets") {
            assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
            page.lacks("style=").lacks("<style").lacks("onclick").lacks("http://").lacks("https://");
        }
    }
    assert_eq!(form.get("/nergens").status, StatusCode::NOT_FOUND);
    assert_eq!(form.get("/report/report.exe").status, StatusCode::NOT_FOUND);
    assert_eq!(form.get("/assets/..%2f..%2fCargo.toml").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_body_beyond_all_measure_is_refused() {
    let form = Form::new(Some(FILE));
    let long = "x".repeat(2 << 20);
    let page = form.post("/task/1/lifting", &[("c.note", &long)]);
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(form.text(), FILE);
}

#[test]
fn the_language_is_the_visitors() {
    let form = Form::new(Some(FILE));
    let page = form.get("/task/1/lifting?lang=en");
    page.has("<html lang=\"en\">").has("Average load").has("value=\"goed\"");
    assert!(page.header(header::SET_COOKIE).starts_with("rugwijzer-language=en"));
    form.get("/task/1/lifting").has("<html lang=\"nl\">").has("Gemiddelde last");
}

#[test]
fn sliders_show_what_would_be_and_keep_nothing() {
    let form = Form::new(Some(FILE));
    form.follow("/task/1/lifting", &LIFT.iter().copied().chain([("w.load_kg", "12,5")]).collect::<Vec<_>>());
    let before = form.text();
    let page = form.get("/task/1/what-if?s.load_kg=6&s.h_origin_cm=40");
    // The index goes with the load: 1.299 x 6 / 12.5 = 0.62.
    page.has("Tilindex 1,30 wordt 0,62").has("badge acceptable").has("<html");
    assert_eq!(form.text(), before);
}

#[test]
fn the_plan_of_action_is_filled_in_beside_the_task_file() {
    let form = Form::new(Some(FILE));
    form.follow("/task/1/lifting", &LIFT.iter().copied().chain([("w.load_kg", "12,5")]).collect::<Vec<_>>());
    let page = form.get("/plan");
    let id = page.body.split("action=\"/plan/line/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let place = format!("/plan/line/{id}");
    let page = form.follow(&place, &[("c.owner", "An de Boer"), ("w.owner", ""), ("c.due", "1-3-2027"), ("w.due", "")]);
    page.has("An de Boer").has("1-3-2027");
    let plan = form.folder.path().join("taken.plan.csv");
    let text = fs::read_to_string(&plan).unwrap();
    assert!(text.contains("An de Boer") && text.contains("2027-03-01"), "{text}");
    // What a spreadsheet program writes meanwhile stays, and is not overwritten.
    fs::write(&plan, text.replace("An de Boer", "Bram")).unwrap();
    form.post(&place, &[("c.owner", "Cor"), ("w.owner", "An de Boer")]).has("inmiddels ‘Bram’");
    form.post(&place, &[("c.due", "31-2-2027"), ("w.due", "1-3-2027")]).has("31-2-2027");
    assert!(fs::read_to_string(&plan).unwrap().contains("Bram"));
    form.get("/plan").has("Bram");
}

/// Health data have no place in the form.
#[test]
fn no_field_asks_for_a_person() {
    let form = Form::new(Some(FILE));
    for part in ["identity", "lifting", "mac", "trunk", "vibration", "exposures", "rapp"] {
        let page = form.get(&format!("/task/1/{part}"));
        for word in ["leeftijd", "zwanger", "lichaamsgewicht", "geboortedatum", "rookt"] {
            page.lacks(word);
        }
    }
}

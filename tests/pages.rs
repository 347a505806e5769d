//! Pages of recordings, and recordings in the report of a working day.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use rugwijzer::domain::chart::Chart;
use rugwijzer::domain::{Assessment, Language};
use rugwijzer::report::Format;
use rugwijzer::run::posture::{self, Stretch};
use rugwijzer::run::vibration::{self, Rejected};
use rugwijzer::run::{Setting, assess, recording, recordings, report, texts};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

fn ride() -> vibration::VibrationResult {
    vibration::analyse(&fixture("recordings/synthetic_ride.csv"), &vibration::Options::default(), &mut |_, _| {}).unwrap()
}

fn standing() -> posture::Options {
    posture::Options {
        reference: Some(Stretch { from: 2.0, to: 28.0 }),
        axes: Some("x=x,y=y,z=z".parse().unwrap()),
        ..posture::Options::default()
    }
}

fn trunk(options: &posture::Options) -> posture::Analysis {
    let path = fixture("recordings/synthetic_trunk.csv");
    posture::analyse_file(&path, &recording::Options::default(), options, &mut |_, _| {}).unwrap()
}

/// What any page must be: whole, alone, in its language, without a gap or a number that is none.
fn check(page: &[u8], language: Language, charts: usize) -> String {
    let page = std::str::from_utf8(page).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
    for outside in ["http:", "https:", "<script", "<link", "<img", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let body = page.split("</style>").nth(1).unwrap();
    for wrong in ["NaN", "inf<", ">-inf", "{", "}"] {
        assert!(!body.contains(wrong), "{wrong}");
    }
    assert_eq!(body.matches("role=\"img\"").count(), charts);
    assert_eq!(body.matches("<figcaption>").count(), charts);
    body.to_owned()
}

/// The words of a page, without its drawings' places.
fn words(body: &str) -> String {
    let mut words = String::new();
    for part in body.split('<').filter_map(|part| part.split_once('>')) {
        words.push_str(part.1);
        words.push(' ');
    }
    words
}

#[test]
fn a_page_of_a_ride_names_no_file_unless_asked() {
    let result = ride();
    for language in Language::ALL {
        let texts = texts(language);
        let page = vibration::page(std::slice::from_ref(&result), &[], false, &texts);
        let body = check(&page, language, 2);
        assert!(!body.contains("synthetic_ride"), "a file's name");
        assert_eq!(page, vibration::page(&[ride()], &[], false, &texts), "the same file gives the same page");
        let named = vibration::page(std::slice::from_ref(&result), &[], true, &texts);
        assert!(String::from_utf8(named).unwrap().contains("synthetic_ride.csv"));
        let wanted = if language == Language::Dutch { "0,594" } else { "0.594" };
        assert!(words(&body).contains(wanted), "k r.m.s. on z");
        let point = words(&body).split_whitespace().any(|word| word == "0.594");
        assert_eq!(point, language == Language::English);
    }
}

#[test]
fn what_failed_stands_on_the_page_without_its_name() {
    let path = fixture("recordings/no_such_person.csv");
    let error = vibration::analyse(&path, &vibration::Options::default(), &mut |_, _| {}).unwrap_err();
    let rejected = [Rejected { file: path.display().to_string(), error }];
    let texts = texts(Language::Dutch);
    let body = check(&vibration::page(&[ride(), ride()], &rejected, false, &texts), Language::Dutch, 4);
    assert!(body.contains("Opname 3 kon niet") && !body.contains("no_such_person"));
    assert!(body.contains("Gemiddelde van 2 opnamen"));
}

#[test]
fn the_charts_of_a_ride_are_what_was_measured() {
    let result = ride();
    let charts = vibration::charts(&result);
    let [Chart::Course(course), Chart::Spectrum(spectrum)] = &charts[..] else { panic!("{charts:?}") };
    let axes = result.summary.axes.clone().unwrap();
    for (axis, panel) in course.panels.iter().enumerate() {
        let highest = panel.steps.iter().flatten().map(|moment| moment.highest).fold(0.0, f64::max);
        // The steps are whole seconds: an unfinished one at the end is not drawn.
        assert!((highest - axes[axis].mtvv.unwrap()).abs() < 1e-9, "{axis}: {highest}");
        assert_eq!(panel.marked.len(), 3);
        assert!((panel.steps[panel.marked[0]].unwrap().highest - highest).abs() < 1e-12);
        let count = panel.steps.len() as f64;
        let mean = panel.steps.iter().flatten().map(|moment| moment.middle.powi(2)).sum::<f64>() / count;
        assert!((mean.sqrt() / axes[axis].rms - 1.0).abs() < 0.02);
    }
    for (axis, panel) in spectrum.panels.iter().enumerate() {
        assert!((panel.bands[0].hz - 0.5).abs() < 1e-9 && (panel.bands.last().unwrap().hz - 80.0).abs() < 1e-9);
        let weighted = panel.bands.iter().map(|band| (band.before * band.factor).powi(2)).sum::<f64>().sqrt();
        // Bands times factors against the filter: a second way to the same r.m.s.
        assert!((weighted / axes[axis].rms - 1.0).abs() < 0.06, "{axis}: {weighted} and {}", axes[axis].rms);
    }
}

#[test]
fn a_page_of_a_trunk_has_verdict_shares_and_tasks() {
    let mut options = standing();
    options.diary = posture::diary::read("start;end;task\n0;600;stapelen <x>\n600;1200;lopen\n", None).unwrap();
    let result = vec![("jansen_0042.csv".to_owned(), Ok(trunk(&options)))];
    for language in Language::ALL {
        let texts = texts(language);
        // The course and the curve of all of it; shares and a bar of classes of it and of both tasks.
        let body = check(&posture::page::page(&result, false, &texts), language, 8);
        let combined = if language == Language::Dutch { "kwadratisch opgeteld" } else { "added as squares" };
        assert!(words(&body).contains(combined), "what was combined");
        assert!(body.contains("stapelen &#60;x&#62;") && !body.contains("<x>"), "users' words are escaped");
        assert!(!body.contains("jansen_0042"));
        assert!(words(&body).contains("5 %") || words(&body).contains("5\u{202f}%"));
        let named = posture::page::page(&result, true, &texts);
        assert!(String::from_utf8(named).unwrap().contains("jansen_0042.csv"));
    }
}

#[test]
fn the_picture_of_a_trunk_agrees_with_its_shares() {
    let analysis = trunk(&standing());
    let picture = analysis.picture.clone().unwrap();
    let forward = analysis.all.clone().unwrap().forward.unwrap();
    for (at, angle) in [(2, 45.0_f64), (3, 60.0)] {
        let point = picture.curve.iter().find(|point| (point.0 - angle).abs() < 1e-9).unwrap();
        assert!((point.1 - forward.shares[at]).abs() < 1e-9);
        assert_eq!(picture.spells[at - 2].len(), forward.episodes[at - 2].count);
    }
    let steps = picture.steps.len() * picture.step_s;
    assert!((1200..1200 + picture.step_s).contains(&steps));
    assert!(picture.steps.iter().flatten().all(|moment| moment.middle <= moment.highest));
}

#[test]
fn without_a_zero_the_page_says_so_and_draws_nothing() {
    let analysis = trunk(&posture::Options::default());
    let texts = texts(Language::Dutch);
    let body = check(&posture::page::page(&[("a.csv".to_owned(), Ok(analysis))], false, &texts), Language::Dutch, 0);
    assert!(body.contains(texts.text("posture.line.nothing")));
}

fn opnamen() -> Assessment {
    let measured = recordings::Options { trunk: standing(), ..recordings::Options::default() };
    let files = [fixture("tasks/valid/opnamen.csv")];
    assess::files(&files, &rugwijzer::run::Options::default(), &measured, Setting::default()).unwrap()
}

#[test]
fn a_day_of_recordings_shows_them_in_its_findings() {
    let assessment = opnamen();
    assert!(assessment.problems.is_empty(), "{:?}", assessment.problems);
    let job = &assessment.jobs[0];
    let charts = |method: &str| job.findings.iter().find(|finding| finding.method == method).unwrap().charts.clone();
    let vibration = charts("whole_body_vibration");
    assert!(vibration.iter().any(|chart| matches!(chart, Chart::Course(_))));
    assert!(vibration.iter().any(|chart| matches!(chart, Chart::Spectrum(_))));
    assert!(charts("trunk_flexion").iter().any(|chart| matches!(chart, Chart::Course(_))));
    for language in Language::ALL {
        let texts = texts(language);
        let page = String::from_utf8(report::bytes(&assessment, &texts, Format::Html).unwrap()).unwrap();
        assert!(page.contains("heftruck: ") && page.contains("Stapelen van de vloer: "));
        assert!(!page.contains("synthetic_"), "a report does not name recordings");
        for format in [Format::Markdown, Format::Json] {
            assert!(!report::bytes(&assessment, &texts, format).unwrap().is_empty());
        }
    }
}

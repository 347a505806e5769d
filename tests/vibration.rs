//! `rugwijzer vibration` from files: the synthetic ride against an independent computation, and what is said of
//! recordings that something is wrong with.
#![cfg(feature = "app")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rugwijzer::domain::{Language, Phrase};
use rugwijzer::input::Decimal;
use rugwijzer::input::recording::AccelerationUnit;
use rugwijzer::run::vibration::{Options, VibrationResult, analyse, json, measure, table};
use rugwijzer::run::{Error, texts};

fn ride() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/recordings/synthetic_ride.csv")
}

/// The first 30 s of the ride as rows of numbers.
fn rows() -> Vec<[f64; 4]> {
    let mut reader = csv::Reader::from_path(ride()).expect("the ride");
    reader.deserialize().take(15_000).map(|row| row.expect("four numbers")).collect()
}

fn write(rows: &[[f64; 4]]) -> String {
    let mut text = String::from("t,x,y,z\n");
    for [t, x, y, z] in rows {
        let _ = writeln!(text, "{t:.3},{x:.4},{y:.4},{z:.4}");
    }
    text
}

fn run(text: &str, options: &Options) -> Result<VibrationResult, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recording.csv");
    std::fs::write(&path, text).expect("a file");
    analyse(&path, options, &mut |_, _| {})
}

fn ok(text: &str, options: &Options) -> VibrationResult {
    run(text, options).unwrap_or_else(|error| panic!("{}", error.say(&texts(Language::English))))
}

/// The key of the reason for a refusal, which must be sayable in both languages and name the file.
fn refusal(text: &str, options: &Options) -> &'static str {
    let error = run(text, options).expect_err("a refusal");
    for language in Language::ALL {
        assert!(error.say(&texts(language)).contains("recording.csv"));
    }
    match error {
        Error::Refused { phrase, .. } => phrase.key,
        other => panic!("{other}"),
    }
}

fn has(result: &VibrationResult, key: &str) -> bool {
    for language in Language::ALL {
        let texts = texts(language);
        assert!(!table(std::slice::from_ref(result), &texts).is_empty());
        result.notes.iter().for_each(|note: &Phrase| assert!(!texts.say(note).is_empty()));
    }
    result.notes.iter().any(|note| note.key == key)
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a / b - 1.0).abs() <= tolerance
}

#[test]
fn the_ride_measures_as_an_independent_computation_says() {
    let options = Options { skip_seconds: Some(10.0), exponential: true, ..Options::default() };
    let result = analyse(&ride(), &options, &mut |_, _| {}).expect("a result");
    let json = json(&[result], &[], &texts(Language::English));
    let recording = &json["recordings"][0];
    assert_eq!(json["schema"], "rugwijzer/vibration/1");
    assert_eq!(recording["samples"], 37_500);
    for (key, value) in [("rate_hz", 500.0), ("seconds", 75.0), ("skipped_seconds", 10.0)] {
        assert!(near(recording[key].as_f64().expect(key), value, 1e-12), "{key}");
    }
    assert_eq!(recording["tolerance"]["met"], true);
    for (axis, weighting, k) in [("x", "Wd", 1.4), ("y", "Wd", 1.4), ("z", "Wk", 1.0)] {
        assert_eq!(recording["axes"][axis]["weighting"], weighting);
        assert_eq!(recording["axes"][axis]["k"], k);
    }
    let expected = ride().with_file_name("synthetic_ride_expected.csv");
    let mut checked = 0;
    for row in csv::Reader::from_path(expected).expect("the expected values").records() {
        let row = row.expect("a row");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let axis = &recording["axes"][&row[0]];
        let value = match row[1].strip_prefix("spectrum ") {
            Some(band) => {
                let band: f64 = band.parse().expect("a frequency");
                let bands = axis["spectrum"].as_array().expect("a spectrum");
                let band = bands.iter().find(|one| near(one["hz"].as_f64().expect("hz"), band, 1e-9)).expect("the band");
                band["rms_ms2"].as_f64()
            }
            None => axis[&row[1]].as_f64(),
        };
        let (value, expected): (f64, f64) = (value.expect("a number"), row[2].parse().expect("a number"));
        assert!(near(value, expected, row[5].parse().expect("a tolerance")), "{row:?}: {value}");
        checked += 1;
    }
    assert_eq!(checked, 30);
}

#[test]
fn one_g_more_or_less_leaves_no_trace() {
    for skip_seconds in [None, Some(0.0)] {
        let options = Options { skip_seconds, recording: ms2(), ..Options::default() };
        let plain = ok(&write(&rows()), &options);
        let shifted: Vec<[f64; 4]> = rows().into_iter().map(|[t, x, y, z]| [t, x + 9.8066, y, z - 9.8066]).collect();
        let shifted = ok(&write(&shifted), &options);
        let (Some(plain), Some(shifted)) = (plain.summary.axes, shifted.summary.axes) else { panic!("values") };
        for (plain, shifted) in plain.iter().zip(&shifted) {
            assert!(near(plain.rms, shifted.rms, 1e-6) && near(plain.vdv, shifted.vdv, 1e-6));
            assert!(near(plain.mtvv.expect("a second"), shifted.mtvv.expect("a second"), 1e-6));
        }
    }
}

fn ms2() -> rugwijzer::input::recording::Options {
    rugwijzer::input::recording::Options { unit: Some(AccelerationUnit::MetrePerSecondSquared), ..Default::default() }
}

#[test]
fn every_way_of_writing_the_same_numbers_gives_the_same_result() {
    let plain = ok(&write(&rows()), &Options::default());
    let semicolons = write(&rows()).replace(',', ";").replace('.', ",");
    let tabs = write(&rows()).replace(',', "\t").replace('\n', "\r\n");
    let blanks = write(&rows()).replace(',', "  ");
    let preamble = format!("\u{feff}logger: 7\nstarted 2026\n{}", write(&rows()));
    let quoted = write(&rows()).replace(',', "\",\"").replace('\n', "\"\n\"");
    let quoted = format!("\"{}", quoted.trim_end_matches('"'));
    let more = write(&rows()).replace('\n', ",1,a\n");
    let milliseconds: String = write(&rows()).replacen("t,", "time_ms,", 1);
    let milliseconds = {
        let mut lines = milliseconds.lines();
        let mut text = format!("{}\n", lines.next().expect("a header"));
        for line in lines {
            let (time, rest) = line.split_once(',').expect("a time");
            let _ = writeln!(text, "{:.0},{rest}", 1000.0 * time.parse::<f64>().expect("a time"));
        }
        text
    };
    for text in [semicolons, tabs, blanks, preamble, quoted, more.replacen("z,1,a", "z,b,c", 1), milliseconds] {
        let other = ok(&text, &Options::default());
        assert_eq!(other.rms().map(f64::to_bits), plain.rms().map(f64::to_bits), "{}", &text[..80]);
        assert!((other.rate_hz - 500.0).abs() < 1e-9);
    }
}

#[test]
fn units_are_recognised_by_gravity_or_asked_for() {
    let scaled = |factor: f64| -> String {
        let rows: Vec<[f64; 4]> = rows().into_iter().map(|[t, x, y, z]| [t, x * factor, y * factor, z * factor]).collect();
        write(&rows)
    };
    let plain = ok(&write(&rows()), &Options::default());
    for factor in [1.0 / 9.806_65, 1000.0 / 9.806_65] {
        let result = ok(&scaled(factor), &Options::default());
        assert!(has(&result, "recording.unit_taken"));
        assert!(near(result.rms()[2], plain.rms()[2], 1e-3));
    }
    assert_eq!(refusal(&scaled(0.5), &Options::default()), "recording.unit_unknown");
    let wrong = Options {
        recording: rugwijzer::input::recording::Options { unit: Some(AccelerationUnit::Gravity), ..Default::default() },
        ..Options::default()
    };
    assert_eq!(refusal(&write(&rows()), &wrong), "recording.unit_contradicts");
    let header = write(&rows()).replacen("x,y,z", "x_ms2,y_ms2,z_ms2", 1);
    assert_eq!(refusal(&header, &wrong), "recording.unit_contradicts_header");
    assert!(!has(&ok(&header, &Options::default()), "recording.unit_taken"));
}

#[test]
fn what_a_file_does_not_tell_is_refused_with_the_reason() {
    let head = "t;x;y;z\n";
    for (text, key) in [
        ("1;2;3;4\n2;3;4;5\n".to_owned(), "recording.no_header"),
        (write(&rows()).replacen("t,", "number,", 1), "recording.no_time"),
        (format!("{head}0,002;0.1;0.2;9.8\n"), "recording.decimal_contradicts"),
        ("t,x,y,z\n0,002,0.1,0.2,9.8\n0,004,0.1,0.2,9.8\n".to_owned(), "recording.fields"),
        (format!("{head}1;1.234;2.345;9.811\n2;1.234;2.345;9.811\n"), "recording.decimal_ambiguous"),
        (write(&rows()).replacen("x,y,z", "x,acc_x,z", 1), "recording.column_twice"),
        ("t,x,y,z\n".to_owned(), "recording.no_rows"),
        ("t,x,y,z\nnoon,0.1,0.2,9.81\n".to_owned(), "recording.time_unreadable"),
        ("t,x,y,z\n5,0.1,0.2,9.81\n10,0.1,0.2,9.81\n15,0.1,0.2,9.81\n".to_owned(), "recording.time_unit"),
        ("t,x,y,z\n1,0.1,0.2,9.81\n1,0.1,0.2,9.81\n1,0.1,0.2,9.81\n2,0.1,0.2,9.81\n".to_owned(), "recording.time_too_coarse"),
        ("\u{0}\u{0}t,x,y,z".to_owned(), "recording.binary"),
        (write(&rows()[..1000]), "vibration.too_short"),
    ] {
        assert_eq!(refusal(&text, &Options::default()), key, "{text:.60}");
    }
    let slow: Vec<[f64; 4]> = rows().into_iter().step_by(10).collect();
    assert_eq!(refusal(&write(&slow), &Options::default()), "vibration.rate_too_low");
    let decided = Options {
        recording: rugwijzer::input::recording::Options { decimal: Some(Decimal::Point), ..Default::default() },
        ..Options::default()
    };
    assert_eq!(refusal(&format!("{head}1;1.234;2.345;9.811\n2;1.234;2.345;9.811\n"), &decided), "recording.no_rows");
}

#[test]
fn a_word_in_a_cell_is_named_with_its_row_and_column() {
    let mut lines: Vec<String> = write(&rows()).lines().map(str::to_owned).collect();
    lines[10_000] = "19.998,0.1,ERR,9.8".into();
    let error = run(&lines.join("\n"), &Options::default()).expect_err("a refusal").say(&texts(Language::English));
    assert!(error.contains("row 10001, column y") && error.contains("ERR"), "{error}");
}

#[test]
fn blank_cells_and_missing_rows_are_gaps() {
    let whole = ok(&write(&rows()), &Options::default());
    let mut lines: Vec<String> = write(&rows()).lines().map(str::to_owned).collect();
    lines[10_000] = "19.998,,NaN,9.8".into();
    let blank = ok(&lines.join("\n"), &Options::default());
    assert!(has(&blank, "recording.left_out") && has(&blank, "vibration.gaps"));
    assert_eq!((blank.summary.samples, blank.summary.timing.gaps), (14_999, 1));
    assert!((blank.skipped_seconds() - 12.0).abs() < 0.01);

    let mut gap = rows();
    gap.drain(10_000..11_000);
    let gap = ok(&write(&gap), &Options::default());
    assert!(has(&gap, "vibration.gaps") && (gap.summary.timing.missing_seconds - 2.0).abs() < 1e-6);
    assert!(near(gap.rms()[2], whole.rms()[2], 0.15));
    assert!(!has(&whole, "vibration.gaps") && !has(&whole, "vibration.uneven") && !has(&whole, "vibration.clipped"));
}

#[test]
fn a_file_that_was_cut_off_loses_one_row_and_says_so() {
    let text = write(&rows());
    // In the middle of a row, behind a whole number that was longer, behind a delimiter.
    for cut in ["20.0", "20.000,0.1", "20.000,0.1000,0.2000,", "20.000,0.1000,0.2000,9.8"] {
        let start = text.match_indices('\n').nth(10_000).expect("rows").0 + 1;
        let result = ok(&format!("{}{cut}", &text[..start]), &Options::default());
        assert!(has(&result, "recording.cut"), "{cut}");
        assert_eq!(result.summary.samples, 10_000);
    }
    let whole = ok(text.trim_end(), &Options::default());
    assert!(!has(&whole, "recording.cut") && whole.summary.samples == 15_000);
}

#[test]
fn clipped_and_dead_axes_are_named() {
    let rows = rows();
    let clipped: Vec<[f64; 4]> = rows.iter().map(|&[t, x, y, z]| [t, x.clamp(-0.8, 0.8), y, z]).collect();
    assert!(has(&ok(&write(&clipped), &Options::default()), "vibration.clipped"));
    let dead: Vec<[f64; 4]> = rows.iter().map(|&[t, x, _, z]| [t, x, 0.5, z]).collect();
    let dead = ok(&write(&dead), &Options::default());
    assert!(has(&dead, "vibration.dead"));
    assert_eq!(
        json(&[dead], &[], &texts(Language::Dutch))["recordings"][0]["axes"]["y"]["crest_factor"],
        serde_json::Value::Null
    );
    let stuck: Vec<[f64; 4]> =
        rows.iter().map(|&[t, x, y, z]| [t, x, if (20.0..23.0).contains(&t) { 0.5 } else { y }, z]).collect();
    assert!(has(&ok(&write(&stuck), &Options::default()), "vibration.still"));
}

#[test]
fn a_rate_that_contradicts_the_times_and_uneven_times_are_named() {
    let options = Options {
        recording: rugwijzer::input::recording::Options { rate_hz: Some(100.0), ..Default::default() },
        ..Options::default()
    };
    let result = ok(&write(&rows()), &options);
    assert!(has(&result, "recording.rate_contradicts") && (result.rate_hz - 500.0).abs() < 1e-9);
    let uneven: Vec<[f64; 4]> =
        rows().into_iter().enumerate().map(|(at, [t, x, y, z])| [t + if at % 2 == 0 { 0.0 } else { 0.001 }, x, y, z]).collect();
    assert!(has(&ok(&write(&uneven), &Options::default()), "vibration.uneven"));
}

#[test]
fn axes_range_and_weightings_are_as_asked() {
    let turned: Vec<[f64; 4]> = rows().into_iter().map(|[t, x, y, z]| [t, z, y, -x]).collect();
    let plain = ok(&write(&rows()), &Options::default());
    assert!(has(&ok(&write(&turned), &Options::default()), "vibration.axes"));
    let options = Options { axes: "x=-z,y=y,z=x".parse().expect("a mapping"), ..Options::default() };
    let mapped = ok(&write(&turned), &options);
    assert_eq!(mapped.rms().map(f64::to_bits), plain.rms().map(f64::to_bits));
    assert!(!has(&mapped, "vibration.axes"));

    let part = Options { from_seconds: Some(10.0), to_seconds: Some(25.0), ..Options::default() };
    let part = ok(&write(&rows()), &part);
    assert!((part.seconds() - 15.0).abs() < 1e-9 && (part.skipped_seconds() - 6.0).abs() < 1e-9);
    let cut: Vec<[f64; 4]> = rows().into_iter().filter(|row| (10.0..25.0).contains(&row[0])).collect();
    let cut = ok(&write(&cut), &Options::default());
    assert!((0..3).all(|axis| near(part.rms()[axis], cut.rms()[axis], 1e-12)));
    let nothing = Options { from_seconds: Some(200.0), ..Options::default() };
    assert_eq!(refusal(&write(&rows()), &nothing), "vibration.range_empty");
}

#[test]
fn below_400_hz_the_band_is_said_not_to_be_covered() {
    let slow: Vec<[f64; 4]> = rows().into_iter().step_by(2).collect();
    let slow = ok(&write(&slow), &Options::default());
    assert!(has(&slow, "vibration.band") && !slow.summary.tolerance.met);
    assert!((slow.summary.tolerance.highest_hz - 100.0).abs() < 1e-9);
}

#[test]
fn values_on_request_and_for_a_task() {
    let options = Options {
        comfort: true,
        motion_sickness: true,
        severe_shock: Some(rugwijzer::run::vibration::SevereShock {
            population: rugwijzer::signal::severe_shock::Population::Men,
            career: rugwijzer::signal::severe_shock::Career { start_age: 20, years: 20, days_per_year: 240.0 },
            hours: 4.0,
        }),
        ..Options::default()
    };
    let result = analyse(&ride(), &options, &mut |_, _| {}).expect("a result");
    assert!(has(&result, "vibration.msdv_skipped") && has(&result, "vibration.shock"));
    let shock = result.shock.expect("asked for");
    assert!(shock.dose > shock.peak && shock.daily_dose > shock.dose && shock.risk.is_some());
    let plain = analyse(&ride(), &Options::default(), &mut |_, _| {}).expect("a result");
    assert_eq!((plain.motion_sickness, plain.shock), (None, None));
    let (recorded, notes) = measure(&ride(), &Options::default()).expect("values");
    assert_eq!(recorded, plain.recorded());
    assert!((recorded.seconds - 69.0).abs() < 1e-9);
    assert_eq!(notes, plain.notes);
}

//! Recordings in which every second is known: gaps, lying, clipping, a sensor that is not worn or upside down.
//!
//! What is expected is added up from what was written into the recording, by hand, beside it.

use std::path::PathBuf;

use rugwijzer::domain::{Language, Phrase};
use rugwijzer::run::posture::{self, Analysis, Options, Stretch};
use rugwijzer::run::recording;
use rugwijzer::signal::exposure::{AT_45, AT_60};
use rugwijzer::text::Catalogue;

use crate::support::recording::{Script, What};

/// Each edge of a bend that begins at once is moved by the low-pass, by at most so much, s.
const EDGE_S: f64 = 0.2;

fn analyse(file: &str, bytes: &[u8], options: &Options) -> Analysis {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(file);
    std::fs::write(&path, bytes).unwrap();
    posture::analyse_file(&path, &recording::Options::default(), options, &mut |_, _| {}).unwrap()
}

fn standing() -> Options {
    Options { reference: Some(Stretch { from: 0.0, to: 10.0 }), ..Options::default() }
}

fn note<'a>(analysis: &'a Analysis, key: &str) -> Option<&'a Phrase> {
    analysis.notes.iter().find(|note| note.key == key)
}

/// What a note says, in English.
fn said(analysis: &Analysis, key: &str) -> String {
    let texts = Catalogue::new(Language::English, [posture::TEXT, recording_text()]);
    texts.say(note(analysis, key).unwrap_or_else(|| panic!("no {key} in {:?}", analysis.notes)))
}

fn recording_text() -> &'static str {
    rugwijzer::input::recording::cwa::TEXT
}

/// Seconds of a share of the time that counts.
fn seconds(analysis: &Analysis, share: f64) -> f64 {
    share / 100.0 * analysis.worn_seconds
}

#[track_caller]
fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "expected {expected} s within {within} s, found {found} s");
}

/// 10 s zero, 590 s upright, 20 bends of 10 s at 70° in 600 s, 300 s on the back, 30 s hanging back, 270 s on
/// the left side, 600 s upright: 2400 s.
fn mixed() -> Script {
    let script = Script::new(100).then(590, What::Lean(0.0)).bends(20, 70.0).then(300, What::Lean(-90.0));
    let script = script.then(60, What::Lean(0.0)).then(30, What::Lean(-70.0)).then(240, What::Lean(0.0));
    script.then(270, What::Side(85.0)).then(300, What::Lean(0.0))
}

#[test]
fn lying_is_time_and_no_bend() {
    for (file, bytes) in [("day.cwa", mixed().cwa()), ("day.csv", mixed().csv().into_bytes())] {
        let found = analyse(file, &bytes, &standing());
        close(found.worn_seconds, 2400.0, 0.1);
        let all = found.all.as_ref().unwrap();
        let forward = all.forward.as_ref().unwrap();
        // 20 bends of 10 s; what hangs back for 30 s is no bend, and too short to be lying.
        close(seconds(&found, forward.shares[AT_60]), 200.0, 40.0 * EDGE_S);
        close(seconds(&found, forward.shares[AT_45]), 200.0, 40.0 * EDGE_S);
        close(seconds(&found, all.lying), 570.0, 2.0);
        // In any direction lying and hanging back are inclined too.
        close(seconds(&found, all.shares[AT_60]), 200.0 + 300.0 + 30.0 + 270.0, 50.0 * EDGE_S);
        assert_eq!((forward.episodes[1].count, forward.episodes[1].longest_s), (20, Some(10.0)), "{file}");
        assert!(said(&found, "posture.note.lying").contains("9.5"), "570 s are 9.5 min");
        assert!(note(&found, "posture.note.not_worn").is_none() && note(&found, "posture.note.gaps").is_none());
    }
}

/// Stooping and lying on the belly look alike to one sensor: it counts, and is named.
#[test]
fn a_long_stay_forward_counts_and_is_named() {
    let script = Script::new(100).then(590, What::Lean(0.0)).then(900, What::Lean(80.0)).then(300, What::Lean(0.0));
    let found = analyse("day.cwa", &script.cwa(), &standing());
    let forward = found.all.as_ref().unwrap().forward.as_ref().unwrap();
    close(seconds(&found, forward.shares[AT_60]), 900.0, 2.0 * EDGE_S);
    assert!(said(&found, "posture.note.long_stay").contains("15"), "900 s are 15 min");
}

/// Two hours on a table between two half hours of work, of which 100 s bent.
#[test]
fn what_is_not_worn_does_not_count() {
    let work = |script: Script| script.then(1490, What::Lean(0.0)).bends(10, 70.0);
    let script = work(work(Script::new(100)).then(7200, What::Table([-1.0, 0.0, 0.0])));
    let found = analyse("day.cwa", &script.cwa(), &standing());
    // Stillness is judged in windows of 10 s, and a window with an edge in it is not still.
    close(found.worn_seconds, 2.0 * 1790.0 + 10.0, 21.0);
    close(found.seconds, 2.0 * 1790.0 + 10.0 + 7200.0, 1.3);
    let forward = found.all.as_ref().unwrap().forward.as_ref().unwrap();
    close(seconds(&found, forward.shares[AT_60]), 200.0, 40.0 * EDGE_S + 20.0);
    assert!(note(&found, "posture.note.not_worn").is_some() && note(&found, "posture.note.still").is_none());
}

/// Half an hour on a table is less than the hour from which a sensor is not worn: it counts, and is named.
#[test]
fn half_an_hour_without_any_movement_counts_and_is_named() {
    let script = Script::new(100).then(890, What::Lean(0.0)).then(1800, What::Table([0.0, 0.0, 1.0])).bends(10, 70.0);
    let found = analyse("day.cwa", &script.cwa(), &standing());
    close(found.worn_seconds, 3000.0, 1.3);
    assert!(note(&found, "posture.note.not_worn").is_none());
    let words = said(&found, "posture.note.still");
    assert!(words.contains("29.8") || words.contains("29.7") || words.contains("30"), "{words}");
    let moving = analyse("day.cwa", &mixed().cwa(), &standing());
    assert!(note(&moving, "posture.note.still").is_none(), "who lies breathes");
}

/// Two gaps of ten minutes and of one: 660 s that are no time. In text rows without a number are a gap too.
#[test]
fn gaps_are_no_time() {
    let script = Script::new(100).then(590, What::Lean(0.0)).bends(10, 70.0).then(600, What::Gap);
    let script = script.bends(10, 70.0).then(60, What::Gap).then(300, What::Lean(0.0));
    let text = script.csv();
    for (file, bytes) in [("day.cwa", script.cwa()), ("day.csv", text.clone().into_bytes())] {
        let found = analyse(file, &bytes, &standing());
        close(found.worn_seconds, 1500.0, 1.3);
        close(found.seconds, 2160.0, 1.3);
        assert!(said(&found, "posture.note.gaps").contains("2 gaps, 660"), "{}", said(&found, "posture.note.gaps"));
        let forward = found.all.as_ref().unwrap().forward.as_ref().unwrap();
        close(seconds(&found, forward.shares[AT_60]), 200.0, 40.0 * EDGE_S);
    }
    // Ten seconds of a bend, from 600 to 610 s, lose their numbers.
    let blank = |line: &str| {
        let time: f64 = line.split(',').next().unwrap().parse().unwrap_or(0.0);
        if (600.0..610.0).contains(&time) { format!("{time:.3},NaN,NaN,NaN\n") } else { format!("{line}\n") }
    };
    let found = analyse("day.csv", text.lines().map(blank).collect::<String>().as_bytes(), &standing());
    close(found.worn_seconds, 1490.0, 0.1);
    let forward = found.all.as_ref().unwrap().forward.as_ref().unwrap();
    close(seconds(&found, forward.shares[AT_60]), 190.0, 40.0 * EDGE_S);
    assert!(said(&found, "posture.note.gaps").contains("3 gaps, 670"));
}

/// One gap is not "1 gaps".
#[test]
fn one_gap_is_named_as_one() {
    let script = Script::new(100).then(590, What::Lean(0.0)).then(120, What::Gap).then(600, What::Lean(0.0));
    let found = analyse("day.cwa", &script.cwa(), &standing());
    assert!(said(&found, "posture.note.gap").contains("one gap, of 120"), "{}", said(&found, "posture.note.gap"));
    assert!(note(&found, "posture.note.gaps").is_none());
}

/// A knock in each of 240 seconds runs into the 8 g of the sensor.
#[test]
fn samples_at_the_range_of_the_sensor_are_counted() {
    let script = Script::new(100).then(590, What::Lean(0.0)).then(240, What::Knocks).then(360, What::Lean(0.0));
    let found = analyse("day.cwa", &script.cwa(), &standing());
    assert!(said(&found, "posture.note.clipped").starts_with("240 "), "{}", said(&found, "posture.note.clipped"));
    assert!(note(&analyse("day.cwa", &mixed().cwa(), &standing()), "posture.note.clipped").is_none());
}

/// The same day with the sensor on its head, turned about its x axis: named, without forward shares until
/// the mounting is stated, and then with the very same.
#[test]
fn a_sensor_upside_down_is_named_and_gives_the_same_when_that_is_stated() {
    let text = mixed().csv();
    let turned = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let opposite = |cell: &str| cell.strip_prefix('-').map_or_else(|| format!("-{cell}"), str::to_owned);
        if cells[0] == "t" {
            return format!("{line}\n");
        }
        format!("{},{},{},{}\n", cells[0], cells[1], opposite(cells[2]), opposite(cells[3]))
    };
    let turned: String = text.lines().map(turned).collect();
    let right = analyse("day.csv", text.as_bytes(), &standing());
    let blind = analyse("day.csv", turned.as_bytes(), &standing());
    assert!(blind.all.as_ref().unwrap().forward.is_none() && blind.recorded_trunk().is_none());
    assert!(said(&blind, "posture.note.upside_down").contains("-z axis"));
    let stated = Options { axes: Some("x=x,y=-y,z=-z".parse().unwrap()), ..standing() };
    let known = analyse("day.csv", turned.as_bytes(), &stated);
    let shares = |analysis: &Analysis| analysis.all.as_ref().unwrap().forward.as_ref().unwrap().shares;
    for (found, expected) in shares(&known).iter().zip(shares(&right)) {
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }
    assert!((known.all.unwrap().lying - right.all.unwrap().lying).abs() < 1e-6);
}

/// What is asked for lies behind the end: said, with where the recording ends.
#[test]
fn a_range_without_any_sample_is_named() {
    let options = Options { range: Stretch { from: 5000.0, to: 6000.0 }, ..standing() };
    let found = analyse("day.cwa", &mixed().cwa(), &options);
    assert!(found.is_rejected());
    let why = posture::why_rejected("day.cwa", &found);
    let texts = Catalogue::new(Language::English, [posture::TEXT]);
    assert!(texts.say(&why).contains("from 0 to 2400"), "{}", texts.say(&why));
}

//! The calibration by gravity against other programs, and what it does to a recording.

use rugwijzer::run::posture::{self, Calibration, Corrected, Options};
use rugwijzer::run::recording;
use rugwijzer::signal::exposure::AT_60;
use rugwijzer::signal::gravity::Correction;

use super::{agrees, analyse, cases, day, number, numbers, standing};

fn six_sides() -> rugwijzer::signal::gravity::Calibrated {
    let path = format!("{}/fixtures/recordings/imucal_six_sides.csv", env!("CARGO_MANIFEST_DIR"));
    posture::calibrate_file(path.as_ref(), &recording::Options::default()).unwrap()
}

#[test]
fn six_sides_give_what_other_programs_give() {
    let found = six_sides();
    for row in cases("calibration") {
        assert_eq!(row["file"], "imucal_six_sides.csv");
        for (column, values) in [("offset_ms2", found.correction.offset), ("gain", found.correction.gain)] {
            for (expected, value) in numbers(&row, column).into_iter().zip(values) {
                assert!((expected - value).abs() <= number(&row, "tolerance"), "{} {column}: {expected} {value}", row["case"]);
            }
        }
        if !row["windows"].is_empty() {
            assert_eq!(found.windows.to_string(), row["windows"]);
            assert!(agrees(&row, "error_before_g", Some(found.before_g)), "{found:?}");
            assert!(agrees(&row, "error_after_g", Some(found.after_g)), "{found:?}");
        }
    }
}

/// What a sensor with this error reads.
fn misread(truth: [f64; 3], error: &Correction) -> [f64; 3] {
    std::array::from_fn(|axis| truth[axis] / error.gain[axis] + error.offset[axis])
}

/// A sensor with an error reads a bend as another one; corrected, it reads the bend that was.
#[test]
fn a_corrected_recording_gives_the_shares_of_a_good_sensor() {
    let good = day(1300);
    let error = Correction { offset: [0.9, -0.3, 0.4], gain: [0.96, 1.0, 1.03] };
    let mut bad = good.clone();
    for sample in &mut bad.acceleration {
        *sample = misread(*sample, &error);
    }
    let calibrated = rugwijzer::signal::gravity::Calibrated { correction: error, ..six_sides() };
    let bend = |analysis: &posture::Analysis| analysis.all.clone().unwrap().inclination.p95;
    let raw = analyse(20.0, &bad, &standing());
    let corrected = analyse(20.0, &bad, &Options { calibration: Calibration::Known(calibrated), ..standing() });
    let truth = analyse(20.0, &good, &standing());
    assert!((bend(&raw) - bend(&truth)).abs() > 1.5 && (bend(&corrected) - bend(&truth)).abs() < 0.01, "{}", bend(&raw));
    let shares = |analysis: &posture::Analysis| analysis.all.clone().unwrap().forward.unwrap().shares;
    assert!((shares(&corrected)[AT_60] - shares(&truth)[AT_60]).abs() < 1e-6);
    assert!(corrected.notes.iter().any(|note| note.key == "posture.note.calibrated_six"), "never silent");
    assert!(matches!(corrected.corrected, Corrected::Applied(_)) && truth.corrected == Corrected::NotAsked);
}

#[test]
fn a_day_that_allows_no_calibration_is_left_as_it_is_and_says_so() {
    let block = day(1300);
    let asked = analyse(20.0, &block, &Options { calibration: Calibration::InUse, ..standing() });
    assert!(matches!(&asked.corrected, Corrected::Refused(why) if why.key == "posture.calibration.refused_in_use"));
    assert!(asked.notes.iter().any(|note| note.key == "posture.calibration.refused_in_use"));
    assert_eq!(asked.all, analyse(20.0, &block, &standing()).all);
}

/// Before wearing it the wearer lays the sensor on each side for a quarter of a minute.
#[test]
fn in_use_the_still_moments_before_wearing_it_do() {
    let error = Correction { offset: [0.3, -0.2, 0.1], gain: [0.99, 1.01, 1.02] };
    let mut block = day(1200);
    let sides = [[1.0, 0.1, 0.0], [-1.0, 0.0, 0.1], [0.0, 1.0, 0.1], [0.1, -1.0, 0.0], [0.0, 0.1, 1.0], [0.1, 0.0, -1.0]];
    for (at, time) in (0..6 * 25 * 20).map(|at| (at, 1200.0 + f64::from(at) / 20.0)) {
        let side: [f64; 3] = sides[usize::try_from(at).unwrap() / 500];
        let length = side.iter().map(|part| part * part).sum::<f64>().sqrt();
        block.time_s.push(time);
        block.acceleration.push(side.map(|part| part / length * 9.806_65 + 0.01 * (9.0 * time).sin()));
    }
    for sample in &mut block.acceleration {
        *sample = misread(*sample, &error);
    }
    let found = analyse(20.0, &block, &Options { calibration: Calibration::InUse, ..standing() });
    let Corrected::Applied(calibrated) = found.corrected else { panic!("{:?}", found.corrected) };
    for axis in 0..3 {
        assert!((calibrated.correction.offset[axis] - error.offset[axis]).abs() < 0.02, "{calibrated:?}");
        assert!((calibrated.correction.gain[axis] - error.gain[axis]).abs() < 0.002, "{calibrated:?}");
    }
    assert!(calibrated.after_g < calibrated.before_g / 5.0, "{calibrated:?}");
}

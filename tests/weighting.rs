//! The weightings and what is measured with them, against the standards' tables and an independent
//! computation.

use std::f64::consts::{SQRT_2, TAU};

use rugwijzer::signal::Lanes;
use rugwijzer::signal::discretise::{bilinear, design, deviation, lowest_rate_hz, tolerance};
use rugwijzer::signal::metrics::Metrics;
use rugwijzer::signal::sections::Filter;
use rugwijzer::signal::severe_shock::{Career, Dose, Population, daily_dose, dose, response};
use rugwijzer::signal::weighting::{Weighting, band_nominal_hz};

/// The rows of a table under `fixtures/published`; none of them may lack its source or tolerance.
fn rows(path: &str) -> Vec<std::collections::HashMap<String, String>> {
    let path = format!("{}/fixtures/published/{path}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).expect("the fixture is there");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<std::collections::HashMap<String, String>> = reader
        .records()
        .map(|row| header.iter().map(str::to_owned).zip(row.expect("a row").iter().map(str::to_owned)).collect())
        .collect();
    assert!(!rows.is_empty(), "{path} is empty");
    for row in &rows {
        for column in ["source", "locator", "tolerance", "tolerance_reason"] {
            assert!(!row[column].is_empty(), "{path}: {column}");
        }
    }
    rows
}

fn number(row: &std::collections::HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {}", row[column]))
}

/// Whether `value` lies within a relative tolerance of `expected`.
fn near(value: f64, expected: f64, tolerance: f64) -> bool {
    (value / expected - 1.0).abs() <= tolerance
}

#[test]
fn the_comparator_can_fail() {
    assert!(near(1.0009, 1.0, 0.001));
    assert!(!near(1.0011, 1.0, 0.001));
    assert!(!near(f64::NAN, 1.0, 0.001));
}

#[test]
fn the_design_goals_have_the_factors_of_iso_8041() {
    for row in rows("weighting/factors.csv") {
        let weighting = Weighting::from_name(&row["weighting"]).expect("a weighting");
        let factor = weighting.factor(number(&row, "hz"));
        assert!(near(factor, number(&row, "factor"), number(&row, "tolerance")), "{row:?}: {factor}");
    }
}

#[test]
fn nominal_frequencies_are_those_that_people_use() {
    let names: Vec<String> = (-17..=26).map(|band| band_nominal_hz(band).to_string()).collect();
    let expected = "0.02 0.025 0.0315 0.04 0.05 0.063 0.08 0.1 0.125 0.16 0.2 0.25 0.315 0.4 0.5 0.63 0.8 1 1.25 1.6 2 2.5 3.15 4 5 \
                    6.3 8 10 12.5 16 20 25 31.5 40 50 63 80 100 125 160 200 250 315 400";
    assert_eq!(names.join(" "), expected);
}

#[test]
fn the_filters_come_within_one_per_cent_of_the_goal_and_keep_the_mask() {
    for weighting in Weighting::ALL {
        for rate in [400.0, 500.0, 512.0, 800.0, 999.7, 1000.0, 1600.0, 2000.0, 3200.0, 4000.0, 8000.0, 20_000.0] {
            let cascade = design(weighting, rate);
            assert!(cascade.is_stable());
            let off = deviation(weighting, &cascade);
            assert!(off < 0.0025, "{weighting:?} at {rate} Hz is {off} off");
            let band = tolerance(weighting, &cascade);
            assert!(band.met, "{weighting:?} at {rate} Hz: {band:?}");
        }
    }
}

#[test]
fn below_400_hz_the_band_is_not_covered_and_the_filter_still_good_where_it_is() {
    for weighting in Weighting::ALL {
        if weighting == Weighting::Wf {
            continue;
        }
        for rate in [100.0, 128.0, 160.0, 200.0, 256.0, 300.0, 399.0] {
            if rate < lowest_rate_hz(weighting) {
                continue;
            }
            let cascade = design(weighting, rate);
            let band = tolerance(weighting, &cascade);
            assert!(!band.met && band.highest_hz >= 0.399 * rate, "{weighting:?} at {rate} Hz: {band:?}");
            assert!(deviation(weighting, &cascade) < 0.05, "{weighting:?} at {rate}: {}", deviation(weighting, &cascade));
        }
    }
}

/// Prints the figures of decision 0002; run with `--ignored --nocapture`.
#[test]
#[ignore = "prints a table for the decision record"]
#[expect(clippy::print_stdout, reason = "that is what it is for")]
fn figures_of_the_decision() {
    for weighting in [Weighting::Wk, Weighting::Wd, Weighting::Wj, Weighting::Wf] {
        for rate in [100.0, 160.0, 200.0, 256.0, 400.0, 500.0, 1000.0, 2000.0, 4000.0] {
            let (ours, plain) = (design(weighting, rate), bilinear(weighting, rate));
            let off = |cascade: &rugwijzer::signal::sections::Cascade, hz: f64| {
                100.0 * (cascade.response(hz).norm() / weighting.factor(hz) - 1.0)
            };
            print!("{weighting:?} {rate:6}");
            for hz in [16.0, 31.5, 40.0, 63.0, 80.0, 100.0, 125.0, 158.0] {
                if hz < 0.49 * rate {
                    print!(" | {hz}: {:+.3} {:+.2}", off(&ours, hz), off(&plain, hz));
                }
            }
            println!(
                " | nominal range {:.3} {:.2} | mask {:?} {:?}",
                100.0 * deviation(weighting, &ours),
                100.0 * deviation(weighting, &plain),
                tolerance(weighting, &ours),
                tolerance(weighting, &plain).met,
            );
        }
    }
}

/// The rising saw-tooth of ISO 8041-1 Table 6, averaged over each sample: x = 2 (frac(t/T + ½) - ½), in
/// bursts of `cycles` each 10 s from 1 s on, or without end.
fn bursts(cycles: Option<f64>, rate: f64) -> Vec<Lanes> {
    let period = TAU / 100.0;
    // The integral of the saw-tooth from the start of a burst, in units of time.
    let integral = |t: f64| {
        let phase = (t / period + 0.5).fract() - 0.5;
        period * (phase * phase)
    };
    let within = |t: f64| -> f64 {
        match cycles {
            None => integral(t),
            Some(cycles) => integral((t - 1.0).rem_euclid(10.0).clamp(0.0, cycles * period)),
        }
    };
    let mut samples = Vec::new();
    let mut at = 0_u32;
    while f64::from(at) < 60.0 * rate {
        let (from, to) = (f64::from(at) / rate, f64::from(at + 1) / rate);
        // A burst starts anew at 1 s, 11 s, …: what lies before it in the sample is silence.
        let start = ((to - 1.0) / 10.0).floor() * 10.0 + 1.0;
        let from = if cycles.is_some() && from < start && start < to { start } else { from };
        let value = if cycles.is_some() && to <= 1.0 { 0.0 } else { (within(to) - within(from)) * rate };
        samples.push([value; 4]);
        at += 1;
    }
    samples
}

fn measure(weighting: Weighting, mut samples: Vec<Lanes>, rate: f64) -> Metrics {
    let mut filter = Filter::new(&[design(weighting, rate); 3], None);
    filter.run(&mut samples);
    let mut metrics = Metrics::new(rate, true);
    for part in samples.chunks(1000) {
        metrics.push(part);
    }
    metrics
}

#[test]
fn bursts_of_a_saw_tooth_measure_as_iso_8041_prints() {
    for (table, rate, ours) in [("weighting/bursts.csv", 500.0, 0.02), ("weighting/bursts_converged.csv", 1000.0, 0.005)] {
        for row in rows(table) {
            let weighting = Weighting::from_name(&row["weighting"]).expect("a weighting");
            let metrics = measure(weighting, bursts(row["cycles"].parse().ok(), rate), rate);
            let measured = [
                ("rms", metrics.rms(0)),
                ("vdv", metrics.vdv(0)),
                ("mtvv_linear", metrics.mtvv(0).expect("whole seconds")),
                ("mtvv_exponential", metrics.mtvv_exponential(0).expect("asked for")),
            ];
            for (column, value) in measured {
                let off = value / number(&row, column) - 1.0;
                // The table is printed with three digits.
                let digits = if table.contains("converged") { 0.0 } else { 0.005 };
                assert!(
                    off.abs() < ours + digits,
                    "{table} {rate} Hz {} {} {column}: {off:+.4}",
                    row["weighting"],
                    row["cycles"]
                );
            }
        }
    }
}

#[test]
fn sines_have_the_known_ratios() {
    let rate = 500.0;
    for row in rows("weighting/sines.csv") {
        let weighting = Weighting::from_name(&row["weighting"]).expect("a weighting");
        let (hz, amplitude, seconds) = (number(&row, "hz"), number(&row, "amplitude"), number(&row, "seconds"));
        let mut samples: Vec<Lanes> = Vec::new();
        let settle = 10.0;
        let mut at = 0_u32;
        while f64::from(at) < (seconds + settle) * rate {
            samples.push([amplitude * (TAU * hz * f64::from(at) / rate).sin(); 4]);
            at += 1;
        }
        let mut filter = Filter::new(&[design(weighting, rate); 3], None);
        filter.run(&mut samples);
        let mut metrics = Metrics::new(rate, false);
        metrics.push(&samples[5000..]);
        let tolerance = number(&row, "tolerance");
        assert!(near(metrics.rms(0), number(&row, "rms"), tolerance), "{row:?}");
        assert!(near(metrics.vdv(0), number(&row, "vdv"), tolerance), "{row:?}");
        assert!(near(metrics.peak(0) / metrics.rms(0), SQRT_2, 0.02), "{row:?}: crest factor of samples, not of the curve");
        assert!(near(metrics.vdv(0) / (metrics.rms(0) * seconds.powf(0.25)), 1.5_f64.powf(0.25), 0.001));
    }
}

#[test]
fn severe_shocks_reproduce_the_example_of_the_standard() {
    for row in rows("severe_shock/cases.csv") {
        let population = if row["population"] == "men" { Population::Men } else { Population::Women };
        let peaks: Vec<f64> = row["peaks"].split(' ').map(|peak| peak.parse().expect("a peak")).collect();
        let dz = dose(&peaks);
        let career = Career { start_age: 20, years: 20, days_per_year: number(&row, "days_per_year") };
        let risk = population.risk(daily_dose(dz, 1.0, 1.0), career).expect("within strength");
        let tolerance = number(&row, "tolerance");
        for (column, value) in [("dz", dz), ("sd", risk.stress), ("r", risk.factor), ("p", risk.probability)] {
            if !row[column].is_empty() {
                assert!((value - number(&row, column)).abs() < tolerance, "{row:?} {column}: {value}");
            }
        }
    }
    for (probability, men, women) in [(0.1, 0.72, 0.52), (0.5, 1.42, 0.87), (0.9, 2.17, 1.20)] {
        assert!((Population::Men.probability(men) - probability).abs() < 0.007);
        assert!((Population::Women.probability(women) - probability).abs() < 0.02);
    }
}

#[test]
fn the_spine_filter_has_the_response_of_formula_1() {
    for row in rows("severe_shock/response.csv") {
        let (hz, expected, tolerance) = (number(&row, "hz"), number(&row, "magnitude"), number(&row, "tolerance"));
        assert!((response(hz).norm() - expected).abs() < tolerance, "{row:?}");
        for rate in [256.0, 400.0, 500.0, 1000.0, 4000.0] {
            let realised = Dose::new(rate).expect("a rate that covers 80 Hz").realised(hz, rate).norm();
            let allowed = if rate < 300.0 { 4.0 } else { 2.0 } * tolerance;
            assert!((realised - expected).abs() < allowed, "{row:?} at {rate} Hz: {realised}");
        }
    }
}

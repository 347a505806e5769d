//! What makes a measurement doubtful, and what it does to the result.

use super::{AXES, Options, VibrationResult, covers_band};
use crate::domain::{Arg, Phrase, Unit};

/// Samples on a plateau from which on clipping is named.
const CLIPPED: u64 = 3;
/// A time that an axis stands still before it is named, s.
const STILL: f64 = 1.0;
/// The share of uneven intervals from which on they are named.
const UNEVEN: f64 = 0.01;
/// How far the rate of the time stamps may be from that of the filter.
const DRIFT: f64 = 0.01;
/// Below this length a recording hardly represents anything, s (EN 14253: at least 3 minutes).
const SHORT: f64 = 180.0;
/// Above this crest factor the r.m.s. may say too little (ISO 2631-1:1997 6.2.1).
const CREST: f64 = 9.0;

pub(super) fn of(result: &VibrationResult, options: &Options) -> Vec<Phrase> {
    let mut notes = Vec::new();
    let summary = &result.summary;
    let Some(axes) = &summary.axes else { return notes };
    let seconds = |samples: u64| samples as f64 / result.rate_hz;

    for (axis, &clipped) in summary.clipped.iter().enumerate() {
        if clipped >= CLIPPED {
            notes.push(Phrase::new("vibration.clipped").text("axis", AXES[axis]).number(
                "samples",
                clipped as f64,
                Unit::Count,
            ));
        }
    }
    for (axis, &still) in summary.still_seconds.iter().enumerate() {
        if axes[axis].peak <= 0.0 || still >= seconds(summary.samples) - 0.5 / result.rate_hz {
            notes.push(Phrase::new("vibration.dead").text("axis", AXES[axis]));
        } else if still >= STILL {
            notes.push(
                Phrase::new("vibration.still").text("axis", AXES[axis]).with("seconds", Arg::Number(still, Unit::Second)),
            );
        }
    }
    let timing = &summary.timing;
    if timing.gaps > 0 {
        notes.push(
            Phrase::new("vibration.gaps")
                .number("gaps", timing.gaps as f64, Unit::Count)
                .exact("missing", (timing.missing_seconds * 1000.0).round() / 1000.0)
                .number("skipped", result.skipped_seconds(), Unit::Second),
        );
    }
    let uneven = timing.uneven as f64 / summary.samples.max(1) as f64;
    if uneven > UNEVEN {
        notes.push(Phrase::new("vibration.uneven").number("share", 100.0 * uneven, Unit::Percent));
    }
    if let Some(rate) = timing.rate_hz
        && (rate / result.rate_hz - 1.0).abs() > DRIFT
    {
        notes.push(Phrase::new("vibration.rate_drift").number("rate", rate, Unit::Hertz).number(
            "used",
            result.rate_hz,
            Unit::Hertz,
        ));
    }
    if !covers_band(result.rate_hz, &result.weightings) {
        notes.push(Phrase::new("vibration.band").number("rate", result.rate_hz, Unit::Hertz).number(
            "highest",
            summary.tolerance.highest_hz,
            Unit::Hertz,
        ));
    }
    // Gravity lies on the vertical axis, whichever way it points.
    let length = summary.mean.iter().map(|mean| mean * mean).sum::<f64>().sqrt();
    if length > 5.0 && summary.mean[2].abs() < length * std::f64::consts::FRAC_1_SQRT_2 {
        let vertical = usize::from(summary.mean[0].abs() <= summary.mean[1].abs());
        let phrase = Phrase::new("vibration.axes").text("axis", AXES[vertical]);
        notes.push(phrase.number("acceleration", summary.mean[vertical], Unit::Acceleration));
    }
    if result.measured_seconds() < SHORT {
        notes.push(Phrase::new("vibration.short").number("seconds", result.measured_seconds(), Unit::Second));
    }
    for (axis, values) in axes.iter().enumerate() {
        if values.crest_factor().is_some_and(|crest| crest > CREST) {
            let crest = values.crest_factor().unwrap_or(CREST);
            notes.push(Phrase::new("vibration.crest").text("axis", AXES[axis]).number("crest", crest, Unit::None));
        }
    }
    match (options.motion_sickness, result.motion_sickness) {
        (true, None) => notes.push(Phrase::new("vibration.msdv_too_short")),
        (true, Some((_, skipped))) => {
            notes.push(Phrase::new("vibration.msdv_skipped").number("skipped", skipped, Unit::Second));
        }
        _ => {}
    }
    if let Some(shock) = &result.shock {
        notes.push(Phrase::new("vibration.shock"));
        if summary.mean[2].abs() < 5.0 {
            notes.push(Phrase::new("vibration.shock_direction"));
        }
        if shock.risk.is_none() {
            notes.push(Phrase::new("vibration.shock_beyond"));
        }
    }
    notes
}

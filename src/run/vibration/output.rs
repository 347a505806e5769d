//! Results as people and as programs read them.

use std::fmt::Write as _;

use super::{AXES, Rejected, VibrationResult, spread};
use crate::domain::{Phrase, Unit};
use crate::text::{Catalogue, number};

/// The name of the JSON's form.
pub const SCHEMA: &str = "rugwijzer/vibration/1";

/// The JSON of results.
pub fn json(results: &[VibrationResult], rejected: &[Rejected], texts: &Catalogue) -> serde_json::Value {
    use serde_json::{Map, Value, json};

    let recordings: Vec<Value> = results
        .iter()
        .map(|result| {
            let summary = &result.summary;
            let measured = result.measured_seconds();
            let mut axes = Map::new();
            for (axis, values) in summary.axes.iter().flatten().enumerate() {
                let spectrum: Vec<Value> =
                    values.spectrum.iter().map(|band| json!({"hz": band.hz, "rms_ms2": band.rms})).collect();
                let mut object = Map::new();
                object.insert("weighting".into(), json!(result.weightings[axis].name()));
                object.insert("k".into(), json!(result.k(axis)));
                object.insert("rms_ms2".into(), json!(values.rms));
                object.insert("vdv_ms175".into(), json!(values.vdv));
                object.insert("mtvv_ms2".into(), json!(values.mtvv));
                if let Some(exponential) = values.mtvv_exponential {
                    object.insert("mtvv_exponential_ms2".into(), json!(exponential));
                }
                object.insert("crest_factor".into(), json!(values.crest_factor()));
                object.insert("peak_ms2".into(), json!(values.peak));
                object.insert("evdv_ms175".into(), json!(values.estimated_vdv(measured)));
                object.insert("spectrum".into(), Value::Array(spectrum));
                axes.insert(AXES[axis].into(), Value::Object(object));
            }
            let mut object = Map::new();
            object.insert("file".into(), json!(result.file));
            object.insert("samples".into(), json!(summary.samples));
            object.insert("rate_hz".into(), json!(result.rate_hz));
            object.insert("seconds".into(), json!(result.seconds()));
            object.insert("skipped_seconds".into(), json!(result.skipped_seconds()));
            object.insert("measured_seconds".into(), json!(measured));
            object.insert("axes".into(), Value::Object(axes));
            object.insert("vector_sum_k_ms2".into(), json!(result.vector_sum()));
            if result.comfort {
                object.insert("comfort_ms2".into(), json!(result.comfort_sum()));
            }
            if let Some((dose, _)) = result.motion_sickness {
                object.insert("msdv_z_ms15".into(), json!(dose));
            }
            if let Some(shock) = &result.shock {
                object.insert(
                    "severe_shock".into(),
                    json!({
                        "population": shock.asked.population.key(),
                        "start_age": shock.asked.career.start_age,
                        "years": shock.asked.career.years,
                        "days_per_year": shock.asked.career.days_per_year,
                        "hours_per_day": shock.asked.hours,
                        "dz_ms2": shock.dose,
                        "dzd_ms2": shock.daily_dose,
                        "peak_ms2": shock.peak,
                        "sd_mpa": shock.risk.map(|risk| risk.stress),
                        "r": shock.risk.map(|risk| risk.factor),
                        "probability": shock.risk.map(|risk| risk.probability),
                    }),
                );
            }
            let tolerance = &summary.tolerance;
            object.insert(
                "tolerance".into(),
                json!({"lowest_hz": tolerance.lowest_hz, "highest_hz": tolerance.highest_hz, "met": tolerance.met}),
            );
            object.insert("notes".into(), json!(result.notes.iter().map(|note| texts.say(note)).collect::<Vec<_>>()));
            Value::Object(object)
        })
        .collect();
    let mut object = Map::new();
    object.insert("schema".into(), json!(SCHEMA));
    object.insert("recordings".into(), Value::Array(recordings));
    if let Some(spread) = spread(results) {
        object.insert("spread".into(), json!({"mean_rms_ms2": spread.mean, "standard_deviation_ms2": spread.deviation}));
    }
    if !rejected.is_empty() {
        let rejected: Vec<Value> =
            rejected.iter().map(|rejected| json!({"file": rejected.file, "message": rejected.error.say(texts)})).collect();
        object.insert("rejected".into(), Value::Array(rejected));
    }
    Value::Object(object)
}

/// The table for a terminal.
pub fn table(results: &[VibrationResult], texts: &Catalogue) -> String {
    let mut out = String::new();
    for result in results {
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        line(&format!("{}: {}", texts.text("vibration.table.file"), result.file));
        let length = Phrase::new("vibration.table.length")
            .number("seconds", result.seconds(), Unit::Second)
            .number("rate", result.rate_hz, Unit::Hertz)
            .number("skipped", result.skipped_seconds(), Unit::Second)
            .number("measured", result.measured_seconds(), Unit::Second);
        line(&texts.say(&length));
        line("");

        line(&aligned(&rows(result, texts)));
        for said in sentences(result) {
            line(&texts.say(&said));
        }
        for note in &result.notes {
            line(&format!("- {}", texts.say(note)));
        }
        line("");
    }
    if let Some(spread) = spread(results) {
        let _ = writeln!(out, "{}", texts.say(&together(results.len(), &spread)));
    }
    out
}

/// What several recordings have in common.
pub(super) fn together(count: usize, spread: &super::Spread) -> Phrase {
    Phrase::new("vibration.table.spread")
        .number("count", count as f64, Unit::Count)
        .number("x", spread.mean[0], Unit::Acceleration)
        .number("y", spread.mean[1], Unit::Acceleration)
        .number("z", spread.mean[2], Unit::Acceleration)
        .number("dx", spread.deviation[0], Unit::Acceleration)
        .number("dy", spread.deviation[1], Unit::Acceleration)
        .number("dz", spread.deviation[2], Unit::Acceleration)
}

/// The values of each axis under their names.
pub(super) fn rows(result: &VibrationResult, texts: &Catalogue) -> Vec<Vec<String>> {
    let language = texts.language();
    let summary = &result.summary;
    let exponential = summary.axes.iter().flatten().any(|axis| axis.mtvv_exponential.is_some());
    let mut columns = vec!["axis", "weighting", "k", "rms", "krms", "vdv", "mtvv"];
    if exponential {
        columns.push("mtvv_exponential");
    }
    columns.extend(["peak", "crest"]);
    let mut rows =
        vec![columns.iter().map(|column| texts.text(&format!("vibration.table.{column}")).to_owned()).collect::<Vec<_>>()];
    for (axis, values) in summary.axes.iter().flatten().enumerate() {
        let shown =
            |value: Option<f64>, unit| value.map_or_else(|| "–".to_owned(), |value| number::bare(value, unit, language));
        rows.push(
            columns
                .iter()
                .map(|&column| match column {
                    "axis" => AXES[axis].to_owned(),
                    "weighting" => result.weightings[axis].name().to_owned(),
                    "k" => number::exact(result.k(axis), language),
                    "rms" => shown(Some(values.rms), Unit::Acceleration),
                    "krms" => shown(Some(result.k(axis) * values.rms), Unit::Acceleration),
                    "vdv" => number::fixed(values.vdv, 2, language),
                    "mtvv" => shown(values.mtvv, Unit::Acceleration),
                    "mtvv_exponential" => shown(values.mtvv_exponential, Unit::Acceleration),
                    "peak" => shown(Some(values.peak), Unit::Acceleration),
                    _ => shown(values.crest_factor(), Unit::None),
                })
                .collect(),
        );
    }
    rows
}

/// What follows from the values.
pub(super) fn sentences(result: &VibrationResult) -> Vec<Phrase> {
    let summary = &result.summary;
    let mut said = Vec::new();
    let leading = result.leading_axis();
    let leading = Phrase::new("vibration.table.leading").text("axis", AXES[leading]).number(
        "value",
        result.k(leading) * result.rms()[leading],
        Unit::Acceleration,
    );
    said.push(leading);
    said.push(Phrase::new("vibration.table.sum").number("value", result.vector_sum(), Unit::Acceleration));
    if result.comfort {
        said.push(Phrase::new("vibration.table.comfort").number("value", result.comfort_sum(), Unit::Acceleration));
    }
    if let Some((dose, _)) = result.motion_sickness {
        said.push(Phrase::new("vibration.table.msdv").number("value", dose, Unit::None));
    }
    if let Some(shock) = &result.shock {
        let phrase = Phrase::new("vibration.table.shock").number("dose", shock.dose, Unit::Acceleration).number(
            "daily",
            shock.daily_dose,
            Unit::Acceleration,
        );
        said.push(phrase);
        if let Some(risk) = shock.risk {
            let phrase = Phrase::new("vibration.table.shock_risk")
                .number("stress", risk.stress, Unit::None)
                .number("factor", risk.factor, Unit::None)
                .number("probability", 100.0 * risk.probability, Unit::Percent);
            said.push(phrase);
        }
    }
    let tolerance = &summary.tolerance;
    let key = if tolerance.met { "vibration.table.tolerance_met" } else { "vibration.table.tolerance_partly" };
    let phrase = Phrase::new(key).number("lowest", tolerance.lowest_hz, Unit::Hertz).number(
        "highest",
        tolerance.highest_hz,
        Unit::Hertz,
    );
    said.push(phrase);
    said
}

/// Rows with their columns under each other: words to the left, numbers to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let count = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.chars().count());
            if column < 2 {
                let _ = write!(out, "{cell}{gap}  ");
            } else {
                let _ = write!(out, "{gap}{cell}  ");
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

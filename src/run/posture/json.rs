//! The result as JSON: `rugwijzer/posture/1`.

use serde_json::{Map, Value, json};

use super::summary::{LIMIT_PCT, Percentiles, Summary};
use super::together::Together;
use super::{Analysis, Corrected, Reference, Stretch, certainty};
use crate::domain::Phrase;
use crate::signal::bootstrap;
use crate::signal::calibration::Hold;
use crate::signal::exposure::ANGLES_DEG;
use crate::signal::fusion::Fusion;
use crate::text::Catalogue;

/// The document for all recordings; `None` beside a name is one that could not be read, with why.
pub fn document(recordings: &[(String, Result<Analysis, Phrase>)], texts: &Catalogue) -> Value {
    let each: Vec<Value> = recordings
        .iter()
        .map(|(file, result)| match result {
            Ok(analysis) => recording(file, analysis, texts),
            Err(why) => json!({ "file": file, "error": texts.say(why) }),
        })
        .collect();
    let mut document = json!({ "schema": "rugwijzer/posture/1", "recordings": each });
    let together = super::together::together(&super::together::read(recordings));
    if !together.is_empty() {
        document["together"] = together.iter().map(|together| group(together, texts)).collect();
    }
    document
}

fn recording(file: &str, analysis: &Analysis, texts: &Catalogue) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("file", json!(file));
    put("samples", json!(analysis.samples));
    put("rate_hz", json!(analysis.rate_hz));
    put("seconds", json!(analysis.seconds));
    put("worn_seconds", json!(analysis.worn_seconds));
    put("calibration", calibration(&analysis.corrected, texts));
    put("reference", reference(&analysis.reference, texts));
    put("fusion", json!(analysis.fusion.key()));
    summary(analysis.all.as_ref(), analysis.fusion, &mut put);
    if !analysis.tasks.is_empty() {
        let tasks = analysis.tasks.iter().map(|(name, found)| {
            let mut task = Map::new();
            let mut put = |key: &str, value: Value| task.insert(key.to_owned(), value);
            put("task", json!(name));
            put("worn_seconds", json!(found.as_ref().map_or(0.0, |found| found.measured_s)));
            summary(found.as_ref(), analysis.fusion, &mut put);
            Value::Object(task)
        });
        let tasks: Vec<Value> = tasks.collect();
        put("tasks", json!(tasks));
    }
    put("conclusion", super::lead::lead(analysis).iter().map(|said| texts.say(said)).collect());
    put("notes", analysis.notes.iter().map(|note| texts.say(note)).collect());
    Value::Object(object)
}

fn group(together: &Together, texts: &Catalogue) -> Value {
    let each = |of: &dyn Fn(usize) -> Value| json!({ "45": of(0), "60": of(1) });
    let spread = |at: usize| {
        let spread = &together.spreads[at];
        json!({
            "mean": spread.mean, "lowest": spread.lowest, "highest": spread.highest, "deviation": spread.deviation,
            "interval95": [spread.interval.0, spread.interval.1],
        })
    };
    json!({
        "task": together.task,
        "people": together.spreads[0].people,
        "forward_shares_pct": each(&spread),
        "verdict": each(&|at| json!(together.verdicts[at].key())),
        "people_more": each(&|at| json!(together.spreads[at].people_more(LIMIT_PCT))),
        "assumption": texts.text("posture.together.assumed"),
    })
}

fn calibration(corrected: &Corrected, texts: &Catalogue) -> Value {
    match corrected {
        Corrected::NotAsked => json!({ "kind": "none" }),
        Corrected::Refused(why) => json!({ "kind": "none", "refused": texts.say(why) }),
        Corrected::Applied(found) => json!({
            "kind": found.way.key(), "offset_ms2": found.correction.offset, "gain": found.correction.gain,
            "still_windows": found.windows, "error_before_g": found.before_g, "error_after_g": found.after_g,
        }),
    }
}

fn reference(reference: &Reference, texts: &Catalogue) -> Value {
    let hold = |stretch: &Stretch, hold: &Hold| {
        json!({
            "kind": reference.kind(), "from_s": stretch.from, "to_s": finite(stretch.to), "seconds": hold.seconds,
            "length_g": hold.length_g, "spread_g": hold.spread_g, "drift_deg": hold.drift_deg,
        })
    };
    match reference {
        Reference::Standing(stretch, found) => hold(stretch, found),
        Reference::Functional(stretch, found, bow, angle) => {
            let mut value = hold(stretch, found);
            value["bow_from_s"] = json!(bow.from);
            value["bow_to_s"] = finite(bow.to);
            value["bow_deg"] = json!(angle);
            value
        }
        Reference::Sensor => json!({ "kind": "sensor" }),
        Reference::None(Some(why)) => json!({ "kind": "none", "refused": texts.say(why) }),
        Reference::None(None) => json!({ "kind": "none" }),
    }
}

fn finite(value: f64) -> Value {
    if value.is_finite() { json!(value) } else { Value::Null }
}

fn summary(found: Option<&Summary>, fusion: Fusion, put: &mut dyn FnMut(&str, Value) -> Option<Value>) {
    let forward = found.and_then(|found| found.forward.as_ref());
    put("inclination_deg", found.map_or(Value::Null, |found| percentiles(&found.inclination)));
    put("shares_pct", found.map_or(Value::Null, |found| by_angle(&found.shares)));
    put("forward_shares_pct", forward.map_or(Value::Null, |forward| by_angle(&forward.shares)));
    let both = |of: &dyn Fn(usize) -> Value| json!({ "45": of(0), "60": of(1) });
    put(
        "interval95_pct",
        forward
            .and_then(|forward| forward.intervals)
            .map_or(Value::Null, |intervals| both(&|at| json!([intervals[at].0, intervals[at].1]))),
    );
    put(
        "interval",
        forward.and_then(|forward| forward.block_s).map_or(
            Value::Null,
            |block| json!({ "method": "circular block bootstrap", "block_s": block, "draws": bootstrap::DRAWS }),
        ),
    );
    put(
        "zero_shift_pct",
        forward
            .map_or(Value::Null, |forward| both(&|at| json!({ "-5": forward.shifted[at][0], "+5": forward.shifted[at][1] }))),
    );
    let combined = |at: usize| {
        let interval = forward.and_then(|forward| certainty::combined(forward, at));
        interval.map_or(Value::Null, |(low, high)| json!([low, high]))
    };
    put("interval95_with_zero_pct", if forward.is_some() { both(&combined) } else { Value::Null });
    put(
        "certainty",
        forward.and_then(certainty::classes).map_or(
            Value::Null,
            |[acceptable, increased, high, _]| json!({ "p_acceptable": acceptable, "p_increased": increased, "p_high": high }),
        ),
    );
    put(
        "episodes",
        forward.map_or(Value::Null, |forward| {
            both(&|at| {
                let episodes = &forward.episodes[at];
                json!({
                    "count": episodes.count, "median_s": episodes.median_s, "longest_s": episodes.longest_s,
                    "holds_4s": episodes.holds,
                })
            })
        }),
    );
    put(
        "verdict",
        forward.map_or(Value::Null, |forward| {
            let mut verdict = both(&|at| json!(forward.verdicts[at].key()));
            verdict["limit_pct"] = json!(LIMIT_PCT);
            verdict["measure_longer_s"] = both(&|at| json!(forward.longer_s[at]));
            verdict
        }),
    );
    let sensor = match fusion {
        Fusion::Accelerometer => "accelerometer",
        Fusion::Vqf => "accelerometer and gyroscope",
    };
    let velocity = |of: Option<&Percentiles>| of.map_or(Value::Null, percentiles);
    put(
        "velocity_deg_s",
        found.map_or(Value::Null, |found| {
            json!({
                "sensor": sensor,
                "inclination": velocity(found.inclination_velocity.as_ref()),
                "generalized": velocity(found.velocity.as_ref()),
            })
        }),
    );
    put("lying_pct", found.map_or(Value::Null, |found| json!(found.lying)));
}

fn by_angle(shares: &[f64; 5]) -> Value {
    ANGLES_DEG.iter().zip(shares).map(|(angle, share)| (format!("{angle}"), json!(share))).collect::<Map<_, _>>().into()
}

fn percentiles(found: &Percentiles) -> Value {
    json!({ "p10": found.p10, "p50": found.p50, "p90": found.p90, "p95": found.p95, "p99": found.p99 })
}

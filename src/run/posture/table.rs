//! The result for a reader at a terminal, as phrases: a line each.

use super::summary::{LIMIT_PCT, Percentiles, Summary, Verdict};
use super::together::Together;
use super::{Analysis, Reference, certainty};
use crate::domain::{Arg, Phrase, Unit};
use crate::signal::exposure::{ANGLES_DEG, AT_45};
use crate::signal::fusion::Fusion;
use crate::text::Catalogue;

/// All recordings, a line for each thing that is said.
pub fn text(recordings: &[(String, Result<Analysis, Phrase>)], texts: &Catalogue) -> String {
    let each = recordings.iter().map(|(file, result)| match result {
        Ok(analysis) => lines(file, analysis),
        Err(why) => vec![why.clone()],
    });
    let together = super::together::together(&super::together::read(recordings));
    let mut last: Vec<Phrase> = together.iter().flat_map(Together::said).map(leading).collect();
    if !last.is_empty() {
        last.extend(super::together::left_out(recordings.len(), &together).map(noted));
        last.push(noted(Phrase::new("posture.together.assumed")));
    }
    let blocks = each.chain(std::iter::once(last)).filter(|lines| !lines.is_empty());
    let blocks: Vec<String> = blocks.map(|lines| lines.iter().map(|line| texts.say(line) + "\n").collect()).collect();
    blocks.join("\n")
}

fn leading(said: Phrase) -> Phrase {
    Phrase::new("posture.line.lead").phrase("said", said)
}

fn noted(note: Phrase) -> Phrase {
    Phrase::new("posture.line.note").phrase("note", note)
}

/// The lines that tell what `analysis` of `file` found. The notes come last.
pub fn lines(file: &str, analysis: &Analysis) -> Vec<Phrase> {
    let mut lines = vec![
        Phrase::new("posture.line.recording")
            .text("file", file)
            .number("minutes", analysis.seconds / 60.0, Unit::Minute)
            .number("rate", analysis.rate_hz, Unit::Hertz)
            .number("worn", analysis.worn_seconds / 60.0, Unit::Minute),
    ];
    lines.extend(super::lead::lead(analysis).into_iter().map(leading));
    lines.push(Phrase::new("posture.line.reference").phrase("kind", Phrase::new(reference_key(&analysis.reference))));
    if let Some(all) = &analysis.all {
        summary(all, analysis.fusion, &mut lines);
    } else {
        lines.push(Phrase::new("posture.line.nothing"));
    }
    for (name, task) in &analysis.tasks {
        match task {
            Some(found) => {
                lines.push(Phrase::new("posture.line.task").text("task", name).number(
                    "minutes",
                    found.measured_s / 60.0,
                    Unit::Minute,
                ));
                summary(found, analysis.fusion, &mut lines);
            }
            None => lines.push(Phrase::new("posture.line.task_empty").text("task", name)),
        }
    }
    lines.extend(analysis.notes.iter().cloned().map(noted));
    lines
}

pub(super) const fn reference_key(reference: &Reference) -> &'static str {
    match reference {
        Reference::Standing(..) => "posture.reference.standing",
        Reference::Functional(..) => "posture.reference.functional",
        Reference::Sensor => "posture.reference.sensor",
        Reference::None(_) => "posture.reference.none",
    }
}

/// Which sensor a velocity comes from: those of an accelerometer alone are about double.
pub(super) const fn sensor_key(fusion: Fusion) -> &'static str {
    match fusion {
        Fusion::Accelerometer => "posture.page.acc",
        Fusion::Vqf => "posture.page.vqf",
    }
}

fn summary(found: &Summary, fusion: Fusion, lines: &mut Vec<Phrase>) {
    lines.push(percentiles("posture.line.inclination", &found.inclination, Unit::Degree));
    let velocities = [("posture.line.velocity", &found.inclination_velocity), ("posture.line.velocity_any", &found.velocity)];
    for (key, velocity) in velocities {
        if let Some(velocity) = velocity {
            lines.push(percentiles(key, velocity, Unit::Degree).phrase("sensor", Phrase::new(sensor_key(fusion))));
        }
    }
    for (at, &angle) in ANGLES_DEG.iter().enumerate() {
        let any = found.shares[at];
        let Some(forward) = &found.forward else {
            lines.push(Phrase::new("posture.line.share_any").number("angle", angle, Unit::Degree).number(
                "any",
                any,
                Unit::Percent,
            ));
            continue;
        };
        let share = forward.shares[at];
        let limit_at = at.checked_sub(AT_45).filter(|&at| at < 2);
        let line = |key| {
            Phrase::new(key).number("angle", angle, Unit::Degree).number("any", any, Unit::Percent).against(
                "forward",
                share,
                Unit::Percent,
                LIMIT_PCT,
            )
        };
        lines.push(match limit_at.and_then(|at| forward.intervals.map(|both| (at, both[at]))) {
            Some((at, (low, high))) => line("posture.line.share_interval")
                .against("low", low, Unit::Percent, LIMIT_PCT)
                .against("high", high, Unit::Percent, LIMIT_PCT)
                .phrase("verdict", verdict(forward.verdicts[at])),
            None => line("posture.line.share"),
        });
    }
    let Some(forward) = &found.forward else { return };
    for (at, angle) in [(0, 45.0), (1, 60.0)] {
        let [back, front] = forward.shifted[at];
        lines.push(
            Phrase::new("posture.line.shift")
                .number("angle", angle, Unit::Degree)
                .against("back", back, Unit::Percent, LIMIT_PCT)
                .against("front", front, Unit::Percent, LIMIT_PCT),
        );
        lines.extend(certainty::said(forward, at));
        let episodes = &forward.episodes[at];
        let counted = |key| Phrase::new(key).number("angle", angle, Unit::Degree);
        lines.push(match (episodes.median_s, episodes.longest_s) {
            (Some(median), Some(longest)) => counted("posture.line.episodes")
                .number("count", episodes.count as f64, Unit::Count)
                .number("median", median, Unit::Second)
                .number("longest", longest, Unit::Second)
                .number("holds", episodes.holds as f64, Unit::Count),
            _ => counted("posture.line.no_episodes"),
        });
    }
}

pub(super) fn verdict(verdict: Verdict) -> Phrase {
    let key = match verdict {
        Verdict::Above => "posture.verdict.above",
        Verdict::Below => "posture.verdict.below",
        Verdict::Undecided => return Phrase::new("posture.verdict.undecided"),
    };
    Phrase::new(key).number("limit", LIMIT_PCT, Unit::Percent)
}

fn percentiles(key: &'static str, found: &Percentiles, unit: Unit) -> Phrase {
    [("p10", found.p10), ("p50", found.p50), ("p90", found.p90), ("p95", found.p95), ("p99", found.p99)]
        .into_iter()
        .fold(Phrase::new(key), |phrase, (name, value)| phrase.with(name, Arg::Number(value, unit)))
}

//! The answer in a few plain sentences: what, how sure, what to do.

use super::summary::{Forward, LIMIT_PCT, Summary, Verdict};
use super::{Analysis, Reference};
use crate::domain::{Phrase, Unit};
use crate::signal::exposure::{ANGLES_DEG, AT_45};

/// The sentences on a recording, the conclusion first.
pub fn lead(analysis: &Analysis) -> Vec<Phrase> {
    let Some(all) = &analysis.all else {
        let key = match analysis.reference {
            Reference::None(_) => "posture.lead.no_reference",
            _ => "posture.lead.nothing",
        };
        return vec![Phrase::new(key)];
    };
    let Some(forward) = &all.forward else { return vec![Phrase::new("posture.lead.no_forward")] };
    if forward.intervals.is_none() {
        let too_short = angle(Phrase::new("posture.lead.too_short"), 1);
        return vec![share(too_short, "share", forward.shares[AT_45 + 1]), Phrase::new("posture.lead.do_measure")];
    }
    let place = deciding(forward);
    let mut said = vec![conclusion(forward, place)];
    if forward.verdicts == [Verdict::Above, Verdict::Undecided] {
        said.push(share(angle(Phrase::new("posture.lead.also_open"), 1), "share", forward.shares[AT_45 + 1]));
    }
    said.extend(surety(forward, place));
    said.push(advice(analysis, forward, place));
    said
}

/// The angle that the conclusion is about: 60° (1) where it is above, else 45° (0) where that is
/// above or open, else 60° where that is open.
fn deciding(forward: &Forward) -> usize {
    match forward.verdicts {
        [_, Verdict::Above] | [Verdict::Below, Verdict::Undecided] => 1,
        _ => 0,
    }
}

fn angle(phrase: Phrase, place: usize) -> Phrase {
    phrase.number("angle", ANGLES_DEG[AT_45 + place], Unit::Degree).number("limit", LIMIT_PCT, Unit::Percent)
}

fn share(phrase: Phrase, name: &'static str, value: f64) -> Phrase {
    phrase.against(name, value, Unit::Percent, LIMIT_PCT)
}

fn conclusion(forward: &Forward, place: usize) -> Phrase {
    let key = match forward.verdicts[place] {
        Verdict::Above => "posture.lead.above",
        Verdict::Below => "posture.lead.below",
        Verdict::Undecided => "posture.lead.undecided",
    };
    share(angle(Phrase::new(key), place), "share", forward.shares[AT_45 + place])
}

/// How sure: the interval, and what another zero posture would make of it.
fn surety(forward: &Forward, place: usize) -> Option<Phrase> {
    let (low, high) = forward.intervals?[place];
    let [back, front] = forward.shifted[place];
    let turns = (back > LIMIT_PCT) != (front > LIMIT_PCT);
    let key = if turns { "posture.lead.sure_zero_decides" } else { "posture.lead.sure" };
    let phrase = share(share(angle(Phrase::new(key), place), "low", low), "high", high);
    Some(share(share(phrase, "back", back), "front", front))
}

fn advice(analysis: &Analysis, forward: &Forward, place: usize) -> Phrase {
    match (forward.verdicts[place], forward.longer_s[place]) {
        (Verdict::Below, _) => Phrase::new("posture.lead.do_below"),
        (Verdict::Undecided, Some(more)) => longer("posture.lead.do_longer", more),
        (Verdict::Undecided, None) => Phrase::new("posture.lead.do_as_above"),
        (Verdict::Above, _) => match heaviest(analysis, place) {
            Some((task, part)) => {
                Phrase::new("posture.lead.do_above_task").text("task", task).number("part", part, Unit::Percent)
            }
            None => Phrase::new("posture.lead.do_above"),
        },
    }
}

/// A sentence on how much longer to measure: in minutes below two hours, so that nobody reads 0.38 h.
pub(super) fn longer(key: &'static str, seconds: f64) -> Phrase {
    let (value, unit) = if seconds < 7200.0 { ((seconds / 60.0).ceil(), Unit::Minute) } else { (seconds / 3600.0, Unit::Hour) };
    Phrase::new(key).number("time", value, unit)
}

/// The task with the largest part of the time at the angle, and that part, %; where there are
/// several tasks.
fn heaviest(analysis: &Analysis, place: usize) -> Option<(&str, f64)> {
    let bent = |summary: &Summary| Some(summary.forward.as_ref()?.shares[AT_45 + place] * summary.measured_s);
    let each: Vec<(&str, f64)> =
        analysis.tasks.iter().filter_map(|(name, summary)| Some((name.as_str(), bent(summary.as_ref()?)?))).collect();
    let total: f64 = each.iter().map(|task| task.1).sum();
    if each.len() < 2 || total <= 0.0 {
        return None;
    }
    let (name, most) = each.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((name, 100.0 * most / total))
}

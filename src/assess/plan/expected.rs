//! What a measure is to bring, where one of our methods can compute it; nothing is guessed.
//!
//! A lift: the smallest change that redesign found for the measure, judged again. The time on a
//! vehicle: what is left of it until A(8) is at the action value. A measure whose own words name a
//! limit (*kneel at most 15 minutes a day*): that limit. Everything else stays as it is.

use super::Wanted;
use crate::assess::redesign::explain::step;
use crate::domain::assessment::{Takes, TakesRow};
use crate::domain::decimal::settled;
use crate::domain::plan::Expected;
use crate::domain::{Arg, Class, Column, Factor, Finding, Phrase, Unit, Value, threshold};
use crate::guideline::trigger::TRUNK_FLEXION;
use crate::method::exposures::tables::EXPOSURES;
use crate::method::lifting::mac::MAC;
use crate::method::vibration::whole_body::tables::{ACTION, LADDER};

pub(super) fn of(wanted: &Wanted) -> Option<Expected> {
    if let Some((takes, row)) = takes_row(wanted) {
        return Some(of_task(takes, row));
    }
    let asked = wanted.measure.asked.as_ref()?;
    match (wanted.finding.method, asked.chief) {
        ("whole_body_vibration", Some(Factor::Duration)) => of_vibration(wanted),
        ("exposures", Some(factor)) if asked.to_limit => of_exposure(wanted.finding, factor),
        ("trunk_flexion", Some(Factor::TrunkFlexion)) if asked.to_limit => of_trunk(wanted.finding),
        _ => None,
    }
}

/// The smallest change that this measure realises: by the method that found the risk before any
/// other, alone where it can, else with another measure. The colours of the MAC say nothing of what
/// another method found.
pub(super) fn takes_row<'a>(wanted: &Wanted<'a>) -> Option<(&'a Takes, &'a TakesRow)> {
    let task = wanted.task?;
    let id = wanted.measure.id;
    let own = |takes: &&Takes| takes.method == wanted.finding.method;
    let other = |takes: &&Takes| takes.method != wanted.finding.method && takes.method != MAC.id;
    let all = || task.takes.iter().filter(own).chain(task.takes.iter().filter(other));
    let rows = || all().flat_map(|takes| takes.rows.iter().map(move |row| (takes, row)));
    let alone = rows().find(|(_, row)| row.measures == [id]);
    alone.or_else(|| rows().find(|(_, row)| row.measures.contains(&id)))
}

fn of_task(takes: &Takes, row: &TakesRow) -> Expected {
    let changes = row.changes.iter().cloned().map(Arg::Phrase).collect();
    let value = row.result.args.iter().find_map(|(_, arg)| match arg {
        Arg::Number(value, _) | Arg::Against(value, ..) | Arg::Limit(value, _) | Arg::Exact(value) => Some(*value),
        _ => None,
    });
    // A total says nothing without the name of its form.
    let what = if takes.method == MAC.id { Arg::Figure(MAC.id, "total") } else { Arg::Phrase(takes.result.clone()) };
    let words = Phrase::new("plan.expected").with("what", what).phrase("value", row.result.clone());
    Expected {
        method: Some(takes.method),
        change: Arg::List(changes),
        words: Arg::Phrase(words),
        value,
        class: Some(row.class),
    }
}

/// The hours a day that bring A(8) to the action value, rounded down to what can be agreed upon.
fn of_vibration(wanted: &Wanted) -> Option<Expected> {
    /// Six minutes, h. Ours.
    const GRAIN: f64 = 0.1;
    let number = |key| number(wanted.finding, key);
    let (a8, hours, least) = (number("a8")?, number("hours")?, number("hours_to_action")?);
    let left = settled(settled(least / GRAIN).floor() * GRAIN);
    if a8 <= ACTION.value || left <= 0.0 {
        return None;
    }
    // A(8) grows with the root of the time.
    let value = settled(a8 * (left / hours).sqrt());
    let step = step(Column::VibrationHours, Arg::Number(hours, Unit::Hour), Arg::Number(left, Unit::Hour));
    let vehicles = wanted.job.tasks.iter().filter(|task| task.entered.iter().any(|(at, _)| *at == Column::VibrationHours));
    let change = if vehicles.count() > 1 { Phrase::new("plan.change.mix").phrase("change", step) } else { step };
    let words = Phrase::new("plan.expected").with("what", Arg::Figure("whole_body_vibration", "a8"));
    Some(Expected {
        method: Some(wanted.finding.method),
        change: Arg::List(vec![Arg::Phrase(change)]),
        words: Arg::Phrase(words.with("value", Arg::Against(value, ACTION.unit, ACTION.value))),
        value: Some(value),
        class: Some(threshold::classify(LADDER, value)),
    })
}

/// An exposure at its lowest limit, while all others stay as they are.
fn of_exposure(finding: &Finding, factor: Factor) -> Option<Expected> {
    let above = |column: Column| {
        let Some(Value::Map(figures)) = finding.figure(column.key()) else { return None };
        let figure = |key| figures.iter().find(|figure| figure.key == key).map(|figure| &figure.value);
        match (figure("state")?, figure("value")?, figure("threshold")?) {
            (Value::Text(state), Value::Number(value), Value::Number(limit)) if state == "above" => Some((*value, *limit)),
            _ => None,
        }
    };
    let exposure = EXPOSURES.iter().find(|exposure| exposure.factor == factor && above(exposure.column).is_some())?;
    let (value, limit) = above(exposure.column)?;
    let others = EXPOSURES.iter().filter(|other| other.column != exposure.column && above(other.column).is_some()).count();
    let words = match others {
        0 => Phrase::new("exposures.label.none"),
        1 => Phrase::new("exposures.label.one"),
        _ => Phrase::new("exposures.label.several").number("count", others as f64, Unit::Count),
    };
    Some(Expected {
        method: Some(finding.method),
        change: Arg::List(vec![Arg::Phrase(step(
            exposure.column,
            Arg::Against(value, exposure.unit, limit),
            Arg::Number(limit, exposure.unit),
        ))]),
        words: Arg::Phrase(words),
        value: Some(limit),
        class: if others == 0 { Some(Class::Acceptable) } else { finding.class },
    })
}

/// The shares of time with a bent trunk that are above the limit, at the limit.
fn of_trunk(finding: &Finding) -> Option<Expected> {
    let limit = &TRUNK_FLEXION;
    let shares = [(Column::TrunkGe45Pct, "ge45_pct"), (Column::TrunkGe60Pct, "ge60_pct")];
    let above: Vec<_> = shares
        .into_iter()
        .filter_map(|(column, key)| Some((column, key, number(finding, key).filter(|share| limit.is_beyond(*share))?)))
        .collect();
    let (_, key, _) = above.last()?;
    let change = |(column, _, share): &(Column, &str, f64)| {
        Arg::Phrase(step(*column, Arg::Against(*share, limit.unit, limit.value), Arg::Number(limit.value, limit.unit)))
    };
    let words = Phrase::new("plan.expected").with("what", Arg::Figure("trunk_flexion", key));
    Some(Expected {
        method: Some(finding.method),
        change: Arg::List(above.iter().map(change).collect()),
        words: Arg::Phrase(words.number("value", limit.value, limit.unit)),
        value: Some(limit.value),
        class: Some(Class::Acceptable),
    })
}

fn number(finding: &Finding, key: &str) -> Option<f64> {
    match finding.figure(key) {
        Some(Value::Number(value)) => Some(*value),
        _ => None,
    }
}

//! The comparison of before and after, for programs.

use serde_json::{Value as Json, json};

use super::{entered, finite, given, inputs, sentences};
use crate::domain::comparison::{
    Basis, CellChange, Change, Comparison, DayChange, Difference, FigureChange, FindingChange, Measured, Outcome, Period, Said,
    Standing, Tally,
};
use crate::domain::{Class, Date};
use crate::report::view::compare;
use crate::text::Catalogue;

pub(super) fn json(comparison: &Comparison, texts: &Catalogue) -> Json {
    json!({
        "basis": basis(&comparison.basis),
        "summary": compare::sentences(comparison, texts),
        "counts": {"days": tally(comparison.day_tally()), "tasks": tally(comparison.task_tally())},
        "jobs": comparison.days.iter().map(|change| day(change, texts)).collect::<Vec<_>>(),
        "notes": sentences(&comparison.notes, texts),
    })
}

fn basis(basis: &Basis) -> Json {
    match basis {
        Basis::Files { inputs: files, rows, rejected } => json!({
            "kind": "files",
            "before": {"inputs": inputs(files), "rows": rows, "rejected": rejected},
        }),
        Basis::Dates { before, after } => json!({
            "kind": "dates",
            "before": period(*before),
            "after": after.map(period),
        }),
    }
}

fn period(period: Period) -> Json {
    json!({"first": period.first.to_string(), "last": period.last.to_string()})
}

fn tally(tally: Tally) -> Json {
    let mut json = json!({});
    for outcome in Outcome::ALL {
        json[outcome.key()] = tally.get(outcome).into();
    }
    json["on_both_sides"] = tally.on_both_sides().into();
    json["lower_larger_than_uncertainty"] = tally.lower_larger.into();
    json["lower_uncertainty_not_known"] = tally.lower_not_known.into();
    json
}

fn day(day: &DayChange, texts: &Catalogue) -> Json {
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let mut json = json!({
        "organisation": given(&day.organisation),
        "department": given(&day.department),
        "workstation": day.workstation,
        "job": day.job,
        "exposure_group": day.exposure_group,
        "date_before": date(day.date_before),
        "date_after": date(day.date_after),
    });
    add(&mut json, change(&day.change, texts));
    let tasks = day.tasks.iter().map(|task| {
        let mut json = json!({"task": task.task});
        add(&mut json, change(&task.change, texts));
        json
    });
    json["tasks"] = tasks.collect();
    json
}

fn add(to: &mut Json, from: Json) {
    if let (Json::Object(to), Json::Object(from)) = (to, from) {
        to.extend(from);
    }
}

fn change(change: &Change, texts: &Catalogue) -> Json {
    json!({
        "outcome": change.outcome.key(),
        "outcome_text": texts.text(change.outcome.text_key()),
        "difference": (change.outcome == Outcome::Lower || change.outcome == Outcome::Higher
            || change.outcome == Outcome::WithinUncertainty).then(|| change.certain.key()),
        "obstacles": change.doubts.iter().map(|doubt| doubt.obstacle.key()).collect::<Vec<_>>(),
        "reasons": change.doubts.iter().map(|doubt| compare::doubt(doubt, texts)).collect::<Vec<_>>(),
        "before": change.before.as_ref().map(standing),
        "after": change.after.as_ref().map(standing),
        "findings": change.findings.iter().map(|finding| self::finding(finding, texts)).collect::<Vec<_>>(),
        "input": change.cells.iter().map(|cell| self::cell(cell, texts)).collect::<Vec<_>>(),
    })
}

fn standing(standing: &Standing) -> Json {
    json!({
        "class": standing.class.map(Class::key),
        "class_from": standing.class_from,
        "provisional": standing.provisional,
        "incomplete": standing.incomplete,
        "below_trigger": standing.below_trigger,
    })
}

fn finding(finding: &FindingChange, texts: &Catalogue) -> Json {
    json!({
        "method": finding.method,
        "hazard": finding.hazard.key(),
        "before": finding.before.map(said),
        "after": finding.after.map(said),
        "figures": finding.figures.iter().map(|figure| self::figure(finding.method, figure, texts)).collect::<Vec<_>>(),
    })
}

fn said(said: Said) -> Json {
    json!({"state": said.state.key(), "class": said.class.map(Class::key), "provisional": said.provisional})
}

fn figure(method: &str, figure: &FigureChange, texts: &Catalogue) -> Json {
    let difference = figure.before.is_some() && figure.after.is_some();
    json!({
        "key": figure.key,
        "name": texts.figure(method, figure.key),
        "unit": figure.unit.symbol(),
        "before": measured(figure.before),
        "after": measured(figure.after),
        "difference": difference.then(|| Difference::key(figure.difference)),
    })
}

fn measured(measured: Option<Measured>) -> Json {
    measured.map_or(Json::Null, |measured| {
        json!({
            "value": finite(measured.value),
            "low": measured.range.map(|(low, _)| finite(low)),
            "high": measured.range.map(|(_, high)| finite(high)),
        })
    })
}

fn cell(cell: &CellChange, texts: &Catalogue) -> Json {
    json!({
        "column": cell.column.key(),
        "name": texts.name(cell.column),
        "unit": compare::unit(cell.column).symbol(),
        "before": cell.before.as_ref().map(|value| entered(value, texts)),
        "after": cell.after.as_ref().map(|value| entered(value, texts)),
    })
}

//! What it would take, in phrases: the same for the command line and the report.

use super::{Change, Lever, Limits, MacSteps, Proposal, Redesign, Target, curve, index, mac_steps, redesign};
use crate::domain::assessment::{Takes, TakesRow};
use crate::domain::chart::{Chart, ClassBand, Curve, Mark};
use crate::domain::column::Kind;
use crate::domain::{Arg, Cell, Cells, Class, Column, Phrase, Unit};
use crate::method::lifting::mac::MAC;
use crate::method::lifting::rnle::niosh::NIOSH;
use crate::method::lifting::rnle::tables::INDEX;

/// Points of a curve: steps of the frequency table and the jump at 75 cm still look like what
/// they are.
const POINTS: u32 = 120;

/// What would bring a row down, by every method that knows a way. Empty where there is nothing to
/// bring down.
pub fn takes(cells: &Cells, limits: &Limits, target: Target) -> Vec<Takes> {
    let niosh = redesign(cells, limits, target).map(|found| of_niosh(&found, cells, limits));
    niosh.into_iter().chain(mac_steps(cells).map(|found| of_mac(&found))).collect()
}

/// What would bring a lift down by the equation.
pub fn of_niosh(found: &Redesign, cells: &Cells, limits: &Limits) -> Takes {
    let now = match found.li {
        Some(li) => Phrase::new("takes.niosh").against("li", li, Unit::None, found.target),
        None => Phrase::new("takes.niosh_beyond"),
    };
    let row = |proposal: &Proposal| TakesRow {
        changes: proposal.changes.iter().map(of_change).collect(),
        result: Phrase::new("takes.result.index").against("index", proposal.li, Unit::None, found.target),
        class: proposal.class,
        certainty: proposal.certainty,
        measures: proposal.measures.clone(),
    };
    let rows: Vec<TakesRow> = found.singles.iter().chain(&found.pairs).map(row).collect();
    let certain = rows.iter().any(|row| row.certainty.is_some()).then(|| Phrase::new("takes.certain.note"));
    let insufficient = found.insufficient.iter().map(|lever| {
        let at = Phrase::new("takes.best").named("column", lever.column).with("value", value(lever.column, lever.best));
        Arg::Phrase(match lever.li {
            Some(li) => at.phrase("index", Phrase::new("takes.then").against("index", li, Unit::None, found.target)),
            None => at.phrase("index", Phrase::new("takes.then_beyond")),
        })
    });
    let how = Phrase::new(if rows.is_empty() { "takes.no_way" } else { "takes.order" });
    Takes {
        method: NIOSH.id,
        intro: now.with("class", Arg::Class(found.class)).exact("target", found.target).phrase("how", how),
        result: Phrase::new("takes.index"),
        remark: average(found, cells).into_iter().chain(certain).collect(),
        rows,
        insufficient: (!found.insufficient.is_empty())
            .then(|| Phrase::new("takes.insufficient").with("list", Arg::Sentences(insufficient.collect()))),
        chart: chart(found, cells, limits).map(Chart::Curve),
    }
}

/// What takes off most on the MAC form.
pub fn of_mac(found: &MacSteps) -> Takes {
    let row = |taken: &super::Step| TakesRow {
        changes: vec![of_change(&taken.change)],
        result: Phrase::new("takes.result.total").exact("total", taken.total),
        class: taken.class,
        certainty: None,
        measures: taken.measures.clone(),
    };
    let how = Phrase::new(if found.steps.is_empty() { "takes.no_step" } else { "takes.gain" });
    let now = Phrase::new("takes.mac").exact("total", found.total).with("class", Arg::Class(found.class));
    Takes {
        method: MAC.id,
        intro: now.phrase("how", how),
        result: Phrase::new("takes.total"),
        rows: found.steps.iter().map(row).collect(),
        insufficient: None,
        remark: Vec::new(),
        chart: None,
    }
}

/// That a heavier load was entered than the one that the index is made of, where that one would
/// become lighter.
fn average(found: &Redesign, cells: &Cells) -> Option<Phrase> {
    let (average, heaviest) = cells.number(Column::LoadKg).zip(cells.number(Column::LoadMaxKg))?;
    let mut changes = found.singles.iter().chain(&found.pairs).flat_map(|proposal| &proposal.changes);
    let lighter = changes.any(|change| change.column == Column::LoadKg);
    (lighter && heaviest > average).then(|| Phrase::new("takes.average").number("heaviest", heaviest, Unit::Kilogram))
}

/// A change in words: `mass of the load: 12.5 kg → 8.1 kg`.
pub(in crate::assess) fn step(column: Column, from: Arg, to: Arg) -> Phrase {
    Phrase::new("takes.step").named("column", column).with("from", from).with("to", to)
}

fn of_change(change: &Change) -> Phrase {
    step(change.column, value(change.column, change.from), value(change.column, change.to))
}

fn value(column: Column, cell: Cell) -> Arg {
    match (cell, column.spec().kind) {
        (Cell::Number(value), Kind::Number(unit, _)) => Arg::Number(value, unit),
        (Cell::Choice(index), _) => Arg::Choice(column, index),
        _ => Arg::Phrase(Phrase::new("takes.empty")),
    }
}

/// The index over the lever that can do most: that of the smallest single change that suffices;
/// where none does, the one that brings the index lowest. A lever that jumps from word to word
/// gives no line.
fn chart(found: &Redesign, cells: &Cells, limits: &Limits) -> Option<Curve> {
    let levers = Lever::all(cells, limits);
    let gliding = |column: Column| levers.iter().find(|lever| lever.column == column && lever.places().is_none());
    let number = |cell: Cell| if let Cell::Number(value) = cell { Some(value) } else { None };
    let best = found.singles.iter().find_map(|single| {
        let change = single.changes.first()?;
        Some((gliding(change.column)?, number(change.to)?, single.li, "takes.chart.proposed"))
    });
    let (lever, x, li, label) = best.or_else(|| {
        let reached = found
            .insufficient
            .iter()
            .filter_map(|lever| Some((gliding(lever.column)?, number(lever.best)?, lever.li?, "takes.chart.best")));
        reached.min_by(|a, b| a.2.total_cmp(&b.2))
    })?;
    let now = cells.number(lever.column)?;
    let Kind::Number(unit, _) = lever.column.spec().kind else { return None };
    let mut points = curve(cells, lever, POINTS);
    points.extend(index(cells).map(|li| (now, li)));
    points.push((x, li));
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|a, b| a.0.total_cmp(&b.0).is_eq());
    let mark = |label, x, y| mark(label, x, y, unit);
    let bands = bands();
    Some(Curve {
        title: Phrase::new("takes.chart.title").named("column", lever.column),
        x: Phrase::new("takes.chart.x").named("column", lever.column),
        unit,
        y: Phrase::new("takes.index"),
        points,
        bands,
        now: mark("takes.chart.now", now, found.li),
        proposed: mark(label, x, Some(li)),
    })
}

/// The index over one variable, with the lift as it is and as it would be: a slider's chart. The line is
/// that of the changed lift; where the other cells are changed too, the present lift stands beside it.
pub fn curve_between(cells: &Cells, changed: &Cells, column: Column, low: f64, high: f64) -> Option<Curve> {
    let (now, then) = (cells.number(column)?, changed.number(column)?);
    let Kind::Number(unit, _) = column.spec().kind else { return None };
    Lever::factor_of(column)?;
    let mut row = changed.clone();
    let mut at = |value: f64| {
        row.set(column, Cell::Number(value));
        index(&row).map(|li| (value, li))
    };
    let places = (0..=POINTS).map(|point| low + (high - low) * f64::from(point) / f64::from(POINTS)).chain([now, then]);
    let mut points: Vec<(f64, f64)> = places.filter_map(&mut at).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.dedup_by(|a, b| a.0.total_cmp(&b.0).is_eq());
    Some(Curve {
        title: Phrase::new("takes.chart.title").named("column", column),
        x: Phrase::new("takes.chart.x").named("column", column),
        unit,
        y: Phrase::new("takes.index"),
        points,
        bands: bands(),
        now: mark("takes.chart.now", now, index(cells), unit),
        proposed: mark("takes.chart.tried", then, index(changed), unit),
    })
}

/// The bands of the classes of an index.
fn bands() -> Vec<ClassBand> {
    let mut bands = vec![ClassBand { class: Class::Acceptable, from: 0.0 }];
    bands.extend(INDEX.iter().filter_map(|limit| Some(ClassBand { class: limit.class?, from: limit.value })));
    bands
}

/// A place on a curve, with its values in words.
fn mark(label: &'static str, x: f64, y: Option<f64>, unit: Unit) -> Mark {
    let phrase = Phrase::new(label).number("value", x, unit);
    let label = match y {
        Some(y) => phrase.phrase("index", Phrase::new("takes.chart.index").against("index", y, Unit::None, nearest(y))),
        None => phrase.phrase("index", Phrase::new("takes.chart.beyond")),
    };
    Mark { label, x, y }
}

/// The limit nearest to an index, on whose side it must be printed.
fn nearest(li: f64) -> f64 {
    let distance = |limit: f64| (limit - li).abs();
    INDEX.iter().map(|limit| limit.value).min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(1.0)
}

//! The changes drawn: of every working day the class, of every method with a ladder of limits its
//! values.

use crate::domain::chart::{BeforeAfter, ChangePoint, ChangeRow, ChangeScale, Chart, ClassBand};
use crate::domain::comparison::{Change, DayChange, Difference, FigureChange, FindingChange, Measured, Outcome, Standing};
use crate::domain::{Class, Phrase, Threshold, Unit};
use crate::method::METHODS;

/// A chart of the classes, then one for each figure that limits judge and that stands on both sides.
pub(super) fn of(days: &[DayChange]) -> Vec<Chart> {
    let mut charts: Vec<Chart> = classes(days).into_iter().collect();
    for method in METHODS {
        for headline in method.headlines.iter().filter(|headline| !headline.limits.is_empty()) {
            charts.extend(values(days, method.id, headline.key, headline.unit, headline.limits));
        }
    }
    charts
}

/// The classes of the working days; of a single day also those of its tasks.
fn classes(days: &[DayChange]) -> Option<Chart> {
    let mut rows: Vec<ChangeRow> =
        days.iter().map(|day| class_row(Phrase::new("compare.chart.day").text("name", name(day)), &day.change)).collect();
    if let [day] = days {
        let tasks = day.tasks.iter().filter(|task| task.change.outcome != Outcome::JudgedByDay);
        rows.extend(
            tasks.map(|task| class_row(Phrase::new("compare.chart.task").text("name", task.task.clone()), &task.change)),
        );
    }
    let both = rows.iter().any(|row| row.before.is_some() && row.after.is_some());
    both.then(|| {
        Chart::BeforeAfter(BeforeAfter {
            title: Phrase::new("compare.chart.classes"),
            axis: Phrase::new("compare.chart.classes.axis"),
            scale: ChangeScale::Classes,
            rows,
        })
    })
}

fn class_row(label: Phrase, change: &Change) -> ChangeRow {
    let point = |standing: &Option<Standing>| {
        let standing = standing.as_ref()?;
        let weak = standing.provisional || standing.incomplete;
        Some(ChangePoint { value: f64::from(standing.class? as u8), range: None, weak })
    };
    ChangeRow {
        label,
        before: point(&change.before),
        after: point(&change.after),
        outcome: Phrase::new(change.outcome.text_key()),
        comparable: change.outcome != Outcome::NotComparable,
    }
}

/// The values of one figure wherever it stands on both sides.
fn values(days: &[DayChange], method: &'static str, key: &'static str, unit: Unit, limits: &[Threshold]) -> Option<Chart> {
    let find = |findings: &[FindingChange]| -> Option<(FigureChange, bool, bool)> {
        let finding = findings.iter().find(|finding| finding.method == method)?;
        let figure = finding.figures.iter().find(|figure| figure.key == key)?;
        (figure.before.is_some() && figure.after.is_some()).then_some(())?;
        let weak = |said: Option<crate::domain::comparison::Said>| said.is_some_and(|said| said.provisional);
        Some((*figure, weak(finding.before), weak(finding.after)))
    };
    let row = |label: Phrase, (figure, weak_before, weak_after): (FigureChange, bool, bool)| {
        let point = |measured: Option<Measured>, weak| {
            measured.map(|measured| ChangePoint { value: measured.value, range: measured.range, weak })
        };
        ChangeRow {
            label,
            before: point(figure.before, weak_before),
            after: point(figure.after, weak_after),
            outcome: difference(figure),
            comparable: figure.difference != Difference::Within,
        }
    };
    let mut rows = Vec::new();
    for day in days {
        if let Some(found) = find(&day.change.findings) {
            rows.push(row(Phrase::new("compare.chart.day").text("name", name(day)), found));
        }
        for task in &day.tasks {
            if let Some(found) = find(&task.change.findings) {
                rows.push(row(Phrase::new("compare.chart.task").text("name", task.task.clone()), found));
            }
        }
    }
    let mut bands = vec![ClassBand { class: Class::Acceptable, from: 0.0 }];
    bands.extend(limits.iter().filter_map(|limit| limit.class.map(|class| ClassBand { class, from: limit.value })));
    (!rows.is_empty()).then(|| {
        let figure = Phrase::new("compare.chart.figure").with("figure", crate::domain::Arg::Figure(method, key));
        Chart::BeforeAfter(BeforeAfter {
            title: Phrase::new("compare.chart.values").phrase("figure", figure.clone()),
            axis: figure,
            scale: ChangeScale::Numbers(unit, bands),
            rows,
        })
    })
}

/// Whether a figure changed by more than the uncertainty, in few words.
fn difference(figure: FigureChange) -> Phrase {
    Phrase::new(match figure.difference {
        Difference::None => "compare.difference.none",
        Difference::Larger => "compare.difference.larger",
        Difference::Within => "compare.difference.within",
        Difference::NotKnown => "compare.difference.not_known",
    })
}

/// What a working day is called.
fn name(day: &DayChange) -> String {
    let parts = [day.workstation.trim(), day.job.trim()];
    let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if named.is_empty() { day.exposure_group.clone() } else { named.join(" – ") }
}

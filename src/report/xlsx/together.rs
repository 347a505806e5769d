//! Before and after, and all workstations together.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::grid::{AS_ENTERED, Cell, Column, RANK, Styles, WHOLE, code_with_unit, table};
use crate::domain::comparison::{Change, Comparison, DayChange, FigureChange, Measured};
use crate::domain::{Arg, Assessment};
use crate::report::Context;
use crate::report::view::portfolio::HeatCell;
use crate::report::view::{Badge, View, compare};
use crate::text::Catalogue;

/// Every figure of every working day and task, before and after.
pub(super) fn changes(
    workbook: &mut Workbook,
    assessment: &Assessment,
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (Some(comparison), Some(view)) = (&assessment.comparison, &v.compare) else { return Ok(()) };
    let texts = context.texts;
    let columns = [
        Column::new(texts.text("change.work"), 30.0),
        Column::new(texts.text("report.task"), 30.0),
        Column::class(texts.text("change.class.before")),
        Column::class(texts.text("change.class.after")),
        Column::new(texts.text("change.outcome"), 34.0),
        Column::new(texts.text("change.why"), 50.0),
        Column::new(texts.text("change.what"), 30.0),
        Column::new(texts.text("change.before"), 14.0),
        Column::new(texts.text("change.after"), 14.0),
        Column::new(texts.text("change.difference"), 30.0),
    ];
    let rows = comparison.days.iter().zip(&view.days).flat_map(|(day, shown)| {
        let first = (texts.text("change.of_day"), &day.change, &shown.row);
        let tasks = day.tasks.iter().zip(&shown.tasks).map(|(task, (name, row))| (name.as_str(), &task.change, row));
        std::iter::once(first).chain(tasks).flat_map(move |(name, change, row)| {
            let lead = vec![
                Cell::text(shown.name.clone()),
                Cell::text(name),
                class(row.before.as_ref()),
                class(row.after.as_ref()),
                Cell::text(row.outcome.clone()),
                Cell::text(row.reasons.join(" ")),
            ];
            figures(&lead, change, texts)
        })
    });
    table(workbook, context, styles, texts.text("change.heading"), &columns, 2, rows)?;
    cells(workbook, comparison, view, context, styles)
}

/// The lines of one day or task: one for each figure, or one without.
fn figures(lead: &[Cell], change: &Change, texts: &Catalogue) -> Vec<Vec<Cell>> {
    let line = |rest: [Cell; 4]| lead.iter().cloned().chain(rest).collect::<Vec<_>>();
    let value = |measured: Option<Measured>, figure: &FigureChange| {
        Cell::number(measured.map(|measured| measured.value), code_with_unit(figure.unit))
    };
    let of = |method: &'static str, figure: &FigureChange| {
        let both = figure.before.is_some() && figure.after.is_some();
        let difference = if both { compare::difference_words(figure.difference, texts) } else { "" };
        line([
            Cell::text(texts.figure(method, figure.key)),
            value(figure.before, figure),
            value(figure.after, figure),
            Cell::text(difference),
        ])
    };
    let lines: Vec<Vec<Cell>> =
        change.findings.iter().flat_map(|finding| finding.figures.iter().map(|figure| of(finding.method, figure))).collect();
    if lines.is_empty() { vec![line([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty])] } else { lines }
}

/// Every cell that changed: numbers as numbers, words as words.
fn cells(
    workbook: &mut Workbook,
    comparison: &Comparison,
    view: &compare::CompareView,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let texts = context.texts;
    let columns = [
        Column::new(texts.text("change.work"), 30.0),
        Column::new(texts.text("report.task"), 30.0),
        Column::new(texts.text("change.cell"), 36.0),
        Column::new(texts.text("change.before"), 20.0),
        Column::new(texts.text("change.after"), 20.0),
        Column::new(texts.text("change.unit"), 10.0),
    ];
    let value = |value: &Option<Arg>| match value {
        None => Cell::Empty,
        Some(Arg::Exact(number)) => Cell::Number(*number, AS_ENTERED),
        Some(other) => Cell::text(texts.arg(other)),
    };
    let changed = |day: &DayChange| -> Vec<(String, Change)> {
        let of_day = (texts.text("change.of_day").to_owned(), day.change.clone());
        std::iter::once(of_day).chain(day.tasks.iter().map(|task| (task.task.clone(), task.change.clone()))).collect()
    };
    let rows = comparison.days.iter().zip(&view.days).flat_map(|(day, shown)| {
        changed(day).into_iter().flat_map(move |(name, change)| {
            change
                .cells
                .iter()
                .map(|cell| {
                    vec![
                        Cell::text(shown.name.clone()),
                        Cell::text(name.clone()),
                        Cell::text(texts.name(cell.column)),
                        value(&cell.before),
                        value(&cell.after),
                        Cell::text(compare::unit(cell.column).symbol()),
                    ]
                })
                .collect::<Vec<_>>()
        })
    });
    table(workbook, context, styles, texts.text("change.sheet.cells"), &columns, 2, rows)
}

/// Every exposure group by hazard, worst first.
pub(super) fn groups(
    workbook: &mut Workbook,
    assessment: &Assessment,
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (Some(portfolio), Some(view)) = (&assessment.portfolio, &v.portfolio) else { return Ok(()) };
    let texts = context.texts;
    let mut columns = vec![
        Column::new(texts.text("report.ranking.rank"), 6.0),
        Column::new(texts.text("portfolio.department"), 22.0),
        Column::new(texts.text("report.ranking.work"), 34.0),
        Column::new(texts.text("portfolio.heat.workers"), 12.0),
    ];
    // A place to break a word is none in the head of a table.
    columns.extend(view.hazards.iter().map(|head| Column::class(head.replace('\u{ad}', ""))));
    let mut rows: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut workers = portfolio.departments.iter().map(|_| Vec::new()).collect::<Vec<Vec<Option<u64>>>>();
    for group in &portfolio.groups {
        workers[group.department].push(group.workers);
    }
    for (department, people) in view.departments.iter().zip(workers) {
        for (row, people) in department.rows.iter().zip(people) {
            let mut line = vec![
                Cell::Number(row.rank as f64, RANK),
                Cell::text(department.name.clone()),
                Cell::text(row.name.clone()),
                Cell::number(people.map(|people| people as f64), WHOLE),
            ];
            line.extend(row.cells.iter().map(heat));
            rows.push((row.rank, line));
        }
    }
    rows.sort_by_key(|(rank, _)| *rank);
    table(workbook, context, styles, texts.text("portfolio.heading"), &columns, 3, rows.into_iter().map(|(_, row)| row))
}

fn heat(cell: &HeatCell) -> Cell {
    let words = match &cell.caveat {
        Some(caveat) => format!("{} ({caveat})", cell.badge.words),
        None => cell.badge.words.clone(),
    };
    let words = words.replace('\u{ad}', "");
    if cell.badge.class.is_some() { Cell::Class(words) } else { Cell::text(words) }
}

fn class(badge: Option<&Badge>) -> Cell {
    badge.map_or(Cell::Empty, |badge| {
        if badge.class.is_some() { Cell::Class(badge.short.clone()) } else { Cell::text(badge.short.clone()) }
    })
}

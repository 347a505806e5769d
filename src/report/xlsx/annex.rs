//! Problems, measures, what was entered, sources and versions.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::figures::{job_cells, job_heads};
use super::grid::{AS_ENTERED, Cell, Column, Styles, WHOLE, clipped, height, paper, place, table};
use crate::domain::assessment::Advice;
use crate::domain::column::{Group, Kind};
use crate::domain::{Arg, Class, Column as Field, Doubt, Job, Phrase, TaskResult};
use crate::report::Context;
use crate::report::view::{MeasureView, View, level_key, measure};
use crate::text::capital;

pub(super) fn problems(workbook: &mut Workbook, v: &View, context: &Context, styles: &Styles) -> Result<(), XlsxError> {
    if v.problems.is_empty() {
        return Ok(());
    }
    let columns = [
        ("report.problems.place", 34.0),
        ("report.xlsx.column", 22.0),
        ("report.problems.found", 24.0),
        ("report.problems.expected", 44.0),
        ("report.problems.remedy", 60.0),
    ]
    .map(|(key, width)| Column::new(v.t(key), width));
    let rows = v.problems.iter().map(|problem| {
        [&problem.place, &problem.column, &problem.found, &problem.expected, &problem.remedy]
            .map(|text| Cell::text(text.clone()))
            .to_vec()
    });
    table(workbook, context, styles, v.t("report.problems"), &columns, 0, rows)
}

/// Every measure that is advised anywhere, each once, with for how much work.
pub(super) fn measures(
    workbook: &mut Workbook,
    jobs: &[&Job],
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    /// How many names a cell has room for.
    const NAMES: usize = 8;
    let texts = context.texts;
    let mut found: Vec<(&Advice, Option<Class>, Vec<&str>)> = Vec::new();
    for (job, view) in jobs.iter().zip(&v.jobs) {
        for advice in &job.measures {
            match found.iter_mut().find(|(other, ..)| other.id == advice.id) {
                Some((_, worst, names)) => {
                    *worst = Class::worst(*worst, job.class);
                    names.push(&view.name);
                }
                None => found.push((advice, job.class, vec![&view.name])),
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    found.sort_by_key(|(advice, worst, names)| (advice.level, std::cmp::Reverse(*worst), std::cmp::Reverse(names.len())));
    let columns = [
        Column::new(texts.text("report.xlsx.id"), 8.0),
        Column::new(texts.text("report.xlsx.level"), 18.0),
        Column::new(texts.text("report.measures.measure"), 50.0),
        Column::class(texts.text("report.xlsx.worst")),
        Column::new(texts.text("report.xlsx.days_count"), 11.0),
        Column::new(texts.text("report.first.for"), 44.0),
        Column::new(texts.text("report.measures.evidence"), 24.0),
        Column::new(texts.text("report.xlsx.effect"), 60.0),
        Column::new(texts.text("report.measures.why"), 30.0),
        Column::new(texts.text("report.finding.sources"), 40.0),
    ];
    let rows = found.iter().map(|(advice, worst, names)| {
        let MeasureView { text, evidence, effect, source, in_guideline, because, .. } = measure(advice, texts);
        let named = if names.len() > NAMES { format!("{}, …", names[..NAMES].join(", ")) } else { names.join(", ") };
        let source = if in_guideline { source } else { format!("{source} ({})", texts.text("report.measures.outside")) };
        vec![
            Cell::text(advice.id),
            Cell::text(texts.text(level_key(advice.level))),
            Cell::text(text),
            worst.map_or(Cell::Empty, |class| Cell::Class(texts.arg(&Arg::Class(class)))),
            Cell::Number(names.len() as f64, WHOLE),
            Cell::text(named),
            Cell::text(evidence),
            Cell::text(effect),
            Cell::text(because),
            Cell::text(source),
        ]
    });
    table(workbook, context, styles, texts.text("report.xlsx.measures"), &columns, 3, rows)
}

pub(super) fn against(workbook: &mut Workbook, v: &View, context: &Context, styles: &Styles) -> Result<(), XlsxError> {
    if v.against.is_empty() {
        return Ok(());
    }
    let columns = [
        ("report.xlsx.against", 50.0),
        ("report.measures.evidence", 24.0),
        ("report.xlsx.effect", 80.0),
        ("report.finding.sources", 44.0),
    ]
    .map(|(key, width)| Column::new(v.t(key), width));
    let rows = v.against.iter().map(|measure| {
        [&measure.text, &measure.evidence, &measure.effect, &measure.source].map(|text| Cell::text(text.clone())).to_vec()
    });
    table(workbook, context, styles, v.t("report.xlsx.against.sheet"), &columns, 0, rows)
}

/// What was entered, as it was read: numbers as numbers, words as words.
pub(super) fn entered(workbook: &mut Workbook, jobs: &[&Job], context: &Context, styles: &Styles) -> Result<(), XlsxError> {
    let texts = context.texts;
    // A recording's file name can be a person's, or a device's.
    let is_shown = |column: Field| {
        !matches!(column, Field::TrunkRecording | Field::VibrationRecording)
            && (column.spec().group != Group::Identity
                || matches!(
                    column,
                    Field::TaskHours | Field::Measurement | Field::Note | Field::Assessor | Field::Instrument | Field::Workers
                ))
    };
    let mut present = vec![false; Field::ALL.len()];
    let tasks = || jobs.iter().flat_map(|job| job.tasks.iter().map(move |task| (*job, task)));
    for (column, _) in tasks().flat_map(|(_, task)| &task.entered) {
        present[*column as usize] = true;
    }
    let fields: Vec<Field> =
        Field::ALL.iter().copied().filter(|column| present[*column as usize] && is_shown(*column)).collect();
    if fields.is_empty() {
        return Ok(());
    }
    let mut columns = job_heads(texts);
    columns.push(Column::new(texts.text("report.task"), 28.0));
    let fixed = columns.len();
    columns.extend(fields.iter().map(|column| {
        let unit = match column.spec().kind {
            Kind::Number(unit, _) => unit.symbol(),
            _ => "",
        };
        let name = capital(texts.name(*column));
        Column::new(if unit.is_empty() { name } else { format!("{name} ({unit})") }, 14.0)
    }));
    // Errors of measurement, in columns of their own, so that both stay numbers.
    let half_width = |task: &TaskResult, column: Field| {
        task.doubts.iter().find(|(at, _)| *at == column).and_then(|(_, doubt)| match doubt {
            Doubt::HalfWidth(half_width, _) if *half_width > 0.0 => Some(*half_width),
            _ => None,
        })
    };
    let doubted: Vec<Field> =
        fields.iter().copied().filter(|column| tasks().any(|(_, task)| half_width(task, *column).is_some())).collect();
    columns.extend(doubted.iter().map(|column| {
        let name = texts.say(&Phrase::new("certainty.entered.column").named("column", *column));
        Column::new(name, 14.0)
    }));
    let row = |job: &Job, task: &TaskResult, rank: usize| {
        let mut cells = job_cells(job, rank);
        cells.push(Cell::text(task.task.clone()));
        cells.extend(fields.iter().map(|column| {
            let value = task.entered.iter().find(|(at, _)| at == column).map(|(_, value)| value);
            match value {
                None => Cell::Empty,
                Some(Arg::Exact(value) | Arg::Number(value, _)) => Cell::Number(*value, AS_ENTERED),
                Some(value) => Cell::text(texts.arg(value)),
            }
        }));
        cells.extend(doubted.iter().map(|column| match half_width(task, *column) {
            Some(half_width) => Cell::Number(half_width, AS_ENTERED),
            None => Cell::Empty,
        }));
        cells
    };
    let rows = jobs.iter().enumerate().flat_map(|(at, job)| {
        let row = &row;
        job.tasks.iter().map(move |task| row(job, task, at + 1))
    });
    table(workbook, context, styles, texts.text("report.xlsx.data"), &columns, fixed, rows)
}

/// Documents, limits, versions and the fingerprints of the files.
pub(super) fn sources(workbook: &mut Workbook, v: &View, context: &Context, styles: &Styles) -> Result<(), XlsxError> {
    let texts = context.texts;
    let sheet = workbook.add_worksheet();
    sheet.set_name(texts.text("report.xlsx.sources"))?;
    for (column, width) in [(0, 60.0), (1, 60.0), (2, 66.0)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    let mut part = |heading: &str, heads: &[&str], lines: Vec<Vec<String>>| -> Result<(), XlsxError> {
        if lines.is_empty() {
            return Ok(());
        }
        sheet.write_string_with_format(row, 0, heading, &styles.heading)?;
        row += 1;
        for (column, head) in heads.iter().enumerate() {
            sheet.write_string_with_format(row, place(column), texts.text(head), &styles.head)?;
        }
        row += u32::from(!heads.is_empty());
        for line in lines {
            let cells: Vec<Cell> = line.iter().map(|text| Cell::text(text.clone())).collect();
            sheet.set_row_height(row, height(cells.iter().zip([60.0, 60.0, 66.0])))?;
            for (column, text) in line.iter().enumerate() {
                sheet.write_string_with_format(row, place(column), clipped(text), &styles.text)?;
            }
            row += 1;
        }
        row += 1;
        Ok(())
    };
    let files = v.files.iter().map(|file| vec![file.file.clone(), file.rows.clone(), file.sha256.clone()]).collect();
    part(v.t("report.files.file"), &["report.files.file", "report.files.rows", "report.files.sha256"], files)?;
    let versions = v.versions.iter().map(|fact| vec![fact.name.clone(), fact.value.clone()]).collect();
    part(v.t("report.versions"), &[], versions)?;
    let documents =
        v.sources.iter().map(|source| vec![source.title.clone(), source.places.clone(), source.methods.clone()]).collect();
    let heads = ["report.sources.document", "report.sources.places", "report.sources.methods"];
    part(v.t("report.sources"), &heads, documents)?;
    let mut limits: Vec<Vec<String>> = v.limits_of_all.iter().map(|said| vec![said.clone()]).collect();
    limits.extend(v.limits.iter().map(|fact| vec![fact.name.clone(), fact.value.clone()]));
    part(v.t("report.limits"), &[], limits)?;
    part(v.t("report.notes"), &[], v.notes.iter().map(|note| vec![note.clone()]).collect())?;
    paper(sheet, texts);
    Ok(())
}

//! Working days, tasks and findings with their numbers.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::grid::{Cell, Column, RANK, Styles, WHOLE, code, table};
use crate::domain::{Column as Field, Finding, Job, Phrase, State, TaskResult, Unit, Value};
use crate::report::Context;
use crate::report::view::{JobView, TaskView, View};
use crate::text::Catalogue;

/// A figure that has a column of its own: method, key, the text of its header, unit.
type Shown = (&'static str, &'static str, &'static str, Unit);

/// The figures of tasks.
const OF_TASK: &[Shown] = &[
    ("screening", "load_kg", "report.xlsx.load", Unit::Kilogram),
    ("niosh", "li", "report.xlsx.li", Unit::None),
    ("niosh", "rwl_kg", "report.xlsx.rwl", Unit::Kilogram),
    ("niosh", "fili", "report.xlsx.fili", Unit::None),
    ("niosh", "firwl_kg", "report.xlsx.firwl", Unit::Kilogram),
    ("niosh", "limiting_multiplier", "report.xlsx.limiting", Unit::None),
    ("niosh", "hm_origin", "report.xlsx.hm_origin", Unit::None),
    ("niosh", "vm_origin", "report.xlsx.vm_origin", Unit::None),
    ("niosh", "dm", "report.xlsx.dm", Unit::None),
    ("niosh", "am_origin", "report.xlsx.am_origin", Unit::None),
    ("niosh", "fm", "report.xlsx.fm", Unit::None),
    ("niosh", "cm_origin", "report.xlsx.cm_origin", Unit::None),
    ("niosh", "hm_destination", "report.xlsx.hm_destination", Unit::None),
    ("niosh", "vm_destination", "report.xlsx.vm_destination", Unit::None),
    ("niosh", "am_destination", "report.xlsx.am_destination", Unit::None),
    ("niosh", "cm_destination", "report.xlsx.cm_destination", Unit::None),
    ("iso11228", "li", "report.xlsx.iso_index", Unit::None),
    ("iso11228", "rml_kg", "report.xlsx.iso_limit", Unit::Kilogram),
    ("mac", "total", "report.xlsx.mac_total", Unit::Count),
    ("rapp", "total", "report.xlsx.rapp_total", Unit::Count),
];

/// The figures of working days.
const OF_DAY: &[Shown] = &[
    ("niosh_composite", "cli", "report.xlsx.cli", Unit::None),
    ("trunk_flexion", "ge45_pct", "report.xlsx.ge45", Unit::Percent),
    ("trunk_flexion", "ge45_low", "report.xlsx.ge45_low", Unit::Percent),
    ("trunk_flexion", "ge45_high", "report.xlsx.ge45_high", Unit::Percent),
    ("trunk_flexion", "ge60_pct", "report.xlsx.ge60", Unit::Percent),
    ("trunk_flexion", "ge60_low", "report.xlsx.ge60_low", Unit::Percent),
    ("trunk_flexion", "ge60_high", "report.xlsx.ge60_high", Unit::Percent),
    ("trunk_flexion", "covered_hours", "report.xlsx.covered", Unit::Hour),
    ("whole_body_vibration", "a8", "report.xlsx.a8", Unit::Acceleration),
    ("whole_body_vibration", "axis", "report.xlsx.axis", Unit::None),
    ("whole_body_vibration", "a8_x", "report.xlsx.a8_x", Unit::Acceleration),
    ("whole_body_vibration", "a8_y", "report.xlsx.a8_y", Unit::Acceleration),
    ("whole_body_vibration", "a8_z", "report.xlsx.a8_z", Unit::Acceleration),
    ("whole_body_vibration", "vdv", "report.xlsx.vdv", Unit::VibrationDose),
    ("whole_body_vibration", "hours", "report.xlsx.ride_hours", Unit::Hour),
    ("whole_body_vibration", "hours_to_action", "report.xlsx.to_action", Unit::Hour),
    ("whole_body_vibration", "hours_to_limit", "report.xlsx.to_limit", Unit::Hour),
];

/// The methods whose figures are columns of the task file, each with its value.
const OF_COLUMNS: &str = "exposures";

/// The columns of the figures that any of these findings has, with the class of each method before
/// its figures.
struct Figures {
    shown: Vec<Part>,
}

enum Part {
    Class(&'static str),
    Figure(Shown),
    Exposure(&'static str),
}

impl Figures {
    fn of<'a>(list: &[Shown], findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut present = std::collections::BTreeSet::new();
        let mut methods = std::collections::BTreeSet::new();
        let mut exposures: Vec<&'static str> = Vec::new();
        for finding in findings {
            if finding.class.is_some() {
                methods.insert(finding.method);
            }
            for figure in &finding.figures {
                if finding.method == OF_COLUMNS {
                    if inner(&figure.value).is_some() && !exposures.contains(&figure.key) {
                        exposures.push(figure.key);
                    }
                } else if !matches!(figure.value, Value::Absent) {
                    present.insert((finding.method, figure.key));
                }
            }
        }
        let mut shown = Vec::new();
        let mut method = "";
        for part in list.iter().filter(|(method, key, ..)| present.contains(&(*method, *key))) {
            if part.0 != method {
                method = part.0;
                if methods.contains(method) {
                    shown.push(Part::Class(method));
                }
            }
            shown.push(Part::Figure(*part));
        }
        if methods.contains(OF_COLUMNS) {
            shown.push(Part::Class(OF_COLUMNS));
        }
        exposures.sort_unstable();
        shown.extend(exposures.into_iter().map(Part::Exposure));
        Self { shown }
    }

    fn columns(&self, texts: &Catalogue) -> Vec<Column> {
        let column = |part: &Part| match *part {
            Part::Class(method) => Column::class(
                texts.say(&Phrase::new("report.xlsx.class_of").text("method", texts.text(&format!("method.{method}.name")))),
            ),
            Part::Figure((_, _, key, unit)) => Column::new(with_unit(texts.text(key), unit), 12.0),
            Part::Exposure(key) => {
                let unit = Field::from_name(key).map_or("", |column| unit_of(column).symbol());
                let name = texts.text(&format!("column.{key}.name"));
                Column::new(if unit.is_empty() { name.to_owned() } else { format!("{name} ({unit})") }, 14.0)
            }
        };
        self.shown.iter().map(column).collect()
    }

    fn cells<'a>(&self, findings: &'a [Finding], texts: &Catalogue) -> Vec<Cell> {
        let of = |method: &str| findings.iter().find(move |finding| finding.method == method);
        let cell = |part: &Part| match *part {
            Part::Class(method) => of(method).map_or(Cell::Empty, |finding| class(finding, texts)),
            Part::Figure((method, key, _, unit)) => match of(method).and_then(|finding: &'a Finding| finding.figure(key)) {
                Some(Value::Number(value)) => Cell::Number(*value, code(unit)),
                Some(Value::Text(text)) => Cell::text(word(key, text, texts)),
                _ => Cell::Empty,
            },
            Part::Exposure(key) => {
                Cell::number(of(OF_COLUMNS).and_then(|finding| finding.figure(key)).and_then(inner), super::grid::AS_ENTERED)
            }
        };
        self.shown.iter().map(cell).collect()
    }
}

/// A word of the contract, as people say it.
fn word(key: &str, word: &str, texts: &Catalogue) -> String {
    let said = match key {
        "limiting_multiplier" => texts.find(&format!("rnle.{word}")),
        "axis" if word == "tie" => texts.find("report.xlsx.tie"),
        _ => None,
    };
    said.unwrap_or(word).to_owned()
}

/// The value in the figures of one exposure.
fn inner(value: &Value) -> Option<f64> {
    let Value::Map(figures) = value else { return None };
    figures.iter().find(|figure| figure.key == "value").and_then(|figure| match figure.value {
        Value::Number(value) => Some(value),
        _ => None,
    })
}

fn unit_of(column: Field) -> Unit {
    match column.spec().kind {
        crate::domain::column::Kind::Number(unit, _) => unit,
        _ => Unit::None,
    }
}

fn with_unit(name: &str, unit: Unit) -> String {
    if unit.symbol().is_empty() { name.to_owned() } else { format!("{name} ({})", unit.symbol()) }
}

/// The class of a finding in its plain word, with its caveats.
fn class(finding: &Finding, texts: &Catalogue) -> Cell {
    let badge = crate::report::view::finding_badge(finding, texts);
    if finding.class.is_some() { Cell::Class(badge.short) } else { Cell::text(badge.short) }
}

/// What every sheet about working days begins with.
fn heads(texts: &Catalogue) -> Vec<Column> {
    [
        ("report.ranking.rank", 6.0),
        ("report.fact.organisation", 18.0),
        ("report.fact.department", 18.0),
        ("report.xlsx.workstation", 20.0),
        ("report.xlsx.job", 18.0),
        ("report.xlsx.group", 22.0),
        ("report.xlsx.date", 12.0),
    ]
    .map(|(key, width)| Column::new(texts.text(key), width))
    .to_vec()
}

pub(super) fn job_cells(job: &Job, rank: usize) -> Vec<Cell> {
    vec![
        Cell::Number(rank as f64, RANK),
        Cell::text(job.organisation.clone()),
        Cell::text(job.department.clone()),
        Cell::text(job.workstation.clone()),
        Cell::text(job.job.clone()),
        Cell::text(job.exposure_group.clone()),
        Cell::date(job.date),
    ]
}

pub(super) fn job_heads(texts: &Catalogue) -> Vec<Column> {
    heads(texts)
}

/// The caveats of a class, and why.
fn caveats(incomplete: &[String], provisional: &[String], texts: &Catalogue) -> [Cell; 2] {
    let why = |reasons: &[String], word: &str| {
        if reasons.is_empty() { Cell::Empty } else { Cell::text(format!("{}: {}", texts.text(word), reasons.join("; "))) }
    };
    [why(incomplete, "report.matrix.incomplete"), why(provisional, "report.matrix.provisional")]
}

pub(super) fn days(
    workbook: &mut Workbook,
    jobs: &[&Job],
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let texts = context.texts;
    let figures = Figures::of(OF_DAY, jobs.iter().flat_map(|job| &job.findings));
    let mut columns = heads(texts);
    let fixed = columns.len() - 1;
    columns.extend([
        Column::class(texts.text("report.ranking.class")),
        Column::new(texts.text("report.ranking.decided"), 40.0),
        Column::new(texts.text("report.xlsx.not_assessed"), 40.0),
        Column::new(texts.text("report.job.provisional"), 40.0),
        Column::new(texts.text("report.xlsx.tasks_count"), 8.0),
        Column::new(with_unit(texts.text("report.xlsx.workday"), Unit::Hour), 10.0),
    ]);
    columns.extend(figures.columns(texts));
    let rows = jobs.iter().zip(&v.jobs).map(|(job, view): (&&Job, &JobView)| {
        let mut cells = job_cells(job, view.rank);
        cells.extend([Cell::Class(view.badge.short.clone()), Cell::text(view.decided.clone())]);
        cells.extend(caveats(&view.incomplete, &view.provisional, texts));
        cells.push(Cell::Number(job.tasks.len() as f64, WHOLE));
        cells.push(Cell::Number(job.workday_hours, super::grid::AS_ENTERED));
        cells.extend(figures.cells(&job.findings, texts));
        cells
    });
    table(workbook, context, styles, texts.text("report.xlsx.days"), &columns, fixed, rows)
}

/// Every task with its working day.
fn each<'a>(
    jobs: &'a [&'a Job],
    v: &'a View,
) -> impl Iterator<Item = (&'a Job, &'a JobView<'a>, &'a TaskResult, &'a TaskView<'a>)> {
    jobs.iter()
        .zip(&v.jobs)
        .flat_map(|(job, view)| job.tasks.iter().zip(&view.tasks).map(move |(task, task_view)| (*job, view, task, task_view)))
}

pub(super) fn tasks(
    workbook: &mut Workbook,
    jobs: &[&Job],
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    if each(jobs, v).next().is_none() {
        return Ok(());
    }
    let texts = context.texts;
    let figures = Figures::of(OF_TASK, each(jobs, v).flat_map(|(.., task, _)| &task.findings));
    let mut columns = heads(texts);
    columns.push(Column::new(texts.text("report.task"), 28.0));
    let fixed = columns.len();
    columns.extend([
        Column::class(texts.text("report.ranking.class")),
        Column::new(texts.text("report.ranking.decided"), 40.0),
        Column::new(texts.text("report.xlsx.not_assessed"), 40.0),
    ]);
    columns.extend(figures.columns(texts));
    columns.push(Column::new(texts.text("report.xlsx.origin"), 30.0));
    let rows = each(jobs, v).map(|(job, view, task, task_view)| {
        let mut cells = job_cells(job, view.rank);
        cells.push(Cell::text(task.task.clone()));
        cells.extend([Cell::Class(task_view.badge.short.clone()), Cell::text(task_view.decided.clone())]);
        cells.extend(caveats(&task_view.incomplete, &[], texts).into_iter().take(1));
        cells.extend(figures.cells(&task.findings, texts));
        cells.push(Cell::text(task_view.origin.clone()));
        cells
    });
    table(workbook, context, styles, texts.text("report.xlsx.tasks"), &columns, fixed, rows)
}

/// Every answer, and every method that does not hold, in words. What was not measured has no line.
pub(super) fn findings(
    workbook: &mut Workbook,
    jobs: &[&Job],
    v: &View,
    context: &Context,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let texts = context.texts;
    let said = |finding: &&Finding| matches!(finding.state, State::Assessed | State::NotApplicable | State::BelowTrigger);
    let columns = [
        Column::new(texts.text("report.ranking.rank"), 6.0),
        Column::new(texts.text("report.xlsx.group"), 24.0),
        Column::new(texts.text("report.task"), 28.0),
        Column::new(texts.text("report.xlsx.method"), 26.0),
        Column::class(texts.text("report.ranking.class")),
        Column::new(texts.text("report.xlsx.answer"), 44.0),
        Column::new(texts.text("report.job.provisional"), 40.0),
        Column::new(texts.text("report.finding.reasons"), 50.0),
        Column::new(texts.text("report.finding.assumptions"), 50.0),
    ];
    let row = |job: &Job, rank: usize, task: &str, finding: &Finding| {
        let joined = |phrases: &[Phrase]| Cell::text(phrases.iter().map(|said| texts.say(said)).collect::<Vec<_>>().join("; "));
        vec![
            Cell::Number(rank as f64, RANK),
            Cell::text(job.exposure_group.clone()),
            Cell::text(task),
            Cell::text(texts.text(&format!("method.{}.name", finding.method))),
            class(finding, texts),
            Cell::text(finding.label.as_ref().map(|label| texts.say(label)).unwrap_or_default()),
            joined(&finding.provisional),
            joined(&finding.reasons),
            joined(&finding.assumptions),
        ]
    };
    let mut any = jobs.iter().flat_map(|job| job.findings.iter().chain(job.tasks.iter().flat_map(|task| &task.findings)));
    if !any.any(|finding| said(&finding)) {
        return Ok(());
    }
    let rows = jobs.iter().zip(&v.jobs).flat_map(|(job, view)| {
        let of_day = job.findings.iter().map(|finding| ("", finding));
        let of_tasks = job.tasks.iter().flat_map(|task| task.findings.iter().map(|finding| (task.task.as_str(), finding)));
        of_day.chain(of_tasks).filter(|(_, finding)| said(finding)).map(|(task, finding)| row(job, view.rank, task, finding))
    });
    table(workbook, context, styles, texts.text("report.xlsx.findings"), &columns, 3, rows)
}

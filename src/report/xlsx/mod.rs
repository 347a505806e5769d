//! The report as a workbook: all that was found, to sort, filter and follow up.
//!
//! Text is written as text: a cell that begins with `=` or `@` is never a formula. Nothing depends
//! on the clock: the same assessment gives the same bytes.

mod annex;
mod figures;
mod grid;
mod plan;
mod summary;
mod together;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::grid::Styles;
use super::Context;
use super::view::{View, ranked, view};
use crate::domain::{Assessment, Plan};
use crate::text::Catalogue;

/// The workbook of `assessment`.
pub(super) fn render(assessment: &Assessment, context: &Context) -> Vec<u8> {
    let tasks: usize = assessment.jobs.iter().map(|job| job.tasks.len()).sum();
    spared(tasks, |styles| report(assessment, context, styles))
}

/// From how many tasks or lines on rows go through a temporary file, to spare memory. Ours.
const MANY: usize = 1_000;

/// Writes a workbook, of many rows through a temporary file; in memory where that does not work, for
/// the folder of temporary files can be full or not there.
fn spared(rows: usize, write: impl Fn(&Styles) -> Result<Vec<u8>, XlsxError>) -> Vec<u8> {
    let spared = if rows >= MANY { write(&Styles::new(true)).ok() } else { None };
    spared.unwrap_or_else(|| {
        write(&Styles::new(false)).expect("a workbook within the limits of the format can be written to memory")
    })
}

/// The plan of action alone.
pub(super) fn plan_only(plan: &Plan, texts: &Catalogue) -> Vec<u8> {
    spared(plan.entries.len(), |styles| {
        let mut workbook = new(texts, texts.text("report.plan"))?;
        plan::sheet(&mut workbook, plan, styles, texts)?;
        plan::lists(&mut workbook, plan, styles, texts)?;
        workbook.save_to_buffer()
    })
}

/// An empty workbook with its properties. Its day of making is always the same, so that the same
/// report is the same file.
fn new(texts: &Catalogue, title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_subject(texts.text("report.xlsx.subject"))
            .set_author("Rugwijzer")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    Ok(workbook)
}

fn report(assessment: &Assessment, context: &Context, styles: &Styles) -> Result<Vec<u8>, XlsxError> {
    let texts = context.texts;
    let v: View = view(assessment, context, 0);
    let jobs = ranked(&assessment.jobs);
    let mut title = texts.text("report.title").to_owned();
    if !v.organisations.is_empty() {
        title = format!("{title} · {}", v.organisations.chars().take(100).collect::<String>());
    }
    let mut workbook = new(texts, &title)?;
    summary::sheet(&mut workbook, &v, context, styles)?;
    annex::problems(&mut workbook, &v, context, styles)?;
    plan::sheet(&mut workbook, &assessment.plan, styles, texts)?;
    together::changes(&mut workbook, assessment, &v, context, styles)?;
    together::groups(&mut workbook, assessment, &v, context, styles)?;
    figures::days(&mut workbook, &jobs, &v, context, styles)?;
    figures::tasks(&mut workbook, &jobs, &v, context, styles)?;
    figures::findings(&mut workbook, &jobs, &v, context, styles)?;
    annex::measures(&mut workbook, &jobs, &v, context, styles)?;
    annex::against(&mut workbook, &v, context, styles)?;
    annex::entered(&mut workbook, &jobs, context, styles)?;
    annex::sources(&mut workbook, &v, context, styles)?;
    plan::lists(&mut workbook, &assessment.plan, styles, texts)?;
    workbook.save_to_buffer()
}

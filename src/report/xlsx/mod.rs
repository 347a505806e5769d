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
    report(assessment, context).expect("a workbook within the limits of the format can be written")
}

/// The plan of action alone.
pub(super) fn plan_only(plan: &Plan, texts: &Catalogue) -> Vec<u8> {
    let write = || {
        let mut workbook = new(texts, texts.text("report.plan"))?;
        let styles = Styles::new();
        plan::sheet(&mut workbook, plan, &styles, texts)?;
        plan::lists(&mut workbook, plan, &styles, texts)?;
        workbook.save_to_buffer()
    };
    write().expect("a workbook within the limits of the format can be written")
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

fn report(assessment: &Assessment, context: &Context) -> Result<Vec<u8>, XlsxError> {
    let texts = context.texts;
    let v: View = view(assessment, context, 0);
    let jobs = ranked(&assessment.jobs);
    let styles = Styles::new();
    let mut title = texts.text("report.title").to_owned();
    if !v.organisations.is_empty() {
        title = format!("{title} · {}", v.organisations.chars().take(100).collect::<String>());
    }
    let mut workbook = new(texts, &title)?;
    summary::sheet(&mut workbook, &v, context, &styles)?;
    annex::problems(&mut workbook, &v, context, &styles)?;
    plan::sheet(&mut workbook, &assessment.plan, &styles, texts)?;
    together::changes(&mut workbook, assessment, &v, context, &styles)?;
    together::groups(&mut workbook, assessment, &v, context, &styles)?;
    figures::days(&mut workbook, &jobs, &v, context, &styles)?;
    figures::tasks(&mut workbook, &jobs, &v, context, &styles)?;
    figures::findings(&mut workbook, &jobs, &v, context, &styles)?;
    annex::measures(&mut workbook, &jobs, &v, context, &styles)?;
    annex::against(&mut workbook, &v, context, &styles)?;
    annex::entered(&mut workbook, &jobs, context, &styles)?;
    annex::sources(&mut workbook, &v, context, &styles)?;
    plan::lists(&mut workbook, &assessment.plan, &styles, texts)?;
    workbook.save_to_buffer()
}

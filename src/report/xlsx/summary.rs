//! The first sheet: what was assessed, what was not, what is worst, what to do first.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::grid::{Cell, Styles, classes, height, paper};
use crate::report::Context;
use crate::report::view::{GapLine, View};

/// The widths of its columns, in characters.
const WIDTHS: [f64; 4] = [30.0, 62.0, 24.0, 62.0];

/// A sheet that is written from top to bottom.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    row: u32,
}

impl Page<'_> {
    fn heading(&mut self, words: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet.set_row_height(self.row, 24)?;
        self.sheet.write_string_with_format(self.row, 0, words, &self.styles.heading)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height(cells.iter().zip(WIDTHS)))?;
        for (column, cell) in cells.iter().enumerate() {
            self.styles.put(self.sheet, self.row, super::grid::place(column), cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, words: &[&str]) -> Result<(), XlsxError> {
        for (column, word) in words.iter().enumerate() {
            self.sheet.write_string_with_format(self.row, super::grid::place(column), *word, &self.styles.head)?;
        }
        self.row += 1;
        Ok(())
    }

    fn fact(&mut self, name: &str, value: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, name, &self.styles.label)?;
        let value = Cell::text(value);
        self.sheet.set_row_height(self.row, height([(&value, WIDTHS[1])].into_iter()))?;
        self.styles.put(self.sheet, self.row, 1, &value)?;
        self.row += 1;
        Ok(())
    }
}

pub(super) fn sheet(workbook: &mut Workbook, v: &View, context: &Context, styles: &Styles) -> Result<(), XlsxError> {
    let texts = context.texts;
    let sheet = workbook.add_worksheet();
    sheet.set_name(texts.text("report.xlsx.summary"))?;
    for (column, width) in WIDTHS.into_iter().enumerate() {
        sheet.set_column_width(super::grid::place(column), width)?;
    }
    sheet.write_string_with_format(0, 0, v.t("report.title"), &styles.title)?;
    let mut page = Page { sheet, styles, row: 1 };
    for fact in &v.facts {
        page.fact(&fact.name, &fact.value)?;
    }
    if !v.gaps.is_empty() {
        page.heading(v.t("report.gaps"))?;
        for gap in &v.gaps {
            let lines: Vec<String> = gap.lines.iter().map(GapLine::flat).chain(gap.more.clone()).collect();
            page.line(&[Cell::text(gap.heading.clone()), Cell::text(lines.join("\n"))])?;
        }
    }
    if !v.jobs.is_empty() {
        page.heading(v.t("report.ranking"))?;
        let heads = ["report.ranking.rank", "report.ranking.work", "report.ranking.class", "report.ranking.decided"];
        page.head(&heads.map(|key| v.t(key)))?;
        let from = page.row;
        for job in v.jobs.iter().take(super::grid::MOST_ROWS / 2) {
            let name = if job.place.is_empty() { job.name.clone() } else { format!("{} ({})", job.name, job.place) };
            page.line(&[
                Cell::Number(job.rank as f64, super::grid::RANK),
                Cell::text(name),
                Cell::Class(job.badge.short.clone()),
                Cell::text(job.decided.clone()),
            ])?;
        }
        let to = page.row - 1;
        classes(page.sheet, 2, from, to, texts)?;
    }
    if !v.first.is_empty() {
        page.heading(v.t("report.first"))?;
        for (at, first) in v.first.iter().enumerate() {
            page.line(&[
                Cell::text(format!("{}. {}", at + 1, first.level)),
                Cell::text(first.measure.text.clone()),
                Cell::text(first.measure.evidence.clone()),
                Cell::text(format!("{}: {}", v.t("report.first.for"), first.jobs)),
            ])?;
        }
        page.line(&[Cell::Empty, Cell::text(v.t("report.first.note"))])?;
    }
    page.heading(v.t("report.law"))?;
    for words in &v.law {
        page.line(&[Cell::Empty, Cell::text(words.clone())])?;
    }
    page.heading(v.t("report.reading"))?;
    page.line(&[Cell::Empty, Cell::text(v.t("report.reading.own"))])?;
    let from = page.row;
    for (badge, meaning) in &v.reading {
        page.line(&[Cell::Class(badge.short.clone()), Cell::text(meaning.clone())])?;
    }
    let to = page.row - 1;
    classes(page.sheet, 0, from, to.max(from), texts)?;
    paper(page.sheet, texts);
    Ok(())
}

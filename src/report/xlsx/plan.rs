//! The plan of action as a table of the spreadsheet program, with words to choose from, and the
//! lists behind it. `--plan` reads this sheet back.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Table, TableColumn, TableStyle,
    Workbook, Worksheet, XlsxError,
};

use super::grid::{Cell, MOST_ROWS, RANK, Styles, classes, clipped, code_with_unit, height, paper, place};
use crate::domain::choice::{CostClass, PlanStatus};
use crate::domain::plan::{Entered, PlanColumn, PlanEntry};
use crate::domain::{Date, Language, Plan};
use crate::report::plan::{cell, cost_key, status_key};
use crate::text::Catalogue;

/// Rows below the plan that are ready for lines of the user's own.
const ROOM: u32 = 200;
/// Names that the list of owners has room for.
const NAMES: u32 = 200;

/// The plan. The lists that it chooses from stand on a sheet of their own ([`lists`]).
pub(super) fn sheet(workbook: &mut Workbook, plan: &Plan, styles: &Styles, texts: &Catalogue) -> Result<(), XlsxError> {
    write(styles.long_sheet(workbook)?, plan, styles, texts, texts.text("report.xlsx.lists"))
}

/// The lists behind the plan.
pub(super) fn lists(workbook: &mut Workbook, plan: &Plan, styles: &Styles, texts: &Catalogue) -> Result<(), XlsxError> {
    owners(workbook.add_worksheet(), plan, styles, texts, texts.text("report.xlsx.lists"))
}

/// A header as people read it, which is also how it is read back: `Gereed op`.
fn head(column: PlanColumn, language: Language) -> String {
    let name = match language {
        Language::Dutch => column.nl(),
        Language::English => column.key(),
    };
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}

const fn width(column: PlanColumn) -> f64 {
    match column {
        PlanColumn::Rank => 5.0,
        PlanColumn::Value => 11.0,
        PlanColumn::Due
        | PlanColumn::Remeasure
        | PlanColumn::Status
        | PlanColumn::Date
        | PlanColumn::Cost
        | PlanColumn::MeasureId
        | PlanColumn::Standing
        | PlanColumn::Id => 14.0,
        PlanColumn::Class | PlanColumn::ExpectedClass | PlanColumn::Level | PlanColumn::Expected => 15.0,
        PlanColumn::Risk | PlanColumn::Measure | PlanColumn::Change => 34.0,
        PlanColumn::Action | PlanColumn::Remark => 28.0,
        PlanColumn::Department
        | PlanColumn::Group
        | PlanColumn::Task
        | PlanColumn::Owner
        | PlanColumn::Evidence
        | PlanColumn::Organisation => 20.0,
    }
}

fn write(sheet: &mut Worksheet, plan: &Plan, styles: &Styles, texts: &Catalogue, lists: &str) -> Result<(), XlsxError> {
    sheet.set_name(texts.text("report.plan"))?;
    let language = texts.language();
    let mut heads: Vec<String> = PlanColumn::ALL.iter().map(|column| head(*column, language)).collect();
    for name in &plan.extra {
        heads.push(unique(name, &heads));
    }
    let columns: Vec<TableColumn> = heads
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let is_own = PlanColumn::ALL.get(at).is_none_or(|column| column.is_entered());
            let format = if is_own { &styles.own_head } else { &styles.head };
            TableColumn::new().set_header(name.as_str()).set_header_format(format)
        })
        .collect();
    let entries = &plan.entries[..plan.entries.len().min(MOST_ROWS)];
    let last = u32::try_from(entries.len().max(1)).unwrap_or(u32::MAX);
    let table = Table::new().set_name("Plan").set_style(TableStyle::Light15).set_banded_rows(false).set_columns(&columns);
    sheet.add_table(0, 0, last, place(heads.len() - 1), &table)?;
    sheet.set_row_height(0, 32)?;
    for (at, entry) in entries.iter().enumerate() {
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let cells: Vec<Cell> = PlanColumn::ALL.iter().map(|column| cell_of(entry, *column, at + 1, texts)).collect();
        for (column, cell) in cells.iter().enumerate() {
            styles.put(sheet, row, place(column), cell)?;
        }
        sheet.set_row_height(row, height(cells.iter().zip(PlanColumn::ALL.iter().map(|column| width(*column)))))?;
        for (column, text) in entry.follow.extra.iter().enumerate() {
            styles.put(sheet, row, place(PlanColumn::ALL.len() + column), &Cell::text(text.clone()))?;
        }
    }
    for (at, column) in PlanColumn::ALL.iter().enumerate() {
        sheet.set_column_width(place(at), width(*column))?;
        if matches!(column, PlanColumn::Class | PlanColumn::ExpectedClass) {
            classes(sheet, place(at), 1, last, texts)?;
        }
        if let Some(rule) = rule(*column, lists, texts)? {
            sheet.add_data_validation(1, place(at), last.saturating_add(ROOM), place(at), &rule)?;
        }
        if column.is_entered() && matches!(column, PlanColumn::Due | PlanColumn::Remeasure) {
            sheet.set_column_format(place(at), styles.date())?;
        }
    }
    let task = PlanColumn::ALL.iter().position(|column| *column == PlanColumn::Risk).unwrap_or(0);
    let printed = PlanColumn::ALL.iter().position(|column| *column == PlanColumn::Remark).unwrap_or(0);
    sheet.set_freeze_panes(1, place(task))?;
    sheet.set_repeat_rows(0, 0)?;
    paper(sheet, texts);
    // So many columns on A4 would be too small to read.
    sheet.set_paper_size(8);
    sheet.set_print_area(0, 0, last, place(printed))?;
    Ok(())
}

/// A header that no other column has: a table takes none twice, whatever its case.
fn unique(name: &str, heads: &[String]) -> String {
    let taken = |name: &str| heads.iter().any(|head| head.to_lowercase() == name.to_lowercase());
    let name: String = clipped(name).chars().take(200).collect();
    let mut unique = name.clone();
    let mut again = 2;
    while taken(&unique) {
        unique = format!("{name} {again}");
        again += 1;
    }
    unique
}

fn cell_of(entry: &PlanEntry, column: PlanColumn, rank: usize, texts: &Catalogue) -> Cell {
    let day = |entered: &Entered<Date>| match entered {
        Entered::Value(date) => Cell::Date(*date),
        Entered::Empty => Cell::Empty,
        Entered::Unread(text) => Cell::text(text.clone()),
    };
    match column {
        PlanColumn::Rank => Cell::Number(rank as f64, RANK),
        PlanColumn::Value => match entry.risk.value {
            Some((value, unit)) => Cell::Number(value, code_with_unit(unit)),
            None => Cell::Empty,
        },
        PlanColumn::Date => Cell::date(entry.place.date),
        PlanColumn::Due => day(&entry.follow.due),
        PlanColumn::Remeasure => day(&entry.follow.remeasure),
        column => Cell::text(cell(entry, column, texts)),
    }
}

/// What can be chosen or typed in a column.
fn rule(column: PlanColumn, lists: &str, texts: &Catalogue) -> Result<Option<DataValidation>, XlsxError> {
    let words = |words: Vec<&str>| -> Result<DataValidation, XlsxError> {
        DataValidation::new()
            .allow_list_strings(&words)?
            .set_error_title(texts.text("report.xlsx.choose"))?
            .set_error_message(words.join(", "))
    };
    Ok(match column {
        PlanColumn::Status => Some(words(PlanStatus::ALL.iter().map(|status| texts.text(status_key(*status))).collect())?),
        PlanColumn::Cost => Some(words(CostClass::ALL.iter().map(|cost| texts.text(cost_key(*cost))).collect())?),
        // Any other name can be typed too.
        PlanColumn::Owner => Some(
            DataValidation::new()
                .allow_list_formula(Formula::new(format!("='{lists}'!$A$2:$A${}", NAMES + 1)))
                .show_error_message(false),
        ),
        PlanColumn::Due | PlanColumn::Remeasure => Some(
            DataValidation::new()
                .allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(2000, 1, 1)?))
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title(texts.text("report.xlsx.day"))?
                .set_error_message(texts.text("report.xlsx.day.message"))?,
        ),
        _ => None,
    })
}

/// Who can be chosen as owner: who is named in the plan, then roles to begin with. To be extended.
fn owners(sheet: &mut Worksheet, plan: &Plan, styles: &Styles, texts: &Catalogue, name: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_column_width(0, 36)?;
    sheet.set_column_width(2, 70)?;
    sheet.write_string_with_format(0, 0, head(PlanColumn::Owner, texts.language()), &styles.own_head)?;
    styles.put(sheet, 0, 2, &Cell::text(texts.text("report.xlsx.lists.note")))?;
    let mut names: Vec<String> = plan.entries.iter().map(|entry| entry.follow.owner.clone()).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.extend(texts.text("report.xlsx.roles").split(';').map(|role| role.trim().to_owned()));
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    for (at, name) in (1..=NAMES).zip(&names) {
        styles.put(sheet, at, 0, &Cell::text(name.clone()))?;
    }
    paper(sheet, texts);
    Ok(())
}

//! Tables on a sheet: a header row that stays, a filter, widths, formats, paper.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatText, ConditionalFormatTextRule, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::domain::{Class, Date, Unit};
use crate::report::palette::{ACCENT, INK, MUTED, RULE, Rgb, TRACK, swatch};
use crate::report::{Context, class_key};
use crate::text::Catalogue;

/// The longest text that a cell can hold.
const LONGEST: usize = 32_000;
/// The most rows that a sheet can have, with room for what stands above them.
pub(super) const MOST_ROWS: usize = 1_048_000;

/// What a cell holds. Text is never a formula, whatever it begins with.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Empty,
    Text(String),
    /// A number, unrounded, with the code of its format.
    Number(f64, &'static str),
    Date(Date),
    /// The words of a class, with its caveats.
    Class(String),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn number(value: Option<f64>, code: &'static str) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value, code))
    }

    pub(super) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// Whole numbers.
pub(super) const WHOLE: &str = "0";
/// A rank, which stands at the left.
pub(super) const RANK: &str = "#0";
/// All digits that were entered.
pub(super) const AS_ENTERED: &str = "General";
/// A day, in both languages without a doubt which part is the month.
const DAY: &str = "dd-mm-yyyy";

/// The code of the format in which a computed number in `unit` is shown. The number itself keeps
/// all its digits; the decimal sign is that of the reader's own program.
pub(super) const fn code(unit: Unit) -> &'static str {
    match unit {
        Unit::Count | Unit::Second | Unit::Degree | Unit::Celsius => WHOLE,
        Unit::Acceleration => "0.000",
        Unit::Percent => "0.0",
        _ => "0.00",
    }
}

/// The same with the unit behind it, for a column in which units differ.
pub(super) const fn code_with_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Acceleration => "0.000\" m/s²\"",
        Unit::Percent => "0.0\" %\"",
        Unit::Kilogram => "0.00\" kg\"",
        other => code(other),
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// In characters.
    pub(super) width: f64,
    /// Whether it holds classes, which are coloured.
    pub(super) is_class: bool,
}

impl Column {
    pub(super) fn new(name: impl Into<String>, width: f64) -> Self {
        Self { name: name.into(), width, is_class: false }
    }

    pub(super) fn class(name: impl Into<String>) -> Self {
        Self { name: name.into(), width: 17.0, is_class: true }
    }
}

/// The formats of the workbook.
pub(super) struct Styles {
    /// Whether rows go to a temporary file as they are written, and not to memory.
    through_file: bool,
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) head: Format,
    /// The head of a column that people fill in.
    pub(super) own_head: Format,
    date: Format,
    rank: Format,
    numbers: BTreeMap<&'static str, Format>,
}

pub(super) fn colour(Rgb(r, g, b): Rgb) -> Color {
    Color::RGB(u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b))
}

impl Styles {
    pub(super) fn new(through_file: bool) -> Self {
        let plain = Format::new().set_align(FormatAlign::Top).set_font_color(colour(INK));
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_color(Color::White)
            .set_background_color(colour(ACCENT))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_color(colour(RULE));
        Self {
            through_file,
            title: Format::new().set_bold().set_font_size(18).set_font_color(colour(ACCENT)),
            heading: Format::new().set_bold().set_font_size(13).set_font_color(colour(ACCENT)).set_align(FormatAlign::Bottom),
            label: Format::new().set_align(FormatAlign::Top).set_font_color(colour(MUTED)).set_text_wrap(),
            text: plain.clone().set_text_wrap(),
            own_head: head.clone().set_background_color(colour(TRACK)).set_font_color(colour(INK)),
            head,
            rank: plain.clone().set_num_format(RANK).set_align(FormatAlign::Left),
            date: plain.clone().set_num_format(DAY).set_align(FormatAlign::Left),
            numbers: BTreeMap::from_iter(
                [
                    WHOLE,
                    AS_ENTERED,
                    code(Unit::Acceleration),
                    code(Unit::Percent),
                    code(Unit::None),
                    code_with_unit(Unit::Acceleration),
                    code_with_unit(Unit::Percent),
                    code_with_unit(Unit::Kilogram),
                ]
                .map(|code| (code, plain.clone().set_num_format(code))),
            ),
        }
    }

    pub(super) fn number(&self, code: &str) -> &Format {
        if code == RANK { &self.rank } else { self.numbers.get(code).unwrap_or(&self.text) }
    }

    pub(super) const fn date(&self) -> &Format {
        &self.date
    }

    /// A sheet of many rows, to be written row by row.
    pub(super) fn long_sheet<'w>(&self, workbook: &'w mut Workbook) -> Result<&'w mut Worksheet, XlsxError> {
        if self.through_file { workbook.add_worksheet_with_low_memory() } else { Ok(workbook.add_worksheet()) }
    }

    /// Writes one cell.
    pub(super) fn put(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) | Cell::Class(text) => {
                sheet.write_string_with_format(row, column, clipped(text), &self.text)?;
            }
            Cell::Number(value, code) => {
                sheet.write_number_with_format(row, column, *value, self.number(code))?;
            }
            Cell::Date(date) => {
                let (year, month, day) = date.parts();
                let day = ExcelDateTime::from_ymd(year, month, day)?;
                sheet.write_datetime_with_format(row, column, day, &self.date)?;
            }
        }
        Ok(())
    }
}

/// A text that fits in a cell.
pub(super) fn clipped(text: &str) -> String {
    if text.len() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST / 4).chain(['…']).collect() }
}

/// A place among the columns; no table of ours has more than the 16 384 of a sheet.
pub(super) fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A table that fills a sheet: header in its first row, the first `fixed` columns stay.
pub(super) fn table(
    workbook: &mut Workbook,
    context: &Context,
    styles: &Styles,
    name: &str,
    columns: &[Column],
    fixed: usize,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<(), XlsxError> {
    let sheet = styles.long_sheet(workbook)?;
    sheet.set_name(name)?;
    for (at, column) in columns.iter().enumerate() {
        sheet.set_column_width(place(at), column.width)?;
        sheet.write_string_with_format(0, place(at), clipped(&column.name), &styles.head)?;
    }
    let mut last = 0;
    for (at, cells) in rows.take(MOST_ROWS).enumerate() {
        last = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (column, cell) in cells.iter().enumerate() {
            styles.put(sheet, last, place(column), cell)?;
        }
        sheet.set_row_height(last, height(cells.iter().zip(columns.iter().map(|column| column.width))))?;
    }
    let right = place(columns.len().saturating_sub(1));
    sheet.autofilter(0, 0, last.max(1), right)?;
    sheet.set_freeze_panes(1, place(fixed))?;
    sheet.set_repeat_rows(0, 0)?;
    for (at, _) in columns.iter().enumerate().filter(|(_, column)| column.is_class) {
        classes(sheet, place(at), 1, last.max(1), context.texts)?;
    }
    paper(sheet, context.texts);
    // A wide table on one page cannot be read: the first columns come back on every page.
    let width: f64 = columns.iter().map(|column| column.width).sum();
    if width > PAGE {
        sheet.set_print_fit_to_pages(0, 0).set_print_scale(60);
        let name = place(fixed.saturating_sub(1));
        sheet.set_repeat_columns(name, name)?;
    }
    Ok(())
}

/// The characters across a page that can still be read.
const PAGE: f64 = 320.0;
/// The height of a line of text, in points.
const LINE: f64 = 15.0;
/// The most lines that a row shows; the cell holds all of them.
const MOST_LINES: usize = 12;

/// The height of a row in which every text is seen: some programs do not find it themselves.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a Cell, f64)>) -> f64 {
    let lines = |(cell, width): (&Cell, f64)| match cell {
        Cell::Text(text) | Cell::Class(text) => text.lines().map(|line| lines_of(line, width)).sum(),
        Cell::Empty | Cell::Number(..) | Cell::Date(_) => 1,
    };
    LINE * cells.map(lines).max().unwrap_or(1).clamp(1, MOST_LINES) as f64
}

/// How many lines words take in a column, broken between words.
fn lines_of(text: &str, width: f64) -> usize {
    let (mut lines, mut at) = (1, 0.0);
    for word in text.split(' ') {
        let length = word.chars().count() as f64 * 1.05;
        if at > 0.0 && at + length > width {
            lines += 1;
            at = 0.0;
        }
        at += length + 1.0;
    }
    lines
}

/// Landscape on A4, as wide as the paper, a page number at the foot.
pub(super) fn paper(sheet: &mut Worksheet, texts: &Catalogue) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&A&R{} &P {} &N", texts.text("report.page"), texts.text("report.of")));
}

/// The colours of the classes in a column; the word always stands there too. A class with a caveat
/// is painted paler where it is *no exceedance*.
pub(super) fn classes(sheet: &mut Worksheet, column: u16, from: u32, to: u32, texts: &Catalogue) -> Result<(), XlsxError> {
    let painted = |fill: Rgb, ink: Rgb| Format::new().set_background_color(colour(fill)).set_font_color(colour(ink));
    let green = swatch(Some(Class::Acceptable));
    let plain = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(texts.text(class_key(Class::Acceptable)).to_owned()))
        .set_format(painted(green.fill, green.on_fill))
        .set_stop_if_true(true);
    sheet.add_conditional_format(from, column, to, column, &plain)?;
    // Most severe first: the words for *very high* end in those for *high*.
    for class in Class::ALL.into_iter().rev() {
        let swatch = swatch(Some(class));
        let format = if class == Class::Acceptable { painted(swatch.tint, INK) } else { painted(swatch.fill, swatch.on_fill) };
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::EndsWith(texts.text(class_key(class)).to_owned()))
            .set_format(format)
            .set_stop_if_true(true);
        sheet.add_conditional_format(from, column, to, column, &rule)?;
    }
    Ok(())
}

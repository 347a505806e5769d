//! Workbooks: `.xlsx` and `.ods`, and what else is read for free.
//!
//! The cells of a sheet have types: a number is a number whatever its decimal sign looks like. Text
//! that holds a number is read as in a text file. The header is the first row that is not empty;
//! the table ends where its header ends. A workbook is read whole.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{Data, DataRef, Reader, Sheets, StyleRange};

use super::cell::{Read, Reading, within};
use super::dialect::Dialect;
use super::error::Error;
use super::header::{Header, clip};
use super::layout::{Layout, Unclear};
use super::number::{self, Decimal, Style, Telling};
use super::row::StreamRow;
use super::stream::MOST_COLUMNS;
use super::{Options, beside, opendocument, record};
use crate::domain::{Arg, Cell, Column, Date, Fault, Language, Phrase};

/// A row of a sheet: its number, counted from 0, and its filled cells by their place.
type SheetRow = (u32, Vec<(u32, Data)>);

/// A sheet of a workbook that is read row by row.
#[derive(Debug)]
pub struct Sheet {
    layout: Arc<Layout>,
    rows: std::vec::IntoIter<SheetRow>,
    /// Where the first cell of the header stands.
    left: u32,
    styles: StyleRange,
    style: Style,
    /// Whether there are cells beside the table.
    outside: bool,
}

impl Sheet {
    /// Opens the workbook in `bytes`. What is repeated of its rows is written as a spreadsheet
    /// program in `language` would: [`Dialect::DUTCH`] with decimal commas, or
    /// [`Dialect::ENGLISH`] with points. `results` as in [`stream`](super::stream()).
    ///
    /// # Errors
    /// When it is no workbook that can be read, has no such sheet, or its header is refused.
    pub fn open(bytes: &[u8], options: &Options, language: Language, results: &[&str]) -> Result<Self, Error> {
        opendocument::check(bytes)?;
        let (rows, styles) = guarded(|| {
            let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
            let name = sheet_name(&workbook.sheet_names(), options.sheet.as_deref())?;
            let styles = workbook.worksheet_style(&name).unwrap_or_default();
            Ok((read(&mut workbook, &name)?, styles))
        })?;
        let mut rows = rows.into_iter();
        let dialect = match language {
            Language::Dutch => Dialect::DUTCH,
            Language::English => Dialect::ENGLISH,
        };
        let decimal = written_decimal(dialect);
        let (at, cells) = rows.next().ok_or_else(|| Error::Refused(Phrase::new("input.refused.empty")))?;
        let (left, right) = (cells[0].0, cells[cells.len() - 1].0);
        // A damaged reference may name a column that no sheet has: no memory for what lies between.
        if (right - left) as usize >= MOST_COLUMNS {
            return Err(Error::Refused(Phrase::new("input.refused.header_too_long").exact("most", MOST_COLUMNS as f64)));
        }
        let mut names = vec![String::new(); (right - left) as usize + 1];
        for (place, data) in &cells {
            names[(place - left) as usize] = words(data, decimal);
        }
        let header = Header::new(&names, row_number(at), results)?;
        let outside = rows.as_slice().iter().any(|(_, cells)| cells[0].0 < left || cells[cells.len() - 1].0 > right);
        let layout = Arc::new(Layout::new(header, dialect, options));
        let mut sheet = Self { layout, rows, left, styles, style: Style::Open, outside };
        sheet.style = match options.decimal {
            Some(decimal) => Style::Forced(decimal),
            None => sheet.found_style()?,
        };
        Ok(sheet)
    }

    /// The header.
    pub fn header(&self) -> &Header {
        self.layout.header()
    }

    /// How what is repeated of its rows is written.
    pub fn dialect(&self) -> &Dialect {
        self.layout.dialect()
    }

    /// The decimal sign of numbers that stand in it as text; `None` if there are none that tell.
    pub const fn decimal(&self) -> Option<Decimal> {
        self.style.decimal()
    }

    /// The decimal sign of what is repeated of its rows.
    pub fn written_decimal(&self) -> Decimal {
        written_decimal(*self.dialect())
    }

    /// What must be said of the sheet: its unknown columns, and cells beside the table.
    pub fn notes(&self) -> Vec<Phrase> {
        let mut notes = self.header().notes();
        if self.outside {
            notes.push(Phrase::new("input.note.outside_table"));
        }
        notes
    }

    /// Reads the next row that is not wholly empty into `row`; `false` at the end of the sheet.
    pub fn next(&mut self, row: &mut StreamRow<'_>) -> bool {
        let layout = Arc::clone(&self.layout);
        for (at, cells) in self.rows.by_ref() {
            let width = layout.header().len();
            let inside = cells.into_iter().filter_map(|(place, data)| {
                let place = place.checked_sub(self.left)? as usize;
                (place < width).then_some((place, data))
            });
            row.start(row_number(at));
            row.cells.clear();
            let mut values = vec![Data::Empty; width];
            for (place, data) in inside {
                values[place] = data;
            }
            if values.iter().all(|value| matches!(value, Data::Empty)) {
                continue;
            }
            write_record(row, &values, *layout.dialect());
            for (place, ((column, reading), value)) in layout.readings.iter().zip(&values).enumerate() {
                if matches!(reading, Reading::Skip) {
                    continue;
                }
                let shown = self.styles.get((at, self.left.saturating_add(u32::try_from(place).unwrap_or(u32::MAX))));
                let percent =
                    shown.and_then(|style| style.number_format.as_ref()).is_some_and(|format| format.format_code.contains('%'));
                set(row, *column, reading, value, percent, self.style);
            }
            for beside in &layout.beside {
                let read = meaning(&values[beside.place], &beside.reading, false, self.style);
                let found = words(&values[beside.place], Decimal::Comma);
                beside::keep(row, beside, read, found.as_bytes());
            }
            beside::finish(row, &layout.beside);
            layout.check(row);
            return true;
        }
        false
    }

    /// What the numbers that stand in it as text tell.
    fn found_style(&self) -> Result<Style, Error> {
        let mut unclear = None;
        for (at, cells) in self.rows.as_slice() {
            for (place, data) in cells {
                let Some(place) = place.checked_sub(self.left).map(|place| place as usize) else { continue };
                let Some((_, reading)) = self.layout.readings.get(place) else { continue };
                let Data::String(text) = data else { continue };
                if !reading.is_number() && !self.layout.is_number_beside(place) {
                    continue;
                }
                match number::tell(text.as_bytes()) {
                    Telling::Nothing => {}
                    Telling::Tells(decimal) => return Ok(Style::Found(decimal)),
                    Telling::Ambiguous => {
                        unclear.get_or_insert_with(|| Unclear { row: row_number(*at), place, found: text.clone() });
                    }
                }
            }
        }
        unclear.map_or(Ok(Style::Open), |unclear| Err(self.layout.refuse(&unclear)))
    }
}

/// The filled cells of a sheet as they are shown, by row number and place. `choose` finds the sheet
/// among the names.
///
/// # Errors
/// When it is no workbook that can be read, or `choose` refuses it.
pub(super) fn texts(bytes: &[u8], choose: fn(&[String]) -> Option<String>) -> Result<Vec<TextRow>, Error> {
    opendocument::check(bytes)?;
    let rows = guarded(|| {
        let mut workbook = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
        let name = choose(&workbook.sheet_names()).ok_or_else(|| Error::Refused(Phrase::new("input.refused.empty")))?;
        read(&mut workbook, &name)
    })?;
    let shown = |(at, cells): SheetRow| {
        let cells = cells.iter().map(|(place, data)| (*place as usize, words(data, Decimal::Comma)));
        (row_number(at), cells.collect())
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// A row number with the filled cells of the row, by their place.
pub(super) type TextRow = (u64, Vec<(usize, String)>);

/// The crate that reads workbooks panics on some damaged ones (its sums are checked for overflow in
/// every build, so that none is misread): then the file cannot be read, and the program goes on.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(unreadable()))
}

fn unreadable() -> Error {
    Error::Refused(Phrase::new("input.refused.workbook_unreadable"))
}

const fn written_decimal(dialect: Dialect) -> Decimal {
    if dialect.delimiter == b';' { Decimal::Comma } else { Decimal::Point }
}

fn row_number(at: u32) -> u64 {
    u64::from(at) + 1
}

fn sheet_name(names: &[String], wanted: Option<&str>) -> Result<String, Error> {
    let listed = || Arg::List(names.iter().map(|name| Arg::Text(clip(name))).collect());
    match wanted {
        None => names.first().cloned().ok_or_else(|| Error::Refused(Phrase::new("input.refused.empty"))),
        Some(wanted) => {
            names.iter().find(|name| name.trim().to_lowercase() == wanted.trim().to_lowercase()).cloned().ok_or_else(|| {
                Error::Refused(Phrase::new("input.refused.no_such_sheet").text("found", clip(wanted)).with("sheets", listed()))
            })
        }
    }
}

/// The filled cells of a sheet. One cell far away costs no more than any other: the grid between
/// is never made where the format allows that.
fn read(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Vec<SheetRow>, Error> {
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut add = |row: u32, place: u32, data: Data| {
        if is_blank(&data) {
            return;
        }
        match rows.last_mut() {
            Some((last, cells)) if *last == row => cells.push((place, data)),
            _ => rows.push((row, vec![(place, data)])),
        }
    };
    if let Sheets::Xlsx(workbook) = workbook {
        let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| unreadable())?;
        while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
            let (row, place) = cell.get_position();
            add(row, place, owned(cell.get_value()));
        }
    } else {
        let range = workbook.worksheet_range(name).map_err(|_| unreadable())?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, place, data) in range.used_cells() {
            let far = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            add(top.saturating_add(far(row)), left.saturating_add(far(place)), data.clone());
        }
    }
    // Sheets are written in order; one that is not is put in order.
    rows.sort_by_key(|row| row.0);
    rows.dedup_by(|next, first| {
        let same = next.0 == first.0;
        if same {
            first.1.append(&mut next.1);
        }
        same
    });
    for (_, cells) in &mut rows {
        cells.sort_by_key(|cell| cell.0);
    }
    Ok(rows)
}

fn owned(data: &DataRef<'_>) -> Data {
    Data::from(data.clone())
}

fn is_blank(data: &Data) -> bool {
    match data {
        Data::Empty => true,
        Data::String(text) => number::tidy(text).is_empty(),
        _ => false,
    }
}

/// Sets the cell of `column` to what `data` means.
fn set(row: &mut StreamRow<'_>, column: Column, reading: &Reading, data: &Data, percent: bool, style: Style) {
    match meaning(data, reading, percent, style) {
        Ok(Read::Cell(cell)) => row.cells.set(column, cell),
        Ok(Read::Date(day)) => {
            row.date = Some(day);
            row.cells.set(column, Cell::Filled);
        }
        Err(fault) => row.reject(column, fault, words(data, Decimal::Comma).as_bytes()),
    }
}

/// What `data` means to a reading.
fn meaning(data: &Data, reading: &Reading, percent: bool, style: Style) -> Result<Read, Fault> {
    match (data, reading) {
        (Data::Empty, _) => Ok(Read::Cell(Cell::Empty)),
        (Data::Error(_), _) => Err(Fault::SpreadsheetError),
        (Data::Float(value), Reading::Number { bounds, percent: column }) => {
            number(if percent && *column { hundredfold(*value) } else { *value }).and_then(|value| within(value, bounds))
        }
        (Data::Int(value), Reading::Number { bounds, .. }) => within(*value as f64, bounds),
        (Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_), Reading::Number { .. }) => Err(Fault::LooksLikeDate),
        (Data::DateTime(_) | Data::DateTimeIso(_), Reading::Date) => day(data).map(Read::Date).ok_or(Fault::NotADate),
        _ => reading.read(number::tidy(&words(data, Decimal::Point)).as_bytes(), plain(data, style)),
    }
}

/// Numbers are given to the readers of text with a point.
const fn plain(data: &Data, style: Style) -> Style {
    if matches!(data, Data::String(_)) { style } else { Style::Forced(Decimal::Point) }
}

fn number(value: f64) -> Result<f64, Fault> {
    if value.is_finite() { Ok(value + 0.0) } else { Err(Fault::NotFinite) }
}

/// A share that is shown as 7 % is kept as 0.07; the decimal point is moved, so that it is 7 again
/// and not 7.000000000000001.
fn hundredfold(value: f64) -> f64 {
    format!("{value}e2").parse().unwrap_or(value * 100.0)
}

fn day(data: &Data) -> Option<Date> {
    match data {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Date::new(year, month, day)
        }
        Data::DateTimeIso(text) => super::date::parse(text),
        _ => None,
    }
}

/// What a cell shows, with this decimal sign.
fn words(data: &Data, decimal: Decimal) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(value) => value.to_string().replace('.', &decimal.mark().to_string()),
        Data::Bool(value) => if *value { "ja" } else { "nee" }.to_owned(),
        Data::DateTime(_) | Data::DateTimeIso(_) => day(data).map_or_else(|| data.to_string(), |day| day.to_string()),
        Data::Int(_) | Data::Error(_) => data.to_string(),
    }
}

/// Writes the cells as a record, for repeating them.
fn write_record(row: &mut StreamRow<'_>, values: &[Data], dialect: Dialect) {
    let (record, places) = (row.record.to_mut(), &mut row.places);
    record.clear();
    places.clear();
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            record.push(dialect.delimiter);
        }
        let from = record.len();
        record::write(words(value, written_decimal(dialect)).as_bytes(), dialect.delimiter, record);
        places.push(from, record.len());
    }
    row.count = places.len();
    row.delimiter = None;
}

//! Whether an `OpenDocument` workbook can be read at all, looked at before it is.
//!
//! The crate that reads workbooks waits for ever for the end of a table that was cut off, and makes
//! the whole grid that repeated cells describe: a line of a file may stand for 10¹⁰ cells.

use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::Error;
use crate::domain::Phrase;

/// A sheet may have this many cells, and two for every byte that describes it.
const CELLS: u64 = 1_000_000;

/// The part of a sheet's grid that is in use, so far.
#[derive(Default)]
struct Grid {
    rows: u64,
    columns: u64,
    repeated: u64,
    last_row: u64,
    width: u64,
}

impl Grid {
    fn row(&mut self, element: &BytesStart<'_>) {
        self.repeated = count(element, "table:number-rows-repeated");
        self.rows = self.rows.saturating_add(self.repeated);
        self.columns = 0;
    }

    fn cell(&mut self, element: &BytesStart<'_>, is_empty: bool) {
        self.columns = self.columns.saturating_add(count(element, "table:number-columns-repeated"));
        if !is_empty || element.attributes().count() > 1 {
            self.last_row = self.rows;
            self.width = self.width.max(self.columns);
        }
    }

    const fn cells(&self) -> u64 {
        self.last_row.saturating_mul(self.width)
    }
}

/// How often an element stands for itself.
fn count(element: &BytesStart<'_>, name: &str) -> u64 {
    let attribute = element.try_get_attribute(name).ok().flatten();
    attribute.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

/// Nothing if `bytes` are another kind of workbook, or an `OpenDocument` one that can be read.
///
/// # Errors
/// When its content is cut off or no XML, or describes a grid out of all proportion.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let unreadable = || Error::Refused(Phrase::new("input.refused.workbook_unreadable"));
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let Ok(content) = archive.by_name("content.xml") else { return Ok(()) };
    let mut reader = Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut grid, mut depth) = (Vec::new(), Grid::default(), 0_u64);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| unreadable())?;
        let is_empty = matches!(event, Event::Empty(_));
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                depth += u64::from(!is_empty);
                let name = element.name();
                match name.as_ref() {
                    "table:table" => grid = Grid::default(),
                    "table:table-row" => grid.row(element),
                    "table:table-cell" | "table:covered-table-cell" => grid.cell(element, is_empty),
                    // Spaces, which are repeated in the same way.
                    "text:s" if count(element, "text:c") > CELLS => return Err(unreadable()),
                    _ => {}
                }
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or_else(unreadable)?,
            Event::Eof if depth > 0 => return Err(unreadable()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        let most = CELLS.saturating_add(reader.buffer_position().saturating_mul(2));
        if grid.cells() > most {
            return Err(Error::Refused(Phrase::new("input.refused.workbook_grid").exact("cells", grid.cells() as f64)));
        }
    }
}

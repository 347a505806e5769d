//! Reading the data that is compiled in. A fault in it is a defect of ours, so that reading panics.

/// A row of a table, its cells found by the header's names.
pub(super) struct Row {
    header: &'static [&'static str],
    cells: &'static [&'static str],
}

impl Row {
    /// The cell under `column`.
    pub(super) fn get(&self, column: &str) -> &'static str {
        let place = self.header.iter().position(|name| *name == column);
        self.cells[place.unwrap_or_else(|| panic!("a data table lacks the column {column}"))]
    }

    /// The cell under `column`, unless it is empty.
    pub(super) fn optional(&self, column: &str) -> Option<&'static str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }

    /// Whether the cell under `column` says yes.
    pub(super) fn yes(&self, column: &str) -> bool {
        match self.get(column) {
            "yes" => true,
            "no" => false,
            other => panic!("{column} must be yes or no, not {other}"),
        }
    }

    /// The number under `column`, unless it is empty.
    pub(super) fn number(&self, column: &str) -> Option<f64> {
        self.optional(column).map(|cell| cell.parse().unwrap_or_else(|_| panic!("{column} must be a number, not {cell}")))
    }

    /// The whole number under `column`.
    pub(super) fn count(&self, column: &str) -> u32 {
        let cell = self.get(column);
        cell.parse().unwrap_or_else(|_| panic!("{column} must be a whole number, not {cell}"))
    }
}

/// The rows of a table in CSV.
pub(super) fn read(table: &'static str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = keep(reader.headers().expect("data tables are valid CSV"));
    reader.records().map(|record| Row { header, cells: keep(&record.expect("data tables are valid CSV")) }).collect()
}

fn keep(record: &csv::StringRecord) -> &'static [&'static str] {
    Vec::leak(record.iter().map(text).collect())
}

/// `text`, for as long as the program runs.
pub(super) fn text(text: impl Into<String>) -> &'static str {
    String::leak(text.into())
}

/// The one of `all` whose key is `key`.
pub(super) fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, key: &str) -> T {
    all.iter().copied().find(|one| name(*one) == key).unwrap_or_else(|| panic!("unknown word {key} in a data table"))
}

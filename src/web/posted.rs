//! What a form sent: the text of each field as typed, and as it was when the page was made.

use crate::domain::Column;
use crate::run::store::CellChange;

/// The fields of a form, in its order.
#[derive(Debug, Clone, Default)]
pub(super) struct Posted(pub(super) Vec<(String, String)>);

impl Posted {
    /// The text of a field.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The text of a column, as typed.
    pub(super) fn cell(&self, column: Column) -> Option<&str> {
        self.text(&format!("c.{}", column.key()))
    }

    /// The columns that were sent, as typed.
    pub(super) fn cells(&self) -> Vec<(Column, String)> {
        let typed = Column::ALL.iter().filter_map(|&column| Some((column, clean(self.cell(column)?))));
        typed.collect()
    }

    /// The columns whose text is another than when the page was made.
    pub(super) fn changes(&self) -> Vec<CellChange> {
        self.cells()
            .into_iter()
            .filter_map(|(column, after)| {
                let before = clean(self.text(&format!("w.{}", column.key())).unwrap_or(""));
                (before != after).then_some(CellChange { column, before, after })
            })
            .collect()
    }
}

/// Without what no cell can hold: forms send line ends as CRLF, and zero bytes are no text.
pub(super) fn clean(text: &str) -> String {
    text.replace('\0', "").replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_a_change() {
        let field = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let posted = Posted(vec![
            field("c.load_kg", " 12,5 "),
            field("w.load_kg", "12,5"),
            field("c.note", "a\r\nb\0"),
            field("w.note", "a"),
            field("c.nonsense", "x"),
            field("c.hands", "2"),
        ]);
        let changes = posted.changes();
        assert_eq!(changes.len(), 2);
        assert_eq!((changes[0].column, changes[0].after.as_str()), (Column::Note, "a\nb"));
        assert_eq!((changes[1].column, changes[1].before.as_str()), (Column::Hands, ""));
    }
}

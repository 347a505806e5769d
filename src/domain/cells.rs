//! One row of a task file after reading: for each column what is known of it.
//!
//! Everything downstream starts from here: `score` fills one of these per row, a redesign or a
//! slider overrides one cell and assesses again.

use super::doubt::Doubt;
use super::{Column, ColumnSet};

/// What is known of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Cell {
    /// Nothing was entered: not measured.
    #[default]
    Empty,
    /// Something was entered that cannot be used; the problem says what.
    Rejected,
    /// A finite number within the column's bounds, in the column's unit.
    Number(f64),
    /// The place of the chosen word in the column's list.
    Choice(u8),
    /// Text or a date is there; its words are kept beside the row.
    Filled,
}

/// One row: a cell for each column, and what is known of the doubt about a few of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    known: [Cell; Column::COUNT],
    /// The columns whose cells are not empty.
    entered: ColumnSet,
    /// Sparse: most rows have none, and then it costs nothing.
    doubts: Vec<(Column, Doubt)>,
}

impl Default for Cells {
    fn default() -> Self {
        Self { known: [Cell::Empty; Column::COUNT], entered: ColumnSet::EMPTY, doubts: Vec::new() }
    }
}

impl Cells {
    /// The cell in `column`.
    pub const fn get(&self, column: Column) -> Cell {
        self.known[column as usize]
    }

    /// Overrides the cell in `column`.
    #[inline]
    pub const fn set(&mut self, column: Column, cell: Cell) {
        self.known[column as usize] = cell;
        match cell {
            Cell::Empty => self.entered.remove(column),
            _ => self.entered.insert(column),
        }
    }

    /// Makes every cell empty and forgets all doubt. What was empty costs nothing.
    #[inline]
    pub fn clear(&mut self) {
        self.refill(|_| ());
    }

    /// Makes every cell empty, forgets all doubt and has `fill` set those of the next row. What both rows have
    /// is not emptied in between; `fill` is not to look at what it has not set.
    #[inline]
    pub fn refill<T>(&mut self, fill: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(&mut self.entered);
        self.doubts.clear();
        let filled = fill(self);
        for place in before.without(self.entered).places() {
            self.known[place] = Cell::Empty;
        }
        filled
    }

    /// The columns in which something was entered, usable or not.
    pub const fn entered(&self) -> ColumnSet {
        self.entered
    }

    /// What is known of the doubt about the cell in `column`.
    pub fn doubt(&self, column: Column) -> Option<Doubt> {
        self.doubts.iter().find(|(at, _)| *at == column).map(|(_, doubt)| *doubt)
    }

    /// The half width of the 95 % range of the number in `column`; 0 where none is known.
    pub fn half_width(&self, column: Column) -> f64 {
        match self.doubt(column) {
            Some(Doubt::HalfWidth(half_width, _)) => half_width,
            _ => 0.0,
        }
    }

    /// All that is known of doubt, in the order in which it was entered.
    pub fn doubts(&self) -> &[(Column, Doubt)] {
        &self.doubts
    }

    /// Says how far the cell in `column` may be off; what was said before is replaced.
    pub fn set_doubt(&mut self, column: Column, doubt: Doubt) {
        self.doubts.retain(|(at, _)| *at != column);
        self.doubts.push((column, doubt));
    }

    /// Forgets all doubt.
    pub fn clear_doubts(&mut self) {
        self.doubts.clear();
    }

    /// Whether something usable is in `column`.
    pub const fn is_filled(&self, column: Column) -> bool {
        !matches!(self.get(column), Cell::Empty | Cell::Rejected)
    }

    /// Whether nothing was entered in `column`.
    pub const fn is_empty(&self, column: Column) -> bool {
        matches!(self.get(column), Cell::Empty)
    }

    /// Whether what was entered in `column` cannot be used.
    pub const fn is_rejected(&self, column: Column) -> bool {
        matches!(self.get(column), Cell::Rejected)
    }

    /// The columns whose cells cannot be used.
    pub fn rejected(&self) -> ColumnSet {
        self.entered.iter().filter(|&column| self.is_rejected(column)).fold(ColumnSet::EMPTY, ColumnSet::with)
    }

    /// Whether one of `columns` was filled in, usable or not: whether a method that starts with
    /// them runs.
    #[inline]
    pub const fn starts(&self, columns: &[Column]) -> bool {
        self.entered.meets(ColumnSet::of(columns))
    }

    /// The number in `column`, if there is a usable one.
    pub const fn number(&self, column: Column) -> Option<f64> {
        match self.get(column) {
            Cell::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The place of the word in `column`, if there is a usable one.
    pub const fn choice(&self, column: Column) -> Option<u8> {
        match self.get(column) {
            Cell::Choice(index) => Some(index),
            _ => None,
        }
    }
}

/// Collects what a method needs while it reads a row: the columns that it could not get.
///
/// A method reads all its cells through one of these and then asks [`Needs::unmet`], so that
/// every missing cell is named, not just the first.
#[derive(Debug)]
pub struct Needs<'a> {
    cells: &'a Cells,
    missing: ColumnSet,
    rejected: ColumnSet,
}

impl<'a> Needs<'a> {
    /// Starts reading `cells`.
    pub const fn new(cells: &'a Cells) -> Self {
        Self { cells, missing: ColumnSet::EMPTY, rejected: ColumnSet::EMPTY }
    }

    /// The number in `column`, which is needed. `None` is remembered as missing or rejected.
    pub const fn number(&mut self, column: Column) -> Option<f64> {
        match self.cells.get(column) {
            Cell::Number(value) => Some(value),
            other => {
                self.note(column, other);
                None
            }
        }
    }

    /// The word in `column`, which is needed.
    pub fn choice<T>(&mut self, column: Column, from: fn(u8) -> T) -> Option<T> {
        match self.cells.get(column) {
            Cell::Choice(index) => Some(from(index)),
            other => {
                self.note(column, other);
                None
            }
        }
    }

    /// The number in `column`, which may be absent. A rejected cell is not absent.
    pub const fn optional_number(&mut self, column: Column) -> Option<f64> {
        match self.cells.get(column) {
            Cell::Number(value) => Some(value),
            Cell::Rejected => {
                self.rejected.insert(column);
                None
            }
            _ => None,
        }
    }

    /// The word in `column`, which may be absent. A rejected cell is not absent.
    pub fn optional_choice<T>(&mut self, column: Column, from: fn(u8) -> T) -> Option<T> {
        match self.cells.get(column) {
            Cell::Choice(index) => Some(from(index)),
            Cell::Rejected => {
                self.rejected.insert(column);
                None
            }
            _ => None,
        }
    }

    /// Remembers that `column` is needed and empty, for needs that depend on other cells.
    pub const fn require(&mut self, column: Column) {
        self.note(column, self.cells.get(column));
    }

    const fn note(&mut self, column: Column, cell: Cell) {
        match cell {
            Cell::Empty => self.missing.insert(column),
            Cell::Rejected => self.rejected.insert(column),
            _ => {}
        }
    }

    /// What kept the method from its input, if anything did.
    pub const fn unmet(&self) -> Option<Unmet> {
        if self.missing.is_empty() && self.rejected.is_empty() {
            None
        } else {
            Some(Unmet { missing: self.missing, rejected: self.rejected })
        }
    }
}

/// Why a method that was started could not read its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unmet {
    /// Needed cells that are empty: each is a problem of the row.
    pub missing: ColumnSet,
    /// Cells that were entered but cannot be used: the problem exists already.
    pub rejected: ColumnSet,
}

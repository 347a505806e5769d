//! Typical errors of measurement, for files in which no half widths were entered.

use super::doubt::{Basis, Doubt};
use super::{Cell, Cells, Column};

/// How a row of a profile is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// From a study or document that is named.
    Sourced,
    /// A choice of this project.
    Own,
    /// Stated by the user, in a profile of their own.
    Stated,
}

impl Ground {
    /// The word in a profile, and the key in texts (`profile.ground.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Own => "own",
            Self::Stated => "stated",
        }
    }
}

/// The typical error of one column.
#[derive(Debug, Clone, PartialEq)]
pub struct Typical {
    /// The column.
    pub column: Column,
    /// The half width of the 95 % range, in the column's unit.
    pub half_width: f64,
    /// The same as a percentage of the value; the larger of the two counts.
    pub percent: f64,
    /// How it is known.
    pub ground: Ground,
    /// Where it is from, in Dutch and in English.
    pub source: [String; 2],
}

/// A profile of typical errors.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// What it is called: the name of a file, or of one that the program brings.
    pub name: String,
    /// Its rows, each column once.
    pub rows: Vec<Typical>,
}

impl Profile {
    /// Gives each number of a row that has no half width of its own the typical one.
    pub fn apply(&self, cells: &mut Cells) {
        for typical in &self.rows {
            let column = typical.column;
            if let (Cell::Number(value), None) = (cells.get(column), cells.doubt(column)) {
                let half_width = typical.half_width.max(value.abs() * typical.percent / 100.0);
                cells.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Profile));
            }
        }
    }
}

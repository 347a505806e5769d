//! Values before and after, on the bands of the classes.

use super::ClassBand;
use crate::domain::{Phrase, Unit};

/// Values before and after, one row each.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// What it shows.
    pub title: Phrase,
    /// What the values are.
    pub axis: Phrase,
    /// What they are measured on.
    pub scale: ChangeScale,
    /// The rows, top to bottom.
    pub rows: Vec<ChangeRow>,
}

/// What the values of a row are measured on.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeScale {
    /// Numbers in a unit, through the bands of the classes; the first begins at 0.
    Numbers(Unit, Vec<ClassBand>),
    /// The classes themselves.
    Classes,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRow {
    /// Its name.
    pub label: Phrase,
    /// Before; `None` where there is nothing to show.
    pub before: Option<ChangePoint>,
    /// After; `None` where there is nothing to show.
    pub after: Option<ChangePoint>,
    /// What the change comes to, in few words.
    pub outcome: Phrase,
    /// Whether the two ends may be compared; else no change is claimed.
    pub comparable: bool,
}

/// One end of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePoint {
    /// The value; of classes their number, 0 for the lowest.
    pub value: f64,
    /// Where it lies with a probability of 95 %, if that is known.
    pub range: Option<(f64, f64)>,
    /// Whether it rests on weak ground.
    pub weak: bool,
}

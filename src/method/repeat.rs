//! Which measurement to repeat, and how much better, for the class to be certain.
//!
//! It supposes that a better measurement finds the same value; what it finds is not known before.

use crate::domain::certainty::Advice;
use crate::domain::{Cells, Column, Doubt};

/// Errors cannot be brought below this share of what they are by measuring again. Ours.
pub(super) const SMALLEST: f64 = 0.1;
/// Halvings: to a hundredth of the present error.
const HALVINGS: u32 = 7;

/// What would make a class certain, which it is not. `columns` are those in doubt, the one that
/// matters most first; `suffices` says whether the class is certain for a row.
pub fn advice(cells: &Cells, columns: &[Column], mut suffices: impl FnMut(&Cells) -> bool) -> Advice {
    for &column in columns {
        match cells.doubt(column) {
            Some(Doubt::HalfWidth(half_width, _)) if suffices(&scaled(cells, &[column], SMALLEST)) => {
                let share = largest(HALVINGS, |share| suffices(&scaled(cells, &[column], share)));
                return Advice::Repeat { column, half_width: half_width * share };
            }
            Some(Doubt::Second { .. }) if suffices(&scaled(cells, &[column], 0.0)) => return Advice::Decide { column },
            _ => {}
        }
    }
    let Some(&most) = columns.first() else { return Advice::OnBorder };
    let all: Vec<Column> = cells.doubts().iter().map(|(column, _)| *column).collect();
    if !suffices(&scaled(cells, &all, SMALLEST)) {
        return Advice::OnBorder;
    }
    Advice::RepeatAll { column: most, share: largest(HALVINGS, |share| suffices(&scaled(cells, &all, share))) }
}

/// The row with the errors of these columns at `share` of what they are.
fn scaled(cells: &Cells, columns: &[Column], share: f64) -> Cells {
    let mut row = cells.clone();
    for &column in columns {
        match cells.doubt(column) {
            Some(Doubt::HalfWidth(half_width, basis)) => row.set_doubt(column, Doubt::HalfWidth(half_width * share, basis)),
            Some(Doubt::Second { word, share: second }) => {
                row.set_doubt(column, Doubt::Second { word, share: second * share });
            }
            _ => {}
        }
    }
    row
}

/// The largest share of the errors that suffices, [`SMALLEST`] sufficing and 1 not, found by so many
/// halvings.
pub(super) fn largest(halvings: u32, mut suffices: impl FnMut(f64) -> bool) -> f64 {
    let (mut low, mut high) = (SMALLEST, 1.0);
    for _ in 0..halvings {
        let middle = f64::midpoint(low, high);
        if suffices(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

//! Which measurement to repeat, and how much better, for the class to be certain.
//!
//! It supposes that a better measurement finds the same value; what it finds is not known before.

use super::super::input::Document;
use super::Judge;
use crate::domain::certainty::{Advice, CERTAIN, Share};
use crate::domain::{Cells, Class, Column, Doubt};

/// A column with a smaller share of the variance is not worth measuring again.
const WORTH: f64 = 0.05;
/// Errors cannot be brought below this share of what they are by measuring again. Ours.
const SMALLEST: f64 = 0.1;
/// Halvings: to a hundredth of the present error.
const HALVINGS: u32 = 7;

/// What would make `class` certain, which it is not.
pub(super) fn of(judge: &mut Judge, cells: &Cells, document: Document, class: Class, shares: &[Share]) -> Advice {
    let mut suffices = |row: &Cells| judge.distribution(row, document).is_none_or(|found| found.of(class) >= CERTAIN);
    for share in shares.iter().filter(|share| share.total >= WORTH) {
        let column = share.column;
        match cells.doubt(column) {
            Some(Doubt::HalfWidth(half_width, _)) if suffices(&scaled(cells, &[column], SMALLEST)) => {
                let share = largest(|share| suffices(&scaled(cells, &[column], share)));
                return Advice::Repeat { column, half_width: half_width * share };
            }
            Some(Doubt::Second { .. }) if suffices(&scaled(cells, &[column], 0.0)) => return Advice::Decide { column },
            _ => {}
        }
    }
    let columns: Vec<Column> = cells.doubts().iter().map(|(column, _)| *column).collect();
    let Some(most) = shares.first().map(|share| share.column) else { return Advice::OnBorder };
    if !suffices(&scaled(cells, &columns, SMALLEST)) {
        return Advice::OnBorder;
    }
    Advice::RepeatAll { column: most, share: largest(|share| suffices(&scaled(cells, &columns, share))) }
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

/// The largest share of the errors that suffices, [`SMALLEST`] sufficing and 1 not.
fn largest(mut suffices: impl FnMut(f64) -> bool) -> f64 {
    let (mut low, mut high) = (SMALLEST, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if suffices(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

//! Which measurement to repeat, and how much better, for the class to be certain.
//!
//! It supposes that a better measurement finds the same value; what it finds is not known before.

use crate::domain::certainty::{Advice, CERTAIN};
use crate::domain::{Cells, Column, Doubt};

/// Errors cannot be brought below this share of what they are by measuring again. Ours.
pub(super) const SMALLEST: f64 = 0.1;
/// Halvings: to a hundredth of the present error.
const HALVINGS: u32 = 7;

/// What would make a class certain, which it is not. `columns` are those in doubt, the one that
/// matters most first; `suffices` says whether the class is certain for these rows, which are one for
/// a task and several for a day.
pub fn advice(rows: &[&Cells], columns: &[Column], mut suffices: impl FnMut(&[Cells]) -> bool) -> Advice {
    for &column in columns {
        let half_width = rows.iter().map(|row| row.half_width(column)).fold(0.0, f64::max);
        if half_width > 0.0 && suffices(&scaled(rows, &[column], SMALLEST)) {
            let share = largest(HALVINGS, |share| suffices(&scaled(rows, &[column], share)));
            return Advice::Repeat { column, half_width: half_width * share };
        }
        let second = rows.iter().any(|row| matches!(row.doubt(column), Some(Doubt::Second { .. })));
        if second && suffices(&scaled(rows, &[column], 0.0)) {
            return Advice::Decide { column };
        }
    }
    let Some(&most) = columns.first() else { return Advice::OnBorder };
    let all: Vec<Column> = rows.iter().flat_map(|row| row.doubts()).map(|(column, _)| *column).collect();
    if !suffices(&scaled(rows, &all, SMALLEST)) {
        return Advice::OnBorder;
    }
    Advice::RepeatAll { column: most, share: largest(HALVINGS, |share| suffices(&scaled(rows, &all, share))) }
}

/// The same where nothing says beforehand which column matters most: the one without whose doubt the
/// class is most probable. `probability` is that of the class, for these rows.
pub fn weigh(rows: &[&Cells], columns: &[Column], probability: impl Fn(&[Cells]) -> f64) -> Advice {
    let now: Vec<Cells> = rows.iter().map(|row| (*row).clone()).collect();
    if probability(&now) >= CERTAIN {
        return Advice::Certain;
    }
    let mut columns: Vec<(Column, f64)> = columns
        .iter()
        .filter(|column| rows.iter().any(|row| is_doubtful(row, **column)))
        .map(|column| (*column, probability(&scaled(rows, &[*column], 0.0))))
        .collect();
    columns.sort_by(|a, b| b.1.total_cmp(&a.1));
    let columns: Vec<Column> = columns.into_iter().map(|(column, _)| column).collect();
    advice(rows, &columns, |rows| probability(rows) >= CERTAIN)
}

/// Whether an error, or a second word, is stated of this cell.
pub fn is_doubtful(cells: &Cells, column: Column) -> bool {
    match cells.doubt(column) {
        Some(Doubt::HalfWidth(half_width, _)) => half_width > 0.0 && cells.number(column).is_some(),
        Some(Doubt::Second { share, .. }) => share > 0.0 && cells.choice(column).is_some(),
        Some(Doubt::Unusable) | None => false,
    }
}

/// The rows with the errors of these columns at `share` of what they are.
fn scaled(rows: &[&Cells], columns: &[Column], share: f64) -> Vec<Cells> {
    let scale = |cells: &&Cells| {
        let mut row = (*cells).clone();
        for &column in columns {
            match cells.doubt(column) {
                Some(Doubt::HalfWidth(half_width, basis)) => {
                    row.set_doubt(column, Doubt::HalfWidth(half_width * share, basis));
                }
                Some(Doubt::Second { word, share: second }) => {
                    row.set_doubt(column, Doubt::Second { word, share: second * share });
                }
                _ => {}
            }
        }
        row
    };
    rows.iter().map(scale).collect()
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

//! The frequency table as it is needed for thousands of lifts: looked up without a search, and the
//! other way round.

use std::sync::LazyLock;

use super::super::tables::FREQUENCY;
use crate::chance::many::MANY;

/// Columns of the table: three durations, each below and from 75 cm.
pub(super) const COLUMNS: usize = 6;
/// Steps of frequency for each lift a minute: all rows of the table are on one.
const STEPS: f64 = 10.0;
/// Steps up to the highest frequency that has a weight in any column.
const CELLS: usize = 151;
/// Slots of FM, to find the frequency that belongs to it. All FM of the table are hundredths, so
/// that no row lies within a slot.
const SLOTS: usize = 100;
/// Places for the slots of a column, and for columns: powers of two.
const PLACES: usize = 128;
const COLUMNS_SPACE: usize = COLUMNS.next_power_of_two();
/// What binary arithmetic may add to an FM that is exactly that of a row, in slots.
const ROUNDING: f32 = 1e-4;
/// Adding this to a number rounds it to a whole one, which stands in the lowest bits.
const WHOLE: f32 = 12_582_912.0;

/// A straight piece: FM is `base + slope · f`.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    base: f64,
    slope: f64,
}

/// One column of the table.
struct Row {
    /// The piece of each step.
    pieces: [Piece; CELLS],
    /// The last frequency that has a weight.
    last: f64,
}

/// The table, cut into straight pieces.
pub(super) struct Frequency {
    rows: [Row; COLUMNS],
    /// The other way round, base and slope: the frequency of an FM in hundredths, for each slot of FM
    /// of each column. A slot holds its upper end; the last is for all that no frequency has.
    reached: [(f32, f32); PLACES * COLUMNS_SPACE],
}

pub(super) static TABLE: LazyLock<Frequency> = LazyLock::new(|| {
    let mut reached = [(0.0, 0.0); PLACES * COLUMNS_SPACE];
    for (column, places) in reached.chunks_exact_mut(PLACES).take(COLUMNS).enumerate() {
        let weights = weights(column);
        for (slot, place) in places.iter_mut().enumerate() {
            let piece = reached_in(slot, &weights);
            #[allow(clippy::cast_possible_truncation, reason = "seven digits of a frequency are more than enough")]
            let narrow = (piece.base as f32, piece.slope as f32);
            *place = narrow;
        }
    }
    Frequency { rows: std::array::from_fn(Row::new), reached }
});

/// The rows of a column that have a weight: frequency and FM.
fn weights(column: usize) -> Vec<(f64, f64)> {
    FREQUENCY.iter().map(|(f, multipliers)| (*f, multipliers[column])).filter(|(_, fm)| *fm > 0.0).collect()
}

/// The last frequency at which FM is at least what it is in a slot; negative if there is none.
fn reached_in(slot: usize, weights: &[(f64, f64)]) -> Piece {
    let hundredths = |(f, fm): (f64, f64)| (fm * SLOTS as f64, f);
    // The last row that has the highest FM of the slot, and so all of them.
    let has_all = |row: &(f64, f64)| hundredths(*row).0 > slot as f64 - 0.5;
    match weights.iter().rposition(has_all) {
        None => Piece { base: -1.0, slope: 0.0 },
        Some(at) => match weights.get(at + 1) {
            None => Piece { base: weights[at].0, slope: 0.0 },
            Some(next) => straight(hundredths(weights[at]), hundredths(*next)),
        },
    }
}

impl Row {
    fn new(column: usize) -> Self {
        let weights = weights(column);
        let (first, last) = (weights[0], weights[weights.len() - 1]);
        let piece = |cell: usize| {
            let middle = (cell as f64 + 0.5) / STEPS;
            if middle < first.0 {
                return Piece { base: first.1, slope: 0.0 };
            }
            // The last row itself ends the last piece.
            let mut pairs = weights.windows(2);
            let last = pairs.clone().next_back();
            pairs.find(|pair| middle < pair[1].0).or(last).map_or(Piece::default(), |pair| straight(pair[0], pair[1]))
        };
        Self { pieces: std::array::from_fn(piece), last: last.0 }
    }
}

/// The straight line through two points.
fn straight(from: (f64, f64), to: (f64, f64)) -> Piece {
    let slope = (to.1 - from.1) / (to.0 - from.0);
    Piece { base: from.1 - slope * from.0, slope }
}

impl Frequency {
    /// The last frequency that has a weight.
    pub(super) const fn last(&self, column: usize) -> f64 {
        self.rows[column].last
    }

    /// FM; 0 beyond the last row that gives a weight.
    #[inline]
    pub(super) fn multiplier(&self, f: f64, column: usize) -> f64 {
        let row = &self.rows[column];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a frequency is not negative")]
        let cell = (f * STEPS) as usize;
        let piece = row.pieces[cell.min(CELLS - 1)];
        let fm = piece.base + piece.slope * f;
        if f > row.last { 0.0 } else { fm }
    }

    /// The last frequency at which FM is at least each of `needed` × `factor`, at points each with its
    /// column; negative if there is none.
    #[inline]
    pub(super) fn up_to(&self, needed: &[f32; MANY], factor: f32, columns: &[u8; MANY]) -> [f32; MANY] {
        let factor = factor * SLOTS as f32;
        // One step for all points after the other, as processors do several of at a time.
        let slots = needed.map(|needed| in_slots(needed * factor));
        let places = slots.map(place);
        let pieces: [(f32, f32); MANY] =
            std::array::from_fn(|point| self.reached[columns[point] as usize % COLUMNS_SPACE * PLACES + places[point]]);
        std::array::from_fn(|point| pieces[point].0 + pieces[point].1 * slots[point])
    }

    /// The same of one point.
    pub(super) fn up_to_one(&self, needed: f32, column: usize) -> f32 {
        let slots = in_slots(needed * SLOTS as f32);
        let (base, slope) = self.reached[column * PLACES + place(slots)];
        base + slope * slots
    }
}

/// What is above the last slot is in one after it.
#[inline]
fn in_slots(slots: f32) -> f32 {
    if slots < SLOTS as f32 + 1.0 { slots } else { SLOTS as f32 + 1.0 }
}

/// The slot of an FM: upwards, by rounding.
#[inline]
const fn place(slots: f32) -> usize {
    (slots + (0.5 - ROUNDING) + WHOLE).to_bits() as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::super::super::duration::Category;
    use super::super::super::equation::frequency_multiplier;
    use super::*;
    use crate::domain::quantity::{Centimetres, PerMinute};

    /// The table that scores rows is the authority.
    #[test]
    fn it_is_the_table_of_the_equation() {
        for (column, category) in [Category::Short, Category::Moderate, Category::Long].into_iter().enumerate() {
            for (upper, v) in [(0, 74.9), (1, 75.0)] {
                for step in 0..1700 {
                    let f = f64::from(step) / 100.0;
                    let expected = frequency_multiplier(PerMinute::new(f), category, Centimetres::new(v)).unwrap_or(0.0);
                    let found = TABLE.multiplier(f, 2 * column + upper);
                    assert!((found - expected).abs() < 1e-12, "{f} {category:?} {v}: {found} {expected}");
                    #[allow(clippy::cast_possible_truncation, reason = "as it is asked")]
                    let narrow = found as f32;
                    let back = f64::from(TABLE.up_to_one(narrow, 2 * column + upper));
                    #[allow(clippy::cast_possible_truncation, reason = "one of six columns")]
                    let many = TABLE.up_to(&[narrow; MANY], 1.0, &[(2 * column + upper) as u8; MANY])[0];
                    assert_eq!(f64::from(many).to_bits(), back.to_bits(), "one by one as together");
                    if found > 0.0 {
                        let again = TABLE.multiplier(back, 2 * column + upper);
                        assert!((again - found).abs() < 1e-5 && back >= f - 1e-4, "{f} {back}");
                    }
                }
                assert!(TABLE.up_to_one(1.1, 2 * column + upper) < 0.0, "no frequency has a multiplier above 1");
                assert!(TABLE.up_to_one(f32::INFINITY, 2 * column + upper) < 0.0, "nor an infinite one");
            }
        }
    }
}

//! The frequency table as it is needed for thousands of lifts: looked up without a search, and the
//! other way round.

use std::sync::LazyLock;

use super::super::tables::FREQUENCY;

/// Columns of the table: three durations, each below and from 75 cm.
pub(super) const COLUMNS: usize = 6;
/// Steps of frequency for each lift a minute: all rows of the table are on one.
const STEPS: f64 = 10.0;
/// Steps up to the highest frequency that has a weight in any column.
const CELLS: usize = 151;
/// Slots of FM, to find the frequency that belongs to it.
const SLOTS: usize = 256;

/// A straight piece: FM is `base + slope · f`.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    base: f64,
    slope: f64,
}

/// A row of a column that has a weight.
#[derive(Debug, Clone, Copy, Default)]
struct Reached {
    fm: f64,
    /// The frequency of an FM below that of this row and from that of the next on is
    /// `slope · FM + base`.
    next: Piece,
}

/// One column of the table.
struct Row {
    /// The piece of each step.
    pieces: [Piece; CELLS],
    /// The last frequency that has a weight.
    last: f64,
    /// The rows that have a weight; the last is followed by none.
    rows: [Reached; FREQUENCY.len()],
    /// For each slot of FM the last row that has at least the lowest FM of the slot.
    guide: [u8; SLOTS + 1],
}

/// The table, cut into straight pieces.
pub(super) struct Frequency([Row; COLUMNS]);

pub(super) static TABLE: LazyLock<Frequency> = LazyLock::new(|| Frequency(std::array::from_fn(Row::new)));

impl Row {
    fn new(column: usize) -> Self {
        let weights: Vec<(f64, f64)> =
            FREQUENCY.iter().map(|(f, multipliers)| (*f, multipliers[column])).filter(|(_, fm)| *fm > 0.0).collect();
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
        let mut rows = [Reached { fm: last.1, next: Piece { base: last.0, slope: 0.0 } }; FREQUENCY.len()];
        for (row, (at, (f, fm))) in rows.iter_mut().zip(weights.iter().enumerate()) {
            let next = weights.get(at + 1).map(|(next_f, next_fm)| straight((*fm, *f), (*next_fm, *next_f)));
            *row = Reached { fm: *fm, next: next.unwrap_or(Piece { base: *f, slope: 0.0 }) };
        }
        let reaching = |slot: usize| weights.iter().rposition(|(_, fm)| *fm >= slot as f64 / SLOTS as f64).unwrap_or(0);
        Self {
            pieces: std::array::from_fn(piece),
            last: last.0,
            rows,
            guide: std::array::from_fn(|slot| u8::try_from(reaching(slot)).unwrap_or(0)),
        }
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
        self.0[column].last
    }

    /// FM; 0 beyond the last row that gives a weight.
    #[inline]
    pub(super) fn multiplier(&self, f: f64, column: usize) -> f64 {
        let row = &self.0[column];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a frequency is not negative")]
        let cell = (f * STEPS) as usize;
        let piece = row.pieces[cell.min(CELLS - 1)];
        let fm = piece.base + piece.slope * f;
        if f > row.last { 0.0 } else { fm }
    }

    /// The last frequency at which FM is at least `needed`; negative if there is none.
    #[inline]
    pub(super) fn up_to(&self, needed: f64, column: usize) -> f64 {
        let row = &self.0[column];
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index is not negative; beyond the slots is the last"
        )]
        let slot = ((needed * SLOTS as f64) as usize).min(SLOTS);
        let mut at = usize::from(row.guide[slot]);
        // The slot's lowest FM may be reached by a row that `needed` is not.
        while row.rows[at].fm < needed {
            if at == 0 {
                return -1.0;
            }
            at -= 1;
        }
        let next = row.rows[at].next;
        next.base + next.slope * needed
    }
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
                    let back = TABLE.up_to(found, 2 * column + upper);
                    if found > 0.0 {
                        assert!(
                            (TABLE.multiplier(back, 2 * column + upper) - found).abs() < 1e-9 && back >= f - 1e-9,
                            "{f} {back}"
                        );
                    }
                }
                assert!(TABLE.up_to(1.1, 2 * column + upper) < 0.0, "no frequency has a multiplier above 1");
            }
        }
    }
}

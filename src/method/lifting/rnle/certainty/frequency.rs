//! The frequency table as it is needed for thousands of lifts: looked up without a search, and the
//! other way round.

use std::sync::LazyLock;

use super::super::tables::{F_LOWEST, FREQUENCY};

/// Rows that give a weight in at least one column: all but the last.
const ROWS: usize = FREQUENCY.len() - 1;
/// Columns of the table: three durations, each below and from 75 cm.
pub(super) const COLUMNS: usize = 6;

/// One column: FM is `base + slope · f` from its row on.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    base: f64,
    slope: f64,
}

/// The table, cut into straight pieces.
pub(super) struct Frequency {
    pieces: [[Piece; ROWS + 1]; COLUMNS],
    /// The last frequency that has a weight.
    last: [f64; COLUMNS],
}

pub(super) static TABLE: LazyLock<Frequency> = LazyLock::new(|| {
    let mut table = Frequency { pieces: [[Piece::default(); ROWS + 1]; COLUMNS], last: [0.0; COLUMNS] };
    for column in 0..COLUMNS {
        for row in (0..ROWS).filter(|row| FREQUENCY[*row].1[column] > 0.0) {
            table.last[column] = FREQUENCY[row].0;
            if row > 0 {
                let ((from, high), (to, low)) = (FREQUENCY[row - 1], FREQUENCY[row]);
                let slope = (low[column] - high[column]) / (to - from);
                table.pieces[column][row] = Piece { base: high[column] - slope * from, slope };
            }
        }
        table.pieces[column][0] = Piece { base: FREQUENCY[0].1[column], slope: 0.0 };
    }
    table
});

impl Frequency {
    /// FM; 0 beyond the last row that gives a weight.
    #[inline]
    pub(super) fn multiplier(&self, f: f64, column: usize) -> f64 {
        if f > self.last[column] {
            return 0.0;
        }
        let piece = self.pieces[column][row(f)];
        piece.base + piece.slope * f
    }

    /// The last frequency at which FM is at least `needed`; negative if there is none.
    #[inline]
    pub(super) fn up_to(&self, needed: f64, column: usize) -> f64 {
        let pieces = &self.pieces[column];
        let last = self.last[column];
        if pieces[row(last)].base + pieces[row(last)].slope * last >= needed {
            return last;
        }
        for at in (1..=row(last)).rev() {
            let from = FREQUENCY[at - 1].0;
            let start = pieces[at].base + pieces[at].slope * from;
            if start >= needed {
                return (needed - pieces[at].base) / pieces[at].slope;
            }
        }
        if pieces[0].base >= needed { F_LOWEST } else { -1.0 }
    }
}

/// The row of the table that ends the piece in which `f` lies.
#[inline]
fn row(f: f64) -> usize {
    // The rows are 0.2, 0.5, 1, and from there every whole number.
    if f > 1.0 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the last row")]
        let whole = f.ceil() as usize;
        (whole + 1).min(ROWS)
    } else if f > 0.5 {
        2
    } else {
        usize::from(f > F_LOWEST)
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

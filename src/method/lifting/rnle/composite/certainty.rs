//! How sure the composite index is: the lifts of a group drawn together at the points of a lattice,
//! each by the errors of its own row, and added as the procedure adds them.

use super::index::{Part, composite};
use crate::chance::Truncated;
use crate::chance::lattice::{SHARE_DIMENSIONS, SHARE_POINTS, share_points};
use crate::chance::normal::Normal;
use crate::domain::certainty::{Advice, CERTAIN, Certainty, Range};
use crate::domain::column::Kind;
use crate::domain::threshold::classify;
use crate::domain::{Cell, Cells, Class, Column, Doubt, WorkingDay};
use crate::method::lifting::rnle::input::{COLUMNS, Reading, read};
use crate::method::lifting::rnle::tables::INDEX;
use crate::method::{Context, DayCertainty};

/// More cells in doubt than this are more than the lattice tells apart.
const MOST: usize = 4 * SHARE_DIMENSIONS;

/// One cell of one lift in doubt.
struct Drawn {
    lift: usize,
    column: Column,
    /// What was entered.
    entered: Cell,
    doubt: Doubt,
    number: Truncated,
}

pub(super) fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { day: of(day), ..DayCertainty::default() }
}

/// `None` where no error is stated of a lift that counts, or there is no composite of one group.
fn of(day: &WorkingDay) -> Option<Certainty> {
    let lifts: Vec<(&str, &str, &Cells)> = day
        .tasks
        .iter()
        .filter(|task| matches!(read(&task.cells), Reading::Lift(_)))
        .map(|task| (task.name.as_str(), task.text(Column::LiftingGroup), &task.cells))
        .collect();
    let is_one_group = lifts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let doubts: Vec<Drawn> = lifts.iter().enumerate().flat_map(|(at, (_, _, cells))| drawn(at, cells)).collect();
    if lifts.len() < 2 || !is_one_group || doubts.is_empty() || doubts.len() > MOST {
        return None;
    }
    let (mut indices, mut classes, mut beyond, mut outside) = (Vec::with_capacity(SHARE_POINTS), [0.0; 4], 0.0, 0.0);
    let each = 1.0 / SHARE_POINTS as f64;
    let mut rows: Vec<Cells> = lifts.iter().map(|(_, _, cells)| (*cells).clone()).collect();
    for point in 0..SHARE_POINTS {
        place(&doubts, point, &mut rows);
        match index(&lifts, &rows) {
            Index::Is(index) => {
                classes[classify(&INDEX, index) as usize] += each;
                indices.push(index);
            }
            Index::Beyond => beyond += each,
            Index::Outside => outside += each,
        }
    }
    let rows: Vec<Cells> = lifts.iter().map(|(_, _, cells)| (*cells).clone()).collect();
    let class = match index(&lifts, &rows) {
        Index::Is(index) => classify(&INDEX, index),
        Index::Beyond => Class::High,
        Index::Outside => return None,
    };
    indices.sort_by(f64::total_cmp);
    let at = |share: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the points")]
        let place = (share * (indices.len() - 1) as f64).round() as usize;
        indices[place]
    };
    let range =
        (!indices.is_empty()).then(|| Range { low_key: "cli_low", low: at(0.025), high_key: "cli_high", high: at(0.975) });
    let ranges = range.into_iter().collect();
    let certainty = Certainty { beyond, outside, ranges, ..Certainty::of_classes(classes) };
    // What to measure again is said of each lift; the sum has no column of its own.
    let advice = if certainty.of(class) >= CERTAIN { Advice::Certain } else { Advice::Elsewhere };
    Some(Certainty { advice, ..certainty })
}

fn drawn(lift: usize, cells: &Cells) -> impl Iterator<Item = Drawn> {
    let doubts: Vec<Drawn> = cells
        .doubts()
        .iter()
        .filter(|(column, _)| COLUMNS.contains(column) && *column != Column::LoadMaxKg)
        .filter_map(|&(column, doubt)| match (doubt, cells.get(column), column.spec().kind) {
            (Doubt::HalfWidth(half_width, _), Cell::Number(value), Kind::Number(_, bounds)) if half_width > 0.0 => {
                let number = Truncated::new(value, half_width, bounds.low, bounds.high);
                Some(Drawn { lift, column, entered: Cell::Number(value), doubt, number })
            }
            (Doubt::Second { share, .. }, entered @ Cell::Choice(_), _) if share > 0.0 => {
                Some(Drawn { lift, column, entered, doubt, number: Truncated::new(0.0, 0.0, 0.0, 0.0) })
            }
            _ => None,
        })
        .collect();
    doubts.into_iter()
}

/// Overrides the cells in doubt with what they are at a point.
fn place(doubts: &[Drawn], point: usize, rows: &mut [Cells]) {
    let normal = Normal::default();
    for (dimension, drawn) in doubts.iter().enumerate() {
        let round = dimension / SHARE_DIMENSIONS;
        let at = (point * (2 * round + 1) + 97 * round) % SHARE_POINTS;
        let coordinate = &share_points()[dimension % SHARE_DIMENSIONS];
        let share = coordinate.shares[at];
        let cell = match drawn.doubt {
            Doubt::Second { word, share: second } if share < second => Cell::Choice(word),
            Doubt::HalfWidth(..) => {
                Cell::Number(drawn.number.at(share, coordinate.quantiles[at], drawn.number.is_cut(), normal).max(0.0))
            }
            _ => drawn.entered,
        };
        rows[drawn.lift].set(drawn.column, cell);
    }
}

/// What the lifts give together.
enum Index {
    Is(f64),
    Beyond,
    Outside,
}

fn index(lifts: &[(&str, &str, &Cells)], rows: &[Cells]) -> Index {
    let mut parts = Vec::with_capacity(rows.len());
    for (at, (row, (name, _, _))) in rows.iter().zip(lifts).enumerate() {
        match read(row) {
            Reading::Lift(lift) => {
                // The heaviest load is never lighter than the average that was drawn.
                let maximum = if lift.maximum < lift.average { lift.average } else { lift.maximum };
                parts.push(Part::of(name, at, crate::method::lifting::rnle::input::Lift { maximum, ..lift }));
            }
            Reading::Outside(reasons) if reasons.beyond_range() => return Index::Beyond,
            _ => return Index::Outside,
        }
    }
    composite(parts).map_or(Index::Beyond, |found| Index::Is(found.cli))
}

//! How probable it is that an exposure of the day is above its limit, where errors of its numbers
//! are stated: the cells in doubt are drawn together at the points of a lattice, and each day that
//! they give is judged as any day.

use super::classify::{Day, is_above};
use super::input::{TaskExposures, read};
use super::tables::EXPOSURES;
use crate::chance::Truncated;
use crate::chance::lattice::{SHARE_DIMENSIONS, SHARE_POINTS, share_points};
use crate::chance::normal::Normal;
use crate::domain::certainty::Certainty;
use crate::domain::column::Kind;
use crate::domain::task::Recorded;
use crate::domain::{Bounds, Cells, Column, Figure, WorkingDay};
use crate::method::repeat;

/// The numbers with a limit, whose errors count.
pub(super) const COLUMNS: &[Column] = &[
    Column::VibrationHours,
    Column::PullForceKg,
    Column::KneelingMin,
    Column::HandsAboveShoulderMin,
    Column::StandingMinPerHour,
    Column::BentPostureHours,
    Column::ManualWorkHours,
];

/// `None` where no error is stated of an exposure that this method judges, or more are than the
/// lattice has coordinates for.
pub(super) fn of(day: &WorkingDay) -> Option<Certainty> {
    let rows: Vec<&Cells> = day.tasks.iter().map(|task| &task.cells).collect();
    let recorded: Vec<&Recorded> = day.tasks.iter().map(|task| &task.recorded).collect();
    let now: Vec<Cells> = rows.iter().map(|row| (*row).clone()).collect();
    let class = judged(&now, &recorded).class()? as usize;
    let found = count(&now, &recorded)?;
    let probability = |rows: &[Cells]| count(rows, &recorded).map_or(1.0, |found| found.classes[class]);
    let advice = repeat::weigh(&rows, COLUMNS, probability);
    let above =
        EXPOSURES.iter().zip(found.above).filter_map(|(exposure, share)| Some(Figure::new(exposure.column.key(), share?)));
    Some(Certainty {
        unclassed: found.unclassed,
        figures: vec![Figure::new("p_above", above.collect::<Vec<_>>())],
        advice,
        ..Certainty::of_classes(found.classes)
    })
}

fn judged(rows: &[Cells], recorded: &[&Recorded]) -> Day {
    let tasks: Vec<TaskExposures> = rows.iter().zip(recorded).map(|(row, recorded)| read(row, recorded)).collect();
    Day::of(tasks.iter())
}

/// What the points say.
struct Counted {
    classes: [f64; 4],
    unclassed: f64,
    /// The probability that each exposure is above a limit, where one of its cells is in doubt.
    above: [Option<f64>; EXPOSURES.len()],
}

fn count(rows: &[Cells], recorded: &[&Recorded]) -> Option<Counted> {
    let mut tasks: Vec<TaskExposures> = rows.iter().zip(recorded).map(|(row, recorded)| read(row, recorded)).collect();
    // Task, exposure and number of each value in doubt.
    let mut doubtful: Vec<(usize, usize, Truncated)> = Vec::new();
    for (task, (row, read)) in rows.iter().zip(&tasks).enumerate() {
        for (place, (exposure, value)) in EXPOSURES.iter().zip(read.values).enumerate() {
            let Some(value) = value.filter(|_| COLUMNS.contains(&exposure.column)) else { continue };
            if repeat::is_doubtful(row, exposure.column) {
                let bounds = match exposure.column.spec().kind {
                    Kind::Number(_, bounds) => bounds,
                    _ => Bounds::NOT_NEGATIVE,
                };
                let number = Truncated::new(value, row.half_width(exposure.column), bounds.low, bounds.high);
                doubtful.push((task, place, number));
            }
        }
    }
    if doubtful.is_empty() || doubtful.len() > SHARE_DIMENSIONS {
        return None;
    }
    let normal = Normal::default();
    let each = 1.0 / SHARE_POINTS as f64;
    let mut found = Counted { classes: [0.0; 4], unclassed: 0.0, above: [None; EXPOSURES.len()] };
    for (_, place, _) in &doubtful {
        found.above[*place] = Some(0.0);
    }
    for point in 0..SHARE_POINTS {
        for ((task, place, number), coordinate) in doubtful.iter().zip(share_points()) {
            let value = number.at(coordinate.shares[point], coordinate.quantiles[point], number.is_cut(), normal);
            tasks[*task].values[*place] = Some(value);
        }
        let day = Day::of(tasks.iter());
        match day.class() {
            Some(class) => found.classes[class as usize] += each,
            None => found.unclassed += each,
        }
        for ((exposure, total), share) in EXPOSURES.iter().zip(day.totals).zip(&mut found.above) {
            if let (Some(share), Some(value)) = (share, total.value)
                && is_above(exposure, value)
            {
                *share += each;
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certainty::Advice;
    use crate::domain::doubt::Basis;
    use crate::domain::{Cell, Doubt};

    fn row(numbers: &[(Column, f64, f64)]) -> Cells {
        let mut cells = Cells::default();
        for &(column, value, half_width) in numbers {
            cells.set(column, Cell::Number(value));
            if half_width > 0.0 {
                cells.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Entered));
            }
        }
        cells
    }

    fn counted(rows: &[Cells]) -> Option<Counted> {
        let recorded = Recorded::default();
        count(rows, &vec![&recorded; rows.len()])
    }

    /// Minutes add up, and so do their variances: 6 ± 3 and 6 ± 4 are 12 ± 5, which is above 15 with
    /// 1 − Φ(3 · 1.96 / 5) = 0.119 8.
    #[test]
    fn times_add_up() {
        let rows = [row(&[(Column::KneelingMin, 6.0, 3.0)]), row(&[(Column::KneelingMin, 6.0, 4.0)])];
        let found = counted(&rows).expect("errors are stated");
        assert!((found.classes[1] - 0.119_8).abs() < 0.002, "{:?}", found.classes);
        assert!((found.classes[0] + found.classes[1] - 1.0).abs() < 1e-9);
        let above = EXPOSURES.iter().position(|exposure| exposure.column == Column::KneelingMin).and_then(|at| found.above[at]);
        assert!(above.is_some_and(|share| (share - found.classes[1]).abs() < 1e-12));
    }

    /// Of forces the highest counts: 25 ± 5 twice is above 25 but when neither is.
    #[test]
    fn of_forces_the_highest_counts() {
        let rows = [row(&[(Column::PullForceKg, 25.0, 5.0)]), row(&[(Column::PullForceKg, 25.0, 5.0)])];
        let found = counted(&rows).expect("errors are stated");
        assert!((found.classes[1] - 0.75).abs() < 0.002, "{:?}", found.classes);
    }

    /// Hours on a vehicle below their trigger have no class.
    #[test]
    fn hours_below_the_trigger_have_no_class() {
        let found = counted(&[row(&[(Column::VibrationHours, 1.2, 0.4)])]).expect("an error is stated");
        // 1 − Φ(0.2 · 1.96 / 0.4) = 0.163 5.
        assert!((found.unclassed - 0.163_5).abs() < 0.002 && found.classes[0] <= 0.0, "{:?}", found.classes);
    }

    #[test]
    fn the_advice_names_the_exposure_that_leaves_it_open() {
        let cells = row(&[(Column::KneelingMin, 13.0, 8.0), (Column::StandingMinPerHour, 10.0, 5.0)]);
        let recorded = Recorded::default();
        let probability = |rows: &[Cells]| count(rows, &[&recorded]).map_or(1.0, |found| found.classes[0]);
        let advice = repeat::weigh(&[&cells], COLUMNS, probability);
        assert!(matches!(advice, Advice::Repeat { column: Column::KneelingMin, .. }), "{advice:?}");
        assert!(counted(&[row(&[(Column::KneelingMin, 13.0, 0.0)])]).is_none(), "nothing stated, nothing claimed");
    }
}

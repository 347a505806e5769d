//! The probability of each colour: from the second words of the factors, and from the errors of the
//! load and the distance.

use super::input::{Capacity, Input, Reading, read};
use super::tables::{LOAD, OVER_CAPACITY, distance_limits, load_limits};
use crate::domain::certainty::Certainty;
use crate::domain::choice::YesNo;
use crate::domain::{Cells, Column, Doubt};
use crate::method::colours::{self, Colours, number};
use crate::method::repeat;
use crate::method::score_chart::class_of;

/// How sure the worst colour of a task is; `None` where no error is stated of what decides it.
pub(super) fn of(cells: &Cells) -> Option<Certainty> {
    let Reading::Ready(input) = read(cells) else { return None };
    let mut columns: Vec<Column> = input.marked.places().map(|(line, _)| line.column).collect();
    if input.capacity != Capacity::None {
        columns.push(Column::RappOverCapacity);
    }
    if !columns.iter().any(|column| repeat::is_doubtful(cells, *column)) {
        return None;
    }
    let class = class_of(input.marked.worst()) as usize;
    let probability = |rows: &[Cells]| match read(&rows[0]) {
        Reading::Ready(input) => classes(&input, &rows[0])[class],
        _ => 0.0,
    };
    let advice = repeat::weigh(&[cells], &columns, probability);
    Some(Certainty { advice, ..Certainty::of_classes(classes(&input, cells)) })
}

fn classes(input: &Input, cells: &Cells) -> [f64; 4] {
    let lines = input.marked.places().map(|(line, place)| match line.column {
        Column::RappLoadKg => load(input, cells),
        Column::RappDistanceM => {
            let mut found = Colours::NONE;
            let distance = number(cells, Column::RappDistanceM, input.distance.value());
            found.add_number(&distance, distance_limits(input.operation), 1.0);
            found
        }
        _ => Colours::of_word(line, place, cells),
    });
    colours::classes(&lines.collect::<Vec<_>>()).0
}

/// The colours of the load, which is purple above the capacity of the equipment.
fn load(input: &Input, cells: &Cells) -> Colours {
    let exceeded = input.capacity == Capacity::Exceeded;
    let entered = if exceeded { 1.0 } else { 0.0 };
    let over = match cells.doubt(Column::RappOverCapacity) {
        Some(Doubt::Second { word, share }) if input.capacity != Capacity::None => {
            let second = if YesNo::from_index(word) == YesNo::Yes { 1.0 } else { 0.0 };
            entered * (1.0 - share) + second * share
        }
        _ => entered,
    };
    let mut found = Colours::NONE;
    found.add(LOAD.grades[usize::from(OVER_CAPACITY)].colour, over);
    let load = number(cells, Column::RappLoadKg, input.load.value());
    found.add_number(&load, load_limits(input.operation), 1.0 - over);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certainty::Advice;
    use crate::domain::choice::RappOperation;
    use crate::domain::doubt::Basis;
    use crate::domain::{Cell, Doubt};

    fn push() -> Cells {
        let mut cells = Cells::default();
        cells.set(Column::RappOperation, Cell::Choice(RappOperation::MediumWheeled as u8));
        cells.set(Column::RappLoadKg, Cell::Number(200.0));
        cells.set(Column::RappDistanceM, Cell::Number(8.0));
        for column in [
            Column::RappPosture,
            Column::RappGrip,
            Column::RappPattern,
            Column::RappEquipment,
            Column::RappFloor,
            Column::RappObstacles,
            Column::RappOther,
        ] {
            cells.set(column, Cell::Choice(0));
        }
        cells
    }

    /// One and two half widths below 250 kg, and 10 m likewise: products of the normal distribution's
    /// known values (Abramowitz and Stegun, table 26.1).
    #[test]
    fn load_and_distance_multiply() {
        let mut cells = push();
        assert_eq!(of(&cells), None, "nothing stated, nothing claimed");
        cells.set_doubt(Column::RappLoadKg, Doubt::HalfWidth(50.0, Basis::Entered));
        let found = of(&cells).expect("doubt was stated");
        assert!((found.classes[0] - 0.975_002).abs() < 1e-5 && (found.classes[1] - 0.024_998).abs() < 1e-5, "{found:?}");
        assert_eq!(found.advice, Advice::Certain);
        cells.set_doubt(Column::RappDistanceM, Doubt::HalfWidth(2.0, Basis::Entered));
        let found = of(&cells).expect("doubt was stated");
        assert!((found.classes[0] - 0.975_002 * 0.975_002).abs() < 1e-5, "{found:?}");
    }

    /// A second word about the capacity makes purple as probable as it is.
    #[test]
    fn a_doubt_about_the_capacity_is_purple() {
        let mut cells = push();
        cells.set(Column::RappOverCapacity, Cell::Choice(YesNo::No as u8));
        cells.set_doubt(Column::RappOverCapacity, Doubt::Second { word: YesNo::Yes as u8, share: 0.2 });
        cells.set_doubt(Column::RappGrip, Doubt::Second { word: 1, share: 0.5 });
        let found = of(&cells).expect("doubt was stated");
        for (found, expected) in found.classes.iter().zip([0.4, 0.4, 0.0, 0.2]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }
}

//! The probability of each colour: from the second words of the factors, from the errors of load,
//! rate and distance, and from the reading of the digitised graph itself.

use super::chart::{self, FASTEST, Limits, MARGIN_KG};
use super::input::{Input, Load, Reading, read};
use super::tables::{CARRY_LIMITS, SHORTEST_CARRY};
use crate::chance::Truncated;
use crate::chance::normal::Normal;
use crate::domain::certainty::Certainty;
use crate::domain::quantity::PerMinute;
use crate::domain::{Cells, Column};
use crate::method::colours::{self, Colours, number};
use crate::method::repeat;
use crate::method::score_chart::{Line, class_of};

/// Strips into which an uncertain rate is cut.
const STRIPS: usize = 128;

/// How sure the worst colour of a task is; `None` where no error is stated of what decides it.
pub(super) fn of(cells: &Cells) -> Option<Certainty> {
    let Reading::Ready(input) = read(cells) else { return None };
    let mut columns: Vec<Column> = input.marked.places().map(|(line, _)| line.column).collect();
    match input.load {
        Load::Leaflet => {}
        Load::LiftEstimate { .. } => columns.extend([Column::LoadKg, Column::LiftsPerMin]),
        Load::TeamEstimate { .. } => columns.push(Column::LoadKg),
    }
    if !columns.iter().any(|column| repeat::is_doubtful(cells, *column)) {
        return None;
    }
    let class = class_of(input.marked.worst()) as usize;
    let (classes, outside) = classes(&input, cells);
    let probability = |rows: &[Cells]| match read(&rows[0]) {
        Reading::Ready(input) => self::classes(&input, &rows[0]).0[class],
        _ => 0.0,
    };
    let advice = repeat::weigh(&[cells], &columns, probability);
    Some(Certainty { outside, advice, ..Certainty::of_classes(classes) })
}

/// The probability of each class, and of what the chart does not hold.
fn classes(input: &Input, cells: &Cells) -> ([f64; 4], f64) {
    let lines: Vec<Colours> = input.marked.places().map(|(line, place)| colours(input, line, place, cells)).collect();
    colours::classes(&lines)
}

fn colours(input: &Input, line: &Line, place: u8, cells: &Cells) -> Colours {
    let mut found = Colours::NONE;
    match (line.column, &input.load) {
        (Column::MacLoadFrequency, Load::LiftEstimate { load, rate, .. }) => {
            let rate = number(cells, Column::LiftsPerMin, rate.value());
            let normal = Normal::default();
            // What the graph holds is cut into strips; what it does not is known without.
            let within = if rate.is_certain() { 1.0 } else { rate.below(FASTEST[0].value, normal) };
            let strips = if rate.is_certain() { 1 } else { STRIPS };
            found.outside = 1.0 - within;
            for strip in 0..strips {
                let share = within * (strip as f64 + 0.5) / strips as f64;
                let rate = rate.at(share, normal.quantile(share), rate.is_cut(), normal).min(FASTEST[0].value);
                if let Some(limits) = chart::lift_limits(PerMinute::new(rate)) {
                    of_load(&limits, load.value(), cells, within / strips as f64, &mut found);
                }
            }
            found
        }
        (Column::MacLoadFrequency, Load::TeamEstimate { load, limits, .. }) => {
            of_load(limits, load.value(), cells, 1.0, &mut found);
            found
        }
        (Column::MacCarryDistanceM, _) => {
            let Some(distance) = input.carry else { return found };
            let distance = number(cells, Column::MacCarryDistanceM, distance.value());
            if distance.is_certain() {
                return Colours::of_word(line, place, cells);
            }
            // A shorter carry is scored as a lift.
            found.add_number(&distance, &CARRY_LIMITS, 1.0);
            found.outside = distance.below(SHORTEST_CARRY[0].value, Normal::default());
            found.add(line.grades[0].colour, -found.outside);
            found
        }
        _ => Colours::of_word(line, place, cells),
    }
}

/// The colours of a load between limits that were read off a drawing: all of them are off by the
/// same reading error.
fn of_load(limits: &Limits, load: f64, cells: &Cells, weight: f64, found: &mut Colours) {
    let half_width = cells.half_width(Column::LoadKg).hypot(MARGIN_KG);
    found.add_number(&Truncated::new(load, half_width, f64::MIN, f64::MAX), limits, weight);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certainty::Advice;
    use crate::domain::choice::{MacHandDistance, MacOperation};
    use crate::domain::{Cell, Doubt};

    fn lift() -> Cells {
        let mut cells = Cells::default();
        cells.set(Column::MacOperation, Cell::Choice(MacOperation::Lift as u8));
        for column in [
            Column::MacLoadFrequency,
            Column::MacHandDistance,
            Column::MacVerticalZone,
            Column::MacTorso,
            Column::MacPosture,
            Column::MacGrip,
            Column::MacFloor,
            Column::MacEnvironment,
        ] {
            cells.set(column, Cell::Choice(0));
        }
        cells
    }

    /// Two independent doubts: amber with 1 − 0.8 · 0.7, but for red with 0.3.
    #[test]
    fn two_second_words_multiply() {
        let mut cells = lift();
        assert_eq!(of(&cells), None, "nothing stated, nothing claimed");
        cells.set_doubt(Column::MacGrip, Doubt::Second { word: 1, share: 0.2 });
        cells.set_doubt(Column::MacHandDistance, Doubt::Second { word: MacHandDistance::Far as u8, share: 0.3 });
        let found = of(&cells).expect("doubt was stated");
        for (found, expected) in found.classes.iter().zip([0.56, 0.14, 0.3, 0.0]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(found.advice, Advice::RepeatAll { column: Column::MacHandDistance, share: found_share(&found) });
    }

    fn found_share(found: &Certainty) -> f64 {
        match found.advice {
            Advice::RepeatAll { share, .. } => share,
            _ => f64::NAN,
        }
    }

    /// On the line of the graph the two colours are equally probable; the graph's own reading error
    /// is part of it: 14 kg at one lift a minute, and 2 kg more is one half width away.
    #[test]
    fn a_load_on_the_line_of_the_graph() {
        let mut cells = lift();
        cells.set(Column::MacLoadFrequency, Cell::Empty);
        cells.set(Column::LoadKg, Cell::Number(14.0));
        cells.set(Column::LiftsPerMin, Cell::Number(1.0));
        cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(1e-6, crate::domain::doubt::Basis::Entered));
        let found = of(&cells).expect("doubt was stated");
        assert!((found.classes[0] - 0.5).abs() < 1e-6 && (found.classes[1] - 0.5).abs() < 1e-6, "{found:?}");
        cells.set(Column::LoadKg, Cell::Number(12.0));
        assert!((of(&cells).expect("doubt").classes[0] - 0.975_002).abs() < 1e-5);
    }
}

//! The probability of each colour: from the second words of the factors, from the errors of load,
//! rate and distance, and from the reading of the digitised graph itself.
//!
//! The factors of the form are independent, so that the worst colour stays at or under a colour with
//! the product of the probabilities that each factor does.

use super::chart::{self, Limits, MARGIN_KG};
use super::input::{Input, Load, Reading, read};
use super::tables::{CARRY_LIMITS, SHORTEST_CARRY};
use crate::chance::Truncated;
use crate::chance::normal::Normal;
use crate::domain::certainty::{Advice, CERTAIN, Certainty};
use crate::domain::choice::MacColour;
use crate::domain::quantity::PerMinute;
use crate::domain::{Cells, Class, Column, Doubt};
use crate::method::repeat;
use crate::method::score_chart::{Line, class_of};

/// Strips into which an uncertain rate is cut.
const STRIPS: usize = 128;

/// The probabilities of the colours of one factor, and of what the chart does not hold.
#[derive(Debug, Clone, Copy)]
struct Colours {
    each: [f64; 4],
    outside: f64,
}

impl Colours {
    const NONE: Self = Self { each: [0.0; 4], outside: 0.0 };

    fn add(&mut self, colour: MacColour, share: f64) {
        self.each[colour as usize] += share;
    }

    /// The probability of no worse than `colour`.
    fn at_most(&self, colour: usize) -> f64 {
        self.each[..=colour].iter().sum()
    }
}

/// How sure the worst colour of a task is; `None` where no error is stated of what decides it.
pub(super) fn of(cells: &Cells) -> Option<Certainty> {
    let Reading::Ready(input) = read(cells) else { return None };
    let columns = doubtful(&input, cells);
    if columns.is_empty() {
        return None;
    }
    let class = class_of(input.marked.worst());
    let (classes, outside) = classes(&input, cells);
    let certain = |classes: &[f64; 4]| classes[class as usize] >= CERTAIN;
    let advice = if certain(&classes) {
        Advice::Certain
    } else {
        repeat::advice(cells, &columns, |row| match read(row) {
            Reading::Ready(input) => certain(&self::classes(&input, row).0),
            _ => false,
        })
    };
    Some(Certainty { classes, beyond: 0.0, outside, ranges: Vec::new(), figures: Vec::new(), shares: Vec::new(), advice })
}

/// The columns that decide the colours and are in doubt, those whose doubt costs most certainty first.
fn doubtful(input: &Input, cells: &Cells) -> Vec<Column> {
    let mut columns: Vec<Column> = input.marked.places().map(|(line, _)| line.column).collect();
    match input.load {
        Load::Leaflet => {}
        Load::LiftEstimate { .. } => columns.extend([Column::LoadKg, Column::LiftsPerMin]),
        Load::TeamEstimate { .. } => columns.push(Column::LoadKg),
    }
    columns.retain(|column| match cells.doubt(*column) {
        Some(Doubt::HalfWidth(half_width, _)) => half_width > 0.0,
        Some(Doubt::Second { share, .. }) => share > 0.0,
        Some(Doubt::Unusable) | None => false,
    });
    let class = class_of(input.marked.worst()) as usize;
    let without = |column: &Column| {
        let mut row = cells.clone();
        row.set_doubt(*column, Doubt::HalfWidth(0.0, crate::domain::doubt::Basis::Entered));
        classes(input, &row).0[class]
    };
    columns.sort_by(|a, b| without(b).total_cmp(&without(a)));
    columns
}

/// The probability of each class, and of what the chart does not hold.
fn classes(input: &Input, cells: &Cells) -> ([f64; 4], f64) {
    let lines: Vec<Colours> = input.marked.places().map(|(line, place)| colours(input, line, place, cells)).collect();
    let within: f64 = lines.iter().map(|line| 1.0 - line.outside).product();
    let at_most = |class: Class| lines.iter().map(|line| line.at_most(class as usize)).product::<f64>();
    let mut before = 0.0;
    let classes = Class::ALL.map(|class| {
        let up_to = at_most(class);
        let share = up_to - before;
        before = up_to;
        share
    });
    (classes, 1.0 - within)
}

fn colours(input: &Input, line: &Line, place: u8, cells: &Cells) -> Colours {
    let mut found = Colours::NONE;
    let colour = |place: u8| line.grades[usize::from(place)].colour;
    match (line.column, &input.load) {
        (Column::MacLoadFrequency, Load::LiftEstimate { load, rate, .. }) => {
            let rate = Truncated::new(rate.value(), cells.half_width(Column::LiftsPerMin), 0.0, f64::MAX);
            let strips = if rate.is_certain() { 1 } else { STRIPS };
            let normal = Normal::default();
            for strip in 0..strips {
                let share = (strip as f64 + 0.5) / strips as f64;
                let rate = rate.at(share, normal.quantile(share), rate.is_cut(), normal);
                match chart::lift_limits(PerMinute::new(rate)) {
                    Some(limits) => of_load(&limits, load.value(), cells, 1.0 / strips as f64, &mut found),
                    None => found.outside += 1.0 / strips as f64,
                }
            }
        }
        (Column::MacLoadFrequency, Load::TeamEstimate { load, limits, .. }) => {
            of_load(limits, load.value(), cells, 1.0, &mut found);
        }
        (Column::MacCarryDistanceM, _) => {
            let Some(distance) = input.carry else { return found };
            let half_width = cells.half_width(Column::MacCarryDistanceM);
            let distance = Truncated::new(distance.value(), half_width, 0.0, f64::MAX);
            let below = |limit: f64| distance.below(limit, Normal::default());
            let [amber, red] = CARRY_LIMITS.map(|limit| below(limit.value));
            // A shorter carry is scored as a lift.
            found.outside = if distance.is_certain() { 0.0 } else { below(SHORTEST_CARRY[0].value) };
            if distance.is_certain() {
                found.add(colour(place), 1.0);
            } else {
                found.add(colour(0), amber - found.outside);
                found.add(colour(1), red - amber);
                found.add(colour(2), 1.0 - red);
            }
        }
        (column, _) => match cells.doubt(column) {
            Some(Doubt::Second { word, share }) if usize::from(word) < line.grades.len() => {
                found.add(colour(word), share);
                found.add(colour(place), 1.0 - share);
            }
            _ => found.add(colour(place), 1.0),
        },
    }
    found
}

/// The colours of a load between limits that were read off a drawing: all of them are off by the
/// same reading error.
fn of_load(limits: &Limits, load: f64, cells: &Cells, weight: f64, found: &mut Colours) {
    let half_width = cells.half_width(Column::LoadKg).hypot(MARGIN_KG);
    let load = Truncated::new(load, half_width, f64::MIN, f64::MAX);
    let mut before = 0.0;
    for (colour, limit) in MacColour::ALL.iter().zip(limits.iter().map(|limit| limit.value).chain([f64::INFINITY])) {
        let up_to = load.below(limit, Normal::default());
        found.add(*colour, weight * (up_to - before).max(0.0));
        before = up_to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

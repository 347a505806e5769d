//! How probable each branch is where the error of a load is stated: light, to be assessed by MAC or
//! NIOSH, heavy. The heaviest of the loads that were given decides, so that it stays under a limit
//! when each of them does.

use super::{Branch, Reading, judge, read};
use crate::chance::Truncated;
use crate::chance::normal::Normal;
use crate::domain::certainty::Certainty;
use crate::domain::choice::LoadKind;
use crate::domain::{Cells, Column, Figure, State};
use crate::guideline::trigger::{LOAD_HEAVY, LOAD_LIGHT};
use crate::method::{colours, repeat};

const LOADS: [Column; 2] = [Column::LoadKg, Column::LoadMaxKg];

/// How sure the branch of a task is; `None` where no error is stated of a load.
pub(super) fn of(cells: &Cells) -> Option<Certainty> {
    let Reading::Load { kg, kind, .. } = read(cells) else { return None };
    if !LOADS.iter().any(|column| repeat::is_doubtful(cells, *column)) {
        return None;
    }
    let (state, branch) = judge(kg, kind);
    let [light, assess, heavy] = branches(cells);
    let is_object = !matches!(kind, Some(LoadKind::Person | LoadKind::Animal));
    let place = match branch {
        Branch::Light => 0,
        Branch::Assess => 1,
        Branch::Heavy => 2,
    };
    let probability = |rows: &[Cells]| {
        let shares = branches(&rows[0]);
        // What lives has one branch up to 25 kg.
        if state == State::NotApplicable { shares[0] + shares[1] } else { shares[place] }
    };
    // A person or an animal that is not too heavy has no class of the screening.
    let acceptable = if is_object { light } else { 0.0 };
    let branches = [("light", light), ("assess", assess), ("heavy", heavy)];
    Some(Certainty {
        unclassed: 1.0 - acceptable - heavy,
        figures: vec![Figure::new("p_branch", branches.map(|(key, share)| Figure::new(key, share)).to_vec())],
        advice: repeat::weigh(&[cells], &LOADS, probability),
        ..Certainty::of_classes([acceptable, 0.0, heavy, 0.0])
    })
}

/// The probability of each branch.
fn branches(cells: &Cells) -> [f64; 3] {
    let loads: Vec<Truncated> =
        LOADS.iter().filter_map(|column| Some(colours::number(cells, *column, cells.number(*column)?))).collect();
    let below = |limit: f64| loads.iter().map(|load| load.below(limit, Normal::default())).product::<f64>();
    // Exactly 3 kg is no longer light, which only a load without an error can be.
    let certainly_on = loads.iter().any(|load| load.is_certain() && load.value() >= LOAD_LIGHT.value);
    let light = if certainly_on { 0.0 } else { below(LOAD_LIGHT.value) };
    let up_to = below(LOAD_HEAVY.value);
    [light, up_to - light, 1.0 - up_to]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::certainty::Advice;
    use crate::domain::doubt::Basis;
    use crate::domain::{Cell, Doubt};

    fn load(kg: f64, half_width: f64) -> Cells {
        let mut cells = Cells::default();
        cells.set(Column::LoadKg, Cell::Number(kg));
        cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(half_width, Basis::Entered));
        cells
    }

    /// A half width from a limit leaves 2.5 % beyond it (Abramowitz and Stegun, table 26.1).
    #[test]
    fn a_half_width_from_a_limit() {
        let found = of(&load(23.0, 2.0)).expect("an error is stated");
        assert!((found.classes[2] - 0.024_998).abs() < 1e-5 && (found.unclassed - 0.975_002).abs() < 1e-5, "{found:?}");
        assert_eq!(found.advice, Advice::Certain);
        let found = of(&load(25.0, 2.0)).expect("an error is stated");
        assert!((found.classes[2] - 0.5).abs() < 1e-5, "{found:?}");
        assert_eq!(found.advice, Advice::OnBorder);
        let found = of(&load(2.5, 1.0)).expect("an error is stated");
        // (3 − 2.5) · 1.96 = 0.98 deviations: 0.836 457.
        assert!((found.classes[0] - 0.836_457).abs() < 1e-5, "{found:?}");
        assert!(
            matches!(found.advice, Advice::Repeat { column: Column::LoadKg, half_width } if half_width > 0.55 && half_width < 0.62)
        );
        assert_eq!(of(&load(2.5, 0.0)), None);
    }

    /// The heaviest of two counts: each must stay under the limit.
    #[test]
    fn two_loads_multiply() {
        let mut cells = load(25.0, 2.0);
        cells.set(Column::LoadMaxKg, Cell::Number(25.0));
        cells.set_doubt(Column::LoadMaxKg, Doubt::HalfWidth(2.0, Basis::Entered));
        let found = of(&cells).expect("an error is stated");
        assert!((found.classes[2] - 0.75).abs() < 1e-5, "{found:?}");
    }
}

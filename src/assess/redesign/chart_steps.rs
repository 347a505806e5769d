//! What would it take on the MAC form: which factor, made better, takes off most.

use super::{Change, measures};
use crate::domain::choice::MacOperation;
use crate::domain::column::Kind;
use crate::domain::{Cell, Cells, Class, Column, Factor, State};
use crate::method::Context;
use crate::method::lifting::mac::{MAC, tables};

/// One factor made better on the MAC form.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The change.
    pub change: Change,
    /// The total that it gives; for ranking only, as the form says.
    pub total: f64,
    /// The worst colour that it leaves, as our class.
    pub class: Class,
    /// The guideline measures that realise it.
    pub measures: Vec<&'static str>,
}

/// What the form gives now and with each factor at each better word: per factor the smallest
/// change that takes off most. What lowers the worst colour comes first, then what takes most
/// off the total.
#[derive(Debug, Clone, PartialEq)]
pub struct MacSteps {
    /// The total now.
    pub total: f64,
    /// The worst colour now, as our class.
    pub class: Class,
    /// The steps.
    pub steps: Vec<Step>,
}

/// The steps for a row that was judged with the MAC and is not green; `None` for any other.
pub fn mac_steps(cells: &Cells) -> Option<MacSteps> {
    let (total, class) = judge(cells)?;
    if class == Class::Acceptable {
        return None;
    }
    let mut steps: Vec<Step> = MAC.columns.iter().filter_map(|&column| best(cells, column, total, class)).collect();
    steps.sort_by(|a, b| a.class.cmp(&b.class).then(a.total.total_cmp(&b.total)).then(a.change.column.cmp(&b.change.column)));
    Some(MacSteps { total, class, steps })
}

fn judge(cells: &Cells) -> Option<(f64, Class)> {
    let score = (MAC.score)(cells, Context::default());
    match (score.state, score.numbers[0], score.class) {
        (State::Assessed, Some(total), Some(class)) => Some((total.value, class)),
        _ => None,
    }
}

/// The smallest change of one factor that brings the lowest total that the factor can bring.
fn best(cells: &Cells, column: Column, total: f64, class: Class) -> Option<Step> {
    let Kind::Choice { ordered: true, .. } = column.spec().kind else { return None };
    let now = cells.choice(column)?;
    let mut row = cells.clone();
    let mut found: Option<Step> = None;
    for word in (0..now).rev() {
        let change = Change { column, from: Cell::Choice(now), to: Cell::Choice(word) };
        row.set(column, change.to);
        let Some((better, colour)) = judge(&row) else { continue };
        if (colour, better) < found.as_ref().map_or((class, total), |step| (step.class, step.total)) {
            found = Some(Step { change, total: better, class: colour, measures: measures(handled(cells, column)) });
        }
    }
    found
}

/// What makes up a factor of the form.
fn handled(cells: &Cells, column: Column) -> impl Iterator<Item = Factor> {
    let form: &[_] = match cells.choice(Column::MacOperation).map(MacOperation::from_index) {
        Some(MacOperation::Lift) => &tables::LIFT,
        Some(MacOperation::Carry) => &tables::CARRY,
        Some(MacOperation::Team) => &tables::TEAM,
        None => &[],
    };
    form.iter().find(|line| line.column == column).map_or(&[][..], |line| line.handles.list()).iter().copied()
}

//! What would it take? For a lift above its limit the smallest change of each variable, and the
//! best pairs, that bring its index down.
//!
//! Every proposal is a row with cells overridden, judged by the same code as any row. A single
//! change is found by bisection, because a variable moves the index in one direction between its
//! present and its best value; the heights, which work through VM and DM at once, are scanned
//! first. Pairs are searched on a grid of the first variable with the same search in the second.

mod chart_steps;
pub mod explain;
mod lever;

pub use chart_steps::{MacSteps, Step, mac_steps};
pub use explain::takes;
pub use lever::{Lever, Limits};

use crate::domain::threshold::classify;
use crate::domain::{Cell, Cells, Class, Column, Factor, Hazard, assessment::Level};
use crate::guideline::{self, Measure};
use crate::method::lifting::rnle::certainty;
use crate::method::lifting::rnle::input::{Reading, read};
use crate::method::lifting::rnle::niosh::Outcome;
use crate::method::lifting::rnle::tables::INDEX;

/// Where a redesign wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An index of at most 1.
    Acceptable,
    /// The next lower class.
    NextClass,
}

/// What would bring a lift down.
#[derive(Debug, Clone, PartialEq)]
pub struct Redesign {
    /// The index now; `None` where the lift lies beyond the equation's range.
    pub li: Option<f64>,
    /// The class now.
    pub class: Class,
    /// The index to reach.
    pub target: f64,
    /// Single changes that reach it, the smallest first.
    pub singles: Vec<Proposal>,
    /// Pairs of changes that reach it with less effort than either alone, the smallest first.
    pub pairs: Vec<Proposal>,
    /// Levers that cannot reach it alone, with the best index that they can reach.
    pub insufficient: Vec<Insufficient>,
}

/// A set of changes that reaches the target.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The changes.
    pub changes: Vec<Change>,
    /// The index that they give.
    pub li: f64,
    /// Its class.
    pub class: Class,
    /// The probability that the index is then at most the target, with the errors of measurement that
    /// the row states; `None` where it states none.
    pub certainty: Option<f64>,
    /// How large the changes are, in the practical steps of [`Lever::step`]; ours.
    pub effort: f64,
    /// The guideline measures that they realise.
    pub measures: Vec<&'static str>,
}

/// One cell overridden.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The column.
    pub column: Column,
    /// What stands there now.
    pub from: Cell,
    /// What would stand there.
    pub to: Cell,
}

/// A lever that does not suffice alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Insufficient {
    /// The lever.
    pub column: Column,
    /// Its best value.
    pub best: Cell,
    /// The index that it gives; `None` where the lift stays beyond the range.
    pub li: Option<f64>,
}

/// At most so many pairs are of use to a reader.
const MOST_PAIRS: usize = 5;
/// Points on the way of a height: VM and DM can pull apart there, so that the index may rise
/// before it falls, and the first stretch that suffices is looked for.
const SCAN: u32 = 32;
/// Steps of the grid of the first lever of a pair.
const GRID: u32 = 12;
/// Halvings of a bisection: beyond the precision of any tape measure.
const HALVINGS: u32 = 40;
/// Halvings within a pair.
const PAIR_HALVINGS: u32 = 12;

/// The index of a row; `None` where the equation gives none.
pub fn index(cells: &Cells) -> Option<f64> {
    match read(cells) {
        Reading::Lift(lift) => Some(Outcome::of(&lift).li()),
        _ => None,
    }
}

/// What would bring this lift to its target. `None` if there is nothing to bring down, or the
/// row is no lift that the equation can judge.
pub fn redesign(cells: &Cells, limits: &Limits, target: Target) -> Option<Redesign> {
    let (li, class) = match read(cells) {
        Reading::Lift(lift) => {
            let outcome = Outcome::of(&lift);
            (Some(outcome.li()), outcome.class())
        }
        Reading::Outside(reasons) if reasons.beyond_range() => (None, Class::High),
        _ => return None,
    };
    if class == Class::Acceptable {
        return None;
    }
    let target = match (target, li) {
        (Target::NextClass, Some(li)) => INDEX.iter().rev().map(|step| step.value).find(|limit| *limit < li).unwrap_or(1.0),
        _ => INDEX[0].value,
    };
    let levers = Lever::all(cells, limits);
    let mut result = Redesign { li, class, target, singles: Vec::new(), pairs: Vec::new(), insufficient: Vec::new() };
    for lever in &levers {
        if let Some(to) = reach(&mut cells.clone(), lever, target, 1.0, HALVINGS) {
            result.singles.push(proposal(cells, &[(lever, to)]));
        } else {
            let mut best = cells.clone();
            best.set(lever.column, lever.at(1.0));
            result.insufficient.push(Insufficient { column: lever.column, best: lever.at(1.0), li: index(&best) });
        }
    }
    result.pairs = pairs(cells, &levers, target, &result.singles);
    let by_effort =
        |a: &Proposal, b: &Proposal| a.effort.total_cmp(&b.effort).then(a.changes[0].column.cmp(&b.changes[0].column));
    result.singles.sort_by(by_effort);
    result.pairs.sort_by(by_effort);
    result.pairs.truncate(MOST_PAIRS);
    for proposal in result.singles.iter_mut().chain(&mut result.pairs) {
        let mut row = cells.clone();
        for change in &proposal.changes {
            row.set(change.column, change.to);
        }
        proposal.certainty = certainty::at_most(&row, target);
    }
    Some(result)
}

/// Whether a share of a lever's way reaches the target.
fn suffices(row: &mut Cells, lever: &Lever, share: f64, target: f64) -> bool {
    row.set(lever.column, lever.at(share));
    index(row).is_some_and(|li| li <= target)
}

/// The smallest share of a lever's way that reaches the target, unless it is clearly more than
/// `most`. The lever's cell of `row` is left as it was last tried.
fn reach(row: &mut Cells, lever: &Lever, target: f64, most: f64, halvings: u32) -> Option<f64> {
    let mut suffices = |share: f64| suffices(row, lever, share, target);
    if let Some(shares) = lever.places() {
        return shares.into_iter().find(|share| suffices(*share));
    }
    let (mut low, mut high) = if lever.only_falls() {
        if !suffices(most) {
            return None;
        }
        (0.0, 1.0)
    } else {
        let share = |point: u32| f64::from(point) / f64::from(SCAN);
        let first = (1..=SCAN).take_while(|point| share(point - 1) <= most).find(|point| suffices(share(*point)))?;
        (share(first - 1), share(first))
    };
    for _ in 0..halvings {
        let middle = f64::midpoint(low, high);
        if suffices(middle) { high = middle } else { low = middle }
    }
    let practical = lever.practical(high);
    Some(if suffices(practical) { practical } else { high })
}

/// Whether any share of a lever's way reaches the target.
fn can_reach(row: &mut Cells, lever: &Lever, target: f64) -> bool {
    if lever.only_falls() {
        return suffices(row, lever, 1.0, target);
    }
    (1..=SCAN).any(|point| suffices(row, lever, f64::from(point) / f64::from(SCAN), target))
}

/// For each pair of levers the split with the least effort, where it takes less than either of
/// the two alone.
fn pairs(cells: &Cells, levers: &[Lever], target: f64, singles: &[Proposal]) -> Vec<Proposal> {
    let alone = |lever: &Lever| {
        let single = singles.iter().find(|single| single.changes[0].column == lever.column);
        single.map_or(f64::INFINITY, |single| single.effort)
    };
    let mut found: Vec<Proposal> = Vec::new();
    // The efforts of the best pairs so far, least first: more than the last of them is of no use.
    let mut efforts: Vec<f64> = Vec::new();
    let mut row = cells.clone();
    for (place, first) in levers.iter().enumerate() {
        let shares = first.places().unwrap_or_else(|| (1..GRID).map(|i| f64::from(i) / f64::from(GRID)).chain([1.0]).collect());
        for second in &levers[place + 1..] {
            let of_use = efforts.get(MOST_PAIRS - 1).map_or(f64::INFINITY, |most| most.next_up());
            let mut least = alone(first).min(alone(second)).min(of_use);
            let mut best = None;
            let can = |share: f64, row: &mut Cells| {
                row.set(first.column, first.at(first.practical(share)));
                can_reach(row, second, target)
            };
            // Where more of the first never hurts, all of it tells whether any can do, and no less than
            // some of it does.
            let enough = match shares.split_last() {
                Some((all, rest)) if first.only_falls() => {
                    if can(*all, &mut row) {
                        rest.partition_point(|share| !can(*share, &mut row))
                    } else {
                        shares.len()
                    }
                }
                _ => 0,
            };
            for share in &shares[enough..] {
                let share = first.practical(*share);
                let left = least - first.effort(share);
                // What takes as much as is known to do cannot be the least.
                if left <= 0.0 {
                    continue;
                }
                row.set(first.column, first.at(share));
                let other = reach(&mut row, second, target, second.up_to(left), PAIR_HALVINGS);
                if let Some(other) = other
                    && first.effort(share) + second.effort(other) < least
                {
                    least = first.effort(share) + second.effort(other);
                    best = Some((share, other));
                }
            }
            row.set(second.column, cells.get(second.column));
            row.set(first.column, cells.get(first.column));
            if let Some((share, other)) = best {
                efforts.insert(efforts.partition_point(|effort| *effort <= least), least);
                found.push(proposal(cells, &[(first, share), (second, other)]));
            }
        }
    }
    found
}

/// A proposal, judged as a row of its own.
fn proposal(cells: &Cells, chosen: &[(&Lever, f64)]) -> Proposal {
    let mut row = cells.clone();
    let mut changes = Vec::with_capacity(chosen.len());
    for (lever, share) in chosen {
        let to = lever.at(*share);
        changes.push(Change { column: lever.column, from: cells.get(lever.column), to });
        row.set(lever.column, to);
    }
    let li = index(&row).expect("a proposal reaches its target, so it has an index");
    Proposal {
        changes,
        li,
        class: classify(&INDEX, li),
        certainty: None,
        effort: chosen.iter().map(|(lever, share)| lever.effort(*share)).sum(),
        measures: measures(chosen.iter().map(|(lever, _)| lever.factor)),
    }
}

/// The guideline measures that work on factors most directly, each once.
fn measures(factors: impl IntoIterator<Item = Factor>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for id in factors.into_iter().filter_map(measure) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The guideline measure that works on a factor most directly: the one that it is first of all
/// for, else any that works on it short of taking the lifting away.
fn measure(factor: Factor) -> Option<&'static str> {
    let for_lifting = |measure: &&Measure| {
        measure.level != Level::Elimination
            && measure.asked.as_ref().is_some_and(|asked| {
                asked.hazards.contains(&Hazard::Lifting) && asked.works_on.is_some_and(|works_on| works_on.contains(factor))
            })
    };
    let is_chief = |measure: &Measure| measure.asked.as_ref().is_some_and(|asked| asked.chief == Some(factor));
    let candidates = || guideline::measure::all().iter().filter(for_lifting);
    candidates().find(|measure| is_chief(measure)).or_else(|| candidates().next()).map(|measure| measure.id)
}

/// The index along a lever, for a chart: share of the way and index, where there is one.
pub fn curve(cells: &Cells, lever: &Lever, points: u32) -> Vec<(f64, f64)> {
    let mut row = cells.clone();
    (0..=points)
        .filter_map(|point| {
            let share = f64::from(point) / f64::from(points);
            row.set(lever.column, lever.at(share));
            match lever.at(share) {
                Cell::Number(value) => index(&row).map(|li| (value, li)),
                _ => None,
            }
        })
        .collect()
}

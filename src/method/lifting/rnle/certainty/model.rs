//! A row as a mixture of lifts whose numbers are uncertain.
//!
//! What is a choice between a few words or categories (grip, control, duration) becomes a mixture
//! with exact weights; what is a number within one of them stays a truncated normal distribution.

use super::super::duration::{Category, Periods};
use super::super::input::{Document, Reading, Reasons, STARTS, read_for};
use super::super::iso11228::Limit;
use super::super::iso11228::tables::{EXTENDED, ONE_HAND, TWO_PERSONS, extended_time, reference_mass};
use super::super::niosh::Outcome;
use super::super::tables::{
    EXTENDED_HOURS_LIMIT, HOURS_LIMIT, LOAD_CONSTANT, MODERATE_HOURS, MODERATE_RECOVERY, SHORT_HOURS, SHORT_RECOVERY,
};
use super::variable::{Numbers, VARIABLES, Variable};
use crate::chance::Truncated;
use crate::chance::normal::Normal;
use crate::domain::choice::{Coupling, UserPopulation, YesNo};
use crate::domain::quantity::Hours;
use crate::domain::{Cell, Cells, Column, Doubt};

/// Columns whose second word is part of the mixture.
pub(super) const CHOICES: [Column; 8] = [
    Column::Coupling,
    Column::ControlAtDestination,
    Column::LoadKind,
    Column::LiftPosture,
    Column::UnstableLoad,
    Column::RestrictedSpace,
    Column::SlipperyFloor,
    Column::FastLifting,
];
/// Less than this of a mixture changes nothing that is printed.
const NEGLIGIBLE: f64 = 1e-6;
/// Strips into which an uncertain recovery time is cut.
const STRIPS: usize = 64;

/// A part of the mixture.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// A lift whose numbers are all certain: its index, by the code that scores rows.
    Point(f64),
    /// A lift with uncertain numbers.
    Lift(Lift),
    /// The same in a day of more lifting than the method covers.
    TooLong(Lift),
    /// Beyond the range of geometry or frequency.
    Beyond,
    /// Another condition is not met.
    Outside,
}

/// A lift with uncertain numbers.
#[derive(Debug, Clone)]
pub(super) struct Lift {
    pub(super) numbers: Numbers,
    /// What the load is divided by beside the multipliers, kg: LC, or the reference mass with what
    /// ISO 11228-1 adds.
    pub(super) constant: f64,
    /// The place of the duration's column pair in the frequency table.
    pub(super) category: usize,
    pub(super) coupling: Coupling,
    /// Whether the destination counts.
    pub(super) controlled: bool,
    /// Whether H at origin and destination come from the width of the container.
    pub(super) from_width: [bool; 2],
}

/// The mixture of a row; `None` where a cell that is needed is missing, or its doubt is unusable.
pub(super) fn mixture(cells: &Cells, document: Document) -> Option<Vec<(f64, Part)>> {
    if !cells.starts(STARTS) || cells.doubts().iter().any(|(column, doubt)| *doubt == Doubt::Unusable && matters(*column)) {
        return None;
    }
    let mut parts = Vec::new();
    let mut row = cells.clone();
    choose(&mut row, &CHOICES, 1.0, document, &mut parts)?;
    Some(parts)
}

/// The columns whose doubt counts: the words of the mixture, then the numbers.
pub(in super::super) const DOUBTED: [Column; CHOICES.len() + Variable::ALL.len()] = {
    let mut columns = [Column::LoadKg; CHOICES.len() + Variable::ALL.len()];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = if at < CHOICES.len() { CHOICES[at] } else { Variable::ALL[at - CHOICES.len()].column() };
        at += 1;
    }
    columns
};

pub(super) fn matters(column: Column) -> bool {
    DOUBTED.contains(&column)
}

/// Each of the words that a column may hold, then what the row is with all of them chosen.
fn choose(row: &mut Cells, left: &[Column], weight: f64, document: Document, parts: &mut Vec<(f64, Part)>) -> Option<()> {
    let Some((&column, left)) = left.split_first() else { return durations(row, weight, document, parts) };
    let entered = row.get(column);
    if let (Some(Doubt::Second { word, share }), Cell::Choice(_)) = (row.doubt(column), entered) {
        row.set(column, Cell::Choice(word));
        choose(row, left, weight * share, document, parts)?;
        row.set(column, entered);
        return choose(row, left, weight * (1.0 - share), document, parts);
    }
    choose(row, left, weight, document, parts)
}

/// Each of the duration categories that the lifting hours may fall in.
fn durations(row: &Cells, weight: f64, document: Document, parts: &mut Vec<(f64, Part)>) -> Option<()> {
    let mut add = |weight: f64, part: Part| {
        if weight > NEGLIGIBLE {
            parts.push((weight, part));
        }
    };
    let reading = read_for(row, document);
    let is_lift = match &reading {
        Reading::NotStarted | Reading::Unmet(_) => return None,
        Reading::Outside(reasons) => only_numbers(*reasons),
        Reading::Lift(_) => true,
    };
    if !is_lift {
        add(weight, Part::Outside);
        return Some(());
    }
    let population = row.choice(Column::UserPopulation).map(UserPopulation::from_index);
    let numbers = Numbers::of(row)?;
    if numbers.are_certain() {
        add(
            weight,
            match &reading {
                Reading::Lift(lift) if document == Document::Niosh => Part::Point(Outcome::of(lift).li()),
                Reading::Lift(lift) => Part::Point(Limit::of(lift, population?).index()),
                Reading::Outside(reasons) if reasons.beyond_range() => Part::Beyond,
                _ => Part::Outside,
            },
        );
        return Some(());
    }
    let controlled = row.choice(Column::ControlAtDestination).map(YesNo::from_index) == Some(YesNo::Yes);
    let from_width = [Column::HOriginCm, Column::HDestinationCm].map(|column| row.is_empty(column));
    let has_width = row.number(Column::ContainerWidthCm).is_some();
    let ends = [(Column::HOriginCm, Column::AOriginDeg, true), (Column::HDestinationCm, Column::ADestinationDeg, controlled)];
    for (h, a, counts) in ends {
        let known = row.number(h).is_some() || row.is_empty(h) && has_width;
        if counts && (!known || row.is_rejected(a)) {
            return None;
        }
    }
    let coupling = Coupling::from_index(row.choice(Column::Coupling)?);
    for (share, duration, total) in Time::of(row, document)?.categories() {
        let constant = match document {
            Document::Niosh => LOAD_CONSTANT,
            Document::Iso11228 => {
                let one_hand = row.number(Column::Hands).is_some_and(|hands| hands < 2.0);
                let two_persons = row.number(Column::Persons).is_some_and(|persons| persons > 1.0);
                // Half the load for each of two persons.
                reference_mass(population?)
                    * if one_hand { ONE_HAND } else { 1.0 }
                    * if two_persons { 2.0 * TWO_PERSONS } else { 1.0 }
                    * extended_time(total)
            }
        };
        // More hours than any category are at least as demanding as the longest.
        let category = duration.unwrap_or(Category::Long) as usize;
        let numbers = numbers.without_times();
        let lift = Lift { numbers, constant, category, coupling, controlled, from_width };
        let part = if duration.is_some() { Part::Lift(lift) } else { Part::TooLong(lift) };
        add(weight * share, part);
    }
    Some(())
}

/// Whether the row is outside only because of numbers, which may in truth lie within.
fn only_numbers(reasons: Reasons) -> bool {
    use super::super::input::Reason;
    let of_numbers = [
        Reason::OverEightHours,
        Reason::HOrigin,
        Reason::HDestination,
        Reason::VOrigin,
        Reason::VDestination,
        Reason::Distance,
        Reason::AOrigin,
        Reason::ADestination,
        Reason::Frequency,
    ];
    let numbers = of_numbers.into_iter().filter(|reason| reasons.contains(*reason)).count();
    reasons.keys().count() == numbers
}

/// The lifting periods of a day, with uncertain times.
struct Time {
    period: Truncated,
    /// How many, and the light work after each, where there are several.
    several: Option<(f64, Truncated)>,
    limit: f64,
    document: Document,
}

impl Time {
    fn of(row: &Cells, document: Document) -> Option<Self> {
        let time = |column| Some(Numbers::number(row, column, row.number(column)?));
        let count = row.number(Column::LiftingSessionsPerDay).filter(|count| *count > 1.0);
        let several = match count {
            Some(count) => Some((count, time(Column::RecoveryHours)?)),
            None => None,
        };
        let limit = if document == Document::Niosh { HOURS_LIMIT } else { EXTENDED_HOURS_LIMIT };
        Some(Self { period: time(Column::LiftingHours)?, several, limit, document })
    }

    /// Weight, category (`None` beyond the limit) and hours a day of each stretch of times.
    fn categories(&self) -> Vec<(f64, Option<Category>, f64)> {
        let mut found: Vec<(f64, Option<Category>, f64)> = Vec::new();
        let mut add = |weight: f64, category: Option<Category>, total: f64| {
            if let Some(same) = found.iter_mut().find(|part| part.1 == category && extended(part.2) == extended(total)) {
                same.0 += weight;
            } else if weight > 0.0 {
                found.push((weight, category, total));
            }
        };
        match self.several {
            None => self.stretches(None, 1.0, &mut add),
            Some((count, recovery)) if recovery.is_certain() => {
                self.stretches(Some((count, recovery.value())), 1.0, &mut add);
            }
            Some((count, recovery)) => {
                let normal = Normal::default();
                for strip in 0..STRIPS {
                    let share = (strip as f64 + 0.5) / STRIPS as f64;
                    let hours = recovery.at(share, normal.quantile(share), recovery.is_cut(), normal);
                    self.stretches(Some((count, hours)), 1.0 / STRIPS as f64, &mut add);
                }
            }
        }
        found
    }

    /// The stretches of the period between which the category cannot change.
    fn stretches(&self, several: Option<(f64, f64)>, weight: f64, add: &mut impl FnMut(f64, Option<Category>, f64)) {
        let periods = |period: f64| match several {
            None => Periods::One(Hours::new(period)),
            Some((count, recovery)) => Periods::Several { period: Hours::new(period), count, recovery: Hours::new(recovery) },
        };
        let mut judge = |weight: f64, period: f64| {
            let periods = periods(period);
            let duration = match self.document {
                Document::Niosh => periods.duration(),
                Document::Iso11228 => periods.extended_duration(),
            };
            add(weight, duration.map(|duration| duration.category), periods.total().value());
        };
        if self.period.is_certain() {
            judge(weight, self.period.value());
            return;
        }
        let limits = [SHORT_HOURS, MODERATE_HOURS, self.limit].into_iter().chain(EXTENDED.iter().map(|(hours, _)| *hours));
        let mut ends: Vec<f64> = vec![0.0, 24.0];
        for limit in limits {
            ends.push(limit);
            ends.extend(several.map(|(count, _)| limit / count));
        }
        ends.extend(several.iter().flat_map(|(_, recovery)| [recovery / SHORT_RECOVERY, recovery / MODERATE_RECOVERY]));
        ends.retain(|end| (0.0..=24.0).contains(end));
        ends.sort_by(f64::total_cmp);
        let normal = Normal::default();
        for pair in ends.windows(2) {
            let share = self.period.below(pair[1], normal) - self.period.below(pair[0], normal);
            if share > 0.0 {
                judge(weight * share, f64::midpoint(pair[0], pair[1]));
            }
        }
    }
}

/// The place of a day's lifting hours among the steps of ISO 11228-1's extended time.
fn extended(total: f64) -> usize {
    EXTENDED.iter().filter(|(hours, _)| total > *hours).count()
}

const _: () = assert!(VARIABLES <= 10, "the lattice has a coordinate for each variable");

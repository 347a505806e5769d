//! From cells to a filled-in form.

use super::chart::{self, Limits};
use super::classify::{carry_place, is_short, load_place};
use super::tables::{CARRY, LIFT, TEAM};
use crate::domain::Cells;
use crate::domain::cells::{Needs, Unmet};
use crate::domain::choice::{LoadKind, MacOperation};
use crate::domain::column::Column;
use crate::domain::quantity::{Kilograms, Metres, PerMinute};
use crate::method::score_chart::{LINES, Line, Marked};

/// What a row is to the MAC tool.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "a box for the form would be an allocation for each row of `score`")]
pub(super) enum Reading {
    /// No operation was entered.
    NotStarted,
    /// The tool does not judge this, whatever else is entered.
    Outside(Outside),
    /// Cells that are needed could not be used.
    Unmet(Unmet),
    /// A filled-in form.
    Ready(Input),
}

/// A filled-in form and what it rests on.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) operation: MacOperation,
    pub(super) marked: Marked,
    pub(super) load: Load,
    /// Whether the load was taken for an object because nothing says what it is.
    pub(super) object_assumed: bool,
    /// The carry distance, if this is a carry.
    pub(super) carry: Option<Metres>,
}

/// Where the colour of load and frequency comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Load {
    /// Read from the leaflet.
    Leaflet,
    /// From the digitised lifting graph.
    LiftEstimate { load: Kilograms, rate: PerMinute, limits: Limits },
    /// From the masses of team handling.
    TeamEstimate { load: Kilograms, persons: f64, limits: Limits },
}

impl Load {
    /// The word of `basis`.
    pub(super) const fn basis(&self) -> &'static str {
        match self {
            Self::Leaflet => "leaflet",
            Self::LiftEstimate { .. } | Self::TeamEstimate { .. } => "estimate",
        }
    }

    /// Whether the colour rests on weak ground.
    pub(super) const fn is_estimate(&self) -> bool {
        !matches!(self, Self::Leaflet)
    }
}

/// Why the tool does not judge a row: what the load is, and what the chart does not hold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outside {
    /// A person or an animal.
    pub(super) load: Option<LoadKind>,
    /// Beyond the chart of the operation.
    pub(super) chart: Option<BeyondChart>,
}

/// What a chart does not hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum BeyondChart {
    /// Lifts that follow each other faster than the graph goes, with no colour from the leaflet.
    TooFast(PerMinute),
    /// A carry that is scored as a lift.
    ShortCarry(Metres),
    /// A team of one.
    NoTeam,
    /// More handlers than the team chart has.
    LargeTeam(f64),
}

/// Without an operation there is nothing to judge; but that the tool is not for people or animals
/// is said as soon as such a load is entered.
fn not_started(cells: &Cells) -> Reading {
    let kind = cells.choice(Column::LoadKind).map(LoadKind::from_index).filter(|kind| *kind != LoadKind::Object);
    let has_load = cells.is_filled(Column::LoadKg) || cells.is_filled(Column::LoadMaxKg);
    match kind.filter(|_| has_load) {
        Some(kind) => Reading::Outside(Outside { load: Some(kind), chart: None }),
        None => Reading::NotStarted,
    }
}

/// Reads a row.
pub(super) fn read(cells: &Cells) -> Reading {
    if cells.is_empty(Column::MacOperation) {
        return not_started(cells);
    }
    let mut needs = Needs::new(cells);
    let operation = needs.choice(Column::MacOperation, MacOperation::from_index);
    let kind = needs.optional_choice(Column::LoadKind, LoadKind::from_index);
    let outside = Outside {
        load: kind.filter(|kind| *kind != LoadKind::Object),
        chart: operation.and_then(|operation| beyond_chart(cells, operation)),
    };
    if outside.load.is_some() || outside.chart.is_some() {
        return Reading::Outside(outside);
    }
    let form = operation.and_then(|operation| {
        let carry =
            (operation == MacOperation::Carry).then(|| needs.number(Column::MacCarryDistanceM)).flatten().map(Metres::new);
        let load = load(&mut needs, cells, operation);
        let marked = mark(&mut needs, lines(operation), load.map(|(_, place)| place), carry);
        Some((operation, load?.0, marked?, carry))
    });
    match (needs.unmet(), form) {
        (None, Some((operation, load, marked, carry))) => {
            Reading::Ready(Input { operation, marked, load, object_assumed: kind.is_none(), carry })
        }
        // What is not there was asked for through `needs`, so that it is named here.
        (unmet, _) => Reading::Unmet(unmet.unwrap_or_default()),
    }
}

/// The lines of an operation's form.
const fn lines(operation: MacOperation) -> &'static [&'static Line] {
    match operation {
        MacOperation::Lift => &LIFT,
        MacOperation::Carry => &CARRY,
        MacOperation::Team => &TEAM,
    }
}

/// What the row says that the operation's chart does not hold, if anything.
fn beyond_chart(cells: &Cells, operation: MacOperation) -> Option<BeyondChart> {
    match operation {
        MacOperation::Lift => {
            let rate = cells.number(Column::LiftsPerMin).map(PerMinute::new)?;
            let estimated = cells.is_empty(Column::MacLoadFrequency);
            (estimated && chart::lift_limits(rate).is_none()).then_some(BeyondChart::TooFast(rate))
        }
        MacOperation::Carry => {
            let distance = cells.number(Column::MacCarryDistanceM).map(Metres::new)?;
            is_short(distance).then_some(BeyondChart::ShortCarry(distance))
        }
        MacOperation::Team => {
            let persons = cells.number(Column::Persons)?;
            match chart::team_limits(persons) {
                Some(_) => None,
                None if persons > chart::largest_team() => Some(BeyondChart::LargeTeam(persons)),
                None => Some(BeyondChart::NoTeam),
            }
        }
    }
}

/// The colour of load and frequency, as a place, and where it comes from.
fn load(needs: &mut Needs, cells: &Cells, operation: MacOperation) -> Option<(Load, u8)> {
    if !cells.is_empty(Column::MacLoadFrequency) || operation == MacOperation::Carry {
        return needs.choice(Column::MacLoadFrequency, |place| place).map(|place| (Load::Leaflet, place));
    }
    let per = if operation == MacOperation::Team { Column::Persons } else { Column::LiftsPerMin };
    if cells.is_empty(Column::LoadKg) || cells.is_empty(per) {
        // The other way out: the colour itself.
        needs.require(Column::MacLoadFrequency);
    }
    let (load, per) = (needs.number(Column::LoadKg).map(Kilograms::new), needs.number(per));
    let (load, per) = load.zip(per)?;
    let (estimate, limits) = if operation == MacOperation::Team {
        let limits = chart::team_limits(per)?;
        (Load::TeamEstimate { load, persons: per, limits }, limits)
    } else {
        let rate = PerMinute::new(per);
        let limits = chart::lift_limits(rate)?;
        (Load::LiftEstimate { load, rate, limits }, limits)
    };
    Some((estimate, load_place(&limits, load)))
}

/// The form's places; `None` if one could not be read, every one having been tried.
fn mark(needs: &mut Needs, lines: &'static [&'static Line], load: Option<u8>, carry: Option<Metres>) -> Option<Marked> {
    let mut places = [0; LINES];
    let mut complete = true;
    for (at, line) in places.iter_mut().zip(lines) {
        let place = match line.column {
            Column::MacLoadFrequency => load,
            Column::MacCarryDistanceM => carry.map(carry_place),
            words => needs.choice(words, |place| place),
        };
        match place {
            Some(place) => *at = place,
            None => complete = false,
        }
    }
    complete.then(|| Marked::new(lines, places))
}

//! From cells to a filled-in form.

use super::classify::{distance_place, load_place};
use super::tables::{is_wheeled, lines};
use crate::domain::cells::{Needs, Unmet};
use crate::domain::choice::{RappOperation, YesNo};
use crate::domain::quantity::{Kilograms, Metres};
use crate::domain::{Cells, Column};
use crate::method::score_chart::{LINES, Marked};

/// What a row is to the RAPP tool.
#[derive(Debug)]
pub(super) enum Reading {
    /// No operation was entered.
    NotStarted,
    /// Cells that are needed could not be used.
    Unmet(Unmet),
    /// A filled-in form.
    Ready(Input),
}

/// A filled-in form and what it was filled in from.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) operation: RappOperation,
    pub(super) marked: Marked,
    pub(super) load: Kilograms,
    pub(super) distance: Metres,
    pub(super) capacity: Capacity,
}

/// The load against what the equipment is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capacity {
    /// There is no equipment.
    None,
    /// Nothing says so: taken for within.
    TakenForWithin,
    /// Not above it.
    Within,
    /// Above it.
    Exceeded,
}

/// Reads a row.
pub(super) fn read(cells: &Cells) -> Reading {
    if cells.is_empty(Column::RappOperation) {
        return Reading::NotStarted;
    }
    let mut needs = Needs::new(cells);
    let form = needs.choice(Column::RappOperation, RappOperation::from_index).and_then(|operation| form(&mut needs, operation));
    match (needs.unmet(), form) {
        (None, Some(input)) => Reading::Ready(input),
        // What is not there was asked for through `needs`, so that it is named here.
        (unmet, _) => Reading::Unmet(unmet.unwrap_or_default()),
    }
}

/// Reads everything that the form of `operation` asks, so that all that is missing is known.
fn form(needs: &mut Needs, operation: RappOperation) -> Option<Input> {
    let load = needs.number(Column::RappLoadKg).map(Kilograms::new);
    let distance = needs.number(Column::RappDistanceM).map(Metres::new);
    let capacity = if is_wheeled(operation) {
        match needs.optional_choice(Column::RappOverCapacity, YesNo::from_index) {
            Some(YesNo::Yes) => Capacity::Exceeded,
            Some(YesNo::No) => Capacity::Within,
            None => Capacity::TakenForWithin,
        }
    } else {
        Capacity::None
    };
    let lines = lines(operation);
    let mut places = [0; LINES];
    let mut complete = true;
    for (at, line) in places.iter_mut().zip(lines) {
        let place = match line.column {
            Column::RappLoadKg => load.map(|load| load_place(operation, load, capacity == Capacity::Exceeded)),
            Column::RappDistanceM => distance.map(|distance| distance_place(operation, distance)),
            words => needs.choice(words, |place| place),
        };
        match place {
            Some(place) => *at = place,
            None => complete = false,
        }
    }
    let (load, distance) = load.zip(distance)?;
    complete.then(|| Input { operation, marked: Marked::new(lines, places), load, distance, capacity })
}

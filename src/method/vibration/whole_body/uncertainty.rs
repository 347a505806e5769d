//! How sure the A(8) of a day is, as far as there is something to compute it from.

use super::Named;
use super::equation::{Axis, Day};
use super::input::{Magnitude, Provenance};
use super::tables::{INSTRUMENT_LIMIT, REFERENCE_HOURS};
use crate::domain::task::RecordedVibration;
use crate::signal::uncertainty::{Part, Uncertain, combine, of_repeats};

/// What is known, and what of it is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    /// A(8) of the axis that decides.
    pub(super) a8: Uncertain,
    /// Whether a vehicle has several recordings.
    pub(super) sampling: bool,
    /// Whether each vehicle has.
    pub(super) sampling_of_all: bool,
    /// Whether each vehicle was measured with an instrument of the standard.
    pub(super) instrument: bool,
}

/// The uncertainty of a day's A(8). `None` where nothing tells it: no repeated recordings and no
/// stated instrument; a vehicle without a value, with an estimate or with declared values; an axis
/// that several share.
pub(super) fn of(rides: &[Named], day: &Day) -> Option<Known> {
    let (axis, alone) = day.a8.axis()?;
    let measured = |named: &&Named| named.ride.is_valued() && named.ride.provenance != Provenance::Declared;
    let valued: Vec<&Named> = rides.iter().filter(|named| named.ride.vibrates()).collect();
    if !alone || valued.is_empty() || !valued.iter().all(measured) {
        return None;
    }
    let spreads: Vec<Option<f64>> = valued.iter().map(|named| spread(named, axis)).collect();
    let instrument = valued.iter().all(|named| states_the_standard(named.instrument));
    let sampling = spreads.iter().any(Option::is_some);
    if !sampling && !instrument {
        return None;
    }
    let parts = valued.iter().zip(&spreads).filter_map(|(named, spread)| {
        let Magnitude::Axes(per_axis) = named.ride.magnitude else { return None };
        Some(Part {
            acceleration: per_axis[axis as usize].value(),
            hours: named.ride.hours.value(),
            // Limits of which nothing more is known: every deviation within them as likely.
            relative: [if instrument { INSTRUMENT_LIMIT / 3.0_f64.sqrt() } else { 0.0 }, spread.unwrap_or(0.0)],
            hours_uncertainty: 0.0,
        })
    });
    let a8 = combine(&parts.collect::<Vec<_>>(), REFERENCE_HOURS).filter(|a8| a8.standard > 0.0)?;
    Some(Known { a8, sampling, sampling_of_all: spreads.iter().all(Option::is_some), instrument })
}

/// The relative standard uncertainty of the mean of a vehicle's recordings.
fn spread(named: &Named, axis: Axis) -> Option<f64> {
    if named.ride.provenance != Provenance::Recorded {
        return None;
    }
    spread_of(named.each, axis as usize)
}

/// The relative standard uncertainty of the mean of several recordings on one axis.
pub(super) fn spread_of(each: &[RecordedVibration], axis: usize) -> Option<f64> {
    let values: Vec<f64> = each.iter().map(|recorded| recorded.rms[axis]).collect();
    of_repeats(&values).map(|(_, relative)| relative)
}

/// Whether the user's words on the instrument name its standard.
pub(super) fn states_the_standard(words: &str) -> bool {
    words.contains("8041")
}

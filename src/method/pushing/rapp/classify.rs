//! Which grade a load and a distance get.

use super::tables::{OVER_CAPACITY, distance_limits, load_limits};
use crate::domain::Relation;
use crate::domain::choice::RappOperation;
use crate::domain::quantity::{Kilograms, Metres};
use crate::method::score_chart::place;

/// The place of a load's colour: purple if it is above the equipment's capacity.
pub fn load_place(operation: RappOperation, load: Kilograms, over_capacity: bool) -> u8 {
    if over_capacity { OVER_CAPACITY } else { place(load_limits(operation), load.value()) }
}

/// The place of a distance.
pub fn distance_place(operation: RappOperation, distance: Metres) -> u8 {
    place(distance_limits(operation), distance.value())
}

/// The end that two ranges share, if the load is exactly on it.
pub fn shared_end(operation: RappOperation, load: Kilograms) -> Option<f64> {
    let [amber, red, _] = load_limits(operation);
    [amber, red]
        .into_iter()
        .filter(|limit| limit.relation == Relation::AtLeast)
        .map(|limit| limit.value)
        .find(|end| end.total_cmp(&load.value()).is_eq())
}

//! Which grade a measured value gets.

use super::chart::Limits;
use super::tables::{CARRY_LIMITS, SHORTEST_CARRY};
use crate::domain::quantity::{Kilograms, Metres};
use crate::method::score_chart::place;

/// The place of a load's colour.
pub fn load_place(limits: &Limits, load: Kilograms) -> u8 {
    place(limits, load.value())
}

/// The place of a carry distance.
pub fn carry_place(distance: Metres) -> u8 {
    place(&CARRY_LIMITS, distance.value())
}

/// Whether a carry is so short that it is scored as a lift.
pub fn is_short(distance: Metres) -> bool {
    SHORTEST_CARRY[0].is_beyond(distance.value())
}

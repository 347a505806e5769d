//! What ISO 11228-1:2021 sets beside the multipliers that it shares with NIOSH.
//!
//! The standard itself was not read: the values come from an open-source implementation that
//! cites it (ErgoCalc), and the levels from Fox and others (2019). `fixtures/tables/iso11228.csv`
//! holds a second typing.

use super::super::tables::ISO_LEVELS;
use crate::domain::choice::UserPopulation;
use crate::domain::{Citation, Class, Confidence, Relation, Source, Threshold, Unit};

/// The standard.
pub const STANDARD: Source = Source {
    id: "iso-11228-1",
    title: "ISO 11228-1:2021 Ergonomics — Manual handling — Part 1: Lifting, lowering and carrying",
};

/// Where the values were read.
pub const IMPLEMENTATION: Source =
    Source { id: "ergocalc", title: "ErgoCalc, open-source implementation of ISO 11228-1:2021 (values as read in its code)" };

/// The reference mass of a user population, kg: 25 and 20 for men of 20 to 45 and others, 20 and
/// 15 for women. For a mixed population the source has no value; that of women protects
/// everyone, and the choice is ours.
pub const fn reference_mass(population: UserPopulation) -> f64 {
    match population {
        UserPopulation::Men20To45 => 25.0,
        UserPopulation::MenOther | UserPopulation::Women20To45 | UserPopulation::Mixed20To45 => 20.0,
        UserPopulation::WomenOther | UserPopulation::MixedOther => 15.0,
    }
}

/// OM: lifting with one hand.
pub const ONE_HAND: f64 = 0.6;
/// PM: lifting by two persons; the limit then holds for half the load (memory).
pub const TWO_PERSONS: f64 = 0.85;
/// EM: hours of lifting a day up to which it holds, and the factor.
pub const EXTENDED: [(f64, f64); 5] = [(8.0, 1.0), (9.0, 0.97), (10.0, 0.93), (11.0, 0.89), (12.0, 0.85)];

/// EM for the lifting hours of a day; reading has refused more than twelve.
pub fn extended_time(hours: f64) -> f64 {
    EXTENDED.iter().find(|(up_to, _)| hours <= *up_to).map_or(EXTENDED[4].1, |(_, factor)| *factor)
}

/// The five levels: above each limit the next begins. Both *low* and *moderate* are `increased`
/// on our ordinal.
pub const LEVELS: [Threshold; 4] = [
    level("iso_low", 1.0, Class::Increased),
    level("iso_moderate", 1.5, Class::Increased),
    level("iso_high", 2.0, Class::High),
    level("iso_very_high", 3.0, Class::VeryHigh),
];

const fn level(name: &'static str, value: f64, class: Class) -> Threshold {
    let citation = Citation { source: &ISO_LEVELS, locator: "levels of ISO 11228-1:2021", confidence: Confidence::Verified };
    Threshold { name, relation: Relation::Above, value, unit: Unit::None, class: Some(class), citation }
}

/// The keys of the five levels, from the lowest.
pub const LEVEL_KEYS: [&str; 5] = [
    "iso11228.level.very_low",
    "iso11228.level.low",
    "iso11228.level.moderate",
    "iso11228.level.high",
    "iso11228.level.very_high",
];

/// What this method cites.
pub const CITATIONS: [Citation; 3] = [
    Citation::verified(&IMPLEMENTATION, "reference mass, OM, PM, EM"),
    Citation::memory(&STANDARD, "scope and risk levels"),
    Citation::verified(&ISO_LEVELS, "levels of the lifting index"),
];

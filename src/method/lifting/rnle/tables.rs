//! Constants, limits and tables of NIOSH publication 94-110 (revised September 2021), metric.
//!
//! `fixtures/tables/rnle_*.csv` hold a second, independent typing.

use crate::domain::{Citation, Class, Relation, Source, Threshold, Unit};

/// The applications manual.
pub const MANUAL: Source = Source {
    id: "niosh-94-110",
    title: "Applications Manual for the Revised NIOSH Lifting Equation, NIOSH 94-110 (revised 9/2021)",
};

/// LC: the recommended weight under ideal conditions, kg.
pub const LOAD_CONSTANT: f64 = 23.0;
/// The H below which HM stays 1, cm.
pub const H_REFERENCE: f64 = 25.0;
/// The H beyond which the equation gives no weight at all, cm.
pub const H_LIMIT: f64 = 63.0;
/// The V at which VM is 1, cm.
pub const V_REFERENCE: f64 = 75.0;
/// The V beyond which the equation gives no weight at all, cm.
pub const V_LIMIT: f64 = 175.0;
/// What VM loses for each cm away from [`V_REFERENCE`].
pub const V_SLOPE: f64 = 0.003;
/// The D below which DM stays 1, cm.
pub const D_REFERENCE: f64 = 25.0;
/// The D beyond which the equation gives no weight at all, cm.
pub const D_LIMIT: f64 = 175.0;
/// DM = this + [`D_SPAN`] / D.
pub const D_BASE: f64 = 0.82;
/// The numerator of DM, cm.
pub const D_SPAN: f64 = 4.5;
/// The A beyond which the equation gives no weight at all, °.
pub const A_LIMIT: f64 = 135.0;
/// What AM loses for each degree.
pub const A_SLOPE: f64 = 0.0032;
/// Lifts per minute that the frequency table begins with; slower lifts count as this.
pub const F_LOWEST: f64 = 0.2;
/// The V from which the frequency and the coupling table have their upper column, cm.
pub const V_COLUMN: f64 = 75.0;
/// The lifting time a day beyond which there is no limit, h.
pub const HOURS_LIMIT: f64 = 8.0;
/// The same in ISO 11228-1:2021, h.
pub const EXTENDED_HOURS_LIMIT: f64 = 12.0;
/// Longest continuous lifting of the short category, h.
pub const SHORT_HOURS: f64 = 1.0;
/// Longest continuous lifting of the moderate category, h.
pub const MODERATE_HOURS: f64 = 2.0;
/// Recovery that a short period needs, as a multiple of it (1.2 in the 1994 edition).
pub const SHORT_RECOVERY: f64 = 1.0;
/// Recovery that a moderate period needs, as a multiple of it.
pub const MODERATE_RECOVERY: f64 = 0.3;
/// The V from which the estimate of H from the container's width adds [`H_ESTIMATE_HIGH`], cm.
pub const H_ESTIMATE_V: f64 = 25.0;
/// H = this + W/2 where V is at least [`H_ESTIMATE_V`], cm.
pub const H_ESTIMATE_HIGH: f64 = 20.0;
/// H = this + W/2 where V is lower, cm.
pub const H_ESTIMATE_LOW: f64 = 25.0;
/// More than this carried is no longer one or two steps, m. The manual has no number; 2 m is
/// where the HSE's MAC begins to call it carrying, and the choice is ours.
pub const CARRY_LIMIT: f64 = 2.0;
/// The range of air temperature in which the equation was made, °C.
pub const TEMPERATURE: (f64, f64) = (19.0, 26.0);

/// Table 5. Lifts per minute; then FM for short, moderate and long duration, each for V below
/// 75 cm and from 75 cm. 0 means that the manual gives no weight.
#[rustfmt::skip]
pub const FREQUENCY: [(f64, [f64; 6]); 18] = [
    //        ≤ 1 h         ≤ 2 h         ≤ 8 h
    //      V<75  V≥75    V<75  V≥75    V<75  V≥75
    ( 0.2, [1.00, 1.00,   0.95, 0.95,   0.85, 0.85]),
    ( 0.5, [0.97, 0.97,   0.92, 0.92,   0.81, 0.81]),
    ( 1.0, [0.94, 0.94,   0.88, 0.88,   0.75, 0.75]),
    ( 2.0, [0.91, 0.91,   0.84, 0.84,   0.65, 0.65]),
    ( 3.0, [0.88, 0.88,   0.79, 0.79,   0.55, 0.55]),
    ( 4.0, [0.84, 0.84,   0.72, 0.72,   0.45, 0.45]),
    ( 5.0, [0.80, 0.80,   0.60, 0.60,   0.35, 0.35]),
    ( 6.0, [0.75, 0.75,   0.50, 0.50,   0.27, 0.27]),
    ( 7.0, [0.70, 0.70,   0.42, 0.42,   0.22, 0.22]),
    ( 8.0, [0.60, 0.60,   0.35, 0.35,   0.18, 0.18]),
    ( 9.0, [0.52, 0.52,   0.30, 0.30,   0.00, 0.15]),
    (10.0, [0.45, 0.45,   0.26, 0.26,   0.00, 0.13]),
    (11.0, [0.41, 0.41,   0.00, 0.23,   0.00, 0.00]),
    (12.0, [0.37, 0.37,   0.00, 0.21,   0.00, 0.00]),
    (13.0, [0.00, 0.34,   0.00, 0.00,   0.00, 0.00]),
    (14.0, [0.00, 0.31,   0.00, 0.00,   0.00, 0.00]),
    (15.0, [0.00, 0.28,   0.00, 0.00,   0.00, 0.00]),
    (f64::INFINITY, [0.00, 0.00, 0.00, 0.00, 0.00, 0.00]),
];

/// Table 7. CM for good, fair and poor coupling, each for V below 75 cm and from 75 cm.
#[rustfmt::skip]
pub const COUPLING: [[f64; 2]; 3] = [
    // V<75  V≥75
    [1.00, 1.00],
    [0.95, 1.00],
    [0.90, 0.90],
];

/// The limits of the lifting index, and the class beyond each. 1.0 and the remark on 3.0 are
/// NIOSH's; 2.0 is from the levels of ISO 11228-1, and the ordinal that they give is ours.
pub const INDEX: [Threshold; 3] = [
    index_limit("lifting_index_1", 1.0, Class::Increased, Citation::verified(&MANUAL, "p. 20")),
    index_limit("lifting_index_2", 2.0, Class::High, Citation::verified(&ISO_LEVELS, "abstract; levels of ISO 11228-1:2021")),
    index_limit("lifting_index_3", 3.0, Class::VeryHigh, Citation::verified(&MANUAL, "p. 20, attributed to \"some experts\"")),
];

/// The paper that gives the levels of ISO 11228-1:2021 their reasons.
pub const ISO_LEVELS: Source = Source {
    id: "fox-2019",
    title: "Fox, Lu, Occhipinti, Jaeger: Understanding outcome metrics of the revised NIOSH lifting equation. Applied Ergonomics 81 (2019) 102897",
};

const fn index_limit(name: &'static str, value: f64, class: Class, citation: Citation) -> Threshold {
    Threshold { name, relation: Relation::Above, value, unit: Unit::None, class: Some(class), citation }
}

/// What a method of this family cites.
pub const CITATIONS: [Citation; 6] = [
    Citation::verified(&MANUAL, "equation and multipliers: pp. 7–18"),
    Citation::verified(&MANUAL, "table 5 (frequency), table 7 (coupling)"),
    Citation::verified(&MANUAL, "duration and recovery: pp. 13–16"),
    Citation::verified(&MANUAL, "significant control: pp. 21, 26"),
    Citation::verified(&MANUAL, "limits of the equation: pp. 5–6"),
    Citation::verified(&ISO_LEVELS, "levels of the lifting index"),
];

//! The forms for pushing and pulling with and without wheels: factors, grades, colours, scores and
//! the limits of load and distance.

use crate::domain::choice::MacColour::{Amber, Green, Purple, Red};
use crate::domain::choice::RappOperation;
use crate::domain::{Citation, Class, Column, Factor, Relation, Source, Threshold, Unit};
use crate::method::score_chart::{Grade, Handles, Line, grade};

/// The leaflet. Only its first page could be read here.
pub static INDG478: Source =
    Source { id: "indg478", title: "HSE, Risk assessment of pushing and pulling (RAPP) tool, INDG478, 2016" };

/// The Mexican standard that took the leaflet's factors over.
pub static NOM_036_II: Source = Source {
    id: "nom_036_ii",
    title: "NOM-036-1-STPS-2018, Factores de riesgo ergonómico en el trabajo, parte 1: Manejo manual de cargas, Apéndice II",
};

/// The leaflet, for whoever wants to look further.
pub const LEAFLET: Citation = Citation::memory(&INDG478, "the chart and its score sheet");

const FACTORS: Citation = Citation::verified(&NOM_036_II, "table of factors, in a public transcription");
const WHEELED_LOADS: Citation = Citation::verified(&NOM_036_II, "with wheels: load weight");
const OTHER_LOADS: Citation = Citation::verified(&NOM_036_II, "without wheels: load weight");
const WHEELED_DISTANCES: Citation = Citation::verified(&NOM_036_II, "with wheels: travel distance, in the list of options");
const OTHER_DISTANCES: Citation = Citation::verified(&NOM_036_II, "without wheels: travel distance");

/// The form for equipment with wheels.
pub static WHEELED: [&Line; 9] = [&LOAD, &POSTURE, &GRIP, &PATTERN, &DISTANCE, &EQUIPMENT, &FLOOR, &OBSTACLES, &OTHER];

/// The form for loads without wheels.
pub static WITHOUT_WHEELS: [&Line; 8] = [&LOAD, &POSTURE, &GRIP, &PATTERN, &DISTANCE, &FLOOR, &OBSTACLES, &OTHER];

/// Load weight; with wheels, of equipment and load together.
pub static LOAD: Line = Line {
    key: "load",
    label: "rapp.factor.load",
    column: Column::RappLoadKg,
    grades: &[
        grade("rapp.load.green", Green, 0),
        grade("rapp.load.amber", Amber, 2),
        grade("rapp.load.red", Red, 4),
        grade("rapp.load.purple", Purple, 8),
    ],
    handles: Handles::of(&[Factor::Mass]),
    citation: FACTORS,
};

/// Posture.
pub static POSTURE: Line = Line {
    key: "posture",
    label: "rapp.factor.posture",
    column: Column::RappPosture,
    grades: &[
        grade("rapp.posture.good", Green, 0),
        grade("rapp.posture.reasonable", Amber, 3),
        grade("rapp.posture.poor", Red, 6),
    ],
    handles: Handles::of(&[Factor::Height]),
    citation: FACTORS,
};

/// Hand grip.
pub static GRIP: Line = Line {
    key: "grip",
    label: "rapp.factor.grip",
    column: Column::RappGrip,
    grades: &[grade("rapp.grip.good", Green, 0), grade("rapp.grip.reasonable", Amber, 1), grade("rapp.grip.poor", Red, 2)],
    handles: Handles::of(&[Factor::Grip]),
    citation: FACTORS,
};

/// Work pattern.
pub static PATTERN: Line = Line {
    key: "pattern",
    label: "rapp.factor.pattern",
    column: Column::RappPattern,
    grades: &[
        grade("rapp.pattern.own_pace", Green, 0),
        grade("rapp.pattern.repetitive_with_breaks", Amber, 1),
        grade("rapp.pattern.repetitive", Red, 3),
    ],
    handles: Handles::of(&[Factor::Frequency]),
    citation: FACTORS,
};

/// Travel distance of a trip.
pub static DISTANCE: Line = Line {
    key: "distance",
    label: "rapp.factor.distance",
    column: Column::RappDistanceM,
    grades: &[
        grade("rapp.distance.green", Green, 0),
        grade("rapp.distance.amber", Amber, 1),
        grade("rapp.distance.red", Red, 3),
    ],
    handles: Handles::of(&[Factor::Distance]),
    citation: FACTORS,
};

/// Condition of the equipment.
pub static EQUIPMENT: Line = Line {
    key: "equipment",
    label: "rapp.factor.equipment",
    column: Column::RappEquipment,
    grades: &[
        grade("rapp.equipment.good", Green, 0),
        grade("rapp.equipment.reasonable", Amber, 2),
        grade("rapp.equipment.poor", Red, 4),
    ],
    handles: Handles::of(&[Factor::Equipment]),
    citation: FACTORS,
};

/// Floor surface.
pub static FLOOR: Line = Line {
    key: "floor",
    label: "rapp.factor.floor",
    column: Column::RappFloor,
    grades: &[grade("rapp.floor.good", Green, 0), grade("rapp.floor.reasonable", Amber, 1), grade("rapp.floor.poor", Red, 4)],
    handles: Handles::of(&[Factor::Floor]),
    citation: FACTORS,
};

/// Obstacles along the route.
pub static OBSTACLES: Line = Line {
    key: "obstacles",
    label: "rapp.factor.obstacles",
    column: Column::RappObstacles,
    grades: &[
        grade("rapp.obstacles.none", Green, 0),
        grade("rapp.obstacles.one", Amber, 2),
        grade("rapp.obstacles.several", Red, 3),
    ],
    handles: Handles::of(&[Factor::Obstacles]),
    citation: FACTORS,
};

/// Other factors.
pub static OTHER: Line = Line {
    key: "other",
    label: "rapp.factor.other",
    column: Column::RappOther,
    grades: &[grade("rapp.other.0", Green, 0), grade("rapp.other.1", Amber, 1), grade("rapp.other.2", Red, 2)],
    handles: Handles::of(&[Factor::Environment]),
    citation: FACTORS,
};

/// Where amber, red and purple begin for a load. Amber and red are printed as ranges that share an end;
/// on a shared end the higher colour is taken. Purple is printed as *more than*.
pub type LoadLimits = [Threshold; 3];

/// Where amber and red begin for a distance.
pub type DistanceLimits = [Threshold; 2];

const fn limit(name: &'static str, relation: Relation, value: f64, unit: Unit, class: Class, citation: Citation) -> Threshold {
    Threshold { name, relation, value, unit, class: Some(class), citation }
}

macro_rules! loads {
    ($name:literal, $amber:expr, $red:expr, $purple:expr, $citation:expr) => {
        [
            limit(concat!($name, ".amber"), Relation::AtLeast, $amber, Unit::Kilogram, Class::Increased, $citation),
            limit(concat!($name, ".red"), Relation::AtLeast, $red, Unit::Kilogram, Class::High, $citation),
            limit(concat!($name, ".purple"), Relation::Above, $purple, Unit::Kilogram, Class::VeryHigh, $citation),
        ]
    };
}

macro_rules! distances {
    ($name:literal, $amber:expr, $red:expr, $citation:expr) => {
        [
            limit(concat!($name, ".amber"), Relation::Above, $amber, Unit::Metre, Class::Increased, $citation),
            limit(concat!($name, ".red"), Relation::Above, $red, Unit::Metre, Class::High, $citation),
        ]
    };
}

/// The limits of the load, for each operation in the order of [`RappOperation`].
#[rustfmt::skip]
pub static LOADS: [LoadLimits; 6] = [
    //      operation         amber   red  purple, kg
    loads!("small_wheeled",    50.0,  100.0,  200.0, WHEELED_LOADS),
    loads!("medium_wheeled",  250.0,  500.0,  750.0, WHEELED_LOADS),
    loads!("large_wheeled",   600.0, 1000.0, 1500.0, WHEELED_LOADS),
    loads!("rolling",         400.0,  600.0, 1000.0, OTHER_LOADS),
    loads!("churning",         80.0,  120.0,  150.0, OTHER_LOADS),
    loads!("sliding",          25.0,   50.0,   80.0, OTHER_LOADS),
];

/// The limits of the distance with wheels.
pub static WHEELED_LIMITS: DistanceLimits = distances!("wheeled_distance", 10.0, 30.0, WHEELED_DISTANCES);

/// The limits of the distance without wheels.
pub static WITHOUT_WHEELS_LIMITS: DistanceLimits = distances!("other_distance", 2.0, 10.0, OTHER_DISTANCES);

/// The place of purple among the grades of the load: what a load above the equipment's capacity gets.
pub const OVER_CAPACITY: u8 = 3;
const _: () = assert!(matches!(LOAD_GRADES[OVER_CAPACITY as usize].colour, Purple));
const LOAD_GRADES: &[Grade] = LOAD.grades;

/// Whether the operation has wheels: section A of the leaflet; else section B.
pub const fn is_wheeled(operation: RappOperation) -> bool {
    matches!(operation, RappOperation::SmallWheeled | RappOperation::MediumWheeled | RappOperation::LargeWheeled)
}

/// The limits of the load of an operation.
pub const fn load_limits(operation: RappOperation) -> &'static LoadLimits {
    &LOADS[operation as usize]
}

/// The limits of the distance of an operation.
pub const fn distance_limits(operation: RappOperation) -> &'static DistanceLimits {
    if is_wheeled(operation) { &WHEELED_LIMITS } else { &WITHOUT_WHEELS_LIMITS }
}

/// The lines of an operation's form.
pub const fn lines(operation: RappOperation) -> &'static [&'static Line] {
    if is_wheeled(operation) { &WHEELED } else { &WITHOUT_WHEELS }
}

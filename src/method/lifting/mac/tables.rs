//! The three forms: factors, grades, colours and scores, and where each was found.

use crate::domain::choice::MacColour::{Amber, Green, Purple, Red};
use crate::domain::{Citation, Class, Column, Confidence, Factor, Relation, Source, Threshold, Unit};
use crate::method::score_chart::{Handles, Line, grade};

/// The leaflet. Only its first page could be read here.
pub static INDG383: Source =
    Source { id: "indg383", title: "HSE, Manual handling assessment charts (the MAC tool), INDG383 (rev3), 2018" };

/// The Mexican standard that took the leaflet's factors over.
pub static NOM_036_I: Source = Source {
    id: "nom_036_i",
    title: "NOM-036-1-STPS-2018, Factores de riesgo ergonómico en el trabajo, parte 1: Manejo manual de cargas, Apéndice I",
};

/// What the makers say of the totals.
pub static HSE_MAC_PAGES: Source =
    Source { id: "hse_mac_pages", title: "HSE, MAC tool: frequently asked questions; tips for using the MAC tool" };

/// The leaflet, for whoever wants to look further.
pub const LEAFLET: Citation = Citation::memory(&INDG383, "the chart and its score sheet");
/// The total has no action levels.
pub const NO_ACTION_LEVELS: Citation = Citation::verified(&HSE_MAC_PAGES, "totals do not relate to action levels");
/// The lifting graph, as a third party read it off the standard's drawing.
pub const GRAPH: Citation = Citation {
    source: &NOM_036_I,
    locator: "lifting graph, read off the drawing by a third party",
    confidence: Confidence::Digitised,
};
/// The ticks of the lifting graph's axis.
pub const TICKS: Citation = Citation::verified(&NOM_036_I, "lifting graph: ticks of the axis");
/// The masses for teams.
pub const TEAM_MASS: Citation = Citation::memory(&INDG383, "team handling: load weight");

const FACTORS: Citation = Citation::verified(&NOM_036_I, "table of factors, in two independent transcriptions");
const OBSTACLE_SCORES: Citation = Citation::memory(&INDG383, "carrying: obstacles en route; NOM-036-1 scores amber 1");
const CARRY_DISTANCES: Citation = Citation::verified(&NOM_036_I, "carrying: distance");
const SHORT_CARRIES: Citation =
    Citation::verified(&HSE_MAC_PAGES, "V-MAC questions: a carry under 2 m is ignored, as in the MAC");

/// The form for one person who lifts.
pub static LIFT: [&Line; 8] = [&LIFT_LOAD, &HAND_DISTANCE, &VERTICAL_ZONE, &TORSO, &POSTURE, &GRIP, &FLOOR, &ENVIRONMENT];

/// The form for one person who carries.
pub static CARRY: [&Line; 9] =
    [&LIFT_LOAD, &HAND_DISTANCE, &ASYMMETRY, &POSTURE, &GRIP, &FLOOR, &ENVIRONMENT, &CARRY_DISTANCE, &OBSTACLES];

/// The form for a team.
pub static TEAM: [&Line; 9] =
    [&TEAM_LOAD, &HAND_DISTANCE, &VERTICAL_ZONE, &TORSO, &POSTURE, &GRIP, &FLOOR, &ENVIRONMENT, &COMMUNICATION];

/// Load weight and frequency: the zone of the graph. Lifting and carrying score alike.
pub static LIFT_LOAD: Line = Line {
    key: "load_frequency",
    label: "mac.factor.load_frequency",
    column: Column::MacLoadFrequency,
    grades: &[
        grade("mac.load_frequency.green", Green, 0),
        grade("mac.load_frequency.amber", Amber, 4),
        grade("mac.load_frequency.red", Red, 6),
        grade("mac.load_frequency.purple", Purple, 10),
    ],
    handles: Handles::of(&[Factor::Mass, Factor::Frequency]),
    citation: FACTORS,
};

/// Load weight of a team: no frequency in it.
pub static TEAM_LOAD: Line = Line {
    key: "load_frequency",
    label: "mac.factor.team_load",
    column: Column::MacLoadFrequency,
    grades: LIFT_LOAD.grades,
    handles: Handles::of(&[Factor::Mass]),
    citation: FACTORS,
};

/// Hand distance from the lower back.
pub static HAND_DISTANCE: Line = Line {
    key: "hand_distance",
    label: "mac.factor.hand_distance",
    column: Column::MacHandDistance,
    grades: &[
        grade("mac.hand_distance.close", Green, 0),
        grade("mac.hand_distance.moderate", Amber, 3),
        grade("mac.hand_distance.far", Red, 6),
    ],
    handles: Handles::of(&[Factor::Reach]),
    citation: FACTORS,
};

/// Vertical lift zone.
pub static VERTICAL_ZONE: Line = Line {
    key: "vertical_zone",
    label: "mac.factor.vertical_zone",
    column: Column::MacVerticalZone,
    grades: &[
        grade("mac.vertical_zone.knee_elbow", Green, 0),
        grade("mac.vertical_zone.outside", Amber, 1),
        grade("mac.vertical_zone.floor_or_head", Red, 3),
    ],
    handles: Handles::of(&[Factor::Height]),
    citation: FACTORS,
};

/// Torso twisting and sideways bending.
pub static TORSO: Line = Line {
    key: "torso",
    label: "mac.factor.torso",
    column: Column::MacTorso,
    grades: &[grade("mac.torso.none", Green, 0), grade("mac.torso.one", Amber, 1), grade("mac.torso.both", Red, 2)],
    handles: Handles::of(&[Factor::Asymmetry]),
    citation: FACTORS,
};

/// Asymmetrical torso or load, carrying. The standard's fourth grade, a load on one shoulder, is not
/// in the form: HSE sends shoulder carrying to a full assessment.
pub static ASYMMETRY: Line = Line {
    key: "asymmetry",
    label: "mac.factor.asymmetry",
    column: Column::MacAsymmetry,
    grades: &[
        grade("mac.asymmetry.symmetrical", Green, 0),
        grade("mac.asymmetry.asymmetrical", Amber, 1),
        grade("mac.asymmetry.one_hand", Red, 2),
    ],
    handles: Handles::of(&[Factor::Asymmetry]),
    citation: FACTORS,
};

/// Postural constraints.
pub static POSTURE: Line = Line {
    key: "posture",
    label: "mac.factor.posture",
    column: Column::MacPosture,
    grades: &[
        grade("mac.posture.free", Green, 0),
        grade("mac.posture.restricted", Amber, 1),
        grade("mac.posture.severe", Red, 3),
    ],
    handles: Handles::of(&[Factor::Space]),
    citation: FACTORS,
};

/// Grip on the load.
pub static GRIP: Line = Line {
    key: "grip",
    label: "mac.factor.grip",
    column: Column::MacGrip,
    grades: &[grade("mac.grip.good", Green, 0), grade("mac.grip.reasonable", Amber, 1), grade("mac.grip.poor", Red, 2)],
    handles: Handles::of(&[Factor::Grip]),
    citation: FACTORS,
};

/// Floor surface.
pub static FLOOR: Line = Line {
    key: "floor",
    label: "mac.factor.floor",
    column: Column::MacFloor,
    grades: &[grade("mac.floor.good", Green, 0), grade("mac.floor.worn", Amber, 1), grade("mac.floor.contaminated", Red, 2)],
    handles: Handles::of(&[Factor::Floor]),
    citation: FACTORS,
};

/// Other environmental factors.
pub static ENVIRONMENT: Line = Line {
    key: "environment",
    label: "mac.factor.environment",
    column: Column::MacEnvironment,
    grades: &[grade("mac.environment.0", Green, 0), grade("mac.environment.1", Amber, 1), grade("mac.environment.2", Red, 2)],
    handles: Handles::of(&[Factor::Environment]),
    citation: FACTORS,
};

/// Carry distance.
pub static CARRY_DISTANCE: Line = Line {
    key: "carry_distance",
    label: "mac.factor.carry_distance",
    column: Column::MacCarryDistanceM,
    grades: &[
        grade("mac.carry_distance.green", Green, 0),
        grade("mac.carry_distance.amber", Amber, 1),
        grade("mac.carry_distance.red", Red, 3),
    ],
    handles: Handles::of(&[Factor::Distance]),
    citation: CARRY_DISTANCES,
};

/// Obstacles on the way.
pub static OBSTACLES: Line = Line {
    key: "obstacles",
    label: "mac.factor.obstacles",
    column: Column::MacObstacles,
    grades: &[
        grade("mac.obstacles.none", Green, 0),
        // From memory of the leaflet; the Mexican standard has 1.
        grade("mac.obstacles.one", Amber, 2),
        grade("mac.obstacles.several", Red, 3),
    ],
    handles: Handles::of(&[Factor::Obstacles]),
    citation: OBSTACLE_SCORES,
};

/// Communication, coordination and control.
pub static COMMUNICATION: Line = Line {
    key: "communication",
    label: "mac.factor.communication",
    column: Column::MacCommunication,
    grades: &[
        grade("mac.communication.good", Green, 0),
        grade("mac.communication.reasonable", Amber, 1),
        grade("mac.communication.poor", Red, 3),
    ],
    handles: Handles::of(&[Factor::Teamwork]),
    citation: FACTORS,
};

/// Where carry distance turns amber and red. Red from 10 m: the standard says *more than* 10 m, the
/// leaflet *10 m or more*, which is also the safer side.
pub static CARRY_LIMITS: [Threshold; 2] = [
    Threshold {
        name: "carry.amber",
        relation: Relation::Above,
        value: 4.0,
        unit: Unit::Metre,
        class: Some(Class::Increased),
        citation: CARRY_DISTANCES,
    },
    Threshold {
        name: "carry.red",
        relation: Relation::AtLeast,
        value: 10.0,
        unit: Unit::Metre,
        class: Some(Class::High),
        citation: CARRY_DISTANCES,
    },
];

/// Below this a carry is scored as a lift.
pub static SHORTEST_CARRY: [Threshold; 1] = [Threshold {
    name: "carry.shortest",
    relation: Relation::Below,
    value: 2.0,
    unit: Unit::Metre,
    class: None,
    citation: SHORT_CARRIES,
}];

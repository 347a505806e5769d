//! Load against lift rate: the lifting graph as a third party digitised it, and the masses of team
//! handling. Neither is the leaflet; an answer from here is an estimate.
//!
//! No digitisation of the carrying graph exists, so there is none here.

use super::tables::{GRAPH, TEAM_MASS, TICKS};
use crate::domain::quantity::{Kilograms, PerMinute};
use crate::domain::{Citation, Class, Relation, Threshold, Unit};

/// Where amber, red and purple begin.
pub type Limits = [Threshold; 3];

/// A tick of the lifting graph's axis: one lift every so many seconds.
#[derive(Debug)]
pub struct Tick {
    /// The interval, s.
    pub interval_s: f64,
    /// The masses above which amber, red and purple begin.
    pub limits: Limits,
}

/// A number of handlers and the limits of what they handle together.
#[derive(Debug)]
pub struct Team {
    /// Handlers.
    pub persons: u8,
    /// Where amber, red and purple begin, for the total mass.
    pub limits: Limits,
}

/// A mass at which a colour begins.
const fn mass(name: &'static str, relation: Relation, value: f64, class: Class, citation: Citation) -> Threshold {
    Threshold { name, relation, value, unit: Unit::Kilogram, class: Some(class), citation }
}

/// A row of the digitised graph as it is printed: up to where green, amber and red reach.
macro_rules! tick {
    ($name:literal, $interval_s:expr, $green:expr, $amber:expr, $red:expr) => {
        Tick {
            interval_s: $interval_s,
            limits: [
                mass(concat!("lift.", $name, ".amber"), Relation::Above, $green, Class::Increased, GRAPH),
                mass(concat!("lift.", $name, ".red"), Relation::Above, $amber, Class::High, GRAPH),
                mass(concat!("lift.", $name, ".purple"), Relation::Above, $red, Class::VeryHigh, GRAPH),
            ],
        }
    };
}

/// A row of team handling: green under the first mass, purple over the last. The mass in the middle
/// ends amber and begins red; on it the higher colour is taken.
macro_rules! team {
    ($name:literal, $persons:expr, $amber:expr, $red:expr, $purple:expr) => {
        Team {
            persons: $persons,
            limits: [
                mass(concat!("team.", $name, ".amber"), Relation::AtLeast, $amber, Class::Increased, TEAM_MASS),
                mass(concat!("team.", $name, ".red"), Relation::AtLeast, $red, Class::High, TEAM_MASS),
                mass(concat!("team.", $name, ".purple"), Relation::Above, $purple, Class::VeryHigh, TEAM_MASS),
            ],
        }
    };
}

/// The length of the *1 day* of the axis, s: a working day of 8 hours, as in the Snook tables behind
/// the graph (memory).
const WORKING_DAY_S: f64 = 8.0 * 3600.0;

/// The lifting graph, the slowest tick first.
#[rustfmt::skip]
pub static LIFT_GRAPH: [Tick; 8] = [
    //     tick      s              green amber red, up to kg
    tick!("1_day",  WORKING_DAY_S, 23.0, 45.0, 50.0),
    tick!("30_min", 1800.0,        19.0, 40.0, 50.0),
    tick!("5_min",  300.0,         17.0, 39.0, 50.0),
    tick!("2_min",  120.0,         15.0, 35.0, 50.0),
    tick!("1_min",  60.0,          14.0, 30.0, 47.0),
    tick!("14_s",   14.0,          13.0, 22.0, 32.0),
    tick!("9_s",    9.0,           11.0, 20.0, 28.0),
    tick!("5_s",    5.0,            9.0, 17.0, 24.0),
];

/// Team handling, from memory.
#[rustfmt::skip]
pub static TEAMS: [Team; 3] = [
    //     name  handlers  amber  red    from kg; purple over kg
    team!("two",   2,      35.0,  50.0,  85.0),
    team!("three", 3,      40.0,  75.0, 125.0),
    team!("four",  4,      40.0, 100.0, 170.0),
];

/// One lift every 5 s is the end of the graph; HSE asks for a full assessment beyond it.
pub static FASTEST: [Threshold; 1] = [Threshold {
    name: "lift.fastest",
    relation: Relation::Above,
    value: 12.0,
    unit: Unit::PerMinute,
    class: None,
    citation: TICKS,
}];

/// What an average of rates that are 12/min may exceed it by: a rounding of the last bits.
const ROUNDING: f64 = 1e-9;

/// A rate that differs from a tick's by no more than this share is that tick's: one lift every 9 s is
/// entered as 6.67 or 6.7 per minute (own).
const SAME_TICK: f64 = 0.01;

/// How far the digitised limits may be off, kg: a load that is no further from a limit may have the
/// other colour (own, from the one published example that can be compared).
pub const MARGIN_KG: f64 = 2.0;

/// The limits at a lift rate; `None` beyond the fast end of the graph. Between two ticks they lie on
/// a straight line, the place on the axis being the logarithm of the interval (own).
pub fn lift_limits(rate: PerMinute) -> Option<Limits> {
    if FASTEST[0].is_beyond(rate.value() * (1.0 - ROUNDING)) {
        return None;
    }
    // A rate of zero is an interval without end: slower than the first tick, like any other.
    let interval_s = 60.0 / rate.value();
    let place = LIFT_GRAPH.iter().position(|tick| interval_s >= tick.interval_s * (1.0 - SAME_TICK))?;
    let tick = &LIFT_GRAPH[place];
    if place == 0 || interval_s <= tick.interval_s * (1.0 + SAME_TICK) {
        return Some(tick.limits);
    }
    let slower = &LIFT_GRAPH[place - 1];
    let along = (slower.interval_s / interval_s).ln() / (slower.interval_s / tick.interval_s).ln();
    let mut limits = slower.limits;
    for (limit, faster) in limits.iter_mut().zip(&tick.limits) {
        limit.value += (faster.value - limit.value) * along;
    }
    Some(limits)
}

/// The limits for a team; `None` where the chart has no row for it. A number between two rows, as an
/// average of repeated measurements can be, takes the row of the smaller team.
pub fn team_limits(persons: f64) -> Option<Limits> {
    let row = TEAMS.iter().rev().find(|team| persons >= f64::from(team.persons))?;
    (persons <= largest_team()).then_some(row.limits)
}

/// The handlers of the largest team that the chart has.
pub fn largest_team() -> f64 {
    TEAMS.iter().map(|team| f64::from(team.persons)).fold(0.0, f64::max)
}

/// The limit that `load` is so near to that its colour may be the neighbour's.
pub fn doubtful(limits: &Limits, load: Kilograms) -> Option<&Threshold> {
    let distance = |limit: &&Threshold| (limit.value - load.value()).abs();
    limits.iter().filter(|limit| distance(limit) <= MARGIN_KG).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

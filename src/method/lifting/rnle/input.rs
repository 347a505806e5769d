//! A row of the task file as a lift that the equation can judge, or why it cannot.

use super::duration::{Category, Duration, Periods};
use super::equation::{Point, frequency_multiplier};
use super::tables::{
    A_LIMIT, CARRY_LIMIT, D_LIMIT, H_ESTIMATE_HIGH, H_ESTIMATE_LOW, H_ESTIMATE_V, H_LIMIT, TEMPERATURE, V_LIMIT,
};
use crate::domain::cells::{Needs, Unmet};
use crate::domain::choice::{Coupling, LiftPosture, LoadKind, YesNo};
use crate::domain::quantity::{AsymmetryAngle, Centimetres, Hours, Kilograms, PerMinute};
use crate::domain::{Cells, Column, ColumnSet};

/// The columns of which one that is filled makes this family's methods run.
pub const STARTS: &[Column] = &[Column::HOriginCm, Column::VOriginCm];

/// The columns that this family reads.
pub const COLUMNS: &[Column] = &[
    Column::LoadKg,
    Column::LoadMaxKg,
    Column::LoadKind,
    Column::HOriginCm,
    Column::VOriginCm,
    Column::AOriginDeg,
    Column::HDestinationCm,
    Column::VDestinationCm,
    Column::ADestinationDeg,
    Column::ContainerWidthCm,
    Column::LiftsPerMin,
    Column::LiftingHours,
    Column::LiftingSessionsPerDay,
    Column::RecoveryHours,
    Column::Coupling,
    Column::ControlAtDestination,
    Column::Hands,
    Column::Persons,
    Column::LiftPosture,
    Column::UnstableLoad,
    Column::RestrictedSpace,
    Column::SlipperyFloor,
    Column::FastLifting,
    Column::TemperatureC,
    Column::CarryM,
];

/// Declares a set of flags, each with the key of its text.
macro_rules! flags {
    ($(#[$doc:meta])* $set:ident of $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// The keys of the texts, by bit.
            pub const KEYS: &'static [&'static str] = &[$($key,)*];
        }

        /// A set of these, without allocation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $set(u32);

        impl $set {
            /// Adds one.
            pub const fn insert(&mut self, flag: $name) {
                self.0 |= 1 << flag as u32;
            }

            /// Adds one if `condition` holds.
            pub const fn insert_if(&mut self, condition: bool, flag: $name) {
                if condition {
                    self.insert(flag);
                }
            }

            /// Whether it holds one.
            pub const fn contains(self, flag: $name) -> bool {
                self.0 & (1 << flag as u32) != 0
            }

            /// Whether it holds none.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// The bits.
            pub const fn bits(self) -> u32 {
                self.0
            }

            /// The keys of the texts of those that it holds.
            pub fn keys(self) -> impl Iterator<Item = &'static str> {
                $name::KEYS.iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, key)| *key)
            }
        }
    };
}

flags! {
    /// Why the equation does not hold (94-110, pp. 5–6), and what lies beyond its range.
    Reasons of Reason {
        /// One hand.
        OneHand = "rnle.outside.one_hand",
        /// More than one person.
        SeveralPersons = "rnle.outside.several_persons",
        /// Seated.
        Seated = "rnle.outside.seated",
        /// Kneeling.
        Kneeling = "rnle.outside.kneeling",
        /// A load whose centre of mass moves.
        Unstable = "rnle.outside.unstable",
        /// Restricted space.
        RestrictedSpace = "rnle.outside.restricted_space",
        /// A slippery floor.
        Slippery = "rnle.outside.slippery",
        /// Fast or jerky lifting.
        Fast = "rnle.outside.fast",
        /// More than eight hours of lifting.
        OverEightHours = "rnle.outside.over_eight_hours",
        /// The load is a person.
        Person = "rnle.outside.person",
        /// The load is an animal.
        Animal = "rnle.outside.animal",
        /// H at the origin above 63 cm.
        HOrigin = "rnle.beyond.h_origin",
        /// H at the destination above 63 cm.
        HDestination = "rnle.beyond.h_destination",
        /// V at the origin above 175 cm.
        VOrigin = "rnle.beyond.v_origin",
        /// V at the destination above 175 cm.
        VDestination = "rnle.beyond.v_destination",
        /// D above 175 cm.
        Distance = "rnle.beyond.distance",
        /// A at the origin above 135°.
        AOrigin = "rnle.beyond.a_origin",
        /// A at the destination above 135°.
        ADestination = "rnle.beyond.a_destination",
        /// A frequency for which the table has no multiplier.
        Frequency = "rnle.beyond.frequency",
    }
}

impl Reasons {
    /// Whether geometry or frequency lies beyond the range: those are the worst lifts.
    pub const fn beyond_range(self) -> bool {
        self.0 >> Reason::HOrigin as u32 != 0
    }
}

flags! {
    /// What was taken for a cell that is empty.
    Assumptions of Assumption {
        /// A at the origin is 0.
        AOrigin = "rnle.assumed.a_origin",
        /// A at the destination is 0.
        ADestination = "rnle.assumed.a_destination",
        /// H at the origin from the width of the container.
        HOrigin = "rnle.assumed.h_origin",
        /// H at the destination from the width of the container.
        HDestination = "rnle.assumed.h_destination",
        /// One lifting period a day.
        OnePeriod = "rnle.assumed.one_period",
        /// No significant control at the destination.
        NoControl = "rnle.assumed.no_control",
        /// The heaviest load is the average load.
        Maximum = "rnle.assumed.maximum",
        /// Two hands.
        TwoHands = "rnle.assumed.two_hands",
        /// One person.
        OnePerson = "rnle.assumed.one_person",
        /// Standing.
        Standing = "rnle.assumed.standing",
        /// An object.
        Object = "rnle.assumed.object",
        /// A stable load.
        Stable = "rnle.assumed.stable",
        /// Room enough.
        Space = "rnle.assumed.space",
        /// A floor that is not slippery.
        Floor = "rnle.assumed.floor",
        /// Calm lifting.
        Calm = "rnle.assumed.calm",
    }
}

flags! {
    /// What a reader must know of a lift that was assessed.
    Cautions of Caution {
        /// The destination was measured, but without control it does not count.
        DestinationIgnored = "rnle.caution.destination_ignored",
        /// The air temperature lies outside the range of the equation.
        Temperature = "rnle.caution.temperature",
        /// The load is carried further than one or two steps.
        Carry = "rnle.caution.carry",
    }
}

/// Whether the load is placed with significant control, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Control {
    /// No: the equation holds at the origin only.
    OriginOnly,
    /// Yes: at the destination too, and the lower weight counts.
    BothEnds(Point),
}

/// Which document reads the row: they share the equation, not its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// NIOSH 94-110.
    Niosh,
    /// ISO 11228-1:2021, which has factors for one hand, two persons and up to twelve hours.
    Iso11228,
}

/// A lift that the equation can judge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// The average load.
    pub average: Kilograms,
    /// The heaviest load; the average where no other is given (an assumption).
    pub maximum: Kilograms,
    /// Where it begins.
    pub origin: Point,
    /// Where it ends, if that counts.
    pub control: Control,
    /// D: the vertical distance travelled.
    pub distance: Centimetres,
    /// F: lifts per minute.
    pub frequency: PerMinute,
    /// The lifting periods of the day.
    pub periods: Periods,
    /// Their category.
    pub duration: Duration,
    /// FM for this frequency, category and origin.
    pub frequency_multiplier: f64,
    /// The grip.
    pub coupling: Coupling,
    /// Whether one hand lifts (ISO 11228-1 only).
    pub one_handed: bool,
    /// Whether two persons lift together (ISO 11228-1 only).
    pub two_persons: bool,
    /// What was taken for empty cells.
    pub assumptions: Assumptions,
    /// What a reader must know.
    pub cautions: Cautions,
}

/// What a row is to this family.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a reading lives on the stack for the length of one row")]
pub enum Reading {
    /// Nothing was measured for it.
    NotStarted,
    /// Cells that it needs are missing or unusable.
    Unmet(Unmet),
    /// Its conditions are not met, or its range is exceeded.
    Outside(Reasons),
    /// A lift.
    Lift(Lift),
}

/// Reads a row.
///
/// # Panics
/// Never: with nothing unmet and nothing outside, every part of the lift is there.
pub fn read(cells: &Cells) -> Reading {
    read_for(cells, Document::Niosh)
}

/// Reads a row as one document does.
pub(super) fn read_for(cells: &Cells, document: Document) -> Reading {
    if !cells.starts(STARTS) {
        return not_started(cells);
    }
    let mut needs = Needs::new(cells);
    let mut assumptions = Assumptions::default();
    let mut reasons = conditions(cells, &mut needs, &mut assumptions, document);

    let controlled = needs.optional_choice(Column::ControlAtDestination, YesNo::from_index);
    assumptions.insert_if(controlled.is_none(), Assumption::NoControl);
    let controlled = controlled == Some(YesNo::Yes);

    let average = needs.number(Column::LoadKg);
    let maximum = needs.optional_number(Column::LoadMaxKg);
    assumptions.insert_if(maximum.is_none(), Assumption::Maximum);
    let coupling = needs.choice(Column::Coupling, Coupling::from_index);

    let v_origin = needs.number(Column::VOriginCm);
    let v_destination = needs.number(Column::VDestinationCm);
    let h_origin = horizontal(&mut needs, Column::HOriginCm, v_origin, Assumption::HOrigin, &mut assumptions);
    let a_origin = angle(&mut needs, Column::AOriginDeg, Assumption::AOrigin, &mut assumptions);
    reasons.insert_if(h_origin.is_some_and(|h| h > H_LIMIT), Reason::HOrigin);
    reasons.insert_if(v_origin.is_some_and(|v| v > V_LIMIT), Reason::VOrigin);
    reasons.insert_if(a_origin.is_some_and(|a| a > A_LIMIT), Reason::AOrigin);
    reasons.insert_if(v_destination.is_some_and(|v| v > V_LIMIT), Reason::VDestination);
    let distance = v_origin.zip(v_destination).map(|(from, to)| (to - from).abs());
    reasons.insert_if(distance.is_some_and(|d| d > D_LIMIT), Reason::Distance);

    let mut destination = None;
    if controlled {
        let h = horizontal(&mut needs, Column::HDestinationCm, v_destination, Assumption::HDestination, &mut assumptions);
        let a = angle(&mut needs, Column::ADestinationDeg, Assumption::ADestination, &mut assumptions);
        reasons.insert_if(h.is_some_and(|h| h > H_LIMIT), Reason::HDestination);
        reasons.insert_if(a.is_some_and(|a| a > A_LIMIT), Reason::ADestination);
        destination = point(h, v_destination, a);
    }

    let frequency = needs.number(Column::LiftsPerMin);
    let periods = periods(&mut needs, &mut assumptions);
    let duration = periods.map(|periods| match document {
        Document::Niosh => periods.duration(),
        Document::Iso11228 => periods.extended_duration(),
    });
    reasons.insert_if(matches!(duration, Some(None)), Reason::OverEightHours);
    // Longer than any category is at least as demanding as the longest.
    let category = duration.map(|duration| duration.map_or(Category::Long, |duration| duration.category));
    let factor = match (frequency, category, v_origin) {
        (Some(f), Some(category), Some(v)) => {
            let factor = frequency_multiplier(PerMinute::new(f), category, Centimetres::new(v));
            reasons.insert_if(factor.is_none(), Reason::Frequency);
            factor
        }
        _ => None,
    };

    if !reasons.is_empty() {
        return Reading::Outside(reasons);
    }
    if let Some(unmet) = needs.unmet() {
        return Reading::Unmet(unmet);
    }
    let control = if controlled { destination.map(Control::BothEnds) } else { Some(Control::OriginOnly) };
    let numbers = average.zip(distance).zip(frequency.zip(factor));
    let (Some(((average, distance), (frequency, frequency_multiplier))), Some(origin), Some(control)) =
        (numbers, point(h_origin, v_origin, a_origin), control)
    else {
        unreachable!("with nothing unmet every number is there")
    };
    let (Some(periods), Some(Some(duration)), Some(coupling)) = (periods, duration, coupling) else {
        unreachable!("with nothing unmet every condition is there")
    };
    let average = Kilograms::new(average);
    Reading::Lift(Lift {
        average,
        maximum: maximum.map_or(average, Kilograms::new),
        origin,
        control,
        distance: Centimetres::new(distance),
        frequency: PerMinute::new(frequency),
        periods,
        duration,
        frequency_multiplier,
        coupling,
        one_handed: cells.number(Column::Hands).is_some_and(|hands| hands < 2.0),
        two_persons: cells.number(Column::Persons).is_some_and(|persons| persons > 1.0),
        assumptions,
        cautions: cautions(cells, controlled),
    })
}

/// Without geometry there is nothing to judge; but that people and animals are no load for the
/// equation is said as soon as a load is entered.
fn not_started(cells: &Cells) -> Reading {
    let mut reasons = Reasons::default();
    if cells.is_filled(Column::LoadKg) || cells.is_filled(Column::LoadMaxKg) {
        let kind = cells.choice(Column::LoadKind).map(LoadKind::from_index);
        reasons.insert_if(kind == Some(LoadKind::Person), Reason::Person);
        reasons.insert_if(kind == Some(LoadKind::Animal), Reason::Animal);
    }
    if reasons.is_empty() { Reading::NotStarted } else { Reading::Outside(reasons) }
}

fn point(h: Option<f64>, v: Option<f64>, a: Option<f64>) -> Option<Point> {
    Some(Point { horizontal: Centimetres::new(h?), vertical: Centimetres::new(v?), asymmetry: AsymmetryAngle::new(a?) })
}

/// H as measured, else the manual's estimate from the width of the container (p. 8).
fn horizontal(
    needs: &mut Needs<'_>,
    column: Column,
    v: Option<f64>,
    assumption: Assumption,
    assumptions: &mut Assumptions,
) -> Option<f64> {
    if let Some(h) = needs.optional_number(column) {
        return Some(h);
    }
    let Some(width) = needs.optional_number(Column::ContainerWidthCm) else {
        needs.require(column);
        return None;
    };
    assumptions.insert(assumption);
    Some(if v? >= H_ESTIMATE_V { H_ESTIMATE_HIGH } else { H_ESTIMATE_LOW } + width / 2.0)
}

fn angle(needs: &mut Needs<'_>, column: Column, assumption: Assumption, assumptions: &mut Assumptions) -> Option<f64> {
    let angle = needs.optional_number(column);
    assumptions.insert_if(angle.is_none(), assumption);
    angle.or(Some(0.0))
}

fn periods(needs: &mut Needs<'_>, assumptions: &mut Assumptions) -> Option<Periods> {
    let period = needs.number(Column::LiftingHours).map(Hours::new);
    let count = needs.optional_number(Column::LiftingSessionsPerDay);
    assumptions.insert_if(count.is_none(), Assumption::OnePeriod);
    match count {
        Some(count) if count > 1.0 => {
            let recovery = needs.number(Column::RecoveryHours).map(Hours::new);
            Some(Periods::Several { period: period?, count, recovery: recovery? })
        }
        _ => period.map(Periods::One),
    }
}

/// What each column of conditions is taken to say where it is empty.
const CONDITIONS: [(Column, Assumption); 8] = [
    (Column::LoadKind, Assumption::Object),
    (Column::Hands, Assumption::TwoHands),
    (Column::Persons, Assumption::OnePerson),
    (Column::LiftPosture, Assumption::Standing),
    (Column::UnstableLoad, Assumption::Stable),
    (Column::RestrictedSpace, Assumption::Space),
    (Column::SlipperyFloor, Assumption::Floor),
    (Column::FastLifting, Assumption::Calm),
];

/// All of them.
const OF_CONDITIONS: (ColumnSet, Assumptions) = {
    let (mut columns, mut assumptions, mut at) = (ColumnSet::EMPTY, Assumptions(0), 0);
    while at < CONDITIONS.len() {
        columns.insert(CONDITIONS[at].0);
        assumptions.insert(CONDITIONS[at].1);
        at += 1;
    }
    (columns, assumptions)
};

/// The conditions under which the equation does not hold.
fn conditions(cells: &Cells, needs: &mut Needs<'_>, assumptions: &mut Assumptions, document: Document) -> Reasons {
    let mut reasons = Reasons::default();
    if !cells.entered().meets(OF_CONDITIONS.0) {
        // Nearly every row.
        assumptions.0 |= OF_CONDITIONS.1.0;
        return reasons;
    }
    for (column, assumption) in CONDITIONS {
        assumptions.insert_if(cells.is_empty(column), assumption);
    }
    let kind = needs.optional_choice(Column::LoadKind, LoadKind::from_index);
    reasons.insert_if(kind == Some(LoadKind::Person), Reason::Person);
    reasons.insert_if(kind == Some(LoadKind::Animal), Reason::Animal);

    let hands = needs.optional_number(Column::Hands);
    reasons.insert_if(document == Document::Niosh && hands.is_some_and(|hands| hands < 2.0), Reason::OneHand);

    let persons = needs.optional_number(Column::Persons);
    let most = if document == Document::Niosh { 1.0 } else { 2.0 };
    reasons.insert_if(persons.is_some_and(|persons| persons > most), Reason::SeveralPersons);

    let posture = needs.optional_choice(Column::LiftPosture, LiftPosture::from_index);
    reasons.insert_if(posture == Some(LiftPosture::Seated), Reason::Seated);
    reasons.insert_if(posture == Some(LiftPosture::Kneeling), Reason::Kneeling);

    for (column, reason) in [
        (Column::UnstableLoad, Reason::Unstable),
        (Column::RestrictedSpace, Reason::RestrictedSpace),
        (Column::SlipperyFloor, Reason::Slippery),
        (Column::FastLifting, Reason::Fast),
    ] {
        let answer = needs.optional_choice(column, YesNo::from_index);
        reasons.insert_if(answer == Some(YesNo::Yes), reason);
    }
    reasons
}

fn cautions(cells: &Cells, controlled: bool) -> Cautions {
    let mut cautions = Cautions::default();
    let measured = cells.is_filled(Column::HDestinationCm) || cells.is_filled(Column::ADestinationDeg);
    cautions.insert_if(!controlled && measured, Caution::DestinationIgnored);
    let outside = |t: f64| t < TEMPERATURE.0 || t > TEMPERATURE.1;
    cautions.insert_if(cells.number(Column::TemperatureC).is_some_and(outside), Caution::Temperature);
    cautions.insert_if(cells.number(Column::CarryM).is_some_and(|m| m > CARRY_LIMIT), Caution::Carry);
    cautions
}

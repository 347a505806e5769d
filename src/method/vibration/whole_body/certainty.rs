//! How sure A(8) is where errors of its measurement or its hours were stated.
//!
//! Each vehicle's accelerations and hours are drawn at the points of a lattice: the stated error of
//! each axis, the spread of repeated recordings, the error of the hours, which the axes share, and
//! the limit of the instrument, which all vehicles share. A(8) per axis and the highest of them are
//! then counted against the limits.

use super::equation::{Day, Exposure};
use super::input::{Magnitude, Provenance, Reading, Ride, read};
use super::tables::{ACTION, INSTRUMENT_LIMIT, LADDER, LIMIT};
use super::uncertainty::{spread_of, states_the_standard};
use crate::chance::Truncated;
use crate::chance::lattice::{SHARE_DIMENSIONS, SHARE_POINTS, share_points};
use crate::chance::normal::Normal;
use crate::domain::certainty::{Advice, CERTAIN, Certainty, Improvement, Range};
use crate::domain::quantity::{Acceleration, Hours};
use crate::domain::{Class, Column, Doubt, Figure, Task, WorkingDay, threshold};
use crate::method::repeat::{SMALLEST, largest};
use crate::method::{Context, DayCertainty};

const AXES: [Column; 3] = [Column::AwXMs2, Column::AwYMs2, Column::AwZMs2];

/// Figures that this replaces where errors were stated.
pub(super) const FIGURES: [&str; 2] = ["p_above_action", "p_above_limit"];

/// Whether an error is stated of what A(8) is made of.
pub(super) fn is_stated(day: &WorkingDay) -> bool {
    let stated = |column: &Column, task: &Task| task.cells.is_filled(*column) && task.cells.half_width(*column) > 0.0;
    let columns = [Column::VibrationHours, Column::AwHighestMs2].into_iter().chain(AXES);
    day.tasks.iter().any(|task| columns.clone().any(|column| stated(&column, task)))
}

/// A vehicle whose numbers are in doubt.
struct Doubtful {
    ride: Ride,
    hours: Truncated,
    /// x, y, z; of a highest value the same three times.
    values: [f64; 3],
    /// The half width that was stated of each.
    stated: [f64; 3],
    /// The half width of the mean of its recordings.
    sampled: [f64; 3],
    shared: bool,
    by_instrument: bool,
}

/// The columns whose error counts.
pub(super) const DOUBTS: &[Column] =
    &[Column::VibrationHours, Column::AwXMs2, Column::AwYMs2, Column::AwZMs2, Column::AwHighestMs2];

pub(super) fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { day: of(day), ..DayCertainty::default() }
}

/// `None` where no error is stated, or something is known of that nothing can be claimed of: a
/// declared value, a vehicle without one.
fn of(day: &WorkingDay) -> Option<Certainty> {
    if !is_stated(day) {
        return None;
    }
    let mut rides = Vec::new();
    for task in &day.tasks {
        match read(&task.cells, task.recorded.vibration.as_ref()) {
            Reading::NotStarted => {}
            Reading::Unmet(_) => return None,
            Reading::Read(ride) if !ride.vibrates() => {}
            Reading::Read(ride) => rides.push(doubtful(task, ride)?),
        }
    }
    if rides.is_empty() {
        return None;
    }
    let point = Day::of(rides.iter().map(|doubtful| &doubtful.ride)).a8.highest()?;
    let class = threshold::classify(LADDER, point);
    let found = counted(&draw(&rides, &Scales::default()));
    let advice = advice(day, &rides, class, &found);
    Some(Certainty {
        ranges: vec![Range { low_key: "a8_low", low: found.range.0, high_key: "a8_high", high: found.range.1 }],
        figures: found.figures,
        advice,
        ..Certainty::of_classes(found.classes)
    })
}

fn doubtful(task: &Task, ride: Ride) -> Option<Doubtful> {
    let cells = &task.cells;
    if cells.doubts().iter().any(|(column, doubt)| AXES.contains(column) && *doubt == Doubt::Unusable) {
        return None;
    }
    if ride.provenance == Provenance::Declared {
        return None;
    }
    let hours = Truncated::new(ride.hours.value(), cells.half_width(Column::VibrationHours), 0.0, 24.0);
    let by_instrument = states_the_standard(task.text(Column::Instrument));
    let mut doubtful =
        Doubtful { ride, hours, values: [0.0; 3], stated: [0.0; 3], sampled: [0.0; 3], shared: false, by_instrument };
    match ride.magnitude {
        Magnitude::NotMeasured => return None,
        Magnitude::Highest(value) => {
            doubtful.values = [value.value(); 3];
            doubtful.stated = [cells.half_width(Column::AwHighestMs2); 3];
            doubtful.shared = true;
        }
        Magnitude::Axes(values) => {
            for (at, value) in values.iter().enumerate() {
                let value = value.value();
                // The half width is stated of the value as entered; k scales both.
                let entered = cells.number(AXES[at]).filter(|entered| *entered > 0.0);
                doubtful.values[at] = value;
                doubtful.stated[at] = entered.map_or(0.0, |entered| cells.half_width(AXES[at]) * value / entered);
                if ride.provenance == Provenance::Recorded {
                    let spread = spread_of(&task.recorded.vibration_each, at).unwrap_or(0.0);
                    doubtful.sampled[at] = spread * value * crate::chance::HALF_WIDTH_SDS;
                }
            }
        }
    }
    Some(doubtful)
}

/// To which share of what it is each part of the error comes down.
#[derive(Debug, Clone, Copy)]
struct Scales {
    stated: f64,
    sampled: f64,
    instrument: f64,
    hours: f64,
}

impl Default for Scales {
    fn default() -> Self {
        Self::all(1.0)
    }
}

impl Scales {
    const fn all(scale: f64) -> Self {
        Self { stated: scale, sampled: scale, instrument: scale, hours: scale }
    }
}

/// A(8) per axis and the highest at each point.
fn draw(rides: &[Doubtful], scales: &Scales) -> Vec<[f64; 4]> {
    let normal = Normal::default();
    let columns: Vec<(Truncated, [Truncated; 3])> = rides
        .iter()
        .map(|ride| {
            let half_width = ride.hours.deviation() * scales.hours * crate::chance::HALF_WIDTH_SDS;
            let axis = |at: usize| {
                let half_width = (ride.stated[at] * scales.stated).hypot(ride.sampled[at] * scales.sampled);
                Truncated::new(ride.values[at], half_width, 0.0, f64::MAX)
            };
            (Truncated::new(ride.hours.value(), half_width, 0.0, 24.0), [axis(0), axis(1), axis(2)])
        })
        .collect();
    // Limits of which nothing more is known: every deviation within them as likely.
    let instrument = |share: f64| 1.0 + INSTRUMENT_LIMIT * scales.instrument * (2.0 * share - 1.0);
    (0..SHARE_POINTS)
        .map(|point| {
            let mut dimension = 0;
            let mut next = || {
                dimension += 1;
                coordinate(dimension - 1, point)
            };
            let factor = instrument(next().0);
            let drawn: Vec<Ride> = rides
                .iter()
                .zip(&columns)
                .map(|(doubtful, (hours, axes))| {
                    let mut at = |number: &Truncated| {
                        if number.is_certain() {
                            return number.value();
                        }
                        let (share, z) = next();
                        number.at(share, z, number.is_cut(), normal)
                    };
                    let hours = at(hours).max(0.0);
                    let factor = if doubtful.by_instrument { factor } else { 1.0 };
                    let values = if doubtful.shared { [at(&axes[0]); 3] } else { [at(&axes[0]), at(&axes[1]), at(&axes[2])] };
                    let magnitude = Magnitude::Axes(values.map(|value| Acceleration::new(value.max(0.0) * factor)));
                    Ride { hours: Hours::new(hours), magnitude, ..doubtful.ride }
                })
                .collect();
            match Day::of(drawn.iter()).a8 {
                Exposure::Axes([x, y, z]) => [x, y, z, x.max(y).max(z)],
                _ => [0.0; 4],
            }
        })
        .collect()
}

/// A coordinate of a point; beyond those of the lattice, one of them at another point.
fn coordinate(dimension: usize, point: usize) -> (f64, f64) {
    let round = dimension / SHARE_DIMENSIONS;
    let at = (point * (2 * round + 1) + 97 * round) % SHARE_POINTS;
    let coordinate = &share_points()[dimension % SHARE_DIMENSIONS];
    (coordinate.shares[at], coordinate.quantiles[at])
}

/// What the points say.
struct Counted {
    classes: [f64; 4],
    range: (f64, f64),
    figures: Vec<Figure>,
}

fn counted(drawn: &[[f64; 4]]) -> Counted {
    let count = drawn.len() as f64;
    let above =
        |axis: usize, limit: &threshold::Threshold| drawn.iter().filter(|a8| limit.is_beyond(a8[axis])).count() as f64 / count;
    let (action, limit) = (above(3, &ACTION), above(3, &LIMIT));
    let mut highest: Vec<f64> = drawn.iter().map(|a8| a8[3]).collect();
    highest.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * (count - 1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the points")]
        let whole = place as usize;
        let next = highest[(whole + 1).min(highest.len() - 1)];
        highest[whole] + (next - highest[whole]) * place.fract()
    };
    Counted {
        classes: [1.0 - action, 0.0, action - limit, limit],
        range: (at(0.025), at(0.975)),
        figures: [
            ("p_above_action", action),
            ("p_above_limit", limit),
            ("p_x_above_action", above(0, &ACTION)),
            ("p_y_above_action", above(1, &ACTION)),
            ("p_z_above_action", above(2, &ACTION)),
            ("p_x_above_limit", above(0, &LIMIT)),
            ("p_y_above_limit", above(1, &LIMIT)),
            ("p_z_above_limit", above(2, &LIMIT)),
        ]
        .map(|(key, share)| Figure::new(key, share))
        .to_vec(),
    }
}

/// What would make the class certain: the part of the error without which it is most probable, if
/// that one suffices; else all of them.
fn advice(day: &WorkingDay, rides: &[Doubtful], class: Class, found: &Counted) -> Advice {
    /// Fewer than for a lift: each asks for the distribution of a whole day.
    const HALVINGS: u32 = 6;
    if found.classes[class as usize] >= CERTAIN {
        return Advice::Certain;
    }
    let probability = |scales: &Scales| counted(&draw(rides, scales)).classes[class as usize];
    let best = Part::ALL
        .into_iter()
        .filter(|part| rides.iter().any(|ride| part.is_in(ride)))
        .map(|part| (probability(&part.at(SMALLEST)), part))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let half_width = |column: Column| day.tasks.iter().map(|task| task.cells.half_width(column)).fold(0.0, f64::max);
    let axis = largest_axis(rides);
    let column = if best.is_some_and(|(_, part)| part == Part::Hours) { Column::VibrationHours } else { axis };
    if let Some((share, part)) = best
        && share >= CERTAIN
    {
        let share = largest(HALVINGS, |scale| probability(&part.at(scale)) >= CERTAIN);
        return match part {
            Part::Stated | Part::Hours => Advice::Repeat { column, half_width: share * half_width(column) },
            Part::Sampled => Advice::Improve { what: Improvement::Sampling, share },
            Part::Instrument => Advice::Improve { what: Improvement::Instrument, share },
        };
    }
    let suffices = |scale: f64| probability(&Scales::all(scale)) >= CERTAIN;
    if !suffices(SMALLEST) {
        return Advice::OnBorder;
    }
    Advice::RepeatAll { column, share: largest(HALVINGS, suffices) }
}

/// A part of the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Stated,
    Hours,
    Sampled,
    Instrument,
}

impl Part {
    const ALL: [Self; 4] = [Self::Stated, Self::Hours, Self::Sampled, Self::Instrument];

    /// Whether a vehicle's error has it.
    fn is_in(self, ride: &Doubtful) -> bool {
        match self {
            Self::Stated => ride.stated.iter().any(|stated| *stated > 0.0),
            Self::Hours => !ride.hours.is_certain(),
            Self::Sampled => ride.sampled.iter().any(|sampled| *sampled > 0.0),
            Self::Instrument => ride.by_instrument,
        }
    }

    /// This part at `share` of what it is, the others as they are.
    fn at(self, share: f64) -> Scales {
        let mut scales = Scales::default();
        *match self {
            Self::Stated => &mut scales.stated,
            Self::Hours => &mut scales.hours,
            Self::Sampled => &mut scales.sampled,
            Self::Instrument => &mut scales.instrument,
        } = share;
        scales
    }
}

/// The column of the largest axis of the vehicle that weighs most.
fn largest_axis(rides: &[Doubtful]) -> Column {
    let largest = |ride: &Doubtful| ride.values.iter().copied().fold(0.0, f64::max);
    let weight = |ride: &&Doubtful| largest(ride).powi(2) * ride.hours.value();
    let Some(ride) = rides.iter().max_by(|a, b| weight(a).total_cmp(&weight(b))) else { return Column::AwHighestMs2 };
    let axis = (0..3).max_by(|a, b| ride.values[*a].total_cmp(&ride.values[*b])).unwrap_or(2);
    if ride.shared { Column::AwHighestMs2 } else { AXES[axis] }
}

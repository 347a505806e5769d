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
use crate::domain::certainty::{Advice, CERTAIN, Certainty, Range};
use crate::domain::quantity::{Acceleration, Hours};
use crate::domain::{Class, Column, Doubt, Task, WorkingDay, threshold};
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
    axes: [Truncated; 3],
    shared: bool,
    by_instrument: bool,
}

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
    let drawn = draw(&rides, 1.0);
    let found = counted(&drawn);
    let advice = advice(day, &rides, class, &found);
    Some(Certainty {
        classes: found.classes,
        beyond: 0.0,
        outside: 0.0,
        ranges: vec![Range { low_key: "a8_low", low: found.range.0, high_key: "a8_high", high: found.range.1 }],
        figures: found.figures,
        shares: Vec::new(),
        advice,
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
    let number = |value: f64, half_width: f64| Truncated::new(value, half_width, 0.0, f64::MAX);
    let (axes, shared) = match ride.magnitude {
        Magnitude::NotMeasured => return None,
        Magnitude::Highest(value) => ([number(value.value(), cells.half_width(Column::AwHighestMs2)); 3], true),
        Magnitude::Axes(values) => {
            let axis = |at: usize| {
                let value = values[at].value();
                // The half width is stated of the value as entered; k scales both.
                let entered = cells.number(AXES[at]).filter(|entered| *entered > 0.0);
                let stated = entered.map_or(0.0, |entered| cells.half_width(AXES[at]) * value / entered);
                let spread = if ride.provenance == Provenance::Recorded {
                    spread_of(&task.recorded.vibration_each, at).unwrap_or(0.0) * value * crate::chance::HALF_WIDTH_SDS
                } else {
                    0.0
                };
                number(value, stated.hypot(spread))
            };
            ([axis(0), axis(1), axis(2)], false)
        }
    };
    let by_instrument = states_the_standard(task.text(Column::Instrument));
    Some(Doubtful { ride, hours, axes, shared, by_instrument })
}

/// A(8) per axis and the highest at each point, all errors at `scale` of what they are.
fn draw(rides: &[Doubtful], scale: f64) -> Vec<[f64; 4]> {
    let normal = Normal::default();
    let scaled = |number: &Truncated, high: f64| {
        Truncated::new(number.value(), number.deviation() * scale * crate::chance::HALF_WIDTH_SDS, 0.0, high)
    };
    let columns: Vec<(Truncated, [Truncated; 3])> = rides
        .iter()
        .map(|ride| (scaled(&ride.hours, 24.0), [0, 1, 2].map(|axis| scaled(&ride.axes[axis], f64::MAX))))
        .collect();
    // Limits of which nothing more is known: every deviation within them as likely.
    let instrument = |share: f64| 1.0 + INSTRUMENT_LIMIT * scale * (2.0 * share - 1.0);
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
    figures: Vec<(&'static str, f64)>,
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
        figures: vec![
            ("p_above_action", action),
            ("p_above_limit", limit),
            ("p_x_above_action", above(0, &ACTION)),
            ("p_y_above_action", above(1, &ACTION)),
            ("p_z_above_action", above(2, &ACTION)),
            ("p_x_above_limit", above(0, &LIMIT)),
            ("p_y_above_limit", above(1, &LIMIT)),
            ("p_z_above_limit", above(2, &LIMIT)),
        ],
    }
}

/// What would make the class certain: all errors smaller, the column that has the largest relative
/// error of the largest exposure first.
fn advice(day: &WorkingDay, rides: &[Doubtful], class: Class, found: &Counted) -> Advice {
    /// Fewer than for a lift: each asks for the distribution of a whole day.
    const HALVINGS: u32 = 6;
    if found.classes[class as usize] >= CERTAIN {
        return Advice::Certain;
    }
    let relative = |number: &Truncated| number.deviation() / number.value().max(1e-9);
    let weight = |ride: &Doubtful| ride.axes.iter().map(|axis| axis.value().powi(2)).fold(0.0, f64::max) * ride.hours.value();
    let column = rides.iter().max_by(|a, b| weight(a).total_cmp(&weight(b))).map(|ride| {
        let worst = (0..3).max_by(|a, b| {
            let size = |axis: usize| ride.axes[axis].value();
            size(*a).total_cmp(&size(*b))
        });
        let axis = worst.unwrap_or(2);
        // Half of the relative error of the hours counts: A(8) goes with their root.
        if relative(&ride.hours) / 2.0 > relative(&ride.axes[axis]) {
            Column::VibrationHours
        } else if ride.shared {
            Column::AwHighestMs2
        } else {
            AXES[axis]
        }
    });
    let suffices = |scale: f64| counted(&draw(rides, scale)).classes[class as usize] >= CERTAIN;
    let Some(column) = column.filter(|_| !day.tasks.is_empty() && suffices(SMALLEST)) else { return Advice::OnBorder };
    Advice::RepeatAll { column, share: largest(HALVINGS, suffices) }
}

//! The distribution of the index of one lift.
//!
//! All numbers but one are taken at the points of the lattice; the probability that the index stays
//! at or under a limit is then, at each point, that of the one number staying at or under what the
//! limit leaves it, which its distribution function gives. What is averaged over the points is
//! smooth, so that a thousand of them do. Which number is integrated so is the one that moves the
//! index most among load, H (at both ends at once, by the product of two probabilities, because the
//! worse end counts), A (likewise) and frequency.

use super::super::tables::{A_LIMIT, A_SLOPE, H_LIMIT, H_REFERENCE, V_COLUMN};
use super::effects::Effects;
use super::equation::{Block, Smooth, inverse};
use super::frequency::{COLUMNS, TABLE};
use super::model::Lift;
use super::variable::{VARIABLES, Variable};
use crate::chance::Truncated;
use crate::chance::lattice::{Coordinate, points, share_points};
use crate::chance::many::{MANY, below};
use crate::chance::normal::Normal;

/// What arithmetic with seven digits may add to an index that is exactly on a limit.
const ROUNDING: f64 = 1e-6;
/// An index that moves more than this, as a logarithm, is evaluated at more points.
const WIDE: f64 = 0.3;
/// Parts of less weight than this are evaluated at one of so many points.
const LITTLE: [(f64, usize); 2] = [(1.0 / 64.0, 16), (1.0 / 8.0, 4)];
/// What is this many standard deviations away is none or all of it.
const FAR: f64 = 6.0;

/// How closely a probability is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// At all points.
    Full,
    /// At [`MANY`] of them, which are a lattice of their own.
    First,
}

/// A lift at the points of the lattice.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The origin, or the worse of both ends where they share the smooth number.
    origin: End,
    /// The destination, where it has a smooth number of its own.
    destination: Option<End>,
    /// Columns of the frequency table, where the frequency is smooth.
    table: Vec<u8>,
    /// Of the duration, in the frequency table.
    category: usize,
    points: usize,
    /// The probability of a lift within the range.
    pub(super) within: f64,
    /// The middle of the index and how far it moves, as a start for quantiles.
    pub(super) middle: f64,
    pub(super) spread: f64,
}

/// One end of a lift: at each point the index without the factor of the smooth number.
#[derive(Debug)]
struct End {
    smooth: Smooth,
    number: Number,
    /// One over that index where the limit is multiplied by it (load, H, none), else itself; 0 or
    /// infinite beyond the range. Seven digits, which are four at a time for a processor.
    values: Vec<f32>,
    best: f64,
    worst: f64,
}

impl Prepared {
    /// Places the lattice in the numbers of `lift`, which is a part of so much weight.
    pub(super) fn new(lift: &Lift, weight: f64) -> Self {
        let effects = Effects::of(lift);
        let smooth = effects.smoothest(lift);
        let lattice = if effects.spread() > WIDE || smooth == Smooth::None { share_points() } else { points() };
        let places = places(lift, &effects, smooth, lattice);
        // Points that differ in nothing are one; on a line every other will do.
        let points = match places.iter().flatten().count() {
            0 => MANY,
            1 => lattice[0].shares.len() / 2,
            _ => lattice[0].shares.len(),
        };
        // Of a part of little weight less is asked: points so many apart are a lattice of their own.
        let apart = LITTLE.iter().find(|(most, _)| weight < *most).map_or(1, |(_, apart)| *apart);
        let points = (points / apart).max(MANY);
        let step = lattice[0].shares.len() / points;
        let get = |variable| lift.numbers.get(variable);
        let numbers = match smooth {
            Smooth::Horizontal => [get(Variable::HOrigin), get(Variable::HDestination)],
            Smooth::Asymmetry => [get(Variable::AOrigin), get(Variable::ADestination)],
            Smooth::Frequency => [get(Variable::Frequency); 2],
            Smooth::Load | Smooth::None => [get(Variable::Load); 2],
        };
        let separate = lift.controlled && matches!(smooth, Smooth::Horizontal | Smooth::Asymmetry);
        // Of an end whose own number is certain nothing is left to integrate.
        let smooths = numbers.map(|number| if number.is_certain() { Smooth::None } else { smooth });
        let mut origin = End::new(smooths[0], numbers[0], points);
        let mut destination = End::new(smooths[1], numbers[1], if separate { points } else { 0 });
        let mut table = Vec::new();
        let mut block: Block<MANY> = std::array::from_fn(|at| [get(Variable::ALL[at]).value(); MANY]);
        let normal = Normal::default();
        for from in (0..points).step_by(MANY) {
            for (column, placed) in block.iter_mut().zip(&places) {
                if let Some((number, coordinate)) = placed {
                    place(*number, coordinate, from, step, normal, column);
                }
            }
            let mut values = inverse(lift, &block, 0, origin.smooth);
            if lift.controlled {
                let other = inverse(lift, &block, 1, destination.smooth);
                if separate {
                    destination.extend(&other);
                } else {
                    // One number for both ends: the worse end counts.
                    for (origin, destination) in values.iter_mut().zip(other) {
                        *origin = if destination < *origin { destination } else { *origin };
                    }
                }
            }
            origin.extend(&values);
            if smooth == Smooth::Frequency {
                #[allow(clippy::cast_possible_truncation, reason = "one of six columns")]
                let column = |v: &f64| (2 * lift.category + usize::from(*v >= V_COLUMN)) as u8;
                table.extend(block[Variable::VOrigin as usize].iter().map(column));
            }
        }
        let destination = separate.then_some(destination);
        let within = within(&origin, destination.as_ref(), &table);
        let category = lift.category;
        Self { origin, destination, table, category, points, within, middle: effects.middle, spread: effects.spread() }
    }

    /// The probability that the index is at most `limit` and the lift within the range.
    pub(super) fn at_most(&self, limit: f64, look: Look) -> f64 {
        let ends = [Some(&self.origin), self.destination.as_ref()];
        let mut ends = ends.into_iter().flatten();
        if ends.clone().any(|end| end.is_none(limit, self.category)) {
            return 0.0;
        }
        if ends.all(|end| end.is_all(limit, self.category)) {
            return self.within;
        }
        match look {
            Look::Full => {
                let sum: f32 = (0..self.points).step_by(MANY).map(|from| self.chunk(limit, from, 1)).sum();
                f64::from(sum) / self.points as f64
            }
            Look::First => f64::from(self.chunk(limit, 0, self.points / MANY)) / MANY as f64,
        }
    }

    /// The sum of the probabilities of [`MANY`] points from one on, so many apart.
    fn chunk(&self, limit: f64, from: usize, step: usize) -> f32 {
        let mut shares = self.origin.chunk(limit, from, step, &self.table);
        if let Some(destination) = &self.destination {
            for (share, other) in shares.iter_mut().zip(destination.chunk(limit, from, step, &self.table)) {
                *share *= other;
            }
        }
        let mut sums = [0.0; 8];
        for eight in shares.chunks_exact(8) {
            for (sum, share) in sums.iter_mut().zip(eight) {
                *sum += share;
            }
        }
        sums.iter().sum()
    }
}

/// The probability of a lift within the range: that of a point within it, times that of the smooth
/// numbers staying within.
fn within(origin: &End, destination: Option<&End>, table: &[u8]) -> f64 {
    let normal = Normal::default();
    let points = origin.values.len() as f64;
    if origin.smooth == Smooth::Frequency {
        let last: [f64; COLUMNS] = std::array::from_fn(|column| origin.number.below(TABLE.last(column), normal));
        let within = origin.values.iter().zip(table).filter(|(value, _)| origin.holds(**value));
        return within.map(|(_, column)| last[usize::from(*column)]).sum::<f64>() / points;
    }
    let count = match destination {
        Some(other) => origin.values.iter().zip(&other.values).filter(|(a, b)| origin.holds(**a) && other.holds(**b)).count(),
        None => origin.values.iter().filter(|value| origin.holds(**value)).count(),
    };
    let smooth = |end: &End| match end.smooth {
        Smooth::Horizontal => end.number.below(H_LIMIT, normal),
        Smooth::Asymmetry => end.number.below(A_LIMIT, normal),
        _ => 1.0,
    };
    smooth(origin) * destination.map_or(1.0, smooth) * count as f64 / points
}

impl End {
    fn new(smooth: Smooth, number: Truncated, points: usize) -> Self {
        Self { smooth, number: Number::new(number), values: Vec::with_capacity(points), best: f64::NAN, worst: f64::NAN }
    }

    /// Whether values are one over the index.
    const fn is_inverse(&self) -> bool {
        !matches!(self.smooth, Smooth::Asymmetry | Smooth::Frequency)
    }

    /// Whether a value is of a lift within the range.
    fn holds(&self, value: f32) -> bool {
        if self.is_inverse() { value > 0.0 } else { value < f32::INFINITY }
    }

    /// Adds points, of which one over the index is given.
    fn extend(&mut self, inverse: &[f64; MANY]) {
        let mut least = inverse[0];
        let mut most = inverse[0];
        for value in inverse {
            least = if *value < least { *value } else { least };
            most = if *value > most { *value } else { most };
        }
        // The first comparison is with nothing.
        let (best, worst) = if self.is_inverse() { (most, least) } else { (1.0 / most, 1.0 / least) };
        if self.is_inverse() {
            self.best = self.best.max(best);
            self.worst = self.worst.min(worst);
            self.values.extend(inverse.map(narrow));
        } else {
            self.best = self.best.min(best);
            self.worst = self.worst.max(worst);
            self.values.extend(inverse.map(|value| 1.0 / narrow(value)));
        }
    }

    /// What the limit leaves the smooth number at a value, in standard deviations from its middle.
    #[inline]
    fn left(&self, limit: f64) -> Left {
        let Number { deviation, offset, .. } = self.number;
        match self.smooth {
            Smooth::Load => Left { scale: limit / deviation, offset, most: f64::INFINITY, least: f64::NEG_INFINITY },
            // H counts from 25 cm on, and up to 63.
            Smooth::Horizontal => Left {
                scale: H_REFERENCE * limit / deviation,
                offset,
                most: H_LIMIT / deviation - offset,
                least: H_REFERENCE / deviation - offset,
            },
            Smooth::Asymmetry => Left {
                scale: -1.0 / (limit * A_SLOPE * deviation),
                offset: offset - 1.0 / (A_SLOPE * deviation),
                most: A_LIMIT / deviation - offset,
                least: f64::NEG_INFINITY,
            },
            // These are not asked so.
            Smooth::None | Smooth::Frequency => Left { scale: 1.0, offset: 0.0, most: f64::INFINITY, least: f64::NEG_INFINITY },
        }
    }

    /// Whether (nearly) no point is at or under the limit.
    fn is_none(&self, limit: f64, category: usize) -> bool {
        match self.smooth {
            Smooth::None => self.best * limit < 1.0 - ROUNDING,
            // From 75 cm on as many lifts a minute are allowed as below or more.
            Smooth::Frequency => self.frequency_left(limit, self.best, 2 * category + 1) < -FAR,
            _ => self.left(limit).at(self.best) < -FAR,
        }
    }

    /// Whether (nearly) all points are.
    fn is_all(&self, limit: f64, category: usize) -> bool {
        match self.smooth {
            Smooth::None => self.worst * limit >= 1.0 - ROUNDING,
            Smooth::Frequency => self.frequency_left(limit, self.worst, 2 * category) > FAR,
            _ => self.left(limit).at(self.worst) > FAR,
        }
    }

    /// What the limit leaves the frequency in a column of its table, as [`Self::left`].
    fn frequency_left(&self, limit: f64, index: f64, column: usize) -> f64 {
        f64::from(TABLE.up_to_one(narrow(index / limit), column)) / self.number.deviation - self.number.offset
    }

    /// The probability of at most `limit` at [`MANY`] points.
    fn chunk(&self, limit: f64, from: usize, step: usize, table: &[u8]) -> [f32; MANY] {
        let of_ends;
        let values: &[f32; MANY] = if step == 1 {
            self.values[from..from + MANY].try_into().expect("points come in this many")
        } else {
            of_ends = std::array::from_fn(|at| self.values[at * step]);
            &of_ends
        };
        if self.smooth == Smooth::None {
            let needed = narrow((1.0 - ROUNDING) / limit);
            return values.map(|inverse| f32::from(u8::from(inverse >= needed)));
        }
        let z = if self.smooth == Smooth::Frequency {
            let of_columns;
            let columns: &[u8; MANY] = if step == 1 {
                table[from..from + MANY].try_into().expect("each point has its column")
            } else {
                of_columns = std::array::from_fn(|at| table[at * step]);
                &of_columns
            };
            let (of_deviation, offset) = (narrow(1.0 / self.number.deviation), narrow(self.number.offset));
            TABLE.up_to(values, narrow(1.0 / limit), columns).map(|f| f * of_deviation - offset)
        } else {
            let Left { scale, offset, most, least } = self.left(limit);
            let (scale, offset, most, least) = (narrow(scale), narrow(offset), narrow(most), narrow(least));
            values.map(|value| {
                let z = value * scale - offset;
                let bounded = if z < most { z } else { most };
                if z >= least { bounded } else { f32::NEG_INFINITY }
            })
        };
        let (cut, scale) = (narrow(self.number.below), narrow(self.number.scale));
        below(&z).map(|share| {
            let uncut = (share - cut) * scale;
            let uncut = if uncut > 0.0 { uncut } else { 0.0 };
            if uncut < 1.0 { uncut } else { 1.0 }
        })
    }
}

/// Seven digits of a number.
#[allow(clippy::cast_possible_truncation, reason = "of what is averaged over a thousand points they are more than enough")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

/// What a limit leaves a smooth number.
#[derive(Debug, Clone, Copy)]
struct Left {
    scale: f64,
    offset: f64,
    most: f64,
    /// Less than this is nothing at all.
    least: f64,
}

impl Left {
    #[inline]
    fn at(self, value: f64) -> f64 {
        let z = value * self.scale - self.offset;
        let bounded = if z < self.most { z } else { self.most };
        if z >= self.least { bounded } else { f64::NEG_INFINITY }
    }
}

/// A number as it is asked for at thousands of points.
#[derive(Debug, Clone, Copy)]
struct Number {
    deviation: f64,
    /// Its middle in standard deviations.
    offset: f64,
    below: f64,
    scale: f64,
}

impl Number {
    fn new(number: Truncated) -> Self {
        let (below, between) = number.cut();
        Self { deviation: number.deviation(), offset: number.value() / number.deviation(), below, scale: 1.0 / between }
    }

    /// The probability of at most `x`.
    fn below(&self, x: f64, normal: Normal) -> f64 {
        ((normal.below(x / self.deviation - self.offset) - self.below) * self.scale).clamp(0.0, 1.0)
    }
}

/// Which numbers are drawn, each from its coordinate.
fn places<'a>(
    lift: &Lift,
    effects: &Effects,
    smooth: Smooth,
    lattice: &'a [Coordinate],
) -> [Option<(Truncated, &'a Coordinate)>; VARIABLES] {
    let left_out = |variable: Variable| match smooth {
        Smooth::Load => variable == Variable::Load,
        Smooth::Horizontal => matches!(variable, Variable::HOrigin | Variable::HDestination),
        Smooth::Asymmetry => matches!(variable, Variable::AOrigin | Variable::ADestination),
        Smooth::Frequency => variable == Variable::Frequency,
        Smooth::None => false,
    };
    let mut coordinates = lattice.iter();
    let mut places = [None; VARIABLES];
    for variable in effects.order() {
        let number = lift.numbers.get(variable);
        if !number.is_certain() && !left_out(variable) {
            places[variable as usize] = coordinates.next().map(|coordinate| (number, coordinate));
        }
    }
    places
}

/// The values of one number at the points from one on, every so many of the lattice.
fn place(number: Truncated, coordinate: &Coordinate, from: usize, step: usize, normal: Normal, out: &mut [f64]) {
    let (middle, deviation) = (number.value(), number.deviation());
    let is_half = number.is_half();
    if number.is_cut() && !is_half {
        for (out, share) in out.iter_mut().zip(coordinate.shares[from * step..].iter().step_by(step)) {
            *out = number.at(*share, 0.0, true, normal);
        }
        return;
    }
    let quantiles = if is_half { &coordinate.halves } else { &coordinate.quantiles };
    if step == 1 {
        for (out, z) in out.iter_mut().zip(&quantiles[from..]) {
            *out = middle + deviation * z;
        }
    } else {
        for (out, z) in out.iter_mut().zip(quantiles[from * step..].iter().step_by(step)) {
            *out = middle + deviation * z;
        }
    }
}

/// The values of one number at all points.
pub(super) fn all(number: Truncated, coordinate: &Coordinate, normal: Normal) -> Vec<f64> {
    let mut values = vec![number.value(); coordinate.shares.len()];
    if !number.is_certain() {
        place(number, coordinate, 0, 1, normal, &mut values);
    }
    values
}

//! The distribution of the index of one lift.
//!
//! All numbers but one are taken at the points of the lattice; the probability that the index stays
//! at or under a limit is then, at each point, that of the one number staying at or under what the
//! limit leaves it, which its distribution function gives. What is averaged over the points is
//! smooth, so that a thousand of them do. Which number is integrated so is the one that moves the
//! index most among load, H (at both ends at once, by the product of two probabilities, because the
//! worse end counts), A (likewise) and frequency.

use super::super::tables::{
    A_LIMIT, A_SLOPE, COUPLING, D_BASE, D_LIMIT, D_REFERENCE, D_SPAN, H_ESTIMATE_HIGH, H_ESTIMATE_LOW, H_ESTIMATE_V, H_LIMIT,
    H_REFERENCE, V_COLUMN, V_LIMIT, V_REFERENCE, V_SLOPE,
};
use super::frequency::TABLE;
use super::model::Lift;
use super::variable::{VARIABLES, Variable};
use crate::chance::Truncated;
use crate::chance::lattice::{Coordinate, points, share_points};
use crate::chance::normal::Normal;

/// An index that is reached by no lift: the whole of what lies within the range.
pub(super) const ENDLESS: f64 = 1e12;
/// What binary arithmetic may add to an index that is exactly on a limit.
const ROUNDING: f64 = 1.0 + 1e-12;
/// What moves the index less than this share is integrated with the rest.
const SMOOTHING: f64 = 1e-3;
/// An index that moves more than this, as a logarithm, is evaluated at more points.
const WIDE: f64 = 0.3;

/// Buffers that are filled for each lift anew.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    columns: [Vec<f64>; VARIABLES],
}

/// The numbers that can be integrated by their distribution function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Smooth {
    Load,
    Horizontal,
    Asymmetry,
    Frequency,
    None,
}

/// What the limit of an index leaves the smooth number at each point.
#[derive(Debug)]
pub(super) struct Prepared {
    smooth: Smooth,
    /// The index without the factor of the smooth number, per end; infinite beyond the range.
    ends: [Vec<f64>; 2],
    controlled: bool,
    /// The smooth number, per end.
    numbers: [Truncated; 2],
    /// Columns of the frequency table, where the frequency is smooth.
    table: Vec<usize>,
    normal: Normal,
    /// The middle of the index and how far it moves, as a start for quantiles.
    pub(super) middle: f64,
    pub(super) spread: f64,
}

/// What the numbers of a lift are at one point.
pub(super) type Values = [f64; VARIABLES];

/// The index at `values`; infinite beyond the range.
pub(super) fn index(lift: &Lift, values: &Values) -> f64 {
    let at = |variable: Variable| values[variable as usize];
    let mut index = end(lift, values, 0, Smooth::None);
    if lift.controlled {
        index = index.max(end(lift, values, 1, Smooth::None));
    }
    index * at(Variable::Load)
}

/// The index of a load of 1 kg at one end, without the factor of the smooth number.
#[inline]
fn end(lift: &Lift, values: &Values, place: usize, smooth: Smooth) -> f64 {
    let at = |variable: Variable| values[variable as usize];
    let (v_origin, v_destination) = (at(Variable::VOrigin), at(Variable::VDestination));
    let (h, v, a) = if place == 0 {
        (Variable::HOrigin, v_origin, at(Variable::AOrigin))
    } else {
        (Variable::HDestination, v_destination, at(Variable::ADestination))
    };
    let h = if lift.from_width[place] {
        at(Variable::Width) / 2.0 + if v >= H_ESTIMATE_V { H_ESTIMATE_HIGH } else { H_ESTIMATE_LOW }
    } else {
        at(h)
    };
    let d = (v_destination - v_origin).abs();
    let reach = d.max(D_REFERENCE);
    let upper = usize::from(v_origin >= V_COLUMN);
    let fm =
        if smooth == Smooth::Frequency { 1.0 } else { TABLE.multiplier(at(Variable::Frequency), 2 * lift.category + upper) };
    let cm = COUPLING[lift.coupling as usize][usize::from(v >= V_COLUMN)];
    let vm = 1.0 - V_SLOPE * (v - V_REFERENCE).abs();
    // DM = (0.82 D + 4.5) / D, which is 1 at 25 cm.
    let mut divisor = lift.constant * vm * cm * fm * (D_BASE * reach + D_SPAN);
    let mut factor = reach;
    let mut within = v_origin <= V_LIMIT && v_destination <= V_LIMIT && d <= D_LIMIT && fm > 0.0;
    if smooth != Smooth::Horizontal {
        factor *= h.max(H_REFERENCE) / H_REFERENCE;
        within &= h <= H_LIMIT;
    }
    if smooth != Smooth::Asymmetry {
        divisor *= 1.0 - A_SLOPE * a;
        within &= a <= A_LIMIT;
    }
    if within { factor / divisor } else { f64::INFINITY }
}

impl Prepared {
    /// Places the lattice in the numbers of `lift`.
    pub(super) fn new(lift: &Lift, buffers: &mut Buffers) -> Self {
        let normal = Normal::default();
        let effects = Effects::of(lift);
        let smooth = effects.smoothest(lift);
        let left_out = |variable: Variable| match smooth {
            Smooth::Load => variable == Variable::Load,
            Smooth::Horizontal => matches!(variable, Variable::HOrigin | Variable::HDestination),
            Smooth::Asymmetry => matches!(variable, Variable::AOrigin | Variable::ADestination),
            Smooth::Frequency => variable == Variable::Frequency,
            Smooth::None => false,
        };
        let lattice = if effects.spread() > WIDE || smooth == Smooth::None { share_points() } else { points() };
        let points = lattice[0].shares.len();
        let mut coordinates = lattice.iter();
        for variable in effects.order() {
            let number = lift.numbers.get(variable);
            let column = &mut buffers.columns[variable as usize];
            column.clear();
            if number.is_certain() || left_out(variable) {
                column.resize(points, number.value());
            } else {
                let coordinate = coordinates.next().expect("a coordinate for each variable");
                place(number, coordinate, normal, column);
            }
        }
        let mut ends = [Vec::with_capacity(points), Vec::new()];
        let load = smooth != Smooth::Load;
        for (at, out) in ends.iter_mut().enumerate().take(if lift.controlled { 2 } else { 1 }) {
            out.extend((0..points).map(|point| {
                let values: Values = std::array::from_fn(|variable| buffers.columns[variable][point]);
                end(lift, &values, at, smooth) * if load { values[Variable::Load as usize] } else { 1.0 }
            }));
        }
        let two = lift.controlled && matches!(smooth, Smooth::Load | Smooth::Frequency | Smooth::None);
        if two {
            // One number for both ends: the worse end counts.
            let (origin, destination) = ends.split_at_mut(1);
            for (origin, destination) in origin[0].iter_mut().zip(&destination[0]) {
                *origin = origin.max(*destination);
            }
        }
        let table = if smooth == Smooth::Frequency {
            let upper = |v: &f64| usize::from(*v >= V_COLUMN);
            buffers.columns[Variable::VOrigin as usize].iter().map(|v| 2 * lift.category + upper(v)).collect()
        } else {
            Vec::new()
        };
        let get = |variable| lift.numbers.get(variable);
        let numbers = match smooth {
            Smooth::Horizontal => [get(Variable::HOrigin), get(Variable::HDestination)],
            Smooth::Asymmetry => [get(Variable::AOrigin), get(Variable::ADestination)],
            Smooth::Frequency => [get(Variable::Frequency); 2],
            Smooth::Load | Smooth::None => [get(Variable::Load); 2],
        };
        Self {
            smooth,
            ends,
            controlled: lift.controlled && !two,
            numbers,
            table,
            normal,
            middle: effects.middle,
            spread: effects.spread(),
        }
    }

    /// The probability that the index is at most `limit` and the lift within the range.
    pub(super) fn at_most(&self, limit: f64) -> f64 {
        let limit = limit * ROUNDING;
        let [origin, destination] = &self.ends;
        let [first, second] = &self.numbers;
        let normal = self.normal;
        let horizontal = |number: &Truncated, index: f64| {
            let h = H_REFERENCE * limit / index;
            if h < H_REFERENCE { 0.0 } else { number.below(h.min(H_LIMIT), normal) }
        };
        let asymmetry = |number: &Truncated, index: f64| number.below(((1.0 - index / limit) / A_SLOPE).min(A_LIMIT), normal);
        let sum: f64 = match (self.smooth, self.controlled) {
            (Smooth::None, _) => origin.iter().filter(|index| **index <= limit).count() as f64,
            (Smooth::Load, _) => origin.iter().map(|index| first.below(limit / index, normal)).sum(),
            (Smooth::Frequency, _) => origin
                .iter()
                .zip(&self.table)
                .map(|(index, column)| first.below(TABLE.up_to(index / limit, *column), normal))
                .sum(),
            (Smooth::Horizontal, false) => origin.iter().map(|index| horizontal(first, *index)).sum(),
            (Smooth::Horizontal, true) => {
                origin.iter().zip(destination).map(|(a, b)| horizontal(first, *a) * horizontal(second, *b)).sum()
            }
            (Smooth::Asymmetry, false) => origin.iter().map(|index| asymmetry(first, *index)).sum(),
            (Smooth::Asymmetry, true) => {
                origin.iter().zip(destination).map(|(a, b)| asymmetry(first, *a) * asymmetry(second, *b)).sum()
            }
        };
        sum / origin.len() as f64
    }
}

/// The values of one number at the points of the lattice.
pub(super) fn place(number: Truncated, coordinate: &Coordinate, normal: Normal, out: &mut Vec<f64>) {
    let cut = number.is_cut();
    let pairs = coordinate.shares.iter().zip(&coordinate.quantiles);
    out.extend(pairs.map(|(share, z)| number.at(*share, *z, cut, normal)));
}

/// How far each number moves the logarithm of the index, one standard deviation either way.
struct Effects {
    each: [f64; VARIABLES],
    middle: f64,
}

impl Effects {
    fn of(lift: &Lift) -> Self {
        let middle: Values = std::array::from_fn(|at| lift.numbers.get(Variable::ALL[at]).value());
        let mut now = index(lift, &middle);
        if !now.is_finite() {
            // Beyond the range: whatever brings it back matters most.
            now = 2.0;
        }
        let each = std::array::from_fn(|at| {
            let number = lift.numbers.get(Variable::ALL[at]);
            if number.is_certain() {
                return 0.0;
            }
            let moved = |by: f64| {
                let mut values = middle;
                values[at] = (values[at] + by).max(0.0);
                let moved = index(lift, &values);
                if moved.is_finite() && moved > 0.0 { (moved / now).ln() } else { 0.0 }
            };
            let (up, down) = (moved(number.deviation()), moved(-number.deviation()));
            up.abs().max(down.abs())
        });
        Self { each, middle: now }
    }

    fn spread(&self) -> f64 {
        self.each.iter().map(|effect| effect * effect).sum::<f64>().sqrt().max(1e-6)
    }

    /// The numbers, those that matter most first.
    fn order(&self) -> impl Iterator<Item = Variable> {
        let mut order: [usize; VARIABLES] = std::array::from_fn(|at| at);
        order.sort_by(|a, b| self.each[*b].total_cmp(&self.each[*a]));
        order.into_iter().map(|at| Variable::ALL[at])
    }

    fn smoothest(&self, lift: &Lift) -> Smooth {
        let of = |variable: Variable| self.each[variable as usize];
        let both = |a: Variable, b: Variable| (of(a).powi(2) + of(b).powi(2)).sqrt();
        let measured = !(lift.from_width[0] || lift.controlled && lift.from_width[1]);
        let candidates = [
            (of(Variable::Load), Smooth::Load),
            (if measured { both(Variable::HOrigin, Variable::HDestination) } else { 0.0 }, Smooth::Horizontal),
            (both(Variable::AOrigin, Variable::ADestination), Smooth::Asymmetry),
            (of(Variable::Frequency), Smooth::Frequency),
        ];
        candidates
            .into_iter()
            .filter(|(effect, _)| *effect > SMOOTHING)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(Smooth::None, |best| best.1)
    }
}

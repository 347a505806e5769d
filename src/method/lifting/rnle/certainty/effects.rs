//! How far each number moves the index of a lift: which of them is integrated by its distribution
//! function, and which get the best coordinates of the lattice.

use super::equation::{Block, Smooth, inverse};
use super::model::Lift;
use super::variable::{VARIABLES, Variable};

/// What moves the index less than this share is integrated with the rest.
const SMOOTHING: f64 = 1e-3;
/// A number of which less than this is left when it is cut off is integrated with the rest, too.
const LEFT: f64 = 0.2;
/// The lift itself, and each number one standard deviation either way.
const TRIED: usize = 2 * VARIABLES + 1;

/// How far each number moves the logarithm of the index, one standard deviation either way.
pub(super) struct Effects {
    each: [f64; VARIABLES],
    /// The index as measured.
    pub(super) middle: f64,
}

impl Effects {
    pub(super) fn of(lift: &Lift) -> Self {
        let mut block: Block<TRIED> = [[0.0; TRIED]; VARIABLES];
        for (at, column) in block.iter_mut().enumerate() {
            let number = lift.numbers.get(Variable::ALL[at]);
            *column = [number.value(); TRIED];
            column[2 * at + 1] = number.value() + number.deviation();
            column[2 * at + 2] = (number.value() - number.deviation()).max(0.0);
        }
        let mut tried = inverse(lift, &block, 0, Smooth::None);
        if lift.controlled {
            let destination = inverse(lift, &block, 1, Smooth::None);
            for (origin, destination) in tried.iter_mut().zip(destination) {
                *origin = origin.min(destination);
            }
        }
        // Beyond the range: whatever brings it back matters most.
        let now = if tried[0] > 0.0 { tried[0] } else { 0.5 };
        let moved = |at: usize| {
            let ratio = tried[at] / now;
            // A number without an error moves nothing, nor does one whose error leads beyond the range.
            if ratio > 0.0 && ratio.is_finite() && tried[at].total_cmp(&tried[0]).is_ne() { ratio.ln().abs() } else { 0.0 }
        };
        let each = std::array::from_fn(|at| {
            if lift.numbers.get(Variable::ALL[at]).is_certain() {
                return 0.0;
            }
            moved(2 * at + 1).max(moved(2 * at + 2))
        });
        Self { each, middle: 1.0 / now }
    }

    /// How far they move it together.
    pub(super) fn spread(&self) -> f64 {
        self.each.iter().map(|effect| effect * effect).sum::<f64>().sqrt().max(1e-6)
    }

    /// The numbers, those that matter most first.
    pub(super) fn order(&self) -> impl Iterator<Item = Variable> {
        let mut order: [usize; VARIABLES] = std::array::from_fn(|at| at);
        order.sort_by(|a, b| self.each[*b].total_cmp(&self.each[*a]));
        order.into_iter().map(|at| Variable::ALL[at])
    }

    /// The number that moves it most of those that can be integrated by their distribution function.
    pub(super) fn smoothest(&self, lift: &Lift) -> Smooth {
        // What hardly anything is left of between its ends has no distribution function worth the name.
        let is_usable = |variable: Variable| lift.numbers.get(variable).cut().1 > LEFT;
        let of = |variable: Variable| if is_usable(variable) { self.each[variable as usize] } else { 0.0 };
        let both = |a: Variable, b: Variable| of(a).hypot(of(b));
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

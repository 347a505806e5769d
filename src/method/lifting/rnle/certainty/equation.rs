//! The lifting equation at many points at once, each column of numbers by itself, so that the loops
//! are such as processors do several steps of at a time.

use super::super::tables::{
    A_LIMIT, A_SLOPE, COUPLING, D_BASE, D_LIMIT, D_REFERENCE, D_SPAN, H_ESTIMATE_HIGH, H_ESTIMATE_LOW, H_ESTIMATE_V, H_LIMIT,
    H_REFERENCE, V_COLUMN, V_LIMIT, V_REFERENCE, V_SLOPE,
};
use super::frequency::TABLE;
use super::model::Lift;
use super::variable::{VARIABLES, Variable};

/// The numbers of a lift at `N` points, by number.
pub(super) type Block<const N: usize> = [[f64; N]; VARIABLES];

/// The numbers that can be integrated by their distribution function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Smooth {
    Load,
    Horizontal,
    Asymmetry,
    Frequency,
    None,
}

/// The index at one point; infinite beyond the range.
pub(super) fn index(lift: &Lift, values: &Block<1>) -> f64 {
    let [mut inverse_index] = inverse(lift, values, 0, Smooth::None);
    if lift.controlled {
        inverse_index = inverse_index.min(inverse(lift, values, 1, Smooth::None)[0]);
    }
    1.0 / inverse_index
}

/// One over the index of one end at each point, without the factor of the smooth number; 0 beyond
/// the range.
#[inline]
pub(super) fn inverse<const N: usize>(lift: &Lift, at: &Block<N>, place: usize, smooth: Smooth) -> [f64; N] {
    let column = |variable: Variable| &at[variable as usize];
    let (v_origin, v_destination) = (column(Variable::VOrigin), column(Variable::VDestination));
    let (h, v, a) = if place == 0 {
        (column(Variable::HOrigin), v_origin, column(Variable::AOrigin))
    } else {
        (column(Variable::HDestination), v_destination, column(Variable::ADestination))
    };
    let [below, above] = COUPLING[lift.coupling as usize];
    let (mut weight, mut cost) = ([0.0; N], [0.0; N]);
    for point in 0..N {
        let d = (v_destination[point] - v_origin[point]).abs();
        let reach = d.max(D_REFERENCE);
        let vm = 1.0 - V_SLOPE * (v[point] - V_REFERENCE).abs();
        let cm = if v[point] >= V_COLUMN { above } else { below };
        // DM = (0.82 D + 4.5) / D, which is 1 at 25 cm.
        let within = lift.constant * vm * cm * (D_BASE * reach + D_SPAN);
        let within = if v_origin[point] <= V_LIMIT { within } else { 0.0 };
        let within = if v_destination[point] <= V_LIMIT { within } else { 0.0 };
        weight[point] = if d <= D_LIMIT { within } else { 0.0 };
        cost[point] = reach;
    }
    if smooth != Smooth::Horizontal {
        for point in 0..N {
            let estimate = if v[point] >= H_ESTIMATE_V { H_ESTIMATE_HIGH } else { H_ESTIMATE_LOW };
            let h = if lift.from_width[place] { column(Variable::Width)[point] / 2.0 + estimate } else { h[point] };
            weight[point] = if h <= H_LIMIT { weight[point] } else { 0.0 };
            cost[point] *= h.max(H_REFERENCE) / H_REFERENCE;
        }
    }
    if smooth != Smooth::Asymmetry {
        for point in 0..N {
            let am = 1.0 - A_SLOPE * a[point];
            weight[point] *= if a[point] <= A_LIMIT { am } else { 0.0 };
        }
    }
    if smooth != Smooth::Frequency {
        let f = column(Variable::Frequency);
        let columns = [2 * lift.category, 2 * lift.category + 1];
        if lift.numbers.get(Variable::Frequency).is_certain() {
            let [low, high] = columns.map(|column| TABLE.multiplier(f[0], column));
            for point in 0..N {
                weight[point] *= if v_origin[point] >= V_COLUMN { high } else { low };
            }
        } else {
            for point in 0..N {
                weight[point] *= TABLE.multiplier(f[point], columns[usize::from(v_origin[point] >= V_COLUMN)]);
            }
        }
    }
    if smooth != Smooth::Load {
        for (cost, load) in cost.iter_mut().zip(column(Variable::Load)) {
            *cost *= load;
        }
    }
    // A load of nothing has an index of nothing, but only where the method applies.
    std::array::from_fn(|point| if weight[point] > 0.0 { weight[point] / cost[point] } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::super::variable::Numbers;
    use super::*;
    use crate::domain::choice::Coupling;
    use crate::domain::{Cell, Cells, Column};

    /// Nothing lifted has an index of 0 within the range, and none beyond it.
    #[test]
    fn a_load_of_nothing() {
        let index_at = |h: f64| {
            let numbers = [
                (Variable::Load, 0.0),
                (Variable::HOrigin, h),
                (Variable::VOrigin, 75.0),
                (Variable::VDestination, 75.0),
                (Variable::Frequency, 1.0),
            ];
            let (mut cells, mut block) = (Cells::default(), [[0.0]; VARIABLES]);
            for (variable, value) in numbers {
                cells.set(variable.column(), Cell::Number(value));
                block[variable as usize] = [value];
            }
            cells.set(Column::LiftingHours, Cell::Number(1.0));
            let lift = Lift {
                numbers: Numbers::of(&cells).expect("every number is there"),
                constant: 23.0,
                category: 0,
                coupling: Coupling::Good,
                controlled: false,
                from_width: [false; 2],
            };
            index(&lift, &block)
        };
        assert!(index_at(63.0) <= 0.0);
        assert!(index_at(63.1).is_infinite());
    }
}

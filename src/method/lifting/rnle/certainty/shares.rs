//! How much of the variance of an index the error of each measurement has: the indices of Sobol, by
//! the estimators of Jansen, at the points of a lattice. Lifts beyond the range have no index; pairs
//! of points of which one is such a lift are left out.

use super::super::input::Document;
use super::distribution::all;
use super::equation::{Block, index};
use super::model::{Part, mixture};
use super::variable::{VARIABLES, Variable};
use crate::chance::lattice::{SHARE_DIMENSIONS, SHARE_POINTS, share_points};
use crate::chance::normal::Normal;
use crate::domain::certainty::Share;
use crate::domain::{Cells, Column, Doubt};

/// Places of what varies: the numbers of a lift, then the choices of the mixture as one.
const MIXTURE: usize = VARIABLES;
const PLACES: usize = VARIABLES + 1;
/// Fewer pairs than this say nothing.
const FEWEST: usize = 64;

/// The index at each point, the numbers and choices of `places` taken from the second half of the
/// coordinates and all others from the first.
struct Sample<'a> {
    parts: &'a [(f64, Part)],
    /// For each place its values in the first and in the second half.
    numbers: [[Vec<f64>; 2]; VARIABLES],
    chosen: [Vec<u16>; 2],
}

impl<'a> Sample<'a> {
    fn new(parts: &'a [(f64, Part)]) -> Option<Self> {
        let lift = parts.iter().find_map(|(_, part)| if let Part::Lift(lift) = part { Some(lift) } else { None });
        let normal = Normal::default();
        let half = SHARE_DIMENSIONS / 2;
        let numbers = std::array::from_fn(|at| {
            [0, half].map(|offset| {
                lift.map_or_else(Vec::new, |lift| {
                    all(lift.numbers.get(Variable::ALL[at]), &share_points()[offset + at], normal)
                })
            })
        });
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        let choose = |share: &f64| {
            let mut remaining = share * total;
            let place = parts.iter().position(|(weight, _)| {
                remaining -= weight;
                remaining < 0.0
            });
            u16::try_from(place.unwrap_or(parts.len() - 1)).ok()
        };
        let chosen = |offset: usize| share_points()[offset + MIXTURE].shares.iter().map(choose).collect::<Option<Vec<_>>>();
        (!parts.is_empty()).then_some(())?;
        Some(Self { parts, numbers, chosen: [chosen(0)?, chosen(half)?] })
    }

    /// The index at a point; `None` where there is none.
    fn index(&self, point: usize, from_second: impl Fn(usize) -> bool) -> Option<f64> {
        let half = |place: usize| usize::from(from_second(place));
        let found = match &self.parts[usize::from(self.chosen[half(MIXTURE)][point])].1 {
            Part::Point(index) => *index,
            Part::Lift(lift) => {
                let values: Block<1> = std::array::from_fn(|at| [self.numbers[at][half(at)][point]]);
                index(lift, &values)
            }
            Part::TooLong(_) | Part::Beyond | Part::Outside => return None,
        };
        found.is_finite().then_some(found)
    }
}

/// The shares of all columns that are in doubt, the largest total first.
pub(super) fn of(cells: &Cells, document: Document) -> Vec<Share> {
    let Some(parts) = mixture(cells, document) else { return Vec::new() };
    let Some(sample) = Sample::new(&parts) else { return Vec::new() };
    let all = |second: bool| (0..SHARE_POINTS).map(|point| sample.index(point, |_| second)).collect::<Vec<_>>();
    let (first, second) = (all(false), all(true));
    let Some(variance) = variance(&first) else { return Vec::new() };
    let mut shares: Vec<Share> = (0..PLACES)
        .filter_map(|place| {
            let column = column(cells, place)?;
            let swapped: Vec<Option<f64>> = (0..SHARE_POINTS).map(|point| sample.index(point, |at| at == place)).collect();
            // A swapped place leaves the rest as it was: what still differs from the first is the
            // place's own total; what differs from the second is all but its first order.
            let total = half_mean_square(&first, &swapped)? / variance;
            let rest = half_mean_square(&second, &swapped)? / variance;
            let total = total.clamp(0.0, 1.0);
            Some(Share { column, first: (1.0 - rest).clamp(0.0, total), total })
        })
        .collect();
    shares.sort_by(|a, b| b.total.total_cmp(&a.total));
    shares
}

/// The column of a place, if it is in doubt.
fn column(cells: &Cells, place: usize) -> Option<Column> {
    if place < VARIABLES {
        let column = Variable::ALL[place].column();
        return (cells.half_width(column) > 0.0).then_some(column);
    }
    let doubtful = |column: &Column| match cells.doubt(*column) {
        Some(Doubt::Second { share, .. }) => share > 0.0,
        Some(Doubt::HalfWidth(half_width, _)) => half_width > 0.0,
        _ => false,
    };
    super::model::CHOICES.iter().chain(&[Column::LiftingHours, Column::RecoveryHours]).copied().find(doubtful)
}

fn variance(values: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    if known.len() < FEWEST {
        return None;
    }
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    let variance = known.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / known.len() as f64;
    (variance > 1e-12 * mean * mean).then_some(variance)
}

fn half_mean_square(a: &[Option<f64>], b: &[Option<f64>]) -> Option<f64> {
    let pairs = a.iter().zip(b).filter_map(|(a, b)| Some((a.as_ref()? - b.as_ref()?).powi(2)));
    let (count, sum) = pairs.fold((0_usize, 0.0), |(count, sum), square| (count + 1, sum + square));
    (count >= FEWEST).then(|| sum / (2.0 * count as f64))
}

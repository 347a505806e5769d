//! The points of a rank-1 lattice rule: where an integral over several uncertain numbers is evaluated.
//!
//! Point i has the coordinates frac(i·g/N + shift), folded by the tent 1 − |2x − 1| (Hickernell 2002). The generating vectors were found component by
//! component (the worst-case error in a weighted Korobov space, weights 0.25·0.85ʲ and 0.15·0.85ʲ);
//! they and the shifts are constants. Which variable gets which coordinate is the caller's: the
//! first coordinates are spread best.

use std::sync::LazyLock;

use super::normal::Normal;

/// Points at which a distribution is evaluated.
pub const POINTS: usize = 1024;
/// Coordinates of each of them.
pub const DIMENSIONS: usize = 10;
const GENERATOR: [usize; DIMENSIONS] = [1, 275, 167, 403, 389, 481, 425, 319, 293, 379];
const SHIFT: [f64; DIMENSIONS] =
    [0.506_031, 0.565_092, 0.511_916, 0.972_186, 0.614_903, 0.568_283, 0.286_787, 0.554_511, 0.467_524, 0.134_729];

/// Points at which shares of a variance, and very wide distributions, are evaluated.
pub const SHARE_POINTS: usize = 4096;
/// Coordinates of each of them: twice what a variance has variables.
pub const SHARE_DIMENSIONS: usize = 22;
const SHARE_GENERATOR: [usize; SHARE_DIMENSIONS] =
    [1, 1557, 1237, 1119, 481, 791, 1873, 209, 1343, 295, 1645, 1193, 2021, 539, 1787, 425, 1571, 245, 913, 1297, 1161, 197];

/// One coordinate of all points: as a probability, and as the normal quantile of that probability.
#[derive(Debug, Clone)]
pub struct Coordinate {
    /// Probabilities, strictly between 0 and 1.
    pub shares: Vec<f64>,
    /// Their normal quantiles.
    pub quantiles: Vec<f64>,
    /// The same of the upper half of the normal distribution.
    pub halves: Vec<f64>,
}

impl Coordinate {
    fn new(generator: usize, shift: f64, points: usize) -> Self {
        // Folded: what goes up comes down again, so that an integrand need not be the same at both ends.
        let share = |at: usize| {
            let place = (((at * generator) % points) as f64 / points as f64 + shift).fract();
            1.0 - (2.0 * place - 1.0).abs()
        };
        let shares: Vec<f64> = (0..points).map(share).collect();
        let normal = Normal::default();
        let quantiles = shares.iter().map(|share| normal.quantile(*share)).collect();
        let halves = shares.iter().map(|share| normal.quantile(0.5 + share / 2.0)).collect();
        Self { shares, quantiles, halves }
    }
}

static LATTICE: LazyLock<Vec<Coordinate>> = LazyLock::new(|| {
    GENERATOR.iter().zip(SHIFT).map(|(generator, shift)| Coordinate::new(*generator, shift, POINTS)).collect()
});

static SHARES: LazyLock<Vec<Coordinate>> = LazyLock::new(|| {
    let shift = |at: usize| SHIFT[at % DIMENSIONS] + 0.317 * (at / DIMENSIONS) as f64;
    let coordinate = |(at, generator): (usize, &usize)| Coordinate::new(*generator, shift(at).fract(), SHARE_POINTS);
    SHARE_GENERATOR.iter().enumerate().map(coordinate).collect()
});

/// The coordinates of the [`POINTS`] points of a distribution.
pub fn points() -> &'static [Coordinate] {
    &LATTICE
}

/// The coordinates of the [`SHARE_POINTS`] points of shares of a variance.
pub fn share_points() -> &'static [Coordinate] {
    &SHARES
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `∫ Π (1 + (x_j − ½)/2) = 1` over the unit cube, and E z² = 1 in each coordinate.
    #[test]
    fn integrals_that_are_known() {
        for (coordinates, points) in [(points(), POINTS), (share_points(), SHARE_POINTS)] {
            let product = |at: usize| coordinates.iter().map(|c| 1.0 + (c.shares[at] - 0.5) / 2.0).product::<f64>();
            let mean = (0..points).map(product).sum::<f64>() / points as f64;
            // A third of what as many random points would scatter.
            assert!((mean - 1.0).abs() < 5e-3, "{mean}");
            for coordinate in coordinates {
                let square = coordinate.quantiles.iter().map(|z| z * z).sum::<f64>() / points as f64;
                assert!((square - 1.0).abs() < 0.02, "{square}");
                assert!(coordinate.shares.iter().all(|share| *share > 0.0 && *share < 1.0));
            }
        }
    }
}

//! Calibration of an accelerometer by gravity: whatever way it lies, at rest it must read 1 g.
//!
//! From still moments in enough directions follow the zero and the gain of each axis, by least
//! squares on the length of the corrected vectors. The directions themselves need not be known, so
//! that a sensor which lies askew on its side does no harm. Two ways to get still moments: laid
//! down on its six sides in turn, or whatever the wearer's day holds (in use, after van Hees
//! 2014: 10 s that spread less than 13 mg, beyond 0.3 g both ways on each axis).

use nalgebra::{SMatrix, SVector, Vector3};

use super::calibration::GRAVITY;

/// A window is still when no axis spreads more than this, g.
pub const STILL_G: f64 = 0.013;
/// In use, each axis must read so much both ways in a still window, g.
pub const BOTH_WAYS_G: f64 = 0.3;
/// Laid on a side, the axis that points up or down must read so much, g.
pub const SIDE_G: f64 = 0.8;
/// How long each side must lie still, s.
pub const SIDE_S: f64 = 3.0;
/// How long in all must be still in use, s.
pub const IN_USE_S: f64 = 60.0;
/// How far the corrected lengths may still be from 1 g on average, g: the 10 mg of in-use
/// calibrations.
pub const LARGEST_ERROR_G: f64 = 0.01;
/// A gain further from 1 than this, or a zero further from 0 g, is a broken sensor or a wrong unit.
const IMPLAUSIBLE: f64 = 0.2;
/// Steps of the least-squares search; it settles within ten.
const STEPS: usize = 50;

/// Where still moments come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The recording that is judged.
    InUse,
    /// The sensor laid down on its six sides.
    SixSides,
}

impl Way {
    /// The word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::SixSides => "six_sides",
        }
    }

    /// The length of a window, s.
    pub const fn window_s(self) -> f64 {
        match self {
            Self::InUse => 10.0,
            Self::SixSides => 1.0,
        }
    }
}

/// What turns a reading into a calibrated one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction {
    /// What each axis reads without any acceleration, m/s².
    pub offset: [f64; 3],
    /// By what each axis is multiplied after that.
    pub gain: [f64; 3],
}

impl Correction {
    /// A reading, corrected.
    #[inline]
    pub fn apply(&self, reading: [f64; 3]) -> [f64; 3] {
        std::array::from_fn(|axis| (reading[axis] - self.offset[axis]) * self.gain[axis])
    }
}

/// A calibration that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibrated {
    /// From what.
    pub way: Way,
    /// What it does.
    pub correction: Correction,
    /// From how many still windows.
    pub windows: usize,
    /// How far their lengths were from 1 g on average, g.
    pub before_g: f64,
    /// How far they are after the correction.
    pub after_g: f64,
}

/// Why there is no calibration.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// So much was still, s.
    TooLittle(f64),
    /// These ways up were not there: axis, and whether the opposite of it.
    Missing(Vec<(usize, bool)>),
    /// What comes out is not a sensor that works.
    Implausible,
    /// The lengths are still so far from 1 g, g.
    Residual(f64),
}

/// Gathers still windows while samples pass: a second that is still and reads what the seconds
/// before it read goes with them, and so many of them are a window.
#[derive(Debug, Clone)]
pub struct Stills {
    way: Way,
    second: Sums,
    run: Sums,
    points: Vec<Vector3<f64>>,
}

/// Sums of readings that follow each other.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    seconds: f64,
    count: f64,
    sum: Vector3<f64>,
    squares: Vector3<f64>,
}

impl Sums {
    fn mean(&self) -> Vector3<f64> {
        self.sum / self.count
    }

    fn is_still(&self) -> bool {
        let mean = self.mean();
        let variance = self.squares / self.count - mean.component_mul(&mean);
        variance.max() <= (STILL_G * GRAVITY).powi(2)
    }

    fn add(&mut self, other: &Self) {
        self.seconds += other.seconds;
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }
}

impl Stills {
    /// Nothing yet.
    pub fn new(way: Way) -> Self {
        Self { way, second: Sums::default(), run: Sums::default(), points: Vec::new() }
    }

    /// Adds a sample, m/s², that stands for `seconds`.
    pub fn add(&mut self, reading: [f64; 3], seconds: f64) {
        let reading = Vector3::from(reading);
        self.second.add(&Sums { seconds, count: 1.0, sum: reading, squares: reading.component_mul(&reading) });
        if self.second.seconds >= 1.0 {
            self.close();
        }
    }

    /// The next sample does not follow on the last.
    pub fn interrupt(&mut self) {
        (self.second, self.run) = (Sums::default(), Sums::default());
    }

    /// Ends a second.
    fn close(&mut self) {
        let second = std::mem::take(&mut self.second);
        if second.count < 5.0 || !second.is_still() {
            self.run = Sums::default();
            return;
        }
        let same = |run: &Sums| (second.mean() - run.mean()).amax() <= 2.0 * STILL_G * GRAVITY;
        if self.run.count > 0.0 && !same(&self.run) {
            self.run = Sums::default();
        }
        self.run.add(&second);
        if self.run.seconds >= self.way.window_s() - 0.5 {
            let run = std::mem::take(&mut self.run);
            if run.is_still() {
                self.points.push(run.mean());
            }
        }
    }

    /// The calibration.
    ///
    /// # Errors
    /// When the still windows do not allow one.
    pub fn calibrate(&self) -> Result<Calibrated, Refusal> {
        let least = match self.way {
            Way::InUse => IN_USE_S,
            Way::SixSides => 6.0 * SIDE_S,
        };
        let still_s = self.points.len() as f64 * self.way.window_s();
        if still_s < least {
            return Err(Refusal::TooLittle(still_s));
        }
        let missing: Vec<(usize, bool)> = (0..3).flat_map(|axis| [(axis, false), (axis, true)]).collect();
        let missing: Vec<(usize, bool)> = missing.into_iter().filter(|&(axis, down)| !self.has(axis, down)).collect();
        if !missing.is_empty() {
            return Err(Refusal::Missing(missing));
        }
        let weights = self.weights();
        let correction = fit(&self.points, &weights).ok_or(Refusal::Implausible)?;
        let plausible = |offset: f64, gain: f64| offset.abs() < IMPLAUSIBLE * GRAVITY && (gain - 1.0).abs() < IMPLAUSIBLE;
        if !(0..3).all(|axis| plausible(correction.offset[axis], correction.gain[axis])) {
            return Err(Refusal::Implausible);
        }
        let total: f64 = weights.iter().sum();
        let off = |length: &dyn Fn(&Vector3<f64>) -> f64| {
            let each = self.points.iter().zip(&weights);
            each.map(|(point, weight)| weight * (length(point) / GRAVITY - 1.0).abs()).sum::<f64>() / total
        };
        let after_g = off(&|point| Vector3::from(correction.apply((*point).into())).norm());
        if after_g > LARGEST_ERROR_G {
            return Err(Refusal::Residual(after_g));
        }
        Ok(Calibrated { way: self.way, correction, windows: self.points.len(), before_g: off(&|point| point.norm()), after_g })
    }

    /// Whether an axis, or its opposite, was up as much and as long as the way asks.
    fn has(&self, axis: usize, opposite: bool) -> bool {
        let sign = if opposite { -1.0 } else { 1.0 };
        let (least_g, least_s) = match self.way {
            Way::InUse => (BOTH_WAYS_G, self.way.window_s()),
            Way::SixSides => (SIDE_G, SIDE_S),
        };
        let windows = self.points.iter().filter(|point| sign * point[axis] > least_g * GRAVITY).count();
        windows as f64 * self.way.window_s() >= least_s
    }

    /// Each side counts as much, however long it lay there.
    fn weights(&self) -> Vec<f64> {
        let side = |point: &Vector3<f64>| {
            let axis = point.iamax();
            2 * axis + usize::from(point[axis] < 0.0)
        };
        let mut counts = [0.0; 6];
        for point in &self.points {
            counts[side(point)] += 1.0;
        }
        self.points.iter().map(|point| 1.0 / counts[side(point)]).collect()
    }
}

/// The correction after which the lengths of `points` are nearest to 1 g, by the method of Gauss
/// and Newton. `None` when the points do not determine it.
fn fit(points: &[Vector3<f64>], weights: &[f64]) -> Option<Correction> {
    let mut offset = Vector3::zeros();
    let mut gain = Vector3::repeat(1.0);
    for _ in 0..STEPS {
        let mut normal = SMatrix::<f64, 6, 6>::zeros();
        let mut right = SVector::<f64, 6>::zeros();
        for (point, &weight) in points.iter().zip(weights) {
            let away = point - offset;
            let corrected = away.component_mul(&gain);
            let length = corrected.norm();
            if length <= 0.0 {
                return None;
            }
            // Both in g, so that zero and gain weigh alike.
            let residual = length / GRAVITY - 1.0;
            let direction = corrected / length;
            let slope = SVector::<f64, 6>::from_fn(|at, _| {
                if at < 3 { -direction[at] * gain[at] / GRAVITY } else { direction[at - 3] * away[at - 3] / GRAVITY }
            });
            normal += weight * slope * slope.transpose();
            right -= weight * residual * slope;
        }
        let step = normal.cholesky()?.solve(&right);
        offset += step.fixed_rows::<3>(0);
        gain += step.fixed_rows::<3>(3);
        if step.amax() < 1e-12 {
            break;
        }
    }
    let found = Correction { offset: offset.into(), gain: gain.into() };
    let finite = found.offset.iter().chain(&found.gain).all(|value| value.is_finite());
    finite.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sensor with these errors, held still in each of `directions` for `seconds` at 20 Hz.
    fn sensor(way: Way, correction: &Correction, directions: &[[f64; 3]], seconds: f64) -> Result<Calibrated, Refusal> {
        let mut stills = Stills::new(way);
        for direction in directions {
            let up = Vector3::from(*direction).normalize() * GRAVITY;
            let mut time = 0.0;
            while time < seconds {
                let noise = |phase: f64| 0.02 * (37.0 * time + phase).sin();
                stills.add(
                    std::array::from_fn(|axis| up[axis] / correction.gain[axis] + correction.offset[axis] + noise(axis as f64)),
                    0.05,
                );
                time += 0.05;
            }
            stills.interrupt();
        }
        stills.calibrate()
    }

    const WRONG: Correction = Correction { offset: [0.5, -0.3, 0.1], gain: [1.02, 0.97, 1.01] };
    /// Six sides, laid down up to 10° askew.
    const SIDES: [[f64; 3]; 6] =
        [[1.0, 0.1, 0.0], [-1.0, 0.0, 0.15], [0.1, 1.0, 0.0], [0.0, -1.0, 0.1], [0.05, 0.0, 1.0], [0.0, 0.1, -1.0]];

    fn found(calibrated: &Calibrated) {
        for axis in 0..3 {
            assert!((calibrated.correction.offset[axis] - WRONG.offset[axis]).abs() < 2e-3, "{calibrated:?}");
            assert!((calibrated.correction.gain[axis] - WRONG.gain[axis]).abs() < 2e-4, "{calibrated:?}");
        }
        assert!(calibrated.before_g > 0.01 && calibrated.after_g < 5e-4, "{calibrated:?}");
    }

    #[test]
    fn six_sides_give_zero_and_gain_also_when_laid_askew() {
        found(&sensor(Way::SixSides, &WRONG, &SIDES, 5.0).expect("six sides"));
    }

    #[test]
    fn a_day_with_enough_directions_does_too() {
        let day = [SIDES.as_slice(), &[[0.5, 0.5, 0.7], [-0.6, 0.3, 0.7], [0.2, -0.6, -0.7]]].concat();
        found(&sensor(Way::InUse, &WRONG, &day, 40.0).expect("nine directions"));
    }

    #[test]
    fn what_does_not_allow_a_calibration_is_refused_with_its_reason() {
        assert!(matches!(sensor(Way::SixSides, &WRONG, &SIDES[..2], 5.0), Err(Refusal::TooLittle(s)) if s < 18.0));
        let lacking = sensor(Way::SixSides, &WRONG, &SIDES[..5], 9.0);
        assert_eq!(lacking, Err(Refusal::Missing(vec![(2, true)])));
        let upright = sensor(Way::InUse, &WRONG, &[[0.0, 0.1, 1.0], [0.3, 0.0, 1.0]], 100.0);
        assert!(matches!(upright, Err(Refusal::Missing(missing)) if missing.contains(&(2, true))));
        let broken = Correction { offset: [6.0, 0.0, 0.0], gain: [1.0; 3] };
        assert_eq!(sensor(Way::SixSides, &broken, &SIDES, 5.0), Err(Refusal::Missing(vec![(0, true)])));
        let scaled = Correction { offset: [0.0; 3], gain: [0.7; 3] };
        assert_eq!(sensor(Way::SixSides, &scaled, &SIDES, 5.0), Err(Refusal::Implausible));
    }

    #[test]
    fn movement_is_not_still() {
        let mut stills = Stills::new(Way::SixSides);
        for at in 0..2000 {
            let time = f64::from(at) * 0.05;
            stills.add([(5.0 * time).sin(), 0.0, GRAVITY], 0.05);
        }
        assert_eq!(stills.calibrate(), Err(Refusal::TooLittle(0.0)));
    }
}

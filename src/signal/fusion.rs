//! From what a sensor reads to where up is.

use super::lowpass::ZeroPhase;

/// How up is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fusion {
    /// Low-passed acceleration: holds where the trunk moves slowly.
    Accelerometer,
    /// Acceleration and angular rate by VQF: holds in fast movement too.
    Vqf,
}

impl Fusion {
    /// The word on the command line and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accelerometer => "acc",
            Self::Vqf => "vqf",
        }
    }
}

/// The cut-off of the low-pass of an accelerometer on its own, Hz. Second order, forward and
/// backward: of the filters compared against optical truth the one with the smallest error.
pub const CUTOFF_HZ: f64 = 2.0;

/// Finds up. What comes out may lag; after [`UpEstimator::finish`] as many vectors have come out
/// as went in, each belonging to its own sample.
pub trait UpEstimator {
    /// Takes samples in (acceleration in m/s², angular rate in rad/s) and appends to `out` the up
    /// vectors that are ready, in the axes of the sensor.
    fn push(&mut self, acceleration: &[[f64; 3]], rotation: &[[f64; 3]], out: &mut Vec<[f64; 3]>);

    /// Appends the rest; the next sample starts anew, as after a gap.
    fn finish(&mut self, out: &mut Vec<[f64; 3]>);
}

/// The estimator for a recording at `rate_hz`.
pub fn estimator(fusion: Fusion, rate_hz: f64) -> Box<dyn UpEstimator> {
    match fusion {
        Fusion::Accelerometer => match ZeroPhase::new(CUTOFF_HZ, rate_hz) {
            Some(filter) => Box::new(LowPassed { filter }),
            None => Box::new(Unfiltered),
        },
        Fusion::Vqf => Box::new(Vqf { rate_hz, filter: vqf_rs::VQF::new(1.0 / rate_hz, None, None, None) }),
    }
}

struct LowPassed {
    filter: ZeroPhase,
}

impl UpEstimator for LowPassed {
    fn push(&mut self, acceleration: &[[f64; 3]], _: &[[f64; 3]], out: &mut Vec<[f64; 3]>) {
        self.filter.push(acceleration, out);
    }

    fn finish(&mut self, out: &mut Vec<[f64; 3]>) {
        self.filter.finish(out);
    }
}

/// A recording too slow for the filter is one that a data logger has averaged already.
struct Unfiltered;

impl UpEstimator for Unfiltered {
    fn push(&mut self, acceleration: &[[f64; 3]], _: &[[f64; 3]], out: &mut Vec<[f64; 3]>) {
        out.extend_from_slice(acceleration);
    }

    fn finish(&mut self, _: &mut Vec<[f64; 3]>) {}
}

struct Vqf {
    rate_hz: f64,
    filter: vqf_rs::VQF,
}

impl UpEstimator for Vqf {
    fn push(&mut self, acceleration: &[[f64; 3]], rotation: &[[f64; 3]], out: &mut Vec<[f64; 3]>) {
        out.extend(acceleration.iter().zip(rotation).map(|(&acceleration, &rotation)| {
            self.filter.update(rotation, acceleration, None);
            let vqf_rs::Quaternion(w, x, y, z) = self.filter.quat_6d();
            // The third row of its rotation matrix: the earth's up in the axes of the sensor.
            [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)]
        }));
    }

    fn finish(&mut self, _: &mut Vec<[f64; 3]>) {
        // The bias of the gyroscope is kept: a gap does not change the sensor.
        let (bias, sigma) = self.filter.bias_estimate();
        self.filter = vqf_rs::VQF::new(1.0 / self.rate_hz, None, None, None);
        self.filter.set_bias_estimate(bias, Some(sigma));
    }
}

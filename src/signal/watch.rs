//! Watching samples for what makes a measurement doubtful: clipping, an axis that stands still.

use super::Lanes;

/// What has been seen of each axis.
#[derive(Debug, Clone)]
pub struct Watch {
    full_scale: f64,
    before: Option<Lanes>,
    /// How long the value has not changed, samples less one.
    still: Lanes,
    longest_still: Lanes,
    /// The smallest change that was seen: the resolution, or close to it.
    smallest_change: Lanes,
    at_full_scale: [u64; 3],
    extremes: [[Extreme; 2]; 3],
}

/// The highest value of an axis, or the highest of its opposite, and how the signal stays there.
#[derive(Debug, Clone, Copy)]
struct Extreme {
    value: f64,
    run: u32,
    entered_by: f64,
    plateaus: Plateaus,
}

#[derive(Debug, Clone, Copy, Default)]
struct Plateaus {
    samples: u64,
    /// The least abrupt of the plateaus: entry and exit together, m/s².
    steps: f64,
}

/// A plateau has this many equal samples: two are the top of any tone that has an even number of
/// samples in its period.
const PLATEAU: u32 = 3;
/// A signal that is cut off enters and leaves its plateau with a jump; the top of a slow wave does so by
/// one or two steps of the resolution.
const ABRUPT_STEPS: f64 = 8.0;

impl Watch {
    /// Nothing seen yet; the sensor saturates at `full_scale`, m/s², if that is known.
    pub fn new(full_scale: Option<f64>) -> Self {
        let extreme = Extreme { value: f64::NEG_INFINITY, run: 0, entered_by: 0.0, plateaus: Plateaus::default() };
        Self {
            full_scale: full_scale.map_or(f64::INFINITY, |limit| 0.995 * limit),
            before: None,
            // The first sample is compared with itself.
            still: [-1.0; 4],
            longest_still: [0.0; 4],
            smallest_change: [f64::INFINITY; 4],
            at_full_scale: [0; 3],
            extremes: [[extreme; 2]; 3],
        }
    }

    /// The next samples as the sensor gave them, gravity included, m/s².
    pub fn push(&mut self, samples: &[Lanes]) {
        let Some(first) = samples.first() else { return };
        let mut before = self.before.unwrap_or(*first);
        let start = before;
        let (mut still, mut longest, mut smallest) = (self.still, self.longest_still, self.smallest_change);
        let (mut low, mut high) = (*first, *first);
        for sample in samples {
            for lane in 0..4 {
                let change = (sample[lane] - before[lane]).abs();
                let same = change <= 0.0;
                still[lane] = if same { still[lane] + 1.0 } else { 0.0 };
                longest[lane] = if still[lane] > longest[lane] { still[lane] } else { longest[lane] };
                let change = if same { f64::INFINITY } else { change };
                smallest[lane] = if change < smallest[lane] { change } else { smallest[lane] };
                low[lane] = if sample[lane] < low[lane] { sample[lane] } else { low[lane] };
                high[lane] = if sample[lane] > high[lane] { sample[lane] } else { high[lane] };
            }
            before = *sample;
        }
        (self.still, self.longest_still, self.smallest_change, self.before) = (still, longest, smallest, Some(before));

        for axis in 0..3 {
            if high[axis] >= self.full_scale || low[axis] <= -self.full_scale {
                let full_scale = self.full_scale;
                self.at_full_scale[axis] += samples.iter().filter(|sample| sample[axis].abs() >= full_scale).count() as u64;
            }
            for (extreme, sign) in self.extremes[axis].iter_mut().zip([1.0, -1.0]) {
                let highest = if sign > 0.0 { high[axis] } else { -low[axis] };
                if highest >= extreme.value || extreme.run > 0 {
                    extreme.push(samples.iter().map(|sample| sign * sample[axis]), sign * start[axis]);
                }
            }
        }
    }

    /// How many samples of an axis lie on a plateau at its highest or lowest value, or at the full
    /// scale of the sensor.
    pub fn clipped(&self, axis: usize) -> u64 {
        let abrupt = ABRUPT_STEPS * self.smallest_change[axis];
        let plateaus = self.extremes[axis].iter().map(|extreme| extreme.plateaus).filter(|plateaus| plateaus.steps >= abrupt);
        plateaus.map(|plateaus| plateaus.samples).sum::<u64>().max(self.at_full_scale[axis])
    }

    /// The most consecutive samples of an axis with one and the same value.
    pub fn longest_still(&self, axis: usize) -> f64 {
        self.longest_still[axis] + 1.0
    }
}

impl Extreme {
    fn push(&mut self, values: impl Iterator<Item = f64>, mut before: f64) {
        for value in values {
            if value > self.value {
                *self = Self { value, run: 1, entered_by: value - before, plateaus: Plateaus::default() };
            } else if value >= self.value {
                if self.run == 0 {
                    self.entered_by = value - before;
                }
                self.run += 1;
            } else {
                if self.run >= PLATEAU {
                    let steps = self.entered_by.max(0.0) + (before - value);
                    // A plateau that is not abrupt says nothing against those that are.
                    self.plateaus.samples += u64::from(self.run);
                    self.plateaus.steps = self.plateaus.steps.max(steps);
                }
                self.run = 0;
            }
            before = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn watched(signal: impl Fn(f64) -> f64) -> Watch {
        let mut watch = Watch::new(None);
        let samples: Vec<Lanes> = (0..5000).map(|at| [signal(f64::from(at) / 500.0), 0.0, f64::from(at), 0.0]).collect();
        for part in samples.chunks(333) {
            watch.push(part);
        }
        watch
    }

    #[test]
    fn a_cut_off_wave_is_clipped_and_a_rounded_one_is_not() {
        let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
        assert!(watched(|t| rounded((3.0 * (TAU * 5.0 * t).sin()).clamp(-9.0, 2.0))).clipped(0) > 100);
        assert!(watched(|t| rounded((3.0 * (TAU * 5.0 * t).sin()).clamp(-2.0, 9.0))).clipped(0) > 100);
        for hz in [0.3, 0.5, 1.0, 5.0, 25.0, 100.0] {
            assert_eq!(watched(|t| rounded(3.0 * (TAU * hz * t).sin())).clipped(0), 0, "{hz} Hz");
        }
    }

    #[test]
    fn an_axis_that_stands_still_is_seen() {
        let watch = watched(|t| if (2.0..4.0).contains(&t) { 1.0 } else { (TAU * 7.0 * t).sin() });
        assert!((watch.longest_still(0) - 1000.0).abs() < 1.5);
        assert!((watch.longest_still(1) - 5000.0).abs() < 0.5);
        assert!((watch.longest_still(2) - 1.0).abs() < 0.5);
    }
}

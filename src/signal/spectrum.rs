//! The one-third-octave spectrum of a signal, in one pass and bounded memory.
//!
//! Blocks of at least 26 s that overlap by half, under a sine window: with this window and overlap
//! every sample counts exactly once (sin² + cos² = 1), at the start and the end too, so that the
//! bands together hold exactly the energy of the signal and no shock falls between two blocks.
//! Two blocks go through one transform as real and imaginary part: only their summed power is
//! needed. Single precision is enough for a spectrum whose bands are printed with three digits.

use std::f64::consts::{PI, TAU};

use super::Lanes;
use super::weighting::{band_centre_hz, band_nominal_hz};

type Single = [f32; 4];

/// A complex number in each lane.
#[derive(Debug, Clone, Copy, Default)]
struct Point {
    re: Single,
    im: Single,
}

/// The power spectrum of all samples so far.
#[derive(Debug, Clone)]
pub struct Spectrum {
    rate_hz: f64,
    samples: u64,
    /// The block that is being filled: its first half is the second of the one before.
    block: Vec<Single>,
    filled: usize,
    /// Whether anything came since the last interruption.
    started: bool,
    window: Vec<f32>,
    twiddles: Vec<(f32, f32)>,
    points: Vec<Point>,
    scratch: Vec<Point>,
    /// Whether `points` holds a block in its real part already.
    half_full: bool,
    power: Vec<Lanes>,
}

/// A one-third-octave band of a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The nominal frequency, Hz.
    pub hz: f64,
    /// The exact centre frequency, Hz.
    pub exact_hz: f64,
    /// The r.m.s. in the band, m/s².
    pub rms: f64,
}

/// The lowest band, 0.5 Hz, and the highest that is ever given, 400 Hz.
const BANDS: std::ops::RangeInclusive<i32> = -3..=26;
/// Three lines in the 0.5 Hz band, which is 0.116 Hz wide.
const SHORTEST_BLOCK_S: f64 = 26.0;
/// 65 536 points are 8 MB; a recording above 2.5 kHz loses its lowest bands instead.
const LONGEST_BLOCK: usize = 1 << 16;

impl Spectrum {
    /// No samples yet.
    pub fn new(rate_hz: f64) -> Self {
        let mut size = 64;
        while (size as f64) < SHORTEST_BLOCK_S * rate_hz && size < LONGEST_BLOCK {
            size *= 2;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a sine in single precision is what is wanted")]
        let single = |value: f64| value as f32;
        Self {
            rate_hz,
            samples: 0,
            block: vec![[0.0; 4]; size],
            filled: size / 2,
            started: false,
            window: (0..size).map(|at| single((PI * (at as f64 + 0.5) / size as f64).sin())).collect(),
            twiddles: (0..size)
                .map(|at| (TAU * at as f64 / size as f64).sin_cos())
                .map(|(sine, cosine)| (single(cosine), single(-sine)))
                .collect(),
            points: vec![Point::default(); size],
            scratch: vec![Point::default(); size],
            half_full: false,
            power: vec![[0.0; 4]; size / 2 + 1],
        }
    }

    /// The next samples, consecutive to those before.
    pub fn push(&mut self, mut samples: &[Lanes]) {
        self.samples += samples.len() as u64;
        self.started |= !samples.is_empty();
        while !samples.is_empty() {
            let room = self.block.len() - self.filled;
            let (now, later) = samples.split_at(room.min(samples.len()));
            for (single, sample) in self.block[self.filled..].iter_mut().zip(now) {
                #[expect(clippy::cast_possible_truncation, reason = "single precision is enough here")]
                let narrowed = sample.map(|value| value as f32);
                *single = narrowed;
            }
            self.filled += now.len();
            if self.filled == self.block.len() {
                self.take_block();
            }
            samples = later;
        }
    }

    /// What follows is not consecutive to what was pushed; also to be called at the end.
    pub fn interrupt(&mut self) {
        let half = self.block.len() / 2;
        if !self.started {
            return;
        }
        self.started = false;
        // Silence follows: what stands in the second half must still be in the first once.
        if self.filled > half {
            self.block[self.filled..].fill([0.0; 4]);
            self.take_block();
        }
        self.block[half..].fill([0.0; 4]);
        self.take_block();
        self.block[..half].fill([0.0; 4]);
    }

    fn take_block(&mut self) {
        let half = self.block.len() / 2;
        let blocks = self.points.iter_mut().zip(&self.block).zip(&self.window);
        if self.half_full {
            for ((point, sample), window) in blocks {
                point.im = sample.map(|value| value * window);
            }
            self.transform();
        } else {
            for ((point, sample), window) in blocks {
                *point = Point { re: sample.map(|value| value * window), im: [0.0; 4] };
            }
            self.half_full = true;
        }
        self.block.copy_within(half.., 0);
        self.filled = half;
    }

    /// Transforms what is in `points` and adds its power.
    fn transform(&mut self) {
        fourier(&mut self.points, &mut self.scratch, &self.twiddles);
        let size = self.points.len();
        let square = |point: &Point, lane: usize| f64::from(point.re[lane] * point.re[lane] + point.im[lane] * point.im[lane]);
        for (line, power) in self.power.iter_mut().enumerate() {
            let (one, other) = (&self.points[line], &self.points[(size - line) % size]);
            for (lane, power) in power.iter_mut().enumerate() {
                *power += 0.5 * (square(one, lane) + square(other, lane));
            }
        }
        self.half_full = false;
    }

    /// The bands of a lane; none if there are no samples. Call [`Self::interrupt`] first.
    ///
    /// A band needs three lines of the transform and a recording of one period of its own width; its
    /// upper edge must lie below 0.4 of the rate, above which a logger's anti-alias filter works.
    pub fn bands(&mut self, lane: usize) -> Vec<Band> {
        if self.half_full {
            self.transform();
        }
        let size = self.block.len();
        let line_hz = self.rate_hz / size as f64;
        let seconds = self.samples as f64 / self.rate_hz;
        let scale = 1.0 / (size as f64 * self.samples.max(1) as f64);
        let mut bands = Vec::new();
        for band in BANDS {
            let exact_hz = band_centre_hz(band);
            let (low, high) = (exact_hz * 10_f64.powf(-0.05), exact_hz * 10_f64.powf(0.05));
            if high - low < 3.0 * line_hz || (high - low) * seconds < 1.0 {
                continue;
            }
            if high > 0.4 * self.rate_hz {
                break;
            }
            let energy: f64 = self
                .power
                .iter()
                .enumerate()
                .map(|(line, power)| {
                    let (from, to) = ((line as f64 - 0.5) * line_hz, (line as f64 + 0.5) * line_hz);
                    let share = (to.min(high) - from.max(low)).max(0.0) / line_hz;
                    // Each line stands for itself and for its negative frequency.
                    2.0 * share * power[lane]
                })
                .sum();
            bands.push(Band { hz: band_nominal_hz(band), exact_hz, rms: (energy * scale).sqrt() });
        }
        bands
    }
}

/// The discrete Fourier transform of `points`, in their place: Stockham's ordering, four at a time.
fn fourier(points: &mut [Point], scratch: &mut [Point], twiddles: &[(f32, f32)]) {
    let size = points.len();
    let (mut from, mut to) = (points, scratch);
    let (mut length, mut stride) = (size, 1);
    let mut swapped = false;
    while length > 1 {
        if length % 4 == 0 {
            quarter(from, to, length, stride, twiddles);
            length /= 4;
            stride *= 4;
        } else {
            halve(from, to, length, stride, twiddles);
            length /= 2;
            stride *= 2;
        }
        std::mem::swap(&mut from, &mut to);
        swapped = !swapped;
    }
    if swapped {
        to.copy_from_slice(from);
    }
}

fn halve(from: &[Point], to: &mut [Point], length: usize, stride: usize, twiddles: &[(f32, f32)]) {
    let half = length / 2;
    for at in 0..half {
        let twiddle = twiddles[at * stride];
        for within in 0..stride {
            let (a, b) = (from[within + stride * at], from[within + stride * (at + half)]);
            to[within + stride * 2 * at] = a.plus(&b);
            to[within + stride * (2 * at + 1)] = a.minus(&b).turned(twiddle);
        }
    }
}

fn quarter(from: &[Point], to: &mut [Point], length: usize, stride: usize, twiddles: &[(f32, f32)]) {
    let fourth = length / 4;
    let rows = |at: usize| at * stride..(at + 1) * stride;
    for (at, out) in to.chunks_exact_mut(4 * stride).enumerate() {
        let (t1, t2, t3) = (twiddles[at * stride], twiddles[2 * at * stride], twiddles[3 * at * stride]);
        let (out0, out) = out.split_at_mut(stride);
        let (out1, out) = out.split_at_mut(stride);
        let (out2, out3) = out.split_at_mut(stride);
        let inputs = from[rows(at)]
            .iter()
            .zip(&from[rows(at + fourth)])
            .zip(from[rows(at + 2 * fourth)].iter().zip(&from[rows(at + 3 * fourth)]));
        let outputs = out0.iter_mut().zip(out1).zip(out2.iter_mut().zip(out3));
        for (((a, b), (c, d)), ((o0, o1), (o2, o3))) in inputs.zip(outputs) {
            let (apc, amc, bpd, bmd) = (a.plus(c), a.minus(c), b.plus(d), b.minus(d));
            let jbmd = Point { re: bmd.im.map(|value| -value), im: bmd.re };
            *o0 = apc.plus(&bpd);
            *o1 = amc.minus(&jbmd).turned(t1);
            *o2 = apc.minus(&bpd).turned(t2);
            *o3 = amc.plus(&jbmd).turned(t3);
        }
    }
}

impl Point {
    fn plus(&self, other: &Self) -> Self {
        Self {
            re: std::array::from_fn(|lane| self.re[lane] + other.re[lane]),
            im: std::array::from_fn(|lane| self.im[lane] + other.im[lane]),
        }
    }

    fn minus(&self, other: &Self) -> Self {
        Self {
            re: std::array::from_fn(|lane| self.re[lane] - other.re[lane]),
            im: std::array::from_fn(|lane| self.im[lane] - other.im[lane]),
        }
    }

    fn turned(&self, (cosine, sine): (f32, f32)) -> Self {
        Self {
            re: std::array::from_fn(|lane| self.re[lane] * cosine - self.im[lane] * sine),
            im: std::array::from_fn(|lane| self.re[lane] * sine + self.im[lane] * cosine),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what is tested")]
    fn the_transform_is_that_of_the_definition() {
        for size in [64_usize, 128] {
            let twiddles: Vec<(f32, f32)> =
                (0..size).map(|at| (TAU * at as f64 / size as f64).sin_cos()).map(|(s, c)| (c as f32, -s as f32)).collect();
            let value = |at: usize, lane: usize| ((at * 37 + lane * 11 + at * at % 7) % 23) as f32 - 11.0;
            let mut points: Vec<Point> = (0..size)
                .map(|at| Point {
                    re: std::array::from_fn(|lane| value(at, lane)),
                    im: std::array::from_fn(|lane| value(at, lane + 4)),
                })
                .collect();
            let mut scratch = vec![Point::default(); size];
            let given = points.clone();
            fourier(&mut points, &mut scratch, &twiddles);
            for (line, point) in points.iter().enumerate() {
                for lane in 0..4 {
                    let (mut re, mut im) = (0.0, 0.0);
                    for (at, sample) in given.iter().enumerate() {
                        let (s, c) = (-TAU * ((at * line) % size) as f64 / size as f64).sin_cos();
                        let (a, b) = (f64::from(sample.re[lane]), f64::from(sample.im[lane]));
                        re += a * c - b * s;
                        im += a * s + b * c;
                    }
                    assert!((f64::from(point.re[lane]) - re).abs() < 1e-3 && (f64::from(point.im[lane]) - im).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn the_bands_hold_the_energy_of_the_signal() {
        // A tone in the 4 Hz band on one axis, one in the 25 Hz band on another; a length that is no
        // whole number of blocks.
        let rate = 500.0;
        let mut spectrum = Spectrum::new(rate);
        let samples: Vec<Lanes> = (0..40_123)
            .map(|at| f64::from(at) / rate)
            .map(|t| [(TAU * 4.0 * t).sin(), 0.5 * (TAU * 25.0 * t).cos(), 0.0, 0.0])
            .collect();
        for part in samples.chunks(777) {
            spectrum.push(part);
        }
        spectrum.interrupt();
        for (lane, hz, rms) in [(0, 4.0, 0.5_f64.sqrt()), (1, 25.0, 0.125_f64.sqrt())] {
            let bands = spectrum.bands(lane);
            let total = bands.iter().map(|band| band.rms * band.rms).sum::<f64>().sqrt();
            assert!((total / rms - 1.0).abs() < 1e-3, "{total}");
            let band = bands.iter().find(|band| (band.hz - hz).abs() < 1e-9).expect("the band");
            assert!((band.rms / rms - 1.0).abs() < 2e-3, "{band:?}");
        }
        assert!(spectrum.bands(2).iter().all(|band| band.rms < 1e-12));
    }
}

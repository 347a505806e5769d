//! Severe shocks by ISO 2631-5:2018, clause 5 and Annex C: from the acceleration of the seat to the
//! compression of the lumbar spine and the probability of an injury in a stated reference population.
//!
//! For experts and only on request. The population is one of the standard's two, never a person:
//! a workplace assessment holds no ages, sexes or weights. Not built: the regime of less severe
//! conditions (Annexes A and E), which needs a finite-element program that ISO distributes and
//! that nobody can recompute from the text; and the edition of 2004, which the one of 2018 replaced
//! and whose recurrent network for z is defined at 160 Hz only.

use std::f64::consts::TAU;

use nalgebra::Complex;

use super::discretise::{Goal, fit};
use super::sections::Section;

/// Angular frequencies, rad/s, and damping ratios of the factors in the denominator (Formula 1).
const POLES: [(f64, f64); 6] = [(31.0, 0.21), (230.0, 0.88), (260.0, 0.80), (320.0, 0.40), (380.0, 0.75), (420.0, 0.65)];
/// The factor in the numerator.
const ZERO: (f64, f64) = (34.0, 0.35);
/// Dz is 1.07 times the sixth-power sum of the peaks.
const DOSE_FACTOR: f64 = 1.07;
/// Standard gravity as the standard rounds it, m/s².
const GRAVITY: f64 = 9.81;
/// The peaks that the model was made for end here, m/s².
pub const HIGHEST_PEAK: f64 = 137.3;

/// The transfer function from seat to spine at a frequency, Hz (Formula 1).
pub fn response(hz: f64) -> Complex<f64> {
    let factor = |(w, damping): (f64, f64)| {
        let ratio = TAU * hz / w;
        Complex::new(1.0 - ratio * ratio, 2.0 * damping * ratio)
    };
    factor(ZERO) / POLES.into_iter().map(factor).product::<Complex<f64>>()
}

/// The dose of a vertical acceleration, sample by sample.
#[derive(Debug, Clone)]
pub struct Dose {
    sections: Vec<(Section, [f64; 2])>,
    /// The highest value of the half-wave that is going on.
    half_wave: f64,
    sixths: f64,
    highest: f64,
}

impl Dose {
    /// At a rate, Hz. `None` below 256 Hz, the rate of the standard's own filter (Annex D).
    pub fn new(rate_hz: f64) -> Option<Self> {
        if rate_hz < 256.0 {
            return None;
        }
        let poles = POLES.map(|(w, damping)| {
            let decay = (-damping * w / rate_hz).exp();
            [-2.0 * decay * (w * (1.0 - damping * damping).sqrt() / rate_hz).cos(), decay * decay]
        });
        // The peaks are those of the whole signal: what counts is the absolute deviation.
        let weight = |hz| response(hz).norm();
        let goal =
            Goal { response: &response, reach: 0.9, weight: &weight, given: &[], poles: &poles, rate_hz, delays: (-6.0, 6.0) };
        let sections = fit(&goal)?.into_iter().map(|section| (section, [0.0; 2])).collect();
        Some(Self { sections, half_wave: 0.0, sixths: 0.0, highest: 0.0 })
    }

    /// The next acceleration, upward, without gravity, m/s².
    pub fn push(&mut self, acceleration: f64) {
        let mut x = acceleration;
        for (section, [s1, s2]) in &mut self.sections {
            let ([b0, b1, b2], [a1, a2]) = (section.numerator, section.denominator);
            let y = b0 * x + *s1;
            *s1 = b1 * x - a1 * y + *s2;
            *s2 = b2 * x - a2 * y;
            x = y;
        }
        if x > 0.0 {
            self.half_wave = self.half_wave.max(x);
        } else {
            self.close();
        }
    }

    fn close(&mut self) {
        self.sixths += self.half_wave.powi(6);
        self.highest = self.highest.max(self.half_wave);
        self.half_wave = 0.0;
    }

    /// The dose Dz, m/s², and the highest peak of the spine's acceleration, m/s².
    pub fn finish(mut self) -> (f64, f64) {
        self.close();
        (DOSE_FACTOR * self.sixths.powf(1.0 / 6.0), self.highest)
    }

    /// The response of the filter as realised, at a frequency, Hz, and a rate, Hz.
    pub fn realised(&self, hz: f64, rate_hz: f64) -> Complex<f64> {
        self.sections.iter().map(|(section, _)| section.at(Complex::cis(-TAU * hz / rate_hz))).product()
    }
}

/// Dz of peaks of the spine's acceleration, m/s².
pub fn dose(peaks: &[f64]) -> f64 {
    DOSE_FACTOR * peaks.iter().map(|peak| peak.powi(6)).sum::<f64>().powf(1.0 / 6.0)
}

/// The dose of a day from that of a measurement, m/s²: the times only need the same unit.
pub fn daily_dose(dose: f64, exposed: f64, measured: f64) -> f64 {
    dose * (exposed / measured).powf(1.0 / 6.0)
}

/// A reference population of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// Men, 82 kg.
    Men,
    /// Women, 64 kg.
    Women,
}

/// For how long the population does the work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Career {
    /// The age at which it begins, years.
    pub start_age: u32,
    /// How many years.
    pub years: u32,
    /// Days a year.
    pub days_per_year: f64,
}

/// What the dose means for a population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risk {
    /// The daily compressive dose Sd, `MPa`.
    pub stress: f64,
    /// The stress variable R.
    pub factor: f64,
    /// The probability of an injury.
    pub probability: f64,
}

impl Population {
    /// The word in JSON and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Men => "men",
            Self::Women => "women",
        }
    }

    /// Stress per acceleration, `MPa` per m/s²; loss of strength per year, `MPa`; Weibull scale and shape.
    const fn constants(self) -> (f64, f64, f64, f64) {
        match self {
            Self::Men => (0.029, 0.052, 1.613, 2.799),
            Self::Women => (0.025, 0.039, 0.959, 3.709),
        }
    }

    /// The risk of a daily dose, m/s², over a career. `None` if the strength that is left at the end
    /// does not even carry the body.
    pub fn risk(self, daily_dose: f64, career: Career) -> Option<Risk> {
        const STRENGTH: f64 = 6.75;
        let (per_acceleration, loss, _, _) = self.constants();
        let stress = per_acceleration * daily_dose;
        let mut sum = 0.0;
        for year in 0..career.years {
            let left = STRENGTH - loss * f64::from(career.start_age + year) - GRAVITY * per_acceleration;
            if left <= 0.0 {
                return None;
            }
            sum += (stress / left).powi(6) * career.days_per_year;
        }
        let factor = sum.powf(1.0 / 6.0);
        Some(Risk { stress, factor, probability: self.probability(factor) })
    }

    /// The probability of an injury at a stress variable R.
    pub fn probability(self, factor: f64) -> f64 {
        let (_, _, scale, shape) = self.constants();
        -(-(factor / scale).powf(shape)).exp_m1()
    }
}

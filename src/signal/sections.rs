//! Second-order sections: a digital filter as a chain of small ones, which keeps its precision
//! where one long polynomial would lose it (poles at 0.4 Hz lie within 0.5 % of the unit circle).

use std::f64::consts::TAU;

use nalgebra::Complex;

use super::Lanes;

/// How many sections a weighting takes at most.
pub const SECTIONS: usize = 4;

/// A section (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Section {
    /// b0, b1, b2.
    pub numerator: [f64; 3],
    /// a1, a2.
    pub denominator: [f64; 2],
}

impl Section {
    /// The section that lets everything through.
    pub const IDENTITY: Self = Self { numerator: [1.0, 0.0, 0.0], denominator: [0.0, 0.0] };

    /// The value at z⁻¹.
    pub fn at(&self, delay: Complex<f64>) -> Complex<f64> {
        let [b0, b1, b2] = self.numerator;
        let [a1, a2] = self.denominator;
        ((delay * b2 + b1) * delay + b0) / ((delay * a2 + a1) * delay + 1.0)
    }

    /// Whether both poles lie within the unit circle.
    pub fn is_stable(&self) -> bool {
        let [a1, a2] = self.denominator;
        a2.abs() < 1.0 && a1.abs() < 1.0 + a2
    }
}

/// Sections in a row, at a rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cascade {
    /// The sections; those that are not needed are [`Section::IDENTITY`].
    pub sections: [Section; SECTIONS],
    /// Samples per second.
    pub rate_hz: f64,
}

impl Cascade {
    /// The response at a frequency, Hz.
    pub fn response(&self, hz: f64) -> Complex<f64> {
        let delay = Complex::cis(-TAU * hz / self.rate_hz);
        self.sections.iter().map(|section| section.at(delay)).product()
    }

    /// Whether it cannot run away.
    pub fn is_stable(&self) -> bool {
        self.sections.iter().all(Section::is_stable)
    }
}

/// A cascade for each lane, with what it remembers: direct form II transposed, f64.
#[derive(Debug, Clone)]
pub struct Filter {
    coefficients: [[Lanes; 5]; SECTIONS],
    state: [[Lanes; 2]; SECTIONS],
}

/// Below this a state is silence: 200 dB under 1e-10 m/s². Set to zero it costs nothing, where
/// the tail of a signal that stopped would make every multiplication a slow one.
const SILENCE: f64 = 1e-20;

impl Filter {
    /// A filter at rest, with a cascade for each of the first three lanes and `spare` for the fourth.
    pub fn new(cascades: &[Cascade; 3], spare: Option<&Cascade>) -> Self {
        let silent = Section { numerator: [0.0; 3], denominator: [0.0; 2] };
        let of = |lane: usize, section: usize| match cascades.get(lane).or(spare) {
            Some(cascade) => cascade.sections[section],
            None => silent,
        };
        let coefficients = std::array::from_fn(|at| {
            let lanes: [Section; 4] = std::array::from_fn(|lane| of(lane, at));
            [
                lanes.map(|section| section.numerator[0]),
                lanes.map(|section| section.numerator[1]),
                lanes.map(|section| section.numerator[2]),
                lanes.map(|section| section.denominator[0]),
                lanes.map(|section| section.denominator[1]),
            ]
        });
        Self { coefficients, state: [[[0.0; 4]; 2]; SECTIONS] }
    }

    /// Forgets everything.
    pub fn rest(&mut self) {
        self.state = [[[0.0; 4]; 2]; SECTIONS];
    }

    /// Filters `samples` in place.
    pub fn run(&mut self, samples: &mut [Lanes]) {
        // Copies, so that the compiler sees that nothing else changes them.
        let coefficients = self.coefficients;
        let mut state = self.state;
        for sample in samples {
            let mut x = *sample;
            for (section, state) in coefficients.iter().zip(&mut state) {
                let [b0, b1, b2, a1, a2] = section;
                let [s1, s2] = state;
                for lane in 0..4 {
                    let y = b0[lane] * x[lane] + s1[lane];
                    s1[lane] = (b1[lane] * x[lane] + s2[lane]) - a1[lane] * y;
                    s2[lane] = b2[lane] * x[lane] - a2[lane] * y;
                    x[lane] = y;
                }
            }
            *sample = x;
        }
        for value in state.as_flattened_mut().as_flattened_mut() {
            if value.abs() < SILENCE {
                *value = 0.0;
            }
        }
        self.state = state;
    }
}

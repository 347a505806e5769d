//! The frequency weightings of ISO 2631-1, -2 and -4 as ISO 8041-1 defines them: analog transfer
//! functions, and the tolerances that an instrument must keep to.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

use nalgebra::Complex;

/// A frequency weighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weighting {
    /// Vertical on the seat; feet; lying (ISO 2631-1).
    Wk,
    /// Fore-and-aft and sideways on the seat (ISO 2631-1).
    Wd,
    /// Motion sickness, vertical (ISO 2631-1).
    Wf,
    /// Fore-and-aft at the seat back (ISO 2631-1).
    Wc,
    /// Rotation on the seat (ISO 2631-1).
    We,
    /// Under the head of a person lying down (ISO 2631-1).
    Wj,
    /// Vertical in railway vehicles (ISO 2631-4).
    Wb,
    /// Buildings, any direction (ISO 2631-2).
    Wm,
    /// Band-limiting alone, with the corners of all weightings but Wf and Wm.
    BandLimiting,
}

/// A second-order factor of a transfer function in s: numerator and denominator, each from s² down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Factor {
    pub(super) numerator: [f64; 3],
    pub(super) denominator: [f64; 3],
    /// A frequency, Hz, that marks where the factor bends.
    pub(super) corner_hz: f64,
}

/// The parameters of ISO 8041-1 Table 3, Hz and quality factors. A factor that is 1 is absent.
struct Parameters {
    f1: f64,
    f2: f64,
    /// f3 (absent where the numerator is 1), f4, Q4.
    transition: Option<(Option<f64>, f64, f64)>,
    /// f5, Q5, f6, Q6.
    step: Option<(f64, f64, f64, f64)>,
    gain: f64,
}

/// f1 of Wm, 10^-0.1 Hz.
const WM_F1: f64 = 0.794_328_234_724_281_5;
/// f3 and f4 of Wm: ISO 2631-2 prints the transition as 1/(1 + 0.028 s), which is f3 = f4 = 1/(0.028·2π) with Q4 = ½.
const WM_F3: f64 = 1.0 / (0.028 * TAU);

impl Weighting {
    /// All weightings, and band-limiting.
    pub const ALL: [Self; 9] =
        [Self::Wk, Self::Wd, Self::Wf, Self::Wc, Self::We, Self::Wj, Self::Wb, Self::Wm, Self::BandLimiting];

    /// The name in standards, JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wk => "Wk",
            Self::Wd => "Wd",
            Self::Wf => "Wf",
            Self::Wc => "Wc",
            Self::We => "We",
            Self::Wj => "Wj",
            Self::Wb => "Wb",
            Self::Wm => "Wm",
            Self::BandLimiting => "band-limiting",
        }
    }

    /// The weighting of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weighting| weighting.name().eq_ignore_ascii_case(name))
    }

    const fn parameters(self) -> Parameters {
        let f1 = match self {
            Self::Wf => 0.08,
            Self::Wm => WM_F1,
            _ => 0.4,
        };
        let f2 = if matches!(self, Self::Wf) { 0.63 } else { 100.0 };
        let transition = match self {
            Self::Wk => Some((Some(12.5), 12.5, 0.63)),
            Self::Wd => Some((Some(2.0), 2.0, 0.63)),
            Self::Wf => Some((None, 0.25, 0.86)),
            Self::Wc => Some((Some(8.0), 8.0, 0.63)),
            Self::We => Some((Some(1.0), 1.0, 0.63)),
            Self::Wb => Some((Some(16.0), 16.0, 0.55)),
            Self::Wm => Some((Some(WM_F3), WM_F3, 0.5)),
            Self::Wj | Self::BandLimiting => None,
        };
        let step = match self {
            Self::Wk => Some((2.37, 0.91, 3.35, 0.91)),
            Self::Wf => Some((0.0625, 0.80, 0.10, 0.80)),
            Self::Wj => Some((3.75, 0.91, 5.32, 0.91)),
            Self::Wb => Some((2.5, 0.90, 4.0, 0.95)),
            _ => None,
        };
        let gain = if matches!(self, Self::Wb) { 1.024 } else { 1.0 };
        Parameters { f1, f2, transition, step, gain }
    }

    /// The frequency at which the high pass begins, Hz.
    pub const fn lower_corner_hz(self) -> f64 {
        self.parameters().f1
    }

    /// How long a filter is left to settle: 6 s, for Wf 30 s, for Wm 3 s. A step of 1 g has then
    /// fallen below 0.001 m/s² (after 5.0 s for Wk, 5.3 s for Wd, 26 s for Wf).
    pub fn settling_seconds(self) -> f64 {
        2.4 / self.lower_corner_hz()
    }

    /// The overall gain K.
    pub(super) const fn gain(self) -> f64 {
        self.parameters().gain
    }

    /// The high pass.
    pub(super) fn high_pass(self) -> Factor {
        let f1 = self.parameters().f1;
        let w1 = TAU * f1;
        Factor { numerator: [1.0, 0.0, 0.0], denominator: [1.0, w1 / FRAC_1_SQRT_2, w1 * w1], corner_hz: f1 }
    }

    /// The low pass.
    pub(super) fn low_pass(self) -> Factor {
        let f2 = self.parameters().f2;
        let w2 = TAU * f2;
        Factor { numerator: [0.0, 0.0, w2 * w2], denominator: [1.0, w2 / FRAC_1_SQRT_2, w2 * w2], corner_hz: f2 }
    }

    /// The transition from acceleration to velocity, if there is one.
    pub(super) fn transition(self) -> Option<Factor> {
        self.parameters().transition.map(|(f3, f4, q4)| {
            let w4 = TAU * f4;
            let rise = f3.map_or(0.0, |f3| w4 * w4 / (TAU * f3));
            Factor { numerator: [0.0, rise, w4 * w4], denominator: [1.0, w4 / q4, w4 * w4], corner_hz: f4 }
        })
    }

    /// The upward step, if there is one.
    pub(super) fn step(self) -> Option<Factor> {
        self.parameters().step.map(|(f5, q5, f6, q6)| {
            let (w5, w6) = (TAU * f5, TAU * f6);
            Factor { numerator: [1.0, w5 / q5, w5 * w5], denominator: [1.0, w6 / q6, w6 * w6], corner_hz: (f5 * f6).sqrt() }
        })
    }

    /// The design goal at a frequency, Hz: magnitude and phase.
    pub fn response(self, hz: f64) -> Complex<f64> {
        let factors = [Some(self.high_pass()), Some(self.low_pass()), self.transition(), self.step()];
        factors.iter().flatten().map(|factor| factor.at(hz)).product::<Complex<f64>>() * self.gain()
    }

    /// The magnitude of the design goal at a frequency, Hz: the weighting factor.
    pub fn factor(self, hz: f64) -> f64 {
        self.response(hz).norm()
    }

    /// The limits of the regions of ISO 8041-1 Table 5, Hz: fT1 to fT4.
    pub fn regions_hz(self) -> [f64; 4] {
        let exponents: [f64; 4] = match self {
            Self::Wf => [-1.3, -0.9, -0.4, 0.0],
            Self::Wm => [-0.3, 0.1, 1.8, 2.2],
            _ => [-0.6, -0.2, 1.8, 2.2],
        };
        exponents.map(|exponent| 10_f64.powf(exponent))
    }

    /// How far the magnitude may lie below and above the design goal at a frequency, as fractions
    /// (ISO 8041-1:2017 Table 5).
    pub fn mask(self, hz: f64) -> (f64, f64) {
        let [t1, t2, t3, t4] = self.regions_hz();
        if hz < t1 || hz > t4 {
            (-1.0, 0.26)
        } else if hz < t2 || hz > t3 {
            (-0.21, 0.26)
        } else {
            (-0.11, 0.12)
        }
    }
}

impl Factor {
    /// The value at a frequency, Hz.
    pub(super) fn at(&self, hz: f64) -> Complex<f64> {
        let s = Complex::new(0.0, TAU * hz);
        let value = |[a, b, c]: [f64; 3]| (s * a + b) * s + c;
        value(self.numerator) / value(self.denominator)
    }
}

/// The exact centre of a one-third-octave band, 10^(n/10) Hz (IEC 61260-1).
pub fn band_centre_hz(band: i32) -> f64 {
    10_f64.powf(f64::from(band) / 10.0)
}

/// The nominal frequency of a one-third-octave band, Hz, by which people call it.
pub fn band_nominal_hz(band: i32) -> f64 {
    const STEPS: [f64; 10] = [1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0];
    let step = STEPS[usize::try_from(band.rem_euclid(10)).unwrap_or(0)];
    let decade = band.div_euclid(10);
    // Dividing by a whole power of ten gives the number nearest to the decimal one; multiplying
    // by 0.1 does not.
    let scaled = if decade < 0 { step / 10_f64.powi(-decade) } else { step * 10_f64.powi(decade) };
    // 31.5, 315 and so on are rounded from 3.15.
    (scaled * 1e4).round() / 1e4
}

//! A weighting at the rate of a recording: the digital filter that is closest to the design goal.
//!
//! Poles are carried over exactly (a pole p of the design goal becomes e^(p/rate)), so that the
//! filter rings as the goal does. The sections whose corners lie low (high pass and step, 0.08 to
//! 5.3 Hz) become digital by the bilinear transform, warped to their own corner: so far below the
//! Nyquist frequency that is exact to about 1e-4. What is left, low pass and transition, is where
//! the bilinear transform fails; their common numerator of five coefficients is fitted by linear
//! least squares to the goal's value, relative and in one step, with a pure delay left free: a
//! delay of a fraction of a sample alters no r.m.s. and no dose. Nothing is iterated on the
//! coefficients, nothing is random. `docs/decisions/0002-discretisation-of-the-weightings.md`
//! gives the figures.

use std::f64::consts::{PI, TAU};

use nalgebra::Complex;

use super::sections::{Cascade, Section};
use super::weighting::{Factor, Weighting, band_centre_hz};

/// The share of the rate up to which a recording is taken to hold what the sensor felt: a logger's
/// anti-alias filter needs the rest. At 400 Hz it just reaches the end of the mask, 158.5 Hz.
const USABLE_SHARE: f64 = 0.4;

/// The rate below which the tolerances cannot be met over their whole band, Hz.
pub const FULL_BAND_RATE_HZ: f64 = 400.0;

/// The lowest rate at which a weighting can be realised so that the number means something, Hz.
/// At 100 Hz (40 Hz usable) a flat acceleration keeps at least 94 % of its Wk- or Wd-weighted
/// r.m.s.; at 50 Hz (20 Hz) it would be 82 %, and the mask is left at 18 Hz.
pub const fn lowest_rate_hz(weighting: Weighting) -> f64 {
    match weighting {
        Weighting::Wf => 10.0,
        Weighting::Wj | Weighting::BandLimiting => 200.0,
        _ => 100.0,
    }
}

/// The band over which a filter keeps the tolerances of ISO 8041-1 Table 5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// From, Hz. Nothing below 0.1 Hz (Wf 0.02 Hz), where the tables of the standard begin, is looked at.
    pub lowest_hz: f64,
    /// To, Hz. Nothing above 0.4 of the rate is counted, nor above 400 Hz, where the tables end.
    pub highest_hz: f64,
    /// Whether that band holds all regions of the table that have a lower limit (to 158.5 Hz, Wf 1 Hz)
    /// and nothing between it and the Nyquist frequency lies above its upper limit.
    pub met: bool,
}

/// The digital filter for a weighting at a rate: the first of a few fits that keeps the tolerances over
/// their whole band, for each gives a little more of the nominal range to what lies near the Nyquist
/// frequency; at a rate where none can, whatever is closest to the goal in the nominal range.
pub fn design(weighting: Weighting, rate_hz: f64) -> Cascade {
    /// Reach as a share of the Nyquist frequency, and the weight of what lies above 160 Hz.
    const FITS: [(f64, f64); 4] = [(0.9, 0.01), (0.999, 0.01), (0.999, 0.02), (0.999, 0.04)];
    let mut best = bilinear(weighting, rate_hz);
    // Wf's corners end at 0.63 Hz, where the bilinear transform has nothing to warp.
    if weighting == Weighting::Wf {
        return best;
    }
    for (reach, beyond) in FITS {
        let Some(fitted) = fitted(weighting, rate_hz, reach, beyond).filter(Cascade::is_stable) else { continue };
        if tolerance(weighting, &fitted).met {
            return fitted;
        }
        if deviation(weighting, &fitted) < deviation(weighting, &best) {
            best = fitted;
        }
    }
    best
}

/// Every factor by the bilinear transform, warped to its corner: what is commonly done.
pub fn bilinear(weighting: Weighting, rate_hz: f64) -> Cascade {
    let factors = [Some(weighting.high_pass()), Some(weighting.low_pass()), weighting.transition(), weighting.step()];
    let mut sections = factors.map(|factor| factor.map_or(Section::IDENTITY, |factor| warp(&factor, rate_hz)));
    sections[0].numerator = sections[0].numerator.map(|b| b * weighting.gain());
    Cascade { sections, rate_hz }
}

/// The largest relative deviation from the design goal in the nominal range, 0.5 to 80 Hz
/// (Wf 0.1 to 0.5 Hz), as far as it is usable at the rate.
pub fn deviation(weighting: Weighting, cascade: &Cascade) -> f64 {
    let (from, to) = if weighting == Weighting::Wf { (-10, -3) } else { (-3, 19) };
    (from * 4..=to * 4)
        .map(|quarter| 10_f64.powf(f64::from(quarter) / 40.0))
        .take_while(|&hz| hz <= USABLE_SHARE * cascade.rate_hz)
        .map(|hz| (cascade.response(hz).norm() / weighting.factor(hz) - 1.0).abs())
        .fold(0.0, f64::max)
}

/// The band over which `cascade` keeps the tolerances, looked at in steps of a 24th of an octave.
pub fn tolerance(weighting: Weighting, cascade: &Cascade) -> Tolerance {
    const STEP: i32 = 8;
    let (first, reference) = if weighting == Weighting::Wf { (-17, -4) } else { (-10, 12) };
    let hz = |step: i32| 10_f64.powf(f64::from(step) / f64::from(10 * STEP));
    let nyquist = cascade.rate_hz / 2.0;
    let usable = (USABLE_SHARE * cascade.rate_hz).min(band_centre_hz(26));
    let ratio = |hz: f64| cascade.response(hz).norm() / weighting.factor(hz) - 1.0;
    let within = |hz: f64| {
        let (low, high) = weighting.mask(hz);
        (low..=high).contains(&ratio(hz))
    };
    let reference = reference * STEP;
    let mut lowest = reference;
    while lowest > first * STEP && within(hz(lowest - 1)) {
        lowest -= 1;
    }
    let mut highest = reference;
    while hz(highest + 1) <= usable && within(hz(highest + 1)) {
        highest += 1;
    }
    let reaches_usable = hz(highest + 1) > usable;
    let highest_hz = if reaches_usable { usable } else { hz(highest) };
    let mut above = highest;
    while hz(above) < nyquist && ratio(hz(above)) <= weighting.mask(hz(above)).1 {
        above += 1;
    }
    let upper_limit_kept = hz(above) >= nyquist;
    let [_, _, _, t4] = weighting.regions_hz();
    let covered = weighting == Weighting::Wf || cascade.rate_hz >= FULL_BAND_RATE_HZ;
    let met = covered && lowest == first * STEP && highest_hz >= t4 && upper_limit_kept;
    Tolerance { lowest_hz: hz(lowest), highest_hz, met }
}

/// A factor by the bilinear transform, exact at its corner.
fn warp(factor: &Factor, rate_hz: f64) -> Section {
    // s becomes k (1 - z⁻¹)/(1 + z⁻¹). A corner at or beyond the Nyquist frequency cannot be kept exact.
    let corner = PI * (factor.corner_hz / rate_hz).min(0.45);
    let k = 2.0 * corner * rate_hz / corner.tan();
    let transform = |[c2, c1, c0]: [f64; 3]| [c2 * k * k + c1 * k + c0, 2.0 * (c0 - c2 * k * k), c2 * k * k - c1 * k + c0];
    let numerator = transform(factor.numerator);
    let denominator = transform(factor.denominator);
    let scale = denominator[0];
    Section { numerator: numerator.map(|b| b / scale), denominator: [denominator[1] / scale, denominator[2] / scale] }
}

/// The denominator whose poles are those of `factor` carried over exactly.
fn exact_poles(factor: &Factor, rate_hz: f64) -> [f64; 2] {
    let [a, b, c] = factor.denominator;
    let (sum, product) = (b / a, c / a);
    // Poles -sum/2 ± sqrt(sum²/4 - product).
    let under = sum * sum / 4.0 - product;
    let decay = (-sum / 2.0 / rate_hz).exp();
    let cosine = if under < 0.0 { ((-under).sqrt() / rate_hz).cos() } else { (under.sqrt() / rate_hz).cosh() };
    [-2.0 * decay * cosine, decay * decay]
}

/// How many coefficients the common numerator of low pass and transition has.
const TERMS: usize = 5;

/// The goal that the numerator is fitted to, at one frequency.
struct Aim {
    /// z⁻¹.
    delay: Complex<f64>,
    /// What the numerator should be.
    value: Complex<f64>,
    weight: f64,
}

/// An analog response that is to become a digital filter with given poles.
pub(super) struct Goal<'a> {
    /// The response at a frequency, Hz.
    pub(super) response: &'a dyn Fn(f64) -> Complex<f64>,
    /// Up to which share of the Nyquist frequency.
    pub(super) reach: f64,
    /// What a relative deviation at a frequency counts for.
    pub(super) weight: &'a dyn Fn(f64) -> f64,
    /// Sections that are decided.
    pub(super) given: &'a [Section],
    /// The denominators of the others, at least two.
    pub(super) poles: &'a [[f64; 2]],
    pub(super) rate_hz: f64,
    /// Between which delays, in samples, to look.
    pub(super) delays: (f64, f64),
}

fn fitted(weighting: Weighting, rate_hz: f64, reach: f64, beyond: f64) -> Option<Cascade> {
    let mut high_pass = warp(&weighting.high_pass(), rate_hz);
    high_pass.numerator = high_pass.numerator.map(|b| b * weighting.gain());
    let step = weighting.step().map_or(Section::IDENTITY, |factor| warp(&factor, rate_hz));
    let poles = [
        exact_poles(&weighting.low_pass(), rate_hz),
        weighting.transition().map_or([0.0, 0.0], |factor| exact_poles(&factor, rate_hz)),
    ];
    let response = |hz| weighting.response(hz);
    // Full weight in the nominal range, a tenth to the end of the mask.
    let weight = |hz| match hz {
        hz if hz <= 80.0 => 1.0,
        hz if hz <= 160.0 => 0.1,
        _ => beyond,
    };
    let goal = Goal {
        response: &response,
        reach,
        weight: &weight,
        given: &[high_pass, step],
        poles: &poles,
        rate_hz,
        delays: (-1.5, 2.5),
    };
    let [first, second] = fit(&goal)?.try_into().ok()?;
    Some(Cascade { sections: [high_pass, step, first, second], rate_hz })
}

/// The sections, one for each pair of poles, that come closest to a goal: all zeros in the first two.
pub(super) fn fit(goal: &Goal) -> Option<Vec<Section>> {
    /// The delay is looked for in fifths of a sample, then finer.
    const COARSE: f64 = 0.2;
    let aims = goal.aims();
    let cost = |delay: f64| solve(&aims, delay).map_or(f64::INFINITY, |(_, cost)| cost);
    let (first, last) = goal.delays;
    let mut best = (f64::INFINITY, first);
    let mut delay = first;
    while delay <= last {
        let found = cost(delay);
        if found < best.0 {
            best = (found, delay);
        }
        delay += COARSE;
    }
    let (mut low, mut high) = (best.1 - COARSE, best.1 + COARSE);
    for _ in 0..16 {
        let (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
        if cost(left) < cost(right) {
            high = right;
        } else {
            low = left;
        }
    }
    let (numerator, _) = solve(&aims, f64::midpoint(low, high))?;
    let zeros = split(numerator)?.into_iter().chain(std::iter::repeat([1.0, 0.0, 0.0]));
    Some(goal.poles.iter().zip(zeros).map(|(&denominator, numerator)| Section { numerator, denominator }).collect())
}

impl Goal<'_> {
    /// The goal at frequencies over the reach.
    fn aims(&self) -> Vec<Aim> {
        const POINTS: u32 = 100;
        const LOWEST_HZ: f64 = 0.1;
        let highest = self.reach * self.rate_hz / 2.0;
        let share = |at: u32| f64::from(at) / f64::from(POINTS - 1);
        let logarithmic = (0..POINTS).map(|at| LOWEST_HZ * (highest / LOWEST_HZ).powf(share(at)));
        let linear = (0..POINTS).map(|at| LOWEST_HZ + (highest - LOWEST_HZ) * share(at));
        logarithmic
            .chain(linear)
            .map(|hz| {
                let delay = Complex::cis(-TAU * hz / self.rate_hz);
                let given: Complex<f64> = self.given.iter().map(|section| section.at(delay)).product();
                let denominator: Complex<f64> = self.poles.iter().map(|[a1, a2]| (delay * *a2 + *a1) * delay + 1.0).product();
                Aim { delay, value: (self.response)(hz) / given * denominator, weight: (self.weight)(hz) }
            })
            .collect()
    }
}

/// The numerator that comes closest to the aims with a pure delay, samples, and its squared deviation.
/// Along the aim the deviation is one of magnitude, across it one of phase, which counts for less.
fn solve(aims: &[Aim], delay: f64) -> Option<([f64; TERMS], f64)> {
    const PHASE: f64 = 0.3;
    // A column for each term, and what the terms together should be.
    let mut columns: [Vec<f64>; TERMS + 1] = std::array::from_fn(|_| Vec::with_capacity(2 * aims.len()));
    for aim in aims {
        let value = aim.value * Complex::from_polar(1.0, delay * aim.delay.arg());
        let mut term = value.conj() / value.norm_sqr() * aim.weight;
        for column in &mut columns[..TERMS] {
            column.extend([term.re, PHASE * term.im]);
            term *= aim.delay;
        }
        columns[TERMS].extend([aim.weight, 0.0]);
    }
    // Least squares by the modified Gram-Schmidt method, the right side as one more column.
    let mut triangle = [[0.0; TERMS + 1]; TERMS];
    for at in 0..TERMS {
        let (done, rest) = columns.split_at_mut(at + 1);
        let unit = &mut done[at];
        let length = unit.iter().map(|value| value * value).sum::<f64>().sqrt();
        if length.is_nan() || length <= 0.0 {
            return None;
        }
        for value in unit.iter_mut() {
            *value /= length;
        }
        triangle[at][at] = length;
        for (column, entry) in rest.iter_mut().zip(&mut triangle[at][at + 1..]) {
            *entry = unit.iter().zip(column.iter()).map(|(a, b)| a * b).sum();
            for (value, unit) in column.iter_mut().zip(unit.iter()) {
                *value -= *entry * unit;
            }
        }
    }
    let mut solution = [0.0; TERMS];
    for at in (0..TERMS).rev() {
        let known: f64 = (at + 1..TERMS).map(|later| triangle[at][later] * solution[later]).sum();
        solution[at] = (triangle[at][TERMS] - known) / triangle[at][at];
    }
    let cost = columns[TERMS].iter().map(|value| value * value).sum();
    Some((solution, cost))
}

/// A numerator of five coefficients as the product of two of three: its roots by Durand and Kerner's
/// iteration, paired so that both have real coefficients.
fn split(numerator: [f64; TERMS]) -> Option<[[f64; 3]; 2]> {
    let lead = numerator[0];
    let value = |z: Complex<f64>| numerator.iter().fold(Complex::new(0.0, 0.0), |sum, &c| sum * z + c) / lead;
    let radius = 1.0 + numerator.iter().map(|c| (c / lead).abs()).fold(0.0, f64::max);
    let mut roots: [Complex<f64>; 4] =
        std::array::from_fn(|at| Complex::from_polar(radius.min(4.0), 0.4 + TAU * (at as f64) / 4.0));
    for _ in 0..500 {
        let mut moved: f64 = 0.0;
        for at in 0..4 {
            let others: Complex<f64> = (0..4).filter(|&other| other != at).map(|other| roots[at] - roots[other]).product();
            let change = value(roots[at]) / others;
            roots[at] -= change;
            moved = moved.max(change.norm() / (1.0 + roots[at].norm()));
        }
        if moved < 1e-15 {
            break;
        }
    }
    if roots.iter().any(|root| !root.is_finite()) {
        return None;
    }
    // Real roots last, each complex one beside its conjugate.
    let is_real = |root: &Complex<f64>| root.im.abs() <= 1e-9 * (1.0 + root.norm());
    roots.sort_by(|a, b| {
        let key = |root: &Complex<f64>| if is_real(root) { (true, root.re, 0.0) } else { (false, root.re, root.im) };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(if (a.1 - b.1).abs() > 1e-7 * (1.0 + a.1.abs()) { a.1.total_cmp(&b.1) } else { a.2.total_cmp(&b.2) })
    });
    let quadratic = |a: Complex<f64>, b: Complex<f64>, gain: f64| [gain, -gain * (a + b).re, gain * (a * b).re];
    let (first, second) = (quadratic(roots[0], roots[1], lead), quadratic(roots[2], roots[3], 1.0));
    // A factorisation that does not multiply out to what was fitted is none.
    let product = multiply(first, second);
    let largest = numerator.iter().map(|c| c.abs()).fold(0.0, f64::max);
    product.iter().zip(&numerator).all(|(a, b)| (a - b).abs() <= 1e-9 * largest).then_some([first, second])
}

fn multiply(first: [f64; 3], second: [f64; 3]) -> [f64; TERMS] {
    let mut product = [0.0; TERMS];
    for (i, a) in first.iter().enumerate() {
        for (j, b) in second.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_quadratics_multiply_back_to_the_numerator() {
        for numerator in [
            [1.0, -10.0, 35.0, -50.0, 24.0],
            [0.01, 0.2, 0.7, 0.2, 0.01],
            [1.0, 0.0, 2.0, 0.0, 1.5],
            [2.0, 1.0, 3.0, -1.0, 0.5],
        ] {
            let [first, second] = split(numerator).expect("a factorisation");
            for (a, b) in multiply(first, second).iter().zip(&numerator) {
                assert!((a - b).abs() < 1e-9, "{numerator:?}");
            }
        }
    }
}

//! Butterworth low-pass filters, and the zero-phase filter that takes movement out of gravity.

use std::f64::consts::PI;

/// A second-order section, or a first-order one with zeros; `a[0]` is the coefficient of the
/// output one sample back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Section {
    /// Coefficients of the input, now and one and two samples back.
    pub b: [f64; 3],
    /// Coefficients of the output, one and two samples back.
    pub a: [f64; 2],
}

/// A Butterworth low-pass of `order` with its −3 dB point at `cutoff_hz`, by the bilinear
/// transform with that frequency prewarped. `None` when the rate cannot carry the frequency.
pub fn butterworth(order: u32, cutoff_hz: f64, rate_hz: f64) -> Option<Vec<Section>> {
    if order == 0 || cutoff_hz <= 0.0 || cutoff_hz >= 0.5 * rate_hz || !rate_hz.is_finite() {
        return None;
    }
    let k = (PI * cutoff_hz / rate_hz).tan();
    let pairs = (0..order / 2).map(|pair| {
        let damping = (PI * f64::from(2 * pair + 1) / f64::from(2 * order)).sin();
        let scale = 1.0 + 2.0 * damping * k + k * k;
        let b = k * k / scale;
        Section { b: [b, 2.0 * b, b], a: [2.0 * (k * k - 1.0) / scale, (1.0 - 2.0 * damping * k + k * k) / scale] }
    });
    let single = (order % 2 == 1).then(|| {
        let b = k / (1.0 + k);
        Section { b: [b, b, 0.0], a: [(k - 1.0) / (k + 1.0), 0.0] }
    });
    Some(single.into_iter().chain(pairs).collect())
}

/// The complex gain (real, imaginary) of a cascade at a frequency.
pub fn response(sections: &[Section], hz: f64, rate_hz: f64) -> (f64, f64) {
    let angle = -2.0 * PI * hz / rate_hz;
    let (z1, z2) = ((angle.cos(), angle.sin()), ((2.0 * angle).cos(), (2.0 * angle).sin()));
    sections.iter().fold((1.0, 0.0), |gain, section| {
        let above = (section.b[0] + section.b[1] * z1.0 + section.b[2] * z2.0, section.b[1] * z1.1 + section.b[2] * z2.1);
        let below = (1.0 + section.a[0] * z1.0 + section.a[1] * z2.0, section.a[0] * z1.1 + section.a[1] * z2.1);
        let size = below.0 * below.0 + below.1 * below.1;
        let ratio = ((above.0 * below.0 + above.1 * below.1) / size, (above.1 * below.0 - above.0 * below.1) / size);
        (gain.0 * ratio.0 - gain.1 * ratio.1, gain.0 * ratio.1 + gain.1 * ratio.0)
    })
}

/// A second-order low-pass run forward and backward over a stream of vectors: no delay, the
/// attenuation twice that of one pass (−6.02 dB at the cut-off).
///
/// The backward pass starts [`ZeroPhase::SETTLE_S`] behind the newest sample and what it gives
/// there is thrown away, so that the result is that of the whole recording to about 1e-9 while
/// only half a minute of it is held.
#[derive(Debug)]
pub struct ZeroPhase {
    section: Section,
    state: Option<State>,
    pending: Vec<Lane>,
    tail: Vec<[f64; 3]>,
    settle: usize,
    chunk: usize,
}

/// Three axes and an idle place: four numbers fill the registers of every machine.
type Lane = [f64; 4];

impl ZeroPhase {
    /// How far the backward pass runs in, s, for a cut-off of 1 Hz; inversely less for a higher one.
    pub const SETTLE_S: f64 = 5.0;
    /// How much is filtered backward at a time, s.
    const CHUNK_S: f64 = 25.0;
    /// How many samples are mirrored about the end, as the usual implementations do for one
    /// section.
    const MIRRORED: usize = 9;

    /// A filter; `None` when the rate cannot carry the cut-off.
    pub fn new(cutoff_hz: f64, rate_hz: f64) -> Option<Self> {
        let section = *butterworth(2, cutoff_hz, rate_hz)?.first()?;
        Some(Self {
            section,
            state: None,
            pending: Vec::new(),
            tail: Vec::new(),
            settle: whole(Self::SETTLE_S / cutoff_hz * rate_hz),
            chunk: whole(Self::CHUNK_S * rate_hz),
        })
    }

    /// Takes `samples` in and appends to `out` what is ready, in order.
    pub fn push(&mut self, samples: &[[f64; 3]], out: &mut Vec<[f64; 3]>) {
        let Some(first) = samples.first() else { return };
        let mut state = self.state.unwrap_or_else(|| settled(lane(*first)));
        for part in samples.chunks(self.chunk) {
            self.pending.reserve(part.len());
            // A loop of its own, in which the state stays in registers.
            for &sample in part {
                let value = step(&self.section, &mut state, lane(sample));
                self.pending.push(value);
            }
            if self.pending.len() >= self.chunk + self.settle {
                self.emit(self.pending.len() - self.settle, out);
            }
        }
        self.state = Some(state);
        let keep = samples.len().min(Self::MIRRORED + 1);
        self.tail.extend_from_slice(&samples[samples.len() - keep..]);
        let spare = self.tail.len().saturating_sub(Self::MIRRORED + 1);
        self.tail.drain(..spare);
    }

    /// Appends the rest to `out`; the next sample starts anew.
    pub fn finish(&mut self, out: &mut Vec<[f64; 3]>) {
        let count = self.pending.len();
        if let (Some(mut state), Some((last, before))) = (self.state.take(), self.tail.split_last()) {
            // The signal goes on as it came, mirrored about its end, so that the backward pass
            // does not start from a standstill in the middle of a movement.
            let on = before.iter().rev().map(|sample| std::array::from_fn(|axis| 2.0 * last[axis] - sample[axis]));
            self.pending.extend(on.map(|sample| step(&self.section, &mut state, lane(sample))));
        }
        self.tail.clear();
        self.emit(count, out);
        self.pending.clear();
    }

    fn emit(&mut self, count: usize, out: &mut Vec<[f64; 3]>) {
        let Some(&last) = self.pending.last() else { return };
        let mut state = settled(last);
        for &value in self.pending[count..].iter().rev() {
            step(&self.section, &mut state, value);
        }
        for value in self.pending[..count].iter_mut().rev() {
            *value = step(&self.section, &mut state, *value);
        }
        out.extend(self.pending[..count].iter().map(|&[x, y, z, _]| [x, y, z]));
        self.pending.drain(..count);
    }
}

const fn lane(sample: [f64; 3]) -> Lane {
    [sample[0], sample[1], sample[2], 0.0]
}

/// What a section remembers: the last input and the one before, the last output and the one before.
#[derive(Debug, Clone, Copy)]
struct State {
    inputs: [Lane; 2],
    outputs: [Lane; 2],
}

/// The state in which a section that has seen `value` for ever is (its gain at rest is 1).
const fn settled(value: Lane) -> State {
    State { inputs: [value; 2], outputs: [value; 2] }
}

/// In the direct form: of its terms only one waits for the output before.
#[inline]
fn step(section: &Section, state: &mut State, input: Lane) -> Lane {
    let (b, a) = (section.b, section.a);
    let State { inputs: [x1, x2], outputs: [y1, y2] } = *state;
    let known = |at: usize| (b[0] * input[at] + b[1] * x1[at]) + (b[2] * x2[at] - a[1] * y2[at]);
    let output = std::array::from_fn(|at| known(at) - a[0] * y1[at]);
    *state = State { inputs: [input, x1], outputs: [output, y1] };
    output
}

/// A number of samples; at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small positive number")]
fn whole(samples: f64) -> usize {
    samples.ceil().clamp(1.0, 1e7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: usize) -> Vec<[f64; 3]> {
        (0..n)
            .map(|at| {
                let t = at as f64 / 100.0;
                [(2.0 * t).sin() + 3.0, (40.0 * t).sin(), 9.81 + 0.3 * (t * 0.1).sin()]
            })
            .collect()
    }

    fn whole_at_once(samples: &[[f64; 3]]) -> Vec<[f64; 3]> {
        let mut filter = ZeroPhase::new(2.0, 100.0).expect("2 Hz fits in 100 Hz");
        filter.chunk = usize::MAX / 2;
        let mut out = Vec::new();
        filter.push(samples, &mut out);
        filter.finish(&mut out);
        out
    }

    #[test]
    fn blocks_give_what_the_whole_gives() {
        let samples = wave(20_000);
        let whole = whole_at_once(&samples);
        let mut filter = ZeroPhase::new(2.0, 100.0).expect("2 Hz fits in 100 Hz");
        let mut parts = Vec::new();
        for block in samples.chunks(777) {
            filter.push(block, &mut parts);
        }
        filter.finish(&mut parts);
        assert_eq!(parts.len(), samples.len());
        let worst = parts.iter().zip(&whole).flat_map(|(a, b)| (0..3).map(|k| (a[k] - b[k]).abs())).fold(0.0, f64::max);
        assert!(worst < 1e-8, "{worst}");
    }

    #[test]
    fn a_constant_passes_from_the_first_sample() {
        let out = whole_at_once(&vec![[0.0, -3.0, 9.81]; 500]);
        assert!(out.iter().all(|v| (v[2] - 9.81).abs() < 1e-12 && (v[1] + 3.0).abs() < 1e-12));
    }

    #[test]
    fn a_rate_that_cannot_carry_the_cut_off_has_no_filter() {
        assert!(butterworth(2, 5.0, 10.0).is_none());
        assert!(butterworth(0, 1.0, 10.0).is_none());
        assert!(ZeroPhase::new(2.0, 4.0).is_none());
    }

    #[test]
    fn an_odd_order_has_a_first_order_section() {
        let sections = butterworth(3, 5.0, 50.0).expect("5 Hz fits in 50 Hz");
        let (re, im) = response(&sections, 5.0, 50.0);
        assert!((re.hypot(im) - 0.5_f64.sqrt()).abs() < 1e-12);
    }
}

//! The pass over a recording: samples into up vectors into counts.

use super::Options;
use crate::input::recording::{Block, Error, Recording};
use crate::signal::axes::AxisMap;
use crate::signal::calibration::{Frame, GRAVITY};
use crate::signal::exposure::{Counted, Exposure};
use crate::signal::fusion::{self, Fusion, UpEstimator};

/// A pause between samples that is longer than this, s, and than [`GAP_SAMPLES`], is a gap.
const GAP_S: f64 = 0.5;
/// See [`GAP_S`].
const GAP_SAMPLES: f64 = 5.0;
/// The part of the full scale from which a sample is clipped.
const CLIPPED: f64 = 0.995;
/// A second is still for the gravity check when its raw signal spreads less than this, g: the
/// 13 mg of the usual in-use calibration.
const STILL_G: f64 = 0.013;

/// What a pass found.
pub(super) struct Passed {
    pub(super) counted: Counted,
    pub(super) samples: u64,
    pub(super) rate_hz: f64,
    pub(super) seconds: f64,
    /// Where the recording was read to, s from its start.
    pub(super) end: f64,
    pub(super) gaps: u32,
    pub(super) gap_seconds: f64,
    pub(super) disorder: u64,
    pub(super) clipped: u64,
    pub(super) gravity: GravityCheck,
}

/// The length of gravity in still moments, by the axis that carries it: x, −x, y, −y, z, −z.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GravityCheck {
    /// Of the running second how many samples, their sum and that of their squares.
    part: (usize, [f64; 3], [f64; 3]),
    lengths: [(f64, f64); 6],
}

impl GravityCheck {
    fn add(&mut self, mut samples: &[[f64; 3]], a_second: usize) {
        while !samples.is_empty() {
            let (part, rest) = samples.split_at(samples.len().min(a_second - self.part.0));
            samples = rest;
            let (_, mut sum, mut squares) = self.part;
            for sample in part {
                for axis in 0..3 {
                    sum[axis] += sample[axis];
                    squares[axis] += sample[axis] * sample[axis];
                }
            }
            self.part = (self.part.0 + part.len(), sum, squares);
            if self.part.0 == a_second {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let (count, sum, squares) = std::mem::take(&mut self.part);
        let count = count as f64;
        let mean = sum.map(|sum| sum / count);
        let square = mean.iter().map(|value| value * value).sum::<f64>();
        let spread = (squares.iter().sum::<f64>() / count - square).max(0.0).sqrt() / GRAVITY;
        let length = square.sqrt();
        if spread > STILL_G || length < 0.5 * GRAVITY {
            return;
        }
        for (axis, part) in mean.into_iter().enumerate() {
            if part.abs() > 0.8 * length {
                let way = &mut self.lengths[2 * axis + usize::from(part < 0.0)];
                way.0 += length / GRAVITY;
                way.1 += 1.0;
            }
        }
    }

    /// The mean length, g, furthest from 1 g among the directions that were held for ten seconds.
    pub(super) fn worst(&self) -> Option<f64> {
        let means = self.lengths.iter().filter(|(_, count)| *count >= 10.0).map(|(sum, count)| sum / count);
        means.max_by(|a, b| (a - 1.0).abs().total_cmp(&(b - 1.0).abs()))
    }
}

/// An accelerometer on its own is averaged over so many samples that this many a second are
/// left: far above its low-pass, so that nothing is lost but time. (At 20 the fast excerpt of BROAD already differs
/// by half a point from scipy at the full rate.)
const COUNTED_HZ: f64 = 25.0;

/// Makes one sample of several that follow each other.
#[derive(Debug)]
struct Averager {
    several: u32,
    gap: f64,
    before: f64,
    start: f64,
    count: u32,
    sum: [f64; 3],
    out: Block,
}

impl Averager {
    /// Replaces `block` by its averages, if there is anything to average. What is left over
    /// waits for the next block.
    fn reduce(&mut self, block: &mut Block, follow: bool) {
        if self.several < 2 {
            return;
        }
        let (times, samples) = (&block.time_s, &block.acceleration);
        let Some(&first) = times.first() else { return };
        if first - self.before > self.gap {
            self.close();
        }
        let several = self.several as usize;
        // Up to where an average begins; of what follows without a gap or disorder only whole ones.
        let ahead = if follow { times.len().min((several - self.count as usize) % several) } else { times.len() };
        self.add(&times[..ahead], &samples[..ahead]);
        let whole = ahead + (times.len() - ahead) / several * several;
        if whole > ahead {
            let share = 1.0 / f64::from(self.several);
            self.out.time_s.extend(times[ahead..whole].iter().step_by(several));
            let sum = |part: &[[f64; 3]]| {
                part.iter().fold([0.0; 3], |sum, sample| std::array::from_fn(|axis| sum[axis] + sample[axis]))
            };
            let averages = samples[ahead..whole].chunks_exact(several).map(|part| sum(part).map(|sum: f64| sum * share));
            self.out.acceleration.extend(averages);
            self.before = times[whole - 1];
        }
        self.add(&times[whole..], &samples[whole..]);
        std::mem::swap(block, &mut self.out);
        self.out.clear();
    }

    /// Adds samples one by one.
    fn add(&mut self, times: &[f64], samples: &[[f64; 3]]) {
        for (&time, sample) in times.iter().zip(samples) {
            if time - self.before > self.gap {
                self.close();
            }
            if self.count == 0 {
                self.start = time;
            }
            self.before = time;
            for (sum, value) in self.sum.iter_mut().zip(sample) {
                *sum += value;
            }
            self.count += 1;
            if self.count == self.several {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        if self.count > 0 {
            self.out.time_s.push(self.start);
            let share = 1.0 / f64::from(self.count);
            self.out.acceleration.push(self.sum.map(|sum| sum * share));
            self.count = 0;
            self.sum = [0.0; 3];
        }
    }
}

struct Pass {
    estimator: Box<dyn UpEstimator>,
    exposure: Exposure,
    frame: Frame,
    begin: f64,
    end: f64,
    nominal: f64,
    gap: f64,
    times: Vec<f64>,
    spans: Vec<f64>,
    ups: Vec<[f64; 3]>,
    before: Option<f64>,
    found: Passed,
}

/// Reads all of `recording` that lies in the range.
pub(super) fn run(
    recording: &mut dyn Recording,
    fusion: Fusion,
    frame: Option<Frame>,
    map: AxisMap,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Passed, Error> {
    let info = recording.info().clone();
    let mut block = Block::default();
    let mut more = recording.read(&mut block)?;
    let rate_hz = if info.has_time { measured_rate(&block.time_s).unwrap_or(info.rate_hz) } else { info.rate_hz };
    let gravity = if fusion == Fusion::Vqf { 1.0 } else { GRAVITY };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small positive number")]
    let several = if fusion == Fusion::Vqf { 1 } else { (rate_hz / COUNTED_HZ).floor().clamp(1.0, 1000.0) as u32 };
    let counted_hz = rate_hz / f64::from(several);
    let exposure = Exposure::new(counted_hz, gravity, super::diary::plan(&options.diary, options.range.from));
    let full_scale = info.full_scale.unwrap_or(f64::INFINITY) * CLIPPED;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 2, and it saturates")]
    let a_second = counted_hz.round().max(2.0) as usize;
    let gap = GAP_S.max(GAP_SAMPLES / rate_hz);
    let mut averager =
        Averager { several, gap, before: f64::INFINITY, start: 0.0, count: 0, sum: [0.0; 3], out: Block::default() };
    let mut pass = Pass {
        estimator: fusion::estimator(fusion, counted_hz),
        exposure,
        frame: frame.unwrap_or(Frame::SENSOR),
        begin: options.range.from,
        end: options.range.to,
        nominal: 1.0 / counted_hz,
        gap: if several > 1 { gap + 1.0 / counted_hz } else { gap },
        times: Vec::new(),
        spans: Vec::new(),
        ups: Vec::new(),
        before: None,
        found: Passed {
            counted: Exposure::new(rate_hz, gravity, Vec::new()).finish(),
            samples: 0,
            rate_hz,
            seconds: 0.0,
            end: 0.0,
            gaps: 0,
            gap_seconds: 0.0,
            disorder: 0,
            clipped: 0,
            gravity: GravityCheck::default(),
        },
    };
    // The filters look a few seconds ahead; what lies further behind the range changes nothing.
    let last = options.range.to + 10.0;
    while more && block.time_s.first().is_none_or(|&time| time < last) {
        // Counted, not searched: that takes several steps at once.
        let follow = block.time_s.windows(2).filter(|pair| !(0.0..=gap).contains(&(pair[1] - pair[0]))).count() == 0;
        pass.raw(&block, full_scale, follow);
        averager.reduce(&mut block, follow);
        pass.found.gravity.add(&block.acceleration, a_second);
        if !map.is_identity() {
            for sample in block.acceleration.iter_mut().chain(&mut block.rotation) {
                *sample = map.apply(*sample);
            }
        }
        pass.block(&block);
        progress(recording.position(), info.bytes);
        more = recording.read(&mut block)?;
    }
    averager.close();
    pass.block(&averager.out);
    Ok(pass.finish())
}

/// The largest value on any axis, whatever its sign.
fn highest(samples: &[[f64; 3]]) -> f64 {
    let (eights, rest) = samples.as_flattened().as_chunks::<8>();
    let larger = |a: f64, b: f64| if a > b { a } else { b };
    // Eight at a time, so that they do not wait for each other.
    let lanes = eights.iter().fold([0.0; 8], |most, eight| std::array::from_fn(|at| larger(eight[at].abs(), most[at])));
    lanes.into_iter().chain(rest.iter().map(|value| value.abs())).fold(0.0, larger)
}

/// Samples per second by the times of a block: the middle one of its steps, so that a gap or a
/// jump does not count.
fn measured_rate(times: &[f64]) -> Option<f64> {
    let mut steps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).filter(|&step| step > 0.0).collect();
    if steps.len() < 10 {
        return None;
    }
    steps.sort_by(f64::total_cmp);
    // The mean of the middle half: steps are often rounded to whole milliseconds.
    let middle = &steps[steps.len() / 4..steps.len() - steps.len() / 4];
    Some(middle.len() as f64 / middle.iter().sum::<f64>())
}

impl Pass {
    /// What is counted sample by sample: how many lie in the range, and how many are clipped.
    fn raw(&mut self, block: &Block, full_scale: f64, follow: bool) {
        let (begin, end) = (self.begin, self.end);
        let inside = if follow {
            let before = |limit: f64| block.time_s.partition_point(|&time| time < limit);
            before(end).saturating_sub(before(begin))
        } else {
            block.time_s.iter().filter(|&&time| time >= begin && time < end).count()
        };
        self.found.samples += inside as u64;
        if highest(&block.acceleration) >= full_scale {
            let clipped = |sample: &&[f64; 3]| sample.iter().any(|value| value.abs() >= full_scale);
            self.found.clipped += block.acceleration.iter().filter(clipped).count() as u64;
        }
    }

    fn block(&mut self, block: &Block) {
        let (Some(&first), Some(&last)) = (block.time_s.first(), block.time_s.last()) else { return };
        // Nearly every block is without gap or disorder.
        let odd = |from: f64, to: f64| !(to - from > 0.0 && to - from <= self.gap);
        if let Some(before) = self.before
            && !odd(before, first)
            && block.time_s.windows(2).filter(|pair| odd(pair[0], pair[1])).count() == 0
        {
            self.spans.push(first - before);
            self.spans.extend(block.time_s.windows(2).map(|pair| pair[1] - pair[0]));
            self.times.extend_from_slice(&block.time_s);
            self.before = Some(last);
            self.feed(block, 0, block.time_s.len());
        } else {
            self.odd_block(block);
        }
        self.drain();
    }

    /// A block with a gap or with times that do not rise, or the first.
    fn odd_block(&mut self, block: &Block) {
        let mut from = 0;
        for (at, &time) in block.time_s.iter().enumerate() {
            if let Some(before) = self.before {
                let span = time - before;
                if span > self.gap {
                    self.feed(block, from, at);
                    from = at;
                    self.spans.push(self.nominal);
                    if time > self.begin && before < self.end {
                        self.found.gaps += 1;
                        self.found.gap_seconds += span - self.nominal;
                    }
                    self.interrupt();
                } else {
                    self.found.disorder += u64::from(span <= 0.0);
                    self.spans.push(span.max(0.0));
                }
            }
            self.times.push(time);
            self.before = Some(time);
        }
        self.feed(block, from, block.time_s.len());
    }

    fn feed(&mut self, block: &Block, from: usize, to: usize) {
        let rotation = if block.rotation.is_empty() { &[] } else { &block.rotation[from..to] };
        self.estimator.push(&block.acceleration[from..to], rotation, &mut self.ups);
    }

    fn interrupt(&mut self) {
        self.estimator.finish(&mut self.ups);
        self.drain();
        self.exposure.interrupt();
    }

    /// Counts what is ready: up vectors whose span is known too.
    fn drain(&mut self) {
        let ready = self.ups.len().min(self.spans.len());
        let first = self.times[..ready].partition_point(|&time| time < self.begin);
        let last = self.times[..ready].partition_point(|&time| time < self.end).max(first);
        for time in &mut self.times[first..last] {
            *time -= self.begin;
        }
        for up in &mut self.ups[first..last] {
            *up = self.frame.to_body(*up);
        }
        self.exposure.add(&self.times[first..last], &self.spans[first..last], &self.ups[first..last]);
        if last > first {
            self.found.seconds = self.times[last - 1] + self.spans[last - 1];
        }
        self.times.drain(..ready);
        self.spans.drain(..ready);
        self.ups.drain(..ready);
    }

    fn finish(mut self) -> Passed {
        if let Some(before) = self.before {
            self.found.end = before + self.nominal;
            self.spans.push(self.nominal);
        }
        self.interrupt();
        self.found.counted = self.exposure.finish();
        self.found
    }
}

//! A recording of three axes, from raw samples to weighted values, in one pass and bounded memory.
//!
//! The recording falls into stretches without gaps. In each, the mean of its first samples (2.5 s,
//! one period of the high pass's corner) is taken off: the filter then starts as if gravity and any
//! offset had always been there. What comes before the filter has settled is not measured. Nothing
//! is filled in and nothing is resampled: after a gap a new stretch begins.

use super::Lanes;
use super::discretise::{Tolerance, design, tolerance};
use super::metrics::{Metrics, Trace};
use super::sections::{Cascade, Filter};
use super::spectrum::{Band, Spectrum};
use super::watch::Watch;
use super::weighting::Weighting;

/// How a recording is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Samples per second.
    pub rate_hz: f64,
    /// The weighting of each axis.
    pub weightings: [Weighting; 3],
    /// How much of each stretch is not measured, s; `None`: until the filter has settled.
    pub skip_seconds: Option<f64>,
    /// Whether the exponential running r.m.s. is wanted too.
    pub exponential: bool,
    /// Whether the spectrum of the unweighted signal is wanted.
    pub spectrum: bool,
    /// The acceleration at which the sensor saturates, m/s², if known.
    pub full_scale: Option<f64>,
}

/// Measures a recording, block by block.
#[derive(Debug)]
pub struct Analyser {
    settings: Settings,
    cascades: [Cascade; 3],
    filter: Filter,
    metrics: Metrics,
    spectrum: Option<Spectrum>,
    watch: Watch,
    clock: Clock,
    /// Samples at the start of a stretch that are not measured.
    settling: u64,
    /// Samples whose mean is taken off a stretch.
    priming: usize,
    stretch: Stretch,
    samples: u64,
    skipped: u64,
    sums: [f64; 3],
    work: Vec<Lanes>,
}

#[derive(Debug)]
enum Stretch {
    /// Its first samples are being collected.
    Priming(Vec<Lanes>),
    /// What is taken off, and how many samples went through the filter.
    Running(Lanes, u64),
}

/// What was measured.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Samples in the recording.
    pub samples: u64,
    /// Of those, samples that were not measured because the filter was settling.
    pub skipped: u64,
    /// Samples that were measured.
    pub measured: u64,
    /// Per axis; `None` if nothing was measured.
    pub axes: Option<[Axis; 3]>,
    /// Where the realised filters keep the tolerances: what holds for all of them.
    pub tolerance: Tolerance,
    /// The mean acceleration, gravity included, m/s².
    pub mean: [f64; 3],
    /// Samples per axis at the end of the sensor's range.
    pub clipped: [u64; 3],
    /// The longest time that each axis stood still, s.
    pub still_seconds: [f64; 3],
    /// What the time stamps said.
    pub timing: Timing,
    /// The course of the running r.m.s.
    pub trace: Trace,
}

/// What was measured on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Weighted r.m.s., m/s².
    pub rms: f64,
    /// Vibration dose value over the measured time, m/s^1.75.
    pub vdv: f64,
    /// Maximum transient vibration value, linear over 1 s, m/s².
    pub mtvv: Option<f64>,
    /// The same, exponential with a time constant of 1 s, where it was asked for, m/s².
    pub mtvv_exponential: Option<f64>,
    /// The highest absolute weighted value, m/s².
    pub peak: f64,
    /// (∫ a² dt)^½, m/s^1.5.
    pub root_integral: f64,
    /// One-third-octave bands of the unweighted signal.
    pub spectrum: Vec<Band>,
}

impl Axis {
    /// Peak by r.m.s., of the weighted signal; `None` for silence.
    pub fn crest_factor(&self) -> Option<f64> {
        (self.rms > 0.0).then(|| self.peak / self.rms)
    }

    /// The estimated vibration dose value, 1.4 r.m.s. T^¼, m/s^1.75.
    pub fn estimated_vdv(&self, seconds: f64) -> f64 {
        1.4 * self.rms * seconds.sqrt().sqrt()
    }
}

/// What the time stamps said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timing {
    /// Places where samples are missing or the time goes back.
    pub gaps: u64,
    /// The time that is missing there, s.
    pub missing_seconds: f64,
    /// Intervals that differ by more than a quarter from that of the rate, gaps left out.
    pub uneven: u64,
    /// The rate of the time stamps over the whole recording, gaps left out, Hz.
    pub rate_hz: Option<f64>,
}

const BLOCK: usize = 512;

impl Analyser {
    /// Ready for the first samples.
    pub fn new(settings: Settings) -> Self {
        let cascades = settings.weightings.map(|weighting| design(weighting, settings.rate_hz));
        let slowest = settings.weightings.map(Weighting::settling_seconds).into_iter().fold(0.0, f64::max);
        let longest = settings.weightings.map(|weighting| 1.0 / weighting.lower_corner_hz()).into_iter().fold(0.0, f64::max);
        let samples = |seconds: f64| whole((seconds * settings.rate_hz).round());
        Self {
            settings,
            cascades,
            filter: Filter::new(&cascades, None),
            metrics: Metrics::new(settings.rate_hz, settings.exponential),
            spectrum: settings.spectrum.then(|| Spectrum::new(settings.rate_hz)),
            watch: Watch::new(settings.full_scale),
            clock: Clock::new(settings.rate_hz),
            settling: samples(settings.skip_seconds.unwrap_or(slowest)),
            priming: usize::try_from(samples(longest)).unwrap_or(usize::MAX).max(1),
            stretch: Stretch::Priming(Vec::new()),
            samples: 0,
            skipped: 0,
            sums: [0.0; 3],
            work: Vec::with_capacity(BLOCK),
        }
    }

    /// The next samples: their times, s, and accelerations with gravity, m/s².
    ///
    /// # Panics
    /// If there are not as many times as samples.
    pub fn push(&mut self, times: &[f64], samples: &[Lanes]) {
        assert_eq!(times.len(), samples.len(), "every sample has a time");
        self.samples += samples.len() as u64;
        let mut sums = [0.0; 3];
        for sample in samples {
            for (sum, value) in sums.iter_mut().zip(sample) {
                *sum += value;
            }
        }
        for (total, sum) in self.sums.iter_mut().zip(sums) {
            *total += sum;
        }
        self.watch.push(samples);
        let mut done = 0;
        while done < samples.len() {
            let (after_gap, count) = self.clock.stretch(&times[done..]);
            if after_gap {
                self.interrupt();
            }
            self.take(&samples[done..done + count]);
            done += count;
        }
    }

    /// The values of the whole recording.
    pub fn finish(mut self) -> Summary {
        self.interrupt();
        let measured = self.metrics.samples();
        let axes = (measured > 0).then(|| {
            std::array::from_fn(|lane| Axis {
                rms: self.metrics.rms(lane),
                vdv: self.metrics.vdv(lane),
                mtvv: self.metrics.mtvv(lane),
                mtvv_exponential: self.metrics.mtvv_exponential(lane),
                peak: self.metrics.peak(lane),
                root_integral: self.metrics.motion_sickness_dose(lane),
                spectrum: self.spectrum.as_mut().map(|spectrum| spectrum.bands(lane)).unwrap_or_default(),
            })
        });
        let count = self.samples.max(1) as f64;
        Summary {
            samples: self.samples,
            skipped: self.skipped,
            measured,
            axes,
            tolerance: self.tolerance(),
            mean: self.sums.map(|sum| sum / count),
            clipped: std::array::from_fn(|axis| self.watch.clipped(axis)),
            still_seconds: std::array::from_fn(|axis| self.watch.longest_still(axis) / self.settings.rate_hz),
            timing: self.clock.timing(),
            trace: self.metrics.trace().clone(),
        }
    }

    fn tolerance(&self) -> Tolerance {
        let each =
            self.settings.weightings.iter().zip(&self.cascades).map(|(&weighting, cascade)| tolerance(weighting, cascade));
        each.reduce(|a, b| Tolerance {
            lowest_hz: a.lowest_hz.max(b.lowest_hz),
            highest_hz: a.highest_hz.min(b.highest_hz),
            met: a.met && b.met,
        })
        .unwrap_or(Tolerance { lowest_hz: 0.0, highest_hz: 0.0, met: false })
    }

    /// Samples of the present stretch.
    fn take(&mut self, samples: &[Lanes]) {
        let samples = match &mut self.stretch {
            Stretch::Running(..) => samples,
            Stretch::Priming(collected) => {
                let (now, later) = samples.split_at(samples.len().min(self.priming - collected.len()));
                collected.extend_from_slice(now);
                if collected.len() < self.priming {
                    return;
                }
                self.start();
                later
            }
        };
        self.run(samples);
    }

    /// Enough of the stretch is known: its mean is taken off what was collected, and the filter runs.
    fn start(&mut self) {
        let Stretch::Priming(collected) = &mut self.stretch else { return };
        let collected = std::mem::take(collected);
        let mut mean = [0.0; 4];
        for sample in &collected {
            for lane in 0..4 {
                mean[lane] += sample[lane];
            }
        }
        let mean = mean.map(|sum| sum / collected.len().max(1) as f64);
        self.stretch = Stretch::Running(mean, 0);
        self.run(&collected);
    }

    fn run(&mut self, samples: &[Lanes]) {
        let Stretch::Running(mean, done) = &mut self.stretch else { return };
        for samples in samples.chunks(BLOCK) {
            self.work.clear();
            self.work.extend(samples.iter().map(|sample| std::array::from_fn::<f64, 4, _>(|lane| sample[lane] - mean[lane])));
            let settling = usize::try_from(self.settling.saturating_sub(*done)).unwrap_or(usize::MAX).min(samples.len());
            if let Some(spectrum) = &mut self.spectrum {
                spectrum.push(&self.work[settling..]);
            }
            self.filter.run(&mut self.work);
            self.metrics.push(&self.work[settling..]);
            self.skipped += settling as u64;
            *done += samples.len() as u64;
        }
    }

    /// The stretch is over.
    fn interrupt(&mut self) {
        self.start();
        self.filter.rest();
        self.metrics.interrupt();
        if let Some(spectrum) = &mut self.spectrum {
            spectrum.interrupt();
        }
        self.stretch = Stretch::Priming(Vec::new());
    }
}

/// Looks for gaps in time stamps.
#[derive(Debug)]
struct Clock {
    interval: f64,
    first: Option<f64>,
    before: f64,
    /// How far an interval may be from that of the rate without being a gap, s: half of it, and as
    /// much more as nine in ten of the first intervals differ anyway.
    allowance: f64,
    early: Vec<f64>,
    intervals: u64,
    timing: Timing,
}

/// How many intervals tell how uneven the time stamps are by nature.
const EARLY: usize = 1024;

impl Clock {
    fn new(rate_hz: f64) -> Self {
        let interval = 1.0 / rate_hz;
        Self {
            interval,
            first: None,
            before: 0.0,
            allowance: 0.5 * interval,
            early: Vec::with_capacity(EARLY),
            intervals: 0,
            timing: Timing::default(),
        }
    }

    /// Whether there is a gap before these samples, and how many of them, at least one, follow each other
    /// without one.
    fn stretch(&mut self, times: &[f64]) -> (bool, usize) {
        let Some(&first) = times.first() else { return (false, 0) };
        let mut after_gap = false;
        if self.first.is_none() {
            self.first = Some(first);
            self.before = first - self.interval;
            self.learn(times);
        } else if (first - self.before - self.interval).abs() > self.allowance {
            after_gap = true;
            self.timing.gaps += 1;
            self.timing.missing_seconds += first - self.before - self.interval;
            // From here on it counts as on time.
            self.before = first - self.interval;
        }
        let quarter = 0.25 * self.interval;
        let mut before = self.before;
        let mut uneven = 0;
        let mut count = 0;
        for &time in times {
            let off = (time - before - self.interval).abs();
            if off > self.allowance {
                break;
            }
            uneven += u64::from(off > quarter);
            before = time;
            count += 1;
        }
        self.before = before;
        self.timing.uneven += uneven;
        self.intervals += count as u64;
        (after_gap, count)
    }

    fn learn(&mut self, times: &[f64]) {
        self.early.extend(times.windows(2).take(EARLY).map(|pair| (pair[1] - pair[0] - self.interval).abs()));
        self.early.sort_by(f64::total_cmp);
        if let Some(&usual) = self.early.get(self.early.len() * 9 / 10) {
            self.allowance += 2.0 * usual.min(0.4 * self.interval);
        }
    }

    fn timing(&self) -> Timing {
        let span = self.first.map_or(0.0, |first| self.before - first) - self.timing.missing_seconds;
        let intervals = self.intervals.saturating_sub(1);
        let rate_hz = (intervals > 0 && span > 0.0).then(|| intervals as f64 / span);
        Timing { rate_hz, missing_seconds: self.timing.missing_seconds.max(0.0), ..self.timing }
    }
}

/// A number of samples; a negative or absurd one is none.
fn whole(samples: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the range just before")]
    let samples = samples.clamp(0.0, 1e15) as u64;
    samples
}

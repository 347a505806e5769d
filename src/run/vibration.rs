//! From raw recordings of acceleration to frequency-weighted values.

use std::path::Path;

use super::Error;
use crate::domain::task::RecordedVibration;
use crate::domain::{Phrase, Unit};
use crate::input::recording::{self, Block, Info, Recording};
use crate::signal::Lanes;
use crate::signal::axes::AxisMap;
use crate::signal::discretise::{FULL_BAND_RATE_HZ, lowest_rate_hz};
use crate::signal::severe_shock::{Career, Dose, Population, Risk, daily_dose};
use crate::signal::vibration::{Analyser, Settings, Summary};
use crate::signal::weighting::Weighting;

mod charts;
mod notes;
mod output;
mod page;

pub use charts::charts;
pub use output::{SCHEMA, json, table};
pub use page::page;

/// The sentences of this use case.
pub const TEXT: &str = include_str!("vibration/text.csv");

/// The axes of a seat.
pub const AXES: [&str; 3] = ["x", "y", "z"];

/// How recordings are measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What the file may not tell.
    pub recording: recording::Options,
    /// How the sensor was mounted.
    pub axes: AxisMap,
    /// The weighting of each axis of the seat.
    pub weightings: [Weighting; 3],
    /// What is not measured at the start, s; `None`: until the filter has settled.
    pub skip_seconds: Option<f64>,
    /// From where, s from the start of the recording.
    pub from_seconds: Option<f64>,
    /// To where, s.
    pub to_seconds: Option<f64>,
    /// Whether the exponential running r.m.s. is wanted.
    pub exponential: bool,
    /// Whether the comfort reading (vector sum with k = 1) is wanted.
    pub comfort: bool,
    /// Whether the motion sickness dose value is wanted.
    pub motion_sickness: bool,
    /// Whether, and for which population and career, severe shocks are assessed.
    pub severe_shock: Option<SevereShock>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            recording: recording::Options::default(),
            axes: AxisMap::default(),
            weightings: [Weighting::Wd, Weighting::Wd, Weighting::Wk],
            skip_seconds: None,
            from_seconds: None,
            to_seconds: None,
            exponential: false,
            comfort: false,
            motion_sickness: false,
            severe_shock: None,
        }
    }
}

/// A stated reference population and its work; never a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SevereShock {
    /// Which of the standard's two.
    pub population: Population,
    /// From which age, for how long.
    pub career: Career,
    /// Exposure a day, h.
    pub hours: f64,
}

/// The factor k of an axis in the assessment of health, by its weighting: 1.4 for Wd on x and y, else 1
/// (ISO 2631-1:1997 7.2.3, 2002/44/EC Annex B).
pub fn health_factor(axis: usize, weighting: Weighting) -> f64 {
    if axis < 2 && weighting == Weighting::Wd { 1.4 } else { 1.0 }
}

/// What a recording gave. No accelerations in it contain k.
#[derive(Debug, Clone)]
pub struct VibrationResult {
    /// The file as the user gave it.
    pub file: String,
    /// Samples per second.
    pub rate_hz: f64,
    /// What was measured; its axes are there, or the recording was refused.
    pub summary: Summary,
    /// The weighting of each axis.
    pub weightings: [Weighting; 3],
    /// The motion sickness dose value, m/s^1.5, and how long the filter was left to settle, s.
    pub motion_sickness: Option<(f64, f64)>,
    /// Whether the comfort reading was asked for.
    pub comfort: bool,
    /// What severe shocks mean.
    pub shock: Option<ShockResult>,
    /// What must be said of it.
    pub notes: Vec<Phrase>,
}

/// What severe shocks mean for a reference population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShockResult {
    /// For whom.
    pub asked: SevereShock,
    /// The dose of the recording, m/s².
    pub dose: f64,
    /// The dose of a day, m/s².
    pub daily_dose: f64,
    /// The highest peak of the spine's acceleration, m/s².
    pub peak: f64,
    /// The risk, unless the strength is exceeded at once.
    pub risk: Option<Risk>,
}

impl VibrationResult {
    /// The length of the recording, s.
    pub fn seconds(&self) -> f64 {
        self.summary.samples as f64 / self.rate_hz
    }

    /// What of it was not measured because the filter was settling, s.
    pub fn skipped_seconds(&self) -> f64 {
        self.summary.skipped as f64 / self.rate_hz
    }

    /// What was measured, s.
    pub fn measured_seconds(&self) -> f64 {
        self.summary.measured as f64 / self.rate_hz
    }

    /// k of an axis.
    pub fn k(&self, axis: usize) -> f64 {
        health_factor(axis, self.weightings[axis])
    }

    /// r.m.s. per axis, without k, m/s².
    pub fn rms(&self) -> [f64; 3] {
        std::array::from_fn(|axis| self.summary.axes.as_ref().map_or(0.0, |axes| axes[axis].rms))
    }

    /// The vector sum with k, m/s²: information, for the highest axis decides.
    pub fn vector_sum(&self) -> f64 {
        self.rms().iter().enumerate().map(|(axis, rms)| (self.k(axis) * rms).powi(2)).sum::<f64>().sqrt()
    }

    /// The vector sum without k, m/s²: the comfort reading.
    pub fn comfort_sum(&self) -> f64 {
        self.rms().iter().map(|rms| rms * rms).sum::<f64>().sqrt()
    }

    /// The axis with the highest r.m.s., k included.
    pub fn leading_axis(&self) -> usize {
        let weighted = |axis: &usize| self.k(*axis) * self.rms()[*axis];
        (0..3).max_by(|a, b| weighted(a).total_cmp(&weighted(b))).unwrap_or(2)
    }

    /// The values for a task.
    pub fn recorded(&self) -> RecordedVibration {
        let vdv = std::array::from_fn(|axis| self.summary.axes.as_ref().map_or(0.0, |axes| axes[axis].vdv));
        RecordedVibration { rms: self.rms(), vdv, seconds: self.measured_seconds() }
    }
}

/// How far a recording has been read: bytes, and bytes in all.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Measures a recording.
///
/// # Errors
/// When it cannot be read, does not tell what it holds, or cannot be weighted.
pub fn analyse(path: &Path, options: &Options, progress: Progress) -> Result<VibrationResult, Error> {
    let failed = |error| match error {
        recording::Error::Io(source) => Error::io(path, source),
        recording::Error::Format(phrase) => Error::Refused { path: path.to_owned(), phrase },
    };
    let mut recording = recording::open(path, &options.recording).map_err(failed)?;
    measure_open(recording.as_mut(), path.display().to_string(), options, progress).map_err(failed)
}

/// The values of a recording for the task that names it, and what must be said of them.
///
/// # Errors
/// As [`analyse`].
pub fn measure(path: &Path, options: &Options) -> Result<(RecordedVibration, Vec<Phrase>), Error> {
    let result = analyse(path, options, &mut |_, _| {})?;
    Ok((result.recorded(), result.notes))
}

fn refuse(phrase: Phrase) -> recording::Error {
    recording::Error::Format(phrase)
}

fn measure_open(
    recording: &mut dyn Recording,
    file: String,
    options: &Options,
    progress: Progress,
) -> Result<VibrationResult, recording::Error> {
    let Info { rate_hz, full_scale, bytes, .. } = *recording.info();
    for weighting in options.weightings {
        let lowest = lowest_rate_hz(weighting);
        if rate_hz < lowest {
            let phrase = Phrase::new("vibration.rate_too_low")
                .number("rate", rate_hz, Unit::Hertz)
                .number("lowest", lowest, Unit::Hertz)
                .text("weighting", weighting.name());
            return Err(refuse(phrase));
        }
    }
    let settings = Settings {
        rate_hz,
        weightings: options.weightings,
        skip_seconds: options.skip_seconds,
        exponential: options.exponential,
        spectrum: true,
        full_scale,
    };
    let mut analyser = Analyser::new(settings);
    let mut sickness = options.motion_sickness.then(|| {
        Analyser::new(Settings {
            weightings: [Weighting::Wf; 3],
            spectrum: false,
            exponential: false,
            skip_seconds: None,
            ..settings
        })
    });
    let mut shock = match options.severe_shock {
        Some(asked) => {
            let dose = Dose::new(rate_hz)
                .ok_or_else(|| refuse(Phrase::new("vibration.shock_rate").number("rate", rate_hz, Unit::Hertz)))?;
            Some(ShockRun { asked, dose, mean: None, early: Vec::new(), seconds: 0.0 })
        }
        None => None,
    };

    let mut block = Block::default();
    let mut lanes: Vec<Lanes> = Vec::new();
    while recording.read(&mut block)? {
        let (from, to) = within(&block.time_s, options);
        lanes.clear();
        lanes.extend(block.acceleration[from..to].iter().map(|&sample| {
            let [x, y, z] = options.axes.apply(sample);
            [x, y, z, 0.0]
        }));
        analyser.push(&block.time_s[from..to], &lanes);
        if let Some(sickness) = &mut sickness {
            sickness.push(&block.time_s[from..to], &lanes);
        }
        if let Some(shock) = &mut shock {
            shock.push(&lanes, rate_hz);
        }
        progress(recording.position(), bytes);
        if options.to_seconds.is_some_and(|to| block.time_s.last().is_some_and(|&time| time >= to)) {
            break;
        }
    }
    let summary = analyser.finish();
    if summary.samples == 0 {
        return Err(refuse(Phrase::new("vibration.range_empty")));
    }
    if summary.axes.is_none() {
        let settling = options.weightings.map(Weighting::settling_seconds).into_iter().fold(0.0, f64::max);
        let needed = options.skip_seconds.unwrap_or(settling);
        let phrase = Phrase::new("vibration.too_short")
            .number("seconds", summary.samples as f64 / rate_hz, Unit::Second)
            .number("needed", needed, Unit::Second);
        return Err(refuse(phrase));
    }
    let mut result = VibrationResult {
        file,
        rate_hz,
        summary,
        weightings: options.weightings,
        motion_sickness: sickness.and_then(|sickness| {
            let summary = sickness.finish();
            let axes = summary.axes?;
            Some((axes[2].root_integral, summary.skipped as f64 / rate_hz))
        }),
        comfort: options.comfort,
        shock: shock.map(ShockRun::finish),
        notes: recording.notes(),
    };
    let more = notes::of(&result, options);
    result.notes.extend(more);
    Ok(result)
}

/// The part of a block that lies in the range.
fn within(times: &[f64], options: &Options) -> (usize, usize) {
    let first = options.from_seconds.map_or(0, |from| times.partition_point(|&time| time < from));
    let last = options.to_seconds.map_or(times.len(), |to| times.partition_point(|&time| time < to));
    (first.min(last), last)
}

/// The severe-shock dose while a recording is read. Its model passes constant accelerations, so that the mean of
/// the first seconds, gravity, is taken off; z counts upward, which is where gravity's reaction points.
struct ShockRun {
    asked: SevereShock,
    dose: Dose,
    mean: Option<f64>,
    early: Vec<f64>,
    seconds: f64,
}

impl ShockRun {
    const EARLY_SECONDS: f64 = 2.5;

    fn push(&mut self, lanes: &[Lanes], rate_hz: f64) {
        self.seconds += lanes.len() as f64 / rate_hz;
        if let Some(mean) = self.mean {
            for sample in lanes {
                self.dose.push((sample[2] - mean) * mean.signum());
            }
            return;
        }
        self.early.extend(lanes.iter().map(|sample| sample[2]));
        if self.early.len() as f64 >= Self::EARLY_SECONDS * rate_hz {
            self.start();
        }
    }

    fn start(&mut self) {
        let early = std::mem::take(&mut self.early);
        let mean = early.iter().sum::<f64>() / early.len().max(1) as f64;
        for z in early {
            self.dose.push((z - mean) * mean.signum());
        }
        self.mean = Some(mean);
    }

    fn finish(mut self) -> ShockResult {
        if self.mean.is_none() {
            self.start();
        }
        let (dose, peak) = self.dose.finish();
        let daily_dose = daily_dose(dose, self.asked.hours * 3600.0, self.seconds);
        let risk = self.asked.population.risk(daily_dose, self.asked.career);
        ShockResult { asked: self.asked, dose, daily_dose, peak, risk }
    }
}

/// A recording that was refused.
#[derive(Debug)]
pub struct Rejected {
    /// The file as the user gave it.
    pub file: String,
    /// Why.
    pub error: Error,
}

/// What several recordings of one vehicle have in common: information, for their mean is not an exposure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The mean r.m.s. per axis, without k, m/s².
    pub mean: [f64; 3],
    /// The standard deviation between recordings, m/s².
    pub deviation: [f64; 3],
}

/// Mean and spread of two recordings or more that were measured with the same weightings.
pub fn spread(results: &[VibrationResult]) -> Option<Spread> {
    if results.len() < 2 {
        return None;
    }
    let count = results.len() as f64;
    let mean: [f64; 3] = std::array::from_fn(|axis| results.iter().map(|result| result.rms()[axis]).sum::<f64>() / count);
    let deviation = std::array::from_fn(|axis| {
        let squares: f64 = results.iter().map(|result| (result.rms()[axis] - mean[axis]).powi(2)).sum();
        (squares / (count - 1.0)).sqrt()
    });
    Some(Spread { mean, deviation })
}

/// Whether a recording covers the whole band of the standard.
pub fn covers_band(rate_hz: f64, weightings: &[Weighting; 3]) -> bool {
    rate_hz >= FULL_BAND_RATE_HZ || weightings.iter().all(|&weighting| weighting == Weighting::Wf)
}

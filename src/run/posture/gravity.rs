//! The calibration of a recording by gravity: asked for by the user, and said.

use crate::domain::{Arg, Phrase, Unit};
use crate::input::recording::{Block, Error, Info, Recording};
use crate::signal::calibration::GRAVITY;
use crate::signal::gravity::{self, Calibrated, Refusal, Stills, Way};

/// Whether, and from what, the accelerometer is corrected.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Calibration {
    /// Not at all.
    #[default]
    None,
    /// From the still moments of the recording itself.
    InUse,
    /// As found from another recording of the same sensor.
    Known(Calibrated),
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Corrected {
    /// It was not asked for.
    NotAsked,
    /// It was applied.
    Applied(Calibrated),
    /// It was asked for and could not be had: nothing was corrected. Why.
    Refused(Phrase),
}

/// Reads all of `recording` and gives the calibration that its still moments allow.
///
/// # Errors
/// When the recording cannot be read.
pub fn calibrate(recording: &mut dyn Recording, way: Way) -> Result<Result<Calibrated, Refusal>, Error> {
    let mut stills = Stills::new(way);
    let step = 1.0 / recording.info().rate_hz;
    let mut block = Block::default();
    let mut before: Option<f64> = None;
    while recording.read(&mut block)? {
        for (&time, &sample) in block.time_s.iter().zip(&block.acceleration) {
            let span = before.map_or(step, |before| time - before);
            if !(0.0..=5.0 * step).contains(&span) {
                stills.interrupt();
            }
            stills.add(sample, span.clamp(0.0, 5.0 * step));
            before = Some(time);
        }
    }
    Ok(stills.calibrate())
}

/// Why there is no calibration, and what to do.
pub fn refused(refusal: &Refusal, way: Way) -> Phrase {
    let reason = match refusal {
        Refusal::TooLittle(seconds) => Phrase::new("posture.calibration.too_little").number("seconds", *seconds, Unit::Second),
        Refusal::Missing(sides) => {
            let name = |&(axis, opposite): &(usize, bool)| {
                Arg::Text(format!("{}{}", if opposite { "−" } else { "+" }, ["x", "y", "z"][axis]))
            };
            Phrase::new("posture.calibration.missing").with("sides", Arg::List(sides.iter().map(name).collect()))
        }
        Refusal::Implausible => Phrase::new("posture.calibration.implausible"),
        Refusal::Residual(error) => Phrase::new("posture.calibration.residual")
            .number("error", 100.0 * error, Unit::Percent)
            .number("limit", 100.0 * gravity::LARGEST_ERROR_G, Unit::Percent),
    };
    let key = match way {
        Way::InUse => "posture.calibration.refused_in_use",
        Way::SixSides => "posture.calibration.refused_six",
    };
    Phrase::new(key).phrase("reason", reason)
}

/// What was corrected, in words.
pub(super) fn said(calibrated: &Calibrated) -> Phrase {
    let key = match calibrated.way {
        Way::InUse => "posture.note.calibrated_in_use",
        Way::SixSides => "posture.note.calibrated_six",
    };
    let axes = |values: [f64; 3], unit| Arg::List(values.iter().map(|&value| Arg::Number(value, unit)).collect());
    Phrase::new(key)
        .number("windows", calibrated.windows as f64, Unit::Count)
        .with("offset", axes(calibrated.correction.offset, Unit::Acceleration))
        .with("gain", axes(calibrated.correction.gain.map(|gain| 100.0 * gain), Unit::Percent))
        .number("before", 1000.0 * calibrated.before_g, Unit::None)
        .number("after", 1000.0 * calibrated.after_g, Unit::None)
}

/// A recording whose accelerations are corrected as they are read.
pub(super) struct Correcting {
    inner: Box<dyn Recording>,
    info: Info,
    calibrated: Calibrated,
}

impl Correcting {
    pub(super) fn new(inner: Box<dyn Recording>, calibrated: Calibrated) -> Self {
        let mut info = inner.info().clone();
        // Where the first axis saturates, as its corrected values show it.
        let correction = calibrated.correction;
        let reach = |full: f64| {
            (0..3).map(|axis| (full - correction.offset[axis].abs()) * correction.gain[axis]).fold(f64::INFINITY, f64::min)
        };
        info.full_scale = info.full_scale.map(reach).filter(|&full| full > GRAVITY);
        Self { inner, info, calibrated }
    }
}

impl Recording for Correcting {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        let more = self.inner.read(block)?;
        for sample in &mut block.acceleration {
            *sample = self.calibrated.correction.apply(*sample);
        }
        Ok(more)
    }

    fn position(&self) -> u64 {
        self.inner.position()
    }

    fn notes(&self) -> Vec<Phrase> {
        self.inner.notes()
    }
}

//! Recordings of sensors: bytes in blocks of samples, in bounded memory, whatever the format.

use std::path::Path;

use super::Decimal;
use crate::domain::Phrase;

pub mod cwa;
#[cfg(feature = "app")]
pub mod gt3x;
pub mod text;

pub use text::{AccelerationUnit, RotationUnit};

/// What a user says of a recording that the file itself may not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Options {
    /// Samples per second, for text without a time column.
    pub rate_hz: Option<f64>,
    /// The unit of the accelerations, for text.
    pub unit: Option<AccelerationUnit>,
    /// The unit of the angular rates, for text.
    pub gyro_unit: Option<RotationUnit>,
    /// The decimal sign, for text in which no number tells it.
    pub decimal: Option<Decimal>,
}

/// Opens a recording, in the format of its ending; what is neither `.cwa` nor `.gt3x` is read as text.
///
/// # Errors
/// When it cannot be read, or does not tell what it holds.
pub fn open(path: &Path, options: &Options) -> Result<Box<dyn Recording>, Error> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "cwa" => Ok(Box::new(cwa::Cwa::open(path)?)),
        #[cfg(feature = "app")]
        "gt3x" => Ok(Box::new(gt3x::Gt3x::open(path)?)),
        #[cfg(not(feature = "app"))]
        "gt3x" => Err(Error::Format(Phrase::new("recording.format_missing").text("format", ending))),
        _ => Ok(Box::new(text::Text::open(path, options)?)),
    }
}

/// What is known of a recording before its samples are read.
#[derive(Debug, Clone)]
pub struct Info {
    /// Nominal samples per second.
    pub rate_hz: f64,
    /// Whether there are angular rates beside the accelerations.
    pub has_rotation: bool,
    /// Whether the times of a block come from the file; else they follow from the nominal rate.
    pub has_time: bool,
    /// The acceleration, m/s², at which the sensor saturates, if the format says.
    pub full_scale: Option<f64>,
    /// The size of the file, bytes, for a progress bar.
    pub bytes: u64,
}

/// Consecutive samples. Every value is finite: what has no value is left out, and the times show the gap,
/// also where they follow from the nominal rate. All vectors have the same length, but for `rotation`, which is empty
/// where there is no gyroscope.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Seconds from the start of the recording.
    pub time_s: Vec<f64>,
    /// Specific force in the axes of the sensor, m/s².
    pub acceleration: Vec<[f64; 3]>,
    /// Angular rate in the axes of the sensor, rad/s.
    pub rotation: Vec<[f64; 3]>,
}

impl Block {
    /// Empties the block, keeping its memory.
    pub fn clear(&mut self) {
        self.time_s.clear();
        self.acceleration.clear();
        self.rotation.clear();
    }
}

/// An opened recording.
pub trait Recording {
    /// What is known of it.
    fn info(&self) -> &Info;

    /// Replaces `block` by the next samples; `false` at the end.
    ///
    /// # Errors
    /// When the file cannot be read on, or stops being what its format says.
    fn read(&mut self, block: &mut Block) -> Result<bool, Error>;

    /// How many bytes have been read, for a progress bar.
    fn position(&self) -> u64;

    /// What must be said of the recording: a truncated end, repaired nothing, dropped sectors.
    fn notes(&self) -> Vec<Phrase>;
}

/// Why a recording cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system could not read the file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file is not what its format says, or its meaning cannot be known: said in full.
    #[error("{}", .0.key)]
    Format(Phrase),
}

//! Recordings of sensors: bytes in blocks of samples, in bounded memory, whatever the format.

pub mod cwa;
#[cfg(feature = "app")]
pub mod gt3x;

use crate::domain::Phrase;

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

/// Consecutive samples. All vectors have the same length, but for `rotation`, which is empty
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

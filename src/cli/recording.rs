//! What `vibration` and `posture` ask alike of recordings, and read alike.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Shell, terminal};
use crate::domain::Phrase;
use crate::run::recording::{AccelerationUnit, Options, RotationUnit};
use crate::run::{AxisMap, Decimal, Error, output};

/// Which recordings, and where the result goes.
#[derive(Debug, Clone, Args)]
pub(super) struct Target {
    /// Recordings: .csv or other delimited text, .cwa, .gt3x
    #[arg(required = true, value_name = "RECORDING")]
    pub(super) recordings: Vec<PathBuf>,
    /// Where the result goes (default: standard output)
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Table for people, a page, or JSON (default: by the ending of OUT, else table)
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Name the files on the page; they may name people or devices
    #[arg(long)]
    pub(super) show_names: bool,
}

impl Target {
    /// The form that is asked for.
    ///
    /// # Errors
    /// When the ending of OUT promises another.
    pub(super) fn format(&self) -> Result<Format, Error> {
        Format::of(self.format, self.out.as_deref())
    }

    /// Writes the result.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        output::Output::write_whole(self.out.as_deref(), bytes)
    }
}

/// What text does not say of itself.
#[derive(Debug, Clone, Args)]
pub(super) struct Text {
    /// Samples per second, for text without a time column
    #[arg(long, value_name = "HZ", value_parser = positive)]
    rate: Option<f64>,
    /// Unit of the accelerations in text
    #[arg(long, value_enum)]
    unit: Option<Unit>,
    /// Unit of the angular rates in text
    #[arg(long, value_enum)]
    gyro_unit: Option<GyroUnit>,
    /// Decimal sign of text whose numbers do not tell it
    #[arg(long, value_enum)]
    decimal: Option<DecimalSign>,
}

impl Text {
    /// The options of the reader.
    pub(super) fn options(&self) -> Options {
        Options {
            rate_hz: self.rate,
            unit: self.unit.map(|unit| match unit {
                Unit::G => AccelerationUnit::Gravity,
                Unit::Ms2 => AccelerationUnit::MetrePerSecondSquared,
                Unit::Mg => AccelerationUnit::Milligravity,
            }),
            gyro_unit: self.gyro_unit.map(|unit| match unit {
                GyroUnit::Rad => RotationUnit::RadianPerSecond,
                GyroUnit::Deg => RotationUnit::DegreePerSecond,
            }),
            decimal: self.decimal.map(|sign| match sign {
                DecimalSign::Point => Decimal::Point,
                DecimalSign::Comma => Decimal::Comma,
            }),
        }
    }
}

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table.
    Table,
    /// A page that needs nothing beside it.
    Html,
    /// JSON.
    Json,
}

impl Format {
    /// The form that is asked for, or else that the ending of `out` asks for.
    fn of(asked: Option<Self>, out: Option<&Path>) -> Result<Self, Error> {
        let ending = out.and_then(Path::extension).map(std::ffi::OsStr::to_ascii_lowercase);
        if let Some(asked) = asked {
            return Ok(asked);
        }
        match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("html" | "htm") => Ok(Self::Html),
            Some("json") => Ok(Self::Json),
            Some(ending @ ("pdf" | "xlsx" | "ods" | "docx" | "csv" | "md")) => {
                Err(Error::Usage(Phrase::new("run.format.recording").text("ending", ending)))
            }
            _ => Ok(Self::Table),
        }
    }
}

/// A unit of acceleration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// g
    G,
    /// m/s²
    Ms2,
    /// A thousandth of g
    Mg,
}

/// A unit of angular rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GyroUnit {
    /// rad/s
    Rad,
    /// °/s
    Deg,
}

/// A decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DecimalSign {
    /// .
    Point,
    /// ,
    Comma,
}

pub(super) fn not_negative(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("{text} is not a number"))?;
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err(format!("{text} is not a number from 0 up")) }
}

pub(super) fn positive(text: &str) -> Result<f64, String> {
    not_negative(text).and_then(|value| if value > 0.0 { Ok(value) } else { Err(format!("{text} is not above 0")) })
}

pub(super) fn axes(text: &str) -> Result<AxisMap, String> {
    text.parse().map_err(|_| "expected each axis once on both sides, as in x=-z,y=y,z=x".to_owned())
}

/// Runs `analyse` on a file with a progress bar on a terminal. `analyse` is told how to say how many
/// bytes it has read.
pub(super) fn with_progress<T>(path: &Path, shell: &Shell, analyse: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T) -> T {
    let bytes = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|data| data.len());
    let bar = terminal::progress(bytes, shell.quiet);
    let outcome = analyse(&mut |done, _| bar.set_position(done));
    bar.finish_and_clear();
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_gives_the_form_unless_one_is_asked_for() {
        let of = |asked, out: Option<&str>| Format::of(asked, out.map(Path::new)).ok();
        assert_eq!(of(None, Some("a.HTML")), Some(Format::Html));
        assert_eq!(of(None, Some("a.json")), Some(Format::Json));
        assert_eq!(of(None, Some("a.txt")), Some(Format::Table));
        assert_eq!(of(Some(Format::Table), Some("a.html")), Some(Format::Table));
        assert_eq!(of(None, None), Some(Format::Table));
        assert_eq!(of(None, Some("a.pdf")), None, "a table that is called PDF opens in nothing");
        assert_eq!(of(Some(Format::Html), Some("a.pdf")), Some(Format::Html));
    }
}

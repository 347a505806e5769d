//! `rugwijzer posture RECORDING…`

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::recording::{Format, Target, Text, axes, not_negative, with_progress};
use super::{Ending, Shell, terminal};
use crate::domain::Phrase;
use crate::run::posture::{self, Analysis, Calibration, Options, Stretch, diary};
use crate::run::{AxisMap, Error, Fusion};

/// A trunk sensor's recording into inclination, time shares, intervals and episodes
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    target: Target,
    /// Upright standing, seconds from the start: the zero of all angles
    #[arg(long, value_name = "FROM..TO", value_parser = stretch)]
    reference: Option<Stretch>,
    /// A held forward bow, which tells where forward is
    #[arg(long, value_name = "FROM..TO", value_parser = stretch, requires = "reference")]
    bow: Option<Stretch>,
    /// Correct zero and gain of the accelerometer by the still moments of the recording itself
    #[arg(long)]
    calibrate_in_use: bool,
    /// Correct them by another recording of the same sensor, laid still on its six sides in turn
    #[arg(long, value_name = "RECORDING", conflicts_with = "calibrate_in_use")]
    six_sides: Option<PathBuf>,
    /// Mounting: body axes (x forward, y left, z head) from sensor axes, e.g. x=-z,y=y,z=x
    #[arg(long, value_name = "MAP", value_parser = axes)]
    axes: Option<AxisMap>,
    /// How the angle is found (default: vqf where there is a gyroscope)
    #[arg(long, value_enum)]
    fusion: Option<Method>,
    /// Part of the recording, seconds from its start; either end may be left out
    #[arg(long, value_name = "FROM..TO", value_parser = stretch)]
    range: Option<Stretch>,
    /// Seconds to leave out at the start
    #[arg(long, value_name = "SECONDS", value_parser = not_negative)]
    skip: Option<f64>,
    /// Which task was done when: text with columns start, end and task; other time is no work
    #[arg(long, value_name = "FILE")]
    diary: Option<PathBuf>,
    /// Clock time at which the recording starts: the diary then holds clock times
    #[arg(long, value_name = "HH:MM[:SS]", value_parser = clock, requires = "diary")]
    start: Option<f64>,
    #[command(flatten)]
    text: Text,
}

/// How the angle is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    /// Low-passed acceleration
    Acc,
    /// Acceleration and gyroscope
    Vqf,
}

pub(super) fn stretch(text: &str) -> Result<Stretch, String> {
    text.parse().map_err(|()| "expected FROM..TO in seconds, FROM before TO, as in 5..15".to_owned())
}

fn clock(text: &str) -> Result<f64, String> {
    let seconds = text.contains(':').then(|| diary::seconds(text)).flatten();
    seconds.filter(|&s| s < 86_400.0).ok_or_else(|| "expected a clock time, as in 8:30 or 08:30:15".to_owned())
}

impl Arguments {
    /// The options of the use case; reads the diary.
    fn options(&self) -> Result<Options, Error> {
        let mut range = self.range.unwrap_or(Stretch::ALL);
        range.from = range.from.max(self.skip.unwrap_or(0.0));
        let diary = match &self.diary {
            None => Vec::new(),
            Some(path) => posture::read_diary(path, self.start)?,
        };
        let calibration = match &self.six_sides {
            Some(path) => Calibration::Known(posture::calibrate_file(path, &self.text.options())?),
            None if self.calibrate_in_use => Calibration::InUse,
            None => Calibration::None,
        };
        Ok(Options {
            reference: self.reference,
            bow: self.bow,
            calibration,
            axes: self.axes,
            fusion: self.fusion.map(|method| match method {
                Method::Acc => Fusion::Accelerometer,
                Method::Vqf => Fusion::Vqf,
            }),
            range,
            diary,
        })
    }
}

pub(super) fn run(arguments: &Arguments, shell: &Shell) -> Result<Ending, Error> {
    let format = arguments.target.format()?;
    let (reading, options) = (arguments.text.options(), arguments.options()?);
    let mut results: Vec<(String, Result<Analysis, Phrase>)> = Vec::new();
    let mut failed = Vec::new();
    for path in &arguments.target.recordings {
        let outcome = with_progress(path, shell, |said| posture::analyse_file(path, &reading, &options, said));
        let file = path.display().to_string();
        match outcome {
            Ok(analysis) => {
                if analysis.is_rejected() {
                    terminal::complain(&shell.texts.say(&posture::why_rejected(&file, &analysis)));
                }
                results.push((file, Ok(analysis)));
            }
            Err(error) => {
                results.push((file, Err(Phrase::new("posture.line.failed").text("why", error.say(&shell.texts)))));
                failed.push(error);
            }
        }
    }
    let last = if failed.len() == results.len() { failed.pop() } else { None };
    for error in &failed {
        terminal::complain(&error.say(&shell.texts));
    }
    if let Some(last) = last {
        return Err(last);
    }
    let bytes = match format {
        Format::Table => posture::table::text(&results, &shell.texts).into_bytes(),
        Format::Html => posture::page::page(&results, arguments.target.show_names, &shell.texts),
        Format::Json => format!("{:#}\n", posture::json::document(&results, &shell.texts)).into_bytes(),
    };
    arguments.target.write(&bytes)?;
    let whole = results.iter().all(|(_, result)| result.as_ref().is_ok_and(|analysis| !analysis.is_rejected()));
    Ok(if whole { Ending::Complete } else { Ending::Partial })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_and_clock_times_are_read_or_refused() {
        assert_eq!(stretch("5..15"), Ok(Stretch { from: 5.0, to: 15.0 }));
        assert_eq!(stretch("..15"), Ok(Stretch { from: 0.0, to: 15.0 }));
        assert!(stretch("15..5").is_err() && stretch("5").is_err() && stretch("-1..5").is_err());
        assert_eq!(clock("8:30"), Ok(30_600.0));
        assert!(clock("25:00").is_err() && clock("30600").is_err());
    }
}

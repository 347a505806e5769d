//! `rugwijzer vibration RECORDING…`

use clap::{Args, ValueEnum};

use super::recording::{Format, Target, Text, axes, not_negative, positive, with_progress};
use super::{Ending, Shell, terminal};
use crate::run::severe_shock::{Career, Population};
use crate::run::vibration::{self, Options, Rejected, SevereShock};
use crate::run::{AxisMap, Error, Weighting};

/// Raw tri-axial acceleration into frequency-weighted values
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    text: Text,
    /// Mounting: seat axes from sensor axes, e.g. x=-z,y=y,z=x
    #[arg(long, value_name = "MAP", value_parser = axes)]
    axes: Option<AxisMap>,
    /// Weighting of x, y and z, e.g. Wd,Wd,Wk
    #[arg(long, value_name = "W,W,W", value_parser = weightings)]
    weighting: Option<Weightings>,
    /// Seconds to leave out at the start, instead of the automatic settling time
    #[arg(long, value_name = "SECONDS", value_parser = not_negative)]
    skip: Option<f64>,
    /// Part of the recording, seconds from its start; either end may be left out
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    range: Option<Range>,
    /// Also the exponential running r.m.s.
    #[arg(long)]
    exponential: bool,
    /// Also the comfort reading: vector sum with k = 1
    #[arg(long)]
    comfort: bool,
    /// Also the motion sickness dose value (Wf on z)
    #[arg(long)]
    motion_sickness: bool,
    /// For experts: severe shocks by ISO 2631-5:2018 for a reference population
    #[arg(long, value_enum, requires = "shock_hours")]
    severe_shock: Option<ReferencePopulation>,
    /// Exposure a day for severe shocks, h
    #[arg(long, value_name = "HOURS", value_parser = positive)]
    shock_hours: Option<f64>,
    /// Age at which the reference population begins this work
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(16..=80))]
    shock_start_age: u32,
    /// Years of this work
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=60))]
    shock_years: u32,
    /// Days a year
    #[arg(long, default_value_t = 120.0, value_parser = positive)]
    shock_days: f64,
}

/// A reference population of ISO 2631-5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReferencePopulation {
    /// Men, 82 kg
    Men,
    /// Women, 64 kg
    Women,
}

/// Seconds from the start of a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    /// From; `None`: from the start.
    from: Option<f64>,
    /// To; `None`: to the end.
    to: Option<f64>,
}

/// A weighting for each axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weightings([Weighting; 3]);

fn weightings(text: &str) -> Result<Weightings, String> {
    let read: Option<Vec<Weighting>> = text.split(',').map(|name| Weighting::from_name(name.trim())).collect();
    read.and_then(|read| read.try_into().ok())
        .map(Weightings)
        .ok_or_else(|| "expected three of Wk, Wd, Wf, Wc, We, Wj, Wb and Wm, as in Wd,Wd,Wk".to_owned())
}

/// Reads `FROM..TO`, of which either end may be left out.
///
/// # Errors
/// If it is not of that form, or ends before it starts.
pub(super) fn range(text: &str) -> Result<Range, String> {
    let (from, to) = text.split_once("..").ok_or("expected FROM..TO, as in 30..90")?;
    let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { not_negative(text.trim()).map(Some) };
    let range = Range { from: end(from)?, to: end(to)? };
    match range {
        Range { from: Some(from), to: Some(to) } if from >= to => Err(format!("{from} does not lie before {to}")),
        range => Ok(range),
    }
}

impl Arguments {
    /// The options of the use case.
    pub(super) fn options(&self) -> Options {
        let career = Career { start_age: self.shock_start_age, years: self.shock_years, days_per_year: self.shock_days };
        let population = |population| match population {
            ReferencePopulation::Men => Population::Men,
            ReferencePopulation::Women => Population::Women,
        };
        let shock = self.severe_shock.zip(self.shock_hours);
        let defaults = Options::default();
        Options {
            recording: self.text.options(),
            axes: self.axes.unwrap_or_default(),
            weightings: self.weighting.map_or(defaults.weightings, |weightings| weightings.0),
            skip_seconds: self.skip,
            from_seconds: self.range.and_then(|range| range.from),
            to_seconds: self.range.and_then(|range| range.to),
            exponential: self.exponential,
            comfort: self.comfort,
            motion_sickness: self.motion_sickness,
            severe_shock: shock.map(|(asked, hours)| SevereShock { population: population(asked), career, hours }),
        }
    }
}

pub(super) fn run(arguments: &Arguments, shell: &Shell) -> Result<Ending, Error> {
    let format = arguments.target.format()?;
    let options = arguments.options();
    let complain = |rejected: &[Rejected]| {
        for rejected in rejected {
            terminal::complain(&rejected.error.say(&shell.texts));
        }
    };
    let mut results = Vec::new();
    let mut rejected = Vec::new();
    for path in &arguments.target.recordings {
        let outcome = with_progress(path, shell, |said| vibration::analyse(path, &options, said));
        match outcome {
            Ok(result) => results.push(result),
            Err(error) => rejected.push(Rejected { file: path.display().to_string(), error }),
        }
    }
    if results.is_empty()
        && let Some(last) = rejected.pop()
    {
        complain(&rejected);
        return Err(last.error);
    }
    complain(&rejected);
    let bytes = match format {
        Format::Table => vibration::table(&results, &shell.texts).into_bytes(),
        Format::Html => vibration::page(&results, &rejected, arguments.target.show_names, &shell.texts),
        Format::Json => format!("{:#}\n", vibration::json(&results, &rejected, &shell.texts)).into_bytes(),
    };
    arguments.target.write(&bytes)?;
    Ok(if rejected.is_empty() { Ending::Complete } else { Ending::Partial })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_may_leave_out_either_end() {
        assert_eq!(range("30..90"), Ok(Range { from: Some(30.0), to: Some(90.0) }));
        assert_eq!(range("..90"), Ok(Range { from: None, to: Some(90.0) }));
        assert_eq!(range("30.."), Ok(Range { from: Some(30.0), to: None }));
        assert!(range("30").is_err() && range("90..30").is_err() && range("-1..30").is_err() && range("a..b").is_err());
    }
}

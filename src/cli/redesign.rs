//! `rugwijzer redesign`.

use std::path::PathBuf;

use clap::Args;

use super::report::Reading;
use super::{Ending, Shell, terminal};
use crate::run::redesign::{Request, json, markdown, run as redesign};
use crate::run::{Error, Limits, Setting, Target, line};

/// For each task above its limit: the smallest change of each variable, and the best pairs
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only this row; the header is row 1
    #[arg(long, value_name = "N")]
    row: Option<u64>,
    /// Where to go: an index of 1, or the next lower class
    #[arg(long, value_name = "acceptable|next", default_value = "acceptable")]
    target: Goal,
    /// The nearest that a load can come to the body, cm
    #[arg(long, value_name = "CM", value_parser = number)]
    min_reach: Option<f64>,
    /// The lowest height of the hands, cm
    #[arg(long, value_name = "CM", value_parser = number)]
    min_height: Option<f64>,
    /// The highest height of the hands, cm
    #[arg(long, value_name = "CM", value_parser = number)]
    max_height: Option<f64>,
    /// The lightest load, kg
    #[arg(long, value_name = "KG", value_parser = number)]
    min_load: Option<f64>,
    /// The lowest frequency, lifts per minute
    #[arg(long, value_name = "N", value_parser = number)]
    min_frequency: Option<f64>,
    /// md (default) or json
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    format: Form,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Goal {
    /// An index of at most 1
    Acceptable,
    /// The next lower class
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Markdown
    Md,
    /// JSON
    Json,
}

/// A finite number of zero or more, with a point or a comma.
fn number(text: &str) -> Result<f64, String> {
    let value = text.replace(',', ".").parse::<f64>().map_err(|error| error.to_string())?;
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err("a number of zero or more is expected".to_owned()) }
}

impl Arguments {
    fn request(self, setting: Setting) -> Result<Request, Error> {
        let usual = Limits::default();
        Ok(Request {
            file: self.file,
            options: self.reading.options()?,
            row: self.row,
            limits: Limits {
                reach_cm: self.min_reach.unwrap_or(usual.reach_cm),
                lowest_cm: self.min_height.unwrap_or(usual.lowest_cm),
                highest_cm: self.max_height.unwrap_or(usual.highest_cm),
                load_kg: self.min_load.unwrap_or(usual.load_kg),
                lifts_per_min: self.min_frequency.unwrap_or(usual.lifts_per_min),
            },
            target: match self.target {
                Goal::Acceptable => Target::Acceptable,
                Goal::Next => Target::NextClass,
            },
            setting,
        })
    }
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    let form = arguments.format;
    let found = redesign(&arguments.request(shell.setting)?)?;
    terminal::print(&match form {
        Form::Md => markdown(&found, &shell.texts),
        Form::Json => format!("{:#}\n", json(&found)),
    })?;
    for problem in &found.problems {
        terminal::say(&format!("{}\n", line(problem, &shell.texts)));
    }
    Ok(if found.rejected == 0 { Ending::Complete } else { Ending::Partial })
}

//! `rugwijzer observe`

use clap::{Args, ValueEnum};

use super::recording::positive;
use super::{Ending, Shell};
use crate::run::observe::{self, Dependence, Request};
use crate::run::{Error, output};

/// How many moments to observe, and what counted moments say of a bent trunk
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// Expected share of the time with a bent trunk, % (default: the counted one)
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    share: Option<f64>,
    /// Counted moments with the trunk bent
    #[arg(long, value_name = "K", requires = "moments")]
    hits: Option<u32>,
    /// All counted moments
    #[arg(long, value_name = "N", requires = "hits")]
    moments: Option<u32>,
    /// Seconds between moments that follow each other
    #[arg(long, value_name = "SECONDS", value_parser = positive, requires = "bend")]
    spacing: Option<f64>,
    /// How long a bend lasts on average, seconds
    #[arg(long, value_name = "SECONDS", value_parser = at_least_one, requires = "spacing")]
    bend: Option<f64>,
    /// Design effect of the moments, 1 or more, where it is known
    #[arg(long, value_name = "D", value_parser = at_least_one, conflicts_with = "spacing")]
    design_effect: Option<f64>,
    /// Wanted precision, percentage points up and down (default: 1, 2 and 5)
    #[arg(long, value_name = "POINTS", value_parser = positive)]
    margin: Option<f64>,
    /// Lines for people, or JSON
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people.
    Table,
    /// JSON.
    Json,
}

fn percent(text: &str) -> Result<f64, String> {
    positive(text).and_then(|value| if value < 100.0 { Ok(value) } else { Err(format!("{text} is not below 100")) })
}

fn at_least_one(text: &str) -> Result<f64, String> {
    let most = 1e6;
    let within = |value: f64| if (1.0..=most).contains(&value) { Ok(value) } else { Err(format!("{text} is not from 1 up")) };
    positive(text).and_then(within)
}

pub(super) fn run(arguments: &Arguments, shell: &Shell) -> Result<Ending, Error> {
    let dependence = match (arguments.design_effect, arguments.bend.zip(arguments.spacing)) {
        (Some(effect), _) => Dependence::Stated(effect),
        (None, Some((bend_s, spacing_s))) => Dependence::From { bend_s, spacing_s },
        (None, None) => Dependence::None,
    };
    let request = Request {
        share_pct: arguments.share,
        counted: arguments.hits.zip(arguments.moments),
        dependence,
        margin_pct: arguments.margin,
    };
    let answer = observe::answer(&request)?;
    let text = match arguments.format {
        Format::Table => observe::lines(&answer).iter().map(|line| shell.texts.say(line) + "\n").collect::<String>(),
        Format::Json => format!("{:#}\n", observe::json::document(&answer)),
    };
    output::Output::write_whole(None, text.as_bytes())?;
    Ok(Ending::Complete)
}

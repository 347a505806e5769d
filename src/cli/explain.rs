//! `rugwijzer explain`.

use clap::Args;

use super::{Ending, Shell, terminal};
use crate::run::{Error, explain};

/// Explain a method, a measure, a risk factor or a subject of the guideline
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A method (niosh), a measure (L05), a factor (kneeling), or return-to-work, misprints, …
    #[arg(value_name = "METHOD|MEASURE|FACTOR")]
    subject: String,
    /// With return-to-work: how many weeks the complaints have lasted
    #[arg(long, value_name = "N")]
    weeks: Option<u16>,
}

pub(super) fn run(arguments: &Arguments, shell: &Shell) -> Result<Ending, Error> {
    terminal::print(&explain::explain(&arguments.subject, arguments.weeks, shell.setting, &shell.texts)?)?;
    Ok(Ending::Complete)
}

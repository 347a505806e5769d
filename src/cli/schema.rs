//! `rugwijzer schema`.

use clap::Args;

use super::{Ending, terminal};
use crate::run::{Error, schema};

/// Print the JSON Schema of what a command writes as JSON
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// report, vibration or posture
    #[arg(value_name = "COMMAND")]
    command: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Ending, Error> {
    terminal::print(schema::schema(&arguments.command)?)?;
    Ok(Ending::Complete)
}

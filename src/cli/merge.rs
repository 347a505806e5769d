//! `rugwijzer merge`.

use std::path::PathBuf;

use clap::Args;

use super::score::ending;
use super::{Ending, Shell};
use crate::run::Error;
use crate::run::batch::merge::{self, Request};

/// Put the shares of a batch (score --shard) together: the same bytes that one run would have written
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The outputs of all shares, in any order; the note beside each (.shard.json) must be there
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// Where the whole goes; - or nothing is standard output
    #[arg(short, long, value_name = "OUT.csv")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    let summary = merge::run(&Request { parts: arguments.parts, out: arguments.out })?;
    Ok(ending(summary, false, shell))
}

//! `rugwijzer plan`.

use std::path::PathBuf;

use clap::Args;

use super::report::{Reading, Recordings, told};
use super::{Ending, Shell, terminal};
use crate::run::plan::{self, Request};
use crate::run::{Error, Setting, explain};

/// Write the plan of action: what to do about which risk, to be filled in and read back
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task files: CSV, XLSX or ODS
    #[arg(required_unless_present = "list", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What each column of a plan means, and who fills it in
    #[arg(long)]
    list: bool,
    /// An earlier plan of action: who does what before when is taken over
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// Where the plan goes: .csv or .xlsx (default: standard output, as CSV)
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    #[command(flatten)]
    recordings: Recordings,
    #[command(flatten)]
    reading: Reading,
}

impl Arguments {
    fn request(self, setting: Setting) -> Result<Request, Error> {
        Ok(Request {
            recordings: self.recordings.options()?,
            files: self.files,
            options: self.reading.options()?,
            plan: self.plan,
            out: self.out,
            setting,
        })
    }
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    if arguments.list {
        terminal::print(&explain::plan_columns(&shell.texts))?;
        return Ok(Ending::Complete);
    }
    let request = arguments.request(shell.setting)?;
    let assessment = plan::run(&request, &shell.texts, &mut terminal::counting(shell.quiet))?;
    told(&assessment, request.out.as_deref(), shell);
    Ok(if assessment.problems.is_empty() { Ending::Complete } else { Ending::Partial })
}

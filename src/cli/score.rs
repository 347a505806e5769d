//! `rugwijzer score`.

use std::path::PathBuf;

use clap::Args;
use indicatif::ProgressBar;

use super::report::Reading;
use super::{Ending, Shell, terminal};
use crate::domain::Phrase;
use crate::run::score::{self, Listener, Request};
use crate::run::{Error, Setting};

/// Score every row of a task file and append the results as columns
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task file: CSV (of any length), XLSX or ODS; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the result goes; - or nothing is standard output
    #[arg(short, long, value_name = "OUT.csv")]
    out: Option<PathBuf>,
    /// Threads that score (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    reading: Reading,
}

impl Arguments {
    pub(super) fn request(self, setting: Setting) -> Result<Request, Error> {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Request {
            file: self.file,
            options: self.reading.options()?,
            out: self.out,
            setting,
            threads: self.threads.map_or_else(cores, usize::from),
        })
    }
}

/// Tells a person what happens.
struct Voice {
    bar: ProgressBar,
    quiet: bool,
}

impl Listener for Voice {
    fn problems(&mut self, lines: &str) {
        if !self.quiet {
            self.bar.suspend(|| terminal::say(lines));
        }
    }

    fn progress(&mut self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    fn note(&mut self, note: &str) {
        if !self.quiet {
            self.bar.suspend(|| terminal::say(&format!("{note}\n")));
        }
    }
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    let request = arguments.request(shell.setting)?;
    let bytes = std::fs::metadata(&request.file).ok().filter(std::fs::Metadata::is_file).map(|data| data.len());
    let mut voice = Voice { bar: terminal::progress(bytes, shell.quiet), quiet: shell.quiet };
    let summary = score::run(&request, &shell.texts, &mut voice)?;
    voice.bar.finish_and_clear();
    voice.note(
        &shell.texts.say(
            &Phrase::new("run.score.summary")
                .exact("rows", summary.rows() as f64)
                .exact("assessed", summary.assessed as f64)
                .exact("rejected", summary.rejected as f64),
        ),
    );
    Ok(if summary.rejected == 0 { Ending::Complete } else { Ending::Partial })
}

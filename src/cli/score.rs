//! `rugwijzer score`.

use std::path::PathBuf;

use clap::Args;
use indicatif::ProgressBar;

use super::report::Reading;
use super::{Ending, Shell, terminal};
use crate::domain::Phrase;
use crate::run::batch::{self, Request, Shard};
use crate::run::score::{self, Listener};
use crate::run::{Error, Setting};

/// Score every row of task files and append the results as columns
///
/// One FILE goes to OUT.csv. Several files, a folder or a pattern go to a folder (-o FOLDER, a file
/// for each input and the list rugwijzer-files.csv), or all into one (-o ALL.csv), which needs the
/// same columns, separators and decimal sign in all of them.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task files: CSV (of any length), XLSX or ODS; folders of them; patterns; - is standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Where the result goes: a file or a folder; - or nothing is standard output
    #[arg(short, long, value_name = "OUT.csv|FOLDER")]
    out: Option<PathBuf>,
    /// Write several inputs into one output, with the file and row of each row, whatever OUT is called
    #[arg(long)]
    into_one: bool,
    /// Do the I-th of N shares of the rows (of the files, if OUT is a folder); see `merge`
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,
    /// Write only these columns, in this order: results (`niosh_li`) and columns of the file
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    columns: Vec<String>,
    /// Score a share again that is finished
    #[arg(long)]
    force: bool,
    /// Threads that score (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    reading: Reading,
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(|| "I/N, with I from 1 to N, e.g. 2/8".to_owned())
}

impl Arguments {
    pub(super) fn request(self, setting: Setting) -> Result<Request, Error> {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Request {
            inputs: self.inputs,
            options: self.reading.options()?,
            out: self.out,
            into_one: self.into_one,
            shard: self.shard,
            force: self.force,
            columns: self.columns,
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
        // The reason of exit status 3 is never silent.
        self.bar.suspend(|| terminal::say(lines));
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
    let many = request.is_many();
    // How much is to be read is known of plain files.
    let sizes = request
        .inputs
        .iter()
        .map(|path| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|data| data.len()));
    let bytes = sizes.sum::<Option<u64>>();
    let mut voice = Voice { bar: terminal::progress(bytes, shell.quiet), quiet: shell.quiet };
    let summary = if many {
        batch::run(&request, &shell.texts, &mut voice)?
    } else {
        let one = score::Request {
            file: request.inputs.into_iter().next().unwrap_or_default(),
            options: request.options,
            out: request.out,
            columns: request.columns,
            setting: request.setting,
            threads: request.threads,
        };
        batch::Summary { rows: score::run(&one, &shell.texts, &mut voice)?, scored: 1, ..batch::Summary::default() }
    };
    voice.bar.finish_and_clear();
    Ok(ending(summary, many, shell))
}

/// Says what came of a batch, and how the command ended.
pub(super) fn ending(summary: batch::Summary, many: bool, shell: &Shell) -> Ending {
    let rows = summary.rows;
    let ending = if summary.is_nothing() {
        Ending::Nothing
    } else if rows.rejected + summary.refused > 0 {
        Ending::Partial
    } else {
        Ending::Complete
    };
    // What an earlier run rejected was named by that run: say where it is named.
    if summary.finished > 0 && !(shell.quiet && matches!(ending, Ending::Complete)) {
        terminal::say(&format!(
            "{}\n",
            shell.texts.say(&Phrase::new("run.batch.finished").exact("finished", summary.finished as f64))
        ));
    }
    if !shell.quiet {
        let phrase = if many { Phrase::new("run.batch.summary") } else { Phrase::new("run.score.summary") };
        let phrase =
            if many { phrase.exact("scored", summary.scored as f64).exact("refused", summary.refused as f64) } else { phrase };
        let phrase = phrase
            .exact("rows", rows.rows() as f64)
            .exact("assessed", rows.assessed as f64)
            .exact("rejected", rows.rejected as f64);
        terminal::say(&format!("{}\n", shell.texts.say(&phrase)));
    }
    ending
}

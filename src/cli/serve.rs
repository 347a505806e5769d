//! `rugwijzer serve`.

use std::path::PathBuf;

use clap::Args;

use super::report::{Reading, Recordings};
use super::{Ending, Shell, terminal};
use crate::domain::Phrase;
use crate::run::{Error, uncertainty};
use crate::web::{Request, serve};

/// The local web form: enter tasks on this machine, see what they mean, keep them in a task file
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task file (CSV) that everything is kept in; made with the first task if it is not there
    #[arg(value_name = "TASKFILE", default_value = "rugwijzer.csv")]
    file: PathBuf,
    /// Port on the loopback address; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    #[command(flatten)]
    recordings: Recordings,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    let mut options = arguments.reading.options()?;
    if options.uncertainty.is_none() {
        // A verdict on the spot says how sure it is, with typical errors unless others are stated.
        options.uncertainty = Some(uncertainty::profile(uncertainty::TYPICAL)?);
    }
    let request = Request {
        recordings: arguments.recordings.options()?,
        options,
        file: arguments.file,
        port: arguments.port,
        setting: shell.setting,
    };
    let say = |phrase: &Phrase| terminal::say(&format!("{}\n", shell.texts.say(phrase)));
    let file = |path: &std::path::Path| path.display().to_string();
    let mut printed = Ok(());
    let kept = serve(
        &request,
        |app| {
            if !shell.quiet {
                say(&Phrase::new("form.serve.started"));
            }
            // The address is the result of the command: it goes to standard output, for a program to read.
            printed = terminal::print(&format!("{}\n", app.address()));
            if !shell.quiet {
                say(&Phrase::new("form.serve.stop").text("file", file(&app.file())));
            }
        },
        stopped(),
    )?;
    printed?;
    if !shell.quiet {
        say(&Phrase::new("form.serve.ended").text("file", file(&kept)));
    }
    Ok(Ending::Complete)
}

/// Until the user, or the system, ends it.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

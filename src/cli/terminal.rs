//! Standard output and standard error: the only place that prints.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::run::{Error, output};

/// A message on standard error. If that is gone too, there is nobody to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "rugwijzer: {message}");
}

/// Keeps the panics of the crate that reads workbooks off standard error: `input` makes a refusal
/// of them, which says more. Every other panic is a fault of ours and is shown.
pub(super) fn hush_workbooks() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let of_workbooks = panic.location().is_some_and(|place| place.file().contains("calamine-"));
        if !of_workbooks {
            shown(panic);
        }
    }));
}

/// When a person or the system stops the program, what it was writing is taken away first. The
/// status is what a shell gives a program that was interrupted.
pub(super) fn clean_up_when_stopped() {
    #[allow(clippy::exit, reason = "the run is stopped from outside; there is nobody to return to")]
    let stop = || {
        output::abandon();
        std::process::exit(130);
    };
    // Where it cannot be asked for, the next run takes away what is left.
    let _ = ctrlc::set_handler(stop);
}

/// Lines on standard error.
pub(super) fn say(lines: &str) {
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}

/// Writes text to standard output.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::io(Path::new("-"), error))
}

/// Working days for which a bar would only flicker.
const FEW: u64 = 200;

/// A progress bar over the working days that are judged, shown only on a terminal and
/// where there are many.
pub(super) fn counting(quiet: bool) -> impl FnMut(u64, u64) {
    let shown = !quiet && io::stderr().is_terminal();
    let mut bar = ProgressBar::hidden();
    move |done, all| {
        if !shown || all < FEW {
            return;
        }
        if bar.length() != Some(all) || bar.is_finished() {
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}");
            bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::stderr());
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        bar.set_position(done);
        if done >= all {
            bar.finish_and_clear();
        }
    }
}

/// A progress bar over `bytes`, shown only on a terminal.
pub(super) fn progress(bytes: Option<u64>, quiet: bool) -> ProgressBar {
    let shown = !quiet && io::stderr().is_terminal();
    let Some(bytes) = bytes.filter(|_| shown) else { return ProgressBar::hidden() };
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

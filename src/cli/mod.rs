//! The command line: arguments into use cases, results and messages to their places.
//!
//! | status | means |
//! |---|---|
//! | 0 | everything assessed |
//! | 1 | nothing written: a file cannot be read or is refused |
//! | 2 | wrong usage |
//! | 3 | results written, but some rows or recordings were rejected |

mod explain;
mod merge;
mod methods;
mod observe;
mod plan;
mod posture;
mod recording;
mod redesign;
mod report;
mod schema;
mod score;
mod serve;
mod terminal;
mod vibration;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::{Jurisdiction, Language};
use crate::run::{self, Error, Setting};
use crate::text::Catalogue;

/// Judge lifting, bending and whole-body vibration at work, and say what to do about it.
#[derive(Debug, Parser)]
#[command(name = "rugwijzer", version, max_term_width = 100)]
struct Cli {
    /// Language of what people read
    #[arg(long, global = true, value_name = "nl|en", default_value = "nl")]
    lang: Lang,
    /// Whose law the texts name
    #[arg(long, global = true, value_name = "nl|be", default_value = "nl")]
    jurisdiction: Law,
    /// On standard error only failures, and what was rejected and why
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Report(report::Arguments),
    Plan(plan::Arguments),
    Score(score::Arguments),
    Merge(merge::Arguments),
    Redesign(redesign::Arguments),
    Vibration(vibration::Arguments),
    Posture(posture::Arguments),
    Observe(observe::Arguments),
    Serve(serve::Arguments),
    Explain(explain::Arguments),
    Methods(methods::MethodsArguments),
    Template(methods::TemplateArguments),
    Schema(schema::Arguments),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Nederlands
    Nl,
    /// English
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Law {
    /// Nederland
    Nl,
    /// België
    Be,
}

/// What all commands share.
struct Shell {
    setting: Setting,
    texts: Catalogue,
    quiet: bool,
}

/// How a command ended, where it did not fail.
enum Ending {
    /// Everything was assessed.
    Complete,
    /// Results were written, but rows or recordings were rejected.
    Partial,
    /// Every input was rejected.
    Nothing,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    terminal::hush_workbooks();
    let cli = Cli::parse();
    // The form ends in its own way.
    if !matches!(cli.command, Command::Serve(_)) {
        terminal::clean_up_when_stopped();
    }
    let language = match cli.lang {
        Lang::Nl => Language::Dutch,
        Lang::En => Language::English,
    };
    let jurisdiction = match cli.jurisdiction {
        Law::Nl => Jurisdiction::Netherlands,
        Law::Be => Jurisdiction::Belgium,
    };
    let shell = Shell { setting: Setting { language, jurisdiction }, texts: run::texts(language), quiet: cli.quiet };
    let ending = match cli.command {
        Command::Report(arguments) => report::run(arguments, &shell),
        Command::Plan(arguments) => plan::run(arguments, &shell),
        Command::Score(arguments) => score::run(arguments, &shell),
        Command::Merge(arguments) => merge::run(arguments, &shell),
        Command::Redesign(arguments) => redesign::run(arguments, &shell),
        Command::Vibration(arguments) => vibration::run(&arguments, &shell),
        Command::Posture(arguments) => posture::run(&arguments, &shell),
        Command::Observe(arguments) => observe::run(&arguments, &shell),
        Command::Serve(arguments) => serve::run(arguments, &shell),
        Command::Explain(arguments) => explain::run(&arguments, &shell),
        Command::Methods(arguments) => methods::list(&arguments, &shell),
        Command::Template(arguments) => methods::template(&arguments, &shell),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    match ending {
        Ok(Ending::Complete) => ExitCode::SUCCESS,
        Ok(Ending::Partial) => ExitCode::from(3),
        Ok(Ending::Nothing) => ExitCode::from(1),
        // Whoever read our output has seen enough.
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&error.say(&shell.texts));
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_everywhere_reach_their_place() {
        let cli = Cli::parse_from([
            "rugwijzer",
            "report",
            "a.csv",
            "b.csv",
            "-o",
            "r.html",
            "--lang",
            "en",
            "--jurisdiction",
            "be",
            "--quiet",
        ]);
        assert_eq!((cli.lang, cli.jurisdiction, cli.quiet), (Lang::En, Law::Be, true));
        let Command::Report(arguments) = cli.command else { panic!("report") };
        let request = arguments.request(Setting::default()).expect("nothing to read");
        assert_eq!(request.files.len(), 2);
        assert_eq!(request.out.as_deref(), Some(std::path::Path::new("r.html")));
    }

    #[test]
    fn reading_options_reach_the_reader() {
        let cli = Cli::parse_from(["rugwijzer", "score", "-", "--decimal", "comma", "--sheet", "Blad1", "--threads", "1"]);
        let Command::Score(arguments) = cli.command else { panic!("score") };
        let request = arguments.request(Setting::default()).expect("nothing to read");
        assert_eq!(request.options.decimal, Some(crate::run::Decimal::Comma));
        assert_eq!(request.options.sheet.as_deref(), Some("Blad1"));
        assert_eq!(request.threads, 1);
    }
}

//! `rugwijzer methods` and `rugwijzer template`.

use std::path::PathBuf;

use clap::Args;

use super::{Ending, Shell, terminal};
use crate::run::output::Output;
use crate::run::{Error, explain, template as file};

/// List the methods
#[derive(Debug, Args)]
pub(super) struct MethodsArguments {}

/// Write an empty task file with the right columns
#[derive(Debug, Args)]
pub(super) struct TemplateArguments {
    /// Methods whose columns are wanted (default: all)
    #[arg(value_name = "METHOD")]
    methods: Vec<String>,
    /// Where the file goes (default: standard output)
    #[arg(short, long, value_name = "OUT.csv")]
    out: Option<PathBuf>,
    /// List the columns with both names, units and meaning instead
    #[arg(long)]
    list: bool,
}

pub(super) fn list(_: &MethodsArguments, shell: &Shell) -> Result<Ending, Error> {
    terminal::print(&explain::methods(&shell.texts))?;
    Ok(Ending::Complete)
}

pub(super) fn template(arguments: &TemplateArguments, shell: &Shell) -> Result<Ending, Error> {
    let columns = file::columns(&arguments.methods)?;
    let bytes = if arguments.list {
        explain::columns_page(&columns, &explain::starts(), &shell.texts).into_bytes()
    } else {
        file::file(&columns, shell.setting.language)
    };
    Output::write_whole(arguments.out.as_deref(), &bytes)?;
    Ok(Ending::Complete)
}

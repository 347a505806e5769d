//! Task files into one assessment.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::watch::Watch;
use super::{Error, Setting, recordings};
use crate::assess::{Entry, assess, working_days};
use crate::domain::{Assessment, Column, InputFile, Origin, Phrase, Problem};
use crate::input::{self, Header, Options, read_table_beside};

/// Assesses the task files as one investigation.
///
/// # Errors
/// When a file cannot be read, or is refused as a whole.
pub fn files(
    paths: &[PathBuf],
    options: &Options,
    measured: &recordings::Options,
    setting: Setting,
) -> Result<Assessment, Error> {
    let mut read = Files::default();
    for path in paths {
        read.add(path, options)?;
    }
    let mut assessment = read.assess(measured, setting);
    assessment.profile = options.uncertainty.as_deref().filter(|profile| !profile.rows.is_empty()).cloned();
    Ok(assessment)
}

/// What was read of all files.
#[derive(Debug, Default)]
struct Files {
    inputs: Vec<InputFile>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
    notes: Vec<Phrase>,
    headers: Vec<(String, Header)>,
}

impl Files {
    fn add(&mut self, path: &Path, options: &Options) -> Result<(), Error> {
        let bytes = read_whole(path)?;
        let results: Vec<&str> = super::score::columns().chain(super::score::certainty_columns()).collect();
        let table = read_table_beside(&bytes, options, &results).map_err(|error| Error::input(path, error))?;
        let file = path.display().to_string();
        self.headers.push((file.clone(), table.header.clone()));
        self.inputs.push(InputFile { file: file.clone(), sha256: sha256(&bytes), rows: table.rows.len() as u64 });
        self.notes.extend(
            table.notes.into_iter().map(|note| Phrase::new("run.note").text("file", file.clone()).phrase("note", note)),
        );
        for row in table.rows {
            self.problems.extend(row.faults.iter().map(|fault| input::problem(&file, &table.header, row.number, fault)));
            if let Some(fault) = row.broken {
                self.problems.push(input::row_problem(&file, row.number, fault));
                continue;
            }
            let origin = Origin { file: file.clone(), row: row.number };
            self.entries.push(Entry { origin, cells: row.cells, texts: row.texts, date: row.date });
        }
        Ok(())
    }

    fn assess(mut self, measured: &recordings::Options, setting: Setting) -> Assessment {
        let (mut days, problems) = working_days(&self.entries);
        self.problems.extend(problems);
        for day in &mut days {
            self.problems.extend(recordings::read(day, measured));
        }
        let mut jobs = Vec::with_capacity(days.len());
        for day in &days {
            let (job, problems) = assess(day, setting.context());
            jobs.push(job);
            self.problems.extend(problems);
        }
        for problem in &mut self.problems {
            let header = self.headers.iter().find(|(file, _)| *file == problem.file).map(|(_, header)| header);
            let column = problem.column.as_deref().and_then(Column::from_name);
            // As it stands in the file; its key where the file has no such column.
            if let (Some(header), Some(column)) = (header, column) {
                problem.column = Some(header.name(column).to_owned());
            }
        }
        let place = |file: &str| self.inputs.iter().position(|input| input.file == file);
        self.problems.sort_by_key(|problem| (place(&problem.file), problem.row));
        let rejected: BTreeSet<_> = self.problems.iter().filter_map(|p| Some((p.file.clone(), p.row?))).collect();
        Assessment {
            jurisdiction: setting.jurisdiction,
            rows: self.inputs.iter().map(|input| input.rows).sum(),
            rejected: rejected.len() as u64,
            inputs: self.inputs,
            plan: crate::assess::plan::plan(&jobs),
            jobs,
            problems: self.problems,
            notes: self.notes,
            profile: None,
        }
    }
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, Error> {
    let io = |error| Error::io(path, error);
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(io)?;
        return Ok(bytes);
    }
    let watch = Watch::now(path);
    let bytes = std::fs::read(path).map_err(io)?;
    watch.check(path)?;
    Ok(bytes)
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        use std::fmt::Write;
        write!(text, "{byte:02x}").expect("a string takes all that is written to it");
        text
    })
}

//! The task file as a store: changed cell by cell, written whole, shared with a spreadsheet program.
//!
//! - Every change is on disk before it is said to be kept: the file is written beside its place and
//!   renamed, so that a program that is killed leaves the old file or the new one.
//! - Before each write the file is read again. Has another program saved it meanwhile, what it holds
//!   is taken over and the change is made in that; a cell that both changed is a [`Conflict`], and both
//!   versions stay (docs/decisions/0006).
//! - A second copy of this program is kept away by a lock that the operating system drops with the
//!   process, so that no lock is ever left behind.
//! - Earlier states stand in numbered copies, at most [`BACKUPS`]; the last [`STEPS`] changes can be
//!   undone.

mod align;
mod backup;
mod lock;

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::output::Output;
use super::{Error, Setting};
use crate::domain::column::{Group, Kind};
use crate::domain::{Arg, Cell, Column, Fault, Language, Phrase};
use crate::input::{self, Decimal, Document, Meaning, Options, Table, meaning};
use backup::Backups;
use lock::Lock;

pub use backup::BACKUPS;

/// How many changes can be undone.
pub const STEPS: usize = 50;

/// A row for as long as it is known, wherever it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u64);

/// A change that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Cells of a row.
    Cells {
        /// The row.
        row: RowId,
        /// The cells.
        cells: Vec<CellChange>,
    },
    /// A new row, at the end.
    Add {
        /// Its filled cells.
        cells: Vec<(Column, String)>,
        /// The row that it is a copy of.
        like: Option<RowId>,
    },
    /// A row is taken out.
    Remove {
        /// The row.
        row: RowId,
    },
}

/// A change of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The column.
    pub column: Column,
    /// What stood there for whoever changes it.
    pub before: String,
    /// What shall stand there.
    pub after: String,
}

/// A cell that another changed meanwhile, or whose row is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The column; `None` where the whole row is gone.
    pub column: Option<Column>,
    /// What stands there now.
    pub theirs: String,
    /// What was to stand there.
    pub mine: String,
    /// Where the version with the change is kept, if another program wrote the file.
    pub kept: Option<PathBuf>,
}

/// What came of a change.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The row that was changed or added.
    pub row: Option<RowId>,
    /// Cells that were left as another made them.
    pub conflicts: Vec<Conflict>,
    /// What must be said: another program's changes that were taken over, a number that was written
    /// in the style of the file.
    pub said: Vec<Phrase>,
    /// Whether something was written.
    pub written: bool,
}

/// A state that can be gone back to.
#[derive(Debug, Clone)]
struct State {
    document: Document,
    ids: Vec<RowId>,
    /// What was done to it.
    step: Phrase,
}

/// A task file that is open for changes.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    setting: Setting,
    options: Options,
    decimal: Decimal,
    document: Document,
    ids: Vec<RowId>,
    next: u64,
    /// What was last seen on disk; `None`: no file.
    disk: Option<[u8; 32]>,
    undo: Vec<State>,
    redo: Vec<State>,
    backups: Backups,
    revision: u64,
    /// Held until the store is dropped.
    _lock: Lock,
}

impl Store {
    /// Opens a task file, or begins one that is written with its first row.
    ///
    /// # Errors
    /// When another copy of this program has it open, it cannot be read, or it cannot be changed without
    /// losing what stands in it.
    pub fn open(path: &Path, options: Options, setting: Setting) -> Result<Self, Error> {
        // Through a link the file itself is meant, so that its backups stand beside it.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let lock = Lock::take(&path)?;
        let (document, disk) = match read(&path)? {
            None => (begin(setting), None),
            Some(bytes) => (parse(&path, &bytes)?, Some(digest(&bytes))),
        };
        document.table(&options).map_err(|error| Error::input(&path, error))?;
        let count = document.len() as u64;
        Ok(Self {
            backups: Backups::of(&path),
            decimal: decimal_of(&document, &options, setting),
            path,
            setting,
            options,
            ids: (1..=count).map(RowId).collect(),
            next: count + 1,
            document,
            disk,
            undo: Vec::new(),
            redo: Vec::new(),
            revision: 0,
            _lock: lock,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Counts up with every change of what is known of the file.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The file as it is now.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What its cells mean.
    ///
    /// # Errors
    /// When nothing tells its decimal sign.
    pub fn table(&self) -> Result<Table, Error> {
        self.document.table(&self.options()).map_err(|error| Error::input(&self.path, error))
    }

    /// How it is read.
    pub fn options(&self) -> Options {
        self.options.clone()
    }

    /// The decimal sign that numbers are written with.
    pub const fn decimal(&self) -> Decimal {
        self.decimal
    }

    /// The rows that are not empty, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, usize)> {
        self.ids.iter().enumerate().filter(|(at, _)| !self.document.is_blank(*at)).map(|(at, id)| (*id, at))
    }

    /// Where a row stands now, as a place in [`Store::document`].
    pub fn place(&self, row: RowId) -> Option<usize> {
        self.ids.iter().position(|id| *id == row)
    }

    /// The row at a number of the file, the header being row 1.
    pub fn row_at(&self, number: u64) -> Option<RowId> {
        let at = usize::try_from(number.checked_sub(self.document.number(0))?).ok()?;
        self.ids.get(at).copied()
    }

    /// What stands in a cell.
    pub fn cell(&self, row: RowId, column: Column) -> String {
        self.place(row).map_or_else(String::new, |at| self.document.cell(at, column))
    }

    /// The change of a cell from what stands in it to `after`.
    pub fn changed(&self, row: RowId, column: Column, after: String) -> CellChange {
        CellChange { column, before: self.cell(row, column), after }
    }

    /// Every different text of a column, sorted: what a form proposes.
    pub fn known(&self, column: Column) -> Vec<String> {
        let mut known: Vec<String> = (0..self.document.len()).map(|at| self.document.cell(at, column)).collect();
        known.retain(|text| !text.is_empty());
        known.sort();
        known.dedup();
        known
    }

    /// What would be undone, and done again.
    pub fn steps(&self) -> (Option<&Phrase>, Option<&Phrase>) {
        (self.undo.last().map(|state| &state.step), self.redo.last().map(|state| &state.step))
    }

    /// Looks whether another program saved the file, and takes over what it holds.
    ///
    /// # Errors
    /// When the file cannot be read, or what stands there now is no task file: then it is left alone,
    /// and the last state of this program is in a numbered copy.
    pub fn refresh(&mut self) -> Result<Option<Phrase>, Error> {
        let Some(bytes) = read(&self.path)? else { return Ok(None) };
        let found = digest(&bytes);
        if self.disk == Some(found) {
            return Ok(None);
        }
        let kept = self.backups.keep(&self.document.bytes())?;
        let theirs = parse(&self.path, &bytes)?;
        theirs.table(&self.options).map_err(|error| Error::input(&self.path, error))?;
        let decimal = self.decimal;
        self.ids = align::align(&self.document, &self.ids, &theirs, &mut self.next, decimal);
        self.decimal = decimal_of(&theirs, &self.options, self.setting);
        self.document = theirs;
        self.disk = Some(found);
        // Earlier states know nothing of what the other program did.
        self.undo.clear();
        self.redo.clear();
        self.revision += 1;
        Ok(Some(Phrase::new("store.taken_over").text("kept", name(&kept))))
    }

    /// Makes a change and writes the file.
    ///
    /// # Errors
    /// When the file cannot be read or written; then nothing is changed.
    pub fn change(&mut self, change: &Change) -> Result<Outcome, Error> {
        let mut outcome = Outcome::default();
        let before = self.document.clone();
        // Where the version of this program would have gone, in case of a conflict with another program.
        let place_before = match change {
            Change::Cells { row, .. } | Change::Remove { row } => self.place(*row),
            Change::Add { .. } => None,
        };
        let taken_over = self.refresh()?;
        let mut state = State { document: self.document.clone(), ids: self.ids.clone(), step: Phrase::new("store.step.cells") };
        let mut next = self.next;
        match change {
            Change::Cells { row, cells } => {
                outcome.row = Some(*row);
                if let Some(at) = state.ids.iter().position(|id| id == row) {
                    self.set_cells(&mut state.document, at, cells, &mut outcome);
                    let columns: Vec<_> = cells.iter().map(|cell| Arg::Column(cell.column)).take(3).collect();
                    state.step = Phrase::new("store.step.cells").with("columns", Arg::List(columns));
                } else {
                    let gone = cells.iter().map(|cell| Conflict {
                        column: None,
                        theirs: String::new(),
                        mine: cell.after.clone(),
                        kept: None,
                    });
                    outcome.conflicts.extend(gone);
                }
            }
            Change::Add { cells, like } => {
                let at = match like.and_then(|row| state.ids.iter().position(|id| *id == row)) {
                    Some(at) => state.document.push_copy(at),
                    None => state.document.push(),
                };
                for (column, text) in cells {
                    let text = self.in_style(*column, text, &mut outcome);
                    state.document.set(at, *column, &text, self.setting.language);
                }
                let id = RowId(next);
                next += 1;
                state.ids.push(id);
                outcome.row = Some(id);
                state.step = Phrase::new("store.step.add").text("task", state.document.cell(at, Column::Task));
            }
            Change::Remove { row } => {
                if let Some(at) = state.ids.iter().position(|id| id == row) {
                    state.step = Phrase::new("store.step.remove").text("task", state.document.cell(at, Column::Task));
                    state.document.remove(at);
                    state.ids.remove(at);
                }
            }
        }
        if let Some(said) = taken_over {
            outcome.said.push(said);
            if !outcome.conflicts.is_empty() {
                self.keep_mine(before, place_before, change, &mut outcome)?;
            }
        }
        if state.document.bytes() != self.document.bytes() {
            self.next = next;
            self.become_state(state, true)?;
            outcome.written = true;
        }
        Ok(outcome)
    }

    /// Goes back one change; says which.
    ///
    /// # Errors
    /// As [`Store::change`].
    pub fn undo(&mut self) -> Result<Option<Phrase>, Error> {
        if let Some(said) = self.refresh()? {
            return Ok(Some(said));
        }
        let Some(state) = self.undo.pop() else { return Ok(None) };
        let step = state.step.clone();
        let now = State { document: self.document.clone(), ids: self.ids.clone(), step: step.clone() };
        if let Err(error) = self.become_state(state.clone(), false) {
            self.undo.push(state);
            return Err(error);
        }
        self.redo.push(now);
        Ok(Some(Phrase::new("store.undone").phrase("step", step)))
    }

    /// Does again what was undone last; says what.
    ///
    /// # Errors
    /// As [`Store::change`].
    pub fn redo(&mut self) -> Result<Option<Phrase>, Error> {
        if let Some(said) = self.refresh()? {
            return Ok(Some(said));
        }
        let Some(state) = self.redo.pop() else { return Ok(None) };
        let step = state.step.clone();
        let now = State { document: self.document.clone(), ids: self.ids.clone(), step: step.clone() };
        if let Err(error) = self.become_state(state.clone(), false) {
            self.redo.push(state);
            return Err(error);
        }
        self.undo.push(now);
        Ok(Some(Phrase::new("store.redone").phrase("step", step)))
    }

    /// Writes a state and makes it the present one. `remember`: as a step that can be undone.
    fn become_state(&mut self, state: State, remember: bool) -> Result<(), Error> {
        // What could not be read again is not written.
        state.document.table(&self.options).map_err(|error| Error::input(&self.path, error))?;
        let bytes = state.document.bytes();
        if self.disk.is_some() {
            self.backups.keep_now_and_then(&self.document.bytes())?;
        }
        Output::write_whole(Some(&self.path), &bytes)?;
        self.disk = Some(digest(&bytes));
        let document = std::mem::replace(&mut self.document, state.document);
        let ids = std::mem::replace(&mut self.ids, state.ids);
        self.revision += 1;
        if remember {
            self.redo.clear();
            self.undo.push(State { document, ids, step: state.step });
            if self.undo.len() > STEPS {
                self.undo.remove(0);
            }
        }
        Ok(())
    }

    /// Changes cells that still stand as they did for whoever changes them.
    fn set_cells(&self, document: &mut Document, at: usize, cells: &[CellChange], outcome: &mut Outcome) {
        for cell in cells {
            let now = document.cell(at, cell.column);
            let after = self.in_style(cell.column, &cell.after, outcome);
            if now == after {
                continue;
            }
            if !document.is_sound(at) || !same(cell.column, &now, &cell.before) {
                let mine = cell.after.clone();
                outcome.conflicts.push(Conflict { column: Some(cell.column), theirs: now, mine, kept: None });
                continue;
            }
            document.set(at, cell.column, &after, self.setting.language);
        }
    }

    /// A number with the other decimal sign than the file's, in the file's style; everything else as it
    /// was typed.
    fn in_style(&self, column: Column, text: &str, outcome: &mut Outcome) -> String {
        let text = text.trim();
        if !matches!(column.spec().kind, Kind::Number(..)) {
            return text.to_owned();
        }
        match in_style(column, text, self.decimal) {
            Some(written) => {
                outcome
                    .said
                    .push(Phrase::new("store.restyled").column("column", column).text("typed", text).text("written", &written));
                written
            }
            None => text.to_owned(),
        }
    }

    /// Keeps the version that this program would have written beside the file of the other program.
    fn keep_mine(&self, mut mine: Document, at: Option<usize>, change: &Change, outcome: &mut Outcome) -> Result<(), Error> {
        if let (Some(at), Change::Cells { cells, .. }) = (at, change) {
            for cell in cells {
                mine.set(at, cell.column, &cell.after, self.setting.language);
            }
        }
        let kept = self.backups.conflict(&mine.bytes())?;
        for conflict in &mut outcome.conflicts {
            conflict.kept = Some(kept.clone());
        }
        Ok(())
    }
}

/// A number in the style of the file, where it was typed in another. A number with three decimals alone
/// could be thousands for the next reader: it gets a fourth.
pub fn in_style(column: Column, text: &str, decimal: Decimal) -> Option<String> {
    let text = input::document::trimmed(text);
    match meaning(column, text, Some(decimal)) {
        Ok(Meaning::Cell(_)) if input::number::tell(text.as_bytes()) == input::number::Telling::Ambiguous => {
            Some(format!("{text}0"))
        }
        Err(Fault::OtherDecimalStyle) => match meaning(column, text, None) {
            Ok(Meaning::Cell(Cell::Number(value))) => {
                let written = value.to_string().replace('.', &decimal.mark().to_string());
                Some(if input::number::tell(written.as_bytes()) == input::number::Telling::Ambiguous {
                    format!("{written}0")
                } else {
                    written
                })
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether two texts of a cell mean the same: a spreadsheet program writes 12,50 as 12,5.
pub fn same(column: Column, a: &str, b: &str) -> bool {
    let (a, b) = (input::document::trimmed(a), input::document::trimmed(b));
    a == b || matches!((meaning(column, a, None), meaning(column, b, None)), (Ok(a), Ok(b)) if a == b)
}

/// The decimal sign of a file: what its cells tell, else what its delimiter goes with.
fn decimal_of(document: &Document, options: &Options, setting: Setting) -> Decimal {
    let told = options.decimal.or_else(|| document.table(options).ok().and_then(|table| table.decimal));
    told.unwrap_or(match (document.dialect().delimiter, setting.language) {
        (b';', _) => Decimal::Comma,
        (b',', _) | (_, Language::English) => Decimal::Point,
        (_, Language::Dutch) => Decimal::Comma,
    })
}

/// The columns that `score` appends.
fn results() -> Vec<&'static str> {
    super::score::result_names().collect()
}

/// The columns of a new file: who, where, when, and what nearly everyone measures.
fn begin(setting: Setting) -> Document {
    let results = results();
    let columns: Vec<Column> = Column::ALL.iter().copied().filter(|column| column.spec().group == Group::Identity).collect();
    Document::new(&columns, setting.language, &results)
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Document, Error> {
    let results = results();
    Document::read(bytes, &results).map_err(|error| Error::input(path, error))
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error)),
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

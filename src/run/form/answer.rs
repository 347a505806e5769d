//! A verdict on the working day of one row, also while it is being typed.

use std::collections::BTreeMap;

use super::recorded::Memory;
use crate::assess::{Entry, assess, working_days};
use crate::domain::{Cells, Column, Job, Origin, Problem, TaskResult, WorkingDay};
use crate::input::{self, Table};
use crate::run::store::{RowId, Store, in_style};
use crate::run::{Error, Setting, recordings};

/// What is said of a row.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The row's cells, read.
    pub cells: Cells,
    /// What is wrong with the row, each with its column where it has one.
    pub problems: Vec<(Option<Column>, Problem)>,
    /// Its working day; `None` where none of the row's cells can be used.
    pub day: Option<Job>,
    /// Which of the day's tasks the row belongs to.
    task: usize,
}

impl Answer {
    /// The row's task.
    pub fn task(&self) -> Option<&TaskResult> {
        self.day.as_ref()?.tasks.get(self.task)
    }
}

/// A working day with the rows that it was read from.
#[derive(Debug, Clone)]
pub struct Day {
    /// The result.
    pub job: Job,
    /// The rows of each of its tasks.
    pub rows: Vec<Vec<RowId>>,
    /// What is wrong with its rows.
    pub problems: Vec<Problem>,
}

/// Judges rows; remembers what has not changed.
#[derive(Debug)]
pub struct Judge {
    setting: Setting,
    recordings: recordings::Options,
    memory: Memory,
    /// Days by everything that they were judged from.
    days: BTreeMap<String, (Job, Vec<Problem>)>,
}

/// At most so many days are remembered.
const REMEMBERED: usize = 4096;

impl Judge {
    /// Judges with these options for recordings.
    pub fn new(recordings: recordings::Options, setting: Setting) -> Self {
        Self { setting, recordings, memory: Memory::default(), days: BTreeMap::new() }
    }

    /// How recordings are read.
    pub const fn recordings(&self) -> &recordings::Options {
        &self.recordings
    }

    /// What is said of a row with other texts in some of its cells. Nothing is written.
    ///
    /// # Errors
    /// When the file cannot be read with them.
    pub fn answer(&mut self, store: &Store, row: RowId, texts: &[(Column, String)]) -> Result<Answer, Error> {
        let mut document = store.document().clone();
        let Some(at) = store.place(row) else { return Ok(nothing()) };
        for (column, text) in texts {
            let text = in_style(*column, text, store.decimal()).unwrap_or_else(|| text.clone());
            document.set(at, *column, &text, self.setting.language);
        }
        let options = input::Options { decimal: Some(store.decimal()), ..store.options() };
        let table = document.table(&options).map_err(|error| Error::input(store.path(), error))?;
        let number = document.number(at);
        let file = store.path().display().to_string();
        let entries = entries(&file, &table);
        let (mut days, grouping) = working_days(&entries);
        let mut problems: Vec<Problem> = grouping;
        let mut answer = nothing();
        if let Some(read) = table.rows.iter().find(|read| read.number == number) {
            answer.cells = read.cells.clone();
            problems.extend(read.faults.iter().map(|fault| input::problem(&file, &table.header, number, fault)));
            problems.extend(read.broken.map(|fault| input::row_problem(&file, number, fault)));
        }
        if let Some((day, task)) = find(&mut days, number) {
            let (job, of_day) = self.judge(day);
            problems.extend(of_day);
            answer.day = Some(job);
            answer.task = task;
        }
        problems.retain(|problem| problem.row == Some(number));
        let column = |problem: &Problem| column(problem, &table);
        answer.problems = problems.into_iter().map(|problem| (column(&problem), problem)).collect();
        Ok(answer)
    }

    /// Every working day of the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn days(&mut self, store: &Store) -> Result<Vec<Day>, Error> {
        let table = store.table()?;
        let file = store.path().display().to_string();
        let entries = entries(&file, &table);
        let (mut days, grouping) = working_days(&entries);
        let faults = table.rows.iter().flat_map(|row| {
            let faults = row.faults.iter().map(|fault| input::problem(&file, &table.header, row.number, fault));
            faults.chain(row.broken.map(|fault| input::row_problem(&file, row.number, fault))).collect::<Vec<_>>()
        });
        let all: Vec<Problem> = faults.chain(grouping).collect();
        let judged = days.iter_mut().map(|day| {
            let rows: Vec<Vec<RowId>> = day
                .tasks
                .iter()
                .map(|task| task.origins.iter().filter_map(|origin| store.row_at(origin.row)).collect())
                .collect();
            let of_day = |problem: &&Problem| {
                day.tasks.iter().flat_map(|task| &task.origins).any(|origin| Some(origin.row) == problem.row)
            };
            let mut problems: Vec<Problem> = all.iter().filter(of_day).cloned().collect();
            let (job, found) = self.judge(day);
            problems.extend(found);
            Day { job, rows, problems }
        });
        Ok(judged.collect())
    }

    fn judge(&mut self, day: &mut WorkingDay) -> (Job, Vec<Problem>) {
        let mut problems = Vec::new();
        for task in &mut day.tasks {
            problems.extend(self.memory.read(task, &self.recordings));
        }
        // Everything that the verdict rests on is in the day.
        let key = format!("{day:?}");
        let (job, found) = if let Some(known) = self.days.get(&key) {
            known.clone()
        } else {
            let judged = assess(day, self.setting.context());
            if self.days.len() >= REMEMBERED {
                self.days.clear();
            }
            self.days.insert(key, judged.clone());
            judged
        };
        problems.extend(found);
        (job, problems)
    }
}

fn nothing() -> Answer {
    Answer { cells: Cells::default(), problems: Vec::new(), day: None, task: 0 }
}

fn entries(file: &str, table: &Table) -> Vec<Entry> {
    let sound = table.rows.iter().filter(|row| row.broken.is_none());
    sound
        .map(|row| Entry {
            origin: Origin { file: file.to_owned(), row: row.number },
            cells: row.cells.clone(),
            texts: row.texts.clone(),
            date: row.date,
        })
        .collect()
}

/// The day and the task with this row.
fn find(days: &mut [WorkingDay], number: u64) -> Option<(&mut WorkingDay, usize)> {
    days.iter_mut().find_map(|day| {
        let task = day.tasks.iter().position(|task| task.origins.iter().any(|origin| origin.row == number))?;
        Some((day, task))
    })
}

/// The column of a problem, which names it as it stands in the file or by its key.
fn column(problem: &Problem, table: &Table) -> Option<Column> {
    let name = problem.column.as_deref()?;
    Column::from_name(name)
        .or_else(|| Column::from_name(&input::document::name(name)))
        .or_else(|| table.header.columns().iter().find(|column| table.header.name(*column) == name))
}

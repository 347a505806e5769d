//! Rows into tasks and working days: repeats averaged, tasks put together, nothing lost.

use crate::domain::column::Kind;
use crate::domain::doubt::Basis;
use crate::domain::task::ASSUMED_WORKDAY_HOURS;
use crate::domain::{Cell, Cells, Column, ColumnSet, Date, Doubt, Origin, Phrase, Problem, Task, WorkingDay};

/// Counts of work sampling: repeats are pooled, which averages their share by what each observed.
const POOLED: [Column; 3] = [Column::TrunkObservations, Column::TrunkObservationsGe45, Column::TrunkObservationsGe60];

/// One row of a task file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it stands.
    pub origin: Origin,
    /// Its cells.
    pub cells: Cells,
    /// The words of its filled text columns.
    pub texts: Vec<(Column, String)>,
    /// Its date.
    pub date: Option<Date>,
}

impl Entry {
    fn text(&self, column: Column) -> &str {
        self.texts.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str())
    }

    /// One exposure group on one date is one working day. Without a group it is the workstation
    /// and the job, within their department.
    fn day(&self) -> (Vec<String>, Option<Date>) {
        let group = match self.text(Column::ExposureGroup) {
            "" => [Column::Organisation, Column::Department, Column::Workstation, Column::Job].map(|c| self.name(c)).to_vec(),
            _ => vec![self.name(Column::ExposureGroup)],
        };
        (group, self.date)
    }

    /// Rows of a day that share these are repeated measurements of one task.
    fn task(&self) -> [String; 4] {
        [Column::Workstation, Column::Job, Column::Task, Column::Vehicle].map(|column| self.name(column))
    }

    /// A name as it is compared: case and blanks around it are ignored.
    fn name(&self, column: Column) -> String {
        self.text(column).trim().to_lowercase()
    }
}

/// Groups rows into working days, in the order in which the days first appear.
pub fn working_days(entries: &[Entry]) -> (Vec<WorkingDay>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut days: Vec<Vec<&Entry>> = Vec::new();
    let mut place_of = std::collections::BTreeMap::new();
    for entry in entries {
        let place = *place_of.entry(entry.day()).or_insert_with(|| {
            days.push(Vec::new());
            days.len() - 1
        });
        days[place].push(entry);
    }
    let days = days.iter().map(|entries| working_day(entries, &mut problems)).collect();
    (days, problems)
}

fn working_day(entries: &[&Entry], problems: &mut Vec<Problem>) -> WorkingDay {
    let mut repeats: Vec<Vec<&Entry>> = Vec::new();
    let mut place_of = std::collections::BTreeMap::new();
    for &entry in entries {
        let place = *place_of.entry(entry.task()).or_insert_with(|| {
            repeats.push(Vec::new());
            repeats.len() - 1
        });
        repeats[place].push(entry);
    }
    let tasks: Vec<Task> = repeats.iter().map(|rows| task(rows, problems)).collect();
    let workday = workday_hours(entries, problems);
    let workday_hours = workday.unwrap_or(ASSUMED_WORKDAY_HOURS);
    let shared = |column| {
        let mut words = entries.iter().map(|entry| entry.text(column)).filter(|words| !words.is_empty()).collect::<Vec<_>>();
        words.sort_unstable();
        words.dedup();
        words.join(", ")
    };
    let group = match entries[0].text(Column::ExposureGroup) {
        "" => [shared(Column::Workstation), shared(Column::Job)]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join(" / "),
        group => group.to_owned(),
    };
    WorkingDay {
        organisation: shared(Column::Organisation),
        department: shared(Column::Department),
        workstation: shared(Column::Workstation),
        job: shared(Column::Job),
        exposure_group: group,
        date: entries[0].date,
        workday_hours,
        workday_hours_assumed: workday.is_none(),
        overfull: is_overfull(&tasks, workday_hours, problems),
        tasks,
    }
}

/// The length of the day. Rows of one day that contradict the first are problems.
fn workday_hours(entries: &[&Entry], problems: &mut Vec<Problem>) -> Option<f64> {
    let mut stated: Option<(f64, &Entry)> = None;
    for entry in entries {
        let Some(hours) = entry.cells.number(Column::WorkdayHours) else { continue };
        match stated {
            None => stated = Some((hours, entry)),
            Some((first, row)) if (first - hours).abs() > f64::EPSILON => problems.push(problem(
                &entry.origin,
                Column::WorkdayHours,
                hours,
                Phrase::new("assess.expected.same_workday").exact("hours", first).exact("row", row.origin.row as f64),
                Phrase::new("assess.remedy.same_workday"),
            )),
            Some(_) => {}
        }
    }
    stated.map(|(hours, _)| hours)
}

/// Whether the tasks together take longer than the day; the row that goes over it is named.
fn is_overfull(tasks: &[Task], workday_hours: f64, problems: &mut Vec<Problem>) -> bool {
    // A minute of slack: hours are entered in decimals of a sixtieth.
    const SLACK: f64 = 1.0 / 60.0;
    let mut total = 0.0;
    let mut overfull = false;
    for task in tasks {
        let Some(hours) = task.cells.number(Column::TaskHours) else { continue };
        total += hours;
        if total > workday_hours + SLACK && !overfull {
            overfull = true;
            problems.push(problem(
                &task.origins[0],
                Column::TaskHours,
                hours,
                Phrase::new("assess.expected.day_holds").exact("hours", workday_hours).exact("total", total),
                Phrase::new("assess.remedy.day_holds"),
            ));
        }
    }
    overfull
}

fn problem(origin: &Origin, column: Column, found: f64, expected: Phrase, remedy: Phrase) -> Problem {
    Problem {
        file: origin.file.clone(),
        row: Some(origin.row),
        column: Some(column.key().to_owned()),
        found: found.to_string(),
        expected,
        remedy,
    }
}

/// The rows of one task as one task.
fn task(rows: &[&Entry], problems: &mut Vec<Problem>) -> Task {
    let first = rows[0];
    let mut task = Task {
        name: first.text(Column::Task).to_owned(),
        origins: rows.iter().map(|row| row.origin.clone()).collect(),
        cells: first.cells.clone(),
        rejected: rows.iter().fold(ColumnSet::EMPTY, |set, row| set.union(row.cells.rejected())),
        texts: paired(&first.texts),
        assumptions: Vec::new(),
        recorded: crate::domain::task::Recorded::default(),
    };
    if rows.len() == 1 {
        return task;
    }
    for row in &rows[1..] {
        let mut is_new = false;
        for (column, words) in paired(&row.texts) {
            let is_wanted = match column {
                Column::TrunkRecording | Column::VibrationRecording => !task.texts.contains(&(column, words.clone())),
                Column::TrunkReferenceS => is_new,
                _ => task.text(column).is_empty(),
            };
            is_new = is_wanted && column == Column::TrunkRecording;
            if is_wanted {
                task.texts.push((column, words));
                task.cells.set(column, Cell::Filled);
            }
        }
    }
    for &column in Column::ALL {
        let cell = match column.spec().kind {
            Kind::Text | Kind::Date => continue,
            Kind::Number(..) => average(rows, column),
            Kind::Choice { ordered, .. } => agreed(rows, column, ordered, &mut task.assumptions, problems),
        };
        task.cells.set(column, cell);
        if let Some(doubt) = doubt(rows, column, cell) {
            task.cells.set_doubt(column, doubt);
        }
    }
    for column in task.rejected.iter() {
        let used = rows.iter().filter(|row| row.cells.is_filled(column)).count();
        if used > 0 {
            let line = Phrase::new("assess.assumed.part_of_repeats").named("column", column);
            task.assumptions.push(line.exact("used", used as f64).exact("count", rows.len() as f64));
        }
    }
    task.assumptions.insert(0, Phrase::new("assess.assumed.averaged").exact("count", rows.len() as f64));
    task
}

/// The words of a row, with the moment of standing upright right behind the recording that it is of:
/// in a task of several recordings that is how they belong together.
fn paired(texts: &[(Column, String)]) -> Vec<(Column, String)> {
    let upright = texts.iter().find(|(column, _)| *column == Column::TrunkReferenceS);
    let others = texts.iter().filter(|(column, _)| *column != Column::TrunkReferenceS);
    let mut paired: Vec<(Column, String)> = Vec::with_capacity(texts.len());
    for text in others {
        paired.push(text.clone());
        if text.0 == Column::TrunkRecording {
            paired.extend(upright.cloned());
        }
    }
    paired
}

/// The part of the variance of a measuring error that repeats share: the same hands, tape and way
/// of looking. Averaging does not take it away. Ours: half.
const SHARED: f64 = 0.5;

/// The doubt about the average of repeats: what they share stays, of the rest the average of n has
/// the nth part of the variance. A row without a half width has that of the others.
fn doubt(rows: &[&Entry], column: Column, cell: Cell) -> Option<Doubt> {
    let stated: Vec<Doubt> = rows.iter().filter_map(|row| row.cells.doubt(column)).collect();
    if stated.contains(&Doubt::Unusable) {
        return Some(Doubt::Unusable);
    }
    if let Cell::Choice(_) = cell {
        // Of words the less favourable counts, and what its row says of it.
        return rows.iter().filter(|row| row.cells.get(column) == cell).find_map(|row| row.cells.doubt(column));
    }
    let halves: Vec<f64> =
        stated.iter().filter_map(|doubt| if let Doubt::HalfWidth(half, _) = doubt { Some(*half) } else { None }).collect();
    let count = rows.iter().filter(|row| row.cells.number(column).is_some()).count() as f64;
    if halves.is_empty() || count < 1.0 {
        return None;
    }
    let entered = stated.iter().any(|doubt| matches!(doubt, Doubt::HalfWidth(_, Basis::Entered)));
    let basis = if entered { Basis::Entered } else { Basis::Profile };
    let square = halves.iter().map(|half| half * half).sum::<f64>() / halves.len() as f64;
    let half = match column {
        // The heaviest is one of them; a sum of counts has the errors of all.
        Column::LoadMaxKg => square.sqrt(),
        _ if POOLED.contains(&column) => (square * count).sqrt(),
        _ => (square * (SHARED + (1.0 - SHARED) / count)).sqrt(),
    };
    Some(Doubt::HalfWidth(half, basis))
}

fn average(rows: &[&Entry], column: Column) -> Cell {
    let numbers: Vec<f64> = rows.iter().filter_map(|row| row.cells.number(column)).collect();
    if numbers.is_empty() {
        return if rows.iter().any(|row| row.cells.is_rejected(column)) { Cell::Rejected } else { Cell::Empty };
    }
    if column == Column::LoadMaxKg {
        return Cell::Number(numbers.iter().copied().fold(0.0, f64::max));
    }
    let sum: f64 = numbers.iter().sum();
    if !POOLED.contains(&column) {
        return Cell::Number(sum / numbers.len() as f64);
    }
    // A count belongs to the observations of its own row: where a repeat lacks one of the two,
    // the pooled share would be of something else.
    let is_paired = |row: &&Entry| row.cells.is_filled(column) == row.cells.is_filled(Column::TrunkObservations);
    if rows.iter().all(is_paired) { Cell::Number(sum) } else { Cell::Rejected }
}

/// Repeats that chose different words: the less favourable one, said; where no word is less
/// favourable than another, each later row that differs is a problem.
fn agreed(rows: &[&Entry], column: Column, ordered: bool, assumptions: &mut Vec<Phrase>, problems: &mut Vec<Problem>) -> Cell {
    let mut chosen: Option<u8> = None;
    let mut differ = false;
    for row in rows {
        let Some(index) = row.cells.choice(column) else { continue };
        match chosen {
            None => chosen = Some(index),
            Some(first) if first == index => {}
            Some(first) if ordered => {
                differ = true;
                chosen = Some(first.max(index));
            }
            Some(first) => problems.push(Problem {
                file: row.origin.file.clone(),
                row: Some(row.origin.row),
                column: Some(column.key().to_owned()),
                found: word(column, index).to_owned(),
                expected: Phrase::new("assess.expected.same_word").text("word", word(column, first)),
                remedy: Phrase::new("assess.remedy.same_word"),
            }),
        }
    }
    if differ {
        assumptions.push(Phrase::new("assess.assumed.less_favourable").named("column", column));
    }
    match chosen {
        Some(index) => Cell::Choice(index),
        None if rows.iter().any(|row| row.cells.is_rejected(column)) => Cell::Rejected,
        None => Cell::Empty,
    }
}

/// The English key of a word of a column.
fn word(column: Column, index: u8) -> &'static str {
    match column.spec().kind {
        Kind::Choice { choices, .. } => choices.get(usize::from(index)).map_or("", |choice| choice.key),
        _ => "",
    }
}

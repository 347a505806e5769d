//! A plan of action that people edited, text or workbook, in whatever dialect and language.
//!
//! What people fill in is read: dates and the words to choose from. What cannot be read is a
//! problem, and its text is kept. Everything else is text, for recognising the line again.

use super::dialect::Dialect;
use super::error::Error;
use super::header::clip;
use super::number::{Style, tidy};
use super::places::Places;
use super::record::{self, End};
use super::source::Source;
use super::stream::{Beginning, refuse_other_formats};
use super::{RowFault, date, is_workbook, row_problem, word};
use crate::domain::choice::{Choice, CostClass, PlanStatus};
use crate::domain::plan::{Entered, FollowUp, PlanFile, PlanKind, PlanLine};
use crate::domain::{Arg, Date, Phrase, PlanColumn, Problem};

/// What was read of a plan file.
#[derive(Debug, Default)]
pub struct ReadPlan {
    /// The name of the file, for problems.
    pub file: String,
    /// How it names its columns.
    pub names: Vec<(PlanColumn, String)>,
    /// Its lines.
    pub plan: PlanFile,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How it is written; `None` for a workbook.
    pub dialect: Option<Dialect>,
}

/// The names of the sheet that the report writes, in both languages, lower case.
const SHEETS: [&str; 2] = ["plan van aanpak", "plan of action"];

/// Signs with which a spreadsheet program begins to calculate.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Reads a plan of action. `file` is its name, for problems.
///
/// # Errors
/// When the file cannot be read, or has none of the columns by which a plan is known.
pub fn read(bytes: &[u8], file: &str) -> Result<ReadPlan, Error> {
    let (rows, dialect, problems) = if is_workbook(bytes) {
        (workbook(bytes)?, None, Vec::new())
    } else {
        let (rows, dialect, problems) = text(bytes, file)?;
        (rows, Some(dialect), problems)
    };
    let mut read = lines(rows, file)?;
    file.clone_into(&mut read.file);
    read.dialect = dialect;
    read.problems.extend(problems);
    read.problems.sort_by_key(|problem| problem.row);
    Ok(read)
}

/// A text that a spreadsheet program would take for a formula, made plain text: an apostrophe stands
/// before it, as such programs write it themselves. [`read`] takes it off again.
pub fn guarded(text: &str) -> String {
    if begins_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn begins_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| begins_formula(text)).unwrap_or(text)
}

/// What the words of a value are, in the language of whoever typed them.
///
/// # Errors
/// When `text` is none of the words.
pub fn choice<T>(text: &str, choices: &[Choice], from: fn(u8) -> T) -> Entered<T> {
    let text = tidy(text);
    if text.is_empty() {
        return Entered::Empty;
    }
    match word::find(choices, text.as_bytes(), Style::Open) {
        Some(place) => Entered::Value(from(place)),
        None => Entered::Unread(text.to_owned()),
    }
}

/// The day in a cell.
pub fn day(text: &str) -> Entered<Date> {
    match tidy(text) {
        "" => Entered::Empty,
        text => date::parse(text).map_or_else(|| Entered::Unread(text.to_owned()), Entered::Value),
    }
}

/// What is wrong with `found` in `column`, whose header is `name`.
pub fn problem(file: &str, row: Option<u64>, name: &str, column: PlanColumn, found: &str) -> Problem {
    let (expected, remedy) = match column.kind() {
        PlanKind::Choice(_) if column == PlanColumn::Status => ("input.expected.plan_status", "input.remedy.plan_word"),
        PlanKind::Choice(_) => ("input.expected.plan_cost", "input.remedy.plan_word"),
        PlanKind::Day => ("input.expected.date", "input.remedy.plan_date"),
        PlanKind::Computed | PlanKind::Words => ("input.expected.text", "input.remedy.plan_word"),
    };
    Problem {
        file: file.to_owned(),
        row,
        column: Some(name.to_owned()),
        found: clip(found),
        expected: Phrase::new(expected),
        remedy: Phrase::new(remedy),
    }
}

/// A row number with the filled cells of the row, by their place.
type TextRow = (u64, Vec<(usize, String)>);

#[cfg(feature = "app")]
fn workbook(bytes: &[u8]) -> Result<Vec<TextRow>, Error> {
    super::spreadsheet::texts(bytes, |names| {
        let is_plan = |name: &&String| SHEETS.contains(&name.trim().to_lowercase().as_str());
        names.iter().find(is_plan).or_else(|| names.first()).cloned()
    })
}

#[cfg(not(feature = "app"))]
fn workbook(_: &[u8]) -> Result<Vec<TextRow>, Error> {
    Err(Error::Unsupported(Phrase::new("input.unsupported.workbook")))
}

fn text(bytes: &[u8], file: &str) -> Result<(Vec<TextRow>, Dialect, Vec<Problem>), Error> {
    let mut source = Source::open(bytes)?;
    refuse_other_formats(source.head())?;
    let mut text = Vec::new();
    // UTF-16 becomes half as long again at most.
    source.fill(&mut text, bytes.len() * 2 + 1)?;
    source.sniff(&text);
    let found = Beginning::find(&mut source, &text, |name| PlanColumn::from_name(&word::name(name)).is_some())?;
    let dialect =
        Dialect { delimiter: found.delimiter, line_end: found.line_end, encoding: source.encoding(), ..Dialect::DUTCH };
    let cut = dialect.cut();
    let mut rows = vec![(found.row, found.names.into_iter().enumerate().collect())];
    let mut problems = Vec::new();
    let (mut start, mut number, mut places) = (found.end, found.row, Places::default());
    while start < text.len() {
        let (end, whole) = match cut.end(&text, start, true) {
            End::At(end) => (end, true),
            End::Broken(end) => (end, false),
            End::Beyond => (text.len(), false),
        };
        number += 1;
        let mut record = cut.trim_end(&text[start..end]).to_vec();
        source.settle(&mut record);
        start = end;
        if !whole {
            problems.push(row_problem(file, number, RowFault::AstrayQuote));
        }
        cut.cells(&record, whole, &mut places);
        rows.push((number, record::values(&record, &places).enumerate().collect()));
    }
    Ok((rows, dialect, problems))
}

/// How far down the header may stand, under a title.
const DEEPEST_HEADER: usize = 20;

fn lines(rows: Vec<TextRow>, file: &str) -> Result<ReadPlan, Error> {
    let column = |name: &str| PlanColumn::from_name(&word::name(name));
    let known = |row: &TextRow| row.1.iter().filter(|(_, name)| column(name).is_some()).count();
    let at = rows.iter().take(DEEPEST_HEADER).position(|row| known(row) >= 3).unwrap_or(0);
    let Some((_, names)) = rows.get(at) else { return Err(Error::Refused(Phrase::new("input.refused.empty"))) };
    let mut columns: Vec<(usize, PlanColumn, String)> = Vec::new();
    let mut extra: Vec<(usize, String)> = Vec::new();
    for (place, name) in names {
        match column(name) {
            Some(column) if columns.iter().any(|(_, known, _)| *known == column) => {
                let phrase = Phrase::new("input.refused.plan_same_column").text("column", clip(tidy(name)));
                return Err(Error::Refused(phrase));
            }
            Some(column) => columns.push((*place, column, tidy(name).to_owned())),
            None if tidy(name).is_empty() => {}
            None => extra.push((*place, tidy(name).to_owned())),
        }
    }
    let tells = [PlanColumn::Id, PlanColumn::Measure, PlanColumn::MeasureId];
    if !columns.iter().any(|(_, column, _)| tells.contains(column)) {
        let found = names.iter().filter(|(_, name)| !name.is_empty()).take(20).map(|(_, name)| Arg::Text(clip(name)));
        return Err(Error::Refused(Phrase::new("input.refused.no_plan").with("found", Arg::List(found.collect()))));
    }
    let mut read = ReadPlan::default();
    for (row, cells) in rows.into_iter().skip(at + 1) {
        let text = |place: usize| cells.iter().find(|(at, _)| *at == place).map_or("", |(_, text)| unguarded(tidy(text)));
        let filled = |(place, column, _): &(usize, PlanColumn, String)| {
            let text = text(*place);
            (!text.is_empty()).then(|| (*column, text.to_owned()))
        };
        let cells: Vec<(PlanColumn, String)> = columns.iter().filter_map(filled).collect();
        let own: Vec<String> = extra.iter().map(|(place, _)| text(*place).to_owned()).collect();
        if cells.is_empty() && own.iter().all(String::is_empty) {
            continue;
        }
        let mut line = PlanLine { row, cells, follow: FollowUp { extra: own, ..FollowUp::default() } };
        for (column, text) in &line.cells {
            if !set(&mut line.follow, *column, text) {
                let name = columns.iter().find(|(_, known, _)| known == column).map_or(column.key(), |(.., name)| name);
                read.problems.push(problem(file, Some(row), name, *column, text));
            }
        }
        read.plan.lines.push(line);
    }
    read.names = columns.into_iter().map(|(_, column, name)| (column, name)).collect();
    read.plan.extra = extra.into_iter().map(|(_, name)| name).collect();
    Ok(read)
}

/// Sets what a person fills in; `false` if it cannot be read, and is kept as it came. A computed
/// column is of no matter.
pub fn set(follow: &mut FollowUp, column: PlanColumn, text: &str) -> bool {
    fn is_read<T>(entered: &Entered<T>) -> bool {
        !matches!(entered, Entered::Unread(_))
    }
    let words = || tidy(text).to_owned();
    match column {
        PlanColumn::Action => follow.action = words(),
        PlanColumn::Owner => follow.owner = words(),
        PlanColumn::Remark => follow.remark = words(),
        PlanColumn::Due => {
            follow.due = day(text);
            return is_read(&follow.due);
        }
        PlanColumn::Remeasure => {
            follow.remeasure = day(text);
            return is_read(&follow.remeasure);
        }
        PlanColumn::Cost => {
            follow.cost = choice(text, CostClass::CHOICES, CostClass::from_index);
            return is_read(&follow.cost);
        }
        PlanColumn::Status => {
            follow.status = choice(text, PlanStatus::CHOICES, PlanStatus::from_index);
            return is_read(&follow.status);
        }
        _ => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> ReadPlan {
        read(text.as_bytes(), "plan.csv").expect("a plan")
    }

    #[test]
    fn both_languages_and_every_dialect_say_the_same() {
        let dutch = plan(
            "id;Maatregel;Gereed op;Status;Kostenklasse;Verantwoordelijke\r\nL05-2;hoogte;1-6-2027;In uitvoering;middel;Jan\r\n",
        );
        let english = plan("id,measure,due,status,cost_class,owner\nL05-2,hoogte,2027-06-01,in_progress,medium,Jan\n");
        let windows = encoding_rs::WINDOWS_1252
            .encode("id\tmeasure\tdue\tstatus\tcost class\towner\nL05-2\thoogte\t01/06/2027\tin progress\tMedium\tJan\n")
            .0;
        let third = read(&windows, "x").expect("a plan");
        for read in [&dutch, &english, &third] {
            assert!(read.problems.is_empty(), "{:?}", read.problems);
            let follow = &read.plan.lines[0].follow;
            assert_eq!(follow.due, Entered::Value(Date::new(2027, 6, 1).expect("a day")));
            assert_eq!((follow.status(), follow.cost.value()), (PlanStatus::InProgress, Some(CostClass::Medium)));
            assert_eq!((follow.owner.as_str(), read.plan.lines[0].row), ("Jan", 2));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_kept() {
        let read = plan("id;gereed op;status;budget\nL05-2;eind juni;bijna;12 k\n");
        let follow = &read.plan.lines[0].follow;
        assert_eq!(follow.due, Entered::Unread("eind juni".to_owned()));
        assert_eq!(follow.status, Entered::Unread("bijna".to_owned()));
        assert_eq!(
            (read.plan.extra.as_slice(), follow.extra.as_slice()),
            (["budget".to_owned()].as_slice(), ["12 k".to_owned()].as_slice())
        );
        let places: Vec<_> = read.problems.iter().map(|p| (p.row, p.column.as_deref(), p.found.as_str())).collect();
        assert_eq!(places, [(Some(2), Some("gereed op"), "eind juni"), (Some(2), Some("status"), "bijna")]);
    }

    #[test]
    fn a_formula_stays_text_there_and_back() {
        for text in ["=1+1", "@cmd", "'=1", "-5", "''+x", "plain", "'quoted'"] {
            let file = format!("id,owner\nL05-2,\"{}\"\n", guarded(text));
            assert_eq!(plan(&file).plan.lines[0].follow.owner, text);
        }
        assert!(guarded("=1+1").starts_with('\''), "not a formula in a spreadsheet");
    }

    #[test]
    fn a_quote_that_does_not_close_costs_one_line_and_is_named() {
        let read = plan("id;owner\nL05-2;\"Jan\nL06-2;Piet\n");
        assert_eq!(read.problems.len(), 1);
        assert!(read.plan.lines.iter().any(|line| line.follow.owner == "Piet"));
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        let refused = |text: &str| read(text.as_bytes(), "x").err().and_then(|error| error.phrase().map(|phrase| phrase.key));
        assert_eq!(refused("taak;last_kg\nx;1\n"), Some("input.refused.no_plan"));
        assert_eq!(refused("id;owner;verantwoordelijke\n"), Some("input.refused.plan_same_column"));
        assert_eq!(refused(""), Some("input.refused.empty"));
    }
}

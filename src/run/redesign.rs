//! `redesign`: for each row above its limit, what would bring it down.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use super::assess::read_whole;
use super::{Error, Setting};
use crate::assess::redesign::{Change, Limits, MacSteps, Proposal, Redesign, Target, explain, mac_steps, redesign};
use crate::domain::assessment::Takes;
use crate::domain::column::Kind;
use crate::domain::{Arg, Cell, Class, Column, Phrase, Problem};
use crate::input::{Options, Row, read_table_beside};
use crate::text::Catalogue;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task file.
    pub file: PathBuf,
    /// How it is read.
    pub options: Options,
    /// Only this row, the header being row 1.
    pub row: Option<u64>,
    /// What the workplace allows.
    pub limits: Limits,
    /// Where to go.
    pub target: Target,
    /// Language and law.
    pub setting: Setting,
}

/// What would bring one row down.
#[derive(Debug, Clone)]
pub struct RowRedesign {
    /// The row.
    pub row: u64,
    /// Its task.
    pub task: String,
    /// By the NIOSH equation.
    pub niosh: Option<Redesign>,
    /// On the MAC form.
    pub mac: Option<MacSteps>,
    /// Both in phrases.
    pub takes: Vec<Takes>,
}

/// What came of a file.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Rows with something to bring down.
    pub rows: Vec<RowRedesign>,
    /// How many rows were read.
    pub read: u64,
    /// Rows of which a cell could not be used.
    pub rejected: u64,
    /// What is wrong with those.
    pub problems: Vec<Problem>,
}

/// Redesigns the rows of a file.
///
/// # Errors
/// When the file cannot be read or is refused, or has no such row.
pub fn run(request: &Request) -> Result<Found, Error> {
    let bytes = read_whole(&request.file)?;
    let results: Vec<&str> = super::score::result_names().collect();
    let table = read_table_beside(&bytes, &request.options, &results).map_err(|error| Error::input(&request.file, error))?;
    let mut found = Found::default();
    for row in table.rows.iter().filter(|row| request.row.is_none_or(|wanted| wanted == row.number)) {
        found.read += 1;
        found.rejected += u64::from(!row.is_sound());
        found.problems.extend(row.problems(&request.file.display().to_string(), &table.header));
        found.rows.extend(of_row(row, request));
    }
    match request.row {
        Some(wanted) if found.read == 0 => {
            let last = table.rows.last().map_or(1, |row| row.number);
            Err(Error::Usage(Phrase::new("run.redesign.no_row").exact("row", wanted as f64).exact("last", last as f64)))
        }
        _ => Ok(found),
    }
}

fn of_row(row: &Row, request: &Request) -> Option<RowRedesign> {
    let niosh = redesign(&row.cells, &request.limits, request.target);
    let mac = mac_steps(&row.cells);
    let of_niosh = niosh.as_ref().map(|found| explain::of_niosh(found, &row.cells, &request.limits));
    let takes: Vec<Takes> = of_niosh.into_iter().chain(mac.as_ref().map(explain::of_mac)).collect();
    (!takes.is_empty()).then(|| RowRedesign { row: row.number, task: row.text(Column::Task).to_owned(), niosh, mac, takes })
}

/// As Markdown.
pub fn markdown(found: &Found, texts: &Catalogue) -> String {
    let mut page = String::new();
    if found.rows.is_empty() {
        page.push_str(texts.text("run.redesign.nothing"));
        page.push('\n');
    }
    for row in &found.rows {
        let title = Phrase::new("run.redesign.title").text("task", row.task.clone()).exact("row", row.row as f64);
        page.push_str(&format!("## {}\n\n", texts.say(&title)));
        for takes in &row.takes {
            part(takes, texts, &mut page);
        }
    }
    page
}

/// One method's ways, as the report says them too.
fn part(takes: &Takes, texts: &Catalogue, page: &mut String) {
    page.push_str(&format!("{}\n\n", texts.say(&takes.intro)));
    if !takes.rows.is_empty() {
        let with_measures = takes.rows.iter().any(|row| !row.measures.is_empty());
        let mut heads =
            vec![texts.text("takes.change").to_owned(), texts.head(&takes.result), texts.text("takes.class").to_owned()];
        if with_measures {
            heads.push(texts.text("takes.measure").to_owned());
        }
        page.push_str(&format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len())));
        for row in &takes.rows {
            let mut cells =
                vec![changes(&row.changes, texts), texts.say(&row.said_result()), texts.arg(&Arg::Class(row.class))];
            if with_measures {
                cells.push(row.measures.join(" "));
            }
            page.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        page.push('\n');
    }
    for said in takes.remark.iter().chain(&takes.insufficient) {
        page.push_str(&format!("{}\n\n", texts.say(said)));
    }
}

/// The changes in words: `last_kg 12,5 → 8,1`.
fn changes(changes: &[Phrase], texts: &Catalogue) -> String {
    let each: Vec<String> = changes.iter().map(|change| texts.say(change)).collect();
    each.join(&format!(" {} ", texts.text("takes.and")))
}

/// As JSON.
pub fn json(found: &Found) -> Json {
    let rows = found.rows.iter().map(|row| {
        json!({
            "row": row.row,
            "task": row.task,
            "niosh": row.niosh.as_ref().map(|niosh| json!({
                "li": niosh.li,
                "class": niosh.class.key(),
                "target": niosh.target,
                "singles": niosh.singles.iter().map(proposal_json).collect::<Vec<_>>(),
                "pairs": niosh.pairs.iter().map(proposal_json).collect::<Vec<_>>(),
                "insufficient": niosh.insufficient.iter().map(|lever| json!({
                    "column": lever.column.key(), "best": cell_json(lever.column, lever.best), "li": lever.li,
                })).collect::<Vec<_>>(),
            })),
            "mac": row.mac.as_ref().map(|mac| json!({
                "total": mac.total,
                "class": mac.class.key(),
                "steps": mac.steps.iter().map(|step| json!({
                    "changes": [change_json(&step.change)], "total": step.total, "class": step.class.key(),
                })).collect::<Vec<_>>(),
            })),
        })
    });
    json!({"schema": "rugwijzer/redesign/1", "rows": rows.collect::<Vec<_>>()})
}

fn proposal_json(proposal: &Proposal) -> Json {
    json!({
        "changes": proposal.changes.iter().map(change_json).collect::<Vec<_>>(),
        "li": proposal.li,
        "class": Class::key(proposal.class),
        "p_target": proposal.certainty,
        "effort": proposal.effort,
        "measures": proposal.measures,
    })
}

fn change_json(change: &Change) -> Json {
    let column = change.column;
    json!({"column": column.key(), "from": cell_json(column, change.from), "to": cell_json(column, change.to)})
}

fn cell_json(column: Column, cell: Cell) -> Json {
    match (cell, column.spec().kind) {
        (Cell::Number(value), _) => json!(value),
        (Cell::Choice(index), Kind::Choice { choices, .. }) => json!(choices.get(usize::from(index)).map(|choice| choice.key)),
        _ => Json::Null,
    }
}

//! `redesign`: for each row above its limit, what would bring it down.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use super::assess::read_whole;
use super::{Error, Setting};
use crate::assess::redesign::{Change, Limits, MacSteps, Proposal, Redesign, Target, mac_steps, redesign};
use crate::domain::column::Kind;
use crate::domain::{Arg, Cell, Class, Column, Phrase, Unit};
use crate::input::{Options, Row, read_table};
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
}

/// Redesigns the rows of a file.
///
/// # Errors
/// When the file cannot be read or is refused, or has no such row.
pub fn run(request: &Request) -> Result<Found, Error> {
    let bytes = read_whole(&request.file)?;
    let table = read_table(&bytes, &request.options).map_err(|error| Error::input(&request.file, error))?;
    let mut found = Found::default();
    for row in table.rows.iter().filter(|row| request.row.is_none_or(|wanted| wanted == row.number)) {
        found.read += 1;
        found.rejected += u64::from(!row.is_sound());
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
    (niosh.is_some() || mac.is_some()).then(|| RowRedesign {
        row: row.number,
        task: row.text(Column::Task).to_owned(),
        niosh,
        mac,
    })
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
        if let Some(niosh) = &row.niosh {
            niosh_part(niosh, texts, &mut page);
        }
        if let Some(mac) = &row.mac {
            mac_part(mac, texts, &mut page);
        }
    }
    page
}

fn niosh_part(niosh: &Redesign, texts: &Catalogue, page: &mut String) {
    let now = match niosh.li {
        Some(li) => Phrase::new("run.redesign.niosh").against("li", li, Unit::None, niosh.target),
        None => Phrase::new("run.redesign.niosh_beyond"),
    };
    let now = now.with("class", Arg::Class(niosh.class)).exact("target", niosh.target);
    page.push_str(&format!("{}\n\n", texts.say(&now)));
    let say = |key: &'static str| texts.text(key);
    if !niosh.singles.is_empty() || !niosh.pairs.is_empty() {
        page.push_str(&format!(
            "| {} | {} | {} | {} |\n|---|---|---|---|\n",
            say("run.redesign.change"),
            say("run.redesign.index"),
            say("run.redesign.class"),
            say("run.redesign.measure")
        ));
        for proposal in niosh.singles.iter().chain(&niosh.pairs) {
            page.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                changes(&proposal.changes, texts),
                texts.arg(&Arg::Against(proposal.li, Unit::None, niosh.target)),
                texts.arg(&Arg::Class(proposal.class)),
                measures(proposal),
            ));
        }
        page.push('\n');
    }
    if niosh.singles.is_empty() && niosh.pairs.is_empty() {
        page.push_str(&format!("{}\n\n", say("run.redesign.no_way")));
    }
    if !niosh.insufficient.is_empty() {
        let list = niosh.insufficient.iter().map(|lever| {
            let at =
                Phrase::new("run.redesign.best").column("column", lever.column).with("value", cell(lever.column, lever.best));
            Arg::Phrase(match lever.li {
                Some(li) => at.phrase("index", Phrase::new("run.redesign.then").number("li", li, Unit::None)),
                None => at.phrase("index", Phrase::new("run.redesign.then_beyond")),
            })
        });
        let line = Phrase::new("run.redesign.insufficient").with("list", Arg::List(list.collect()));
        page.push_str(&format!("{}\n\n", texts.say(&line)));
    }
}

fn mac_part(mac: &MacSteps, texts: &Catalogue, page: &mut String) {
    let now = Phrase::new("run.redesign.mac").exact("total", mac.total).with("class", Arg::Class(mac.class));
    page.push_str(&format!("{}\n\n", texts.say(&now)));
    if mac.steps.is_empty() {
        return;
    }
    page.push_str(&format!(
        "| {} | {} | {} |\n|---|---|---|\n",
        texts.text("run.redesign.change"),
        texts.text("run.redesign.total"),
        texts.text("run.redesign.class")
    ));
    for step in &mac.steps {
        let total = texts.arg(&Arg::Exact(step.total));
        page.push_str(&format!("| {} | {total} | {} |\n", changes(&[step.change], texts), texts.arg(&Arg::Class(step.class))));
    }
    page.push('\n');
}

fn measures(proposal: &Proposal) -> String {
    proposal.measures.join(" ")
}

/// The changes in words: `last_kg 12,5 → 8,1`.
fn changes(changes: &[Change], texts: &Catalogue) -> String {
    let each = changes.iter().map(|change| {
        texts.say(
            &Phrase::new("run.redesign.step")
                .column("column", change.column)
                .with("from", cell(change.column, change.from))
                .with("to", cell(change.column, change.to)),
        )
    });
    each.collect::<Vec<_>>().join(&format!(" {} ", texts.text("run.redesign.and")))
}

fn cell(column: Column, cell: Cell) -> Arg {
    match (cell, column.spec().kind) {
        (Cell::Number(value), Kind::Number(unit, _)) => Arg::Number(value, unit),
        (Cell::Choice(index), _) => Arg::Choice(column, index),
        _ => Arg::Phrase(Phrase::new("run.redesign.empty")),
    }
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

//! Which row is which after another program saved the file.

use std::collections::BTreeMap;

use super::RowId;
use crate::domain::{Cell, Column};
use crate::input::{Decimal, Document, Meaning, meaning};

/// What names a row for people.
const IDENTITY: [Column; 8] = [
    Column::Organisation,
    Column::Department,
    Column::Workstation,
    Column::Job,
    Column::Task,
    Column::Date,
    Column::Vehicle,
    Column::Measurement,
];

/// A row by what its cells mean, under their names.
type Content = Vec<(String, String)>;

/// The ids of the rows of `theirs`: those of `mine` that are still the same row, new ones for the rest.
///
/// Rows with the same content are the same, wherever they stand now (a spreadsheet sorts). Of the rest,
/// those are the same that have the same names and are alone in that; then those between the same two
/// neighbours, if at least half of their cells agree. Nothing else is guessed: a change of a row that is
/// not found is refused.
pub(super) fn align(mine: &Document, ids: &[RowId], theirs: &Document, next: &mut u64, decimal: Decimal) -> Vec<RowId> {
    let ours: Vec<Content> = (0..mine.len()).map(|at| content(mine, at, decimal)).collect();
    let others: Vec<Content> = (0..theirs.len()).map(|at| content(theirs, at, decimal)).collect();
    let mut found: Vec<Option<usize>> = vec![None; others.len()];
    let mut taken = vec![false; ours.len()];
    // Of several equal rows it does not matter which is which: in order.
    let all = |count: usize| (0..count).collect::<Vec<_>>();
    for (at, place) in equal(&ours, &all(ours.len()), &others, &all(others.len()), Content::clone, false) {
        found[place] = Some(at);
        taken[at] = true;
    }
    let rest = |taken: &[bool]| (0..ours.len()).filter(|at| !taken[*at]).collect::<Vec<_>>();
    let open = |found: &[Option<usize>]| (0..others.len()).filter(|place| found[*place].is_none()).collect::<Vec<_>>();
    for (at, place) in equal(&ours, &rest(&taken), &others, &open(&found), names, true) {
        found[place] = Some(at);
        taken[at] = true;
    }
    for place in open(&found) {
        let before = place.checked_sub(1).and_then(|place| found[place]);
        let candidate = if place == 0 { Some(0) } else { before.map(|at| at + 1) };
        if let Some(at) = candidate.filter(|at| *at < ours.len() && !taken[*at])
            && alike(&ours[at], &others[place])
        {
            found[place] = Some(at);
            taken[at] = true;
        }
    }
    let mut fresh = || {
        *next += 1;
        RowId(*next - 1)
    };
    found.into_iter().map(|at| at.map_or_else(&mut fresh, |at| ids[at])).collect()
}

/// Pairs of rows with the same key. `alone`: only where one row on each side has it.
fn equal<K: Ord>(
    ours: &[Content],
    rest: &[usize],
    others: &[Content],
    open: &[usize],
    key: impl Fn(&Content) -> K,
    alone: bool,
) -> Vec<(usize, usize)> {
    let mut by_key: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for &at in rest {
        by_key.entry(key(&ours[at])).or_default().0.push(at);
    }
    for &place in open {
        by_key.entry(key(&others[place])).or_default().1.push(place);
    }
    let usable = by_key.into_values().filter(|(a, b)| !alone || a.len() == 1 && b.len() == 1);
    usable.flat_map(|(a, b)| a.into_iter().zip(b)).collect()
}

fn content(document: &Document, at: usize, decimal: Decimal) -> Content {
    let header = document.header();
    let mut content: Content = header
        .names()
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let text = document.value(at, place);
            match Column::from_name(&crate::input::document::name(name)) {
                Some(column) => (column.key().to_owned(), canonical(column, &text, decimal)),
                None => (name.clone(), text),
            }
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    content.sort();
    content
}

/// What a cell means, as text: the same for `12,50` and `12,5`, `ja` and `yes`.
fn canonical(column: Column, text: &str, decimal: Decimal) -> String {
    match meaning(column, text, Some(decimal)) {
        Ok(Meaning::Cell(Cell::Number(value))) => value.to_string(),
        Ok(Meaning::Cell(Cell::Choice(place))) => place.to_string(),
        Ok(Meaning::Date(date)) => date.to_string(),
        Ok(_) | Err(_) => text.to_owned(),
    }
}

fn names(content: &Content) -> Vec<String> {
    let named = |column: &Column| {
        content.iter().find(|(name, _)| name == column.key()).map_or_else(String::new, |(_, text)| text.clone())
    };
    IDENTITY.iter().map(named).collect()
}

/// Whether at least half of the cells of two rows agree.
fn alike(a: &Content, b: &Content) -> bool {
    let shared = a.iter().filter(|cell| b.contains(cell)).count();
    !a.is_empty() && shared * 2 >= a.len().max(b.len())
}

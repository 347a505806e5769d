//! The working days ranked, and which hazard gives each its class.

use std::collections::BTreeSet;

use super::{Anchor, BOLD, NOTE, Type, WIDTH, measure, paint};
use crate::domain::Class;
use crate::report::palette::{INK, MUTED, RULE, swatch};

/// The whole picture, its words already in a language.
#[derive(Debug)]
pub(in crate::report) struct Matrix {
    /// What it shows.
    pub(in crate::report) title: String,
    /// The heads of the columns: the day as a whole, then the hazards.
    pub(in crate::report) columns: Vec<String>,
    /// The rows, worst first.
    pub(in crate::report) rows: Vec<Row>,
}

/// One working day.
#[derive(Debug)]
pub(in crate::report) struct Row {
    /// Its place.
    pub(in crate::report) rank: usize,
    /// Its name.
    pub(in crate::report) name: String,
    /// What is said under the name.
    pub(in crate::report) below: String,
    /// A cell for each column.
    pub(in crate::report) cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone)]
pub(in crate::report) struct Cell {
    /// Its class.
    pub(in crate::report) class: Option<Class>,
    /// Its word.
    pub(in crate::report) word: String,
    /// What weakens the class, as a word.
    pub(in crate::report) caveat: Option<String>,
}

/// The room for names, beside many columns and beside few.
const NAMES: [f64; 2] = [196.0, 300.0];
const PITCH: f64 = 56.0;

/// The drawing; `None` without rows.
pub(in crate::report) fn matrix(matrix: &Matrix) -> Option<String> {
    if matrix.rows.is_empty() || matrix.columns.is_empty() {
        return None;
    }
    let names = NAMES[usize::from(matrix.columns.len() < 5)];
    let width = (WIDTH - names) / matrix.columns.len() as f64;
    let sizes = sizes(matrix, width);
    let heads: Vec<Vec<String>> = matrix.columns.iter().map(|head| measure::wrap_bold(head, 11.5, width - 8.0, 2)).collect();
    let top = 36.0;
    let height = top + matrix.rows.len() as f64 * PITCH + 2.0;

    Some(paint(height, &matrix.title, &describe(matrix), |p| {
        for (column, head) in heads.iter().enumerate() {
            let look = Type { bold: column == 0, colour: if column == 0 { INK } else { MUTED }, ..NOTE };
            p.lines(names + (column as f64 + 0.5) * width, 15.0, Anchor::Middle, look, head);
        }
        p.line(&[(0.0, top - 3.0), (WIDTH, top - 3.0)], INK, 1.2);
        for (at, row) in matrix.rows.iter().enumerate() {
            let y = top + at as f64 * PITCH;
            let middle = y + PITCH / 2.0;
            p.text(18.0, middle, Anchor::End, Type { colour: MUTED, ..BOLD }, &row.rank.to_string());
            let name = measure::wrap_bold(&row.name, BOLD.size, names - 34.0, if row.below.is_empty() { 3 } else { 2 });
            if row.below.is_empty() {
                p.lines(26.0, middle, Anchor::Start, BOLD, &name);
            } else {
                let half = name.len() as f64 * BOLD.size * 0.6;
                p.lines(26.0, middle - 7.0, Anchor::Start, BOLD, &name);
                p.text(26.0, middle + half + 1.0, Anchor::Start, NOTE, &measure::fit(&row.below, NOTE.size, names - 34.0));
            }
            for (column, cell) in row.cells.iter().enumerate() {
                draw_cell(p, cell, (names + column as f64 * width + 2.0, y + 3.0), (width - 4.0, PITCH - 6.0), sizes);
            }
            p.line(&[(0.0, y + PITCH), (names - 4.0, y + PITCH)], RULE, 0.8);
        }
    }))
}

/// The type sizes of words and caveats with which no word of any cell is broken or cut.
fn sizes(matrix: &Matrix, width: f64) -> (f64, f64) {
    let room = width - 4.0 - BESIDE;
    let cells = || matrix.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.class.is_some());
    let words: BTreeSet<&str> = cells().map(|cell| cell.word.as_str()).collect();
    let caveats: BTreeSet<&str> = cells().filter_map(|cell| cell.caveat.as_deref()).collect();
    let whole = |word: &&str, size: f64| {
        word.split([' ', '\u{ad}']).all(|piece| measure::bold(piece, size) <= room)
            && !measure::wrap_bold(word, size, room, 2).iter().any(|line| line.ends_with('…'))
    };
    let largest = |largest: f64, fits: &dyn Fn(f64) -> bool| {
        std::iter::successors(Some(largest), |size| Some(size - 0.5)).find(|&size| size <= SMALLEST || fits(size))
    };
    let word = largest(if width < 110.0 { 11.5 } else { 13.0 }, &|size| words.iter().all(|word| whole(word, size)));
    let caveat = largest(CAVEAT, &|size| caveats.iter().all(|words| measure::plain(words, size) <= room));
    (word.unwrap_or(SMALLEST), caveat.unwrap_or(SMALLEST))
}

/// The smallest type that is still read.
const SMALLEST: f64 = 9.0;
/// The type size of a caveat that has room.
const CAVEAT: f64 = 11.0;
/// The room for the mark beside a word, and behind it.
const BESIDE: f64 = 26.0;

fn draw_cell(p: &super::Painter, cell: &Cell, (x, y): (f64, f64), (width, height): (f64, f64), (size, small): (f64, f64)) {
    let colours = swatch(cell.class);
    let middle = y + height / 2.0;
    if cell.class.is_none() {
        let lines = measure::wrap(&cell.word, NOTE.size, width - 6.0, 2);
        p.lines(x + width / 2.0, middle, Anchor::Middle, NOTE, &lines);
        return;
    }
    p.rect(x, y, width, height, colours.fill);
    if cell.caveat.is_some() {
        // Weak ground shows as an inner broken edge, in colour and in grey.
        let (left, right, top, bottom) = (x + 2.5, x + width - 2.5, y + 2.5, y + height - 2.5);
        for (from, to) in [
            ((left, top), (right, top)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
            ((right, top), (right, bottom)),
        ] {
            p.dashed(&[from, to], colours.on_fill, 1.2, 4.0);
        }
    } else {
        p.frame(x, y, width, height, colours.edge, 0.8);
    }
    let look = Type { size, bold: true, colour: colours.on_fill };
    let room = width - BESIDE;
    let words = measure::wrap_bold(&cell.word, size, room, 2);
    let count = words.len() + usize::from(cell.caveat.is_some());
    let leading = size * if count > 2 { 1.08 } else { 1.2 };
    let first = middle - leading * (count - 1) as f64 / 2.0;
    p.mark(
        x + 12.5,
        first + if count == 2 && cell.caveat.is_none() { leading / 2.0 } else { 0.0 },
        10.0,
        cell.class,
        colours.on_fill,
    );
    for (line, words) in words.iter().enumerate() {
        p.text(x + 22.0, first + leading * line as f64, Anchor::Start, look, words);
    }
    if let Some(caveat) = &cell.caveat {
        let note = Type { bold: false, size: small, ..look };
        let words = measure::fit(caveat, small, width - BESIDE);
        p.text(x + 22.0, first + leading * (count - 1) as f64, Anchor::Start, note, &words);
    }
}

fn describe(matrix: &Matrix) -> String {
    let rows = matrix.rows.iter().map(|row| {
        let cells = matrix.columns.iter().zip(&row.cells).map(|(head, cell)| {
            let word = cell.word.replace('\u{ad}', "");
            match &cell.caveat {
                Some(caveat) => format!("{head}: {word} ({caveat})"),
                None => format!("{head}: {word}"),
            }
        });
        format!("{}. {}: {}", row.rank, row.name, cells.collect::<Vec<_>>().join(", "))
    });
    rows.collect::<Vec<_>>().join("; ")
}

//! One row and what is said of it, as bytes.

use std::fmt::Write as _;
use std::path::Path;

use super::piece::Piece;
use super::shown::{CERTAINTY, Columns, Shown};
use super::{Part, Summary, number};
use crate::assess::row::{RowResult, Wanted, judge_into};
use crate::domain::{Cells, Class, Column, Factor, Fault, State};
use crate::guideline::MeasureSet;
use crate::input::{self, CellFault, Decimal, Header, StreamRow};
use crate::method::lifting::rnle::certainty::{Distribution, distribution};
use crate::method::lifting::rnle::input::Document;
use crate::method::{Context, METHODS, Method, Score, Shows};
use crate::text::Catalogue;

/// How many cells of measures are remembered.
const REMEMBERED: usize = 1024;

/// Enough rows to write them out.
const FULL: usize = 1 << 18;

/// Writes rows with their results.
pub(super) struct Writer<'a> {
    file: String,
    header: &'a Header,
    form: Form,
    /// The columns that were asked for; `None` for all.
    chosen: Option<Vec<Shown>>,
    /// Whether so many of them are of the row itself that its cells are found all at once.
    locates: bool,
    /// The methods that these need.
    wanted: Wanted,
    /// The cell of the file's name, ready to write; with it goes the number of the row.
    source: Option<Vec<u8>>,
    texts: &'a Catalogue,
    context: Context,
    /// Whether it is asked how sure rows are.
    certainty: bool,
    /// Cells that were written before: rows that cost the same ask for the same measures.
    measures: Vec<(MeasureSet, Option<Factor>, Vec<u8>)>,
    text: Vec<u8>,
    problems: String,
    summary: Summary,
}

/// How the cells of a method are written.
struct Form {
    delimiter: u8,
    line_end: Piece<2>,
    decimal: Decimal,
    ready: Ready,
    /// For each method the sentences of its reasons, by bit, as they stand in a cell in quotes.
    reasons: Vec<Vec<Vec<u8>>>,
}

/// What is the same in many rows, each cell with the delimiter before it.
#[derive(Default)]
struct Ready {
    /// By class and the method that gave it: both, the state of a row without faults, no problems.
    heads: Vec<Piece<64>>,
    /// By class and state of a method: both.
    judged: Vec<Piece<32>>,
    /// For each method how its cells are written.
    steps: Vec<Vec<Step>>,
    /// Whether provisional, whether incomplete.
    tails: Vec<Piece<16>>,
    /// The cells of all methods in a row in which nothing was entered.
    idle: Vec<u8>,
    /// Where in `idle` those of each method begin, and where the last ends.
    starts: Vec<usize>,
}

/// How the next cells of a method are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// Class and state, which stand side by side, as one piece.
    Judged,
    /// Any other cell.
    One(Shows),
}

/// The steps of a method's columns.
fn steps(method: &Method) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for column in method.score_columns {
        match (steps.last_mut(), column.shows) {
            (Some(last), Shows::State) if *last == Step::One(Shows::Class) => *last = Step::Judged,
            (_, shows) => steps.push(Step::One(shows)),
        }
    }
    steps
}

/// The methods that are needed for columns.
fn wanted(columns: &Columns) -> Wanted {
    let of_all =
        |shown| matches!(shown, Shown::Class | Shown::ClassFrom | Shown::Measures | Shown::Provisional | Shown::Incomplete);
    if columns.iter().any(|(_, shown)| of_all(shown)) {
        return Wanted::ALL;
    }
    let of_one = |shown| if let Shown::Value(method, _) = shown { Some(method) } else { None };
    Wanted::of(columns.iter().filter_map(|(_, shown)| of_one(shown)))
}

impl Ready {
    fn new(delimiter: u8) -> Self {
        let cells = |words: &[&str]| {
            let cell = |word: &&str| [&[delimiter], word.as_bytes()].concat();
            words.iter().map(cell).collect::<Vec<_>>().concat()
        };
        let classes = || [None].into_iter().chain(Class::ALL.map(Some)).map(|class| class.map_or("", Class::key));
        let from = || [""].into_iter().chain(METHODS.iter().map(|method| method.id));
        let heads = classes().flat_map(|class| from().map(move |from| [class, from, State::Assessed.key(), ""]));
        let judged = classes().flat_map(|class| State::ALL.iter().map(move |state| [class, state.key()]));
        let tails = [[false, false], [false, true], [true, false], [true, true]].map(|of| cells(&of.map(yes)));
        Self {
            heads: heads.map(|words| Piece::new(&cells(&words))).collect(),
            judged: judged.map(|words| Piece::new(&cells(&words))).collect(),
            steps: METHODS.iter().map(|method| steps(method)).collect(),
            tails: tails.iter().map(|tail| Piece::new(tail)).collect(),
            idle: Vec::new(),
            starts: vec![0],
        }
    }

    fn head(&self, result: &RowResult) -> &Piece<64> {
        let from = result.class_from.map_or(0, |place| 1 + usize::from(place));
        &self.heads[class_place(result.class) * (METHODS.len() + 1) + from]
    }
}

const fn class_place(class: Option<Class>) -> usize {
    match class {
        None => 0,
        Some(class) => 1 + class as usize,
    }
}

impl Form {
    /// The cells of all methods, each with the delimiter before it.
    fn answers(&self, result: &RowResult, out: &mut Vec<u8>) {
        // The methods between those that answer are idle together.
        let mut done = 0;
        for (place, score) in result.scores() {
            if done < place {
                self.idle(done, place, out);
            }
            self.answer(place, score, out);
            done = place + 1;
        }
        self.idle(done, METHODS.len(), out);
    }

    /// The cells of one method, each with the delimiter before it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "what is the same for all methods of a row is made ready once")]
    fn answer(&self, method: usize, score: &Score, out: &mut Vec<u8>) {
        for step in &self.ready.steps[method] {
            match *step {
                Step::Judged => {
                    let place = class_place(score.class) * State::ALL.len() + score.state as usize;
                    self.ready.judged[place].write(out);
                }
                Step::One(shows) => self.value(Some(self.delimiter), method, score, shows, out),
            }
        }
    }

    /// One cell of one method, behind what stands before it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call takes as long as most cells")]
    fn value(&self, before: Option<u8>, method: usize, score: &Score, shows: Shows, out: &mut Vec<u8>) {
        if let Shows::Number(at) = shows
            && let Some(number) = score.numbers[at]
        {
            return self.number(before, number.value, number.decimals(), out);
        }
        out.extend(before);
        match shows {
            Shows::Number(_) => {}
            Shows::Word => out.extend_from_slice(score.word.as_bytes()),
            Shows::State => out.extend_from_slice(score.state.key().as_bytes()),
            Shows::Class => out.extend_from_slice(score.class.map_or("", Class::key).as_bytes()),
            Shows::Columns | Shows::Reasons if score.marked == 0 => {}
            Shows::Columns => join(out, b" ", METHODS[method].marked(score.marked).map(Column::key)),
            Shows::Reasons => self.reasons(method, score.marked, out),
        }
    }

    /// The cells of the methods from one place to another, of which the row holds nothing.
    fn idle(&self, from: usize, to: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.ready.idle[self.ready.starts[from]..self.ready.starts[to]]);
    }

    /// One cell of a method of which the row holds nothing, without a delimiter.
    fn idle_cell(&self, method: usize, value: usize, out: &mut Vec<u8>) {
        // No word of an idle method holds a delimiter.
        let mut cells =
            self.ready.idle[self.ready.starts[method]..self.ready.starts[method + 1]].split(|byte| *byte == self.delimiter);
        out.extend_from_slice(cells.nth(value + 1).unwrap_or_default());
    }

    /// A number behind what stands before it, in quotes where its decimal comma is also the delimiter.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call takes a third of the time of a number")]
    fn number(&self, before: Option<u8>, value: f64, decimals: u8, out: &mut Vec<u8>) {
        if self.delimiter == b',' && self.decimal == Decimal::Comma {
            out.extend(before);
            number::write(Some(b'"'), value, decimals, self.decimal, out);
            out.push(b'"');
        } else {
            number::write(before, value, decimals, self.decimal, out);
        }
    }

    /// The sentences of reasons, of which there are some.
    fn reasons(&self, method: usize, bits: u32, out: &mut Vec<u8>) {
        out.push(b'"');
        let mut between: &[u8] = b"";
        for (bit, sentence) in self.reasons[method].iter().enumerate() {
            if bits & (1 << bit) != 0 {
                out.extend_from_slice(between);
                out.extend_from_slice(sentence);
                between = b"; ";
            }
        }
        out.push(b'"');
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(file: &Path, header: &'a Header, part: &Part, texts: &'a Catalogue, context: Context) -> Self {
        let sentences = |reasons: fn() -> Vec<crate::domain::Phrase>| {
            let escaped = |reason| {
                let mut sentence = Vec::new();
                escape(&texts.say(reason), &mut sentence);
                sentence
            };
            reasons().iter().map(escaped).collect()
        };
        let mut writer = Self {
            file: file.display().to_string(),
            header,
            form: Form {
                delimiter: part.dialect.delimiter,
                line_end: Piece::new(part.dialect.line_end.bytes()),
                decimal: part.decimal,
                ready: Ready::new(part.dialect.delimiter),
                reasons: METHODS.iter().map(|method| sentences(method.score_reasons)).collect(),
            },
            chosen: (!part.columns.are_all()).then(|| part.columns.iter().map(|(_, shown)| shown).collect()),
            locates: part.columns.iter().filter(|(_, shown)| matches!(shown, Shown::Own(_))).count() > 2,
            wanted: wanted(&part.columns),
            source: part.source.as_deref().map(quoted),
            texts,
            context,
            certainty: part.columns.has_certainty(),
            measures: vec![(MeasureSet::EMPTY, None, Vec::new()); REMEMBERED],
            text: Vec::new(),
            problems: String::new(),
            summary: Summary::default(),
        };
        for (place, method) in METHODS.iter().enumerate() {
            writer.form.answer(place, &(method.score)(&Cells::default(), context), &mut writer.text);
            writer.form.ready.starts.push(writer.text.len());
        }
        writer.form.ready.idle = std::mem::take(&mut writer.text);
        writer
    }

    /// Scores one row and appends it. What `result` held is of no matter.
    pub(super) fn row(&mut self, row: &mut StreamRow<'_>, result: &mut RowResult) {
        judge_into(row.cells(), self.context, self.wanted, result);
        let is_sound = row.is_sound() && result.missing.is_empty();
        let problems = if is_sound {
            self.summary.assessed += 1;
            None
        } else {
            self.summary.rejected += 1;
            Some(self.problems_of(row, result))
        };
        let problems = problems.as_deref();
        if let Some(chosen) = self.chosen.take() {
            if self.locates {
                row.locate();
            }
            self.chosen(&chosen, row, result, problems);
            self.chosen = Some(chosen);
        } else {
            self.all(row, result, problems);
        }
        if let Some(source) = &self.source {
            self.text.push(self.form.delimiter);
            self.text.extend_from_slice(source);
            self.text.push(self.form.delimiter);
            self.text.extend_from_slice(row.number().to_string().as_bytes());
        }
        self.form.line_end.write(&mut self.text);
    }

    /// All columns: those of the row itself, and all results.
    fn all(&mut self, row: &StreamRow<'_>, result: &RowResult, problems: Option<&str>) {
        row.write(self.header, self.form.delimiter, &mut self.text);
        match problems {
            None => self.form.ready.head(result).write(&mut self.text),
            Some(problems) => {
                for shown in [Shown::Class, Shown::ClassFrom, Shown::State] {
                    self.cell(Some(self.form.delimiter), shown, row, result, Some(problems), None);
                }
                self.text.push(self.form.delimiter);
                self.text.extend_from_slice(&quoted(problems));
            }
        }
        self.form.answers(result, &mut self.text);
        self.text.push(self.form.delimiter);
        self.measures(result.measures(), result.leading);
        let incomplete = result.incomplete || problems.is_some();
        self.form.ready.tails[usize::from(result.provisional) * 2 + usize::from(incomplete)].write(&mut self.text);
        if self.certainty {
            let found = distribution(row.cells(), Document::Niosh);
            for at in 0..CERTAINTY.len() {
                self.text.push(self.form.delimiter);
                self.sure(found.as_ref(), at);
            }
        }
    }

    /// The columns that were asked for.
    fn chosen(&mut self, chosen: &[Shown], row: &StreamRow<'_>, result: &RowResult, problems: Option<&str>) {
        let found = if self.certainty { distribution(row.cells(), Document::Niosh) } else { None };
        for (place, shown) in chosen.iter().enumerate() {
            let before = (place > 0).then_some(self.form.delimiter);
            self.cell(before, *shown, row, result, problems, found.as_ref());
        }
    }

    /// One cell, behind what stands before it.
    fn cell(
        &mut self,
        before: Option<u8>,
        shown: Shown,
        row: &StreamRow<'_>,
        result: &RowResult,
        problems: Option<&str>,
        found: Option<&Distribution>,
    ) {
        if let Shown::Value(method, value) = shown
            && let Some(score) = result.score(method)
        {
            let column = METHODS[method].score_columns[value];
            return self.form.value(before, method, score, column.shows, &mut self.text);
        }
        self.text.extend(before);
        match shown {
            Shown::Own(place) => row.write_cell(place, self.header, self.form.delimiter, &mut self.text),
            Shown::Class => self.word(result.class.map_or("", Class::key)),
            Shown::ClassFrom => self.word(result.class_from.map_or("", |place| METHODS[usize::from(place)].id)),
            Shown::State => self.word(if problems.is_none() { State::Assessed.key() } else { State::Rejected.key() }),
            Shown::Problems => self.text.extend_from_slice(&problems.map(quoted).unwrap_or_default()),
            Shown::Value(method, value) => self.form.idle_cell(method, value, &mut self.text),
            Shown::Measures => self.measures(result.measures(), result.leading),
            Shown::Provisional => self.word(yes(result.provisional)),
            Shown::Incomplete => self.word(yes(result.incomplete || problems.is_some())),
            Shown::Certainty(at) => self.sure(found, at),
        }
    }

    /// How sure the index is; nothing where no error is stated.
    fn sure(&mut self, found: Option<&Distribution>, at: usize) {
        let Some(found) = found else { return };
        let [acceptable, increased, high, very_high] = found.classes;
        let shares = [acceptable, increased, high, very_high, found.beyond + found.outside];
        let (value, decimals) = match at {
            0 => (found.index.map(|ends| ends.0), 3),
            1 => (found.index.map(|ends| ends.1), 3),
            _ => (Some(shares[at - 2]), 4),
        };
        if let Some(value) = value {
            self.form.number(None, value, decimals, &mut self.text);
        }
    }

    fn measures(&mut self, measures: MeasureSet, leading: Option<Factor>) {
        let place = (measures.mixed() + leading.map_or(0, |factor| 1 + factor as usize)) % REMEMBERED;
        let (of, led, cell) = &mut self.measures[place];
        if (*of, *led) != (measures, leading) {
            (*of, *led) = (measures, leading);
            cell.clear();
            join(cell, b" ", measures.iter_for(leading));
        }
        self.text.extend_from_slice(cell);
    }

    fn word(&mut self, word: &str) {
        self.text.extend_from_slice(word.as_bytes());
    }

    /// What is wrong with the row: for the listener, and the words of its cell.
    #[cold]
    fn problems_of(&mut self, row: &StreamRow<'_>, result: &RowResult) -> String {
        let missing =
            result.missing.iter().map(|column| CellFault { column, beside: None, fault: Fault::Missing, found: String::new() });
        let mut found: Vec<(String, crate::domain::Problem)> = Vec::new();
        if let Some(fault) = row.broken() {
            found.push((String::new(), input::row_problem(&self.file, row.number(), fault)));
        } else {
            for fault in row.faults().iter().cloned().chain(missing) {
                let key = format!("{}{}", fault.column.key(), fault.beside.map_or("", input::Companion::ending));
                found.push((key, input::problem(&self.file, self.header, row.number(), &fault)));
            }
        }
        let mut cell = String::new();
        for (key, problem) in &found {
            let sentence = super::super::sentence(problem, self.texts);
            if !cell.is_empty() {
                cell.push_str(" | ");
            }
            if !key.is_empty() {
                let _ = write!(cell, "{key}: ");
            }
            cell.push_str(&sentence);
            let _ = writeln!(self.problems, "{}", super::super::line(problem, self.texts));
        }
        cell
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() > FULL
    }

    /// What was written since the last time: rows, and lines for the listener.
    pub(super) fn take(&mut self) -> (Vec<u8>, String) {
        (std::mem::take(&mut self.text), std::mem::take(&mut self.problems))
    }

    /// Buffers to write into again.
    pub(super) fn give_back(&mut self, mut text: Vec<u8>, mut problems: String) {
        text.clear();
        problems.clear();
        self.text = text;
        self.problems = problems;
    }

    pub(super) const fn summary(&self) -> Summary {
        self.summary
    }

    pub(super) fn take_summary(&mut self) -> Summary {
        std::mem::take(&mut self.summary)
    }
}

/// A cell of words, in quotes: it may hold anything.
pub(in crate::run) fn quoted(words: &str) -> Vec<u8> {
    let mut cell = vec![b'"'];
    escape(words, &mut cell);
    cell.push(b'"');
    cell
}

/// What stands between the quotes of a cell.
fn escape(words: &str, out: &mut Vec<u8>) {
    for byte in words.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\"\""),
            // One row stays one line.
            b'\r' | b'\n' => out.push(b' '),
            _ => out.push(byte),
        }
    }
}

fn join(out: &mut Vec<u8>, between: &[u8], words: impl Iterator<Item = &'static str>) {
    for (place, word) in words.enumerate() {
        if place > 0 {
            out.extend_from_slice(between);
        }
        out.extend_from_slice(word.as_bytes());
    }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

//! The methods: one folder a family of documents, one line a method in [`METHODS`].
//!
//! A method answers at two levels, erased into plain function pointers: [`Method::score`] judges
//! one row and allocates nothing, [`Method::day`] judges the tasks of one working day and explains
//! itself. Templates, `explain`, the form, the docs, reports and the meta-tests iterate the registry.

pub mod colours;
pub mod exposures;
pub mod headline;
pub mod lifting;
pub mod posture;
pub mod pushing;
pub mod repeat;
pub mod row;
pub mod score_chart;
pub mod vibration;

pub use headline::{Headline, Spread};

use std::num::NonZeroU8;

use crate::domain::cells::Unmet;
use crate::domain::{
    Arg, Cells, Certainty, Citation, Class, Column, ColumnSet, Factor, FactorSet, Finding, Hazard, Jurisdiction, Phrase, State,
    Threshold, WorkingDay,
};

/// Every method, in the order in which reports treat them.
pub static METHODS: &[&Method] = &[
    &lifting::screening::SCREENING,
    &lifting::rnle::niosh::NIOSH,
    &lifting::mac::MAC,
    &lifting::rnle::composite::COMPOSITE,
    &lifting::rnle::iso11228::ISO_11228,
    &pushing::rapp::RAPP,
    &posture::trunk_flexion::TRUNK_FLEXION,
    &vibration::whole_body::WHOLE_BODY_VIBRATION,
    &exposures::EXPOSURES,
];

/// A method of assessment.
#[derive(Debug)]
pub struct Method {
    /// Its id in JSON, CSV and on the command line.
    pub id: &'static str,
    /// The hazard that it judges.
    pub hazard: Hazard,
    /// Whether it judges a task or a working day.
    pub scope: Scope,
    /// The columns that it reads.
    pub columns: &'static [Column],
    /// The columns of which one that is filled makes it run.
    pub starts: &'static [Column],
    /// Its datasheet in English and in Dutch, Markdown.
    pub datasheet: Datasheet,
    /// Its texts, CSV `key,nl,en`.
    pub text: &'static str,
    /// Its limits; each ladder is in ascending order.
    pub thresholds: &'static [&'static [Threshold]],
    /// The columns that [`Method::score`] answers to. Where all of them are empty it says what it
    /// says of an empty row: *not measured*, whatever the other cells hold.
    pub answers_to: ColumnSet,
    /// The figures that a reader compares, what counts most first.
    pub headlines: &'static [Headline],
    /// The columns that `score` appends for it, in order.
    pub score_columns: &'static [ScoreColumn],
    /// The reasons in [`Score::marked`], by bit.
    pub score_reasons: fn() -> Vec<Phrase>,
    /// Judges one row on its own.
    pub score: fn(&Cells, Context) -> Score,
    /// Whether a row that starts it never lacks a cell that it needs.
    pub lacks_nothing: bool,
    /// The columns whose doubt [`Method::certain`] reckons with.
    pub doubts: &'static [Column],
    /// How sure the classes of one working day are, by the errors of measurement that its cells state.
    /// Nothing where none are stated.
    pub certain: fn(&WorkingDay, Context) -> DayCertainty,
    /// Judges one working day.
    pub day: fn(&WorkingDay, Context) -> DayFindings,
}

impl Method {
    /// The columns that these bits mark.
    pub fn marked(&self, bits: u32) -> impl Iterator<Item = Column> {
        self.starts.iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, &column)| column)
    }
}

/// What a method judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Each task on its own.
    Task,
    /// The working day.
    Day,
}

/// A datasheet in both languages, Markdown, with the headings that `tests/registry.rs` asks for.
#[derive(Debug, Clone, Copy)]
pub struct Datasheet {
    /// English.
    pub en: &'static str,
    /// Dutch.
    pub nl: &'static str,
}

/// What holds for a whole run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// Whose law.
    pub jurisdiction: Jurisdiction,
}

/// A column that a method appends in `score`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreColumn {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub shows: Shows,
}

/// What of a [`Score`] stands in a column. A method's layout is fixed, so that a score holds values only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// One of its numbers, by place.
    Number(usize),
    /// Its word, as it is.
    Word,
    /// Its class.
    Class,
    /// Its state.
    State,
    /// The reasons that it marks: bits of [`Method::score_reasons`], as sentences.
    Reasons,
    /// The columns that it marks: bits of [`Method::starts`], as keys with blanks between them.
    Columns,
}

impl Shows {
    /// What stands in the column that is called `name`.
    pub const fn column(self, name: &'static str) -> ScoreColumn {
        ScoreColumn { name, shows: self }
    }
}

/// A number to be printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// One more than its decimals: with a number that is never nought an [`Option`] is no larger.
    above_decimals: NonZeroU8,
}

impl Number {
    /// `value`, to be printed with so many decimals.
    pub const fn new(value: f64, decimals: u8) -> Self {
        Self { value, above_decimals: NonZeroU8::MIN.saturating_add(decimals) }
    }

    /// How many decimals are printed.
    pub const fn decimals(self) -> u8 {
        self.above_decimals.get() - 1
    }
}

/// What a method says of one row on its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Whether there is an answer.
    pub state: State,
    /// The class, where there is one.
    pub class: Option<Class>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
    /// What was computed.
    pub numbers: [Option<Number>; 2],
    /// A word of the contract; empty if there is none.
    pub word: &'static str,
    /// Reasons or columns, by bit: see [`Shows`].
    pub marked: u32,
    /// What costs most.
    pub leading: Option<Factor>,
    /// Everything that costs.
    pub factors: FactorSet,
    /// What kept the method from its input.
    pub unmet: Unmet,
}

impl Score {
    /// A score without an answer.
    pub const fn without(state: State) -> Self {
        Self {
            state,
            class: None,
            provisional: false,
            numbers: [None; 2],
            word: "",
            marked: 0,
            leading: None,
            factors: FactorSet::EMPTY,
            unmet: Unmet { missing: ColumnSet::EMPTY, rejected: ColumnSet::EMPTY },
        }
    }

    /// The score of a method that was started but could not read its input.
    pub const fn rejected(unmet: Unmet) -> Self {
        Self { unmet, ..Self::without(State::Rejected) }
    }
}

/// What a method says of a working day.
#[derive(Debug, Clone, Default)]
pub struct DayFindings {
    /// For [`Scope::Task`] one finding for each task of the day, in order; else empty.
    pub tasks: Vec<Finding>,
    /// For [`Scope::Day`] the finding of the day.
    pub day: Option<Finding>,
    /// Needed cells that are empty: the task's place in the day and its columns.
    pub missing: Vec<(usize, ColumnSet)>,
}

/// How sure a method is of a working day.
#[derive(Debug, Clone, Default)]
pub struct DayCertainty {
    /// For [`Scope::Task`] one for each task of the day, in order; else empty.
    pub tasks: Vec<Option<Certainty>>,
    /// For [`Scope::Day`] that of the day.
    pub day: Option<Certainty>,
}

/// For methods that claim nothing of how sure they are.
pub fn unclaimed(_: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty::default()
}

/// The method with this id.
pub fn find(id: &str) -> Option<&'static Method> {
    METHODS.iter().copied().find(|method| method.id == id)
}

/// The sentence for a method that was started but misses cells that it needs.
pub fn unusable(unmet: Unmet) -> Phrase {
    let columns = unmet.missing.union(unmet.rejected).iter().map(Arg::Named).collect();
    Phrase::new("reason.cells_unusable").with("columns", Arg::List(columns))
}

/// The sources that `citations` name, each once, in order.
pub fn cite(citations: &[Citation]) -> Vec<Citation> {
    let mut cited: Vec<Citation> = Vec::new();
    for citation in citations {
        if !cited.contains(citation) {
            cited.push(*citation);
        }
    }
    cited
}

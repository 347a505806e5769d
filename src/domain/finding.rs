//! What a method says of a task or of a working day.

use super::chart::Chart;
use super::{Certainty, Citation, Class, Factor, Figure, Hazard, Phrase, Unit};

/// Whether there is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// There is an answer.
    Assessed,
    /// Nothing was measured, or what was measured could not be used.
    NotMeasured,
    /// The method's conditions are not met.
    NotApplicable,
    /// The exposure is below the guideline's trigger for assessing it.
    BelowTrigger,
    /// In `score` only: what the row says becomes a verdict with the rest of its day.
    PartOfDay,
    /// In `score` only: the method needs a cell that cannot be used.
    Rejected,
}

impl State {
    /// All states, in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::Assessed, Self::NotMeasured, Self::NotApplicable, Self::BelowTrigger, Self::PartOfDay, Self::Rejected];

    /// The key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::NotMeasured => "not_measured",
            Self::NotApplicable => "not_applicable",
            Self::BelowTrigger => "below_trigger",
            Self::PartOfDay => "part_of_day",
            Self::Rejected => "rejected",
        }
    }
}

/// What a method says of a task or of a working day.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The method's id.
    pub method: &'static str,
    /// The hazard that it judges.
    pub hazard: Hazard,
    /// Whether there is an answer.
    pub state: State,
    /// The class, where there is one.
    pub class: Option<Class>,
    /// The method's own words for its answer.
    pub label: Option<Phrase>,
    /// Why the class rests on weak ground; empty if it does not.
    pub provisional: Vec<Phrase>,
    /// Whether something that belongs to this finding could not be assessed.
    pub incomplete: bool,
    /// The numbers, unrounded. Only an assessed finding has any.
    pub figures: Vec<Figure>,
    /// Why there is no answer, or what must be known to read it.
    pub reasons: Vec<Phrase>,
    /// What was taken for cells that are empty.
    pub assumptions: Vec<Phrase>,
    /// How sure the class is, where errors of measurement were stated.
    pub certainty: Option<Certainty>,
    /// What costs most, first.
    pub factors: Vec<Factor>,
    /// The sum, line by line, so that a reader can redo it.
    pub sheet: Vec<Step>,
    /// Drawings.
    pub charts: Vec<Chart>,
    /// Where the method and its limits are printed.
    pub sources: Vec<Citation>,
}

impl Finding {
    /// A finding without an answer yet.
    pub fn new(method: &'static str, hazard: Hazard, state: State) -> Self {
        Self {
            method,
            hazard,
            state,
            class: None,
            label: None,
            provisional: Vec::new(),
            incomplete: false,
            figures: Vec::new(),
            reasons: Vec::new(),
            assumptions: Vec::new(),
            certainty: None,
            factors: Vec::new(),
            sheet: Vec::new(),
            charts: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// The figure under `key`.
    pub fn figure(&self, key: &str) -> Option<&super::Value> {
        self.figures.iter().find(|figure| figure.key == key).map(|figure| &figure.value)
    }
}

/// One line of a calculation sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is determined: `HM`, `grip`, `A(8) x`.
    pub what: Phrase,
    /// How: the formula with its numbers filled in, or the words of the table row.
    pub how: Phrase,
    /// The outcome.
    pub result: Outcome,
    /// A colour for the outcome, where the method gives one.
    pub class: Option<Class>,
}

/// The outcome of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A number.
    Number(f64, Unit),
    /// A word.
    Word(Phrase),
}

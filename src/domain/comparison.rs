//! Before and after: what became of the same work. Data without a language; `assess::compare`
//! fills it, reports print it.

use super::chart::Chart;
use super::{Arg, Class, Column, Date, Hazard, InputFile, Phrase, State, Unit};

/// The work before held against the work after.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Where the two situations come from.
    pub basis: Basis,
    /// The working days: those of after in their order, then those that are gone.
    pub days: Vec<DayChange>,
    /// The changes drawn.
    pub charts: Vec<Chart>,
    /// What must be said of how days and tasks were put beside each other.
    pub notes: Vec<Phrase>,
}

/// Where the two situations come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// From task files of their own: these are the files of before, with their unusable rows.
    Files {
        /// The files of before.
        inputs: Vec<InputFile>,
        /// Rows in them, without wholly empty ones.
        rows: u64,
        /// Rows of which a cell could not be used.
        rejected: u64,
    },
    /// From the same files, by the date of the observation.
    Dates {
        /// When the work before was observed.
        before: Period,
        /// When the work after was observed; `None`: on any other day.
        after: Option<Period>,
    },
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// Whether the day lies in it. A working day without a date lies in none.
    pub fn contains(self, date: Option<Date>) -> bool {
        date.is_some_and(|date| self.first <= date && date <= self.last)
    }
}

/// One working day of one exposure group, before and after.
#[derive(Debug, Clone)]
pub struct DayChange {
    /// Organisation, as entered.
    pub organisation: String,
    /// Department, as entered.
    pub department: String,
    /// Workstation, as entered.
    pub workstation: String,
    /// Job, as entered.
    pub job: String,
    /// The people who do this work in one day.
    pub exposure_group: String,
    /// The day of the observation before.
    pub date_before: Option<Date>,
    /// The day of the observation after.
    pub date_after: Option<Date>,
    /// What became of the day as a whole, with the findings of the day.
    pub change: Change,
    /// What became of its tasks: those of after in their order, then those that are gone.
    pub tasks: Vec<TaskChange>,
}

/// One task, before and after.
#[derive(Debug, Clone)]
pub struct TaskChange {
    /// Its name.
    pub task: String,
    /// What became of it.
    pub change: Change,
}

/// What became of a task or of a working day.
#[derive(Debug, Clone)]
pub struct Change {
    /// How it stood before; `None` where it is new.
    pub before: Option<Standing>,
    /// How it stands after; `None` where it is gone.
    pub after: Option<Standing>,
    /// What that comes to.
    pub outcome: Outcome,
    /// Whether a changed class rests on a change larger than the uncertainty of measuring.
    pub certain: Difference,
    /// Why nothing can be said, where nothing can.
    pub doubts: Vec<Doubt>,
    /// What each method said, where it said anything.
    pub findings: Vec<FindingChange>,
    /// Which cells changed.
    pub cells: Vec<CellChange>,
}

/// The verdict on one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The class, where there is one.
    pub class: Option<Class>,
    /// The method that gave it.
    pub class_from: Option<&'static str>,
    /// Whether it rests on weak ground.
    pub provisional: bool,
    /// Whether something that belongs to it could not be assessed.
    pub incomplete: bool,
    /// Whether there is no class because the exposure is below the guideline's trigger.
    pub below_trigger: bool,
}

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// A lower class, on firm ground on both sides.
    Lower,
    /// A higher class.
    Higher,
    /// The same class.
    Same,
    /// Another class, but the values differ by less than the uncertainty of measuring.
    WithinUncertainty,
    /// Nothing can be said; the doubts say why.
    NotComparable,
    /// It is not among the work after.
    Gone,
    /// It is not among the work before.
    New,
    /// No method judges this task by itself: it counts in the verdict of its day.
    JudgedByDay,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 8] = [
        Self::Lower,
        Self::Higher,
        Self::Same,
        Self::WithinUncertainty,
        Self::NotComparable,
        Self::Gone,
        Self::New,
        Self::JudgedByDay,
    ];

    /// The key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
            Self::Same => "same",
            Self::WithinUncertainty => "within_uncertainty",
            Self::NotComparable => "not_comparable",
            Self::Gone => "gone",
            Self::New => "new",
            Self::JudgedByDay => "judged_by_day",
        }
    }

    /// The key of its words.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Lower => "compare.outcome.lower",
            Self::Higher => "compare.outcome.higher",
            Self::Same => "compare.outcome.same",
            Self::WithinUncertainty => "compare.outcome.within_uncertainty",
            Self::NotComparable => "compare.outcome.not_comparable",
            Self::Gone => "compare.outcome.gone",
            Self::New => "compare.outcome.new",
            Self::JudgedByDay => "compare.outcome.judged_by_day",
        }
    }
}

/// A difference beside the uncertainty of the two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Difference {
    /// There is none.
    None,
    /// It is larger: the 95 % interval of the difference leaves out zero.
    Larger,
    /// It is not larger.
    Within,
    /// Nothing is known of the uncertainty of one of the values.
    NotKnown,
}

impl Difference {
    /// The key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Larger => "larger",
            Self::Within => "within",
            Self::NotKnown => "not_known",
        }
    }
}

/// Why before and after cannot be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What stands in the way.
    pub obstacle: Obstacle,
    /// The methods or tasks that it is about.
    pub about: Vec<Arg>,
}

/// What stands in the way of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Obstacle {
    /// There is no class before.
    NoClassBefore,
    /// There is no class after.
    NoClassAfter,
    /// Before, something could not be assessed.
    IncompleteBefore,
    /// After, something could not be assessed.
    IncompleteAfter,
    /// The class before rests on weak ground.
    ProvisionalBefore,
    /// The class after rests on weak ground.
    ProvisionalAfter,
    /// A method that decides was not applied before.
    MethodMissingBefore,
    /// A method that decided was not applied after.
    MethodMissingAfter,
    /// The class before is only known to be at least that high: beyond the range of a method.
    BeyondRangeBefore,
    /// The class after is only known to be at least that high: beyond the range of a method.
    BeyondRangeAfter,
    /// The class fell because a task is not among the work after.
    TaskGone,
    /// The class rose because of a task that is not among the work before.
    TaskNew,
}

impl Obstacle {
    /// The key in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoClassBefore => "no_class_before",
            Self::NoClassAfter => "no_class_after",
            Self::IncompleteBefore => "incomplete_before",
            Self::IncompleteAfter => "incomplete_after",
            Self::ProvisionalBefore => "provisional_before",
            Self::ProvisionalAfter => "provisional_after",
            Self::MethodMissingBefore => "method_missing_before",
            Self::MethodMissingAfter => "method_missing_after",
            Self::BeyondRangeBefore => "beyond_range_before",
            Self::BeyondRangeAfter => "beyond_range_after",
            Self::TaskGone => "task_gone",
            Self::TaskNew => "task_new",
        }
    }
}

/// What a method said before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingChange {
    /// The method.
    pub method: &'static str,
    /// The hazard that it judges.
    pub hazard: Hazard,
    /// What it said before.
    pub before: Option<Said>,
    /// What it says after.
    pub after: Option<Said>,
    /// Its figures, those that a reader looks at first.
    pub figures: Vec<FigureChange>,
}

/// What a method said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Whether there is an answer.
    pub state: State,
    /// The class, where there is one.
    pub class: Option<Class>,
    /// Whether it rests on weak ground.
    pub provisional: bool,
}

/// A figure before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureChange {
    /// Its key among the method's figures.
    pub key: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The limits that judge it, none of which it may be rounded across.
    pub limits: &'static [super::Threshold],
    /// Whether it is itself a limit that may be used to the full, so that it is never rounded upward.
    pub is_allowance: bool,
    /// The value before, where there is one.
    pub before: Option<Measured>,
    /// The value after, where there is one.
    pub after: Option<Measured>,
    /// The difference beside the uncertainty of measuring.
    pub difference: Difference,
}

/// A value, and where it lies with a probability of 95 % if that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The value, unrounded.
    pub value: f64,
    /// Its interval.
    pub range: Option<(f64, f64)>,
}

/// A cell that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// The column.
    pub column: Column,
    /// What it held before; `None` if it was empty.
    pub before: Option<Arg>,
    /// What it holds after; `None` if it is empty.
    pub after: Option<Arg>,
}

/// How many tasks or days came to each outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    counts: [usize; Outcome::ALL.len()],
    /// Of the lower ones, those of which the change is known to be larger than the uncertainty.
    pub lower_larger: usize,
    /// Of the lower ones, those of which the uncertainty is not known.
    pub lower_not_known: usize,
}

impl Tally {
    /// The tally of these changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut tally = Self::default();
        for change in changes {
            tally.counts[change.outcome as usize] += 1;
            if change.outcome == Outcome::Lower {
                match change.certain {
                    Difference::Larger => tally.lower_larger += 1,
                    Difference::NotKnown => tally.lower_not_known += 1,
                    Difference::None | Difference::Within => {}
                }
            }
        }
        tally
    }

    /// How many came to `outcome`.
    pub const fn get(&self, outcome: Outcome) -> usize {
        self.counts[outcome as usize]
    }

    /// How many stand on both sides and have a verdict of their own to compare.
    pub const fn on_both_sides(&self) -> usize {
        self.get(Outcome::Lower)
            + self.get(Outcome::Higher)
            + self.get(Outcome::Same)
            + self.get(Outcome::WithinUncertainty)
            + self.get(Outcome::NotComparable)
    }
}

impl Comparison {
    /// What became of the working days.
    pub fn day_tally(&self) -> Tally {
        Tally::of(self.days.iter().map(|day| &day.change))
    }

    /// What became of the tasks.
    pub fn task_tally(&self) -> Tally {
        Tally::of(self.days.iter().flat_map(|day| &day.tasks).map(|task| &task.change))
    }
}

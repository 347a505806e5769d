//! How sure a class is, where measuring errors were stated.

use super::{Class, Column, Figure};

/// From this probability on a class is called certain. Ours: what the law asks of nobody, but what
/// a reader expects of a 95 % interval.
pub const CERTAIN: f64 = 0.95;

/// How sure a finding's class is.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainty {
    /// The probability of each class, from acceptable to very high.
    pub classes: [f64; 4],
    /// The probability that the true values lie beyond the method's range: no index, but at least `high`.
    pub beyond: f64,
    /// The probability that another condition of the method is not met: no class at all.
    pub outside: f64,
    /// The probability that the method gives no class: another judges, or the exposure is below its trigger.
    pub unclassed: f64,
    /// 95 % ranges of the figures, given that the method applies: key of the figure, low, high.
    pub ranges: Vec<Range>,
    /// Further probabilities, under the keys that JSON gives them.
    pub figures: Vec<Figure>,
    /// The share of the variance that each measured column has, the largest total first.
    pub shares: Vec<Share>,
    /// What would make the class certain.
    pub advice: Advice,
}

/// The 95 % range of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The key of its lower end.
    pub low_key: &'static str,
    /// Its lower end: 2.5 % lies below.
    pub low: f64,
    /// The key of its upper end.
    pub high_key: &'static str,
    /// Its upper end: 2.5 % lies above.
    pub high: f64,
}

/// The share of the variance that a measured column has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The column.
    pub column: Column,
    /// What its error alone explains (Sobol, first order).
    pub first: f64,
    /// What its error explains together with that of others (Sobol, total).
    pub total: f64,
}

/// What would make a class certain, supposing that a better measurement finds the same value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Advice {
    /// Nothing: it is.
    Certain,
    /// Measuring one column again.
    Repeat {
        /// The column.
        column: Column,
        /// The half width that suffices.
        half_width: f64,
    },
    /// Measuring several: this column first, and the errors of all down to this share of what they are.
    RepeatAll {
        /// The column that matters most.
        column: Column,
        /// The share of the present errors that suffices.
        share: f64,
    },
    /// A choice of words, not a measurement, is in doubt.
    Decide {
        /// The column.
        column: Column,
    },
    /// Doing one part of the measurement better, until its error is this share of what it is.
    Improve {
        /// The part.
        what: Improvement,
        /// The share of its error that suffices.
        share: f64,
    },
    /// What to measure again is said of the parts of which this is made.
    Elsewhere,
    /// No measurement can: the value lies on the border.
    OnBorder,
}

/// A part of a measurement that is no column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Improvement {
    /// The instrument.
    Instrument,
    /// How many recordings there are, and how long they last.
    Sampling,
    /// The zero posture of a trunk sensor.
    Zero,
}

impl Improvement {
    /// The key in JSON; in texts after `certainty.improve.`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instrument => "instrument",
            Self::Sampling => "sampling",
            Self::Zero => "zero",
        }
    }
}

impl Certainty {
    /// Probabilities of the classes that are all there is.
    pub fn of_classes(classes: [f64; 4]) -> Self {
        Self {
            classes,
            beyond: 0.0,
            outside: 0.0,
            unclassed: 0.0,
            ranges: Vec::new(),
            figures: Vec::new(),
            shares: Vec::new(),
            advice: Advice::Elsewhere,
        }
    }

    /// The probability of `class`. What lies beyond the range is at least high, so that it counts
    /// as `high` here.
    pub fn of(&self, class: Class) -> f64 {
        self.classes[class as usize] + if class == Class::High { self.beyond } else { 0.0 }
    }

    /// The probability of no more than `class`.
    pub fn at_most(&self, class: Class) -> f64 {
        Class::ALL.into_iter().filter(|other| *other <= class).map(|other| self.of(other)).sum()
    }
}

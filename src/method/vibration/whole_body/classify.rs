//! From a day's exposure to an answer.

use super::equation::Day;
use super::tables::{ACTION, ASSESS, LADDER};
use crate::domain::{Class, threshold};

/// The answer for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The hours are not above the guideline's trigger, and no A(8) above the action value is known.
    BelowTrigger,
    /// The guideline asks for an assessment, and no vehicle has a value.
    ToBeMeasured,
    /// Hours and values could not be read.
    Unknown,
    /// A class.
    Assessed(Class),
}

/// Judges a day. `unread`: a task says something of vibration that could not be used, so that the
/// hours are a lower bound.
pub fn judge(day: &Day, unread: bool) -> Answer {
    let long = ASSESS.is_beyond(day.hours);
    match day.a8.highest() {
        Some(a8) if long || unread || ACTION.is_beyond(a8) => Answer::Assessed(threshold::classify(LADDER, a8)),
        None if long => Answer::ToBeMeasured,
        None if unread => Answer::Unknown,
        _ => Answer::BelowTrigger,
    }
}

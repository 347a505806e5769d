//! A limit as an object: a relation, a value and the place where it is printed.

use super::{Citation, Class, Unit};

/// How a value relates to a limit that it exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Strictly more than the limit.
    Above,
    /// The limit or more.
    AtLeast,
    /// Strictly less than the limit.
    Below,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// What is compared, unique within a method.
    pub name: &'static str,
    /// How a value that is beyond the limit relates to it.
    pub relation: Relation,
    /// The limit, in `unit`.
    pub value: f64,
    /// The unit of `value`.
    pub unit: Unit,
    /// The class that a value beyond the limit gets, where the limit gives one.
    pub class: Option<Class>,
    /// Where the limit is printed.
    pub citation: Citation,
}

impl Threshold {
    /// Whether `value` is beyond the limit.
    #[inline]
    pub fn is_beyond(&self, value: f64) -> bool {
        match self.relation {
            Relation::Above => value > self.value,
            Relation::AtLeast => value >= self.value,
            Relation::Below => value < self.value,
        }
    }
}

/// The class of `value` on a ladder of limits that is in ascending order, each giving a class;
/// [`Class::Acceptable`] when it is beyond none of them.
#[inline]
pub fn classify(ladder: &[Threshold], value: f64) -> Class {
    ladder.iter().rev().find(|step| step.is_beyond(value)).and_then(|step| step.class).unwrap_or(Class::Acceptable)
}

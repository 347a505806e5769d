//! The figures of a method that a reader compares: which they are, in what unit, and which other
//! figures say how sure they are.

use crate::domain::comparison::Measured;
use crate::domain::{Finding, Threshold, Unit, Value};

/// A figure that a reader compares. Its words are the method's `method.<id>.figure.<key>`, or the
/// name of the column with that key.
#[derive(Debug, Clone, Copy)]
pub struct Headline {
    /// Its key among the finding's figures.
    pub key: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The limits that it is held against, in ascending order; empty where others decide.
    pub limits: &'static [Threshold],
    /// Whether it is itself a limit that may be used to the full: a recommended weight.
    pub is_allowance: bool,
    /// What says how sure it is.
    pub spread: Spread,
}

/// The figures that say how sure another is.
#[derive(Debug, Clone, Copy)]
pub enum Spread {
    /// None.
    NotKnown,
    /// A standard uncertainty, in the same unit, which covers everything only where the finding
    /// also has the figure `only_with`; else nothing is known.
    Standard {
        /// The standard uncertainty.
        of: &'static str,
        /// The figure that says it is the whole.
        only_with: &'static str,
    },
    /// The ends of a 95 % interval.
    Interval(&'static str, &'static str),
}

/// The half-width of a 95 % interval in standard uncertainties (normal distribution).
const COVERAGE: f64 = 1.959_963_984_540_054;

impl Headline {
    /// A figure of which the uncertainty is not known and that no ladder of limits judges.
    pub const fn new(key: &'static str, unit: Unit) -> Self {
        Self { key, unit, limits: &[], is_allowance: false, spread: Spread::NotKnown }
    }

    /// The same, judged by a ladder of limits.
    #[must_use]
    pub const fn against(self, limits: &'static [Threshold]) -> Self {
        Self { limits, ..self }
    }

    /// The same, itself a limit that may be used to the full.
    #[must_use]
    pub const fn allowance(self) -> Self {
        Self { is_allowance: true, ..self }
    }

    /// The same, with the figures that say how sure it is.
    #[must_use]
    pub const fn with(self, spread: Spread) -> Self {
        Self { spread, ..self }
    }

    /// Its value in a finding, with its interval; `None` where it was not computed.
    pub fn of(&self, finding: &Finding) -> Option<Measured> {
        let number = |key| match finding.figure(key)? {
            Value::Number(number) => Some(*number),
            // A listed exposure carries its value with its limits.
            Value::Map(figures) => figures.iter().find_map(|figure| match figure.value {
                Value::Number(number) if figure.key == "value" => Some(number),
                _ => None,
            }),
            _ => None,
        };
        let value = number(self.key)?;
        let range = match self.spread {
            Spread::NotKnown => None,
            Spread::Standard { of, only_with } => number(of)
                .filter(|_| number(only_with).is_some())
                .map(|u| (COVERAGE.mul_add(-u, value), COVERAGE.mul_add(u, value))),
            Spread::Interval(low, high) => number(low).zip(number(high)),
        };
        Some(Measured { value, range })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, Hazard, State};

    #[test]
    fn a_value_is_read_with_what_says_how_sure_it_is() {
        let mut finding = Finding::new("x", Hazard::Lifting, State::Assessed);
        finding.figures = vec![
            Figure::new("a", 2.0),
            Figure::new("u", 0.5),
            Figure::new("low", 1.5),
            Figure::new("high", 3.0),
            Figure::new("none", Value::Absent),
            Figure::new("map", vec![Figure::new("threshold", 9.0), Figure::new("value", 4.0)]),
        ];
        let read = |headline: Headline| headline.of(&finding).map(|measured| (measured.value, measured.range));
        assert_eq!(read(Headline::new("a", Unit::None)), Some((2.0, None)));
        let (value, range) =
            read(Headline::new("a", Unit::None).with(Spread::Standard { of: "u", only_with: "low" })).expect("a value");
        // 1.96 is the textbook's number for 95 %.
        let (low, high) = range.expect("a range");
        assert!((value - 2.0).abs() < 1e-12 && (low - 1.02).abs() < 1e-3 && (high - 2.98).abs() < 1e-3);
        assert_eq!(read(Headline::new("a", Unit::None).with(Spread::Interval("low", "high"))), Some((2.0, Some((1.5, 3.0)))));
        assert_eq!(read(Headline::new("a", Unit::None).with(Spread::Interval("low", "none"))), Some((2.0, None)));
        let partly = Headline::new("a", Unit::None).with(Spread::Standard { of: "u", only_with: "missing" });
        assert_eq!(read(partly), Some((2.0, None)));
        assert_eq!(read(Headline::new("none", Unit::None)), None);
        assert_eq!(read(Headline::new("missing", Unit::None)), None);
        assert_eq!(read(Headline::new("map", Unit::None)), Some((4.0, None)));
    }
}

//! The composite lifting index (94-110, section 2.4.5): the arithmetic.

use std::cmp::Ordering;

use super::super::equation::frequency_multiplier;
use super::super::input::Lift;
use super::super::niosh::Outcome;
use crate::domain::decimal::settled;
use crate::domain::quantity::PerMinute;

/// A lift in a composite, with what the procedure needs of it.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its name and place, for the last tie and for the report.
    pub name: &'a str,
    /// Its place among the tasks of the day.
    pub place: usize,
    /// The lift.
    pub lift: Lift,
    /// STLI: the index of this lift alone.
    pub stli: f64,
    /// FILI: the index without frequency, of the heaviest load.
    pub fili: f64,
}

impl<'a> Part<'a> {
    /// The part of one lift.
    pub fn of(name: &'a str, place: usize, lift: Lift) -> Self {
        let outcome = Outcome::of(&lift);
        Self { name, place, lift, stli: outcome.li(), fili: outcome.fili() }
    }

    /// FM at `f` lifts a minute in this lift's own column of the table.
    fn frequency_multiplier(&self, f: f64) -> Option<f64> {
        frequency_multiplier(PerMinute::new(f), self.lift.duration.category, self.lift.origin.vertical)
    }

    /// The same lift at another frequency; `None` where the table has no multiplier for it.
    pub fn at_frequency(&self, frequency: PerMinute) -> Option<Self> {
        let frequency_multiplier = frequency_multiplier(frequency, self.lift.duration.category, self.lift.origin.vertical)?;
        Some(Self::of(self.name, self.place, Lift { frequency, frequency_multiplier, ..self.lift }))
    }

    /// The order of the procedure: falling STLI, then falling frequency (the manual's tie rule),
    /// then everything else that could change a figure, so that no order of rows matters.
    fn precedes(&self, other: &Self) -> Ordering {
        let falling = |a: f64, b: f64| b.total_cmp(&a);
        falling(self.stli, other.stli)
            .then_with(|| falling(self.lift.frequency.value(), other.lift.frequency.value()))
            .then_with(|| falling(self.fili, other.fili))
            .then_with(|| other.lift.duration.category.cmp(&self.lift.duration.category))
            .then_with(|| falling(self.lift.origin.vertical.value(), other.lift.origin.vertical.value()))
            .then_with(|| self.name.cmp(other.name))
    }
}

/// The composite index of one lifting group.
#[derive(Debug, Clone)]
pub struct Composite<'a> {
    /// CLI.
    pub cli: f64,
    /// The lifts by falling STLI.
    pub parts: Vec<Part<'a>>,
    /// What each adds, in the same order; the first is its STLI.
    pub increments: Vec<f64>,
}

impl Composite<'_> {
    /// The index with the frequency of the lift that weighs most halved, the other lifts as they
    /// are; `None` where the method then gives none.
    pub fn if_first_halved(&self) -> Option<Self> {
        let (first, others) = self.parts.split_first()?;
        let halved = first.at_frequency(PerMinute::new(first.lift.frequency.value() / 2.0))?;
        composite(std::iter::once(halved).chain(others.iter().copied()).collect()).ok()
    }

    /// The index without the lift that weighs most; `None` where no lift is left.
    pub fn if_first_removed(&self) -> Option<Self> {
        let (_, others) = self.parts.split_first()?;
        if others.is_empty() { None } else { composite(others.to_vec()).ok() }
    }
}

/// `CLI = STLI_1 + Σ FILI_i (1/FM(F_1+…+F_i) − 1/FM(F_1+…+F_(i−1)))`, both FM terms in the column
/// of the lift that is added.
///
/// `Err` holds the combined frequency at which the table of the added lift ends.
///
/// # Errors
/// When the combined frequency exceeds the method.
pub fn composite(mut parts: Vec<Part<'_>>) -> Result<Composite<'_>, f64> {
    parts.sort_by(Part::precedes);
    let mut increments = Vec::with_capacity(parts.len());
    let mut combined = 0.0;
    for part in &parts {
        let before = combined;
        combined += part.lift.frequency.value();
        if increments.is_empty() {
            increments.push(part.stli);
            continue;
        }
        let after = part.frequency_multiplier(combined).ok_or(combined)?;
        let without = part.frequency_multiplier(before).ok_or(combined)?;
        increments.push(part.fili * (1.0 / after - 1.0 / without));
    }
    let cli = settled(increments.iter().sum());
    Ok(Composite { cli, parts, increments })
}

//! How sure the index of a lift is: its distribution, the class that it gives, and which
//! measurement to repeat. See `docs/certainty.md` and decision record 0008.

mod distribution;
mod effects;
mod equation;
mod frequency;
mod model;
mod quantile;
mod shares;
mod variable;

use super::input::Document;
use super::iso11228::tables::LEVELS;
use super::tables::INDEX;
use crate::domain::certainty::{Advice, CERTAIN, Certainty, Range};
use crate::domain::{Cells, Class, Column, Threshold};
use crate::method::repeat;
use distribution::{Look, Prepared};
pub(super) use model::DOUBTED;
use model::Part;
use quantile::{Start, find};

/// The distribution of an index, and the classes that it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distribution {
    /// The probability of each class, from acceptable to very high.
    pub classes: [f64; 4],
    /// The probability of a lift beyond the range of geometry or frequency.
    pub beyond: f64,
    /// The probability that another condition is not met.
    pub outside: f64,
    /// Between which indices 95 % of what lies within the range is; absent where (nearly) nothing does.
    pub index: Option<(f64, f64)>,
}

impl Distribution {
    /// The probability of a class, what lies beyond the range counted as high.
    pub fn of(&self, class: Class) -> f64 {
        self.classes[class as usize] + if class == Class::High { self.beyond } else { 0.0 }
    }
}

/// A column with a smaller share of the variance is not worth measuring again.
const WORTH: f64 = 0.05;
/// What lies within the range less often than this has no index of its own.
const RARE: f64 = 1e-3;

/// The distribution of the index of a row, by NIOSH or by ISO 11228-1.
///
/// `None` where nothing is claimed: no error is stated of any cell that the method reads, or the
/// method could not read the row at all.
pub fn distribution(cells: &Cells, document: Document) -> Option<Distribution> {
    if !is_doubtful(cells) {
        return None;
    }
    Some(Mixture::new(cells, document)?.distribution(ladder(document)))
}

/// The probability that NIOSH's index of a row is at most `limit`; `None` as for [`distribution`].
pub fn at_most(cells: &Cells, limit: f64) -> Option<f64> {
    if !is_doubtful(cells) {
        return None;
    }
    Mixture::new(cells, Document::Niosh).map(|mixture| mixture.at_most(limit, Look::Full))
}

/// Everything: the distribution, the shares of the variance, and what would make `class` certain.
pub fn of(cells: &Cells, document: Document, class: Class) -> Option<Certainty> {
    let found = distribution(cells, document)?;
    let shares = shares::of(cells, document);
    let advice = if found.of(class) >= CERTAIN {
        Advice::Certain
    } else {
        let worth: Vec<Column> = shares.iter().filter(|share| share.total >= WORTH).map(|share| share.column).collect();
        let sure = |found: Distribution| found.of(class) >= CERTAIN;
        repeat::advice(&[cells], &worth, |rows| distribution(&rows[0], document).is_none_or(sure))
    };
    let index = found.index.map(|(low, high)| Range { low_key: "li_low", low, high_key: "li_high", high });
    Some(Certainty {
        beyond: found.beyond,
        outside: found.outside,
        ranges: index.into_iter().chain(recommended(cells, document)).collect(),
        shares,
        advice,
        ..Certainty::of_classes(found.classes)
    })
}

/// The range of the recommended weight: that of the index of one kilogram, upside down.
fn recommended(cells: &Cells, document: Document) -> Option<Range> {
    let mut unit = cells.clone();
    unit.set(crate::domain::Column::LoadKg, crate::domain::Cell::Number(1.0));
    unit.set_doubt(crate::domain::Column::LoadKg, crate::domain::Doubt::HalfWidth(0.0, crate::domain::doubt::Basis::Entered));
    let (low, high) = Mixture::new(&unit, document)?.range()?;
    let [low_key, high_key] = match document {
        Document::Niosh => ["rwl_low_kg", "rwl_high_kg"],
        Document::Iso11228 => ["rml_low_kg", "rml_high_kg"],
    };
    Some(Range { low_key, low: 1.0 / high, high_key, high: 1.0 / low })
}

/// The limits of an index.
const fn ladder(document: Document) -> &'static [Threshold] {
    match document {
        Document::Niosh => &INDEX,
        Document::Iso11228 => &LEVELS,
    }
}

/// Whether an error is stated of a cell that decides on the index.
fn is_doubtful(cells: &Cells) -> bool {
    cells.doubts().iter().any(|(column, _)| model::matters(*column))
}

/// A row as a mixture, made ready for questions.
struct Mixture {
    parts: Vec<(f64, Ready)>,
    /// What has an index, what lies beyond the range, what another condition leaves out.
    within: f64,
    beyond: f64,
    outside: f64,
}

/// A part with an index.
enum Ready {
    Point(f64),
    Lift(Box<Prepared>),
}

impl Mixture {
    fn new(cells: &Cells, document: Document) -> Option<Self> {
        let (mut within, mut beyond, mut outside) = (0.0, 0.0, 0.0);
        let mut parts = Vec::new();
        for (weight, part) in model::mixture(cells, document)? {
            match part {
                Part::Beyond => beyond += weight,
                Part::Outside => outside += weight,
                Part::TooLong(lift) => {
                    let share = Prepared::new(&lift, weight).within;
                    outside += weight * share;
                    beyond += weight * (1.0 - share);
                }
                Part::Point(index) => {
                    within += weight;
                    parts.push((weight, Ready::Point(index)));
                }
                Part::Lift(lift) => {
                    let prepared = Prepared::new(&lift, weight);
                    let share = prepared.within;
                    within += weight * share;
                    beyond += weight * (1.0 - share);
                    parts.push((weight, Ready::Lift(Box::new(prepared))));
                }
            }
        }
        Some(Self { parts, within, beyond, outside })
    }

    /// The probability of an index of at most `limit`.
    fn at_most(&self, limit: f64, look: Look) -> f64 {
        let part = |part: &Ready| match part {
            Ready::Point(index) => f64::from(u8::from(*index <= limit)),
            Ready::Lift(lift) => lift.at_most(limit, look),
        };
        self.parts.iter().map(|(weight, ready)| weight * part(ready)).sum()
    }

    fn distribution(&self, ladder: &[Threshold]) -> Distribution {
        let mut classes = [0.0; 4];
        let mut before = 0.0;
        for class in Class::ALL {
            // Where a class ends, the next begins; the last never ends.
            let ends = ladder.iter().find(|step| step.class > Some(class)).map(|step| step.value);
            let up_to = ends.map_or(self.within, |limit| self.at_most(limit, Look::Full)).max(before);
            classes[class as usize] = up_to - before;
            before = up_to;
        }
        Distribution { classes, beyond: self.beyond, outside: self.outside, index: self.range() }
    }

    /// Between which indices 95 % of what has one lies.
    fn range(&self) -> Option<(f64, f64)> {
        let within = self.within;
        if within < RARE {
            return None;
        }
        let (middle, spread) = self.start();
        let below = |look: Look| move |index: f64| self.at_most(index, look) / within;
        let [low, high] = [0.025, 0.975].map(|share| {
            let near = find(share, Start::of(share, middle, spread), below(Look::First));
            find(share, near, below(Look::Full)).value()
        });
        Some((low, high))
    }

    fn start(&self) -> (f64, f64) {
        let of = |part: &Ready| match part {
            Ready::Point(index) => (*index, 1e-6),
            Ready::Lift(lift) => (lift.middle, lift.spread),
        };
        let total: f64 = self.parts.iter().map(|(weight, _)| weight).sum();
        let log = |part: &(f64, Ready)| part.0 / total * of(&part.1).0.max(1e-9).ln();
        let middle: f64 = self.parts.iter().map(log).sum();
        let around = |part: &(f64, Ready)| {
            let (index, spread) = of(&part.1);
            part.0 / total * ((index.max(1e-9).ln() - middle).powi(2) + spread * spread)
        };
        (middle.exp(), self.parts.iter().map(around).sum::<f64>().sqrt())
    }
}

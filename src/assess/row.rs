//! One row on its own, for batches: no day, no words, no allocation.

use crate::domain::{Cells, Class, ColumnSet, Factor, FactorSet, Hazard, HazardSet, State};
use crate::guideline::{self, MeasureSet};
use crate::method::lifting::screening::SCREENING;
use crate::method::{Context, METHODS, Score};

use super::Verdict;

/// How many methods there can be.
const MOST_METHODS: usize = 16;

const _: () = assert!(METHODS.len() <= MOST_METHODS, "a row has room for what each method says");

/// What all methods say of one row.
#[derive(Debug, Clone, Copy)]
pub struct RowResult {
    scores: [Score; MOST_METHODS],
    /// The methods that have something to answer to, by bit.
    asked: u16,
    /// The worst class.
    pub class: Option<Class>,
    /// The place in [`METHODS`] of the method that gave it.
    pub class_from: Option<u8>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
    /// Whether a method that was started gives no class, so that the class may be higher. Cells that
    /// could not be used are the reader's to know.
    pub incomplete: bool,
    /// Needed cells that are empty.
    pub missing: ColumnSet,
    /// What costs most in the finding that gave the class.
    pub leading: Option<Factor>,
    /// What makes the load one to which no equation for objects applies, whichever method says so.
    living: FactorSet,
}

impl RowResult {
    /// What each method says that has something to answer to, with its place in [`METHODS`], in order.
    /// The others say what they say of an empty row.
    #[inline]
    pub fn scores(&self) -> impl Iterator<Item = (usize, &Score)> {
        let mut asked = self.asked;
        std::iter::from_fn(move || {
            let at = (asked != 0).then(|| asked.trailing_zeros() as usize)?;
            asked &= asked - 1;
            Some((at, &self.scores[at]))
        })
    }

    /// What the method at this place in [`METHODS`] says; `None` is what it says of an empty row.
    pub fn score(&self, method: usize) -> Option<&Score> {
        (self.asked & (1 << method) != 0).then(|| &self.scores[method])
    }

    /// The measures that the findings ask for.
    pub fn measures(&self) -> MeasureSet {
        // A dose that becomes a verdict with the rest of its day is known, and need not be asked for.
        let is_judged = |score: &Score| {
            matches!(score.state, State::Assessed | State::PartOfDay)
                && score.unmet.missing.union(score.unmet.rejected).is_empty()
        };
        let (mut measures, mut judged) = (MeasureSet::EMPTY, HazardSet::EMPTY);
        for (at, score) in self.scores() {
            let hazard = METHODS[at].hazard;
            if is_judged(score) {
                judged = judged.with(hazard);
            }
            let nothing_said = score.class.is_none() && score.factors.is_empty();
            if nothing_said || score.state == State::NotMeasured && self.living.is_empty() {
                continue;
            }
            let factors = if hazard == Hazard::Lifting { score.factors.union(self.living) } else { score.factors };
            measures = measures.union(guideline::asked(hazard, score.class, factors, score.leading));
        }
        measures.but_for(judged)
    }
}

impl Default for RowResult {
    /// Of a row that nobody measured.
    fn default() -> Self {
        Self {
            scores: [Score::without(State::NotMeasured); MOST_METHODS],
            asked: 0,
            class: None,
            class_from: None,
            provisional: false,
            incomplete: false,
            missing: ColumnSet::EMPTY,
            leading: None,
            living: FactorSet::EMPTY,
        }
    }
}

/// Methods, by bit of their places in [`METHODS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted(u16);

impl Wanted {
    /// Every method.
    pub const ALL: Self = Self(u16::MAX);

    /// The methods at these places, and all that may lack a cell: what a row lacks does not depend on what
    /// is wanted of it.
    pub fn of(places: impl Iterator<Item = usize>) -> Self {
        let lacking = METHODS.iter().enumerate().filter(|(_, method)| !method.lacks_nothing).map(|(at, _)| at);
        Self(lacking.chain(places).fold(0, |bits, at| bits | 1 << at))
    }
}

/// Judges one row on its own.
pub fn judge(cells: &Cells, context: Context) -> RowResult {
    let mut result = RowResult::default();
    judge_into(cells, context, Wanted::ALL, &mut result);
    result
}

/// Judges one row on its own by the methods that are wanted, in the place of the result of another.
///
/// A method that has nothing to answer to is not asked: it has no class, no factor and no needs.
pub fn judge_into(cells: &Cells, context: Context, wanted: Wanted, result: &mut RowResult) {
    const LIVING: FactorSet = FactorSet::of(&[Factor::Person, Factor::Animal]);
    result.asked = 0;
    result.missing = ColumnSet::EMPTY;
    result.leading = None;
    result.living = FactorSet::EMPTY;
    let mut verdict = Verdict::default();
    // A method was started and gives no class: it is outside its conditions, or a load was only screened.
    let (mut outside, mut screened, mut lifting) = (false, false, false);
    // All bits first: which methods are asked is not foreseeable, and a wrong guess costs more than all of them.
    for (at, method) in METHODS.iter().enumerate() {
        result.asked |= u16::from(cells.entered().meets(method.answers_to)) << at;
    }
    result.asked &= wanted.0;
    let mut asked = result.asked;
    while asked != 0 {
        let at = asked.trailing_zeros() as usize;
        asked &= asked - 1;
        let (method, score) = (METHODS[at], &mut result.scores[at]);
        *score = (method.score)(cells, context);
        result.missing = result.missing.union(score.unmet.missing);
        result.living = result.living.union(score.factors.intersection(LIVING));
        match (score.class, score.state) {
            (Some(_), _) => lifting |= method.hazard == Hazard::Lifting,
            (None, State::NotApplicable) => outside = true,
            (None, State::Assessed) => screened |= std::ptr::eq(method, &raw const SCREENING),
            (None, _) => {}
        }
        let before = verdict;
        verdict = before.with(score.class, at, score.provisional);
        if verdict.class > before.class {
            result.leading = score.leading;
        }
    }
    result.class = verdict.class;
    result.class_from = verdict.from.and_then(|at| u8::try_from(at).ok());
    result.provisional = verdict.provisional;
    result.incomplete = !result.missing.is_empty() || outside || screened && !lifting;
}

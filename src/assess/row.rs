//! One row on its own, for batches: no day, no words, no allocation.

use crate::domain::{Cells, Class, ColumnSet, Factor, FactorSet, Hazard, State};
use crate::guideline::{self, Ground, MeasureSet};
use crate::method::{Context, METHODS, Method, Score};

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
    /// The method that gave it.
    pub class_from: Option<&'static str>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
    /// Whether a method that was started gives no class, so that the class may be higher. Cells that
    /// could not be used are the reader's to know.
    pub incomplete: bool,
    /// Needed cells that are empty.
    pub missing: ColumnSet,
    /// The measures that the findings ask for.
    pub measures: MeasureSet,
    /// What costs most in the finding that gave the class.
    pub leading: Option<Factor>,
}

impl RowResult {
    /// What each method says, in the order of [`METHODS`]; `None` is what it says of an empty row.
    pub fn scores(&self) -> impl Iterator<Item = Option<&Score>> {
        let answer = |at: usize| (self.asked & (1 << at) != 0).then(|| &self.scores[at]);
        (0..METHODS.len()).map(answer)
    }

    /// The methods that have something to answer to, with what they say.
    fn answers(&self) -> impl Iterator<Item = (&'static Method, &Score)> {
        METHODS.iter().copied().zip(self.scores()).filter_map(|(method, score)| Some((method, score?)))
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
            measures: MeasureSet::EMPTY,
            leading: None,
        }
    }
}

/// Judges one row on its own.
pub fn judge(cells: &Cells, context: Context) -> RowResult {
    let mut result = RowResult::default();
    judge_into(cells, context, &mut result);
    result
}

/// Judges one row on its own, in the place of the result of another.
///
/// A method that has nothing to answer to is not asked: it has no class, no factor and no needs.
pub fn judge_into(cells: &Cells, context: Context, result: &mut RowResult) {
    const LIVING: FactorSet = FactorSet::of(&[Factor::Person, Factor::Animal]);
    result.asked = 0;
    result.missing = ColumnSet::EMPTY;
    result.measures = MeasureSet::EMPTY;
    result.leading = None;
    let mut verdict = Verdict::default();
    let mut living = FactorSet::EMPTY;
    for (at, (score, method)) in result.scores.iter_mut().zip(METHODS).enumerate() {
        if !cells.entered().meets(method.answers_to) {
            continue;
        }
        result.asked |= 1 << at;
        *score = (method.score)(cells, context);
        result.missing = result.missing.union(score.unmet.missing);
        living = living.union(score.factors.intersection(LIVING));
        let before = verdict.class;
        verdict = verdict.with(score.class, method.id, score.provisional);
        if verdict.class > before {
            result.leading = score.leading;
        }
    }
    let mut measures = MeasureSet::EMPTY;
    for (method, score) in result.answers() {
        if score.class.is_none() && score.factors.is_empty() || score.state == State::NotMeasured && living.is_empty() {
            continue;
        }
        let factors = if method.hazard == Hazard::Lifting { score.factors.union(living) } else { score.factors };
        let ground = Ground { hazard: method.hazard, class: score.class, factors, leading: score.leading, method: method.id };
        measures = measures.union(guideline::set(&ground));
    }
    result.measures = measures;
    result.class = verdict.class;
    result.class_from = verdict.from;
    result.provisional = verdict.provisional;
    result.incomplete = !result.missing.is_empty() || lacks(result);
}

/// Whether a method was started and gives no class: outside its conditions, or a load that was
/// only screened.
fn lacks(result: &RowResult) -> bool {
    let without_class = |state| result.answers().filter(move |(_, score)| score.state == state && score.class.is_none());
    let outside = without_class(State::NotApplicable).next().is_some();
    let screened = without_class(State::Assessed).any(|(method, _)| method.id == "screening");
    let mut lifting = result.answers().filter(|(method, _)| method.hazard == Hazard::Lifting);
    outside || screened && lifting.all(|(_, score)| score.class.is_none())
}

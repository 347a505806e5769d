//! One row on its own, for batches: no day, no words, no allocation.

use crate::domain::{Cells, Class, ColumnSet, Factor, FactorSet, State};
use crate::guideline::{self, Ground, MeasureSet};
use crate::method::{Context, METHODS, Score};

use super::Verdict;

/// How many methods there can be.
pub const MOST_METHODS: usize = 16;

/// What all methods say of one row.
#[derive(Debug, Clone, Copy)]
pub struct RowResult {
    scores: [Score; MOST_METHODS],
    /// The worst class, and the method that gave it.
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
    /// What each method says, in the order of [`METHODS`].
    pub fn scores(&self) -> &[Score] {
        &self.scores[..METHODS.len()]
    }
}

impl Default for RowResult {
    /// Of a row that nobody measured.
    fn default() -> Self {
        Self {
            scores: [Score::without(State::NotMeasured); MOST_METHODS],
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
pub fn judge_into(cells: &Cells, context: Context, result: &mut RowResult) {
    result.missing = ColumnSet::EMPTY;
    result.measures = MeasureSet::EMPTY;
    result.leading = None;
    let mut verdict = Verdict::default();
    for (score, method) in result.scores.iter_mut().zip(METHODS) {
        *score = (method.score)(cells, context);
        result.missing = result.missing.union(score.unmet.missing);
        let before = verdict.class;
        verdict = verdict.with(score.class, method.id, score.provisional);
        if verdict.class > before {
            result.leading = score.leading;
        }
    }
    let living = result.scores().iter().fold(FactorSet::EMPTY, |set, score| {
        [Factor::Person, Factor::Animal].into_iter().filter(|&f| score.factors.contains(f)).fold(set, FactorSet::with)
    });
    for (score, method) in result.scores.iter().zip(METHODS) {
        if score.class.is_none() && score.factors.is_empty() || score.state == State::NotMeasured && living.is_empty() {
            continue;
        }
        let factors = if method.hazard == crate::domain::Hazard::Lifting {
            living.iter().fold(score.factors, FactorSet::with)
        } else {
            score.factors
        };
        let ground = Ground { hazard: method.hazard, class: score.class, factors, leading: score.leading, method: method.id };
        result.measures = result.measures.union(guideline::set(&ground));
    }
    result.class = verdict.class;
    result.class_from = verdict.from;
    result.provisional = verdict.provisional;
    result.incomplete = !result.missing.is_empty() || lacks(result.scores());
}

/// Whether a method was started and gives no class: outside its conditions, or a load that was
/// only screened.
fn lacks(scores: &[Score]) -> bool {
    let outside = scores.iter().any(|score| score.state == State::NotApplicable && score.class.is_none());
    let mut lifting = METHODS.iter().zip(scores).filter(|(method, _)| method.hazard == crate::domain::Hazard::Lifting);
    let screened = scores
        .iter()
        .zip(METHODS)
        .any(|(score, method)| method.id == "screening" && score.state == State::Assessed && score.class.is_none());
    outside || screened && lifting.all(|(_, score)| score.class.is_none())
}

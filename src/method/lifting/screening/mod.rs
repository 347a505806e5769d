#![doc = include_str!("datasheet.en.md")]

mod certainty;

use crate::domain::cells::{Needs, Unmet};
use crate::domain::choice::LoadKind;
use crate::domain::finding::Outcome;
use crate::domain::{
    Cells, Class, Column, ColumnSet, Factor, FactorSet, Figure, Finding, Hazard, Phrase, State, Step, Unit, WorkingDay,
};
use crate::guideline::trigger::{LOAD_HEAVY, LOAD_LIGHT};
use crate::method::{Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Scope, Score, Shows};

/// The guideline's first question about a load: how heavy is it?
pub static SCREENING: Method = Method {
    id: "screening",
    hazard: Hazard::Lifting,
    scope: Scope::Task,
    columns: &[Column::LoadKg, Column::LoadMaxKg, Column::LoadKind],
    starts: &[Column::LoadKg, Column::LoadMaxKg],
    answers_to: ColumnSet::of(&[Column::LoadKg, Column::LoadMaxKg]),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: &[&[LOAD_LIGHT], &[LOAD_HEAVY]],
    headlines: &[Headline::new("load_kg", Unit::Kilogram)],
    score_columns: &[Shows::Word.column("screening_branch")],
    score_reasons: Vec::new,
    score,
    lacks_nothing: true,
    doubts: &[Column::LoadKg, Column::LoadMaxKg],
    certain,
    day,
};

/// Where the guideline's decision path goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// Under 3 kg: no lifting risk.
    Light,
    /// From 3 to 25 kg: assess with MAC or NIOSH.
    Assess,
    /// Over 25 kg: always a risk.
    Heavy,
}

impl Branch {
    /// The branch for the heaviest load, kg. Exactly 3 and exactly 25 are assessed.
    pub fn of(load_kg: f64) -> Self {
        if LOAD_LIGHT.is_beyond(load_kg) {
            Self::Light
        } else if LOAD_HEAVY.is_beyond(load_kg) {
            Self::Heavy
        } else {
            Self::Assess
        }
    }

    /// The word in JSON and CSV.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Assess => "assess",
            Self::Heavy => "heavy",
        }
    }

    /// The class that the branch gives, our reading of the guideline; from 3 to 25 kg it is for MAC and NIOSH to say.
    pub const fn class(self) -> Option<Class> {
        match self {
            Self::Light => Some(Class::Acceptable),
            Self::Assess => None,
            Self::Heavy => Some(Class::High),
        }
    }
}

/// What a row is to the screening.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reading {
    NotStarted,
    Unmet(Unmet),
    Load { kg: f64, is_heaviest: bool, kind: Option<LoadKind> },
}

fn read(cells: &Cells) -> Reading {
    if !cells.starts(SCREENING.starts) {
        return Reading::NotStarted;
    }
    let mut needs = Needs::new(cells);
    let average = needs.optional_number(Column::LoadKg);
    let maximum = needs.optional_number(Column::LoadMaxKg);
    let kind = needs.optional_choice(Column::LoadKind, LoadKind::from_index);
    match (needs.unmet(), average, maximum) {
        (Some(unmet), _, _) => Reading::Unmet(unmet),
        (None, Some(average), None) => Reading::Load { kg: average, is_heaviest: false, kind },
        (None, average, Some(maximum)) => {
            Reading::Load { kg: average.unwrap_or(maximum).max(maximum), is_heaviest: true, kind }
        }
        (None, None, None) => Reading::NotStarted,
    }
}

/// The state and class of a load. The rule is written for objects: a person or an animal of up to
/// 25 kg has no branch of its own, and above it we read the rule as holding for them too.
fn judge(kg: f64, kind: Option<LoadKind>) -> (State, Branch) {
    let branch = Branch::of(kg);
    match kind {
        Some(LoadKind::Person | LoadKind::Animal) if branch != Branch::Heavy => (State::NotApplicable, branch),
        _ => (State::Assessed, branch),
    }
}

/// The factors of a load that is a risk, or that is alive.
const fn factors(branch: Branch, kind: Option<LoadKind>) -> FactorSet {
    match (kind, branch) {
        (Some(LoadKind::Person), _) => FactorSet::of(&[Factor::Person]),
        (Some(LoadKind::Animal), _) => FactorSet::of(&[Factor::Animal]),
        (_, Branch::Heavy) => FactorSet::of(&[Factor::Mass]),
        _ => FactorSet::EMPTY,
    }
}

fn score(cells: &Cells, _: Context) -> Score {
    match read(cells) {
        Reading::NotStarted => Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => Score::rejected(unmet),
        Reading::Load { kg, kind, .. } => {
            let (state, branch) = judge(kg, kind);
            let factors = factors(branch, kind);
            let mut score = Score { factors, leading: factors.iter().next(), ..Score::without(state) };
            if state == State::Assessed {
                score.class = branch.class();
                score.word = branch.key();
            }
            score
        }
    }
}

fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { tasks: day.tasks.iter().map(|task| certainty::of(&task.cells)).collect(), day: None }
}

fn day(day: &WorkingDay, _: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    for (place, task) in day.tasks.iter().enumerate() {
        let reading = read(&task.cells);
        if let Reading::Unmet(unmet) = reading {
            findings.missing.push((place, unmet.missing));
        }
        findings.tasks.push(finding(reading));
    }
    findings
}

fn finding(reading: Reading) -> Finding {
    let mut finding = Finding::new(SCREENING.id, Hazard::Lifting, State::NotMeasured);
    match reading {
        Reading::NotStarted => finding.reasons.push(Phrase::new("reason.not_measured")),
        Reading::Unmet(unmet) => {
            finding.incomplete = true;
            finding.reasons.push(crate::method::unusable(unmet));
        }
        Reading::Load { kg, is_heaviest, kind } => load(&mut finding, kg, is_heaviest, kind),
    }
    finding
}

fn load(finding: &mut Finding, kg: f64, is_heaviest: bool, kind: Option<LoadKind>) {
    let (state, branch) = judge(kg, kind);
    finding.state = state;
    finding.sources = vec![LOAD_LIGHT.citation];
    finding.factors = factors(branch, kind).iter().collect();
    let alive = match kind {
        Some(LoadKind::Person) => Some("screening.reason.person"),
        Some(LoadKind::Animal) => Some("screening.reason.animal"),
        _ => None,
    };
    finding.reasons.extend(alive.map(Phrase::new));
    if state == State::NotApplicable {
        finding.incomplete = true;
        return;
    }
    finding.class = branch.class();
    finding.label = Some(Phrase::new(match branch {
        Branch::Light => "screening.label.light",
        Branch::Assess => "screening.label.assess",
        Branch::Heavy => "screening.label.heavy",
    }));
    finding.figures = vec![Figure::new("load_kg", kg), Figure::new("branch", branch.key())];
    if !is_heaviest {
        finding.assumptions.push(Phrase::new("screening.assumed.average"));
    }
    if kind.is_none() {
        finding.assumptions.push(Phrase::new("screening.assumed.object"));
    }
    if branch == Branch::Light {
        finding.reasons.push(Phrase::new("screening.reason.repetition"));
    }
    finding.sheet.push(Step {
        what: Phrase::new("screening.step.load"),
        how: Phrase::new("screening.step.how").exact("low", LOAD_LIGHT.value).exact("high", LOAD_HEAVY.value),
        result: Outcome::Number(kg, Unit::Kilogram),
        class: branch.class(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Cell;

    fn of(kind: Option<LoadKind>, kg: f64) -> Score {
        let mut cells = Cells::default();
        cells.set(Column::LoadMaxKg, Cell::Number(kg));
        if let Some(kind) = kind {
            cells.set(Column::LoadKind, Cell::Choice(kind as u8));
        }
        score(&cells, Context::default())
    }

    #[test]
    fn what_lives_has_a_class_only_above_25_kg() {
        for (kind, factor) in [(LoadKind::Person, Factor::Person), (LoadKind::Animal, Factor::Animal)] {
            for kg in [2.0, 25.0] {
                let light = of(Some(kind), kg);
                assert_eq!((light.state, light.class), (State::NotApplicable, None), "{kind:?} {kg}");
                assert_eq!((light.factors, light.leading), (FactorSet::of(&[factor]), Some(factor)), "{kind:?} {kg}");
            }
            let heavy = of(Some(kind), 25.1);
            assert_eq!((heavy.state, heavy.class), (State::Assessed, Some(Class::High)), "{kind:?}");
            assert_eq!(heavy.leading, Some(factor), "{kind:?}");
        }
    }

    #[test]
    fn the_mass_of_an_object_is_a_factor_above_25_kg_only() {
        for kind in [None, Some(LoadKind::Object)] {
            assert_eq!(of(kind, 25.0).factors, FactorSet::EMPTY);
            assert_eq!(of(kind, 25.0).state, State::Assessed);
            assert_eq!(of(kind, 25.1).leading, Some(Factor::Mass));
        }
    }
}

#![doc = include_str!("datasheet.en.md")]

pub mod tables;

use tables::{CITATIONS, LEVEL_KEYS, LEVELS, ONE_HAND, TWO_PERSONS, extended_time, reference_mass};

use super::certainty;
use super::input::{COLUMNS, Control, Document, Lift, Reading, read_for};
use super::niosh::{Outcome, assumptions, outside_factors, outside_reasons, with_limit};
use crate::domain::cells::Needs;
use crate::domain::choice::UserPopulation;
use crate::domain::decimal::settled;
use crate::domain::finding::Outcome as StepOutcome;
use crate::domain::threshold::classify;
use crate::domain::{
    Cells, Class, Column, ColumnSet, Factor, FactorSet, Figure, Finding, Hazard, Phrase, State, Step, Task, Unit, WorkingDay,
};
use crate::method::{
    Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Number, Scope, Score, Shows, Spread, unusable,
};

/// ISO 11228-1:2021 for one kind of lift and a stated user population.
pub static ISO_11228: Method = Method {
    id: "iso11228",
    hazard: Hazard::Lifting,
    scope: Scope::Task,
    columns: ISO_COLUMNS,
    starts: &[Column::UserPopulation],
    answers_to: ColumnSet::of(&[Column::UserPopulation]),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: &[&LEVELS],
    headlines: &[
        Headline::new("li", Unit::None).against(&LEVELS).with(Spread::Interval("li_low", "li_high")),
        Headline::new("rml_kg", Unit::Kilogram).allowance().with(Spread::Interval("rml_low_kg", "rml_high_kg")),
    ],
    score_columns: &[
        Shows::Number(0).column("iso11228_rml_kg"),
        Shows::Number(1).column("iso11228_li"),
        Shows::Word.column("iso11228_level"),
        Shows::Class.column("iso11228_class"),
        Shows::State.column("iso11228_state"),
    ],
    score_reasons: outside_reasons,
    score,
    lacks_nothing: false,
    doubts: &certainty::DOUBTED,
    certain,
    day,
};

const ISO_COLUMNS: &[Column] = &{
    let mut columns = [Column::UserPopulation; COLUMNS.len() + 1];
    let mut at = 0;
    while at < COLUMNS.len() {
        columns[at + 1] = COLUMNS[at];
        at += 1;
    }
    columns
};

/// What ISO 11228-1 gives for a lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// What the shared multipliers give.
    pub outcome: Outcome,
    /// The reference mass, kg.
    pub reference_mass: f64,
    /// OM × PM × EM.
    pub additional: f64,
    /// The part of the load that one person lifts.
    pub share: f64,
}

impl Limit {
    /// The limit for a lift by a user population.
    pub fn of(lift: &Lift, population: UserPopulation) -> Self {
        let hand = if lift.one_handed { ONE_HAND } else { 1.0 };
        let persons = if lift.two_persons { TWO_PERSONS } else { 1.0 };
        Self {
            outcome: Outcome::of(lift),
            reference_mass: reference_mass(population),
            additional: hand * persons * extended_time(lift.periods.total().value()),
            share: if lift.two_persons { 0.5 } else { 1.0 },
        }
    }

    /// RML, for one person, kg.
    pub fn recommended_mass_limit(&self) -> f64 {
        let multipliers = self.outcome.decisive();
        self.reference_mass * multipliers.without_frequency() * multipliers.frequency * self.additional
    }

    /// LI = the load of one person / RML.
    pub fn index(&self) -> f64 {
        settled(self.outcome.average.value() * self.share / self.recommended_mass_limit())
    }

    /// The place of the level, from 0 (very low) to 4 (very high).
    pub fn level(&self) -> usize {
        LEVELS.iter().filter(|step| step.is_beyond(self.index())).count()
    }

    /// Our class.
    pub fn class(&self) -> Class {
        classify(&LEVELS, self.index())
    }

    /// What costs enough to name, dearest first, as by NIOSH's index but for the duration. Above an
    /// index of 1 a lighter load always helps, also where NIOSH's constant leaves room.
    pub fn costs(&self) -> impl Iterator<Item = Factor> {
        let load_alone = self.index() > 1.0 && self.outcome.li() <= 1.0;
        let shared = self.outcome.costs().filter(|factor| *factor != Factor::Duration);
        shared.chain(load_alone.then_some(Factor::Mass))
    }
}

/// The population, or why there is none: without it nothing starts.
fn population(cells: &Cells) -> Result<UserPopulation, State> {
    match cells.choice(Column::UserPopulation) {
        Some(index) => Ok(UserPopulation::from_index(index)),
        None if cells.is_rejected(Column::UserPopulation) => Err(State::Rejected),
        None => Err(State::NotMeasured),
    }
}

/// A row with a user population but no geometry says whom the workplace is for, and no more.
fn read(cells: &Cells) -> Reading {
    read_for(cells, Document::Iso11228)
}

fn score(cells: &Cells, _: Context) -> Score {
    let population = match population(cells) {
        Ok(population) => population,
        Err(state) => return Score::without(state),
    };
    match read(cells) {
        Reading::NotStarted => Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => Score::rejected(unmet),
        Reading::Outside(reasons) => {
            Score { class: reasons.beyond_range().then_some(Class::High), ..Score::without(State::NotApplicable) }
        }
        Reading::Lift(lift) => {
            let limit = Limit::of(&lift, population);
            let mut costs = limit.costs().peekable();
            Score {
                class: Some(limit.class()),
                numbers: [Some(Number::new(limit.recommended_mass_limit(), 3)), Some(Number::new(limit.index(), 3))],
                word: LEVEL_KEYS[limit.level()].trim_start_matches("iso11228.level."),
                leading: costs.peek().copied(),
                factors: costs.fold(FactorSet::EMPTY, FactorSet::with),
                ..Score::without(State::Assessed)
            }
        }
    }
}

fn certain(day: &WorkingDay, context: Context) -> DayCertainty {
    let task = |task: &Task| certainty::of(&task.cells, Document::Iso11228, score(&task.cells, context).class?);
    DayCertainty { tasks: day.tasks.iter().map(task).collect(), day: None }
}

fn day(day: &WorkingDay, _: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    for (place, task) in day.tasks.iter().enumerate() {
        let mut finding = Finding::new(ISO_11228.id, Hazard::Lifting, State::NotMeasured);
        match (population(&task.cells), read(&task.cells)) {
            (Err(State::Rejected), _) => {
                finding.incomplete = true;
                let mut needs = Needs::new(&task.cells);
                needs.require(Column::UserPopulation);
                finding.reasons.extend(needs.unmet().map(unusable));
            }
            (Err(_), _) | (_, Reading::NotStarted) => finding.reasons.push(Phrase::new("reason.not_measured")),
            (Ok(_), Reading::Unmet(unmet)) => {
                findings.missing.push((place, unmet.missing));
                finding.incomplete = true;
                finding.reasons.push(unusable(unmet));
            }
            (Ok(_), Reading::Outside(reasons)) => {
                finding.state = State::NotApplicable;
                finding.class = reasons.beyond_range().then_some(Class::High);
                finding.incomplete = finding.class.is_none();
                finding.reasons = reasons.keys().map(|key| with_limit(Phrase::new(key))).collect();
                finding.factors = outside_factors(reasons).to_vec();
                finding.sources = CITATIONS.to_vec();
            }
            (Ok(population), Reading::Lift(lift)) => assessed(&mut finding, &lift, population),
        }
        findings.tasks.push(finding);
    }
    findings
}

fn assessed(finding: &mut Finding, lift: &Lift, population: UserPopulation) {
    let limit = Limit::of(lift, population);
    let level = Phrase::new(LEVEL_KEYS[limit.level()]);
    finding.state = State::Assessed;
    finding.class = Some(limit.class());
    finding.sources = CITATIONS.to_vec();
    finding.factors = limit.costs().collect();
    finding.assumptions = assumptions(lift);
    let mass = |phrase: Phrase| phrase.number("reference", limit.reference_mass, Unit::Kilogram);
    finding.label =
        Some(mass(Phrase::new("iso11228.label").number("li", limit.index(), Unit::None).phrase("level", level.clone())));
    finding.reasons.push(mass(Phrase::new("iso11228.reason.reference")));
    if matches!(population, UserPopulation::Mixed20To45 | UserPopulation::MixedOther) {
        finding.reasons.push(Phrase::new("iso11228.reason.mixed"));
    }
    if lift.two_persons {
        finding.reasons.push(Phrase::new("iso11228.reason.two_persons"));
    }
    finding.figures = vec![
        Figure::new("reference_mass_kg", limit.reference_mass),
        Figure::new("om", if lift.one_handed { ONE_HAND } else { 1.0 }),
        Figure::new("pm", if lift.two_persons { TWO_PERSONS } else { 1.0 }),
        Figure::new("em", extended_time(lift.periods.total().value())),
        Figure::new("rml_kg", limit.recommended_mass_limit()),
        Figure::new("li", limit.index()),
        Figure::new("level", LEVEL_KEYS[limit.level()].trim_start_matches("iso11228.level.")),
    ];
    finding.sheet = sheet(lift, &limit);
}

fn sheet(lift: &Lift, limit: &Limit) -> Vec<Step> {
    let multipliers = limit.outcome.decisive();
    let number = |what, how: Phrase, value, unit| Step {
        what: Phrase::new(what),
        how,
        result: StepOutcome::Number(value, unit),
        class: None,
    };
    let end = match lift.control {
        Control::OriginOnly => "iso11228.how.origin",
        Control::BothEnds(_) => "iso11228.how.lower",
    };
    let product = multipliers.without_frequency() * multipliers.frequency;
    let mut index = number(
        "iso11228.step.li",
        Phrase::new("iso11228.how.li").exact("load", limit.outcome.average.value() * limit.share).number(
            "rml",
            limit.recommended_mass_limit(),
            Unit::Kilogram,
        ),
        limit.index(),
        Unit::None,
    );
    index.class = Some(limit.class());
    vec![
        number("iso11228.step.reference", Phrase::new("iso11228.how.reference"), limit.reference_mass, Unit::Kilogram),
        number("iso11228.step.product", Phrase::new(end), product, Unit::None),
        number("iso11228.step.additional", Phrase::new("iso11228.how.additional"), limit.additional, Unit::None),
        number("iso11228.step.rml", Phrase::new("iso11228.how.rml"), limit.recommended_mass_limit(), Unit::Kilogram),
        index,
    ]
}

#![doc = include_str!("datasheet.en.md")]

mod explain;
pub mod outcome;

pub(super) use explain::{assumptions, outside_factors, outside_reasons, with_limit};
pub use outcome::Outcome;

use super::certainty;
use super::input::{COLUMNS, Document, Reading, STARTS, read};
use super::tables::INDEX;
use crate::domain::{Cells, Class, Column, ColumnSet, FactorSet, Hazard, State, Task, Unit, WorkingDay};
use crate::method::{Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Number, Scope, Score, Shows, Spread};

/// The revised NIOSH lifting equation, for one kind of lift.
pub static NIOSH: Method = Method {
    id: "niosh",
    hazard: Hazard::Lifting,
    scope: Scope::Task,
    columns: COLUMNS,
    starts: STARTS,
    answers_to: ColumnSet::of(STARTS).with(Column::LoadKind),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: &[&INDEX],
    headlines: &[
        Headline::new("li", Unit::None).against(&INDEX).with(Spread::Interval("li_low", "li_high")),
        Headline::new("rwl_kg", Unit::Kilogram).allowance().with(Spread::Interval("rwl_low_kg", "rwl_high_kg")),
    ],
    score_columns: &[
        Shows::Number(0).column("niosh_rwl_kg"),
        Shows::Number(1).column("niosh_li"),
        Shows::Class.column("niosh_class"),
        Shows::State.column("niosh_state"),
        Shows::Word.column("niosh_limiting_multiplier"),
        Shows::Reasons.column("niosh_reasons"),
    ],
    score_reasons: outside_reasons,
    score,
    lacks_nothing: false,
    doubts: &certainty::DOUBTED,
    certain,
    day,
};

/// Decimals of RWL and LI in `score`: what a reader can use, with one to spare for ranking.
const DECIMALS: u8 = 3;

fn score(cells: &Cells, _: Context) -> Score {
    match read(cells) {
        Reading::NotStarted => Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => Score::rejected(unmet),
        Reading::Outside(reasons) => Score {
            class: reasons.beyond_range().then_some(Class::High),
            marked: reasons.bits(),
            leading: explain::outside_factors(reasons).first().copied(),
            factors: explain::outside_factors(reasons).iter().copied().fold(FactorSet::EMPTY, FactorSet::with),
            ..Score::without(State::NotApplicable)
        },
        Reading::Lift(lift) => {
            let outcome = Outcome::of(&lift);
            let (leading, factors) = outcome.leading_and_factors();
            Score {
                class: Some(outcome.class()),
                provisional: explain::is_provisional(&lift),
                numbers: [Some(Number::new(outcome.rwl(), DECIMALS)), Some(Number::new(outcome.li(), DECIMALS))],
                word: outcome.limiting().map_or("", outcome::Symbol::key),
                leading,
                factors,
                ..Score::without(State::Assessed)
            }
        }
    }
}

fn certain(day: &WorkingDay, context: Context) -> DayCertainty {
    let task = |task: &Task| certainty::of(&task.cells, Document::Niosh, score(&task.cells, context).class?);
    DayCertainty { tasks: day.tasks.iter().map(task).collect(), day: None }
}

fn day(day: &WorkingDay, _: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    for (place, task) in day.tasks.iter().enumerate() {
        let reading = read(&task.cells);
        if let Reading::Unmet(unmet) = &reading {
            findings.missing.push((place, unmet.missing));
        }
        findings.tasks.push(explain::finding(&reading));
    }
    findings
}

#![doc = include_str!("datasheet.en.md")]

mod explain;
pub mod outcome;

pub(super) use explain::{assumptions, outside_factors, outside_reasons, with_limit};
pub use outcome::Outcome;

use super::certainty;
use super::input::{COLUMNS, Document, Reading, STARTS, read};
use super::tables::INDEX;
use crate::domain::{Cells, Class, Column, ColumnSet, FactorSet, Hazard, State, Task, Unit, WorkingDay};
use crate::method::{
    Context, Datasheet, DayCertainty, DayFindings, Headline, Method, SCORE_VALUES, Scope, Score, ScoreValue, Spread,
};

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
    score_columns: &["niosh_rwl_kg", "niosh_li", "niosh_class", "niosh_state", "niosh_limiting_multiplier", "niosh_reasons"],
    score_reasons: outside_reasons,
    score,
    doubts: &certainty::DOUBTED,
    certain,
    day,
};

/// Decimals of RWL and LI in `score`: what a reader can use, with one to spare for ranking.
const DECIMALS: u8 = 3;

fn score(cells: &Cells, _: Context) -> Score {
    match read(cells) {
        Reading::NotStarted => Score { values: values([ScoreValue::Empty; 2], None, 0), ..Score::without(State::NotMeasured) },
        Reading::Unmet(unmet) => Score { values: values([ScoreValue::Empty; 2], None, 0), ..Score::rejected(unmet) },
        Reading::Outside(reasons) => Score {
            class: reasons.beyond_range().then_some(Class::High),
            values: values([ScoreValue::Empty; 2], None, reasons.bits()),
            leading: explain::outside_factors(reasons).first().copied(),
            factors: explain::outside_factors(reasons).iter().copied().fold(FactorSet::EMPTY, FactorSet::with),
            ..Score::without(State::NotApplicable)
        },
        Reading::Lift(lift) => {
            let outcome = Outcome::of(&lift);
            let numbers = [ScoreValue::Number(outcome.rwl(), DECIMALS), ScoreValue::Number(outcome.li(), DECIMALS)];
            let (leading, factors) = outcome.leading_and_factors();
            Score {
                class: Some(outcome.class()),
                provisional: explain::is_provisional(&lift),
                values: values(numbers, outcome.limiting().map(outcome::Symbol::key), 0),
                leading,
                factors,
                ..Score::without(State::Assessed)
            }
        }
    }
}

fn values(numbers: [ScoreValue; 2], limiting: Option<&'static str>, reasons: u32) -> [ScoreValue; SCORE_VALUES] {
    [
        numbers[0],
        numbers[1],
        ScoreValue::Class,
        ScoreValue::State,
        limiting.map_or(ScoreValue::Empty, ScoreValue::Word),
        ScoreValue::Reasons(reasons),
    ]
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

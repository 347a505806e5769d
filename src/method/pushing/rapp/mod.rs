#![doc = include_str!("datasheet.en.md")]

mod certainty;
pub mod classify;
mod explain;
mod input;
pub mod tables;

use self::input::Reading;
use crate::domain::{Cells, Column, ColumnSet, Hazard, State, Unit, WorkingDay};
use crate::method::{Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Scope, Score, Shows};

/// The RAPP tool of HSE.
pub static RAPP: Method = Method {
    id: "rapp",
    hazard: Hazard::PushPull,
    scope: Scope::Task,
    columns: &[
        Column::RappOperation,
        Column::RappLoadKg,
        Column::RappOverCapacity,
        Column::RappPosture,
        Column::RappGrip,
        Column::RappPattern,
        Column::RappDistanceM,
        Column::RappEquipment,
        Column::RappFloor,
        Column::RappObstacles,
        Column::RappOther,
    ],
    starts: &[Column::RappOperation],
    answers_to: ColumnSet::of(&[Column::RappOperation]),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: &[
        &tables::LOADS[0],
        &tables::LOADS[1],
        &tables::LOADS[2],
        &tables::LOADS[3],
        &tables::LOADS[4],
        &tables::LOADS[5],
        &tables::WHEELED_LIMITS,
        &tables::WITHOUT_WHEELS_LIMITS,
    ],
    headlines: &[Headline::new("total", Unit::Count)],
    score_columns: &[
        Shows::Number(0).column("rapp_total"),
        Shows::Class.column("rapp_class"),
        Shows::State.column("rapp_state"),
    ],
    score_reasons: Vec::new,
    score,
    lacks_nothing: false,
    doubts: &[
        Column::RappLoadKg,
        Column::RappOverCapacity,
        Column::RappPosture,
        Column::RappGrip,
        Column::RappPattern,
        Column::RappDistanceM,
        Column::RappEquipment,
        Column::RappFloor,
        Column::RappObstacles,
        Column::RappOther,
    ],
    certain,
    day,
};

fn score(cells: &Cells, _: Context) -> Score {
    match input::read(cells) {
        Reading::NotStarted => Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => Score::rejected(unmet),
        Reading::Ready(input) => input.marked.score(false),
    }
}

fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { tasks: day.tasks.iter().map(|task| certainty::of(&task.cells)).collect(), day: None }
}

fn day(day: &WorkingDay, _: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    for (place, task) in day.tasks.iter().enumerate() {
        let finding = match input::read(&task.cells) {
            Reading::NotStarted => explain::not_started(),
            Reading::Unmet(unmet) => {
                if !unmet.missing.is_empty() {
                    findings.missing.push((place, unmet.missing));
                }
                explain::unmet(unmet)
            }
            Reading::Ready(input) => explain::assessed(&input),
        };
        findings.tasks.push(finding);
    }
    findings
}

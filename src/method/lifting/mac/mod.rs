#![doc = include_str!("datasheet.en.md")]

mod certainty;
pub mod chart;
pub mod classify;
mod explain;
mod input;
pub mod tables;

use self::input::Reading;
use crate::domain::{Cells, Column, ColumnSet, Hazard, State, Threshold, Unit, WorkingDay};
use crate::method::{Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Scope, Score, Shows};

/// The MAC tool of HSE.
pub static MAC: Method = Method {
    id: "mac",
    hazard: Hazard::Lifting,
    scope: Scope::Task,
    columns: &[
        Column::LoadKg,
        Column::LoadMaxKg,
        Column::LoadKind,
        Column::LiftsPerMin,
        Column::Persons,
        Column::LiftPosture,
        Column::UnstableLoad,
        Column::MacOperation,
        Column::MacLoadFrequency,
        Column::MacHandDistance,
        Column::MacVerticalZone,
        Column::MacTorso,
        Column::MacAsymmetry,
        Column::MacPosture,
        Column::MacGrip,
        Column::MacFloor,
        Column::MacEnvironment,
        Column::MacCarryDistanceM,
        Column::MacObstacles,
        Column::MacCommunication,
    ],
    starts: &[Column::MacOperation],
    answers_to: ColumnSet::of(&[Column::MacOperation, Column::LoadKind]),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: THRESHOLDS,
    headlines: &[Headline::new("total", Unit::Count)],
    score_columns: &[
        Shows::Number(0).column("mac_total"),
        Shows::Class.column("mac_class"),
        Shows::State.column("mac_state"),
        Shows::Word.column("mac_basis"),
    ],
    score_reasons: Vec::new,
    score,
    lacks_nothing: false,
    doubts: DOUBTS,
    certain,
    day,
};

const DOUBTS: &[Column] = &[
    Column::LoadKg,
    Column::LiftsPerMin,
    Column::MacLoadFrequency,
    Column::MacHandDistance,
    Column::MacVerticalZone,
    Column::MacTorso,
    Column::MacAsymmetry,
    Column::MacPosture,
    Column::MacGrip,
    Column::MacFloor,
    Column::MacEnvironment,
    Column::MacCarryDistanceM,
    Column::MacObstacles,
    Column::MacCommunication,
];

static THRESHOLDS: &[&[Threshold]] = &[
    &chart::LIFT_GRAPH[0].limits,
    &chart::LIFT_GRAPH[1].limits,
    &chart::LIFT_GRAPH[2].limits,
    &chart::LIFT_GRAPH[3].limits,
    &chart::LIFT_GRAPH[4].limits,
    &chart::LIFT_GRAPH[5].limits,
    &chart::LIFT_GRAPH[6].limits,
    &chart::LIFT_GRAPH[7].limits,
    &chart::TEAMS[0].limits,
    &chart::TEAMS[1].limits,
    &chart::TEAMS[2].limits,
    &chart::FASTEST,
    &tables::CARRY_LIMITS,
    &tables::SHORTEST_CARRY,
];

fn score(cells: &Cells, _: Context) -> Score {
    match input::read(cells) {
        Reading::NotStarted => Score::without(State::NotMeasured),
        Reading::Outside(_) => Score::without(State::NotApplicable),
        Reading::Unmet(unmet) => Score::rejected(unmet),
        Reading::Ready(input) => Score { word: input.load.basis(), ..input.marked.score(input.load.is_estimate()) },
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
            Reading::Outside(outside) => explain::outside(outside),
            Reading::Unmet(unmet) => {
                if !unmet.missing.is_empty() {
                    findings.missing.push((place, unmet.missing));
                }
                explain::unmet(unmet, &task.cells)
            }
            Reading::Ready(input) => explain::assessed(&input, &task.cells),
        };
        findings.tasks.push(finding);
    }
    findings
}

#![doc = include_str!("datasheet.en.md")]

mod certainty;
pub mod classify;
mod explain;
pub mod input;
pub mod tables;

use self::classify::{Day, Judged};
use crate::domain::cells::Unmet;
use crate::domain::task::Recorded;
use crate::domain::{Cells, Class, Column, ColumnSet, Finding, Hazard, Phrase, State, Task, Unit, WorkingDay};
use crate::method::{Context, Datasheet, DayCertainty, DayFindings, Headline, Method, Scope, Score, Shows, row};

/// The other exposures of the guideline's lists.
pub static EXPOSURES: Method = Method {
    id: "exposures",
    hazard: Hazard::Exposures,
    scope: Scope::Day,
    columns: input::COLUMNS,
    starts: input::STARTS,
    answers_to: ColumnSet::of(input::STARTS).union(ColumnSet::of(&input::TRUNK)),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: tables::LADDERS,
    headlines: &[
        Headline::new("vibration_hours", Unit::Hour),
        Headline::new("pull_force_kg", Unit::KilogramForce),
        Headline::new("kneeling_min", Unit::Minute),
        Headline::new("hands_above_shoulder_min", Unit::Minute),
        Headline::new("standing_min_per_hour", Unit::MinutePerHour),
        Headline::new("bent_posture_hours", Unit::Hour),
        Headline::new("manual_work_hours", Unit::Hour),
        Headline::new("driving_hours_per_week", Unit::HourPerWeek),
    ],
    score_columns: &[Shows::Columns.column("exposures_above")],
    score_reasons: Vec::new,
    score,
    lacks_nothing: true,
    doubts: certainty::COLUMNS,
    certain,
    day,
};

/// Judges a row on its own: what alone is above a limit. Without any, the rest of the day decides,
/// unless the row is the whole day.
fn score(cells: &Cells, _: Context) -> Score {
    let (Judged { above, factors, class }, rejected) = if cells.starts(input::STARTS) {
        let mut task = input::read(cells, Recorded::NONE);
        // `score` opens no recordings: what one says of the vehicle is for the day.
        if cells.is_filled(Column::VibrationRecording) {
            task.leave_out(Column::VibrationHours);
        }
        match (task.is_measured(), task.rejected) {
            (true, rejected) => (Day::of(std::iter::once(&task)).judged(), rejected),
            (false, ColumnSet::EMPTY) => return Score::without(State::NotMeasured),
            (false, rejected) => return Score::rejected(Unmet { missing: ColumnSet::EMPTY, rejected }),
        }
    } else if input::lifts_and_bends(cells, None) {
        // Nearly every row that lifts has nothing else to say here.
        (Judged::LIFTING_AND_BENDING, ColumnSet::EMPTY)
    } else {
        return Score::without(State::NotMeasured);
    };
    let mut score = Score::without(State::PartOfDay);
    score.unmet.rejected = rejected;
    score.marked = above;
    score.factors = factors;
    score.leading = factors.iter().next();
    if class > Some(Class::Acceptable) || row::is_whole_day(cells) {
        score.state = State::Assessed;
        score.class = class;
        score.provisional = class == Some(Class::Acceptable) && !rejected.is_empty();
    }
    score
}

/// What must be said of a task that has both lifting and bending; `None` for any other.
pub fn lifting_and_bending(task: &Task) -> Option<Phrase> {
    input::read(&task.cells, &task.recorded).lifting_and_bending.then(explain::lifting_and_bending)
}

fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { day: certainty::of(day), ..DayCertainty::default() }
}

/// Judges a working day.
fn day(working_day: &WorkingDay, _: Context) -> DayFindings {
    let mut finding = Finding::new(EXPOSURES.id, EXPOSURES.hazard, State::NotMeasured);
    let tasks: Vec<_> = working_day.tasks.iter().map(|task| input::read(&task.cells, &task.recorded)).collect();
    let rejected = tasks.iter().fold(ColumnSet::EMPTY, |set, task| set.union(task.rejected));
    if !rejected.is_empty() {
        finding.incomplete = true;
        finding.reasons.push(explain::unusable(rejected));
    }
    if tasks.iter().any(input::TaskExposures::is_measured) {
        let together = working_day.tasks.iter().zip(&tasks).filter(|(_, read)| read.lifting_and_bending);
        let together: Vec<&str> = together.map(|(task, _)| task.name.as_str()).collect();
        explain::assessed(&mut finding, &Day::of(tasks.iter()), tasks.len(), &together);
    } else if rejected.is_empty() {
        finding.reasons.push(Phrase::new("reason.not_measured"));
    }
    DayFindings { day: Some(finding), ..DayFindings::default() }
}

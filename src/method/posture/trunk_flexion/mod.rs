#![doc = include_str!("datasheet.en.md")]

pub mod binomial;
pub mod certainty;
pub mod classify;
pub mod equation;
mod explain;
pub mod input;
pub mod interval;
pub mod people;
pub mod planning;
pub mod tables;

use self::equation::Day;
use self::input::{Reading, TaskShares};
use crate::domain::cells::Unmet;
use crate::domain::chart::Chart;
use crate::domain::task::RecordedTrunk;
use crate::domain::{
    Cells, Class, Column, ColumnSet, Factor, FactorSet, Finding, Hazard, Phrase, State, Unit, WorkingDay, decimal,
};
use crate::method::{Context, Datasheet, DayFindings, Headline, Method, Number, Scope, Score, Shows, Spread, row};

/// Time with a bent trunk, against the guideline's 5 % of working time.
pub static TRUNK_FLEXION: Method = Method {
    id: "trunk_flexion",
    hazard: Hazard::TrunkFlexion,
    scope: Scope::Day,
    columns: input::COLUMNS,
    starts: input::STARTS,
    answers_to: ColumnSet::of(input::STARTS),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: tables::LADDERS,
    headlines: &[
        Headline::new("ge60_pct", Unit::Percent).against(tables::LADDERS[1]).with(Spread::Interval("ge60_low", "ge60_high")),
        Headline::new("ge45_pct", Unit::Percent).against(tables::LADDERS[0]).with(Spread::Interval("ge45_low", "ge45_high")),
    ],
    score_columns: &[
        Shows::Number(0).column("trunk_ge45_day_pct"),
        Shows::Number(1).column("trunk_ge60_day_pct"),
        Shows::Class.column("trunk_class"),
        Shows::State.column("trunk_state"),
    ],
    score_reasons: Vec::new,
    score,
    lacks_nothing: false,
    doubts: &[Column::TrunkGe45Pct, Column::TrunkGe60Pct],
    certain: certainty::certain,
    day,
};

/// Judges a row on its own: what it adds to the shares of its day. The class stands if the row
/// alone exceeds a limit, or if it is the whole day.
fn score(cells: &Cells, _: Context) -> Score {
    let shares = match input::read(cells, None) {
        Reading::NotStarted => return Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => return Score::rejected(unmet),
        Reading::Read(shares) if !shares.is_measured() => return Score::without(State::NotMeasured),
        Reading::Read(shares) => shares,
    };
    let workday = row::workday_hours(cells).filter(|&hours| hours > 0.0);
    let Some(workday) = workday else { return Score::rejected(rejected(Column::WorkdayHours)) };
    if shares.hours.value() > workday {
        return Score::rejected(rejected(Column::TaskHours));
    }
    let day = Day::of(std::iter::once(&shares), workday);
    let judgement = classify::judge(&day, shares.contradicts_itself());
    let number = |share: equation::DayShare| Number::new(share.value, decimal::places(share.value, &[tables::GE45.value], 2));
    let mut score = Score::without(State::PartOfDay);
    score.numbers = [day.ge45.map(number), day.ge60.map(number)];
    let exceeds = judgement.class > Class::Acceptable;
    if exceeds || row::is_whole_day(cells) {
        score.state = State::Assessed;
        score.class = Some(judgement.class);
        score.provisional = judgement.doubts().next().is_some() || !shares.rejected.is_empty();
    }
    if exceeds {
        score.leading = Some(Factor::TrunkFlexion);
        score.factors = FactorSet::of(&[Factor::TrunkFlexion]);
    }
    score
}

const fn rejected(column: Column) -> Unmet {
    Unmet { missing: ColumnSet::EMPTY, rejected: ColumnSet::of(&[column]) }
}

/// One task of the day whose row was read.
struct Read<'a> {
    name: &'a str,
    shares: TaskShares,
    /// The same with the interval of chance alone, where the zero posture of a sensor is a part of it.
    by_chance: Option<TaskShares>,
    /// What each of its recordings gave, where there are several.
    each: &'a [RecordedTrunk],
    /// What its recordings look like.
    charts: &'a [Chart],
}

/// Judges a working day.
fn day(working_day: &WorkingDay, _: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    let mut finding = Finding::new(TRUNK_FLEXION.id, TRUNK_FLEXION.hazard, State::NotMeasured);
    let mut read = Vec::new();
    let mut started = false;
    for (place, task) in working_day.tasks.iter().enumerate() {
        let recorded = task.recorded.trunk.as_ref();
        let reading = input::read(&task.cells, recorded);
        started |= reading != Reading::NotStarted;
        match reading {
            Reading::NotStarted => continue,
            Reading::Unmet(unmet) => {
                if !unmet.missing.is_empty() {
                    findings.missing.push((place, unmet.missing));
                }
                finding.incomplete = true;
                finding.reasons.push(explain::unusable(unmet));
            }
            Reading::Read(shares) => {
                if !shares.rejected.is_empty() {
                    finding.incomplete = true;
                    let part = Unmet { missing: ColumnSet::EMPTY, rejected: shares.rejected };
                    finding.provisional.push(explain::unusable(part));
                }
                read.push(Read {
                    name: &task.name,
                    shares,
                    by_chance: certainty::by_chance(&task.cells, recorded),
                    each: &task.recorded.trunk_each,
                    charts: &task.recorded.trunk_charts,
                });
            }
        }
        if task.cells.is_filled(Column::TrunkRecording) && recorded.is_none() {
            finding.incomplete = true;
            finding.reasons.push(Phrase::new("reason.recording_unread").text("file", task.text(Column::TrunkRecording)));
        }
    }
    let measured = read.iter().any(|task| task.shares.is_measured());
    if !started {
        finding.reasons.push(Phrase::new("reason.not_measured"));
    } else if working_day.overfull || working_day.workday_hours <= 0.0 {
        finding.incomplete = true;
        finding.reasons.push(explain::no_share_possible(working_day));
    } else if measured {
        let day = Day::of(read.iter().map(|task| &task.shares), working_day.workday_hours);
        let contradiction = read.iter().any(|task| task.shares.contradicts_itself());
        let judgement = classify::judge(&day, contradiction);
        explain::assessed(&mut finding, &read, &day, judgement, working_day);
    } else if finding.reasons.is_empty() {
        finding.reasons.push(Phrase::new("reason.not_measured"));
    }
    findings.day = Some(finding);
    findings
}

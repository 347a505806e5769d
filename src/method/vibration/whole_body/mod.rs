#![doc = include_str!("datasheet.en.md")]

mod certainty;
pub mod classify;
pub mod equation;
mod explain;
pub mod input;
pub mod tables;
mod uncertainty;

use self::classify::Answer;
use self::equation::Day;
use self::input::{Magnitude, Provenance, Reading, Ride};
use crate::domain::chart::Chart;
use crate::domain::task::RecordedVibration;
use crate::domain::{
    Cells, Class, Column, ColumnSet, Factor, FactorSet, Finding, Hazard, Phrase, State, Unit, WorkingDay, decimal,
};
use crate::method::{Context, Datasheet, DayFindings, Headline, Method, Number, Scope, Score, Shows, Spread, row};

/// The daily exposure to whole-body vibration, A(8).
pub static WHOLE_BODY_VIBRATION: Method = Method {
    id: "whole_body_vibration",
    hazard: Hazard::Vibration,
    scope: Scope::Day,
    columns: input::COLUMNS,
    starts: input::STARTS,
    answers_to: ColumnSet::of(input::STARTS),
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: tables::LADDERS,
    headlines: &[
        Headline::new("a8", Unit::Acceleration)
            .against(tables::LADDER)
            .with(Spread::Standard { of: "u_a8", only_with: "p_above_action" }),
        Headline::new("vdv", Unit::VibrationDose),
        Headline::new("hours", Unit::Hour),
    ],
    score_columns: &[
        Shows::Number(0).column("vibration_a8_ms2"),
        Shows::Word.column("vibration_axis"),
        Shows::Class.column("vibration_class"),
        Shows::State.column("vibration_state"),
    ],
    score_reasons: Vec::new,
    score,
    lacks_nothing: false,
    doubts: certainty::DOUBTS,
    certain: certainty::certain,
    day,
};

/// Judges a row on its own: what it adds to its day. The class stands if the row alone exceeds the
/// action value, or if it is the whole day.
fn score(cells: &Cells, _: Context) -> Score {
    let ride = match input::read(cells, None) {
        Reading::NotStarted => return Score::without(State::NotMeasured),
        Reading::Unmet(unmet) => return Score::rejected(unmet),
        Reading::Read(ride) => ride,
    };
    let day = Day::of(std::iter::once(&ride));
    let mut score = Score::without(State::PartOfDay);
    score.unmet = ride.unmet;
    match classify::judge(&day, false) {
        Answer::Assessed(class) if class > Class::Acceptable || row::is_whole_day(cells) => {
            score.state = State::Assessed;
            score.class = Some(class);
            score.provisional = is_weak(&ride);
            score.leading = Some(Factor::Magnitude);
            score.factors = FactorSet::of(&[Factor::Magnitude, Factor::Duration]);
        }
        Answer::BelowTrigger if row::is_whole_day(cells) => {
            score.state = State::BelowTrigger;
            return score;
        }
        Answer::ToBeMeasured | Answer::Unknown => score.state = State::NotMeasured,
        Answer::Assessed(_) | Answer::BelowTrigger => {}
    }
    if let Some(a8) = day.a8.highest() {
        let limits = [tables::ACTION.value, tables::LIMIT.value];
        score.numbers[0] = Some(Number::new(a8, decimal::places(a8, &limits, 3)));
    }
    score.word = day.a8.axis_key().unwrap_or_default();
    score
}

/// Whether values do not carry an unqualified class.
fn is_weak(ride: &Ride) -> bool {
    ride.provenance == Provenance::Declared || matches!(ride.magnitude, Magnitude::Highest(_))
}

/// One vehicle of the day.
struct Named<'a> {
    /// The vehicle, or the task where it has no name.
    name: &'a str,
    ride: Ride,
    /// Whether a recording was set aside for what was typed.
    recording_unused: bool,
    /// The values of each of its recordings, where there are several.
    each: &'a [RecordedVibration],
    /// What they look like.
    charts: &'a [Chart],
    /// The words on the instrument.
    instrument: &'a str,
}

/// Judges a working day.
fn day(working_day: &WorkingDay, context: Context) -> DayFindings {
    let mut findings = DayFindings::default();
    let mut finding = Finding::new(WHOLE_BODY_VIBRATION.id, WHOLE_BODY_VIBRATION.hazard, State::NotMeasured);
    let (mut rides, mut unread) = (Vec::new(), false);
    for (place, task) in working_day.tasks.iter().enumerate() {
        let recorded = task.recorded.vibration.as_ref();
        let (unmet, ride) = match input::read(&task.cells, recorded) {
            Reading::NotStarted => continue,
            Reading::Unmet(unmet) => (unmet, None),
            Reading::Read(ride) => (ride.unmet, Some(ride)),
        };
        if !unmet.missing.is_empty() {
            findings.missing.push((place, unmet.missing));
        }
        if !unmet.missing.union(unmet.rejected).is_empty() {
            finding.incomplete = true;
            finding.reasons.push(explain::unusable(unmet));
        }
        if task.cells.is_filled(Column::VibrationRecording) && recorded.is_none() {
            finding.incomplete = true;
            finding.reasons.push(Phrase::new("reason.recording_unread").text("file", task.text(Column::VibrationRecording)));
        }
        unread |= ride.is_none();
        let vehicle = task.text(Column::Vehicle);
        rides.extend(ride.map(|ride| Named {
            name: if vehicle.is_empty() { &task.name } else { vehicle },
            ride,
            recording_unused: recorded.is_some() && ride.is_valued() && ride.provenance != Provenance::Recorded,
            each: &task.recorded.vibration_each,
            charts: &task.recorded.vibration_charts,
            instrument: task.text(Column::Instrument),
        }));
    }
    if rides.is_empty() && !unread {
        finding.reasons.push(Phrase::new("reason.not_measured"));
    } else {
        let day = Day::of(rides.iter().map(|named| &named.ride));
        explain::explain(&mut finding, &rides, &day, classify::judge(&day, unread), unread, context);
        if certainty::is_stated(working_day) {
            // The stated errors say more than the spread of recordings alone; they are joined later.
            finding.figures.retain(|figure| !certainty::FIGURES.contains(&figure.key));
        }
    }
    findings.day = Some(finding);
    findings
}

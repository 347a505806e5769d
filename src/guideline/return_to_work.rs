//! Back to work: what the guideline advises at a number of weeks of complaints, with the Dutch and
//! the Belgian timing side by side. Information for the consultation; it holds no diagnosis.

use super::explain::Section;
use super::measure::{self, Role};
use crate::domain::{Phrase, Unit};

/// The phase of the complaints (3549-3552).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Less than 6 weeks.
    Acute,
    /// 6 to 12 weeks.
    Subacute,
    /// More than 12 weeks.
    Chronic,
}

impl Phase {
    /// The phase after so many weeks.
    pub const fn of(weeks: u16) -> Self {
        match weeks {
            ..6 => Self::Acute,
            6..=12 => Self::Subacute,
            _ => Self::Chronic,
        }
    }

    /// Its name and bounds.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::Acute => "guideline.return.phase.acute",
            Self::Subacute => "guideline.return.phase.subacute",
            Self::Chronic => "guideline.return.phase.chronic",
        })
    }
}

/// A point of the expected course of sick leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resumed {
    /// Weeks since the first day of sick leave, five working days or a twelfth of a year of them.
    pub weeks: f64,
    /// Share of people back at work, %.
    pub percent: f64,
    /// The term as printed.
    pub term: &'static str,
}

const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

const fn resumed(weeks: f64, percent: f64, term: &'static str) -> Resumed {
    Resumed { weeks, percent, term }
}

/// The expected course of sick leave for back pain (3759-3784).
pub const COURSE: &[Resumed] = &[
    resumed(0.4, 20.0, "guideline.return.course.days2"),
    resumed(0.6, 37.0, "guideline.return.course.days3"),
    resumed(0.8, 45.0, "guideline.return.course.days4"),
    resumed(2.0, 78.0, "guideline.return.course.weeks2"),
    resumed(3.0, 80.0, "guideline.return.course.weeks3"),
    resumed(2.0 * WEEKS_PER_MONTH, 88.0, "guideline.return.course.months2"),
    resumed(3.0 * WEEKS_PER_MONTH, 92.0, "guideline.return.course.months3"),
    resumed(4.0 * WEEKS_PER_MONTH, 93.0, "guideline.return.course.months4"),
    resumed(5.0 * WEEKS_PER_MONTH, 93.0, "guideline.return.course.months5"),
    resumed(9.0 * WEEKS_PER_MONTH, 97.0, "guideline.return.course.months9"),
    resumed(104.0, 98.0, "guideline.return.course.years2"),
];

/// What is said at a number of weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The weeks that were asked for.
    pub weeks: u16,
    /// The phase.
    pub phase: Phase,
    /// The sections, in the order of reading.
    pub sections: Vec<Section>,
}

/// What the guideline and the Belgian programme say after so many weeks of complaints.
pub fn return_to_work(weeks: u16) -> Track {
    let phase = Phase::of(weeks);
    let heading = Phrase::new("guideline.return.heading").number("weeks", f64::from(weeks), Unit::Count);
    let sections = vec![
        Section { heading, lines: vec![phase.name()] },
        Section::new("guideline.return.course", course(weeks)),
        Section::new("guideline.return.advised", advised()),
        Section::new("guideline.return.consider", considered(weeks)),
        Section::new("guideline.return.against", against(weeks, phase)),
        Section::new("guideline.return.dutch", dutch(weeks)),
        Section::new("guideline.return.belgian", belgian(weeks)),
        Section::of(
            "guideline.return.limits",
            &["guideline.return.limits.diagnosis", "guideline.return.limits.flags", "guideline.return.limits.consent"],
        ),
    ];
    Track { weeks, phase, sections }
}

/// The last point passed and the two that follow.
fn course(weeks: u16) -> Vec<Phrase> {
    let passed = COURSE.iter().filter(|point| point.weeks <= f64::from(weeks)).count();
    let near = COURSE.iter().skip(passed.saturating_sub(1)).take(if passed == 0 { 2 } else { 3 });
    let line = |point: &Resumed| {
        let line = Phrase::new("guideline.return.course.line").number("percent", point.percent, Unit::Percent);
        line.phrase("term", Phrase::new(point.term))
    };
    near.map(line).chain([Phrase::new("guideline.return.course.group")]).collect()
}

/// The advice that holds from the first day (6964-7036).
fn advised() -> Vec<Phrase> {
    let active = Phrase::new("guideline.return.active");
    [active].into_iter().chain(measures(&["R01", "R02", "R03", "R04", "R05", "R06", "R12"])).collect()
}

/// Stepped care (7040-7104).
fn considered(weeks: u16) -> Vec<Phrase> {
    let mut lines = match weeks {
        ..6 => vec![Phrase::new("guideline.return.consider.later")],
        6..12 => measures(&["R07", "R08", "R09", "R11"]),
        _ => measures(&["R07", "R08", "R09", "R10", "R11"]),
    };
    lines.push(Phrase::new("guideline.return.consider.sooner"));
    lines
}

fn against(weeks: u16, phase: Phase) -> Vec<Phrase> {
    let holds = |id: &str| match id {
        "R15" => phase == Phase::Acute,
        "R16" => weeks < 6,
        "R17" => phase == Phase::Chronic,
        _ => true,
    };
    let all = measure::all().iter().filter(|entry| entry.topic == measure::Topic::Reintegration);
    all.filter(|entry| entry.role == Role::Discourage && holds(entry.id)).map(measure::Measure::text).collect()
}

fn measures(ids: &[&str]) -> Vec<Phrase> {
    ids.iter().filter_map(|id| measure::find(id)).map(measure::Measure::text).collect()
}

fn dutch(weeks: u16) -> Vec<Phrase> {
    let steps = [(true, "guideline.return.dutch.start"), (weeks >= 6, "guideline.return.dutch.six")];
    timed(steps.into_iter().chain([(weeks >= 12, "guideline.return.dutch.twelve")]))
}

/// The Belgian text counts weeks of absence (247-258, 26-29, 398-407).
fn belgian(weeks: u16) -> Vec<Phrase> {
    timed([
        (weeks < 4, "guideline.return.belgian.natural"),
        ((3..4).contains(&weeks), "guideline.return.belgian.programme"),
        ((4..=8).contains(&weeks), "guideline.return.belgian.window"),
        (weeks > 8, "guideline.return.belgian.late"),
    ])
}

/// Lines of a timing, those that hold now marked.
fn timed(lines: impl IntoIterator<Item = (bool, &'static str)>) -> Vec<Phrase> {
    let line = |(now, key)| {
        let what = Phrase::new(key);
        if now { Phrase::new("guideline.return.now").phrase("what", what) } else { what }
    };
    lines.into_iter().map(line).collect()
}

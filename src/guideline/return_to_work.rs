//! Back to work: what the guideline advises at a number of weeks of complaints, with the Dutch and
//! the Belgian timing side by side. Information for the consultation; it holds no diagnosis.

use super::measure;
use crate::domain::{Phrase, Section, Unit};

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

/// The expected course of sick leave for back pain (3759-3785).
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
        Section { heading, lines: vec![cited(phase.name(), "3549-3552")], part: false },
        Section::new("guideline.return.course", course(near(weeks))),
        Section::new("guideline.return.advised", advised()),
        Section::new("guideline.return.consider", considered(weeks)),
        Section::new("guideline.return.against", measures(&against(weeks, phase))),
        Section::new("guideline.return.ineffective", measures(&["R18", "R19"])),
        Section::new("guideline.return.dutch", dutch(Some(weeks))),
        Section::new("guideline.return.belgian", belgian(Some(weeks))),
        figures(),
        limits(),
    ];
    Track { weeks, phase, sections: filled(sections) }
}

/// The whole road, whatever the number of weeks.
pub fn overview() -> Vec<Section> {
    let phases = [Phase::Acute, Phase::Subacute, Phase::Chronic].map(|phase| cited(phase.name(), "3549-3552"));
    vec![
        Section::new("guideline.return.overview", phases.into()),
        Section::new("guideline.return.course", course(COURSE)),
        Section::new("guideline.return.advised", advised()),
        Section::new("guideline.return.consider", considered(12)),
        Section::new("guideline.return.against", measures(&["R15", "R16", "R17"])),
        Section::new("guideline.return.ineffective", measures(&["R18", "R19"])),
        Section::new("guideline.return.dutch", dutch(None)),
        Section::new("guideline.return.belgian", belgian(None)),
        figures(),
        limits(),
    ]
}

fn filled(mut sections: Vec<Section>) -> Vec<Section> {
    sections.retain(|section| !section.lines.is_empty());
    sections
}

/// The last point passed and the two that follow.
fn near(weeks: u16) -> &'static [Resumed] {
    let passed = COURSE.iter().filter(|point| point.weeks <= f64::from(weeks)).count();
    &COURSE[passed.saturating_sub(1)..COURSE.len().min(passed + 2)]
}

fn course(points: &[Resumed]) -> Vec<Phrase> {
    let line = |point: &Resumed| {
        let line = Phrase::new("guideline.return.course.line").number("percent", point.percent, Unit::Percent);
        cited(line.phrase("term", Phrase::new(point.term)), "3759-3785")
    };
    points.iter().map(line).chain([Phrase::new("guideline.return.course.group")]).collect()
}

/// The advice that holds from the first day (6964-7036).
fn advised() -> Vec<Phrase> {
    let active = cited(Phrase::new("guideline.return.active"), "6995-6998");
    [active].into_iter().chain(measures(&["R01", "R02", "R03", "R04", "R05", "R06", "R12"])).collect()
}

/// Stepped care (7037-7104).
fn considered(weeks: u16) -> Vec<Phrase> {
    let mut lines = match weeks {
        ..6 => vec![cited(Phrase::new("guideline.return.consider.later"), "7044-7046")],
        6..12 => measures(&["R07", "R08", "R09", "R11"]),
        _ => measures(&["R07", "R08", "R09", "R10", "R11"]),
    };
    lines.push(cited(Phrase::new("guideline.return.consider.sooner"), "6967-6973"));
    lines
}

fn against(weeks: u16, phase: Phase) -> Vec<&'static str> {
    let all = [(phase == Phase::Acute, "R15"), (weeks < 6, "R16"), (phase == Phase::Chronic, "R17")];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, id)| id).collect()
}

/// Measures with their lines.
fn measures(ids: &[&str]) -> Vec<Phrase> {
    let found = ids.iter().filter_map(|id| measure::find(id));
    found
        .map(
            |entry| if entry.in_guideline { cited(entry.text(), entry.lines) } else { belgian_text(entry.text(), entry.lines) },
        )
        .collect()
}

fn dutch(weeks: Option<u16>) -> Vec<Phrase> {
    let now = |from: u16| weeks.is_some_and(|weeks| weeks >= from);
    [
        (now(0), "guideline.return.dutch.start", "6832-6834"),
        (now(6), "guideline.return.dutch.six", "7044-7086; 6821-6823"),
        (now(12), "guideline.return.dutch.twelve", "7091-7104"),
    ]
    .map(|(now, key, lines)| timed(now, cited(Phrase::new(key), lines)))
    .into()
}

/// The Belgian text counts weeks of absence.
fn belgian(weeks: Option<u16>) -> Vec<Phrase> {
    let now = |range: std::ops::RangeInclusive<u16>| weeks.is_some_and(|weeks| range.contains(&weeks));
    [
        (now(0..=3), "guideline.return.belgian.natural", "250-258"),
        (now(3..=4), "guideline.return.belgian.programme", "26-29"),
        (now(4..=8), "guideline.return.belgian.window", "398-407"),
        (now(9..=u16::MAX), "guideline.return.belgian.late", "345-349"),
    ]
    .map(|(now, key, lines)| timed(now, belgian_text(Phrase::new(key), lines)))
    .into()
}

/// What Belgian and Dutch programmes achieved, for those who must weigh the cost.
fn figures() -> Section {
    let line = |id| {
        let entry = measure::find(id)?;
        let figure = Phrase::new("guideline.return.figure").phrase("what", entry.text()).phrase("effect", entry.effect());
        Some(belgian_text(figure, entry.lines))
    };
    Section::new("guideline.return.belgian.figures", ["R13", "R14"].into_iter().filter_map(line).collect())
}

fn limits() -> Section {
    Section::of(
        "guideline.return.limits",
        &["guideline.return.limits.diagnosis", "guideline.return.limits.flags", "guideline.return.limits.consent"],
    )
}

/// A line of a timing, marked where it holds now.
fn timed(now: bool, what: Phrase) -> Phrase {
    if now { Phrase::new("guideline.return.now").phrase("what", what) } else { what }
}

/// With the lines of the background document.
fn cited(what: Phrase, lines: &'static str) -> Phrase {
    Phrase::new("guideline.return.cited").phrase("what", what).text("lines", lines)
}

/// With the lines of the Belgian text.
fn belgian_text(what: Phrase, lines: &'static str) -> Phrase {
    Phrase::new("guideline.return.cited.belgian").phrase("what", what).text("lines", lines)
}

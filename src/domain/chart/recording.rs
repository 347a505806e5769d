//! What a recording looks like: values over time, spectra, and how long which angle was reached.

use super::Limit;
use crate::domain::{Class, Phrase, Unit};

/// Values over time, in panels below each other that share both scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What it shows.
    pub title: Phrase,
    /// The axis of the values.
    pub axis: Phrase,
    /// The unit of all values.
    pub unit: Unit,
    /// What time counts: that of the clock, or only what was measured.
    pub time: Phrase,
    /// How long a step is, s.
    pub step_seconds: f64,
    /// What the highest value of a step is called.
    pub highest: Phrase,
    /// What the middle value of a step is called.
    pub middle: Phrase,
    /// The panels, top to bottom.
    pub panels: Vec<Panel>,
    /// Values of note, and when they were exceeded.
    pub levels: Vec<Level>,
}

/// One panel of a course.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name; empty panels of one need none.
    pub label: Option<Phrase>,
    /// The steps; `None` where nothing was measured.
    pub steps: Vec<Option<Moment>>,
    /// The steps to look at first, the highest first.
    pub marked: Vec<usize>,
}

/// One step of a course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// The highest value within it.
    pub highest: f64,
    /// Its middle value: a mean or a median, as the course says.
    pub middle: f64,
}

/// A value of note.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The value.
    pub limit: Limit,
    /// What it means to be beyond it for too long.
    pub class: Option<Class>,
    /// From when to when the values stayed beyond it, s.
    pub spells: Vec<(f64, f64)>,
}

/// One-third-octave spectra before and after weighting, in panels that share both scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Spectrum {
    /// What it shows.
    pub title: Phrase,
    /// The panels, top to bottom, all with the same bands.
    pub panels: Vec<Bands>,
}

/// The spectrum of one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    /// The axis.
    pub label: Phrase,
    /// The name of its weighting.
    pub weighting: &'static str,
    /// Its bands, rising.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Its nominal frequency, Hz.
    pub hz: f64,
    /// The r.m.s. in it before weighting, m/s².
    pub before: f64,
    /// The factor of the weighting.
    pub factor: f64,
}

/// How much of the time an angle was reached, for every angle.
#[derive(Debug, Clone, PartialEq)]
pub struct Exceedance {
    /// What it shows.
    pub title: Phrase,
    /// Angle, °, and share of the time at that angle and more, %; rising angles.
    pub curve: Vec<(f64, f64)>,
    /// The angles that are judged.
    pub points: Vec<Reached>,
    /// The share that they are held against, %.
    pub limit: Limit,
}

/// An angle that is judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// The angle, °.
    pub angle: f64,
    /// The share of the time, %.
    pub share: f64,
    /// Its 95 % interval, %.
    pub interval: Option<(f64, f64)>,
    /// The class beyond the limit.
    pub class: Class,
}

/// A value with its uncertainty against limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    /// What it shows.
    pub title: Phrase,
    /// The unit of all values.
    pub unit: Unit,
    /// The value.
    pub value: f64,
    /// Where it lies with a probability of 95 %.
    pub range: (f64, f64),
    /// What it is held against.
    pub limits: Vec<Limit>,
}

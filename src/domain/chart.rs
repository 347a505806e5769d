//! Shapes that a method fills and a report draws. No colours, sizes or words of a language here.

use super::{Class, Phrase, Unit};

mod change;
mod recording;

pub use change::{BeforeAfter, ChangePoint, ChangeRow, ChangeScale};
pub use recording::{Band, Bands, Course, Exceedance, Interval, Level, Moment, Panel, Reached, Spectrum};

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars from zero, with marked limits: the multipliers of a lift, A(8) per axis.
    Bars(Bars),
    /// Rows of coloured cells with word and score: the profile of a MAC assessment.
    Profile(Profile),
    /// Values over time: the running r.m.s. of a seat, the inclination of a trunk.
    Course(Course),
    /// One-third-octave spectra before and after weighting.
    Spectrum(Spectrum),
    /// How much of the time which angle was reached.
    Exceedance(Exceedance),
    /// A value with its uncertainty against limits.
    Interval(Interval),
    /// Shares with intervals against a limit: trunk flexion.
    Shares(Shares),
    /// Vehicles over the hours of a day against curves of equal daily exposure.
    Dose(Dose),
    /// How probable each class is.
    Classes(Classes),
    /// An outcome over one variable, through the bands of the classes: the way down of a lift.
    Curve(Curve),
    /// Values before and after a change of the work, on the bands of the classes.
    BeforeAfter(BeforeAfter),
}

impl Chart {
    /// What it shows.
    pub const fn title(&self) -> &Phrase {
        match self {
            Self::Bars(bars) => &bars.title,
            Self::Profile(profile) => &profile.title,
            Self::Course(course) => &course.title,
            Self::Spectrum(spectrum) => &spectrum.title,
            Self::Exceedance(exceedance) => &exceedance.title,
            Self::Interval(interval) => &interval.title,
            Self::Shares(shares) => &shares.title,
            Self::Dose(dose) => &dose.title,
            Self::Classes(classes) => &classes.title,
            Self::Curve(curve) => &curve.title,
            Self::BeforeAfter(change) => &change.title,
        }
    }

    /// The same with another title, made from its own.
    #[must_use]
    pub fn retitled(mut self, with: impl FnOnce(Phrase) -> Phrase) -> Self {
        let title = match &mut self {
            Self::Bars(bars) => &mut bars.title,
            Self::Profile(profile) => &mut profile.title,
            Self::Course(course) => &mut course.title,
            Self::Spectrum(spectrum) => &mut spectrum.title,
            Self::Exceedance(exceedance) => &mut exceedance.title,
            Self::Interval(interval) => &mut interval.title,
            Self::Shares(shares) => &mut shares.title,
            Self::Dose(dose) => &mut dose.title,
            Self::Classes(classes) => &mut classes.title,
            Self::Curve(curve) => &mut curve.title,
            Self::BeforeAfter(change) => &mut change.title,
        };
        let own = std::mem::replace(title, Phrase::new(""));
        *title = with(own);
        self
    }
}

/// Horizontal bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What it shows, also for a reader who cannot see it.
    pub title: Phrase,
    /// The axis.
    pub axis: Phrase,
    /// The unit of all values.
    pub unit: Unit,
    /// The end of the axis, where the values have a natural one (1 for multipliers).
    pub maximum: Option<f64>,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
    /// Limits.
    pub limits: Vec<Limit>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: Phrase,
    /// Its length.
    pub value: f64,
    /// Its class, where it has one.
    pub class: Option<Class>,
    /// Whether it is the one to look at first.
    pub marked: bool,
}

/// A limit that a chart draws as a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Its name.
    pub label: Phrase,
    /// Its value.
    pub value: f64,
}

/// Rows of coloured cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What it shows.
    pub title: Phrase,
    /// The rows.
    pub rows: Vec<ProfileRow>,
    /// The sum of the scores.
    pub total: f64,
}

/// One factor of a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileRow {
    /// The factor.
    pub label: Phrase,
    /// What was chosen.
    pub choice: Phrase,
    /// The colour as a class.
    pub class: Class,
    /// The colour's word.
    pub colour: Phrase,
    /// The score.
    pub score: f64,
    /// The highest score that the factor can have.
    pub maximum: f64,
}

/// Shares of working time with intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// What it shows.
    pub title: Phrase,
    /// The shares, top to bottom.
    pub rows: Vec<Share>,
    /// The limit, %.
    pub limit: Limit,
}

/// One share.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Its name.
    pub label: Phrase,
    /// The share, %.
    pub value: f64,
    /// Its 95 % interval, %.
    pub interval: Option<(f64, f64)>,
    /// The class that it gives.
    pub class: Option<Class>,
}

/// How probable each class is, as parts of one bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// What it shows.
    pub title: Phrase,
    /// The parts from the lowest class to the highest, and last what has none; together 1.
    pub parts: Vec<ClassPart>,
}

/// A part of a bar of classes.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassPart {
    /// The class; `None` for what lies outside the method.
    pub class: Option<Class>,
    /// What it is called.
    pub label: Phrase,
    /// How probable it is.
    pub share: f64,
}

/// Vehicles over the hours of a day. All accelerations contain k and are those of the axis that
/// decides the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// What it shows.
    pub title: Phrase,
    /// The vehicles, in the order of the file.
    pub vehicles: Vec<Ride>,
    /// The daily exposure A(8), m/s².
    pub a8: f64,
    /// Action and limit value, as A(8), m/s².
    pub limits: Vec<Limit>,
    /// The reference duration T0, h.
    pub reference_hours: f64,
}

/// One vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Ride {
    /// Its name.
    pub label: String,
    /// Hours a day.
    pub hours: f64,
    /// r.m.s. with k, m/s².
    pub acceleration: f64,
}

/// An outcome over one variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it shows.
    pub title: Phrase,
    /// The variable.
    pub x: Phrase,
    /// Its unit.
    pub unit: Unit,
    /// The outcome, which has no unit.
    pub y: Phrase,
    /// Variable and outcome, by rising variable; only where there is an outcome.
    pub points: Vec<(f64, f64)>,
    /// The classes of the outcome, by rising limit; the first begins at 0.
    pub bands: Vec<ClassBand>,
    /// Where the variable stands now.
    pub now: Mark,
    /// Where it would stand.
    pub proposed: Mark,
}

/// A class of a curve's outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassBand {
    /// The class.
    pub class: Class,
    /// The limit above which it begins.
    pub from: f64,
}

/// A place on a curve that is pointed out.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is, with its values.
    pub label: Phrase,
    /// The variable.
    pub x: f64,
    /// The outcome; `None` where there is none.
    pub y: Option<f64>,
}

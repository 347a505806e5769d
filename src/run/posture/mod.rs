//! A trunk sensor's recording into time shares of bending.
//!
//! The recording is read twice where a zero posture has to be found in it, and never held: first
//! the windows of standing and bowing, then everything. What comes out speaks no language.

mod certainty;
pub mod diary;
pub mod gravity;
pub mod json;
pub mod lead;
pub mod page;
mod pass;
pub mod picture;
pub mod summary;
pub mod table;
pub mod together;

use std::path::Path;

use crate::domain::task::RecordedTrunk;
use crate::domain::{Phrase, Unit};
use crate::input::recording::{self, Block, Error, Recording};
use crate::signal::calibration::{self, Frame, Hold, Refusal, Window};
use crate::signal::gravity::{Calibrated, Way};
use crate::signal::{axes::AxisMap, fusion::Fusion};
pub use diary::Entry;
pub use gravity::{Calibration, Corrected};
pub use picture::Picture;
pub use summary::{Percentiles, Summary, Verdict};

/// The texts of this use case, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// A stretch of a recording, s from its start. An open end is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Stretch {
    /// Everything.
    pub const ALL: Self = Self { from: 0.0, to: f64::INFINITY };

    /// Whether `time` lies in it.
    pub fn contains(&self, time: f64) -> bool {
        time >= self.from && time < self.to
    }
}

/// What a person wrote of a stretch: `5..15`, decimal commas too; `None` where nothing was.
///
/// # Errors
/// When it is no stretch.
#[allow(clippy::result_unit_err, reason = "what is expected is said by who asks")]
pub fn stretch(text: &str) -> Result<Option<Stretch>, ()> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

impl std::str::FromStr for Stretch {
    type Err = ();

    /// Reads `FROM..TO`, s; either may be left out.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (from, to) = text.split_once("..").ok_or(())?;
        let number = |text: &str, open: f64| match text.trim() {
            "" => Ok(open),
            text => text.parse().map_err(|_| ()).and_then(|s: f64| if s.is_finite() && s >= 0.0 { Ok(s) } else { Err(()) }),
        };
        let stretch = Self { from: number(from, 0.0)?, to: number(to, f64::INFINITY)? };
        if stretch.from < stretch.to { Ok(stretch) } else { Err(()) }
    }
}

/// What the user states of a recording.
#[derive(Debug, Clone)]
pub struct Options {
    /// When the wearer stood upright.
    pub reference: Option<Stretch>,
    /// When the wearer held a bow forward; asks for `reference` too.
    pub bow: Option<Stretch>,
    /// Whether the accelerometer is corrected by what it reads at rest.
    pub calibration: Calibration,
    /// How the sensor was mounted.
    pub axes: Option<AxisMap>,
    /// How up is found; `None`: by what the recording has.
    pub fusion: Option<Fusion>,
    /// What is judged.
    pub range: Stretch,
    /// When which task was done. Time outside it is not work.
    pub diary: Vec<Entry>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            reference: None,
            bow: None,
            calibration: Calibration::None,
            axes: None,
            fusion: None,
            range: Stretch::ALL,
            diary: Vec::new(),
        }
    }
}

/// Where the zero of all angles comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// A window of upright standing.
    Standing(Stretch, Hold),
    /// A window of upright standing and one of a forward bow; the angle between them, °.
    Functional(Stretch, Hold, Stretch, f64),
    /// The mounting that the user stated is taken as upright.
    Sensor,
    /// There is none: no angle can be given. Why, where one was tried.
    None(Option<Phrase>),
}

impl Reference {
    /// The word in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Standing(..) => "standing",
            Self::Functional(..) => "functional",
            Self::Sensor => "sensor",
            Self::None(_) => "none",
        }
    }
}

/// What a recording says.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Samples in the judged range.
    pub samples: u64,
    /// Samples per second, as found.
    pub rate_hz: f64,
    /// The length of the judged range, gaps included, s.
    pub seconds: f64,
    /// Time that was measured with the sensor worn (and, with a diary, at work), s.
    pub worn_seconds: f64,
    /// Whether and how the accelerations were corrected.
    pub corrected: Corrected,
    /// Where the zero comes from.
    pub reference: Reference,
    /// How up was found.
    pub fusion: Fusion,
    /// Everything, or with a diary everything at work; `None` without a zero posture or without
    /// any time.
    pub all: Option<Summary>,
    /// Each task of the diary.
    pub tasks: Vec<(String, Option<Summary>)>,
    /// Highest inclination in each minute, ° (`None`: not measured): for a drawing of the day.
    pub minutes: Vec<Option<f64>>,
    /// What is drawn of the recording, where there is a zero posture.
    pub picture: Option<picture::Picture>,
    /// What must be known to read the result.
    pub notes: Vec<Phrase>,
}

impl Analysis {
    /// What a task file's row takes over. `None` without forward shares or their intervals.
    pub fn recorded_trunk(&self) -> Option<RecordedTrunk> {
        let forward = self.all.as_ref()?.forward.as_ref()?;
        let [at_45, at_60] = forward.intervals?;
        Some(RecordedTrunk {
            ge45: forward.shares[crate::signal::exposure::AT_45],
            ge45_interval: at_45,
            ge60: forward.shares[crate::signal::exposure::AT_60],
            ge60_interval: at_60,
            shifted: Some(forward.shifted),
        })
    }

    /// Whether nothing could be judged: the recording counts as rejected.
    pub const fn is_rejected(&self) -> bool {
        self.all.is_none()
    }
}

/// Analyses the recording in the file at `path`.
///
/// # Errors
/// When it cannot be read, or what is asked of it cannot be done.
pub fn analyse_file(
    path: &Path,
    reading: &recording::Options,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Analysis, super::Error> {
    analyse(&|| recording::open(path, reading), options, progress).map_err(|error| of_file(path, error))
}

fn of_file(path: &Path, error: Error) -> super::Error {
    match error {
        Error::Io(source) => super::Error::io(path, source),
        Error::Format(phrase) => super::Error::Refused { path: path.to_owned(), phrase },
    }
}

/// The calibration from the recording in the file at `path`, in which the sensor lies still on its
/// six sides in turn.
///
/// # Errors
/// When it cannot be read, or does not allow a calibration.
pub fn calibrate_file(path: &Path, reading: &recording::Options) -> Result<Calibrated, super::Error> {
    let way = Way::SixSides;
    let found = recording::open(path, reading).and_then(|mut recording| gravity::calibrate(recording.as_mut(), way));
    match found.map_err(|error| of_file(path, error))? {
        Ok(calibrated) => Ok(calibrated),
        Err(refusal) => Err(super::Error::Refused { path: path.to_owned(), phrase: gravity::refused(&refusal, way) }),
    }
}

/// Reads the diary in the file at `path`; see [`diary::read`].
///
/// # Errors
/// When it cannot be read.
pub fn read_diary(path: &Path, clock_start: Option<f64>) -> Result<Vec<Entry>, super::Error> {
    let text = std::fs::read_to_string(path).map_err(|source| super::Error::io(path, source))?;
    diary::read(&text, clock_start).map_err(|error| of_file(path, error))
}

/// Why nothing could be judged, for standard error.
pub fn why_rejected(file: &str, analysis: &Analysis) -> Phrase {
    let why = match &analysis.reference {
        Reference::None(Some(refused)) => refused.clone(),
        Reference::None(None) => Phrase::new("posture.note.no_reference"),
        _ => {
            let said = |note: &&Phrase| ["posture.note.nothing_in_range", "posture.note.not_worn"].contains(&note.key);
            analysis.notes.iter().find(said).cloned().unwrap_or_else(|| Phrase::new("posture.line.nothing"))
        }
    };
    Phrase::new("posture.line.rejected").text("file", file).phrase("why", why)
}

/// Analyses the recording that `open` opens, which is called up to three times. `progress` is told
/// how many bytes of how many were read.
///
/// # Errors
/// When the recording cannot be read, or what is asked of it cannot be done.
pub fn analyse(
    open: &dyn Fn() -> Result<Box<dyn Recording>, Error>,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Analysis, Error> {
    let refuse = |key| Err(Error::Format(Phrase::new(key)));
    if options.bow.is_some() && options.reference.is_none() {
        return refuse("posture.error.bow_alone");
    }
    let corrected = correct(open, options.calibration)?;
    let open = || -> Result<Box<dyn Recording>, Error> {
        let recording = open()?;
        Ok(match &corrected {
            Corrected::Applied(calibrated) => Box::new(gravity::Correcting::new(recording, *calibrated)),
            _ => recording,
        })
    };
    let mut recording = open()?;
    let fusion = match options.fusion {
        Some(Fusion::Vqf) if !recording.info().has_rotation => return refuse("posture.error.no_gyroscope"),
        Some(stated) => stated,
        None if recording.info().has_rotation => Fusion::Vqf,
        None => Fusion::Accelerometer,
    };
    let map = options.axes.unwrap_or_default();
    if map.is_mirrored() {
        return refuse("posture.error.mirrored");
    }
    let mut notes: Vec<Phrase> = match &corrected {
        Corrected::NotAsked => Vec::new(),
        Corrected::Applied(calibrated) => vec![gravity::said(calibrated)],
        Corrected::Refused(why) => vec![why.clone()],
    };
    let (reference, frame) = if options.reference.is_some() {
        let found = find_reference(recording.as_mut(), options, map)?;
        recording = open()?;
        found
    } else if options.axes.is_some() {
        notes.push(Phrase::new("posture.note.sensor"));
        (Reference::Sensor, Some(Frame::SENSOR))
    } else {
        (Reference::None(None), None)
    };
    say_reference(&reference, frame.as_ref(), options, &mut notes);
    notes.push(match (fusion, options.fusion.is_some()) {
        (Fusion::Accelerometer, _) => {
            Phrase::new("posture.note.acc").number("cutoff", crate::signal::fusion::CUTOFF_HZ, Unit::Hertz)
        }
        (Fusion::Vqf, true) => Phrase::new("posture.note.vqf_stated"),
        (Fusion::Vqf, false) => Phrase::new("posture.note.vqf"),
    });
    let passed = pass::run(recording.as_mut(), fusion, frame, map, options, progress)?;
    notes.extend(recording.notes());
    Ok(Analysis { corrected, ..summary::conclude(&passed, reference, frame, fusion, options, notes) })
}

/// The calibration that was asked for, if it can be had.
fn correct(open: &dyn Fn() -> Result<Box<dyn Recording>, Error>, asked: Calibration) -> Result<Corrected, Error> {
    Ok(match asked {
        Calibration::None => Corrected::NotAsked,
        Calibration::Known(calibrated) => Corrected::Applied(calibrated),
        Calibration::InUse => match gravity::calibrate(open()?.as_mut(), Way::InUse)? {
            Ok(calibrated) => Corrected::Applied(calibrated),
            Err(refusal) => Corrected::Refused(gravity::refused(&refusal, Way::InUse)),
        },
    })
}

/// Reads as far as the windows of the zero posture go.
fn find_reference(recording: &mut dyn Recording, options: &Options, map: AxisMap) -> Result<(Reference, Option<Frame>), Error> {
    let Some(standing) = options.reference else { return Ok((Reference::None(None), None)) };
    let end = options.bow.map_or(standing.to, |bow| bow.to.max(standing.to));
    let nominal = 1.0 / recording.info().rate_hz;
    let mut windows = [Window::default(), Window::default()];
    let mut block = Block::default();
    let mut before: Option<f64> = None;
    'reading: while recording.read(&mut block)? {
        for (&time, &sample) in block.time_s.iter().zip(&block.acceleration) {
            if time >= end {
                break 'reading;
            }
            // A gap within a window does not make it longer.
            let span = before.map_or(nominal, |before| (time - before).clamp(0.0, 5.0 * nominal));
            before = Some(time);
            for (window, stretch) in windows.iter_mut().zip([Some(standing), options.bow]) {
                if stretch.is_some_and(|stretch| stretch.contains(time)) {
                    window.add(map.apply(sample), span);
                }
            }
        }
    }
    let refused = |key, refusal| (Reference::None(Some(Phrase::new(key).phrase("reason", reason(refusal)))), None);
    let upright = match windows[0].hold() {
        Ok(hold) => hold,
        Err(refusal) => return Ok(refused("posture.refused.standing", refusal)),
    };
    let Some(bowing) = options.bow else {
        return Ok(match Frame::standing(upright.mean) {
            Ok(frame) => (Reference::Standing(standing, upright), Some(frame)),
            Err(refusal) => refused("posture.refused.standing", refusal),
        });
    };
    let framed = windows[1].hold().and_then(|bow| Ok((bow, Frame::functional(upright.mean, bow.mean)?)));
    Ok(match framed {
        Ok((bow, frame)) => {
            let angle = crate::signal::tilt::inclination_from_deg(bow.mean, upright.mean).unwrap_or(0.0);
            (Reference::Functional(standing, upright, bowing, angle), Some(frame))
        }
        Err(refusal) => refused("posture.refused.bow", refusal),
    })
}

/// Why a window was refused, with the numbers.
fn reason(refusal: Refusal) -> Phrase {
    let (key, found, least, unit) = match refusal {
        Refusal::Empty => return Phrase::new("posture.refusal.empty"),
        Refusal::TooShort(s) => ("posture.refusal.short", s, calibration::SHORTEST_S, Unit::Minute),
        Refusal::Unsteady(g) => ("posture.refusal.unsteady", g, calibration::LARGEST_SPREAD_G, Unit::None),
        Refusal::Moving(deg) => ("posture.refusal.moving", deg, calibration::LARGEST_DRIFT_DEG, Unit::Degree),
        Refusal::NotOneG(g) => ("posture.refusal.not_one_g", g, calibration::LARGEST_OFF_G, Unit::None),
        Refusal::SmallBow(deg) => ("posture.refusal.small_bow", deg, calibration::SMALLEST_BOW_DEG, Unit::Degree),
    };
    if unit == Unit::Minute {
        // Seconds with two decimals: 1.4 s is too short, and must not be printed as 1 s.
        return Phrase::new(key).number("found", found, Unit::None).number("limit", least, Unit::None);
    }
    Phrase::new(key).against("found", found, unit, least).number("limit", least, unit)
}

fn say_reference(reference: &Reference, frame: Option<&Frame>, options: &Options, notes: &mut Vec<Phrase>) {
    match reference {
        Reference::Standing(_, hold) => {
            notes.push(Phrase::new("posture.note.standing").number("seconds", hold.seconds, Unit::Second).number(
                "length",
                hold.length_g,
                Unit::None,
            ));
            if frame.is_some_and(|frame| !frame.forward_known) {
                let angle = frame.map_or(0.0, |frame| frame.mounting_deg);
                let key = if angle > 135.0 { "posture.note.upside_down" } else { "posture.note.forward_unknown" };
                notes.push(Phrase::new(key).number("angle", angle, Unit::Degree).text("axis", head_axis(hold.mean)));
            } else if options.axes.is_none() {
                notes.push(Phrase::new("posture.note.forward_assumed"));
            }
        }
        Reference::Functional(_, hold, _, angle) => {
            let phrase = Phrase::new("posture.note.functional").number("seconds", hold.seconds, Unit::Second);
            notes.push(phrase.number("angle", *angle, Unit::Degree));
        }
        Reference::Sensor => {}
        Reference::None(refused) => {
            notes.extend(refused.clone());
            notes.push(Phrase::new("posture.note.no_reference"));
        }
    }
}

/// The axis of the sensor that points to the head, such as `-y`.
fn head_axis(upright: [f64; 3]) -> String {
    let at = (0..3).fold(0, |best, axis| if upright[axis].abs() > upright[best].abs() { axis } else { best });
    format!("{}{}", if upright[at] < 0.0 { "-" } else { "" }, ["x", "y", "z"][at])
}

//! The recordings that a task file names: opened beside it, measured, put with their task.

use std::path::{Path, PathBuf};

use super::{Error, posture, vibration};
use crate::domain::chart::Chart;
use crate::domain::task::{RecordedTrunk, RecordedVibration};
use crate::domain::{Arg, Column, Phrase, Problem, Task, WorkingDay};
use crate::input::recording;
use crate::method::posture::trunk_flexion::people::Spread;

/// What a user states of the recordings that the rows of a task file name.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Recordings of the seat.
    pub seat: vibration::Options,
    /// Recordings of the trunk.
    pub trunk: posture::Options,
    /// How text recordings of the trunk are read.
    pub trunk_reading: recording::Options,
}

/// Reads the recordings of a day into its tasks. Those that cannot be read are problems of their
/// rows, and their tasks say so.
pub(super) fn read(day: &mut WorkingDay, options: &Options) -> Vec<Problem> {
    let mut problems = Vec::new();
    for task in &mut day.tasks {
        problems.extend(read_task(task, options));
    }
    problems
}

/// Reads the recordings of one task.
pub(super) fn read_task(task: &mut Task, options: &Options) -> Vec<Problem> {
    let mut problems = Vec::new();
    read_trunk(task, options, &mut problems);
    read_vibration(task, options, &mut problems);
    problems
}

/// A recording that a task names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) path: PathBuf,
    /// The file as named.
    file: String,
    /// When the wearer stood upright, as entered; empty if nothing is.
    upright: String,
}

/// The recordings that a task names.
pub(super) fn of_task(task: &Task) -> Vec<Named> {
    let columns = [Column::TrunkRecording, Column::VibrationRecording];
    columns.into_iter().flat_map(|column| named(task, column)).collect()
}

/// The recordings that a task names in `column`.
fn named(task: &Task, column: Column) -> Vec<Named> {
    let folder = Path::new(&task.origins[0].file).parent().unwrap_or(Path::new(""));
    let next = task.texts.iter().skip(1).map(Some).chain([None]);
    let filled = task.texts.iter().zip(next).filter(|((at, words), _)| *at == column && !words.is_empty());
    filled
        .map(|((_, file), next)| Named {
            path: folder.join(file),
            file: file.clone(),
            upright: next.filter(|(at, _)| *at == Column::TrunkReferenceS).map_or_else(String::new, |(_, words)| words.clone()),
        })
        .collect()
}

fn problem(task: &Task, column: Column, found: &str, why: &Error) -> Problem {
    let reason = match why {
        Error::Refused { phrase, .. } | Error::Usage(phrase) | Error::Unset(phrase) => phrase.clone(),
        Error::Io { source, .. } => Phrase::new(Error::io_key(source)).text("system", source.to_string()),
    };
    let origin = &task.origins[0];
    Problem {
        file: origin.file.clone(),
        row: Some(origin.row),
        column: Some(column.key().to_owned()),
        found: found.to_owned(),
        expected: Phrase::new("run.recording.expected"),
        remedy: reason,
    }
}

/// Which of a task's recordings. A report does not name their files: a name can be a person's, or a
/// device's.
#[derive(Debug, Clone, Copy)]
struct Which {
    at: usize,
    of: usize,
}

impl Which {
    /// A remark of it, with the recording in front.
    fn remark(self, note: Phrase) -> Phrase {
        self.number("run.recording.note", "run.recording.note_one").phrase("note", note)
    }

    /// A chart of it; where there are several with its number in front.
    fn chart(self, chart: Chart) -> Chart {
        if self.of < 2 {
            return chart;
        }
        chart.retitled(|title| self.number("run.recording.note", "run.recording.note_one").phrase("note", title))
    }

    fn number(self, several: &'static str, one: &'static str) -> Phrase {
        if self.of > 1 { Phrase::new(several).exact("number", (self.at + 1) as f64) } else { Phrase::new(one) }
    }
}

fn read_trunk(task: &mut Task, options: &Options, problems: &mut Vec<Problem>) {
    let mut measured: Vec<RecordedTrunk> = Vec::new();
    let recordings = named(task, Column::TrunkRecording);
    let mut drawn = Vec::new();
    for (at, Named { path, file, upright }) in recordings.iter().enumerate() {
        let which = Which { at, of: recordings.len() };
        let mut asked = options.trunk.clone();
        let Ok(stretch) = posture::stretch(upright) else {
            let why = Error::Usage(Phrase::new("run.recording.upright"));
            problems.push(Problem {
                expected: Phrase::new("run.recording.upright.expected"),
                ..problem(task, Column::TrunkReferenceS, upright, &why)
            });
            continue;
        };
        asked.reference = stretch.or(asked.reference);
        match posture::analyse_file(path, &options.trunk_reading, &asked, &mut |_, _| {}) {
            Ok(analysis) => {
                let trunk = analysis.recorded_trunk();
                if trunk.is_none() {
                    let why = posture::why_rejected(file, &analysis);
                    problems.push(problem(task, Column::TrunkRecording, file, &Error::Usage(why)));
                }
                measured.extend(trunk);
                drawn.extend(posture::picture::course_of(&analysis).map(|chart| which.chart(chart)));
                task.assumptions.extend(analysis.notes.into_iter().map(|note| which.remark(note)));
            }
            Err(error) => problems.push(problem(task, Column::TrunkRecording, file, &error)),
        }
    }
    // A task of which one recording failed is not what the others say.
    if measured.len() == recordings.len() {
        task.recorded.trunk = mean_trunk(&measured);
        if measured.len() > 1 {
            task.recorded.trunk_each = measured;
        }
        task.recorded.trunk_charts = drawn;
    }
}

fn read_vibration(task: &mut Task, options: &Options, problems: &mut Vec<Problem>) {
    let mut measured: Vec<RecordedVibration> = Vec::new();
    let recordings = named(task, Column::VibrationRecording);
    let mut drawn = Vec::new();
    for (at, Named { path, file, .. }) in recordings.iter().enumerate() {
        let which = Which { at, of: recordings.len() };
        match vibration::analyse(path, &options.seat, &mut |_, _| {}) {
            Ok(result) => {
                measured.push(result.recorded());
                drawn.extend(vibration::charts(&result).into_iter().map(|chart| which.chart(chart)));
                task.assumptions.extend(result.notes.into_iter().map(|note| which.remark(note)));
            }
            Err(error) => problems.push(problem(task, Column::VibrationRecording, file, &error)),
        }
    }
    if measured.len() == recordings.len() {
        task.recorded.vibration = mean_vibration(&measured);
        if measured.len() > 1 {
            task.assumptions.push(spread(&measured));
            task.recorded.vibration_each = measured;
        }
        task.recorded.vibration_charts = drawn;
    }
}

/// Repeated measurements are averaged, each as another person: the interval of the mean is that of
/// the spread between them.
fn mean_trunk(measured: &[RecordedTrunk]) -> Option<RecordedTrunk> {
    let [one] = measured else {
        let ge45 = Spread::of(&measured.iter().map(|m| (m.ge45, m.ge45_interval)).collect::<Vec<_>>())?;
        let ge60 = Spread::of(&measured.iter().map(|m| (m.ge60, m.ge60_interval)).collect::<Vec<_>>())?;
        return Some(RecordedTrunk {
            ge45: ge45.mean,
            ge45_interval: ge45.interval,
            ge60: ge60.mean,
            ge60_interval: ge60.interval,
            // Each has a zero posture of its own, so that the spread between them holds its error.
            shifted: None,
        });
    };
    Some(*one)
}

/// Repeated measurements are averaged; doses over their own times add up over all of the time.
fn mean_vibration(measured: &[RecordedVibration]) -> Option<RecordedVibration> {
    let count = measured.len() as f64;
    (!measured.is_empty()).then(|| RecordedVibration {
        rms: std::array::from_fn(|axis| measured.iter().map(|m| m.rms[axis]).sum::<f64>() / count),
        vdv: std::array::from_fn(|axis| measured.iter().map(|m| m.vdv[axis].powi(4)).sum::<f64>().powf(0.25)),
        seconds: measured.iter().map(|m| m.seconds).sum(),
    })
}

/// How far several recordings of one task lie apart.
fn spread(measured: &[RecordedVibration]) -> Phrase {
    let each = (0..3).map(|axis| {
        let values = || measured.iter().map(|m| m.rms[axis]);
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(0.0, f64::max);
        Arg::Phrase(
            Phrase::new("run.recording.axis")
                .text("axis", vibration::AXES[axis])
                .number("low", low, crate::domain::Unit::Acceleration)
                .number("high", high, crate::domain::Unit::Acceleration),
        )
    });
    Phrase::new("run.recording.spread").exact("count", measured.len() as f64).with("axes", Arg::List(each.collect()))
}

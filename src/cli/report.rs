//! `rugwijzer report`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::posture::stretch;
use super::recording::{axes, positive};
use super::{Ending, Shell, terminal};
use crate::domain::{Assessment, Date, Phrase};
use crate::run::AxisMap;
use crate::run::Period;
use crate::run::posture::{self, Calibration, Stretch};
use crate::run::report::{Before, Request};
use crate::run::{self, Decimal, Error, Options, Setting, line, report};

/// Assess whole jobs and write the report
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Task files: CSV, XLSX or ODS
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    compare: Compare,
    /// Where the report goes; its ending gives the format (default: standard output)
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// An earlier plan of action (XLSX or CSV): who does what before when is taken over
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// html, pdf, xlsx, md or json, whatever the ending of OUT
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// All workstations together, also where there are five working days or fewer
    #[arg(long)]
    portfolio: bool,
    #[command(flatten)]
    cover: Cover,
    #[command(flatten)]
    recordings: Recordings,
    #[command(flatten)]
    reading: Reading,
}

/// Before and after a change of the work.
#[derive(Debug, Args)]
struct Compare {
    /// Task file of the situation before, to compare with; may be given more than once
    #[arg(long, value_name = "FILE", conflicts_with_all = ["before_date", "after_date"])]
    before: Vec<PathBuf>,
    /// In the same file: the day, or FROM..TO, of the situation before; the report is on the other days
    #[arg(long, value_name = "DATE", value_parser = period)]
    before_date: Option<Period>,
    /// The day, or FROM..TO, of the situation after (default: every day but those of --before-date)
    #[arg(long, value_name = "DATE", value_parser = period, requires = "before_date")]
    after_date: Option<Period>,
}

impl Compare {
    fn before(self) -> Before {
        match self.before_date {
            Some(before) => Before::Dates { before, after: self.after_date },
            None if self.before.is_empty() => Before::NotAsked,
            None => Before::Files(self.before),
        }
    }
}

/// A day, or two with `..` between them; ISO, or d-m-yyyy.
fn period(text: &str) -> Result<Period, String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let day = |text: &str| report::day(text).ok_or_else(|| format!("no day: '{text}'; write 2026-03-20 or 20-3-2026"));
    let period = Period { first: day(first)?, last: day(last)? };
    if period.first > period.last {
        return Err(format!("the first day lies after the last: '{text}'"));
    }
    Ok(period)
}

/// What the adviser says of the report itself.
#[derive(Debug, Args)]
struct Cover {
    /// For whom the report is made
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    client: String,
    /// What was asked
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    question: String,
    /// Who made the report
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    author: String,
    /// The day of the report, as 2026-11-25 or 25-11-2026 (default: not printed)
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<Date>,
    /// A picture for the cover: PNG, JPEG or SVG, at most 1 MB
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
}

impl Cover {
    fn options(self) -> report::Cover {
        report::Cover { client: self.client, question: self.question, author: self.author, date: self.date, logo: self.logo }
    }
}

/// What is known of the recordings that rows name.
#[derive(Debug, Args)]
pub(super) struct Recordings {
    /// Trunk recordings: when the wearer stood upright, seconds from the start
    #[arg(long, value_name = "FROM..TO", value_parser = stretch)]
    trunk_reference: Option<Stretch>,
    /// Trunk recordings: body axes from sensor axes, e.g. x=-z,y=y,z=x
    #[arg(long, value_name = "MAP", value_parser = axes)]
    trunk_axes: Option<AxisMap>,
    /// Trunk recordings: correct the accelerometer by the still moments of each recording itself
    #[arg(long)]
    trunk_calibrate_in_use: bool,
    /// Trunk recordings: correct it by a recording of the same sensor, laid still on its six sides
    #[arg(long, value_name = "RECORDING", conflicts_with = "trunk_calibrate_in_use")]
    trunk_six_sides: Option<PathBuf>,
    /// Seat recordings: seat axes from sensor axes
    #[arg(long, value_name = "MAP", value_parser = axes)]
    seat_axes: Option<AxisMap>,
    /// Recordings in text without a time column: samples per second
    #[arg(long, value_name = "HZ", value_parser = positive)]
    rate: Option<f64>,
}

impl Recordings {
    /// The options of the measuring; reads the recording on six sides.
    ///
    /// # Errors
    /// When that cannot be read, or does not allow a calibration.
    pub(super) fn options(&self) -> Result<run::recordings::Options, Error> {
        let mut options = run::recordings::Options::default();
        options.trunk.reference = self.trunk_reference;
        options.trunk.axes = self.trunk_axes;
        options.seat.axes = self.seat_axes.unwrap_or_default();
        options.trunk_reading.rate_hz = self.rate;
        options.seat.recording.rate_hz = self.rate;
        options.trunk.calibration = match &self.trunk_six_sides {
            Some(path) => Calibration::Known(posture::calibrate_file(path, &options.trunk_reading)?),
            None if self.trunk_calibrate_in_use => Calibration::InUse,
            None => Calibration::None,
        };
        Ok(options)
    }
}

/// How task files are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Decimal sign, where the file itself does not tell
    #[arg(long, value_name = "point|comma")]
    decimal: Option<Sign>,
    /// Sheet of a workbook (default: the first)
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// How sure the class is: with the errors that the file states (columns ending in _pm), and for
    /// all others with those of this profile, a CSV file
    #[arg(long, value_name = "PROFILE.csv", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    uncertainty: Option<String>,
    /// Typical errors of measurement: `typical`, or a profile of your own
    #[arg(long, value_name = "typical|PROFILE.csv")]
    profile: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Sign {
    /// 12.5
    Point,
    /// 12,5
    Comma,
}

impl Reading {
    /// The options of the reader.
    ///
    /// # Errors
    /// When the profile cannot be read.
    pub(super) fn options(self) -> Result<Options, Error> {
        let decimal = self.decimal.map(|sign| match sign {
            Sign::Point => Decimal::Point,
            Sign::Comma => Decimal::Comma,
        });
        let named = self.profile.or(self.uncertainty);
        let uncertainty = named.map(|name| run::uncertainty::profile(&name)).transpose()?;
        Ok(Options { decimal, sheet: self.sheet, uncertainty })
    }
}

impl Arguments {
    pub(super) fn request(self, setting: Setting) -> Result<Request, Error> {
        Ok(Request {
            recordings: self.recordings.options()?,
            cover: self.cover.options(),
            files: self.files,
            before: self.compare.before(),
            portfolio: self.portfolio,
            options: self.reading.options()?,
            plan: self.plan,
            out: self.out,
            format: self.format,
            setting,
        })
    }
}

fn day(text: &str) -> Result<Date, String> {
    report::day(text).ok_or_else(|| format!("{text} is no day such as 2026-11-25 or 25-11-2026"))
}

pub(super) fn run(arguments: Arguments, shell: &Shell) -> Result<Ending, Error> {
    let request = arguments.request(shell.setting)?;
    let assessment = report::run(&request, &shell.texts, &mut terminal::counting(shell.quiet))?;
    if request.before == Before::NotAsked
        && let Some(offer) = report::offer(&assessment.jobs).filter(|_| !shell.quiet)
    {
        terminal::say(&format!("{}\n", shell.texts.say(&offer)));
    }
    told(&assessment, request.out.as_deref(), shell);
    Ok(if assessment.problems.is_empty() { Ending::Complete } else { Ending::Partial })
}

/// Says what was found and what was written.
pub(super) fn told(assessment: &Assessment, out: Option<&Path>, shell: &Shell) {
    let mut lines = String::new();
    let mut say = |line: &str| {
        lines.push_str(line);
        lines.push('\n');
    };
    for note in assessment.notes.iter().filter(|_| !shell.quiet) {
        say(&shell.texts.say(note));
    }
    // The reason of exit status 3 is never silent.
    for problem in &assessment.problems {
        say(&line(problem, &shell.texts));
    }
    if !shell.quiet {
        let summary = Phrase::new("run.report.summary")
            .exact("rows", assessment.rows as f64)
            .exact("jobs", assessment.jobs.len() as f64)
            .exact("assessed", assessment.rows.saturating_sub(assessment.rejected) as f64)
            .exact("rejected", assessment.rejected as f64);
        say(&shell.texts.say(&summary));
        if let Some(out) = out {
            say(&shell.texts.say(&Phrase::new("run.report.written").text("file", out.display().to_string())));
        }
    }
    terminal::say(&lines);
}

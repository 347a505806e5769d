//! The use cases: what the command line and the form ask for. Here files are opened, recordings
//! are read, results are written whole or not at all.

pub mod assess;
pub mod batch;
mod error;
pub mod explain;
pub mod form;
pub mod logo;
pub mod observe;
pub mod output;
pub mod plan;
pub mod posture;
pub mod recordings;
pub mod redesign;
pub mod report;
pub mod schema;
pub mod score;
pub mod store;
pub mod template;
pub mod uncertainty;
pub mod vibration;
mod watch;

pub use crate::assess::redesign::{Limits, Target};
pub use crate::domain::comparison::Period;
pub use crate::input::{Decimal, Options, expected, recording};
pub use crate::signal::{axes::AxisMap, fusion::Fusion, severe_shock, weighting::Weighting};
pub use error::Error;

use crate::domain::{Jurisdiction, Language, Phrase, Problem};
use crate::method::{Context, METHODS};
use crate::text::{Catalogue, catalogue};
use crate::{guideline, input};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What holds for a whole run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    /// The language of what people read.
    pub language: Language,
    /// Whose law.
    pub jurisdiction: Jurisdiction,
}

impl Setting {
    /// What the methods need of it.
    pub fn context(self) -> Context {
        Context { jurisdiction: self.jurisdiction }
    }
}

/// Every text table that this build has.
pub fn tables() -> Vec<&'static str> {
    let mut tables = vec![
        catalogue::COMMON,
        catalogue::COLUMNS,
        catalogue::LOCATORS,
        input::TEXT,
        crate::assess::TEXT,
        crate::assess::compare::TEXT,
        crate::assess::CERTAINTY_TEXT,
        crate::report::TEXT,
        crate::report::COMPARE_TEXT,
        crate::report::PORTFOLIO_TEXT,
        TEXT,
        vibration::TEXT,
        posture::TEXT,
        observe::TEXT,
        form::TEXT,
        input::recording::text::TEXT,
        input::recording::cwa::TEXT,
        input::recording::gt3x::TEXT,
    ];
    tables.extend(guideline::TEXTS);
    tables.extend(METHODS.iter().map(|method| method.text));
    tables
}

/// All texts in one language.
pub fn texts(language: Language) -> Catalogue {
    Catalogue::new(language, tables())
}

/// Today by the clock of this machine, in universal time, as people write it in a file: a proposal, for
/// where a day is asked.
pub fn today(language: Language) -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    match language {
        Language::Dutch => format!("{day}-{month}-{year}"),
        Language::English => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// The day of the Gregorian calendar, so many days after 1 January 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    let mut rest = days;
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while rest >= 365 + u64::from(leap(year)) {
        rest -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    (year, month, rest + 1)
}

/// The texts of this room, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// What is wrong, what is expected and what to do, in one sentence.
pub fn sentence(problem: &Problem, texts: &Catalogue) -> String {
    let key = if problem.found.is_empty() { "run.problem.empty" } else { "run.problem.found" };
    texts.say(
        &Phrase::new(key)
            .text("found", problem.found.clone())
            .phrase("expected", problem.expected.clone())
            .phrase("remedy", problem.remedy.clone()),
    )
}

/// The same as a line for a terminal, with its place in front.
pub fn line(problem: &Problem, texts: &Catalogue) -> String {
    let place = match (problem.row, &problem.column) {
        (Some(row), Some(column)) => Phrase::new("run.place.cell").exact("row", row as f64).text("column", column.clone()),
        (Some(row), None) => Phrase::new("run.place.row").exact("row", row as f64),
        (None, Some(column)) => Phrase::new("run.place.column").text("column", column.clone()),
        (None, None) => Phrase::new("run.place.file"),
    };
    let place = texts.say(&place.text("file", problem.file.clone()));
    format!("{place}: {}", sentence(problem, texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days as `date -u -d @…` gives them.
    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(19_723), (2024, 1, 1));
        assert_eq!(civil(20_088), (2024, 12, 31));
        assert_eq!(civil(20_782), (2026, 11, 25));
    }
}

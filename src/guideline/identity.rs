//! Which guideline this is, and how old.

use crate::domain::{Phrase, Unit};

/// The year of the version that is built in.
pub const VERSION: u16 = 2020;

/// The years for which the guideline declares itself valid (background document, 278-279).
pub const VALID_YEARS: u16 = 5;

/// The title.
pub const fn title() -> Phrase {
    Phrase::new("guideline.title")
}

/// The version.
pub const fn version() -> Phrase {
    Phrase::new("guideline.version")
}

/// The remark on its age that belongs in every report.
pub fn note() -> Phrase {
    let end = f64::from(VERSION + VALID_YEARS);
    Phrase::new("guideline.note").number("years", f64::from(VALID_YEARS), Unit::Count).exact("from", end).exact("to", end + 1.0)
}

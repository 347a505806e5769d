//! Profiles of typical errors: found by name, and said in the report.

use std::path::Path;
use std::sync::Arc;

use super::Error;
use super::assess::read_whole;
use crate::domain::column::Kind;
use crate::domain::profile::Profile;
use crate::domain::{Arg, Language, Phrase, Section, Unit};
pub use crate::input::profile::TYPICAL;
use crate::input::profile::{profile as read, typical};

/// The profile of this name: `typical`, a file, or for no name an empty one.
///
/// # Errors
/// When the file cannot be read, or is no profile.
pub fn profile(name: &str) -> Result<Arc<Profile>, Error> {
    Ok(Arc::new(match name {
        "" => Profile::default(),
        TYPICAL => typical(),
        file => {
            let path = Path::new(file);
            let called = path.file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
            read(&read_whole(path)?, &called).map_err(|error| Error::input(path, error))?
        }
    }))
}

/// The profile as a section of a report: each row with its source, and whether it is ours.
pub(super) fn section(profile: &Profile, language: Language) -> Section {
    let mut lines = vec![Phrase::new("run.profile.intro").text("name", profile.name.clone())];
    lines.extend(profile.rows.iter().map(|row| {
        let unit = match row.column.spec().kind {
            Kind::Number(unit, _) => unit,
            _ => Unit::None,
        };
        let key = match (row.half_width > 0.0, row.percent > 0.0) {
            (true, true) => "run.profile.both",
            (false, true) => "run.profile.percent",
            _ => "run.profile.half_width",
        };
        let source = row.source[usize::from(language == Language::English)].clone();
        let ground = Phrase::new(match row.ground {
            crate::domain::profile::Ground::Sourced => "run.profile.sourced",
            crate::domain::profile::Ground::Own => "run.profile.own",
            crate::domain::profile::Ground::Stated => "run.profile.stated",
        });
        let mut phrase = Phrase::new(key).named("column", row.column);
        if row.half_width > 0.0 {
            phrase = phrase.number("half_width", row.half_width, unit);
        }
        if row.percent > 0.0 {
            phrase = phrase.number("percent", row.percent, Unit::Percent);
        }
        let said =
            if source.is_empty() { Arg::Phrase(ground) } else { Arg::List(vec![Arg::Phrase(ground), Arg::Text(source)]) };
        phrase.with("source", said)
    }));
    Section::new("run.profile.heading", lines)
}

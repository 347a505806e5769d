//! Profiles of typical errors: the one that the program brings, and those of users.
//!
//! CSV with the columns `key` (a column of the task file, either name), `half_width` or `percent`
//! (of the value; the larger counts), and if wanted `status` (`sourced`, `own`, `stated`) and `source`
//! (or `source_nl` and `source_en`).

use super::{Error, number, word};
use crate::domain::column::Kind;
use crate::domain::profile::{Ground, Profile, Typical};
use crate::domain::{Column, Phrase};

/// The name of the profile that the program brings.
pub const TYPICAL: &str = "typical";

const TYPICAL_ROWS: &str = include_str!("typical.csv");

/// The profile that the program brings.
///
/// # Panics
/// Never: a test reads it.
pub fn typical() -> Profile {
    profile(TYPICAL_ROWS.as_bytes(), TYPICAL).expect("our own profile can be read")
}

/// Reads a profile that is called `name`.
///
/// # Errors
/// When it is no such table, or a row of it means nothing: then nothing is claimed on half of it.
pub fn profile(bytes: &[u8], name: &str) -> Result<Profile, Error> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b','].into_iter().find(|&mark| first.bytes().any(|byte| byte == mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let no_table = || Error::Refused(Phrase::new("input.refused.profile"));
    let header = reader.headers().map_err(|_| no_table())?.clone();
    let place = |key: &str| header.iter().position(|found| word::name(found) == key);
    let (Some(key), true) = (place("key"), place("half_width").is_some() || place("percent").is_some()) else {
        return Err(no_table());
    };
    let mut rows: Vec<Typical> = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|_| no_table())?;
        let refuse = |phrase: &'static str, found: &str| {
            Error::Refused(Phrase::new(phrase).exact("row", (at + 2) as f64).text("found", super::header::clip(found)))
        };
        let cell = |place: Option<usize>| place.and_then(|place| record.get(place)).map_or("", number::tidy);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let named = cell(Some(key));
        let is_number = |column: &Column| matches!(column.spec().kind, Kind::Number(..));
        let column = Column::from_name(&word::name(named)).filter(is_number);
        let column = column.ok_or_else(|| refuse("input.refused.profile_column", named))?;
        let amount = |found: &str| match found.replace(',', ".").parse::<f64>() {
            _ if found.is_empty() => Ok(0.0),
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
            _ => Err(refuse("input.refused.profile_number", found)),
        };
        let (half_width, percent) = (amount(cell(place("half_width")))?, amount(cell(place("percent")))?);
        if rows.iter().any(|row| row.column == column) {
            return Err(refuse("input.refused.profile_twice", named));
        }
        let ground = match cell(place("status")) {
            "sourced" => Ground::Sourced,
            "own" => Ground::Own,
            _ => Ground::Stated,
        };
        let either = cell(place("source"));
        let source = ["source_nl", "source_en"].map(|key| match cell(place(key)) {
            "" => either.to_owned(),
            words => words.to_owned(),
        });
        rows.push(Typical { column, half_width, percent, ground, source });
    }
    Ok(Profile { name: name.to_owned(), rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cell, Cells, Doubt};

    #[test]
    fn the_profile_that_the_program_brings() {
        let typical = typical();
        assert!(typical.rows.iter().all(|row| row.half_width > 0.0 || row.percent > 0.0));
        assert!(
            typical.rows.iter().all(|row| row.source.iter().all(|source| !source.is_empty())),
            "each says where it is from"
        );
        let mut cells = Cells::default();
        cells.set(Column::LiftsPerMin, Cell::Number(5.0));
        cells.set(Column::HOriginCm, Cell::Number(40.0));
        cells.set_doubt(Column::HOriginCm, Doubt::HalfWidth(1.0, crate::domain::doubt::Basis::Entered));
        typical.apply(&mut cells);
        assert!((cells.half_width(Column::LiftsPerMin) - 1.0).abs() < 1e-12);
        assert!((cells.half_width(Column::HOriginCm) - 1.0).abs() < 1e-12, "what was entered goes before");
        assert_eq!(cells.doubt(Column::VOriginCm), None, "of what was not measured nothing is claimed");
    }

    #[test]
    fn a_profile_of_a_user_and_what_is_wrong_with_it() {
        let read = |text: &str| profile(text.as_bytes(), "mine");
        let found = read("key;half_width;percent;source\nh_begin_cm;2,5;;eigen meting\n\n").expect("a good profile");
        assert_eq!(found.rows.len(), 1);
        assert!((found.rows[0].half_width - 2.5).abs() < 1e-12);
        assert_eq!((found.rows[0].ground, found.rows[0].source[0].as_str()), (Ground::Stated, "eigen meting"));
        let key = |text: &str| read(text).err().and_then(|error| error.phrase().map(|phrase| phrase.key));
        assert_eq!(key("name,value\nx,1"), Some("input.refused.profile"));
        assert_eq!(key("key,percent\ntask,1"), Some("input.refused.profile_column"));
        assert_eq!(key("key,percent\nload_kg,-1"), Some("input.refused.profile_number"));
        assert_eq!(key("key,percent\nload_kg,1\nlast_kg,2"), Some("input.refused.profile_twice"));
    }
}

//! The published JSON Schemas of what the program writes as JSON.

use super::Error;
use crate::domain::Phrase;

/// The schemas by the name of the command whose JSON they describe.
pub const SCHEMAS: [(&str, &str); 3] = [
    ("report", include_str!("../../docs/schema/report-1.schema.json")),
    ("vibration", include_str!("../../docs/schema/vibration-1.schema.json")),
    ("posture", include_str!("../../docs/schema/posture-1.schema.json")),
];

/// The schema of what the command `name` writes.
///
/// # Errors
/// When there is none.
pub fn schema(name: &str) -> Result<&'static str, Error> {
    SCHEMAS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, text)| *text).ok_or_else(|| {
        let known: Vec<&str> = SCHEMAS.iter().map(|(known, _)| *known).collect();
        Error::Usage(Phrase::new("run.schema.unknown").text("name", name).text("known", known.join(", ")))
    })
}

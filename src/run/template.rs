//! An empty task file.

use super::Error;
use crate::domain::column::Group;
use crate::domain::{Column, Language, Phrase};
use crate::input;
use crate::method::{METHODS, find};

/// The columns for these methods; all of them for none.
///
/// # Errors
/// When there is no such method.
pub fn columns(methods: &[String]) -> Result<Vec<Column>, Error> {
    if methods.is_empty() {
        return Ok(Column::ALL.to_vec());
    }
    let mut wanted = Vec::new();
    for id in methods {
        let method = find(&id.to_lowercase()).ok_or_else(|| {
            let known: Vec<&str> = METHODS.iter().map(|method| method.id).collect();
            Error::Usage(Phrase::new("run.template.unknown").text("method", id.clone()).text("known", known.join(", ")))
        })?;
        wanted.extend_from_slice(method.columns);
    }
    // Who, where and when belong to every file.
    Ok(Column::ALL.iter().copied().filter(|c| c.spec().group == Group::Identity || wanted.contains(c)).collect())
}

/// The file.
pub fn file(columns: &[Column], language: Language) -> Vec<u8> {
    input::template(columns, language)
}

//! Errors of the sources, E1 to E28: what is printed, what is used instead, and why.

use std::sync::LazyLock;

use super::evidence::{self, Evidence};
use super::table;
use crate::domain::Phrase;

/// An error of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misprint {
    /// Its id: `E1`.
    pub id: &'static str,
    /// `SB` for the background document, `S0` for the Belgian text.
    pub document: &'static str,
    /// Lines in it.
    pub lines: &'static str,
    /// What is printed, where it can be quoted in a few signs.
    pub printed: Option<&'static str>,
    /// What it must be; `None` where that is not known or cannot be said in a few signs.
    pub corrected: Option<&'static str>,
    key: &'static str,
}

impl Misprint {
    /// What is wrong, and what is done about it.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.key)
    }

    /// The rows of the evidence that it touches.
    pub fn rows(&self) -> impl Iterator<Item = &'static Evidence> {
        let id = self.id;
        evidence::all().iter().filter(move |row| row.misprints.contains(&id))
    }
}

static MISPRINTS: LazyLock<Vec<Misprint>> =
    LazyLock::new(|| table::read(include_str!("data/misprints.csv")).iter().map(parse).collect());

/// All misprints, in order.
pub fn all() -> &'static [Misprint] {
    &MISPRINTS
}

/// The misprint with this id, in capitals or not.
pub fn find(id: &str) -> Option<&'static Misprint> {
    all().iter().find(|misprint| misprint.id.eq_ignore_ascii_case(id))
}

fn parse(row: &table::Row) -> Misprint {
    let id = row.get("id");
    Misprint {
        id,
        document: row.get("document"),
        lines: row.get("lines"),
        printed: row.optional("printed"),
        corrected: row.optional("corrected"),
        key: table::text(format!("guideline.misprint.{id}")),
    }
}

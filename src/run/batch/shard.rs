//! One share of a batch, so that several machines can do it: which rows it has, and the note beside
//! its output by which it is known again.
//!
//! The rows of all inputs, one after the other, are divided by their number into N stretches of the
//! same length. Every share reads its inputs whole, for their hashes and because only what stands
//! before a quote tells what it means; it scores its own rows only.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Request;
use crate::domain::Phrase;
use crate::run::assess::sha256;
use crate::run::output::{Output, Seal};
use crate::run::{Decimal, Error, VERSION};

/// Share `number` of `of`, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// From `I/N`; `None` if I is not one of 1 to N.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let shard = Self { number: number.trim().parse().ok()?, of: of.trim().parse().ok()? };
        (1..=shard.of).contains(&shard.number).then_some(shard)
    }

    /// Its stretch of `all` records.
    pub(super) fn stretch(self, all: u64) -> Range<u64> {
        let border = |number: u64| u64::try_from(u128::from(all) * u128::from(number) / u128::from(self.of)).unwrap_or(all);
        border(self.number - 1)..border(self.number)
    }
}

/// One input of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Input {
    /// Its name in the output; empty where that does not name its source.
    pub(super) name: String,
    /// SHA-256 of its bytes; empty for one that cannot be read.
    pub(super) sha256: String,
    /// How many records it has, empty ones included; one for a file that is refused.
    pub(super) records: u64,
}

/// What must be the same for shares to be of one batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Batch {
    version: String,
    language: String,
    jurisdiction: String,
    decimal: String,
    sheet: String,
    /// SHA-256 of the profile of errors; empty without one.
    uncertainty: String,
    /// The columns that were asked for; none for all.
    #[serde(default)]
    columns: Vec<String>,
    into_one: bool,
    pub(super) inputs: Vec<Input>,
}

impl Batch {
    pub(super) fn new(request: &Request, into_one: bool, inputs: Vec<Input>) -> Self {
        let (options, setting) = (&request.options, request.setting);
        let decimal = match options.decimal {
            None => "",
            Some(Decimal::Point) => "point",
            Some(Decimal::Comma) => "comma",
        };
        let profile = options.uncertainty.as_ref().map(|profile| sha256(format!("{profile:?}").as_bytes()));
        Self {
            version: VERSION.to_owned(),
            language: setting.language.code().to_owned(),
            jurisdiction: setting.jurisdiction.code().to_owned(),
            decimal: decimal.to_owned(),
            sheet: options.sheet.clone().unwrap_or_default(),
            uncertainty: profile.unwrap_or_default(),
            columns: request.columns.clone(),
            into_one,
            inputs,
        }
    }

    /// In what another differs, as a word for people: the first that is found.
    pub(super) fn differs(&self, other: &Self) -> Option<&'static str> {
        let same_inputs = self.inputs == other.inputs;
        [
            (self.version != other.version, "run.batch.differs.version"),
            (!same_inputs, "run.batch.differs.inputs"),
            (*self != *other, "run.batch.differs.options"),
        ]
        .into_iter()
        .find_map(|(differs, key)| differs.then_some(key))
    }
}

/// The note beside the output of a share. It is written when the output is complete: a share with a
/// note that fits its output is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    schema: String,
    pub(super) shard: Shard,
    pub(super) batch: Batch,
    /// The output as it was written.
    pub(super) output: Seal,
    /// How many bytes of it stand before the first row: mark and header.
    pub(super) head_bytes: u64,
    pub(super) assessed: u64,
    pub(super) rejected: u64,
    /// Inputs that were refused, as far as this share names them.
    pub(super) refused: u64,
}

const SCHEMA: &str = "rugwijzer/shard/1";

impl Note {
    pub(super) fn new(shard: Shard, batch: Batch, output: Seal, head_bytes: u64) -> Self {
        Self { schema: SCHEMA.to_owned(), shard, batch, output, head_bytes, assessed: 0, rejected: 0, refused: 0 }
    }

    /// Where the note of an output stands.
    pub(super) fn place(out: &Path) -> PathBuf {
        let mut name = out.as_os_str().to_owned();
        name.push(".shard.json");
        PathBuf::from(name)
    }

    /// The note beside `out`; `None` if there is none that can be read.
    pub(super) fn beside(out: &Path) -> Option<Self> {
        let note: Self = serde_json::from_slice(&fs::read(Self::place(out)).ok()?).ok()?;
        (note.schema == SCHEMA).then_some(note)
    }

    /// Puts the note beside `out`.
    pub(super) fn write(&self, out: &Path) -> Result<(), Error> {
        let mut text = serde_json::to_vec_pretty(self).expect("words and numbers can be written as JSON");
        text.push(b'\n');
        Output::write_whole(Some(&Self::place(out)), &text)
    }

    /// Whether what stands at `out` is what was written there.
    pub(super) fn fits(&self, out: &Path) -> bool {
        fs::File::open(out).and_then(Seal::of).is_ok_and(|seal| seal == self.output)
    }
}

/// What is at the place of a share's output before it begins.
#[derive(Debug)]
pub(super) enum Before {
    /// Nothing that is known.
    Free,
    /// The same share, finished.
    Finished(Box<Note>),
}

/// Looks at `out` before share `shard` of `batch` is written there.
///
/// # Errors
/// When another share of the same batch stands there: it would be lost.
pub(super) fn before(out: &Path, shard: Shard, batch: &Batch) -> Result<Before, Error> {
    let Some(note) = Note::beside(out).filter(|note| note.fits(out)) else { return Ok(Before::Free) };
    if note.batch != *batch {
        return Ok(Before::Free);
    }
    if note.shard == shard {
        return Ok(Before::Finished(Box::new(note)));
    }
    let phrase = Phrase::new("run.batch.other_shard")
        .text("file", out.display().to_string())
        .text("other", format!("{}/{}", note.shard.number, note.shard.of));
    Err(Error::Usage(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_numbered_from_one() {
        assert_eq!(Shard::parse("2/3"), Some(Shard { number: 2, of: 3 }));
        for wrong in ["0/3", "4/3", "1", "1/0", "a/b", "-1/2", "1/2/3"] {
            assert_eq!(Shard::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn stretches_follow_each_other_and_hold_everything() {
        for all in [0, 1, 5, 7, 1000, u64::MAX] {
            for of in [1, 2, 3, 8, 1000] {
                let mut end = 0;
                for number in 1..=of {
                    let stretch = Shard { number, of }.stretch(all);
                    assert_eq!(stretch.start, end);
                    assert!(stretch.end - stretch.start - all / of <= 1, "equally long");
                    end = stretch.end;
                }
                assert_eq!(end, all);
            }
        }
    }
}

//! Which columns an output has: all of the file with all results behind them, or those that were
//! asked for, in that order.

use crate::domain::{Arg, Phrase};
use crate::input::Header;
use crate::method::METHODS;

/// One column of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::run) enum Shown {
    /// A cell of the file itself, by its place in the header.
    Own(usize),
    /// The worst class.
    Class,
    /// The method that gave it.
    ClassFrom,
    /// Whether every cell could be used.
    State,
    /// What is wrong with the row.
    Problems,
    /// A value of a method, by their places.
    Value(usize, usize),
    /// The measures.
    Measures,
    /// Whether the class rests on weak ground.
    Provisional,
    /// Whether something could not be assessed.
    Incomplete,
    /// How sure the lifting index is, by its place among those columns.
    Certainty(usize),
}

/// The columns before those of the methods.
const BEFORE: [(&str, Shown); 4] = [
    ("rw_class", Shown::Class),
    ("rw_class_from", Shown::ClassFrom),
    ("rw_state", Shown::State),
    ("rw_problems", Shown::Problems),
];
/// The columns behind those of the methods. Green is never plain where `rw_provisional` or
/// `rw_incomplete` says yes.
const AFTER: [(&str, Shown); 3] =
    [("measures", Shown::Measures), ("rw_provisional", Shown::Provisional), ("rw_incomplete", Shown::Incomplete)];

/// The columns behind all others where the rows of several files stand in one output.
const SOURCE: [&str; 2] = ["rw_file", "rw_row"];

/// The columns of how sure the lifting index is, where they are asked for.
pub(super) const CERTAINTY: [&str; 7] =
    ["niosh_li_low", "niosh_li_high", "p_acceptable", "p_increased", "p_high", "p_very_high", "p_outside"];

/// What is appended, in order; with `certainty` also how sure the lifting index is.
fn results(certainty: bool) -> impl Iterator<Item = (&'static str, Shown)> {
    let of_methods = METHODS.iter().enumerate().flat_map(|(method, of)| {
        of.score_columns.iter().enumerate().map(move |(value, column)| (column.name, Shown::Value(method, value)))
    });
    let sure = CERTAINTY.into_iter().enumerate().filter(move |_| certainty).map(|(at, name)| (name, Shown::Certainty(at)));
    BEFORE.into_iter().chain(of_methods).chain(AFTER).chain(sure)
}

/// The names of all columns that can be appended.
pub(in crate::run) fn result_names() -> impl Iterator<Item = &'static str> {
    results(true).map(|(name, _)| name)
}

/// The columns that say from which file and row of it a row came.
pub(in crate::run) fn source_columns() -> impl Iterator<Item = &'static str> {
    SOURCE.into_iter()
}

/// The columns of an output, but for those of [`source_columns`].
#[derive(Debug, Clone)]
pub(in crate::run) struct Columns {
    shown: Vec<(String, Shown)>,
    are_all: bool,
}

impl Columns {
    /// All, if nothing is `asked` for: those of the file, but for results of an earlier run, and all
    /// results. Else those that are asked for by name, in that order: results, or columns of the file
    /// as it calls them or in either language. With `certainty` there is also how sure the index is.
    ///
    /// # Errors
    /// When there is no such column, or one is asked for twice.
    pub(in crate::run) fn of(asked: &[String], header: &Header, certainty: bool) -> Result<Self, Phrase> {
        if asked.is_empty() {
            let own = header.own().map(|place| (header.names()[place].clone(), Shown::Own(place)));
            let results = results(certainty).map(|(name, shown)| (name.to_owned(), shown));
            return Ok(Self { shown: own.chain(results).collect(), are_all: true });
        }
        let mut shown: Vec<(String, Shown)> = Vec::with_capacity(asked.len());
        for name in asked {
            let found = one(name.trim(), header, certainty)?;
            if shown.iter().any(|(_, other)| *other == found.1) {
                return Err(Phrase::new("run.columns.twice").text("name", name.trim()));
            }
            shown.push(found);
        }
        Ok(Self { shown, are_all: false })
    }

    /// What they are, in order, with their names.
    pub(in crate::run) fn iter(&self) -> impl Iterator<Item = (&str, Shown)> {
        self.shown.iter().map(|(name, shown)| (name.as_str(), *shown))
    }

    /// Whether these are all that there are.
    pub(super) const fn are_all(&self) -> bool {
        self.are_all
    }

    /// Whether one of them says how sure the index is.
    pub(super) fn has_certainty(&self) -> bool {
        self.iter().any(|(_, shown)| matches!(shown, Shown::Certainty(_)))
    }

    /// What must be said of them: results without what says that a result is not plain.
    pub(in crate::run) fn note(&self) -> Option<Phrase> {
        let has = |wanted: Shown| self.iter().any(|(_, shown)| shown == wanted);
        let has_results = self.iter().any(|(_, shown)| !matches!(shown, Shown::Own(_)));
        let telling = BEFORE
            .iter()
            .chain(&AFTER)
            .filter(|(_, shown)| matches!(shown, Shown::State | Shown::Provisional | Shown::Incomplete) && !has(*shown));
        let without: Vec<Arg> = telling.map(|(name, _)| Arg::Text((*name).to_owned())).collect();
        (has_results && !without.is_empty()).then(|| Phrase::new("run.columns.hidden").with("names", Arg::List(without)))
    }
}

/// The column that a name asks for.
fn one(name: &str, header: &Header, certainty: bool) -> Result<(String, Shown), Phrase> {
    if let Some((result, shown)) = results(certainty).find(|(result, _)| result.eq_ignore_ascii_case(name)) {
        return Ok((result.to_owned(), shown));
    }
    if let Some(place) = header.find(name) {
        return Ok((header.names()[place].clone(), Shown::Own(place)));
    }
    let results = results(certainty).map(|(name, _)| Arg::Text(name.to_owned())).collect();
    let own = header.own().map(|place| Arg::Text(header.names()[place].clone())).collect();
    let phrase = Phrase::new("run.columns.unknown").text("name", name);
    Err(phrase.with("results", Arg::List(results)).with("own", Arg::List(own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_has_a_place_of_its_own() {
        let all: Vec<_> = results(true).collect();
        for (at, (name, shown)) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|(other, place)| other != name && place != shown), "{name}");
        }
        assert_eq!(results(false).count() + CERTAINTY.len(), all.len());
    }
}

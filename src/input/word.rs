//! The words that a cell chooses from, as people write them.

use super::number::{self, Style, tidy};
use crate::domain::choice::Choice;

/// The place in `choices` of the word in `cell`: the English key or the Dutch word, in any case,
/// with or without accents, blanks and hyphens as underscores.
pub(super) fn find(choices: &[Choice], cell: &[u8], style: Style) -> Option<u8> {
    exact(choices, cell).or_else(|| tolerant(choices, cell, style))
}

fn place(choices: &[Choice], is_it: impl Fn(&Choice) -> bool) -> Option<u8> {
    choices.iter().position(is_it).and_then(|at| u8::try_from(at).ok())
}

/// The place of a word that is written as the table has it, but for its case.
#[inline]
pub(super) fn exact(choices: &[Choice], cell: &[u8]) -> Option<u8> {
    let is = |word: &str| {
        let word = word.as_bytes();
        // Most words differ in their length or first letter.
        cell.len() == word.len() && (cell[0] ^ word[0]) & !0x20 == 0 && cell.eq_ignore_ascii_case(word)
    };
    place(choices, |word| is(word.key) || is(word.nl))
}

#[cold]
fn tolerant(choices: &[Choice], cell: &[u8], style: Style) -> Option<u8> {
    let text = tidy(str::from_utf8(cell).ok()?);
    // A column of counts: spreadsheets write 2 as 2.0 too.
    if choices.iter().all(|word| word.key.bytes().all(|byte| byte.is_ascii_digit())) {
        let number = number::parse(text.as_bytes(), style, false).ok()?;
        return place(choices, |word| word.key.parse().is_ok_and(|key: f64| key.total_cmp(&number).is_eq()));
    }
    let word = name(text);
    let word = match word.as_str() {
        "j" | "y" | "waar" | "true" if has(choices, "yes") => "yes",
        "n" | "onwaar" | "false" if has(choices, "yes") => "no",
        other => other,
    };
    exact(choices, word.as_bytes())
}

fn has(choices: &[Choice], key: &str) -> bool {
    choices.iter().any(|word| word.key == key)
}

/// A word or header as it is compared: lower case, accents off, one underscore for blanks,
/// hyphens and underscores in it.
pub(super) fn name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in tidy(text).chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='ä' => name.push('a'),
            'è'..='ë' => name.push('e'),
            'ì'..='ï' => name.push('i'),
            'ò'..='ö' => name.push('o'),
            'ù'..='ü' => name.push('u'),
            // Combining accents, as some systems write é.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}'..='\u{2014}') => {
                if !name.ends_with('_') {
                    name.push('_');
                }
            }
            c => name.push(c),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::choice::{Coupling, MacAsymmetry, MacColour, MacEnvironment, MacTorso, UserPopulation, YesNo};

    fn word(choices: &'static [Choice], cell: &str) -> Option<&'static str> {
        find(choices, cell.as_bytes(), Style::Open).map(|at| choices[usize::from(at)].key)
    }

    #[test]
    fn both_languages_any_case() {
        assert_eq!(word(Coupling::CHOICES, "Redelijk"), Some("fair"));
        assert_eq!(word(Coupling::CHOICES, " POOR\u{a0}"), Some("poor"));
        assert_eq!(word(MacColour::CHOICES, "oranje"), Some("amber"));
        assert_eq!(word(UserPopulation::CHOICES, "Mannen 20-45"), Some("men_20_45"));
        assert_eq!(word(Coupling::CHOICES, "matig"), None);
    }

    #[test]
    fn accents_may_stand_or_not() {
        for cell in ["een", "één", "ÉÉN", "e\u{301}e\u{301}n"] {
            assert_eq!(word(MacTorso::CHOICES, cell), Some("one"), "{cell}");
        }
        assert_eq!(word(MacAsymmetry::CHOICES, "één hand"), Some("one_hand"));
    }

    #[test]
    fn yes_has_many_names() {
        for cell in ["ja", "J", "yes", "y", "WAAR", "true"] {
            assert_eq!(word(YesNo::CHOICES, cell), Some("yes"), "{cell}");
        }
        for cell in ["nee", "N", "no", "onwaar", "FALSE"] {
            assert_eq!(word(YesNo::CHOICES, cell), Some("no"), "{cell}");
        }
        assert_eq!(word(Coupling::CHOICES, "j"), None);
        assert_eq!(word(YesNo::CHOICES, "1"), None);
    }

    #[test]
    fn a_count_may_have_decimals_of_nought() {
        assert_eq!(word(MacEnvironment::CHOICES, "2"), Some("2"));
        assert_eq!(word(MacEnvironment::CHOICES, "2.0"), Some("2"));
        assert_eq!(word(MacEnvironment::CHOICES, "3"), None);
        assert_eq!(word(MacEnvironment::CHOICES, "1.5"), None);
    }
}

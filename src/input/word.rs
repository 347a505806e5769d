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

/// The words of a column, ready to be held against cells of at most [`LONGEST`] bytes: a cell can only be
/// the word in the slot that is worked out from its bytes. Which word it is costs no branch, because it is
/// not foreseeable.
#[derive(Debug)]
pub(super) struct Words {
    /// A power of two of them.
    slots: Vec<Word>,
    /// What puts every word in a slot of its own.
    multiplier: u64,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    /// Its bytes, the first in the lowest, and its length in the highest.
    text: u128,
    /// The bits that count: all but those of the case of its letters.
    keep: u128,
    place: u8,
}

/// As many bytes as leave room for their number.
const LONGEST: u32 = 15;

/// A word with its length.
#[inline]
const fn measured(text: u128, length: u32) -> u128 {
    text | (length as u128) << (8 * LONGEST)
}

impl Word {
    /// No cell that holds something.
    const NONE: Self = Self { text: 0, keep: u128::MAX, place: 0 };

    fn of(word: &str, place: usize) -> Self {
        let (mut text, mut keep) = ([0; 16], [0xff; 16]);
        for ((byte, text), keep) in word.bytes().zip(&mut text).zip(&mut keep) {
            *text = byte;
            *keep = if byte.is_ascii_alphabetic() { !0x20 } else { 0xff };
        }
        let text = measured(u128::from_le_bytes(text), u32::try_from(word.len()).expect("a word is short"));
        Self { text, keep: u128::from_le_bytes(keep), place: u8::try_from(place).expect("few words are to choose from") }
    }

    const fn is(&self, cell: u128) -> bool {
        (cell ^ self.text) & self.keep == 0
    }
}

impl Words {
    pub(super) fn of(choices: &[Choice]) -> Self {
        let places = choices.iter().enumerate().flat_map(|(place, choice)| [(choice.key, place), (choice.nl, place)]);
        let mut words: Vec<Word> = Vec::new();
        for (word, place) in places.filter(|(word, _)| word.len() <= LONGEST as usize) {
            let word = Word::of(word, place);
            if !words.iter().any(|other| other.is(word.text)) {
                words.push(word);
            }
        }
        let sizes = (0..).map(|more| (2 * words.len().max(1)).next_power_of_two() << more);
        // Odd numbers without a pattern: the golden ratio, and a step from each to the next.
        let multipliers = |size: usize| (0..64_u64).map(move |at| (size, 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * at + 1)));
        sizes
            .flat_map(multipliers)
            .find_map(|(size, multiplier)| Self::placed(&words, size, multiplier))
            .expect("sizes do not end")
    }

    /// The words in `size` slots, if each has one of its own.
    fn placed(words: &[Word], size: usize, multiplier: u64) -> Option<Self> {
        let mut placed = Self { slots: vec![Word::NONE; size], multiplier };
        for word in words {
            let slot = placed.slot(word.text);
            if placed.slots[slot].text != 0 {
                return None;
            }
            placed.slots[slot] = *word;
        }
        Some(placed)
    }

    /// The slot of a word, in whichever case.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "both halves are taken, and of the product the highest bits")]
    fn slot(&self, word: u128) -> usize {
        let mixed = (word as u64 ^ (word >> 64) as u64) & !0x2020_2020_2020_2020;
        (mixed.wrapping_mul(self.multiplier) >> 32) as usize & (self.slots.len() - 1)
    }

    /// The place of the word in the cell of `text` that ends at `to` and has `length` bytes, as [`exact`]
    /// finds it, if they are some and few, and as many bytes as can be looked at at once stand before its end.
    #[inline]
    pub(super) fn find(&self, text: &[u8], to: usize, length: u32) -> Option<u8> {
        if !(1..=LONGEST).contains(&length) {
            return None;
        }
        let chunk = text.get(to.wrapping_sub(16)..to)?.first_chunk()?;
        // What stands before the cell is shifted out.
        let cell = measured(u128::from_le_bytes(*chunk) >> (128 - 8 * length), length);
        let word = &self.slots[self.slot(cell)];
        word.is(cell).then_some(word.place)
    }
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
    use crate::domain::Column;
    use crate::domain::choice::{Coupling, MacAsymmetry, MacColour, MacEnvironment, MacTorso, UserPopulation, YesNo};
    use crate::domain::column::Kind;

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
    fn all_at_once_finds_what_one_by_one_finds() {
        for column in Column::ALL {
            let Kind::Choice { choices, .. } = column.spec().kind else { continue };
            let words = Words::of(choices);
            for word in choices.iter().flat_map(|choice| [choice.key, choice.nl]) {
                let others = [word.to_uppercase(), format!("{word}\0"), format!("{word}s"), word[1..].to_owned()];
                // Bytes that differ from a letter, a digit or a line in the bit that is the case of a letter.
                let beside = (0..word.len()).map(|at| {
                    let mut bytes = word.as_bytes().to_vec();
                    bytes[at] ^= 0x20;
                    String::from_utf8_lossy(&bytes).into_owned()
                });
                for cell in std::iter::once(word.to_owned()).chain(others).chain(beside).filter(|cell| !cell.is_empty()) {
                    for (before, few) in [("", 16), ("een taak van zestien;", 0)] {
                        let (text, length) = (format!("{before}{cell}"), u32::try_from(cell.len()).expect("a short cell"));
                        let found = words.find(text.as_bytes(), text.len(), length);
                        let expected = exact(choices, cell.as_bytes()).filter(|_| length <= LONGEST && text.len() >= few);
                        assert_eq!(found, expected, "{cell:?} of {}", column.key());
                    }
                }
            }
        }
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

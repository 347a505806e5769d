//! Mutations of bytes by a pinned generator: a seed gives the same bytes on every machine, for ever.

use super::corpus::{FORMS, WORDS};

/// The longest input that is tried.
const LONGEST: usize = 64 << 10;

/// `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not nought.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// A piece of something of this length.
    fn piece(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let most = if self.below(4) == 0 { length - from } else { (length - from).min(16) };
        from..from + self.below(most + 1)
    }
}

/// One of the seeds with one to eight changes.
pub(crate) fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(8) {
        let (at, piece) = (dice.below(bytes.len() + 1), dice.piece(bytes.len()));
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.byte(),
            2 => drop(bytes.drain(piece)),
            3 => {
                let copy = bytes[piece].to_vec();
                bytes.splice(at..at, copy);
            }
            4 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            5 => {
                let form = FORMS[dice.below(FORMS.len())];
                bytes.splice(piece, form.iter().copied());
            }
            6 => {
                let other = &seeds[dice.below(seeds.len())];
                let copy = other[dice.piece(other.len())].to_vec();
                bytes.splice(piece, copy);
            }
            7 => {
                let copy = bytes[piece].repeat(1 + dice.below(40));
                bytes.splice(at..at, copy.into_iter().take(LONGEST / 2));
            }
            _ => bytes.truncate(if dice.below(4) == 0 { at } else { bytes.len() }),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

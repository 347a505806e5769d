//! Where the cells of a record are. Most cells of a task file are empty: those are counted, and
//! only the others are kept.

use std::ops::Range;

use wide::u8x16;

/// A cell that holds at least a byte.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Its number in the record, from 0.
    pub(super) cell: u32,
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Place {
    /// Its bytes in the record, quotes included.
    #[inline]
    pub(super) const fn range(self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// The cells of a record.
#[derive(Debug, Default, Clone)]
pub(super) struct Places {
    /// Those that hold something, and room for more.
    filled: Vec<Place>,
    /// How many of them are filled.
    used: usize,
    /// How many cells there are, empty ones included.
    count: u32,
}

impl Places {
    pub(super) fn clear(&mut self) {
        self.used = 0;
        self.count = 0;
    }

    /// Adds the next cell, which may be empty.
    pub(super) fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.filled.truncate(self.used);
            self.filled.push(Place { cell: self.count, from: short(from), to: short(to) });
            self.used += 1;
        }
        self.count += 1;
    }

    /// How many cells there are, empty ones included.
    pub(super) const fn len(&self) -> usize {
        self.count as usize
    }

    /// The cells that hold something, in order.
    #[inline]
    pub(super) fn filled(&self) -> &[Place] {
        &self.filled[..self.used]
    }

    /// The bytes of a cell; no bytes if it is empty or not there.
    pub(super) fn get(&self, cell: usize) -> Range<usize> {
        let filled = self.filled();
        filled.binary_search_by_key(&cell, |place| place.cell as usize).map_or(0..0, |at| filled[at].range())
    }

    /// Where a cell begins in a record of `length` bytes: of an empty one the place between its delimiters.
    pub(super) fn start(&self, cell: usize, length: usize) -> usize {
        let next = self.filled().partition_point(|place| (place.cell as usize) < cell);
        // The cells before the next that is filled are delimiters only.
        let (number, start) = self
            .filled()
            .get(next)
            .map_or((self.len().saturating_sub(1), length), |place| (place.cell as usize, place.from as usize));
        start - number.saturating_sub(cell)
    }

    /// Cuts a record at each `delimiter`, which is not zero.
    ///
    /// The delimiters in 64 bytes are gathered as bits: a filled cell begins where a bit is not set
    /// behind one that is. There is no branch for each byte, nor for each empty cell.
    #[inline]
    pub(super) fn cut(&mut self, record: &[u8], delimiter: u8) {
        self.used = 0;
        let mut state = State { count: 0, begins: 1, is_open: false };
        let (chunks, rest) = record.as_chunks::<64>();
        for (at, chunk) in chunks.iter().enumerate() {
            self.chunk(&mut state, 64 * at, places_of(delimiter, chunk), u64::MAX);
        }
        let mut last = [0; 64];
        last[..rest.len()].copy_from_slice(rest);
        self.chunk(&mut state, record.len() - rest.len(), places_of(delimiter, &last), (1 << rest.len()) - 1);
        if state.is_open {
            self.filled[self.used - 1].to = short(record.len());
        }
        self.count = state.count + 1;
    }

    /// The cells that begin in 64 bytes from `start`, of which `mine` are of the record.
    #[inline]
    fn chunk(&mut self, state: &mut State, start: usize, ends: u64, mine: u64) {
        let start = short(start);
        if state.is_open && ends != 0 {
            self.filled[self.used - 1].to = start + ends.trailing_zeros();
            state.is_open = false;
        }
        // Room for all cells that can begin here, so that none has to look for it.
        if self.filled.len() < self.used + 64 {
            self.filled.resize(self.used + 64, Place::default());
        }
        let mut begins = (ends << 1 | state.begins) & !ends & mine;
        // Between the end of one filled cell and the beginning of the next there are only delimiters: so
        // far apart as the two are, so many cells further is the next.
        let mut cell = state.count;
        let mut end = if state.begins == 1 { 0 } else { ends.trailing_zeros() };
        while begins != 0 {
            let at = begins.trailing_zeros();
            let next = ends >> at;
            let length = next.trailing_zeros();
            state.is_open = next == 0;
            cell += at - end;
            self.filled[self.used] = Place { cell, from: start + at, to: start + at + length };
            self.used += 1;
            begins &= begins - 1;
            end = at + length;
        }
        state.count += ends.count_ones();
        state.begins = ends >> 63;
    }
}

/// Where cutting stands between two chunks.
struct State {
    /// Delimiters so far.
    count: u32,
    /// 1 if the next byte begins a cell.
    begins: u64,
    /// Whether the end of the last filled cell is not known yet.
    is_open: bool,
}

/// A bit for each byte of `chunk` that is `byte`.
#[inline]
fn places_of(byte: u8, chunk: &[u8; 64]) -> u64 {
    let wanted = u8x16::splat(byte);
    let same = |part: &[u8; 16]| u64::from(u8x16::new(*part).simd_eq(wanted).to_bitmask());
    chunk.as_chunks::<16>().0.iter().rev().fold(0, |bits, part| bits << 16 | same(part))
}

/// A place in a record.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "records are at most some MiB long")]
const fn short(at: usize) -> u32 {
    at as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one_by_one(record: &[u8]) -> Places {
        let mut places = Places::default();
        let mut start = 0;
        for cell in record.split(|&byte| byte == b';') {
            places.push(start, start + cell.len());
            start += cell.len() + 1;
        }
        places
    }

    proptest! {
        #[test]
        fn a_record_is_cut_at_every_delimiter(record in proptest::collection::vec(proptest::sample::select(b";;;ab;\xff".as_slice()), 0..300)) {
            let mut places = one_by_one(b"what;was;there");
            places.cut(&record, b';');
            let expected = one_by_one(&record);
            prop_assert_eq!((places.filled(), places.len()), (expected.filled(), expected.len()));
            let mut start = 0;
            for (cell, text) in record.split(|&byte| byte == b';').enumerate() {
                prop_assert_eq!(&record[places.get(cell)], text);
                prop_assert_eq!(places.start(cell, record.len()), start);
                start += text.len() + 1;
            }
            prop_assert!(places.get(places.len()).is_empty());
        }
    }
}

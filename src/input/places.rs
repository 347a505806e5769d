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
    /// Those that hold something.
    filled: Vec<Place>,
    /// How many cells there are, empty ones included.
    count: u32,
}

impl Places {
    pub(super) fn clear(&mut self) {
        self.filled.clear();
        self.count = 0;
    }

    /// Adds the next cell, which may be empty.
    pub(super) fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.filled.push(Place { cell: self.count, from: short(from), to: short(to) });
        }
        self.count += 1;
    }

    /// The cells of a record that is cut at each `delimiter`.
    pub(super) fn cut(&mut self, record: &[u8], delimiter: u8) {
        self.clear();
        self.count = cut(record, 0..record.len(), delimiter, |place| self.filled.push(place));
    }

    /// How many cells there are, empty ones included.
    pub(super) const fn len(&self) -> usize {
        self.count as usize
    }

    /// The cells that hold something, in order.
    pub(super) fn filled(&self) -> &[Place] {
        &self.filled
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
}

/// Cuts the `record` in `text` at each `delimiter`, which is not zero, and hands each cell that holds
/// something to `each`; how many cells there are, empty ones included. Places are counted from where the
/// record starts.
///
/// The delimiters in 64 bytes are gathered as bits: a filled cell begins where a bit is not set behind one
/// that is, and ends where one is set behind one that is not. There is no branch for each byte, nor for each
/// empty cell.
#[inline]
pub(super) fn cut(text: &[u8], record: Range<usize>, delimiter: u8, mut each: impl FnMut(Place)) -> u32 {
    let length = record.len();
    let mut start = 0;
    // Whether the byte before is a delimiter, as a bit; the start of a record is as good as one.
    let mut before = 1;
    let (mut cell, mut from, mut end) = (0, 0, 0);
    while start <= length {
        let left = length - start;
        let found = of_any([delimiter], &text[record.start + start..]);
        // What stands behind the record is read with it and left out; there the last cell ends.
        let ends = if left < 64 { found & ((1 << left) - 1) | 1 << left } else { found };
        let behind = ends << 1 | before;
        let (mut begins, mut closes) = (behind & !ends, ends & !behind);
        let at = short(start);
        let next = |begins: &mut u64| {
            let next = at + begins.trailing_zeros();
            *begins &= begins.wrapping_sub(1);
            next
        };
        if before == 1 {
            from = next(&mut begins);
        }
        while closes != 0 {
            let to = next(&mut closes);
            // Between the end of one filled cell and the beginning of the next there are only delimiters:
            // so far apart as the two are, so many cells further is the next.
            cell += from - end;
            let place = Place { cell, from, to };
            (end, from) = (to, next(&mut begins));
            each(place);
        }
        before = ends >> 63;
        start += 64;
    }
    cell + (short(length) - end) + 1
}

/// A text of fewer than 64 bytes with noughts behind it.
#[cold]
fn padded(text: &[u8]) -> [u8; 64] {
    let mut chunk = [0; 64];
    chunk[..text.len()].copy_from_slice(text);
    chunk
}

/// A bit for each of the first 64 bytes of `text`, or of all if there are fewer, that is one of `bytes`.
/// Nought is none of them.
#[inline]
pub(super) fn of_any<const N: usize>(bytes: [u8; N], text: &[u8]) -> u64 {
    text.first_chunk().map_or_else(|| bits(bytes, &padded(text)), |chunk| bits(bytes, chunk))
}

/// A bit for each byte of `chunk` that is one of `bytes`.
#[inline]
fn bits<const N: usize>(bytes: [u8; N], chunk: &[u8; 64]) -> u64 {
    let wanted = bytes.map(u8x16::splat);
    let same = |part: &[u8; 16]| {
        let part = u8x16::new(*part);
        let found = wanted.iter().fold(u8x16::ZERO, |found, byte| found | part.simd_eq(*byte));
        u64::from(found.to_bitmask())
    };
    let [first, second, third, fourth] = [0, 16, 32, 48].map(|at| chunk[at..].first_chunk().map_or(0, same));
    first | second << 16 | third << 32 | fourth << 48
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
        fn a_record_is_cut_at_every_delimiter(record in proptest::collection::vec(proptest::sample::select(b";;;ab;\xff".as_slice()), 0..300), behind in proptest::collection::vec(proptest::sample::select(b";a\n".as_slice()), 0..80)) {
            let mut places = one_by_one(b"what;was;there");
            let mut handed = Vec::new();
            places.cut(&record, b';');
            let text = [b"a;", record.as_slice(), &behind].concat();
            let count = cut(&text, 2..2 + record.len(), b';', |place| handed.push(place));
            let expected = one_by_one(&record);
            prop_assert_eq!((places.filled(), places.len()), (expected.filled(), expected.len()));
            prop_assert_eq!((handed.as_slice(), count as usize), (expected.filled(), expected.len()));
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

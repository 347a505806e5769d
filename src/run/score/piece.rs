//! Short pieces of text, each copied at once.

/// A text of at most `N` bytes. It is copied with what is behind it, which then goes: a copy of a
/// length that is known when the program is built costs less than one that must be measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<const N: usize> {
    bytes: [u8; N],
    length: u8,
}

impl<const N: usize> Piece<N> {
    /// # Panics
    /// If the text is longer than `N`.
    pub(super) fn new(text: &[u8]) -> Self {
        let mut bytes = [0; N];
        bytes[..text.len()].copy_from_slice(text);
        Self { bytes, length: u8::try_from(text.len()).expect("a piece is short") }
    }

    /// Appends it.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let end = out.len() + usize::from(self.length);
        out.extend_from_slice(&self.bytes);
        out.truncate(end);
    }
}

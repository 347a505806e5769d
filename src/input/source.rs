//! The bytes of a text file, in whatever encoding, as UTF-8.
//!
//! UTF-16 is turned into UTF-8 while it is read. UTF-8 and Windows-1252 have their delimiters,
//! quotes and line ends at the same bytes, so those files are cut into records first and each
//! block is settled afterwards: the bytes of a UTF-8 file are never copied for their encoding.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::dialect::{Encoding, MARK};

/// How many bytes are looked at to know an encoding.
const HEAD: u64 = 4096;
/// The same, where all bytes are at hand.
const LOOKED_AT: usize = 4096;
/// How many bytes of UTF-16 are turned at once.
const CHUNK: u64 = 64 * 1024;

/// A text file while it is read.
pub(super) struct Source<R> {
    reader: R,
    head: Vec<u8>,
    utf16: Option<Decoder>,
    ended: bool,
    charset: Charset,
    mark: bool,
    garbled: bool,
}

/// What is known of the bytes above 127.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Charset {
    /// There were none yet.
    Ascii,
    Utf8,
    Windows1252,
    Utf16Le,
    Utf16Be,
}

impl<R: Read> Source<R> {
    /// Looks at the head of the file.
    pub(super) fn open(mut reader: R) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(HEAD).read_to_end(&mut head)?;
        let mut source = Self { reader, head, utf16: None, ended: false, charset: Charset::Ascii, mark: false, garbled: false };
        if source.head.starts_with(MARK) {
            source.head.drain(..MARK.len());
            source.mark = true;
            source.charset = Charset::Utf8;
        } else if let Some((charset, mark)) = utf16(&source.head) {
            source.mark = mark;
            source.charset = charset;
            let encoding = if charset == Charset::Utf16Le { UTF_16LE } else { UTF_16BE };
            source.utf16 = Some(encoding.new_decoder_with_bom_removal());
        }
        Ok(source)
    }

    /// The first bytes of the file, as they are.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether the file began with a byte order mark.
    pub(super) const fn has_mark(&self) -> bool {
        self.mark
    }

    /// The encoding, as far as the bytes until now show it.
    pub(super) const fn encoding(&self) -> Encoding {
        match self.charset {
            Charset::Ascii | Charset::Utf8 => Encoding::Utf8,
            Charset::Windows1252 => Encoding::Windows1252,
            Charset::Utf16Le => Encoding::Utf16Le,
            Charset::Utf16Be => Encoding::Utf16Be,
        }
    }

    /// Whether bytes were met that are no text in the encoding of the file.
    pub(super) const fn is_garbled(&self) -> bool {
        self.garbled
    }

    /// Whether the file has been read to its end.
    pub(super) const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Appends to `text` until it holds `target` bytes or the file ends.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>, target: usize) -> io::Result<()> {
        while text.len() < target && !self.ended {
            match self.utf16.take() {
                None => {
                    text.append(&mut self.head);
                    let wanted = target.saturating_sub(text.len());
                    text.reserve(wanted);
                    self.ended = self.reader.by_ref().take(wanted as u64).read_to_end(text)? < wanted;
                }
                Some(mut decoder) => {
                    let mut raw = std::mem::take(&mut self.head);
                    let wanted = CHUNK - raw.len() as u64;
                    self.ended = (self.reader.by_ref().take(wanted).read_to_end(&mut raw)? as u64) < wanted;
                    let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(0);
                    let mut utf8 = String::with_capacity(room);
                    let (_, _, garbled) = decoder.decode_to_string(&raw, &mut utf8, self.ended);
                    self.garbled |= garbled;
                    text.extend_from_slice(utf8.as_bytes());
                    self.utf16 = Some(decoder);
                }
            }
        }
        Ok(())
    }

    /// Looks at the first piece of text, which may end inside a letter, for what it is encoded in.
    pub(super) fn sniff(&mut self, text: &[u8]) {
        if self.charset == Charset::Ascii {
            self.charset = match str::from_utf8(text) {
                Ok(text) if text.is_ascii() => Charset::Ascii,
                Err(error) if error.error_len().is_some() || self.ended => Charset::Windows1252,
                Ok(_) | Err(_) => Charset::Utf8,
            };
        }
    }

    /// Makes whole records valid UTF-8; whether they had to be changed for it.
    pub(super) fn settle(&mut self, text: &mut Vec<u8>) -> bool {
        if self.charset == Charset::Ascii && !text.is_ascii() {
            self.charset = if str::from_utf8(text).is_ok() { Charset::Utf8 } else { Charset::Windows1252 };
        }
        match self.charset {
            Charset::Windows1252 => {
                let decoded = WINDOWS_1252.decode_without_bom_handling(text).0.into_owned();
                let changed = decoded.len() != text.len();
                *text = decoded.into_bytes();
                changed
            }
            Charset::Utf8 if str::from_utf8(text).is_err() => {
                self.garbled = true;
                *text = String::from_utf8_lossy(text).into_owned().into_bytes();
                true
            }
            _ => false,
        }
    }
}

/// The kind of UTF-16 that a file with these bytes is, and whether it has a mark.
pub(super) fn utf16_of(bytes: &[u8]) -> Option<(Encoding, bool)> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    utf16(head).map(|(charset, mark)| (if charset == Charset::Utf16Le { Encoding::Utf16Le } else { Encoding::Utf16Be }, mark))
}

/// UTF-16 by its byte order mark, or by the zero bytes that every second letter of plain text has.
fn utf16(head: &[u8]) -> Option<(Charset, bool)> {
    match head {
        [0xff, 0xfe, ..] => return Some((Charset::Utf16Le, true)),
        [0xfe, 0xff, ..] => return Some((Charset::Utf16Be, true)),
        _ => {}
    }
    let pairs = head.len() / 2;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let mostly = |count: usize| pairs >= 4 && count * 10 > pairs * 9;
    match (zeros(0), zeros(1)) {
        (0, odd) if mostly(odd) => Some((Charset::Utf16Le, false)),
        (even, 0) if mostly(even) => Some((Charset::Utf16Be, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Encoding, bool, bool) {
        let mut source = Source::open(bytes).expect("memory can be read");
        let mut text = Vec::new();
        source.fill(&mut text, 1 << 20).expect("memory can be read");
        source.sniff(&text);
        source.settle(&mut text);
        (String::from_utf8(text).expect("settled text is UTF-8"), source.encoding(), source.has_mark(), source.is_garbled())
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "taak;één kist\r\n";
        let marked = format!("\u{feff}{text}");
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        for (bytes, encoding, mark) in [
            (text.as_bytes().to_vec(), Encoding::Utf8, false),
            (marked.as_bytes().to_vec(), Encoding::Utf8, true),
            (windows, Encoding::Windows1252, false),
            (utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le, true),
            (utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be, true),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le, false),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be, false),
        ] {
            assert_eq!(read(&bytes), (text.to_owned(), encoding, mark, false));
        }
    }

    #[test]
    fn a_late_letter_still_decides() {
        let mut source = Source::open(b"taak\n".as_slice()).expect("memory can be read");
        source.sniff(b"taak\n");
        let mut late = b"\xe9\xe9n\n".to_vec();
        assert!(source.settle(&mut late));
        assert_eq!(late, "één\n".as_bytes());
        assert_eq!(source.encoding(), Encoding::Windows1252);
    }

    #[test]
    fn what_is_no_text_is_said() {
        let (text, _, _, garbled) = read(b"\xef\xbb\xbftaak\xff\n");
        assert_eq!((text.as_str(), garbled), ("taak\u{fffd}\n", true));
        assert!(read(b"\xff\xfea\0b").3, "half a letter at the end of UTF-16");
    }
}

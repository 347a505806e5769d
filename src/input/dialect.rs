//! How a text file is written: encoding, delimiter, line ends.

use super::record::Cut;

/// How the text of a file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Windows-1252, as older Dutch spreadsheets save it.
    Windows1252,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r` alone, as very old programs wrote it.
    Cr,
}

impl LineEnd {
    /// The bytes.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::Cr => b"\r",
        }
    }
}

/// How a text file is written, for writing beside it in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The sign between cells: `,`, `;` or tab, or what a `sep=` line says.
    pub delimiter: u8,
    /// What ends a line.
    pub line_end: LineEnd,
    /// The encoding.
    pub encoding: Encoding,
    /// Whether the file begins with a byte order mark.
    pub mark: bool,
    /// Whether a line `sep=;` stands above the header. Spreadsheets do not show it, so it counts
    /// as no row.
    pub separator_line: bool,
}

impl Dialect {
    /// What a Dutch spreadsheet program reads without a question: `;`, CRLF, UTF-8 with a mark.
    pub const DUTCH: Self =
        Self { delimiter: b';', line_end: LineEnd::CrLf, encoding: Encoding::Utf8, mark: true, separator_line: false };

    /// What an English one reads: `,`, CRLF, UTF-8 with a mark.
    pub const ENGLISH: Self = Self { delimiter: b',', ..Self::DUTCH };

    /// Whether output in this dialect begins with a byte order mark. Output is always UTF-8; the
    /// mark tells a spreadsheet so where the input had one or was something else.
    pub const fn writes_mark(&self) -> bool {
        self.mark || !matches!(self.encoding, Encoding::Utf8)
    }

    pub(super) const fn cut(self) -> Cut {
        let line_end = match self.line_end {
            LineEnd::Lf | LineEnd::CrLf => b'\n',
            LineEnd::Cr => b'\r',
        };
        Cut { delimiter: self.delimiter, line_end }
    }
}

/// The byte order mark of UTF-8.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

/// The delimiter that a first line `sep=;` names, and the text behind that line.
pub(super) fn separator_line(text: &[u8]) -> Option<(u8, &[u8])> {
    let (name, rest) = text.split_at_checked(4)?;
    let (&delimiter, rest) = rest.split_first()?;
    if !name.eq_ignore_ascii_case(b"sep=") || !(delimiter.is_ascii_punctuation() || delimiter == b'\t') || delimiter == b'"' {
        return None;
    }
    // A spreadsheet that saved the file again fills the line up with delimiters.
    let filled = rest.iter().take_while(|&&byte| byte == delimiter).count();
    let line = &rest[filled..];
    let rest = line.strip_prefix(b"\r").unwrap_or(line);
    let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    (line.is_empty() || rest.len() < line.len()).then_some((delimiter, rest))
}

/// The line end of `text`: that of its first line.
pub(super) fn line_end(text: &[u8]) -> LineEnd {
    match memchr::memchr(b'\n', text) {
        Some(at) if at > 0 && text[at - 1] == b'\r' => LineEnd::CrLf,
        None if text.contains(&b'\r') => LineEnd::Cr,
        _ => LineEnd::Lf,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_line_is_taken_at_its_word() {
        assert_eq!(separator_line(b"sep=;\r\ntaak;x"), Some((b';', b"taak;x".as_slice())));
        assert_eq!(separator_line(b"SEP=\t\ntaak"), Some((b'\t', b"taak".as_slice())));
        assert_eq!(separator_line(b"sep"), None);
        assert_eq!(separator_line(b"sep=;;;\r\ntaak;x"), Some((b';', b"taak;x".as_slice())));
        assert_eq!(separator_line(b"separator;taak"), None);
        assert_eq!(separator_line(b"sep=;taak"), None);
    }

    #[test]
    fn the_first_line_shows_the_line_end() {
        assert_eq!(line_end(b"a\r\nb\n"), LineEnd::CrLf);
        assert_eq!(line_end(b"a\nb\r\n"), LineEnd::Lf);
        assert_eq!(line_end(b"a\rb\r"), LineEnd::Cr);
        assert_eq!(line_end(b"a"), LineEnd::Lf);
    }
}

//! Numbers as people and spreadsheets write them, read from bytes.
//!
//! `12,5` and `1.234,5` are Dutch, `12.5` and `1,234.5` English, and `1.234` may be either. The
//! decimal sign of a file is decided once, by the first cell that tells ([`tell`]); from then on
//! every cell is read with that [`Style`], and a cell that does not fit is a fault, never a guess.

use std::borrow::Cow;

use super::date;
use crate::domain::Fault;

/// The sign between the whole part of a number and its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// `12.5`
    Point,
    /// `12,5`
    Comma,
}

impl Decimal {
    /// The sign itself.
    pub const fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }
}

/// How the numbers of a file are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Nothing has told yet: a number that could be read in two ways is a fault.
    Open,
    /// The file's own cells told: the other sign in an unclear number is a fault.
    Found(Decimal),
    /// The user said so: the other sign separates thousands.
    Forced(Decimal),
}

impl Style {
    /// The decimal sign, if it is known.
    pub const fn decimal(self) -> Option<Decimal> {
        match self {
            Self::Open => None,
            Self::Found(decimal) | Self::Forced(decimal) => Some(decimal),
        }
    }
}

/// What a cell says about the decimal sign of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Nothing: a whole number, or no number.
    Nothing,
    /// A number that could be read in two ways, such as `1.234`.
    Ambiguous,
    /// This is the sign.
    Tells(Decimal),
}

/// What the number in `cell` says about the decimal sign of its file.
pub fn tell(cell: &[u8]) -> Telling {
    if !cell.iter().any(|byte| matches!(byte, b'.' | b',')) {
        return Telling::Nothing;
    }
    let text = str::from_utf8(cell).map_or("", tidy);
    let text = text.strip_suffix('%').map_or(text, tidy);
    if date::looks_like_date(text) {
        Telling::Nothing
    } else {
        Shape::of(&without_blanks(text)).map_or(Telling::Nothing, |shape| shape.telling())
    }
}

/// The number in `cell`, correctly rounded to the nearest `f64`. `percent`: whether a `%` may
/// stand behind it (`12%` is then 12).
///
/// # Errors
/// What keeps it from being a number in this style.
#[inline]
pub fn parse(cell: &[u8], style: Style, percent: bool) -> Result<f64, Fault> {
    match plain(cell, style) {
        Some(value) => Ok(value),
        None => careful(cell, style, percent),
    }
}

/// The decimal sign of a style as [`short`] meets it; a digit, which no sign is, where it is not known.
pub(super) const fn mark(style: Style) -> u64 {
    match style.decimal() {
        Some(decimal) => (decimal.byte() ^ b'0') as u64,
        None => 0,
    }
}

/// The number in the cell of `text` that ends at `to` and has `length` bytes, if they are at most eight and
/// digits with at most one decimal sign, which is [`mark`]ed. This is [`parse`] without a branch for each
/// digit: the eight bytes before its end are taken as one word and what is not of the cell is made nought.
#[inline]
pub(super) fn short(text: &[u8], to: usize, length: u32, mark: u64) -> Option<f64> {
    const NOUGHTS: u64 = 0x3030_3030_3030_3030;
    if !(1..=8).contains(&length) {
        return None;
    }
    let word = u64::from_le_bytes(*text.get(to.wrapping_sub(8)..to)?.first_chunk()?);
    // The last digit is in the highest byte; what stands before the first is shifted out.
    let strange = 64 - 8 * length;
    let mut digits = (word ^ NOUGHTS) >> strange << strange;
    let mut decimals = 0;
    // A digit does not have this bit any more, and a decimal sign does.
    let signs = digits & 0x1010_1010_1010_1010;
    if signs != 0 {
        let place = signs.trailing_zeros() & 0x38;
        let from_sign = digits >> place;
        // The same once more at a higher place is no digit, and found below.
        if from_sign & 0xff != mark || length == 1 {
            return None;
        }
        // What stands before the sign moves one place up, onto it.
        let before = digits ^ from_sign << place;
        digits = (from_sign ^ mark) << place | before << 8;
        decimals = 7 - place as usize / 8;
    }
    if (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Pairs, fours, eight: each step joins two neighbours.
    let pairs = (digits * 10 + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let eight = (fours * 10_000 + (fours >> 32)) & 0xffff_ffff;
    Some(eight as f64 / POWERS[decimals])
}

/// Powers of ten that an `f64` holds exactly.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// At most fifteen digits with at most one decimal sign: nearly every cell. Fifteen digits are
/// below 2^53, and so is the power of ten: one exact division rounds once, hence correctly.
#[inline]
fn plain(cell: &[u8], style: Style) -> Option<f64> {
    // In the open style no byte is a decimal sign; a digit never reaches that comparison.
    let mark = style.decimal().map_or(b'0', Decimal::byte);
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.len() > 16 {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut decimals = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + u64::from(digit);
        } else if byte == mark && decimals.is_none() {
            decimals = Some(digits.len() - at - 1);
        } else {
            return None;
        }
    }
    let count = digits.len() - usize::from(decimals.is_some());
    if !(1..=15).contains(&count) {
        return None;
    }
    let value = mantissa as f64 / POWERS[decimals.unwrap_or(0)];
    // Minus nought is nought: nobody measures it.
    Some(if negative { 0.0 - value } else { value })
}

/// Every other cell, including all that is wrong.
#[cold]
fn careful(cell: &[u8], style: Style, percent: bool) -> Result<f64, Fault> {
    let text = tidy(str::from_utf8(cell).map_err(|_| Fault::NotANumber)?);
    if is_error_value(text) {
        return Err(Fault::SpreadsheetError);
    }
    if date::looks_like_date(text) {
        return Err(Fault::LooksLikeDate);
    }
    let text = match text.strip_suffix('%') {
        Some(before) if percent => tidy(before),
        _ => text,
    };
    let unsigned = text.trim_start_matches(['+', '-', '\u{2212}']);
    if ["nan", "inf", "infinity", "∞"].iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
        return Err(Fault::NotFinite);
    }
    let text = without_blanks(text);
    let shape = Shape::of(&text).ok_or(Fault::NotANumber)?;
    let decimal = match (shape.telling(), style) {
        (Telling::Nothing, _) => Decimal::Point,
        (Telling::Tells(told), Style::Open) => told,
        (Telling::Tells(told), Style::Found(decimal) | Style::Forced(decimal)) if told == decimal => told,
        (Telling::Tells(_), _) => return Err(Fault::OtherDecimalStyle),
        (Telling::Ambiguous, Style::Forced(decimal)) => decimal,
        (Telling::Ambiguous, Style::Found(decimal)) if shape.has(decimal) => decimal,
        (Telling::Ambiguous, _) => return Err(Fault::AmbiguousSeparator),
    };
    let value = shape.value(decimal);
    if value.is_finite() { Ok(value + 0.0) } else { Err(Fault::NotFinite) }
}

/// A number with blanks between its thousands, without them: `1 234,5`. Programs write one that does
/// not break; a plain one counts only before decimals, because `10 150` may be two numbers.
fn without_blanks(text: &str) -> Cow<'_, str> {
    let from = text.len() - sign(text).1.len();
    let to = text.find(['.', ',']).unwrap_or(text.len());
    let Some(whole) = text.get(from..to) else { return Cow::Borrowed(text) };
    match whole.chars().find(|c| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')) {
        Some(blank) if (blank != ' ' || to < text.len()) && is_grouped(whole, blank) => Cow::Owned(text.replace(blank, "")),
        _ => Cow::Borrowed(text),
    }
}

/// Without the blanks and the invisible signs that copying leaves around a cell.
pub(super) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
    })
}

/// An error value of a spreadsheet in any language: `#N/B`, `#VALUE!`, `#NAAM?`, `#DEEL/0!`, and
/// the crosses of a column that is too narrow.
pub(super) fn is_error_value(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else { return false };
    rest.starts_with(|c: char| c.is_alphabetic() || c == '#')
}

/// The parts of a number as written.
#[derive(Debug, Clone, Copy)]
struct Shape<'a> {
    negative: bool,
    /// Digits and signs, at least one digit.
    body: &'a str,
    /// Behind the `e`, with its sign; empty if there is none.
    exponent: &'a str,
    /// Where the decimal sign certainly or possibly stands in `body`.
    told: Telling,
}

impl<'a> Shape<'a> {
    /// The parts of `text`, or `None` if it is no number.
    fn of(text: &'a str) -> Option<Self> {
        let (negative, rest) = sign(text);
        let (body, exponent) = match rest.split_once(['e', 'E']) {
            Some((body, exponent)) => (body, exponent),
            None => (rest, ""),
        };
        let power = sign(exponent).1;
        if body.len() != rest.len() && (power.is_empty() || !power.bytes().all(|byte| byte.is_ascii_digit())) {
            return None;
        }
        if !body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            || !body.bytes().any(|b| b.is_ascii_digit())
        {
            return None;
        }
        Some(Self { negative, body, exponent, told: told(body, !exponent.is_empty())? })
    }

    const fn telling(&self) -> Telling {
        self.told
    }

    fn has(&self, decimal: Decimal) -> bool {
        self.body.contains(decimal.mark())
    }

    /// The value, with `decimal` as the decimal sign and the other sign between thousands.
    fn value(&self, decimal: Decimal) -> f64 {
        let mut text = String::with_capacity(self.body.len() + self.exponent.len() + 2);
        if self.negative {
            text.push('-');
        }
        text.extend(self.body.chars().filter(|&c| c != decimal.other().mark()).map(|c| if c == ',' { '.' } else { c }));
        if !self.exponent.is_empty() {
            text.push('e');
            let (negative, power) = sign(self.exponent);
            text.push_str(if negative { "-" } else { "" });
            text.push_str(power);
        }
        // Digits with one point and an exponent of digits: the standard parser knows nothing else.
        text.parse().unwrap_or(f64::NAN)
    }
}

/// Whether `text` has a minus, and what is behind its sign.
fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        (true, rest)
    } else {
        (false, text.strip_prefix('+').unwrap_or(text))
    }
}

/// What the signs in `body` tell; `None` if they make no number. An exponent excludes thousands.
fn told(body: &str, exponent: bool) -> Option<Telling> {
    let Some(last) = body.rfind(['.', ',']) else { return Some(Telling::Nothing) };
    let mark = if body.as_bytes()[last] == b'.' { Decimal::Point } else { Decimal::Comma };
    let (whole, decimals) = (&body[..last], &body[last + 1..]);
    if !whole.contains(['.', ',']) {
        let could_group = (1..=3).contains(&whole.len()) && !whole.starts_with('0') && decimals.len() == 3;
        return Some(if could_group && !exponent { Telling::Ambiguous } else { Telling::Tells(mark) });
    }
    // Several signs: thousands, and perhaps decimals behind the other sign.
    if is_grouped(whole, mark.other().mark()) {
        Some(Telling::Tells(mark))
    } else if is_grouped(body, mark.mark()) && !exponent {
        Some(Telling::Tells(mark.other()))
    } else {
        None
    }
}

/// Whether `text` is digits in threes with `mark` between them.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Style = Style::Found(Decimal::Comma);
    const POINT: Style = Style::Found(Decimal::Point);

    #[track_caller]
    fn reads(cell: &str, style: Style, expected: f64) {
        assert_eq!(parse(cell.as_bytes(), style, false).map(f64::to_bits), Ok(expected.to_bits()), "{cell}");
    }

    #[track_caller]
    fn fails(cell: &str, style: Style, expected: Fault) {
        assert_eq!(parse(cell.as_bytes(), style, false), Err(expected), "{cell}");
    }

    #[test]
    fn only_a_number_with_one_reading_tells() {
        for (cell, telling) in [
            ("12,5", Telling::Tells(Decimal::Comma)),
            ("12.5", Telling::Tells(Decimal::Point)),
            ("0.234", Telling::Tells(Decimal::Point)),
            ("1234.567", Telling::Tells(Decimal::Point)),
            ("1.234,5", Telling::Tells(Decimal::Comma)),
            ("1,234.5", Telling::Tells(Decimal::Point)),
            ("1.234.567", Telling::Tells(Decimal::Comma)),
            (",5", Telling::Tells(Decimal::Comma)),
            ("1.234e3", Telling::Tells(Decimal::Point)),
            ("12,5%", Telling::Tells(Decimal::Comma)),
            ("1.234", Telling::Ambiguous),
            ("-12,345", Telling::Ambiguous),
            ("12", Telling::Nothing),
            ("", Telling::Nothing),
            ("1.2.2026", Telling::Nothing),
            ("12,5 kg", Telling::Nothing),
            ("1.23.456", Telling::Nothing),
        ] {
            assert_eq!(tell(cell.as_bytes()), telling, "{cell}");
        }
    }

    #[test]
    fn a_decimal_comma_file_reads_dutch_numbers() {
        for (cell, value) in [
            ("12", 12.0),
            ("12,5", 12.5),
            ("1,234", 1.234),
            ("1.234,5", 1234.5),
            ("1.234.567", 1_234_567.0),
            ("+3,5", 3.5),
            (",5", 0.5),
            ("5,", 5.0),
            ("1,5E3", 1500.0),
            ("1,5e-3", 0.0015),
            ("\u{2212}12,5", -12.5),
            ("\u{a0}12,5\u{202f}", 12.5),
            (" 12,5 ", 12.5),
            ("-0", 0.0),
            ("-0,0", 0.0),
            ("\u{2212}0", 0.0),
            ("123456789012345678", 123_456_789_012_345_680.0),
        ] {
            reads(cell, COMMA, value);
        }
    }

    #[test]
    fn nothing_is_guessed() {
        fails("12.5", COMMA, Fault::OtherDecimalStyle);
        fails("1.234", COMMA, Fault::AmbiguousSeparator);
        fails("1,234.5", COMMA, Fault::OtherDecimalStyle);
        fails("12,5", POINT, Fault::OtherDecimalStyle);
        fails("1,234", POINT, Fault::AmbiguousSeparator);
        fails("1,234", Style::Open, Fault::AmbiguousSeparator);
        fails("1.2.3", COMMA, Fault::NotANumber);
        fails("12 kg", COMMA, Fault::NotANumber);
        fails("12%", COMMA, Fault::NotANumber);
        fails("circa 12", COMMA, Fault::NotANumber);
        fails("1e", POINT, Fault::NotANumber);
        fails(".", POINT, Fault::NotANumber);
        fails("--1", POINT, Fault::NotANumber);
        fails("1-2", POINT, Fault::LooksLikeDate);
        fails("NaN", POINT, Fault::NotFinite);
        fails("-inf", POINT, Fault::NotFinite);
        fails("1e999", POINT, Fault::NotFinite);
    }

    #[test]
    fn a_forced_sign_makes_the_other_a_thousands_separator() {
        reads("1.234", Style::Forced(Decimal::Comma), 1234.0);
        reads("1.234", Style::Forced(Decimal::Point), 1.234);
        reads("1,234", Style::Forced(Decimal::Point), 1234.0);
        reads("1,234", Style::Forced(Decimal::Comma), 1.234);
        fails("12.34", Style::Forced(Decimal::Comma), Fault::OtherDecimalStyle);
    }

    #[test]
    fn errors_of_spreadsheets_and_percents_are_known() {
        for cell in ["#N/B", "#WAARDE!", "#DEEL/0!", "#VERW!", "#NAAM?", "#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "####"]
        {
            fails(cell, COMMA, Fault::SpreadsheetError);
        }
        fails("#3", COMMA, Fault::NotANumber);
        assert_eq!(parse(b"12%", COMMA, true), Ok(12.0));
        assert_eq!(parse("12,5\u{a0}%".as_bytes(), COMMA, true), Ok(12.5));
    }

    proptest! {
        #[test]
        fn short_numbers_read_as_all_others(before in "[0-9;.]{0,9}", cell in "[-0-9.,/:]{0,9}") {
            let text = format!("{before}{cell}");
            if let Some(value) = short(text.as_bytes(), text.len(), u32::try_from(cell.len()).expect("a short cell"), mark(COMMA)) {
                prop_assert_eq!(plain(cell.as_bytes(), COMMA).map(f64::to_bits), Some(value.to_bits()));
            } else if let Some(value) = plain(cell.as_bytes(), COMMA) {
                prop_assert!(text.len() < 8 || cell.len() > 8 || cell.starts_with('-'), "{value} was not seen");
            }
        }

        #[test]
        fn every_number_reads_back_exactly(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            let value = value + 0.0;
            for text in [format!("{value}"), format!("{value:e}")] {
                prop_assert_eq!(parse(text.as_bytes(), Style::Forced(Decimal::Point), false).map(f64::to_bits), Ok(value.to_bits()));
                let text = text.replace('.', ",");
                prop_assert_eq!(parse(text.as_bytes(), Style::Forced(Decimal::Comma), false).map(f64::to_bits), Ok(value.to_bits()));
            }
        }

        #[test]
        fn digits_read_as_the_standard_library_reads_them(text in "-?[0-9]{0,18}\\.?[0-9]{0,18}(e-?[0-9]{1,3})?") {
            if let Ok(expected) = text.parse::<f64>() && expected.is_finite() {
                prop_assert_eq!(parse(text.as_bytes(), POINT, false).map(f64::to_bits), Ok((expected + 0.0).to_bits()));
            }
        }

        #[test]
        fn no_bytes_panic(cell in proptest::collection::vec(any::<u8>(), 0..24), percent: bool) {
            for style in [Style::Open, COMMA, POINT, Style::Forced(Decimal::Comma), Style::Forced(Decimal::Point)] {
                if let Ok(value) = parse(&cell, style, percent) {
                    prop_assert!(value.is_finite());
                }
            }
            let _ = tell(&cell);
        }
    }
}

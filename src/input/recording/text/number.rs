//! Numbers out of bytes, fast: the part of a text recording that takes the time.

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Field {
    /// A finite number.
    Number(f64),
    /// Nothing, or a word for nothing: `NaN`, `NA`, `null`, an infinity.
    Missing,
    /// Something else.
    Other,
}

/// Reads plain digits with at most one decimal sign from `at` on: the number and where it ends. `None`
/// if that is not what stands there; [`field`] then looks at the whole field. Correctly rounded: up to
/// fifteen digits divided by an exact power of ten.
///
/// `bytes` must hold a byte that is no digit after the number.
#[inline]
pub(super) fn plain(bytes: &[u8], mut at: usize, decimal: u8) -> Option<(f64, usize)> {
    let negative = bytes[at] == b'-';
    at += usize::from(negative);
    let mut mantissa = 0_u64;
    let begin = at;
    loop {
        let digit = bytes[at].wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    let mut digits = at - begin;
    let mut fraction = 0;
    if bytes[at] == decimal {
        at += 1;
        let begin = at;
        loop {
            let digit = bytes[at].wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        fraction = at - begin;
        digits += fraction;
    }
    if digits == 0 || digits > 15 {
        return None;
    }
    let value = mantissa as f64 / POWERS[fraction];
    Some((if negative { -value } else { value }, at))
}

/// What stands in a whole field, blanks and quotation marks around it taken off.
pub(super) fn field(bytes: &[u8], decimal: u8) -> Field {
    let bytes = bare(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Field::Other };
    let word = text.trim_start_matches(['-', '+']);
    if word.is_empty() && text.is_empty()
        || ["nan", "na", "n/a", "null", "inf", "infinity"].iter().any(|w| word.eq_ignore_ascii_case(w))
    {
        return Field::Missing;
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'e' | b'E') || byte == decimal) {
        return Field::Other;
    }
    let parsed = if decimal == b'.' { text.parse() } else { text.replace(',', ".").parse() };
    match parsed {
        // What no clock and no sensor writes is no value; any other stays finite in any unit.
        Ok(value) if f64::abs(value) < 1e100 => Field::Number(value),
        Ok(_) => Field::Missing,
        Err(_) => Field::Other,
    }
}

/// A field without blanks and quotation marks around it.
pub(super) fn bare(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii();
    bytes.strip_prefix(b"\"").and_then(|inner| inner.strip_suffix(b"\"")).unwrap_or(bytes).trim_ascii()
}

/// What a field says about the decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing: no sign at all, or no number.
    Silent,
    /// This one.
    Telling(u8),
    /// One point or comma before exactly three digits: perhaps a thousands separator.
    Ambiguous,
}

/// What a field says about the decimal sign.
pub(super) fn decimal_sign(bytes: &[u8]) -> Sign {
    let bytes = bare(bytes);
    let bytes = bytes.strip_prefix(b"-").or_else(|| bytes.strip_prefix(b"+")).unwrap_or(bytes);
    let signs: Vec<usize> = (0..bytes.len()).filter(|&at| matches!(bytes[at], b'.' | b',')).collect();
    let [at] = signs[..] else { return Sign::Silent };
    let (whole, fraction) = (&bytes[..at], &bytes[at + 1..]);
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &fraction[digits..];
    if !whole.iter().all(u8::is_ascii_digit) || !(rest.is_empty() || matches!(rest[0], b'e' | b'E')) {
        return Sign::Silent;
    }
    let could_be_thousands = digits == 3 && rest.is_empty() && (1..=3).contains(&whole.len()) && whole[0] != b'0';
    if could_be_thousands { Sign::Ambiguous } else { Sign::Telling(bytes[at]) }
}

/// Seconds of a date and time, `2026-11-22T21:17:36.002` or `22-11-2026 21:17:36,002` with a `T` or a blank,
/// or of a time of day alone, `21:17:36.002`; from an arbitrary day.
pub(super) fn clock(bytes: &[u8], decimal: u8) -> Option<f64> {
    let text = std::str::from_utf8(bare(bytes)).ok()?.trim_end_matches('Z');
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => {
            let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
            let (first, month, last) = (parts.next()??, parts.next()??, parts.next()??);
            // The year comes first or last; the month is in the middle.
            let (year, day) = if first > 31 { (first, last) } else { (last, first) };
            if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1900..=2200).contains(&year) {
                return None;
            }
            // Days since 1 March of the year 0: months counted from March, so that the leap day comes last.
            let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
            (365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day, time)
        }
        None => (737_731, text),
    };
    let mut parts = time.split(':');
    let (hour, minute) = (parts.next()?.parse::<u32>().ok()?, parts.next()?.parse::<u32>().ok()?);
    let Field::Number(second) = field(parts.next()?.as_bytes(), decimal) else { return None };
    if parts.next().is_some() || hour > 23 || minute > 59 || !(0.0..61.0).contains(&second) {
        return None;
    }
    // Days from 1 January 2020 keep the microseconds within the precision of a double.
    Some((day - 737_731) as f64 * 86_400.0 + f64::from(hour * 3600 + minute * 60) + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_those_of_the_standard_library() {
        for text in ["0", "-0.635", "9.80665", "123456789012.345", "-.5", "5.", "0.000001", "98765.4321", "-19.614"] {
            let bytes = format!("{text}\n");
            let (value, end) = plain(bytes.as_bytes(), 0, b'.').expect("a number");
            assert_eq!(value.to_bits(), text.parse::<f64>().expect("a number").to_bits(), "{text}");
            assert_eq!(end, text.len());
        }
        assert_eq!(plain(b"abc\n", 0, b'.'), None);
        assert_eq!(plain(b"-\n", 0, b'.'), None);
        assert_eq!(plain(b"0.12345678901234567\n", 0, b'.'), None);
        assert_eq!(field(b"0.12345678901234567", b'.'), Field::Number(0.123_456_789_012_345_67));
        assert_eq!(field(b" 1.5e-3 ", b'.'), Field::Number(0.0015));
        assert_eq!(field(b"\"-1,5\"", b','), Field::Number(-1.5));
        assert_eq!(field(b"", b'.'), Field::Missing);
        assert_eq!(field(b"NaN", b'.'), Field::Missing);
        assert_eq!(field(b"-inf", b'.'), Field::Missing);
        assert_eq!(field(b"-", b'.'), Field::Other);
        assert_eq!(field(b"1,5", b'.'), Field::Other);
        assert_eq!(field(b"ERR", b'.'), Field::Other);
    }

    #[test]
    fn a_sign_before_three_digits_tells_nothing() {
        assert_eq!(decimal_sign(b"1.234"), Sign::Ambiguous);
        assert_eq!(decimal_sign(b"-12,345"), Sign::Ambiguous);
        assert_eq!(decimal_sign(b"0.635"), Sign::Telling(b'.'));
        assert_eq!(decimal_sign(b"-0,635"), Sign::Telling(b','));
        assert_eq!(decimal_sign(b"1,5"), Sign::Telling(b','));
        assert_eq!(decimal_sign(b"1234.567"), Sign::Telling(b'.'));
        assert_eq!(decimal_sign(b"1.234e2"), Sign::Telling(b'.'));
        assert_eq!(decimal_sign(b"17"), Sign::Silent);
        assert_eq!(decimal_sign(b"1.234.567"), Sign::Silent);
        assert_eq!(decimal_sign(b"abc.d"), Sign::Silent);
    }

    #[test]
    fn clocks_count_seconds_over_midnight_and_leap_days() {
        let seconds = |text: &str| clock(text.as_bytes(), b'.').expect("a clock");
        assert!((seconds("2024-03-01T00:00:00.002") - seconds("2024-02-29 23:59:59.998") - 0.004).abs() < 1e-6);
        assert!((seconds("2024-12-31 00:00:00") - seconds("2024-01-01 00:00:00") - 365.0 * 86_400.0).abs() < 1e-6);
        assert!((seconds("2020-01-01 00:00:00")).abs() < 1e-6);
        assert!((seconds("10:00:01.5") - 36_001.5).abs() < 1e-9);
        assert!((seconds("01-03-2024 00:00:01") - seconds("2024-03-01 00:00:00") - 1.0).abs() < 1e-6);
        assert_eq!(clock(b"2024-13-01 00:00:00", b'.'), None);
        assert_eq!(clock(b"13-31-2024 00:00:00", b'.'), None, "the month is in the middle");
        assert_eq!(clock(b"0.002", b'.'), None);
    }
}

//! Numbers into digits with fixed decimals, without allocation.

use crate::input::Decimal;

/// Powers of ten, for decimals.
const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// The whole numbers below a thousand as text: the first digit in the lowest byte, how many there are in
/// the highest.
static WHOLES: [u32; 1000] = {
    let mut texts = [0; 1000];
    let mut at = 0;
    while at < texts.len() {
        let fraction = FRACTIONS[at];
        let noughts = if at < 10 {
            2
        } else if at < 100 {
            1
        } else {
            0
        };
        texts[at] = (fraction >> (8 * noughts)) | ((3 - noughts) << 24);
        at += 1;
    }
    texts
};

/// The same with their noughts before them: three digits each.
static FRACTIONS: [u32; 1000] = {
    let mut texts = [0; 1000];
    let (mut at, mut number) = (0, 0);
    while at < texts.len() {
        let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
        texts[at] = 0x30_3030 | hundreds | (tens << 8) | (ones << 16);
        (at, number) = (at + 1, number + 1);
    }
    texts
};

/// How many thousandths a unit in the last place is, and the number from which on a text is not short, by
/// decimals.
const SHORT: [(u32, f64); 4] = [(1000, 1e3), (100, 1e4), (10, 1e5), (1, 1e6)];

/// Appends `value` with `decimals` decimals (at most 9), rounded half up on its decimal digits, behind
/// what stands before it.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a call takes a third of the time of a number")]
pub(super) fn write(before: Option<u8>, value: f64, decimals: u8, decimal: Decimal, out: &mut Vec<u8>) {
    let places = usize::from(decimals).min(9);
    let scaled = value.abs() * POWERS[places];
    // Four units in the last place: what binary arithmetic does to a decimal half.
    let rounded = scaled + scaled * (4.0 * f64::EPSILON) + 0.5;
    if let Some(&(thousandths, end)) = SHORT.get(places)
        && rounded < end
        && !value.is_sign_negative()
    {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above: not negative, below 10^6")]
        let whole = rounded as u32;
        short(before, whole * thousandths, places, decimal, out);
    } else {
        out.extend(before);
        long(value, places, decimal, out);
    }
}

/// A number of less than a thousand with at most three decimals: its texts are there already.
#[inline]
fn short(before: Option<u8>, thousandths: u32, places: usize, decimal: Decimal, out: &mut Vec<u8>) {
    let (whole, fraction) = (WHOLES[(thousandths / 1000) as usize], FRACTIONS[(thousandths % 1000) as usize]);
    let digits = (whole >> 24) as usize;
    let behind = u64::from(mark(decimal)) | u64::from(fraction) << 8;
    let mut text = u64::from(whole & 0xff_ffff) | behind << (8 * digits);
    let mut length = digits + places + usize::from(places > 0);
    if let Some(before) = before {
        text = text << 8 | u64::from(before);
        length += 1;
    }
    let start = out.len();
    // A piece of fixed length is copied at once; what is too much goes.
    out.extend_from_slice(&text.to_le_bytes());
    out.truncate(start + length);
}

/// Every other number.
#[cold]
fn long(value: f64, places: usize, decimal: Decimal, out: &mut Vec<u8>) {
    const WHOLE_POWERS: [u64; 17] = {
        let mut powers = [1; 17];
        let mut at = 1;
        while at < 17 {
            powers[at] = 10 * powers[at - 1];
            at += 1;
        }
        powers
    };
    /// Whole numbers up to here are exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let scaled = value.abs() * POWERS[places];
    if scaled >= EXACT {
        let text = format!("{value:.places$}");
        out.extend(text.bytes().map(|byte| if byte == b'.' { mark(decimal) } else { byte }));
        return;
    }
    // Of a number with more digits than anyone measures the noise would be a digit itself.
    let noise = if scaled < 1e12 { scaled * 4.0 * f64::EPSILON } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above: not negative, exact")]
    let mut whole = (scaled + noise + 0.5) as u64;
    if value < 0.0 && whole > 0 {
        out.push(b'-');
    }
    let mut length = places + 1;
    while length < 17 && whole >= WHOLE_POWERS[length] {
        length += 1;
    }
    let start = out.len();
    out.extend_from_slice(&[mark(decimal); 20]);
    out.truncate(start + length + usize::from(places > 0));
    for (behind, digit) in out[start..].iter_mut().rev().enumerate() {
        if behind == places && places > 0 {
            continue;
        }
        *digit = b'0' + u8::try_from(whole % 10).unwrap_or(0);
        whole /= 10;
    }
}

const fn mark(decimal: Decimal) -> u8 {
    match decimal {
        Decimal::Comma => b',',
        Decimal::Point => b'.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(value: f64, decimals: u8, decimal: Decimal) -> String {
        let mut out = Vec::new();
        write(None, value, decimals, decimal, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn as_a_person_writes_them() {
        assert_eq!(text(1.0345, 2, Decimal::Comma), "1,03");
        assert_eq!(text(0.005, 2, Decimal::Point), "0.01");
        assert_eq!(text(0.0, 3, Decimal::Point), "0.000");
        assert_eq!(text(-0.4, 0, Decimal::Point), "0");
        assert_eq!(text(-2.5, 1, Decimal::Point), "-2.5");
        assert_eq!(text(12345.678, 0, Decimal::Point), "12346");
        assert_eq!(text(1e300, 1, Decimal::Comma).len(), 303);
    }

    proptest! {
        #[test]
        fn short_numbers_are_written_as_all_others(whole in 0..1_000_000_u32, decimals in 0..4_u8, fewer in 0..6_u32) {
            let (whole, places) = (whole / 10_u32.pow(fewer), usize::from(decimals));
            let value = f64::from(whole) / POWERS[places];
            let expected = format!("{value:.places$}").replace('.', ",");
            prop_assert_eq!(text(value, decimals, Decimal::Comma), expected.as_str());
            let mut behind = b"x".to_vec();
            write(Some(b';'), value, decimals, Decimal::Comma, &mut behind);
            prop_assert_eq!(String::from_utf8(behind).unwrap(), format!("x;{expected}"));
            let mut slow = Vec::new();
            long(value, places, Decimal::Comma, &mut slow);
            prop_assert_eq!(String::from_utf8(slow).unwrap(), expected);
        }

        #[test]
        fn it_reads_back_within_half_a_unit(value in 0.0..1e9_f64, decimals in 0_u8..7) {
            let back: f64 = text(value, decimals, Decimal::Point).parse().unwrap();
            let half = 0.5 * 10_f64.powi(-i32::from(decimals));
            prop_assert!((back - value).abs() <= half * (1.0 + 1e-6) + value * 4.0 * f64::EPSILON);
        }
    }
}

//! Numbers into digits with fixed decimals, without allocation.

use crate::input::Decimal;

/// Powers of ten, for decimals.
const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// Appends `value` with `decimals` decimals (at most 9), rounded half up on its decimal digits.
#[inline]
pub(super) fn write(value: f64, decimals: u8, decimal: Decimal, out: &mut Vec<u8>) {
    let places = usize::from(decimals).min(9);
    let scaled = value.abs() * POWERS[places];
    // Four units in the last place: what binary arithmetic does to a decimal half.
    let rounded = scaled + scaled * 4.0 * f64::EPSILON + 0.5;
    if matches!(places, 1..8) && rounded < 1e8 && !value.is_sign_negative() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above: not negative, below 10^8")]
        let whole = rounded as u32;
        short(whole, places, decimal, out);
    } else {
        long(value, places, decimal, out);
    }
}

/// Eight digits at once, without a branch for each: `whole` is below 10^8 and has one to seven decimals.
#[inline]
fn short(whole: u32, places: usize, decimal: Decimal, out: &mut Vec<u8>) {
    // Fours, pairs, digits: each step parts two neighbours. The first digit is in the lowest byte.
    let fours = u64::from(whole / 10_000) | u64::from(whole % 10_000) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x7f_0000_007f;
    let pairs = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    let digits = tens | (pairs - 10 * tens) << 8;
    // One digit stands before the sign, whatever the number is.
    let noughts = (digits.trailing_zeros() as usize / 8).min(7 - places);
    let text = u128::from((digits | 0x3030_3030_3030_3030) >> (8 * noughts));
    let (before, length) = (8 - noughts - places, 8 - noughts);
    let head = (1 << (8 * before)) - 1;
    let text = text & head | u128::from(mark(decimal)) << (8 * before) | (text & !head) << 8;
    let start = out.len();
    // A piece of fixed length is copied at once; what is too much goes.
    out.extend_from_slice(&text.to_le_bytes());
    out.truncate(start + length + 1);
}

/// Every other number.
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
        write(value, decimals, decimal, &mut out);
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
        fn short_numbers_are_written_as_all_others(whole in 0..100_000_000_u32, decimals in 1..8_u8, fewer in 0..8_u32) {
            let (whole, places) = (whole / 10_u32.pow(fewer), usize::from(decimals));
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            short(whole, places, Decimal::Comma, &mut quick);
            let digits = format!("{whole:0>width$}", width = places + 1);
            let (before, behind) = digits.split_at(digits.len() - places);
            prop_assert_eq!(String::from_utf8(quick).unwrap(), format!("{before},{behind}"));
            write(f64::from(whole) / POWERS[places], decimals, Decimal::Comma, &mut slow);
            prop_assert_eq!(String::from_utf8(slow).unwrap(), format!("{before},{behind}"));
        }

        #[test]
        fn it_reads_back_within_half_a_unit(value in 0.0..1e9_f64, decimals in 0_u8..7) {
            let back: f64 = text(value, decimals, Decimal::Point).parse().unwrap();
            let half = 0.5 * 10_f64.powi(-i32::from(decimals));
            prop_assert!((back - value).abs() <= half * (1.0 + 1e-6) + value * 4.0 * f64::EPSILON);
        }
    }
}

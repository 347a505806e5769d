//! Decimal numbers that people typed, after binary arithmetic.

/// `value` without the noise of binary arithmetic: rounded to fourteen significant digits.
///
/// People type decimals, and sums of them land beside the number that the same sum has on paper:
/// the root of 0.25 can come out as 0.500 000 000 000 000 1. A limit is strict, so that such noise
/// would be a class. No measurement has fourteen digits; this is no rounding for readers.
pub fn settled(value: f64) -> f64 {
    let magnitude = value.abs().log10().floor();
    if !(-200.0..200.0).contains(&magnitude) {
        return value;
    }
    #[allow(clippy::cast_possible_truncation, reason = "a whole number between -200 and 200")]
    let scale = 10_f64.powi(13 - magnitude as i32);
    (value * scale).round() / scale
}

/// How many decimals, `usual` or more, print `value` without putting it onto or across a limit.
pub fn places(value: f64, limits: &[f64], usual: u8) -> u8 {
    (usual..9)
        .find(|&places| {
            let scale = 10_f64.powi(i32::from(places));
            let printed = (value * scale).round() / scale;
            limits.iter().all(|limit| printed.total_cmp(limit) == value.total_cmp(limit))
        })
        .unwrap_or(9)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exactly equal is what is asked")]
mod tests {
    use super::*;

    #[test]
    fn noise_goes_and_digits_stay() {
        assert_eq!(settled(0.500_000_000_000_000_1), 0.5);
        assert_eq!(settled(0.1 + 0.2), 0.3);
        assert_eq!(settled(5.000_000_000_001), 5.000_000_000_001);
        assert_eq!(settled(0.0), 0.0);
        assert_eq!(settled(1e-300), 1e-300);
    }

    #[test]
    fn a_printed_number_stays_on_its_side_of_a_limit() {
        assert_eq!(places(0.500_04, &[0.5, 1.15], 3), 5);
        assert_eq!(places(0.5, &[0.5, 1.15], 3), 3);
        assert_eq!(places(0.7, &[0.5, 1.15], 3), 3);
    }
}

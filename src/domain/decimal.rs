//! Decimal numbers that people typed, after binary arithmetic.

/// Powers of ten.
const POWERS: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
/// Where a number gets a digit more before its decimals, or a nought less behind the sign.
const LADDER: [f64; 11] = [1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
/// The binary exponent of a number, as it stands in an `f64` that is not negative.
#[allow(clippy::cast_possible_truncation, reason = "an exponent has eleven bits")]
const fn exponent(value: f64) -> usize {
    (value.to_bits() >> 52) as usize
}
/// How many exponents the numbers have from the first to the last step of [`LADDER`].
const BINADES: usize = exponent(LADDER[10]) - exponent(LADDER[0]) + 1;
/// For the numbers with each of these exponents: how many steps of [`LADDER`] lie behind all of them, and
/// the step that lies among them. There is at most one: a decade is longer than a binade.
const STEPS: [(usize, f64); BINADES] = {
    let mut steps = [(0, f64::INFINITY); BINADES];
    let mut at = 0;
    while at < BINADES {
        let bits = ((exponent(LADDER[0]) + at) as u64) << 52;
        let (low, high) = (f64::from_bits(bits), f64::from_bits(bits + (1 << 52)));
        while steps[at].0 < LADDER.len() && LADDER[steps[at].0] <= low {
            steps[at].0 += 1;
        }
        if steps[at].0 < LADDER.len() && LADDER[steps[at].0] < high {
            steps[at].1 = LADDER[steps[at].0];
        }
        at += 1;
    }
    steps
};
/// What brings a number with so many steps of [`LADDER`] behind it to fourteen digits before the sign.
const SCALES: [f64; 12] = [1e17, 1e16, 1e15, 1e14, 1e13, 1e12, 1e11, 1e10, 1e9, 1e8, 1e7, 1e6];

/// `value` without the noise of binary arithmetic: rounded to fourteen significant digits.
///
/// People type decimals, and sums of them land beside the number that the same sum has on paper:
/// the root of 0.25 can come out as 0.500 000 000 000 000 1. A limit is strict, so that such noise
/// would be a class. No measurement has fourteen digits; this is no rounding for readers.
#[inline]
pub fn settled(value: f64) -> f64 {
    /// From here on an `f64` has no decimals: a number that is added to it is rounded to a whole one.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    let size = value.abs();
    let Some(&(behind, among)) = STEPS.get(exponent(size).wrapping_sub(exponent(LADDER[0]))) else {
        return settled_by_logarithm(value);
    };
    let scale = SCALES[behind + usize::from(size >= among)];
    let scaled = size * scale;
    // Below 10^14. A half goes to the even neighbour here; what is asked is away from nought.
    let even = (scaled + WHOLE) - WHOLE;
    let rounded = if scaled - even >= 0.5 { even + 1.0 } else { even };
    (rounded / scale).copysign(value)
}

/// As [`settled`], for a number of any size.
#[cold]
fn settled_by_logarithm(value: f64) -> f64 {
    let magnitude = value.abs().log10().floor();
    if !(-200.0..200.0).contains(&magnitude) {
        return value;
    }
    #[allow(clippy::cast_possible_truncation, reason = "a whole number between -200 and 200")]
    let scale = 10_f64.powi(13 - magnitude as i32);
    (value * scale).round() / scale
}

/// How many decimals, `usual` or more, print `value` without putting it onto or across a limit.
#[inline]
pub fn places(value: f64, limits: &[f64], usual: u8) -> u8 {
    // Rounding moves a number by half a unit at most: one that is further from all limits stays where it is.
    let unit = POWERS.get(usize::from(usual)).map_or(0.0, |scale| 1.0 / scale);
    if limits.iter().all(|limit| (value - limit).abs() > unit) {
        return usual;
    }
    places_beside(value, limits, usual)
}

/// As [`places`], for a number beside a limit too.
#[cold]
fn places_beside(value: f64, limits: &[f64], usual: u8) -> u8 {
    (usual..9)
        .find(|&places| {
            let scale = POWERS[usize::from(places)];
            let printed = (value * scale).round() / scale;
            limits.iter().all(|limit| printed.total_cmp(limit) == value.total_cmp(limit))
        })
        .unwrap_or(9)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exactly equal is what is asked")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_logarithm_gives(value in -1e8..1e8_f64, power in -5..9_i32, steps in -8..8_i64, halves in 0..2_000_000_u32) {
            // Beside a power of ten, and beside a half of the fourteenth digit, is where they could differ.
            let beside = |value: f64| f64::from_bits(value.to_bits().wrapping_add_signed(steps));
            let half = (f64::from(halves) + 1e13 + 0.5) / 10_f64.powi(13 - power);
            for value in [value, value * 10_f64.powi(power), beside(10_f64.powi(power)), half, beside(half), -half] {
                prop_assert_eq!(settled(value).to_bits(), settled_by_logarithm(value).to_bits(), "{}", value);
            }
        }
    }

    proptest! {
        #[test]
        fn far_from_limits_the_usual_decimals_do(value in 0.0..10.0_f64, near in -30..30_i32, usual in 0..9_u8) {
            let limits = [0.5, 1.15, 5.0];
            for value in [value, 0.5 + f64::from(near) / 1e4, 1.15 + f64::from(near) / 1e3] {
                prop_assert_eq!(places(value, &limits, usual), places_beside(value, &limits, usual), "{}", value);
            }
        }
    }

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

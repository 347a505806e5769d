//! The normal distribution function at many places at once.
//!
//! A polynomial of z², so that no place waits for another and processors do several at a time.

/// Places that are gone through together.
pub const MANY: usize = 64;

/// Beyond so many standard deviations a value counts as this far; what that errs is 4·10⁻⁶.
const REACH: f32 = 4.5;

/// Coefficients of (Φ(z) − ½) / z in powers of 2 (z / 4.5)² − 1, lowest first: the polynomial whose
/// largest error of Φ is smallest, 4·10⁻⁶ with what 24 bits add.
#[allow(clippy::excessive_precision, reason = "the digits that were found")]
const COEFFICIENTS: [f32; 10] = [
    0.156_906_038,
    -0.077_185_884,
    0.054_637_488,
    -0.040_236_977,
    0.028_857_654,
    -0.018_483_976,
    0.009_653_218,
    -0.006_070_191_5,
    0.004_962_706,
    -0.001_930_533_2,
];

/// The probability of a value of at most each of `z`.
#[inline]
pub fn below(z: &[f32; MANY]) -> [f32; MANY] {
    z.map(|z| {
        // Not clamp, which asks for more than the processor's own least and most.
        let z = if z < REACH { z } else { REACH };
        let z = if z > -REACH { z } else { -REACH };
        let u = z * z * (2.0 / (REACH * REACH)) - 1.0;
        // Even and odd powers apart: two chains that do not wait for each other.
        let w = u * u;
        let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9] = COEFFICIENTS;
        let even = (((c8 * w + c6) * w + c4) * w + c2) * w + c0;
        let odd = (((c9 * w + c7) * w + c5) * w + c3) * w + c1;
        0.5 + z * (even + u * odd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::normal::exact;

    #[test]
    fn it_is_the_normal_distribution_to_what_is_promised() {
        for from in -120..120 {
            let z = std::array::from_fn(|at| from as f32 / 20.0 + at as f32 / (20.0 * MANY as f32));
            for (found, z) in below(&z).iter().zip(z) {
                assert!((f64::from(*found) - exact(f64::from(z))).abs() < 8e-6, "{z} {found}");
            }
        }
        assert!(below(&[f32::INFINITY; MANY])[0] > 0.99999 && below(&[f32::NEG_INFINITY; MANY])[0] < 1e-5);
    }
}

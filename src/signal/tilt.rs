//! Inclination of the trunk from a vector that points up.
//!
//! The body frame has x forward, y left and z towards the head. The vector is specific force (or
//! an estimate of up): an upright body at rest reads (0, 0, +1), one bent 45° forward reads
//! (−0.707, 0, 0.707). Its length does not matter; a vector without length has no direction.
//!
//! Three angles, deliberately apart:
//!
//! * [`inclination_deg`]: the generalized inclination, 0–180°, without a sign;
//! * [`sagittal_deg`]: flexion (positive) and extension (negative) in the sagittal plane, by
//!   atan2, so that it goes past 90°. The arcsine of one component, common elsewhere, folds 110°
//!   to 70° and is never used;
//! * [`lateral_deg`]: the angle out of the sagittal plane, positive to the left.

/// The generalized inclination: the angle between `up` and the body's z axis, 0–180°.
pub fn inclination_deg(up: [f64; 3]) -> Option<f64> {
    has_length(up).then(|| up[0].hypot(up[1]).atan2(up[2]).to_degrees())
}

/// The angle between `up` and the upright `reference`, both in the same frame, 0–180°.
pub fn inclination_from_deg(up: [f64; 3], reference: [f64; 3]) -> Option<f64> {
    (has_length(up) && has_length(reference)).then(|| {
        // By sine and cosine together: the arccosine alone loses half its digits near 0 and 180°.
        norm(cross(up, reference)).atan2(dot(up, reference)).to_degrees()
    })
}

/// Flexion in the sagittal plane, −180–180°, forward positive.
pub fn sagittal_deg(up: [f64; 3]) -> Option<f64> {
    has_length(up).then(|| (-up[0]).atan2(up[2]).to_degrees())
}

/// The angle out of the sagittal plane, −90–90°, to the left positive.
pub fn lateral_deg(up: [f64; 3]) -> Option<f64> {
    has_length(up).then(|| (-up[1]).atan2(up[0].hypot(up[2])).to_degrees())
}

/// Whether the sagittal angle is zero or positive, without computing it.
pub fn is_forward(up: [f64; 3]) -> bool {
    up[0] < 0.0 || (up[0] <= 0.0 && up[2] >= 0.0)
}

/// The rule for *bent forward beyond a threshold*: inclined so far or further, forward, and not
/// lying. That the sensor is worn is decided before.
pub fn is_bent_forward(up: [f64; 3], threshold_deg: f64, lying: bool) -> bool {
    !lying && is_forward(up) && inclination_deg(up).is_some_and(|angle| angle >= threshold_deg)
}

/// How fast the inclination changes, and how fast the trunk moves in any direction, °/s.
///
/// On a cone around the vertical the first is zero and the second is not. `None` where a vector
/// has no direction or no time passes.
pub fn velocities(from: [f64; 3], to: [f64; 3], seconds: f64) -> Option<(f64, f64)> {
    if seconds <= 0.0 || !has_length(from) || !has_length(to) {
        return None;
    }
    let (a, b) = (scaled(from, 1.0 / norm(from)), scaled(to, 1.0 / norm(to)));
    let (change, half) = sines_between((a, a[0].hypot(a[1])), (b, b[0].hypot(b[1])));
    let degrees_per_second = |angle: f64| angle.abs().to_degrees() / seconds;
    Some((degrees_per_second(arcsine(change)), degrees_per_second(2.0 * arcsine(half))))
}

/// Of two unit vectors, each with the length of its level part: the sine of the change of inclination,
/// and that of half the angle between them.
#[inline]
pub(crate) fn sines_between((a, level_a): ([f64; 3], f64), (b, level_b): ([f64; 3], f64)) -> (f64, f64) {
    ((level_b * a[2] - b[2] * level_a).clamp(-1.0, 1.0), (norm(subtract(b, a)) / 2.0).min(1.0))
}

/// Up to this sine the series of [`arcsine`] holds all digits that a velocity can use: the first term
/// left out is under 1e-12 of the result.
const SERIES: f64 = 0.1;

/// The arcsine of each: [`arcsine`] without a branch for each, as few are large.
pub(crate) fn arcsines(sines: &mut [f64]) {
    let largest = sines.iter().fold(0.0, |most: f64, sine| if sine.abs() > most { sine.abs() } else { most });
    let small = largest <= SERIES;
    for sine in sines {
        *sine = if small { series(*sine) } else { arcsine(*sine) };
    }
}

/// The arcsine.
fn arcsine(sine: f64) -> f64 {
    if sine.abs() > SERIES { sine.asin() } else { series(sine) }
}

#[inline]
fn series(sine: f64) -> f64 {
    let square = sine * sine;
    let series =
        1.0 / 6.0 + square * (3.0 / 40.0 + square * (15.0 / 336.0 + square * (105.0 / 3456.0 + square * 0.022_372_16)));
    sine * (1.0 + square * series)
}

fn has_length(vector: [f64; 3]) -> bool {
    let length = norm(vector);
    length > 1e-9 && length.is_finite()
}

pub(crate) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(crate) fn norm(a: [f64; 3]) -> f64 {
    dot(a, a).sqrt()
}

pub(crate) fn scaled(a: [f64; 3], by: f64) -> [f64; 3] {
    a.map(|component| component * by)
}

fn subtract(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_without_length_has_no_angle() {
        assert_eq!(inclination_deg([0.0; 3]), None);
        assert_eq!(inclination_from_deg([0.0, 0.0, 1.0], [0.0; 3]), None);
        assert_eq!(sagittal_deg([0.0; 3]), None);
        assert_eq!(lateral_deg([f64::NAN, 0.0, 1.0]), None);
    }

    #[test]
    fn forward_is_the_sign_of_the_sagittal_angle() {
        for degrees in -179..180 {
            let angle = f64::from(degrees).to_radians();
            for side in [-0.9, 0.0, 0.4] {
                let up = [-angle.sin(), side, angle.cos()];
                let sign = sagittal_deg(up).is_some_and(|angle| angle >= 0.0);
                assert_eq!(is_forward(up), sign, "{degrees}°, sideways {side}");
            }
        }
    }

    #[test]
    fn leaning_back_or_lying_is_not_bent_forward() {
        assert!(is_bent_forward([-1.0, 0.0, 0.0], 60.0, false));
        assert!(!is_bent_forward([-1.0, 0.0, 0.0], 60.0, true));
        assert!(!is_bent_forward([1.0, 0.0, 0.0], 60.0, false));
        assert!(is_bent_forward([-0.75, -0.55, 0.367], 60.0, false));
    }

    #[test]
    fn the_series_is_the_arcsine() {
        for step in -1000..=1000 {
            let sine = f64::from(step) * 1e-4;
            assert!((arcsine(sine) - sine.asin()).abs() <= 1e-12 * sine.abs());
        }
    }
}

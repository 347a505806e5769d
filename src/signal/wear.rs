//! When the sensor is not worn, and when its wearer lies.

/// The length of the windows in which stillness is judged, s.
pub const WINDOW_S: usize = 10;
/// A window is still when the low-passed direction spreads less than this on every axis (0.23°).
pub const STILL: f64 = 0.004;
/// So many still windows on end are no wearing: an hour. A person who sits, stands or lies awake
/// moves more within minutes.
pub const NOT_WORN_WINDOWS: usize = 360;

/// Judges one window of unit vectors while it passes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stillness {
    count: f64,
    first: [f64; 3],
    sum: [f64; 3],
    squares: [f64; 3],
}

impl Stillness {
    /// Adds a unit vector.
    #[inline]
    pub fn add(&mut self, up: [f64; 3]) {
        if self.count < 0.5 {
            self.first = up;
        }
        self.count += 1.0;
        for (axis, value) in up.into_iter().enumerate() {
            // From the first value, so that the squares do not cancel.
            let away = value - self.first[axis];
            self.sum[axis] += away;
            self.squares[axis] += away * away;
        }
    }

    /// Whether the window was still.
    pub fn is_still(&self) -> bool {
        (0..3).all(|axis| {
            let mean = self.sum[axis] / self.count;
            self.squares[axis] / self.count - mean * mean < STILL * STILL
        })
    }
}

/// The angle from which a trunk that is not forward is lying, °.
pub const LYING_DEG: f64 = 60.0;
/// How long it must be so, s.
pub const LYING_S: usize = 60;

/// Marks the seconds of lying: [`LYING_S`] or longer on end inclined by [`LYING_DEG`] or more to
/// the back or mainly to a side; from the inclination of each, °, and the forward and the left part of
/// what points up. Lying on the belly cannot be told from stooping with one sensor;
/// so it stays a bend, and a long one is named.
pub fn lying(inclined: &[f32], ways: impl Iterator<Item = (f32, f32)>) -> Vec<bool> {
    let down = |(angle, (forward, left)): (&f32, (f32, f32))| {
        f64::from(*angle) >= LYING_DEG && (forward > 0.0 || left.abs() > forward.abs())
    };
    let mut marks: Vec<bool> = inclined.iter().zip(ways).map(down).collect();
    let mut start = 0;
    while start < marks.len() {
        let length = marks[start..].iter().take_while(|&&mark| mark == marks[start]).count();
        if marks[start] && length < LYING_S {
            marks[start..start + length].fill(false);
        }
        start += length;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_the_back_or_side_for_a_minute_is_lying() {
        let (back, side, stoop, up) = ([1.0, 0.0, 0.0], [-0.1, 1.0, 0.0], [-1.0, 0.1, 0.0], [0.0, 0.0, 1.0]);
        let mut ups = vec![up; 5];
        ups.extend([back; 30]);
        ups.extend([side; 30]);
        ups.extend([stoop; 100]);
        ups.extend([back; 59]);
        let inclined: Vec<f32> = ups.iter().map(|[x, y, z]: &[f32; 3]| x.hypot(*y).atan2(*z).to_degrees()).collect();
        let marks = lying(&inclined, ups.iter().map(|up| (up[0], up[1])));
        assert_eq!(marks.iter().filter(|&&mark| mark).count(), 60);
        assert!(marks[5] && marks[64] && !marks[4] && !marks[65]);
    }

    #[test]
    fn breathing_is_not_still() {
        let mut table = Stillness::default();
        let mut person = Stillness::default();
        for at in 0..1000 {
            let phase = f64::from(at) * 0.01;
            table.add([0.0, 0.000_5 * (phase * 30.0).sin(), 1.0]);
            let sway = 0.01 * (phase * 1.5).sin();
            person.add([sway.sin(), 0.0, sway.cos()]);
        }
        assert!(table.is_still() && !person.is_still());
    }
}

//! The zero posture: from a window of upright standing, or of standing and bowing, to a rotation
//! from the sensor's axes to those of the body. A window that is not what it should be is refused
//! with the numbers that say why.

use nalgebra::{Matrix3, Rotation3, Unit, Vector3};

use super::tilt;

/// Standard gravity, m/s².
pub const GRAVITY: f64 = 9.806_65;

/// The least length of a window, s.
pub const SHORTEST_S: f64 = 2.0;
/// The largest spread of the raw signal in a still window: root of the three variances' sum, g.
pub const LARGEST_SPREAD_G: f64 = 0.05;
/// The furthest that half a second of a still window may point from the whole, °.
pub const LARGEST_DRIFT_DEG: f64 = 5.0;
/// How far a window's mean may be from 1 g, g.
pub const LARGEST_OFF_G: f64 = 0.05;
/// The least angle of a bow, °: below it the axis of the bow is not known well enough.
pub const SMALLEST_BOW_DEG: f64 = 20.0;
/// How far upright may point from the sensor's stated head axis for its forward axis to be
/// believed, °.
pub const LARGEST_MOUNTING_DEG: f64 = 45.0;

/// Why a window is no zero posture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Refusal {
    /// It has no samples.
    Empty,
    /// It holds so many seconds.
    TooShort(f64),
    /// The signal spreads so much, g.
    Unsteady(f64),
    /// Within it the direction moves so much, °.
    Moving(f64),
    /// Its length is so much, g.
    NotOneG(f64),
    /// The bow is so small, or so much like lying back that it gives no axis, °.
    SmallBow(f64),
}

/// A window of a recording while it is read.
#[derive(Debug, Clone, Default)]
pub struct Window {
    count: f64,
    seconds: f64,
    mean: Vector3<f64>,
    squares: f64,
    part: (Vector3<f64>, f64),
    parts: Vec<Vector3<f64>>,
}

impl Window {
    /// Adds a sample, m/s², that stands for `seconds`.
    pub fn add(&mut self, acceleration: [f64; 3], seconds: f64) {
        let sample = Vector3::from(acceleration);
        self.count += 1.0;
        self.seconds += seconds;
        let away = sample - self.mean;
        self.mean += away / self.count;
        self.squares += away.dot(&(sample - self.mean));
        self.part.0 += sample;
        self.part.1 += seconds;
        if self.part.1 >= 0.5 {
            self.parts.push(self.part.0);
            self.part = (Vector3::zeros(), 0.0);
        }
    }

    /// The mean direction of still standing (or of a held bow), if the window is that.
    ///
    /// # Errors
    /// When it is too short, not still or not 1 g.
    pub fn hold(&self) -> Result<Hold, Refusal> {
        if self.count < 1.0 {
            return Err(Refusal::Empty);
        }
        // A window of n samples spans n − 1 steps; its last sample may stand just outside.
        if self.seconds + self.seconds / self.count < SHORTEST_S {
            return Err(Refusal::TooShort(self.seconds));
        }
        let length_g = self.mean.norm() / GRAVITY;
        let spread_g = (self.squares / self.count).sqrt() / GRAVITY;
        if (length_g - 1.0).abs() > LARGEST_OFF_G && spread_g <= LARGEST_SPREAD_G {
            return Err(Refusal::NotOneG(length_g));
        }
        if spread_g > LARGEST_SPREAD_G {
            return Err(Refusal::Unsteady(spread_g));
        }
        let drift = self.parts.iter().map(|part| part.angle(&self.mean).to_degrees()).fold(0.0, f64::max);
        if drift > LARGEST_DRIFT_DEG {
            return Err(Refusal::Moving(drift));
        }
        Ok(Hold { mean: self.mean.into(), seconds: self.seconds, length_g, spread_g, drift_deg: drift })
    }
}

/// A posture that was held still.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold {
    /// Mean specific force in the axes of the sensor, m/s².
    pub mean: [f64; 3],
    /// How long, s.
    pub seconds: f64,
    /// The length of the mean, g.
    pub length_g: f64,
    /// The spread of the raw signal, g.
    pub spread_g: f64,
    /// How far half a second points from the whole, °.
    pub drift_deg: f64,
}

/// A rotation from the axes of the sensor to those of the body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    rows: [[f64; 3]; 3],
    /// The angle between the sensor's third axis and upright, °.
    pub mounting_deg: f64,
    /// Whether it is known where forward is.
    pub forward_known: bool,
}

impl Frame {
    /// The sensor's axes are the body's: the mounting as the user states it.
    pub const SENSOR: Self =
        Self { rows: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], mounting_deg: 0.0, forward_known: true };

    /// From upright standing: the smallest rotation that brings `upright` to the head axis.
    /// Forward stays the sensor's x axis, believed only while its head axis is within
    /// [`LARGEST_MOUNTING_DEG`] of upright.
    ///
    /// # Errors
    /// When `upright` has no direction.
    pub fn standing(upright: [f64; 3]) -> Result<Self, Refusal> {
        let up = Vector3::from(upright).try_normalize(1e-9).ok_or(Refusal::Empty)?;
        let mounting_deg = up.angle(&Vector3::z()).to_degrees();
        // Upside down every horizontal axis is a smallest one: turn about x.
        let rotation = Rotation3::rotation_between(&up, &Vector3::z())
            .unwrap_or_else(|| Rotation3::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI));
        Ok(Self { rows: rows(rotation.matrix()), mounting_deg, forward_known: mounting_deg <= LARGEST_MOUNTING_DEG })
    }

    /// From upright standing and a forward bow: the axis of the bow points left, whatever the
    /// mounting.
    ///
    /// # Errors
    /// When the bow is too small to give an axis.
    pub fn functional(upright: [f64; 3], bow: [f64; 3]) -> Result<Self, Refusal> {
        let up = Vector3::from(upright).try_normalize(1e-9).ok_or(Refusal::Empty)?;
        let bow = Vector3::from(bow).try_normalize(1e-9).ok_or(Refusal::Empty)?;
        let axis = bow.cross(&up);
        if axis.norm() < SMALLEST_BOW_DEG.to_radians().sin() {
            return Err(Refusal::SmallBow(up.angle(&bow).to_degrees()));
        }
        let left = Unit::new_normalize(axis).into_inner();
        let rotation = Matrix3::from_rows(&[left.cross(&up).transpose(), left.transpose(), up.transpose()]);
        Ok(Self { rows: rows(&rotation), mounting_deg: up.angle(&Vector3::z()).to_degrees(), forward_known: true })
    }

    /// A vector of the sensor in the axes of the body.
    #[inline]
    pub fn to_body(&self, sensor: [f64; 3]) -> [f64; 3] {
        [tilt::dot(self.rows[0], sensor), tilt::dot(self.rows[1], sensor), tilt::dot(self.rows[2], sensor)]
    }
}

fn rows(matrix: &Matrix3<f64>) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|column| matrix[(row, column)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(seconds: f64, sample: impl Fn(f64) -> [f64; 3]) -> Result<Hold, Refusal> {
        let mut window = Window::default();
        let mut time = 0.0;
        while time < seconds {
            window.add(sample(time), 0.01);
            time += 0.01;
        }
        window.hold()
    }

    #[test]
    fn still_standing_is_a_zero_posture() {
        let hold = window(3.0, |t| [0.05 * (9.0 * t).sin(), 0.0, 9.7]).expect("still");
        assert!((hold.length_g - 0.989).abs() < 1e-3 && hold.seconds > 2.9);
    }

    #[test]
    fn what_is_no_zero_posture_is_refused_with_its_number() {
        assert!(matches!(window(0.0, |_| [0.0; 3]), Err(Refusal::Empty)));
        assert!(matches!(window(1.0, |_| [0.0, 0.0, 9.8]), Err(Refusal::TooShort(s)) if (s - 1.0).abs() < 0.02));
        assert!(matches!(window(3.0, |_| [0.0, 0.0, 8.8]), Err(Refusal::NotOneG(g)) if (g - 0.897).abs() < 1e-3));
        assert!(matches!(window(3.0, |t| [(20.0 * t).sin(), 0.0, 9.8]), Err(Refusal::Unsteady(_))));
        let nodding = window(20.0, |t| {
            let angle = if (5.0..5.5).contains(&t) { 8.0_f64.to_radians() } else { 0.0 };
            [-GRAVITY * angle.sin(), 0.0, GRAVITY * angle.cos()]
        });
        assert!(matches!(nodding, Err(Refusal::Moving(deg)) if deg > 5.0), "{nodding:?}");
        assert!(matches!(Frame::functional([0.0, 0.0, 1.0], [-0.2, 0.0, 0.98]), Err(Refusal::SmallBow(deg)) if deg < 12.0));
    }

    #[test]
    fn upside_down_still_has_an_inclination_but_no_forward() {
        let frame = Frame::standing([0.0, 0.0, -9.81]).expect("a direction");
        assert!(!frame.forward_known && (frame.mounting_deg - 180.0).abs() < 1e-9);
        let up = frame.to_body([0.0, 0.0, -9.81]);
        assert!(tilt::inclination_deg(up).expect("a direction") < 1e-9);
    }
}

//! Percentiles: exact of a few values, and of a stream in bounded memory.

/// The percentile of `sorted` (ascending, no NaN) by linear interpolation between order
/// statistics: type 7 of Hyndman and Fan. `None` of nothing.
pub fn type7(sorted: &[f64], percent: f64) -> Option<f64> {
    let place = (sorted.len().checked_sub(1)?) as f64 * percent / 100.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the slice for 0..=100 %")]
    let below = (place.clamp(0.0, (sorted.len() - 1) as f64)) as usize;
    let above = (below + 1).min(sorted.len() - 1);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// How many classes a [`Histogram`] has.
const BINS: usize = 1 << 15;

/// Time in fine classes of a quantity, from which percentiles follow. Each percentile is exact to
/// the width of a class.
#[derive(Debug, Clone)]
pub struct Histogram {
    seconds: Vec<f64>,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { seconds: vec![0.0; BINS] }
    }
}

impl Histogram {
    /// Adds time to a class.
    pub fn add(&mut self, bin: u16, seconds: f64) {
        self.seconds[usize::from(bin).min(BINS - 1)] += seconds;
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (own, more) in self.seconds.iter_mut().zip(&other.seconds) {
            *own += more;
        }
    }

    /// The time in all classes, s.
    pub fn total(&self) -> f64 {
        self.seconds.iter().sum()
    }

    /// The values below which each of `percents` (rising) of the time lies, on the scale whose class edges
    /// are `edge(0)` to `edge(32768)`. `None` without any time.
    pub fn percentiles<const N: usize>(&self, percents: [f64; N], edge: fn(f64) -> f64) -> Option<[f64; N]> {
        let total = self.total();
        let last = self.seconds.iter().rposition(|&seconds| seconds > 0.0)?;
        let mut found = [edge(last as f64 + 1.0); N];
        let mut wanted = percents.map(|percent| total * percent / 100.0).into_iter().zip(&mut found).peekable();
        let mut below = 0.0;
        for (at, &seconds) in self.seconds[..=last].iter().enumerate() {
            while seconds > 0.0
                && let Some((wanted, value)) = wanted.next_if(|(wanted, _)| below + seconds >= *wanted)
            {
                *value = edge(at as f64 + (wanted - below) / seconds);
            }
            below += seconds;
        }
        Some(found)
    }
}

/// Where an inclination lies among its classes, from the level and the vertical part of an up vector;
/// [`bin_at`] makes it a class.
///
/// The classes are even in l / (l + |v|), which rises with the angle as the angle itself does and
/// costs one division instead of an arctangent. One class is at most 0.007° wide.
#[inline]
pub fn inclination_place(level: f64, vertical: f64) -> f64 {
    let part = level / (level + vertical.abs()) * (BINS / 2) as f64;
    if vertical >= 0.0 { part } else { BINS as f64 - part }
}

/// The class of a place among the classes.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 32768")]
pub fn bin_at(place: f64) -> u16 {
    (place as u16).min(BINS as u16 - 1)
}

/// The inclination, °, at a class edge of [`inclination_place`].
pub fn inclination_edge(place: f64) -> f64 {
    let part = place / (BINS / 2) as f64;
    if part <= 1.0 { part.atan2(1.0 - part).to_degrees() } else { 180.0 - (2.0 - part).atan2(part - 1.0).to_degrees() }
}

/// The class of a velocity, °/s: 0.05°/s wide, the last one holding everything above 1638°/s.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a velocity is not negative; the cast saturates")]
pub fn velocity_bin(degrees_per_second: f64) -> u16 {
    ((degrees_per_second * 20.0) as u16).min(BINS as u16 - 1)
}

/// The velocity, °/s, at a class edge of [`velocity_bin`].
pub fn velocity_edge(place: f64) -> f64 {
    place / 20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_nowhere_wider_than_it_says() {
        let widest = (0..BINS).map(|at| inclination_edge(at as f64 + 1.0) - inclination_edge(at as f64)).fold(0.0, f64::max);
        assert!(widest < 0.007_1, "{widest}");
    }

    #[test]
    fn an_angle_lies_in_its_class() {
        for tenth in 0..1800 {
            let angle = f64::from(tenth) * 0.1 + 0.03;
            let (level, vertical) = angle.to_radians().sin_cos();
            let bin = f64::from(bin_at(inclination_place(level * 9.81, vertical * 9.81)));
            assert!(inclination_edge(bin) <= angle + 1e-9 && angle <= inclination_edge(bin + 1.0) + 1e-9, "{angle}");
        }
    }

    #[test]
    fn the_stream_gives_the_type_7_percentile_to_a_class() {
        let mut angles: Vec<f64> = (0..5000).map(|at| 80.0 * (f64::from(at) * 0.37).sin().powi(2)).collect();
        let mut histogram = Histogram::default();
        for angle in &angles {
            let (level, vertical) = angle.to_radians().sin_cos();
            histogram.add(bin_at(inclination_place(level, vertical)), 0.01);
        }
        angles.sort_by(f64::total_cmp);
        for percent in [1.0, 10.0, 50.0, 90.0, 95.0, 99.0] {
            let exact = type7(&angles, percent).expect("there are values");
            let [stream] = histogram.percentiles([percent], inclination_edge).expect("there is time");
            assert!((exact - stream).abs() < 0.05, "{percent}: {exact} {stream}");
            let [_, among, _] = histogram.percentiles([0.5, percent, 99.5], inclination_edge).expect("there is time");
            assert_eq!(among.to_bits(), stream.to_bits());
        }
        let mut one = Histogram::default();
        one.add(7, 3.0);
        let [low, high] = one.percentiles([0.0, 100.0], f64::abs).expect("there is time");
        assert!((low - 7.0).abs() < 1e-12 && (high - 8.0).abs() < 1e-12, "{low} {high}");
    }

    #[test]
    fn nothing_has_no_percentile() {
        assert_eq!(type7(&[], 50.0), None);
        assert_eq!(Histogram::default().percentiles([50.0], inclination_edge), None);
    }
}

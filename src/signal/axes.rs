//! Which way a sensor was mounted: sensor axes into the axes of a seat or a body.

use std::str::FromStr;

/// A signed permutation of three axes: each axis of the seat or body is an axis of the sensor,
/// or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisMap {
    from: [usize; 3],
    negative: [bool; 3],
}

impl Default for AxisMap {
    fn default() -> Self {
        Self { from: [0, 1, 2], negative: [false; 3] }
    }
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisMapError {
    /// Not of the form `x=-z,y=y,z=x`.
    Form,
    /// An axis stands twice on one side.
    Twice,
}

impl AxisMap {
    /// A sample in the axes of the seat or body.
    pub fn apply(&self, sample: [f64; 3]) -> [f64; 3] {
        std::array::from_fn(|axis| {
            let value = sample[self.from[axis]];
            if self.negative[axis] { -value } else { value }
        })
    }

    /// Whether it leaves all axes as they are.
    pub fn is_identity(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it turns a right-handed sensor into left-handed axes, which no mounting can do.
    /// Vibration does not mind; an orientation does.
    pub fn is_mirrored(&self) -> bool {
        let odd = matches!(self.from, [0, 2, 1] | [1, 0, 2] | [2, 1, 0]);
        odd ^ (self.negative.iter().filter(|&&negative| negative).count() % 2 == 1)
    }
}

impl FromStr for AxisMap {
    type Err = AxisMapError;

    /// Reads `x=-z,y=y,z=x`: left the axis of the seat or body, right that of the sensor. Axes that
    /// are left out keep their own.
    fn from_str(text: &str) -> Result<Self, AxisMapError> {
        let axis = |name: &str| ["x", "y", "z"].iter().position(|axis| name.eq_ignore_ascii_case(axis));
        let mut map = Self::default();
        let mut seen = [false; 3];
        for part in text.split(',') {
            let (to, from) = part.split_once('=').ok_or(AxisMapError::Form)?;
            let to = axis(to.trim()).ok_or(AxisMapError::Form)?;
            let from = from.trim();
            let (negative, from) = match from.strip_prefix('-') {
                Some(rest) => (true, rest),
                None => (false, from.strip_prefix('+').unwrap_or(from)),
            };
            if std::mem::replace(&mut seen[to], true) {
                return Err(AxisMapError::Twice);
            }
            map.from[to] = axis(from.trim()).ok_or(AxisMapError::Form)?;
            map.negative[to] = negative;
        }
        let mut used = map.from;
        used.sort_unstable();
        if used == [0, 1, 2] { Ok(map) } else { Err(AxisMapError::Twice) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_says_where_each_axis_comes_from() {
        let map: AxisMap = "x=-z, y=y, z=x".parse().expect("a mapping");
        let mapped = map.apply([1.0, 2.0, 3.0]);
        assert_eq!(mapped.map(f64::to_bits), [-3.0, 2.0, 1.0].map(f64::to_bits));
        assert!(!map.is_mirrored());
        assert!("x=y,y=x,z=z".parse::<AxisMap>().expect("a mapping").is_mirrored());
        assert_eq!("x=y,y=y,z=z".parse::<AxisMap>(), Err(AxisMapError::Twice));
        assert_eq!("x=y".parse::<AxisMap>(), Err(AxisMapError::Twice));
        assert_eq!("x:y".parse::<AxisMap>(), Err(AxisMapError::Form));
        assert!("z=-z".parse::<AxisMap>().is_ok());
    }
}

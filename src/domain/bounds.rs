//! What a number can physically be. Beyond these a cell is a problem; beyond a method's own
//! conditions, which live with the method, it is merely not applicable.

/// An interval that a cell's number must lie in, ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lowest possible number.
    pub low: f64,
    /// The highest possible number.
    pub high: f64,
    /// Whether only whole numbers are possible.
    pub whole: bool,
}

impl Bounds {
    /// Any finite number.
    pub const ANY: Self = Self::between(f64::MIN, f64::MAX);
    /// Zero or more.
    pub const NOT_NEGATIVE: Self = Self::between(0.0, f64::MAX);

    /// From `low` to `high`, ends included.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low, high, whole: false }
    }

    /// The same interval, whole numbers only.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// Whether `value` is possible.
    pub fn contains(&self, value: f64) -> bool {
        value >= self.low && value <= self.high && (!self.whole || value.fract() == 0.0)
    }
}

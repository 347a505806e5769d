//! How far what was entered in a cell may be off: the half width of its 95 % range, or a second word.

/// Where a half width comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Entered beside the value.
    Entered,
    /// From a profile of typical errors.
    Profile,
}

/// What is known of the doubt about one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Doubt {
    /// The 95 % range of a number is its value ± this, in the column's unit.
    HalfWidth(f64, Basis),
    /// With this probability, above 0 and at most 1, another word of the column holds.
    Second {
        /// The place of the other word in the column's list.
        word: u8,
        /// Its probability.
        share: f64,
    },
    /// Something was entered that cannot be used: nothing is claimed of this cell.
    Unusable,
}

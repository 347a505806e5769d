//! Working postures.

pub mod trunk_flexion;

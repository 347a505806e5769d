//! The family of the revised NIOSH lifting equation: one reading of a lift, one set of
//! multipliers, and the methods that stand on them.

pub mod certainty;
pub mod composite;
pub mod duration;
pub mod equation;
pub mod input;
pub mod iso11228;
pub mod niosh;
pub mod tables;

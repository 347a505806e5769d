//! The use cases.

pub mod posture;

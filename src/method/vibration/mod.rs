//! Vibration.

pub mod whole_body;

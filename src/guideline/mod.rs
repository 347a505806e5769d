//! What the guideline says.

pub mod source;
pub mod trigger;

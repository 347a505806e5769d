//! What the guideline says. It knows hazards, classes and factors; it knows no method.

pub mod source;
pub mod trigger;

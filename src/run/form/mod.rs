//! What the local form asks and answers: parts and fields from the registry, a verdict on a row that is
//! still being typed, a slider's "what if". The form itself only translates.

mod answer;
mod field;
mod recorded;
mod what_if;

pub use answer::{Answer, Day, Judge};
pub use field::{Grade, Part, grade, is_pictured, needed, part, parts};
pub use what_if::{Slide, WhatIf, sliders, what_if};

/// The words of the form, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

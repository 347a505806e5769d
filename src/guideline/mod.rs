//! What the guideline says. It knows hazards, classes and factors, never a method.
//!
//! Words and figures are data in `data/*.csv`, compiled in and read once; what is decided with
//! them is code here. The documents behind it: the background document of the Dutch guideline on
//! low back pain and lumbosacral radicular syndrome (NVAB, NVVG, GAV, version 2020), and the
//! basis of a Belgian programme for return to work. Line numbers are those of their texts.

pub mod effect;
pub mod evidence;
pub mod explain;
pub mod grade;
pub mod identity;
pub mod measure;
pub mod misprint;
pub mod note;
pub mod return_to_work;
pub mod risk_factor;
pub mod select;
pub mod source;
mod table;
pub mod trigger;

pub use explain::explain;
pub use measure::Measure;
pub use return_to_work::return_to_work;
pub use select::{Ground, MeasureSet, advised_against, asked, fit, select, set, silence};

/// Every text table of this room, CSV `key,nl,en`.
pub const TEXTS: &[&str] = &[
    include_str!("data/text.csv"),
    include_str!("data/measures_text.csv"),
    include_str!("data/evidence_text.csv"),
    include_str!("data/grade_text.csv"),
    include_str!("data/risk_factors_text.csv"),
    include_str!("data/notes_text.csv"),
    include_str!("data/return_text.csv"),
    include_str!("data/explain_text.csv"),
];

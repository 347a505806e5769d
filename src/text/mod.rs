//! Languages: phrases into sentences, numbers into digits. The only place that rounds for people.

pub mod catalogue;
pub mod number;

pub use catalogue::{COLUMNS, COMMON, Catalogue, capital};

//! What methods share of probability: the normal distribution and its truncated form, and the
//! points at which an integral over several uncertain numbers is evaluated.
//!
//! Nothing here is random. The points are those of a lattice rule with a generating vector and a
//! shift that are constants, so that the same input gives the same digits on every machine.

pub mod lattice;
pub mod many;
pub mod normal;
pub mod truncated;

pub use truncated::Truncated;

/// How many standard deviations the half width of a 95 % range is.
pub const HALF_WIDTH_SDS: f64 = 1.96;

//! Methods for lifting, lowering and carrying by hand.

pub mod rnle;
pub mod screening;

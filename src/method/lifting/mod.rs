//! Methods for lifting, lowering and carrying by hand.

pub mod mac;
pub mod rnle;
pub mod screening;

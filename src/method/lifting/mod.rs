//! Lifting, lowering and carrying.

pub mod mac;

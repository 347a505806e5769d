//! The use cases: what a command or the form asks for, from files to results.

pub mod vibration;

//! Pushing and pulling.

pub mod rapp;

//! Bytes into rows and recordings, each value with its origin.

pub mod recording;

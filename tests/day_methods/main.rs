//! The methods that judge a working day: limits, laws, and what they say of what is missing.
#![allow(clippy::panic, clippy::unwrap_used, clippy::float_cmp, reason = "a test fails by panicking; exact is meant")]

mod boundaries;
mod build;
mod exposures;
mod properties;
mod tables;
mod task_files;
mod trunk_flexion;
mod whole_body_vibration;

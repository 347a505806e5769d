//! Rugwijzer.
pub mod domain;
pub mod input;
pub mod method;
#[cfg(feature = "app")]
pub mod report;
pub mod text;

//! Rugwijzer.
pub mod domain;
pub mod guideline;
pub mod input;
pub mod method;
pub mod text;

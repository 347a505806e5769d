//! Rugwijzer.
pub mod domain;
pub mod input;
pub mod method;
pub mod run;
pub mod signal;
pub mod text;

//! Judge lifting, bending and whole-body vibration at work, and say what to do about it.
//!
//! | module | what |
//! |---|---|
//! | [`domain`] | the vocabulary |
//! | [`input`] | bytes into rows and recordings |
//! | [`method`] | the methods, and [`method::METHODS`] |
//! | [`guideline`] | what the guideline says |
//! | [`assess`] | rows into one assessment |
//! | [`chance`] | what methods share of probability |
//! | [`signal`] | what methods share of time series |
//! | [`text`] | languages and numbers |
//! | `report`, `run`, `cli`, `web` | the program; with the feature `app` |

pub mod assess;
pub mod chance;
#[cfg(feature = "app")]
pub mod cli;
pub mod domain;
pub mod guideline;
pub mod input;
pub mod method;
#[cfg(feature = "app")]
pub mod report;
#[cfg(feature = "app")]
pub mod run;
pub mod signal;
pub mod text;
#[cfg(feature = "app")]
pub mod web;

//! What methods share of time series: weightings, filters, running metrics, spectra.
//!
//! Silent and without language: numbers in, numbers out. Samples of three axes go through it as
//! [`Lanes`], so that the compiler turns the arithmetic of the axes into vector instructions.

pub mod axes;
pub mod discretise;
pub mod metrics;
pub mod sections;
pub mod severe_shock;
pub mod spectrum;
pub mod uncertainty;
pub mod vibration;
pub mod watch;
pub mod weighting;

/// One sample of three axes, and a fourth lane that carries nothing or a copy of an axis.
pub type Lanes = [f64; 4];

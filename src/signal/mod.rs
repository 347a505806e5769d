//! What methods share of time series: weightings, filters, running metrics, spectra;
//! inclination, sensor fusion, episodes, resampling.
//!
//! Silent and without language: numbers in, numbers out. Samples of three axes go through it as
//! [`Lanes`], so that the compiler turns the arithmetic of the axes into vector instructions.

pub mod axes;
pub mod bootstrap;
pub mod calibration;
pub mod discretise;
pub mod episode;
pub mod exposure;
pub mod fusion;
pub mod gravity;
pub mod lowpass;
pub mod metrics;
pub mod quantile;
pub mod sections;
pub mod severe_shock;
pub mod spectrum;
pub mod student;
pub mod tilt;
pub mod uncertainty;
pub mod vibration;
pub mod watch;
pub mod wear;
pub mod weighting;

/// One sample of three axes, and a fourth lane that carries nothing or a copy of an axis.
pub type Lanes = [f64; 4];

//! What methods share of time series: filters, inclination, sensor fusion, episodes, resampling.

pub mod axes;
pub mod bootstrap;
pub mod calibration;
pub mod episode;
pub mod exposure;
pub mod fusion;
pub mod lowpass;
pub mod quantile;
pub mod tilt;
pub mod wear;

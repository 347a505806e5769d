//! The shapes of what a recording of the seat gave.

use super::{AXES, VibrationResult};
use crate::domain::chart::{Band, Bands, Chart, Course, Moment, Panel, Spectrum};
use crate::domain::{Phrase, Unit};
use crate::signal::metrics::Trace;

/// How many moments are marked on each axis.
const MARKED: usize = 3;
/// The bands of ISO 2631-1 for health and comfort, Hz.
const BAND_HZ: std::ops::RangeInclusive<f64> = 0.5..=80.0;

/// The course of the running r.m.s., and the spectra where they are known.
pub fn charts(result: &VibrationResult) -> Vec<Chart> {
    let label = |axis: usize| {
        Phrase::new("vibration.chart.panel").text("axis", AXES[axis]).text("weighting", result.weightings[axis].name())
    };
    let mut charts = Vec::new();
    let trace = &result.summary.trace;
    if !trace.steps().is_empty() {
        charts.push(Chart::Course(Course {
            title: Phrase::new("vibration.chart.course").number("step", trace.step_seconds(), Unit::Second),
            axis: Phrase::new("vibration.chart.axis"),
            time: Phrase::new("vibration.chart.time"),
            unit: Unit::Acceleration,
            step_seconds: trace.step_seconds(),
            highest: Phrase::new("vibration.chart.highest"),
            middle: Phrase::new("vibration.chart.middle"),
            panels: (0..3).map(|axis| panel(trace, axis, label(axis))).collect(),
            levels: Vec::new(),
        }));
    }
    let spectra: Vec<Bands> = result
        .summary
        .axes
        .iter()
        .flatten()
        .enumerate()
        .map(|(axis, values)| {
            let weighting = result.weightings[axis];
            let bands = values.spectrum.iter().filter(|band| BAND_HZ.contains(&band.hz));
            Bands {
                label: label(axis),
                weighting: weighting.name(),
                bands: bands
                    .map(|band| Band { hz: band.hz, before: band.rms, factor: weighting.factor(band.exact_hz) })
                    .collect(),
            }
        })
        .collect();
    if spectra.iter().any(|panel| !panel.bands.is_empty()) {
        charts.push(Chart::Spectrum(Spectrum { title: Phrase::new("vibration.chart.spectrum"), panels: spectra }));
    }
    charts
}

fn panel(trace: &Trace, axis: usize, label: Phrase) -> Panel {
    let moment = |step: &crate::signal::metrics::Step| {
        let middle = step.mean_square[axis].sqrt();
        Moment { highest: step.highest[axis].sqrt().max(middle), middle }
    };
    let steps: Vec<Moment> = trace.steps().iter().map(moment).collect();
    let marked = loudest(&steps);
    Panel { label: Some(label), steps: steps.into_iter().map(Some).collect(), marked }
}

/// The steps with the highest values, apart from each other by a twentieth of the recording.
fn loudest(steps: &[Moment]) -> Vec<usize> {
    let apart = (steps.len() / 20).max(1);
    let mut order: Vec<usize> = (0..steps.len()).filter(|&step| steps[step].highest > 0.0).collect();
    order.sort_by(|&a, &b| steps[b].highest.total_cmp(&steps[a].highest));
    let mut marked: Vec<usize> = Vec::new();
    for step in order {
        if marked.iter().all(|&other| step.abs_diff(other) > apart) {
            marked.push(step);
        }
        if marked.len() == MARKED {
            break;
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loud_moments_are_not_the_same_moment_thrice() {
        let mut steps = vec![Moment { highest: 0.1, middle: 0.1 }; 100];
        for (at, highest) in [(10, 3.0), (11, 2.9), (12, 2.8), (50, 2.0), (90, 1.0)] {
            steps[at].highest = highest;
        }
        assert_eq!(loudest(&steps), [10, 50, 90]);
        assert_eq!(loudest(&[]), [0_usize; 0]);
    }
}

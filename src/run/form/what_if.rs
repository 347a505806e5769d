//! "What if": a lift with some of its cells moved, judged like any row.

use crate::assess::redesign::explain::curve_between;
use crate::assess::redesign::index;
use crate::domain::chart::Chart;
use crate::domain::column::Kind;
use crate::domain::threshold::classify;
use crate::domain::{Cell, Cells, Class, Column};
use crate::method::lifting::rnle::tables::{F_LOWEST, H_REFERENCE, INDEX};

/// A variable that can be slid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slide {
    /// Its column.
    pub column: Column,
    /// Where it stands.
    pub now: f64,
    /// The lowest place.
    pub low: f64,
    /// The highest place.
    pub high: f64,
    /// The distance between two places.
    pub step: f64,
}

/// What a lift would be.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// The index as it is; `None` outside the equation.
    pub before: Option<(f64, Class)>,
    /// The index as it would be.
    pub after: Option<(f64, Class)>,
    /// The index over the variable that was moved last.
    pub chart: Option<Chart>,
}

/// The variables of a lift that can be slid: load, reach, heights, frequency. Empty for what is no lift.
/// Where they end is a matter of comfort: a bit beyond where anyone lifts.
pub fn sliders(cells: &Cells) -> Vec<Slide> {
    const ALL: [(Column, f64, f64, f64); 5] = [
        (Column::LoadKg, 0.5, 40.0, 0.5),
        (Column::HOriginCm, H_REFERENCE, 63.0, 1.0),
        (Column::VOriginCm, 0.0, 175.0, 1.0),
        (Column::VDestinationCm, 0.0, 175.0, 1.0),
        (Column::LiftsPerMin, F_LOWEST, 15.0, 0.1),
    ];
    if index(cells).is_none() {
        return Vec::new();
    }
    let slide = |&(column, low, high, step): &(Column, f64, f64, f64)| {
        let now = cells.number(column)?;
        // What was measured is always on the slider, exactly.
        Some(Slide { column, now, low: f64::min(low, now), high: f64::max(high, now), step })
    };
    ALL.iter().filter_map(slide).collect()
}

/// The lift with these numbers in its cells. The chart is over the first of `moved` that differs, or
/// the first of all.
pub fn what_if(cells: &Cells, moved: &[(Column, f64)], over: Option<Column>) -> WhatIf {
    let mut changed = cells.clone();
    for &(column, value) in moved {
        if let Kind::Number(_, bounds) = column.spec().kind
            && bounds.contains(value)
        {
            changed.set(column, Cell::Number(value));
        }
    }
    let judged = |cells: &Cells| index(cells).map(|li| (li, classify(&INDEX, li)));
    let slides = sliders(cells);
    let differs = |slide: &&Slide| changed.number(slide.column).is_some_and(|value| (value - slide.now).abs() > 1e-9);
    let slide = over
        .and_then(|column| slides.iter().find(|slide| slide.column == column))
        .or_else(|| slides.iter().find(differs))
        .or_else(|| slides.first());
    let chart = slide.and_then(|slide| curve_between(cells, &changed, slide.column, slide.low, slide.high)).map(Chart::Curve);
    WhatIf { before: judged(cells), after: judged(&changed), chart }
}

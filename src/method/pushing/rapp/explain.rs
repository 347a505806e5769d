//! The finding of a task: figures, sentences and drawing.

use super::classify::shared_end;
use super::input::{Capacity, Input};
use super::tables::{LEAFLET, distance_limits, is_wheeled, load_limits};
use crate::domain::cells::Unmet;
use crate::domain::choice::{MacColour, RappOperation};
use crate::domain::{Arg, Column, Figure, Finding, Hazard, Phrase, State, Unit};
use crate::method::score_chart::{Grade, Line, Words, nearest};

const COLOURS: [&str; 4] = ["rapp.colour.green", "rapp.colour.amber", "rapp.colour.red", "rapp.colour.purple"];

/// The texts of the form of `operation`.
const fn words(operation: RappOperation) -> Words {
    let title = if is_wheeled(operation) { "rapp.profile.wheeled" } else { "rapp.profile.without_wheels" };
    Words { title, total: "rapp.total", sum: "rapp.total.sum", colours: COLOURS }
}

/// What HSE says that a colour means.
const fn meaning(colour: MacColour) -> Phrase {
    Phrase::new(match colour {
        MacColour::Green => "rapp.meaning.green",
        MacColour::Amber => "rapp.meaning.amber",
        MacColour::Red => "rapp.meaning.red",
        MacColour::Purple => "rapp.meaning.purple",
    })
}

fn finding(state: State) -> Finding {
    Finding::new("rapp", Hazard::PushPull, state)
}

pub(super) fn not_started() -> Finding {
    Finding { reasons: vec![Phrase::new("reason.not_measured")], ..finding(State::NotMeasured) }
}

pub(super) fn unmet(unmet: Unmet) -> Finding {
    let columns = unmet.missing.union(unmet.rejected);
    let listed = Arg::List(columns.iter().map(Arg::Named).collect());
    let reasons = vec![Phrase::new("reason.cells_unusable").with("columns", listed)];
    Finding { incomplete: true, reasons, ..finding(State::NotMeasured) }
}

pub(super) fn assessed(input: &Input) -> Finding {
    let mut finding = finding(State::Assessed);
    let section = if is_wheeled(input.operation) { "wheeled" } else { "without_wheels" };
    finding.figures.push(Figure::new("operation", input.operation.key()));
    finding.figures.push(Figure::new("section", section));
    finding.sources.push(LEAFLET);
    if input.capacity == Capacity::TakenForWithin {
        finding.assumptions.push(Phrase::new("rapp.assumption.within_capacity").named("column", Column::RappOverCapacity));
    }
    input.marked.explain(&mut finding, &words(input.operation), |line, grade| how(input, line, grade));
    // The table of factors does not hold the limits of load and distance: they have places of their own.
    finding.sources.extend([load_limits(input.operation)[0].citation, distance_limits(input.operation)[0].citation]);
    finding.reasons.extend([
        meaning(input.marked.worst()),
        Phrase::new("rapp.reason.worst_colour"),
        Phrase::new("rapp.reason.total_ranks"),
    ]);
    if let Some(end) = shared_end(input.operation, input.load)
        && input.capacity != Capacity::Exceeded
    {
        finding.reasons.push(Phrase::new("rapp.reason.shared_end").number("limit", end, Unit::Kilogram));
    }
    finding
}

/// The words of a grade, with the numbers that gave it.
fn how(input: &Input, line: &Line, grade: &Grade) -> Phrase {
    match line.column {
        Column::RappLoadKg if input.capacity == Capacity::Exceeded => {
            Phrase::new("rapp.load.over_capacity").number("load", input.load.value(), Unit::Kilogram)
        }
        Column::RappLoadKg => {
            let (limits, load) = (load_limits(input.operation), input.load.value());
            Phrase::new(grade.text)
                .against("load", load, Unit::Kilogram, nearest(limits, load))
                .number("amber", limits[0].value, Unit::Kilogram)
                .number("red", limits[1].value, Unit::Kilogram)
                .number("purple", limits[2].value, Unit::Kilogram)
        }
        Column::RappDistanceM => {
            let (limits, distance) = (distance_limits(input.operation), input.distance.value());
            Phrase::new(grade.text)
                .against("distance", distance, Unit::Metre, nearest(limits, distance))
                .number("amber", limits[0].value, Unit::Metre)
                .number("red", limits[1].value, Unit::Metre)
        }
        _ => Phrase::new(grade.text),
    }
}

//! The finding of a task: figures, sentences and drawing.

use super::chart::{self, Limits, MARGIN_KG};
use super::input::{BeyondChart, Input, Load, Outside};
use super::tables::{CARRY_LIMITS, GRAPH, LEAFLET, NO_ACTION_LEVELS, SHORTEST_CARRY, TEAM_MASS, TICKS};
use crate::domain::cells::Unmet;
use crate::domain::choice::{LiftPosture, LoadKind, MacAsymmetry, MacColour, MacObstacles, MacOperation, YesNo};
use crate::domain::quantity::{Kilograms, PerMinute};
use crate::domain::{Arg, Cells, Column, Figure, Finding, Hazard, Phrase, State, Unit};
use crate::method::score_chart::{Grade, Line, Words, nearest};

const COLOURS: [&str; 4] = ["mac.colour.green", "mac.colour.amber", "mac.colour.red", "mac.colour.purple"];

/// The texts of the form of `operation`.
const fn words(operation: MacOperation) -> Words {
    let title = match operation {
        MacOperation::Lift => "mac.profile.lift",
        MacOperation::Carry => "mac.profile.carry",
        MacOperation::Team => "mac.profile.team",
    };
    Words { title, total: "mac.total", sum: "mac.total.sum", colours: COLOURS }
}

/// What HSE says that a colour means.
const fn meaning(colour: MacColour) -> Phrase {
    Phrase::new(match colour {
        MacColour::Green => "mac.meaning.green",
        MacColour::Amber => "mac.meaning.amber",
        MacColour::Red => "mac.meaning.red",
        MacColour::Purple => "mac.meaning.purple",
    })
}

fn finding(state: State) -> Finding {
    Finding::new("mac", Hazard::Lifting, state)
}

pub(super) fn not_started() -> Finding {
    Finding { reasons: vec![Phrase::new("reason.not_measured")], ..finding(State::NotMeasured) }
}

pub(super) fn unmet(unmet: Unmet, cells: &Cells) -> Finding {
    let columns = unmet.missing.union(unmet.rejected);
    let listed = Arg::List(columns.iter().map(Arg::Named).collect());
    let mut reasons = vec![Phrase::new("reason.cells_unusable").with("columns", listed)];
    if unmet.missing.contains(Column::MacLoadFrequency)
        && let Some(operation) = cells.choice(Column::MacOperation).map(MacOperation::from_index)
    {
        let (key, other) = match operation {
            MacOperation::Lift => ("mac.reason.lift_needs_colour", Some(Column::LiftsPerMin)),
            MacOperation::Carry => ("mac.reason.carry_needs_colour", None),
            MacOperation::Team => ("mac.reason.team_needs_colour", Some(Column::Persons)),
        };
        let phrase = Phrase::new(key);
        reasons.push(match other {
            Some(per) => phrase.named("load", Column::LoadKg).named("per", per),
            None => phrase,
        });
    }
    Finding { incomplete: true, reasons, ..finding(State::NotMeasured) }
}

pub(super) fn outside(outside: Outside) -> Finding {
    let load = outside.load.map(|kind| match kind {
        LoadKind::Person => Phrase::new("mac.outside.person"),
        LoadKind::Animal | LoadKind::Object => Phrase::new("mac.outside.animal"),
    });
    let chart = outside.chart.map(|beyond| match beyond {
        BeyondChart::TooFast(rate) => Phrase::new("mac.outside.too_fast")
            .against("rate", rate.value(), Unit::PerMinute, chart::FASTEST[0].value)
            .number("fastest", chart::FASTEST[0].value, Unit::PerMinute),
        BeyondChart::ShortCarry(distance) => Phrase::new("mac.outside.short_carry")
            .against("distance", distance.value(), Unit::Metre, SHORTEST_CARRY[0].value)
            .number("shortest", SHORTEST_CARRY[0].value, Unit::Metre),
        BeyondChart::NoTeam => Phrase::new("mac.outside.no_team"),
        BeyondChart::LargeTeam(persons) => Phrase::new("mac.outside.large_team")
            .number("persons", persons, Unit::Count)
            .number("most", chart::largest_team(), Unit::Count),
    });
    let reasons = load.into_iter().chain(chart).collect();
    Finding { incomplete: true, reasons, sources: vec![LEAFLET], ..finding(State::NotApplicable) }
}

pub(super) fn assessed(input: &Input, cells: &Cells) -> Finding {
    let mut finding = finding(State::Assessed);
    finding.figures.push(Figure::new("operation", input.operation.key()));
    finding.figures.push(Figure::new("basis", input.load.basis()));
    finding.sources.extend([LEAFLET, NO_ACTION_LEVELS]);
    match &input.load {
        Load::Leaflet => {}
        Load::LiftEstimate { load, limits, .. } => {
            finding.provisional.push(Phrase::new("mac.provisional.graph"));
            finding.sources.extend([GRAPH, TICKS]);
            say_if_doubtful(&mut finding, limits, *load);
        }
        Load::TeamEstimate { load, limits, .. } => {
            finding.provisional.push(Phrase::new("mac.provisional.team"));
            finding.sources.push(TEAM_MASS);
            say_if_doubtful(&mut finding, limits, *load);
        }
    }
    if input.object_assumed {
        finding.assumptions.push(Phrase::new("mac.assumption.object").named("column", Column::LoadKind));
    }
    input.marked.explain(&mut finding, &words(input.operation), |line, grade| how(input, line, grade));
    finding.reasons.extend([
        meaning(input.marked.worst()),
        Phrase::new("mac.reason.worst_colour"),
        Phrase::new("mac.reason.total_ranks"),
    ]);
    finding.reasons.extend(cautions(input, cells));
    finding
}

fn say_if_doubtful(finding: &mut Finding, limits: &Limits, load: Kilograms) {
    let doubtful = chart::doubtful(limits, load);
    finding.figures.push(Figure::new("near_boundary", doubtful.is_some()));
    if let Some(limit) = doubtful {
        let phrase = Phrase::new("mac.provisional.near_boundary")
            .against("load", load.value(), Unit::Kilogram, limit.value)
            .against("limit", limit.value, Unit::Kilogram, load.value())
            .number("margin", MARGIN_KG, Unit::Kilogram);
        finding.provisional.push(phrase);
    }
}

/// The words of a grade, with the numbers that gave it.
fn how(input: &Input, line: &Line, grade: &Grade) -> Phrase {
    match (line.column, &input.load, input.carry) {
        (Column::MacLoadFrequency, Load::LiftEstimate { load, rate, limits }, _) => {
            with_limits(Phrase::new("mac.how.graph"), *load, limits).number("rate", rate.value(), PerMinute::UNIT)
        }
        (Column::MacLoadFrequency, Load::TeamEstimate { load, persons, limits }, _) => {
            with_limits(Phrase::new("mac.how.team"), *load, limits).number("persons", *persons, Unit::Count)
        }
        (Column::MacCarryDistanceM, _, Some(distance)) => Phrase::new(grade.text)
            .against("distance", distance.value(), Unit::Metre, nearest(&CARRY_LIMITS, distance.value()))
            .number("near", CARRY_LIMITS[0].value, Unit::Metre)
            .number("far", CARRY_LIMITS[1].value, Unit::Metre),
        _ => Phrase::new(grade.text),
    }
}

fn with_limits(phrase: Phrase, load: Kilograms, limits: &Limits) -> Phrase {
    let [amber, red, purple] = limits.map(|limit| limit.value);
    phrase
        .against("load", load.value(), Unit::Kilogram, nearest(limits, load.value()))
        .against("amber", amber, Unit::Kilogram, load.value())
        .against("red", red, Unit::Kilogram, load.value())
        .against("purple", purple, Unit::Kilogram, load.value())
}

/// What else in the row a reader of the answer must know. None of it changes a score.
fn cautions(input: &Input, cells: &Cells) -> Vec<Phrase> {
    let mut cautions = Vec::new();
    let mut caution = |applies: bool, phrase: Phrase| {
        if applies {
            cautions.push(phrase);
        }
    };
    let alone = input.operation != MacOperation::Team;
    let chosen = |column| cells.choice(column);
    caution(
        chosen(Column::MacObstacles) == Some(MacObstacles::One as u8) && input.operation == MacOperation::Carry,
        Phrase::new("mac.reason.obstacle_score"),
    );
    if let Some(rate) = cells.number(Column::LiftsPerMin)
        && input.operation == MacOperation::Lift
    {
        let fastest = chart::FASTEST[0].value;
        let phrase = Phrase::new("mac.caution.too_fast").against("rate", rate, Unit::PerMinute, fastest).number(
            "fastest",
            fastest,
            Unit::PerMinute,
        );
        caution(chart::lift_limits(PerMinute::new(rate)).is_none(), phrase);
    }
    if let Some((average, heaviest)) = cells.number(Column::LoadKg).zip(cells.number(Column::LoadMaxKg)) {
        let phrase = Phrase::new("mac.caution.heavier_loads").against("load", average, Unit::Kilogram, heaviest).against(
            "heaviest",
            heaviest,
            Unit::Kilogram,
            average,
        );
        caution(input.load.is_estimate() && heaviest > average, phrase);
    }
    if let Some(persons) = cells.number(Column::Persons) {
        caution(alone && persons > 1.0, Phrase::new("mac.caution.more_persons").number("persons", persons, Unit::Count));
    }
    let asymmetrical = chosen(Column::MacAsymmetry).is_some_and(|asymmetry| asymmetry != MacAsymmetry::Symmetrical as u8);
    caution(input.operation == MacOperation::Carry && asymmetrical, Phrase::new("mac.caution.shoulder"));
    caution(chosen(Column::LiftPosture) == Some(LiftPosture::Seated as u8), Phrase::new("mac.caution.seated"));
    caution(chosen(Column::UnstableLoad) == Some(YesNo::Yes as u8), Phrase::new("mac.caution.unstable"));
    cautions
}

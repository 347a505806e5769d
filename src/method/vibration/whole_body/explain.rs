//! The day's finding in phrases: label, figures, reasons, calculation sheet, charts.

use super::Named;
use super::classify::Answer;
use super::equation::{Axis, Day, Exposure, partial, points};
use super::input::{Magnitude, Provenance};
use super::tables::{
    ACTION, ASSESS, BELGIAN_LAW, CITATIONS, DUTCH_LAW, INSTRUMENT, INSTRUMENT_LIMIT, LADDER, LIMIT, REFERENCE_HOURS,
    SHOCK_ACTION, SHOCK_LIMIT, SPECIAL_GROUPS, Z_95,
};
use super::uncertainty::{self, Known};
use crate::domain::cells::Unmet;
use crate::domain::chart::{Bar, Bars, Chart, Dose, Interval, Limit, Ride};
use crate::domain::finding::{Outcome, Step};
use crate::domain::{Arg, Class, Factor, Figure, Finding, Jurisdiction, Phrase, State, Threshold, Unit, Value, threshold};
use crate::method::{Context, cite};

/// The columns that kept a vehicle, or its doses, from being read.
pub(super) fn unusable(unmet: Unmet) -> Phrase {
    let columns = unmet.missing.union(unmet.rejected).iter().map(Arg::Named).collect();
    Phrase::new("reason.cells_unusable").with("columns", Arg::List(columns))
}

/// Fills the finding of a day on which vibration was entered.
/// `unread`: a task says something of vibration that could not be used.
pub(super) fn explain(finding: &mut Finding, rides: &[Named], day: &Day, answer: Answer, unread: bool, context: Context) {
    finding.sources = cite(CITATIONS);
    match answer {
        Answer::BelowTrigger => below_trigger(finding, day),
        Answer::Unknown => {}
        Answer::ToBeMeasured => {
            finding.incomplete = true;
            finding.label = Some(Phrase::new("whole_body_vibration.label.to_be_measured"));
            finding.reasons.push(hours(Phrase::new("whole_body_vibration.reason.to_be_measured"), day));
            finding.reasons.extend(shocks(day));
        }
        Answer::Assessed(class) => {
            finding.state = State::Assessed;
            finding.class = Some(class);
            if unread {
                finding.provisional.push(Phrase::new("whole_body_vibration.provisional.unread"));
            }
            assessed(finding, rides, day, class, context);
        }
    }
}

fn below_trigger(finding: &mut Finding, day: &Day) {
    finding.state = State::BelowTrigger;
    finding.reasons.push(hours(Phrase::new("whole_body_vibration.reason.below_trigger"), day));
    if let Some(a8) = day.a8.highest() {
        let known = Phrase::new("whole_body_vibration.reason.below_trigger_a8");
        finding.reasons.push(beside(known, "a8", a8, &ACTION).number("action", ACTION.value, ACTION.unit));
    }
    finding.reasons.extend(shocks(day));
}

fn hours(phrase: Phrase, day: &Day) -> Phrase {
    beside(phrase, "hours", day.hours, &ASSESS).number("trigger", ASSESS.value, ASSESS.unit)
}

fn beside(phrase: Phrase, name: &'static str, value: f64, limit: &Threshold) -> Phrase {
    phrase.against(name, value, limit.unit, limit.value)
}

/// A(8), printed so that it is on the right side of the limit that it is next to.
fn acceleration(phrase: Phrase, name: &'static str, value: f64) -> Phrase {
    let middle = f64::midpoint(ACTION.value, LIMIT.value);
    beside(phrase, name, value, if value > middle { &LIMIT } else { &ACTION })
}

fn assessed(finding: &mut Finding, rides: &[Named], day: &Day, class: Class, context: Context) {
    let a8 = day.a8.highest().unwrap_or(0.0);
    finding.label = Some(acceleration(Phrase::new(label(class)), "a8", a8));
    finding.figures = figures(day, a8);
    finding.factors = vec![Factor::Magnitude, Factor::Duration];
    weak_ground(finding, rides, day);
    reasons(finding, rides, day, class, a8);
    let law = match context.jurisdiction {
        Jurisdiction::Netherlands => ("whole_body_vibration.reason.law_nl", DUTCH_LAW),
        Jurisdiction::Belgium => ("whole_body_vibration.reason.law_be", BELGIAN_LAW),
    };
    let named = Phrase::new(law.0).number("action", ACTION.value, ACTION.unit);
    finding.reasons.push(named.number("limit", LIMIT.value, LIMIT.unit));
    finding.sources.push(law.1);
    if day.highest_vdv().is_some() {
        finding.sources.extend([SHOCK_ACTION.citation, SHOCK_LIMIT.citation]);
        finding.sources = cite(&finding.sources);
    }
    finding.sheet = sheet(rides, day, a8);
    finding.charts.push(dose(rides, day, a8));
    finding.charts.extend(bars(day));
    if let Some(known) = uncertainty::of(rides, day) {
        uncertain(finding, &known);
    }
    for named in rides.iter().filter(|named| named.ride.provenance == Provenance::Recorded) {
        let name = |chart: Phrase| {
            Phrase::new("whole_body_vibration.chart.recorded").text("vehicle", named.name).phrase("chart", chart)
        };
        finding.charts.extend(named.charts.iter().map(|chart| chart.clone().retitled(name)));
    }
}

/// How sure A(8) is, what that rests on, and what it leaves out.
fn uncertain(finding: &mut Finding, known: &Known) {
    let a8 = known.a8;
    finding.figures.push(Figure::new("u_a8", a8.standard));
    // A probability from the instrument alone would be far too sure.
    if known.sampling_of_all {
        let (action, limit) = (a8.probability_above(ACTION.value), a8.probability_above(LIMIT.value));
        finding.figures.extend([Figure::new("p_above_action", action), Figure::new("p_above_limit", limit)]);
        let said = Phrase::new("whole_body_vibration.reason.uncertainty")
            .number("u", a8.standard, Unit::Acceleration)
            .number("action", ACTION.value, ACTION.unit)
            .phrase("p_action", probability(action))
            .number("limit", LIMIT.value, LIMIT.unit)
            .phrase("p_limit", probability(limit));
        finding.reasons.push(said);
    } else {
        finding.reasons.push(Phrase::new("whole_body_vibration.reason.uncertainty_partly").number(
            "u",
            a8.standard,
            Unit::Acceleration,
        ));
    }
    let number = |key, value: f64| Phrase::new(key).number("u", value, Unit::Acceleration);
    if known.sampling {
        let key = if known.sampling_of_all {
            "whole_body_vibration.reason.u_sampling"
        } else {
            "whole_body_vibration.reason.u_sampling_partly"
        };
        finding.reasons.push(number(key, a8.sampling));
    } else {
        finding.reasons.push(Phrase::new("whole_body_vibration.reason.u_no_sampling"));
    }
    if known.instrument {
        let limit = 100.0 * INSTRUMENT_LIMIT;
        let said = number("whole_body_vibration.reason.u_instrument", a8.instrument);
        finding.reasons.push(said.number("limit", limit, Unit::Percent));
        finding.sources.push(INSTRUMENT);
        finding.sources = cite(&finding.sources);
    } else {
        finding.reasons.push(Phrase::new("whole_body_vibration.reason.u_no_instrument"));
    }
    if known.sampling_of_all {
        finding.charts.push(Chart::Interval(Interval {
            title: Phrase::new("whole_body_vibration.chart.uncertainty"),
            unit: Unit::Acceleration,
            value: a8.value,
            range: ((a8.value - Z_95 * a8.standard).max(0.0), a8.value + Z_95 * a8.standard),
            limits: limits(),
        }));
    }
}

/// A probability in words: what is nearly sure is not printed as sure.
fn probability(share: f64) -> Phrase {
    let percent = 100.0 * share;
    if percent < 1.0 {
        Phrase::new("whole_body_vibration.reason.p_low").number("p", 1.0, Unit::Percent)
    } else if percent > 99.0 {
        Phrase::new("whole_body_vibration.reason.p_high").number("p", 99.0, Unit::Percent)
    } else {
        Phrase::new("whole_body_vibration.reason.p").number("p", percent, Unit::Percent)
    }
}

const fn label(class: Class) -> &'static str {
    match class {
        Class::VeryHigh => "whole_body_vibration.label.very_high",
        Class::High => "whole_body_vibration.label.high",
        _ => "whole_body_vibration.label.acceptable",
    }
}

fn figures(day: &Day, a8: f64) -> Vec<Figure> {
    let axes = match day.a8 {
        Exposure::Axes(axes) => axes.map(Some),
        _ => [None; 3],
    };
    let mut figures = vec![
        Figure::new("a8_x", axes[0]),
        Figure::new("a8_y", axes[1]),
        Figure::new("a8_z", axes[2]),
        Figure::new("a8", a8),
        Figure::new("axis", day.a8.axis_key().map_or(Value::Absent, Value::from)),
    ];
    figures.extend([("vdv_x", 0), ("vdv_y", 1), ("vdv_z", 2)].map(|(key, axis)| Figure::new(key, day.vdv[axis])));
    figures.extend([
        Figure::new("vdv", day.highest_vdv()),
        Figure::new("hours", day.hours),
        Figure::new("hours_to_action", day.hours_to(ACTION.value)),
        Figure::new("hours_to_limit", day.hours_to(LIMIT.value)),
        Figure::new("points", points(a8)),
    ]);
    figures.extend(
        [("points_x", 0), ("points_y", 1), ("points_z", 2)].map(|(key, axis)| Figure::new(key, axes[axis].map(points))),
    );
    figures
}

/// The vehicles for which `holds`, as a phrase with their names, if there are any.
fn naming(key: &'static str, rides: &[Named], holds: impl Fn(&Named) -> bool) -> Option<Phrase> {
    let names: Vec<Arg> = rides.iter().filter(|named| holds(named)).map(|named| Arg::Text(named.name.to_owned())).collect();
    (!names.is_empty()).then(|| Phrase::new(key).with("vehicles", Arg::List(names)))
}

fn weak_ground(finding: &mut Finding, rides: &[Named], day: &Day) {
    let declared = |named: &Named| named.ride.is_valued() && named.ride.provenance == Provenance::Declared;
    let unvalued = |named: &Named| named.ride.vibrates() && !named.ride.is_valued();
    finding.provisional.extend(naming("whole_body_vibration.provisional.declared", rides, declared));
    finding.provisional.extend(naming("whole_body_vibration.provisional.at_most", rides, |named| {
        named.ride.vibrates() && matches!(named.ride.magnitude, Magnitude::Highest(_))
    }));
    finding.provisional.extend(naming("whole_body_vibration.provisional.unvalued", rides, unvalued));
    finding.incomplete |= day.unvalued > 0;
    finding.assumptions.extend(naming("whole_body_vibration.assumption.k_not_applied", rides, |named| named.ride.k_assumed));
}

fn reasons(finding: &mut Finding, rides: &[Named], day: &Day, class: Class, a8: f64) {
    let reasons = &mut finding.reasons;
    reasons.extend(naming("whole_body_vibration.reason.recording_unused", rides, |named| named.recording_unused));
    match class {
        Class::VeryHigh => reasons.push(Phrase::new("whole_body_vibration.reason.above_limit")),
        Class::High => reasons.push(Phrase::new("whole_body_vibration.reason.above_action")),
        _ => {}
    }
    if SPECIAL_GROUPS.is_beyond(a8) {
        let special = Phrase::new("whole_body_vibration.reason.special_groups");
        reasons.push(special.number("limit", SPECIAL_GROUPS.value, SPECIAL_GROUPS.unit));
    }
    reasons.extend(shocks(day));
}

/// What the dose says of shocks. It is an alert, not a verdict.
fn shocks(day: &Day) -> Vec<Phrase> {
    let Some(vdv) = day.highest_vdv() else { return Vec::new() };
    let mut phrases = Vec::new();
    let shock =
        [(SHOCK_LIMIT, "whole_body_vibration.reason.shock_limit"), (SHOCK_ACTION, "whole_body_vibration.reason.shock_action")];
    if let Some((limit, key)) = shock.into_iter().find(|(limit, _)| limit.is_beyond(vdv)) {
        phrases.push(beside(Phrase::new(key), "vdv", vdv, &limit).number("limit", limit.value, limit.unit));
    }
    if !day.vdv_complete {
        phrases.push(Phrase::new("whole_body_vibration.reason.vdv_lower_bound"));
    }
    phrases
}

fn sheet(rides: &[Named], day: &Day, a8: f64) -> Vec<Step> {
    let number = |value| Outcome::Number(value, Unit::Acceleration);
    let how = |key, value: f64, hours: f64| {
        Phrase::new(key).number("a", value, Unit::Acceleration).exact("hours", hours).exact("t0", REFERENCE_HOURS)
    };
    let on = |phrase: Phrase, axis: Axis| phrase.text("axis", axis.key());
    let mut steps = Vec::new();
    for named in rides.iter().filter(|named| named.ride.is_valued()) {
        let hours = named.ride.hours.value();
        match named.ride.magnitude {
            Magnitude::NotMeasured => {}
            Magnitude::Axes(axes) => steps.extend(Axis::ALL.map(|axis| {
                let value = axes[axis as usize].value();
                Step {
                    what: on(Phrase::new("whole_body_vibration.sheet.partial").text("vehicle", named.name), axis),
                    how: how("whole_body_vibration.sheet.formula", value, hours),
                    result: number(partial(value, hours)),
                    class: None,
                }
            })),
            Magnitude::Highest(value) => steps.push(Step {
                what: Phrase::new("whole_body_vibration.sheet.partial_any").text("vehicle", named.name),
                how: how("whole_body_vibration.sheet.formula", value.value(), hours),
                result: number(partial(value.value(), hours)),
                class: None,
            }),
        }
    }
    if let Exposure::Axes(axes) = day.a8 {
        steps.extend(Axis::ALL.map(|axis| Step {
            what: on(Phrase::new("whole_body_vibration.sheet.axis"), axis),
            how: Phrase::new("whole_body_vibration.sheet.root_sum"),
            result: number(axes[axis as usize]),
            class: Some(threshold::classify(LADDER, axes[axis as usize])),
        }));
    }
    let last = match day.a8 {
        Exposure::AtMost(_) => "whole_body_vibration.sheet.highest_of_estimates",
        _ => "whole_body_vibration.sheet.highest",
    };
    steps.push(Step {
        what: Phrase::new("whole_body_vibration.sheet.a8"),
        how: Phrase::new(last),
        result: number(a8),
        class: Some(threshold::classify(LADDER, a8)),
    });
    steps.push(Step {
        what: Phrase::new("whole_body_vibration.sheet.points"),
        how: Phrase::new("whole_body_vibration.sheet.points_formula")
            .number("a8", a8, Unit::Acceleration)
            .exact("action", ACTION.value),
        result: Outcome::Number(points(a8), Unit::None),
        class: None,
    });
    for axis in Axis::ALL {
        if let Some(vdv) = day.vdv[axis as usize] {
            steps.push(Step {
                what: on(Phrase::new("whole_body_vibration.sheet.vdv"), axis),
                how: Phrase::new("whole_body_vibration.sheet.vdv_formula"),
                result: Outcome::Number(vdv, Unit::VibrationDose),
                class: None,
            });
        }
    }
    steps
}

fn limits() -> Vec<Limit> {
    vec![
        Limit { label: Phrase::new("whole_body_vibration.chart.action"), value: ACTION.value },
        Limit { label: Phrase::new("whole_body_vibration.chart.limit"), value: LIMIT.value },
    ]
}

fn dose(rides: &[Named], day: &Day, a8: f64) -> Chart {
    let axis = day.a8.axis().map_or_else(|| largest_axis(rides), |(axis, _)| axis);
    let vehicles = rides.iter().filter(|named| named.ride.is_valued()).filter_map(|named| {
        let acceleration = match named.ride.magnitude {
            Magnitude::NotMeasured => return None,
            Magnitude::Axes(values) => values[axis as usize].value(),
            Magnitude::Highest(value) => value.value(),
        };
        Some(Ride { label: named.name.to_owned(), hours: named.ride.hours.value(), acceleration })
    });
    let title = match day.a8.axis_key() {
        Some(axis) => Phrase::new("whole_body_vibration.chart.dose").text("axis", axis),
        None => Phrase::new("whole_body_vibration.chart.dose_any"),
    };
    Chart::Dose(Dose { title, vehicles: vehicles.collect(), a8, limits: limits(), reference_hours: REFERENCE_HOURS })
}

/// The axis on which the vehicles whose axes are known add most.
fn largest_axis(rides: &[Named]) -> Axis {
    let energy = |axis: Axis| {
        rides.iter().fold(0.0, |sum, named| match named.ride.magnitude {
            Magnitude::Axes(axes) => sum + axes[axis as usize].value().powi(2) * named.ride.hours.value(),
            _ => sum,
        })
    };
    Axis::ALL.into_iter().fold(Axis::X, |best, axis| if energy(axis) > energy(best) { axis } else { best })
}

fn bars(day: &Day) -> Option<Chart> {
    let Exposure::Axes(axes) = day.a8 else { return None };
    let deciding = day.a8.highest().unwrap_or(0.0);
    let bars = Axis::ALL.map(|axis| {
        let value = axes[axis as usize];
        Bar {
            label: Phrase::new("whole_body_vibration.chart.axis").text("axis", axis.key()),
            value,
            class: Some(threshold::classify(LADDER, value)),
            marked: value.total_cmp(&deciding).is_eq(),
        }
    });
    Some(Chart::Bars(Bars {
        title: Phrase::new("whole_body_vibration.chart.axes"),
        axis: Phrase::new("whole_body_vibration.chart.a8"),
        unit: Unit::Acceleration,
        maximum: None,
        bars: bars.into(),
        limits: limits(),
    }))
}

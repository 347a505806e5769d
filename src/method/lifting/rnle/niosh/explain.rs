//! A reading of a lift as a finding that a person can check line by line.

use super::super::duration::Category;
use super::super::equation::{Multipliers, Point};
use super::super::input::{Assumption, Caution, Control, Lift, Reading, Reason, Reasons};
use super::super::tables::{
    A_LIMIT, CITATIONS, D_LIMIT, D_REFERENCE, F_LOWEST, H_LIMIT, H_REFERENCE, INDEX, LOAD_CONSTANT, V_LIMIT, V_REFERENCE,
};
use super::outcome::{End, Outcome, Symbol};
use crate::domain::chart::{Bar, Bars, Chart};
use crate::domain::finding::Outcome as StepOutcome;
use crate::domain::{Arg, Class, Factor, Figure, Finding, Hazard, Phrase, State, Step, Unit, Value};
use crate::method::unusable;

/// The finding of one task.
pub(super) fn finding(reading: &Reading) -> Finding {
    let mut finding = Finding::new("niosh", Hazard::Lifting, State::NotMeasured);
    match reading {
        Reading::NotStarted => finding.reasons.push(Phrase::new("reason.not_measured")),
        Reading::Unmet(unmet) => {
            finding.incomplete = true;
            finding.reasons.push(unusable(*unmet));
        }
        Reading::Outside(reasons) => outside(&mut finding, *reasons),
        Reading::Lift(lift) => assessed(&mut finding, lift),
    }
    finding
}

fn outside(finding: &mut Finding, reasons: Reasons) {
    finding.state = State::NotApplicable;
    finding.sources = CITATIONS.to_vec();
    finding.reasons = reasons.keys().map(|key| with_limit(Phrase::new(key))).collect();
    finding.factors = outside_factors(reasons).to_vec();
    if reasons.beyond_range() {
        finding.class = Some(Class::High);
        finding.label = Some(Phrase::new("rnle.label.beyond"));
    } else {
        finding.incomplete = true;
        finding.label = Some(Phrase::new("rnle.label.outside"));
        let covered = [Reason::OneHand, Reason::SeveralPersons, Reason::OverEightHours];
        if covered.into_iter().any(|reason| reasons.contains(reason)) {
            finding.reasons.push(Phrase::new("rnle.outside.advice"));
        }
    }
}

/// All reasons, by bit.
pub(in super::super) fn outside_reasons() -> Vec<Phrase> {
    Reason::KEYS.iter().map(|key| with_limit(Phrase::new(key))).collect()
}

/// The limit that a reason names, from the constant that decides.
pub(in super::super) fn with_limit(phrase: Phrase) -> Phrase {
    let (value, unit) = match phrase.key {
        "rnle.beyond.h_origin" | "rnle.beyond.h_destination" => (H_LIMIT, Unit::Centimetre),
        "rnle.beyond.v_origin" | "rnle.beyond.v_destination" => (V_LIMIT, Unit::Centimetre),
        "rnle.beyond.distance" => (D_LIMIT, Unit::Centimetre),
        "rnle.beyond.a_origin" | "rnle.beyond.a_destination" => (A_LIMIT, Unit::Degree),
        _ => return phrase,
    };
    phrase.number("limit", value, unit)
}

/// What to change where the equation gives no number.
pub(in super::super) fn outside_factors(reasons: Reasons) -> &'static [Factor] {
    let any = |list: &[Reason]| list.iter().any(|&reason| reasons.contains(reason));
    if any(&[Reason::Person]) {
        &[Factor::Person]
    } else if any(&[Reason::Animal]) {
        &[Factor::Animal]
    } else if any(&[Reason::HOrigin, Reason::HDestination]) {
        &[Factor::Reach, Factor::Mass]
    } else if any(&[Reason::VOrigin, Reason::VDestination, Reason::Distance]) {
        &[Factor::Height, Factor::Mass]
    } else if any(&[Reason::AOrigin, Reason::ADestination]) {
        &[Factor::Asymmetry, Factor::Mass]
    } else if any(&[Reason::Frequency]) {
        &[Factor::Frequency, Factor::Mass]
    } else if any(&[Reason::RestrictedSpace]) {
        &[Factor::Space]
    } else if any(&[Reason::Slippery]) {
        &[Factor::Floor]
    } else {
        &[]
    }
}

/// Whether the index rests on an estimate, or on conditions that the equation does not cover.
pub(super) fn is_provisional(lift: &Lift) -> bool {
    lift.assumptions.contains(Assumption::HOrigin)
        || lift.assumptions.contains(Assumption::HDestination)
        || lift.cautions.contains(Caution::Carry)
}

fn assessed(finding: &mut Finding, lift: &Lift) {
    let outcome = Outcome::of(lift);
    let class = outcome.class();
    finding.state = State::Assessed;
    finding.class = Some(class);
    finding.label = Some(label(&outcome));
    finding.figures = figures(&outcome);
    finding.factors = outcome.costs().collect();
    finding.sources = CITATIONS.to_vec();
    finding.assumptions = assumptions(lift);
    finding.reasons = reasons(lift, &outcome);
    finding.sheet = sheet(lift, &outcome);
    finding.charts.push(chart(&outcome));
    if lift.assumptions.contains(Assumption::HOrigin) || lift.assumptions.contains(Assumption::HDestination) {
        finding.provisional.push(Phrase::new("rnle.provisional.h_estimated"));
    }
    if lift.cautions.contains(Caution::Carry) {
        finding.provisional.push(Phrase::new("rnle.caution.carry"));
    }
}

fn label(outcome: &Outcome) -> Phrase {
    let li = outcome.li();
    let ladder = |limit: f64| Phrase::new("rnle.label.index").against("li", li, Unit::None, limit);
    let nearest = INDEX.iter().map(|step| step.value).min_by(|a, b| (a - li).abs().total_cmp(&(b - li).abs())).unwrap_or(1.0);
    ladder(nearest).limit("rwl", outcome.rwl(), Unit::Kilogram)
}

fn figures(outcome: &Outcome) -> Vec<Figure> {
    let origin = &outcome.origin;
    let mut figures = vec![
        Figure::new("hm_origin", origin.horizontal),
        Figure::new("vm_origin", origin.vertical),
        Figure::new("dm", origin.distance),
        Figure::new("am_origin", origin.asymmetric),
        Figure::new("fm", origin.frequency),
        Figure::new("cm_origin", origin.coupling),
        Figure::new("rwl_origin_kg", origin.recommended_weight_limit().value()),
        Figure::new("li_origin", outcome.li_at(origin)),
    ];
    let end = outcome.destination.as_ref();
    figures.extend([
        Figure::new("hm_destination", end.map(|m| m.horizontal)),
        Figure::new("vm_destination", end.map(|m| m.vertical)),
        Figure::new("am_destination", end.map(|m| m.asymmetric)),
        Figure::new("cm_destination", end.map(|m| m.coupling)),
        Figure::new("rwl_destination_kg", end.map(|m| m.recommended_weight_limit().value())),
        Figure::new("li_destination", end.map(|m| outcome.li_at(m))),
        Figure::new("rwl_kg", outcome.rwl()),
        Figure::new("li", outcome.li()),
        Figure::new("firwl_kg", outcome.firwl()),
        Figure::new("strwl_kg", outcome.rwl()),
        Figure::new("fili", outcome.fili()),
        Figure::new("stli", outcome.li()),
        Figure::new("limiting_multiplier", outcome.limiting().map_or(Value::Absent, |symbol| Value::from(symbol.key()))),
        Figure::new("load_kg", outcome.average.value()),
        Figure::new("load_constant_kg", LOAD_CONSTANT),
    ]);
    figures
}

/// Assumptions on the lift one by one; those on the conditions in one line.
pub(in super::super) fn assumptions(lift: &Lift) -> Vec<Phrase> {
    let of_conditions = [
        Assumption::TwoHands,
        Assumption::OnePerson,
        Assumption::Standing,
        Assumption::Object,
        Assumption::Stable,
        Assumption::Space,
        Assumption::Floor,
        Assumption::Calm,
    ];
    let is_condition = |key: &str| of_conditions.iter().any(|&a| Assumption::KEYS[a as usize] == key);
    let mut lines: Vec<Phrase> = lift
        .assumptions
        .keys()
        .filter(|key| !is_condition(key))
        .map(|key| {
            let phrase = Phrase::new(key);
            match (key, lift.control) {
                ("rnle.assumed.h_origin", _) => phrase.number("h", lift.origin.horizontal.value(), Unit::Centimetre),
                ("rnle.assumed.h_destination", Control::BothEnds(point)) => {
                    phrase.number("h", point.horizontal.value(), Unit::Centimetre)
                }
                _ => phrase,
            }
        })
        .collect();
    let conditions: Vec<Arg> =
        lift.assumptions.keys().filter(|key| is_condition(key)).map(|key| Arg::Phrase(Phrase::new(key))).collect();
    if !conditions.is_empty() {
        lines.push(Phrase::new("rnle.assumed.conditions").with("list", Arg::List(conditions)));
    }
    lines
}

fn reasons(lift: &Lift, outcome: &Outcome) -> Vec<Phrase> {
    let mut reasons = Vec::new();
    if let Some(symbol) = outcome.limiting() {
        reasons.push(Phrase::new("rnle.reason.limiting").phrase("multiplier", Phrase::new(name(symbol))).number(
            "value",
            outcome.decisive().in_order()[symbol as usize],
            Unit::None,
        ));
    }
    if lift.duration.added {
        reasons.push(Phrase::new("rnle.reason.periods_added").number("total", lift.duration.counted.value(), Unit::Hour));
    }
    if outcome.fili() > outcome.li() {
        reasons.push(Phrase::new("rnle.reason.fili_above_li").number("fili", outcome.fili(), Unit::None).number(
            "li",
            outcome.li(),
            Unit::None,
        ));
    }
    if outcome.fili() > 1.0 {
        reasons.push(Phrase::new("rnle.reason.strength").against("fili", outcome.fili(), Unit::None, 1.0));
    }
    for key in lift.cautions.keys() {
        reasons.push(Phrase::new(key));
    }
    reasons
}

/// The key of a multiplier's name.
fn name(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Horizontal => "rnle.hm",
        Symbol::Vertical => "rnle.vm",
        Symbol::Distance => "rnle.dm",
        Symbol::Asymmetric => "rnle.am",
        Symbol::Frequency => "rnle.fm",
        Symbol::Coupling => "rnle.cm",
    }
}

fn step(what: &'static str, how: Phrase, value: f64, unit: Unit) -> Step {
    Step { what: Phrase::new(what), how, result: StepOutcome::Number(value, unit), class: None }
}

fn sheet(lift: &Lift, outcome: &Outcome) -> Vec<Step> {
    let origin = &outcome.origin;
    let d = lift.distance.value();
    let distance = if d <= D_REFERENCE { "rnle.how.dm_short" } else { "rnle.how.dm" };
    let category = match lift.duration.category {
        Category::Short => "rnle.duration.short",
        Category::Moderate => "rnle.duration.moderate",
        Category::Long => "rnle.duration.long",
    };
    let slow = if lift.frequency.value() < F_LOWEST { "rnle.how.fm_slow" } else { "rnle.how.fm" };
    let mut sheet = vec![
        step("rnle.lc", Phrase::new("rnle.how.lc"), LOAD_CONSTANT, Unit::Kilogram),
        step("rnle.dm", Phrase::new(distance).exact("d", d), origin.distance, Unit::None),
        step(
            "rnle.fm",
            Phrase::new(slow)
                .exact("f", lift.frequency.value())
                .exact("v", lift.origin.vertical.value())
                .phrase("duration", Phrase::new(category).number("hours", lift.duration.counted.value(), Unit::Hour)),
            origin.frequency,
            Unit::None,
        ),
    ];
    end_steps(&mut sheet, End::Origin, &lift.origin, origin, lift);
    if let (Control::BothEnds(point), Some(destination)) = (&lift.control, &outcome.destination) {
        end_steps(&mut sheet, End::Destination, point, destination, lift);
    }
    let index = Phrase::new("rnle.how.li").exact("load", outcome.average.value()).exact("rwl", printed(outcome.rwl()));
    let mut last = step("rnle.li", index, outcome.li(), Unit::None);
    last.class = Some(outcome.class());
    sheet.push(step("rnle.rwl", Phrase::new(rwl_rule(outcome)), outcome.rwl(), Unit::Kilogram));
    sheet.push(last);
    sheet.push(step("rnle.firwl", Phrase::new("rnle.how.firwl"), outcome.firwl(), Unit::Kilogram));
    let fili = Phrase::new("rnle.how.fili").exact("load", outcome.maximum.value()).exact("firwl", printed(outcome.firwl()));
    sheet.push(step("rnle.fili", fili, outcome.fili(), Unit::None));
    sheet
}

/// A limit in kg with four decimals: enough to redo the division of the next step by hand.
fn printed(limit: f64) -> f64 {
    (limit * 1e4).round() / 1e4
}

fn rwl_rule(outcome: &Outcome) -> &'static str {
    match (outcome.destination.is_some(), outcome.deciding) {
        (false, _) => "rnle.how.rwl_origin_only",
        (true, End::Origin) => "rnle.how.rwl_origin_lower",
        (true, End::Destination) => "rnle.how.rwl_destination_lower",
    }
}

fn end_steps(sheet: &mut Vec<Step>, end: End, point: &Point, multipliers: &Multipliers, lift: &Lift) {
    let (hm, vm, am, cm, rwl) = match end {
        End::Origin => ("rnle.hm_origin", "rnle.vm_origin", "rnle.am_origin", "rnle.cm_origin", "rnle.rwl_origin"),
        End::Destination => {
            ("rnle.hm_destination", "rnle.vm_destination", "rnle.am_destination", "rnle.cm_destination", "rnle.rwl_destination")
        }
    };
    let (h, v, a) = (point.horizontal.value(), point.vertical.value(), point.asymmetry.value());
    let near = if h < H_REFERENCE { "rnle.how.hm_near" } else { "rnle.how.hm" };
    sheet.push(step(hm, Phrase::new(near).exact("h", h), multipliers.horizontal, Unit::None));
    sheet.push(step(
        vm,
        Phrase::new("rnle.how.vm").exact("v", v).exact("reference", V_REFERENCE),
        multipliers.vertical,
        Unit::None,
    ));
    sheet.push(step(am, Phrase::new("rnle.how.am").exact("a", a), multipliers.asymmetric, Unit::None));
    let coupling = ["rnle.coupling.good", "rnle.coupling.fair", "rnle.coupling.poor"][lift.coupling as usize];
    let how = Phrase::new("rnle.how.cm").phrase("coupling", Phrase::new(coupling)).exact("v", v);
    sheet.push(step(cm, how, multipliers.coupling, Unit::None));
    sheet.push(step(rwl, Phrase::new("rnle.how.rwl"), multipliers.recommended_weight_limit().value(), Unit::Kilogram));
}

fn chart(outcome: &Outcome) -> Chart {
    let values = outcome.decisive().in_order();
    let limiting = outcome.limiting();
    let end = match outcome.deciding {
        End::Origin => "rnle.end.origin",
        End::Destination => "rnle.end.destination",
    };
    Chart::Bars(Bars {
        title: Phrase::new("rnle.chart.multipliers").phrase("end", Phrase::new(end)),
        axis: Phrase::new("rnle.chart.axis"),
        unit: Unit::None,
        maximum: Some(1.0),
        bars: Symbol::ALL
            .iter()
            .map(|&symbol| Bar {
                label: Phrase::new(name(symbol)),
                value: values[symbol as usize],
                class: None,
                marked: limiting == Some(symbol),
            })
            .collect(),
        limits: Vec::new(),
    })
}

//! How sure each class is, into findings: figures, words, a bar, and whether the class is provisional.

use crate::domain::certainty::{Advice, CERTAIN, Certainty, Improvement};
use crate::domain::chart::{Chart, ClassPart, Classes};
use crate::domain::column::Kind;
use crate::domain::{Arg, Class, Column, Figure, Finding, Phrase, State, Unit, Value};

/// A class that is less probable than this is not named. Ours: what a 95 % interval leaves out.
const NAMED: f64 = 0.05;

/// Adds what is known of the certainty of a finding to it. A finding that was not assessed and has no
/// class has none.
pub(super) fn add(finding: &mut Finding, certainty: Certainty) {
    if finding.class.is_none() && finding.state != State::Assessed {
        return;
    }
    let words = verdict(&certainty, finding.class, finding.provisional.is_empty());
    finding.label = Some(match finding.label.take() {
        Some(label) => Phrase::new("certainty.label").phrase("label", label).phrase("certainty", words),
        None => words,
    });
    // Only what was assessed has figures.
    if finding.state == State::Assessed {
        finding.figures.extend(figures(&certainty, finding.class));
    }
    let mut said: Vec<Phrase> = certainty.ranges.iter().take(1).map(|range| range_words(range, finding.method)).collect();
    said.extend(advice(&certainty));
    said.push(Phrase::new("certainty.claim"));
    finding.reasons.splice(0..0, said);
    if let Some(class) = finding.class
        && !is_certain(&certainty, finding.class)
        && finding.provisional.is_empty()
    {
        finding.provisional.push(open(&certainty, class));
    }
    finding.charts.insert(0, chart(&certainty));
    finding.certainty = Some(certainty);
}

/// What is open, and in a few words what would settle it: this stands on the first page.
fn open(certainty: &Certainty, class: Class) -> Phrase {
    let (key, column) = match certainty.advice {
        Advice::Repeat { column, half_width } => {
            let phrase = Phrase::new("certainty.provisional.repeat").with("half_width", number(column, half_width));
            return phrase.with("class", Arg::Class(class)).named("column", column);
        }
        Advice::RepeatAll { column, .. } => ("certainty.provisional.repeat_all", Some(column)),
        Advice::Decide { column } => ("certainty.provisional.decide", Some(column)),
        Advice::Improve { what: Improvement::Instrument, .. } => ("certainty.provisional.instrument", None),
        Advice::Improve { what: Improvement::Sampling, .. } => ("certainty.provisional.sampling", None),
        Advice::Improve { what: Improvement::Zero, .. } => ("certainty.provisional.zero", None),
        Advice::OnBorder => ("certainty.provisional.on_border", None),
        Advice::Certain | Advice::Elsewhere => ("certainty.provisional", None),
    };
    let phrase = Phrase::new(key).with("class", Arg::Class(class));
    match column {
        Some(column) => phrase.named("column", column),
        None => phrase,
    }
}

/// The probability of what the finding says: of its class, or that it has none.
fn probability(certainty: &Certainty, class: Option<Class>) -> f64 {
    class.map_or(certainty.unclassed, |class| certainty.of(class))
}

fn is_certain(certainty: &Certainty, class: Option<Class>) -> bool {
    probability(certainty, class) >= CERTAIN
}

/// The class in words, with what else it may be. What rests on weak ground is not called sure.
fn verdict(certainty: &Certainty, class: Option<Class>, is_firm: bool) -> Phrase {
    if is_certain(certainty, class) && is_firm {
        return match class {
            Some(class) => Phrase::new("certainty.sure").with("class", Arg::Class(class)),
            None => Phrase::new("certainty.sure.none"),
        };
    }
    let named =
        |key: &'static str, share: f64| (share >= NAMED).then(|| Arg::Phrase(Phrase::new(key).with("p", percent(share))));
    let others = Class::ALL.into_iter().filter(|other| Some(*other) != class).filter_map(|other| {
        let share = certainty.classes[other as usize];
        (share >= NAMED)
            .then(|| Arg::Phrase(Phrase::new("certainty.other").with("class", Arg::Class(other)).with("p", percent(share))))
    });
    let mut others: Vec<Arg> = others.collect();
    // What lies beyond the range is at least high, so that it is said apart where it is not the class.
    others.extend(if class == Some(Class::High) { None } else { named("certainty.other.beyond", certainty.beyond) });
    others.extend(named("certainty.other.outside", certainty.outside));
    others.extend(class.and_then(|_| named("certainty.other.unclassed", certainty.unclassed)));
    let phrase = Phrase::new(match (class, others.is_empty()) {
        (Some(_), true) => "certainty.unsure",
        (Some(_), false) => "certainty.may",
        (None, true) => "certainty.unsure.none",
        (None, false) => "certainty.may.none",
    });
    let phrase = phrase.with("others", Arg::List(others)).with("p", percent(probability(certainty, class)));
    match class {
        Some(class) => phrase.with("class", Arg::Class(class)),
        None => phrase,
    }
}

/// A probability as a person reads it: whole per cents, never 0 and never 100.
fn percent(share: f64) -> Arg {
    Arg::Number((share * 100.0).round().clamp(1.0, 99.0), Unit::Percent)
}

fn range_words(range: &crate::domain::certainty::Range, method: &'static str) -> Phrase {
    let unit = match range.low_key {
        "a8_low" => Unit::Acceleration,
        key if key.starts_with("ge") => Unit::Percent,
        _ => Unit::None,
    };
    Phrase::new("certainty.range")
        .with("method", Arg::Name(method))
        .number("low", range.low, unit)
        .number("high", range.high, unit)
}

fn number(column: Column, value: f64) -> Arg {
    match column.spec().kind {
        Kind::Number(unit, _) => Arg::Number(value, unit),
        _ => Arg::Exact(value),
    }
}

/// What to measure again, if that helps.
fn advice(certainty: &Certainty) -> Option<Phrase> {
    // Methods that do not divide the spread say no share of it.
    let shared = |keys: [&'static str; 2], column: Column| {
        let share = certainty.shares.iter().find(|share| share.column == column);
        match share {
            Some(share) => Phrase::new(keys[0]).named("column", column).with("share", percent(share.total)),
            None => Phrase::new(keys[1]).named("column", column),
        }
    };
    let phrase = match certainty.advice {
        Advice::Certain | Advice::Elsewhere => return None,
        Advice::Repeat { column, half_width } => shared(["certainty.advice.repeat", "certainty.advice.repeat.plain"], column)
            .with("half_width", number(column, half_width)),
        Advice::RepeatAll { column, share: left } => {
            shared(["certainty.advice.repeat_all", "certainty.advice.repeat_all.plain"], column).with("left", percent(left))
        }
        Advice::Decide { column } => shared(["certainty.advice.decide", "certainty.advice.decide.plain"], column),
        Advice::Improve { what, share: left } => Phrase::new(match what {
            Improvement::Instrument => "certainty.advice.instrument",
            Improvement::Sampling => "certainty.advice.sampling",
            Improvement::Zero => "certainty.advice.zero",
        })
        .with("left", percent(left))
        .number("times", (1.0 / (left * left)).ceil(), Unit::Count),
        Advice::OnBorder => Phrase::new("certainty.advice.on_border"),
    };
    Some(phrase.number("sure", CERTAIN * 100.0, Unit::Percent))
}

fn figures(certainty: &Certainty, class: Option<Class>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for range in &certainty.ranges {
        figures.push(Figure::new(range.low_key, range.low));
        figures.push(Figure::new(range.high_key, range.high));
    }
    figures.extend(certainty.figures.iter().cloned());
    let keys = ["p_acceptable", "p_increased", "p_high", "p_very_high"];
    figures.extend(keys.into_iter().zip(certainty.classes).map(|(key, share)| Figure::new(key, share)));
    // All that has no index; of it, what lies beyond the range and is at least high.
    figures.push(Figure::new("p_outside", certainty.beyond + certainty.outside));
    figures.push(Figure::new("p_beyond_range", certainty.beyond));
    figures.push(Figure::new("p_unclassed", certainty.unclassed));
    figures.push(Figure::new("class_certain", is_certain(certainty, class)));
    let shares = certainty.shares.iter().map(|share| {
        Figure::new(share.column.key(), vec![Figure::new("first_order", share.first), Figure::new("total", share.total)])
    });
    figures.push(Figure::new("variance_shares", shares.collect::<Vec<_>>()));
    let (again, half_width) = match certainty.advice {
        Advice::Repeat { column, half_width } => (Some(column), Some(half_width)),
        Advice::RepeatAll { column, .. } | Advice::Decide { column } => (Some(column), None),
        Advice::Certain | Advice::Improve { .. } | Advice::Elsewhere | Advice::OnBorder => (None, None),
    };
    let again = match certainty.advice {
        Advice::Improve { what, .. } => Value::from(what.key()),
        _ => again.map_or(Value::Absent, |column| Value::from(column.key())),
    };
    figures.push(Figure::new("measure_again", again));
    figures.push(Figure::new("measure_again_half_width", half_width));
    figures
}

fn chart(certainty: &Certainty) -> Chart {
    let mut parts: Vec<ClassPart> = Class::ALL
        .into_iter()
        .map(|class| ClassPart {
            class: Some(class),
            label: Phrase::new("certainty.part").with("class", Arg::Class(class)),
            share: certainty.classes[class as usize],
        })
        .collect();
    let without = [
        ("certainty.part.beyond", certainty.beyond),
        ("certainty.part.outside", certainty.outside),
        ("certainty.part.unclassed", certainty.unclassed),
    ];
    parts.extend(without.map(|(key, share)| ClassPart { class: None, label: Phrase::new(key), share }));
    Chart::Classes(Classes { title: Phrase::new("certainty.chart"), parts })
}

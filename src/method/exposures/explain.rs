//! The day's finding in phrases: label, figures, reasons, calculation sheet, chart.

use super::classify::{Day, class_of, is_above};
use super::tables::{Combine, Effect, Exposure, LIFTING_AND_BENDING, PSYCHOSOCIAL};
use crate::domain::chart::{Bar, Bars, Chart, Limit};
use crate::domain::choice::YesNo;
use crate::domain::finding::{Outcome as Result, Step};
use crate::domain::{Arg, Citation, Class, ColumnSet, Factor, Figure, Finding, Phrase, State, Threshold, Unit, Value};
use crate::guideline::trigger::LOAD_LIGHT;
use crate::method::cite;

/// The cells that could not be used.
pub(super) fn unusable(columns: ColumnSet) -> Phrase {
    Phrase::new("reason.cells_unusable").with("columns", Arg::List(columns.iter().map(Arg::Named).collect()))
}

/// Fills the finding of a day of `tasks` tasks on which something was entered; `together` are the
/// names of those with both lifting and bending.
pub(super) fn assessed(finding: &mut Finding, day: &Day, tasks: usize, together: &[&str]) {
    finding.state = State::Assessed;
    finding.class = day.class();
    finding.label = Some(label(day));
    finding.figures = figures(day);
    reasons(finding, day, together);
    if finding.class == Some(Class::Acceptable) {
        if day.open().next().is_some() {
            finding.provisional.push(Phrase::new("exposures.provisional.lower_bound"));
        }
        if finding.incomplete {
            finding.provisional.push(Phrase::new("exposures.provisional.unusable"));
        }
    }
    // The heaviest first: by how many times its lowest limit an exposure is.
    let mut above: Vec<_> = day.measured().filter(|(exposure, value, _)| is_above(exposure, *value)).collect();
    above.sort_by(|a, b| relative(b.0, b.1).total_cmp(&relative(a.0, a.1)));
    finding.factors = above.iter().map(|(exposure, ..)| exposure.factor).collect();
    let rest = day.factors();
    finding
        .factors
        .extend([Factor::LiftingAndBending, Factor::Psychosocial].into_iter().filter(|&factor| rest.contains(factor)));
    finding.sheet = sheet(day, tasks, together);
    finding.charts.extend(chart(day));
    finding.sources = sources(day);
}

/// A value as a share of its lowest limit, %; 0 without a limit.
fn relative(exposure: &Exposure, value: f64) -> f64 {
    exposure.limits.first().map_or(0.0, |(_, limit)| 100.0 * value / limit.value)
}

fn label(day: &Day) -> Phrase {
    match (day.class(), day.above().iter().count()) {
        (None, _) if day.lifting_and_bending => Phrase::new("exposures.label.lifting_and_bending"),
        (None, _) => Phrase::new("exposures.label.no_threshold"),
        (_, 0) => Phrase::new("exposures.label.none"),
        (_, 1) => Phrase::new("exposures.label.one"),
        (_, count) => Phrase::new("exposures.label.several").number("count", count as f64, Unit::Count),
    }
}

const fn state(above: bool) -> &'static str {
    if above { "above" } else { "below" }
}

fn figures(day: &Day) -> Vec<Figure> {
    let mut figures: Vec<Figure> =
        day.measured().map(|(exposure, value, _)| Figure::new(exposure.column.key(), numbers(exposure, value))).collect();
    let flag = |key, value: bool, state: &str| Figure::new(key, vec![Figure::new("value", value), Figure::new("state", state)]);
    if day.lifting_and_bending {
        figures.push(flag(Factor::LiftingAndBending.key(), true, "present"));
    }
    for (factor, answer) in PSYCHOSOCIAL.iter().zip(day.answers) {
        figures.extend(answer.map(|answer| flag(factor.column.key(), answer == YesNo::Yes, "reported")));
    }
    figures
}

fn numbers(exposure: &Exposure, value: f64) -> Vec<Figure> {
    let lowest = exposure.limits.first();
    let mut figures = vec![
        Figure::new("value", value),
        Figure::new("threshold", lowest.map(|(_, limit)| limit.value)),
        Figure::new("outcome", lowest.map_or(Value::Absent, |(outcome, _)| Value::from(outcome.key()))),
        Figure::new("state", lowest.map_or("no_threshold", |(_, limit)| state(limit.is_beyond(value)))),
    ];
    figures.extend(exposure.limits.iter().map(|(outcome, limit)| {
        let own = vec![Figure::new("threshold", limit.value), Figure::new("state", state(limit.is_beyond(value)))];
        Figure::new(outcome.key(), own)
    }));
    figures
}

fn against(phrase: Phrase, value: f64, limit: &Threshold) -> Phrase {
    phrase.against("value", value, limit.unit, limit.value).number("limit", limit.value, limit.unit)
}

/// The evidence on the exposure with this name.
fn evidence(name: &'static str, effect: &Effect) -> Phrase {
    let phrase = match effect.whom {
        Some(whom) => Phrase::new("exposures.effect_of").phrase("whom", Phrase::new(whom)),
        None => Phrase::new("exposures.effect"),
    };
    numbers_of(phrase.phrase("exposure", Phrase::new(name)), effect)
}

/// The numbers of an effect in the gaps of a phrase.
fn numbers_of(phrase: Phrase, effect: &Effect) -> Phrase {
    phrase
        .phrase("outcome", Phrase::new(effect.outcome.text()))
        .text("measure", effect.measure)
        .exact("estimate", effect.estimate)
        .exact("low", effect.low)
        .exact("high", effect.high)
        .phrase("quality", Phrase::new(effect.quality))
        .text("study", effect.study)
}

fn reasons(finding: &mut Finding, day: &Day, together: &[&str]) {
    let reasons = &mut finding.reasons;
    // The best evidence first: nothing else in the guideline's lists is of high quality.
    if day.lifting_and_bending {
        reasons.push(evidence("exposures.name.lifting_and_bending", &LIFTING_AND_BENDING));
        let present = Phrase::new("exposures.reason.lifting_and_bending").with("tasks", names(together));
        reasons.push(present.number("load", LOAD_LIGHT.value, LOAD_LIGHT.unit));
    }
    for (exposure, value, _) in day.measured() {
        for (outcome, limit) in exposure.limits.iter().filter(|(_, limit)| limit.is_beyond(value)) {
            let above = Phrase::new("exposures.reason.above").phrase("exposure", Phrase::new(exposure.name));
            reasons.push(against(above, value, limit).phrase("outcome", Phrase::new(outcome.text())));
            let effects = exposure.effects.iter().filter(|effect| effect.outcome == *outcome);
            reasons.extend(effects.map(|effect| evidence(exposure.name, effect)));
        }
        if exposure.limits.is_empty() {
            let shown = Phrase::new("exposures.reason.no_threshold").phrase("exposure", Phrase::new(exposure.name));
            reasons.push(shown.number("value", value, exposure.unit));
            reasons.extend(exposure.effects.iter().map(|effect| evidence(exposure.name, effect)));
        }
    }
    for (exposure, tasks) in day.open() {
        let open = Phrase::new("exposures.reason.lower_bound").phrase("exposure", Phrase::new(exposure.name));
        reasons.push(open.number("tasks", f64::from(tasks), Unit::Count));
    }
    for (factor, answer) in PSYCHOSOCIAL.iter().zip(day.answers) {
        if answer == Some(YesNo::Yes) {
            reasons.push(Phrase::new("exposures.reason.psychosocial").phrase("exposure", Phrase::new(factor.name)));
            reasons.push(evidence(factor.name, &factor.effect));
        }
    }
}

/// What is said with a task that has both lifting and bending.
pub(super) fn lifting_and_bending() -> Phrase {
    let said = Phrase::new("exposures.remark.lifting_and_bending").number("load", LOAD_LIGHT.value, LOAD_LIGHT.unit);
    numbers_of(said, &LIFTING_AND_BENDING)
}

fn names(tasks: &[&str]) -> Arg {
    Arg::List(tasks.iter().map(|name| Arg::Phrase(Phrase::new("exposures.task").text("task", *name))).collect())
}

fn sheet(day: &Day, tasks: usize, together: &[&str]) -> Vec<Step> {
    let step = |(exposure, value, total): (&'static Exposure, f64, super::classify::Total)| {
        let key = match exposure.combine {
            Combine::Sum => "exposures.sheet.sum",
            Combine::Highest => "exposures.sheet.highest",
        };
        let given = tasks as f64 - f64::from(total.tasks_without);
        Step {
            what: Phrase::new("exposures.sheet.exposure").phrase("exposure", Phrase::new(exposure.name)),
            how: Phrase::new(key).number("given", given, Unit::Count).number("tasks", tasks as f64, Unit::Count),
            result: Result::Number(value, exposure.unit),
            class: class_of(exposure, value),
        }
    };
    let both = day.lifting_and_bending.then(|| Step {
        what: Phrase::new("exposures.sheet.exposure").phrase("exposure", Phrase::new("exposures.name.lifting_and_bending")),
        how: Phrase::new("exposures.sheet.in_task").with("tasks", names(together)),
        result: Result::Word(Phrase::new("exposures.sheet.present")),
        class: None,
    });
    day.measured().map(step).chain(both).collect()
}

fn chart(day: &Day) -> Option<Chart> {
    let bars: Vec<Bar> = day
        .measured()
        .filter(|(exposure, ..)| !exposure.limits.is_empty())
        .map(|(exposure, value, _)| Bar {
            label: Phrase::new("exposures.chart.exposure").phrase("exposure", Phrase::new(exposure.name)),
            value: relative(exposure, value),
            class: class_of(exposure, value),
            marked: is_above(exposure, value),
        })
        .collect();
    (!bars.is_empty()).then(|| {
        Chart::Bars(Bars {
            title: Phrase::new("exposures.chart.title"),
            axis: Phrase::new("exposures.chart.axis"),
            unit: Unit::Percent,
            maximum: None,
            bars,
            limits: vec![Limit { label: Phrase::new("exposures.chart.limit"), value: 100.0 }],
        })
    })
}

fn sources(day: &Day) -> Vec<Citation> {
    let mut sources = Vec::new();
    for (exposure, value, _) in day.measured() {
        sources.extend(exposure.limits.iter().map(|(_, limit)| limit.citation));
        if exposure.limits.is_empty() || is_above(exposure, value) {
            sources.extend(exposure.effects.iter().map(|effect| effect.citation));
        }
    }
    if day.lifting_and_bending {
        sources.extend([LIFTING_AND_BENDING.citation, LOAD_LIGHT.citation]);
    }
    let reported = PSYCHOSOCIAL.iter().zip(day.answers).filter(|(_, answer)| answer.is_some());
    sources.extend(reported.map(|(factor, _)| factor.effect.citation));
    cite(&sources)
}

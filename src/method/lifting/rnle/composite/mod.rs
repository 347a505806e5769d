#![doc = include_str!("datasheet.en.md")]

mod certainty;
pub mod index;

use index::{Composite, Part, composite};

use super::input::{COLUMNS, Reading, STARTS, read};
use super::niosh::Outcome as Lifted;
use super::tables::{CITATIONS, INDEX, MANUAL};
use crate::domain::chart::{Bar, Bars, Chart, Limit};
use crate::domain::finding::Outcome;
use crate::domain::threshold::classify;
use crate::domain::{
    Arg, Cells, Citation, Class, Column, ColumnSet, Factor, Figure, Finding, Hazard, Phrase, State, Step, Unit, Value,
    WorkingDay,
};
use crate::method::{Context, Datasheet, DayFindings, Headline, Method, Scope, Score};

/// The composite lifting index of a working day.
pub static COMPOSITE: Method = Method {
    id: "niosh_composite",
    hazard: Hazard::Lifting,
    scope: Scope::Day,
    columns: COMPOSITE_COLUMNS,
    starts: STARTS,
    answers_to: ColumnSet::EMPTY,
    datasheet: Datasheet { en: include_str!("datasheet.en.md"), nl: include_str!("datasheet.nl.md") },
    text: include_str!("text.csv"),
    thresholds: &[&INDEX],
    headlines: &[Headline::new("cli", Unit::None).against(&INDEX)],
    score_columns: &[],
    score_reasons: Vec::new,
    score,
    lacks_nothing: false,
    doubts: &super::certainty::DOUBTED,
    certain: certainty::certain,
    day,
};

/// The columns of the single index, and the group.
const COMPOSITE_COLUMNS: &[Column] = &{
    let mut columns = [Column::LiftingGroup; COLUMNS.len() + 1];
    let mut at = 0;
    while at < COLUMNS.len() {
        columns[at + 1] = COLUMNS[at];
        at += 1;
    }
    columns
};

const SECTION: Citation = Citation::verified(&MANUAL, "section 2.4.5, pp. 21–28: multi-task procedure");

/// More different lifts than this are a case for the variable lifting index (status: memory).
const MANY_LIFTS: usize = 10;

/// A row alone is never composite.
fn score(_: &Cells, _: Context) -> Score {
    Score::without(State::NotMeasured)
}

/// A lifting group of the day.
struct Group<'a> {
    name: &'a str,
    result: Result<Composite<'a>, f64>,
}

fn day(day: &WorkingDay, _: Context) -> DayFindings {
    let mut finding = Finding::new(COMPOSITE.id, Hazard::Lifting, State::NotMeasured);
    let mut names: Vec<&str> = Vec::new();
    let mut parts: Vec<(&str, Part<'_>)> = Vec::new();
    let mut left_out = Vec::new();
    for (place, task) in day.tasks.iter().enumerate() {
        let name = task.text(Column::LiftingGroup);
        match read(&task.cells) {
            Reading::Lift(lift) => {
                if !names.contains(&name) {
                    names.push(name);
                }
                parts.push((name, Part::of(&task.name, place, lift)));
            }
            Reading::Outside(_) | Reading::Unmet(_) => left_out.push(task.name.clone()),
            Reading::NotStarted => {}
        }
    }
    names.sort_unstable();
    let groups: Vec<Group<'_>> = names
        .into_iter()
        .filter_map(|name| {
            let members: Vec<_> = parts.iter().filter(|(group, _)| *group == name).map(|(_, part)| *part).collect();
            (members.len() > 1).then(|| Group { name, result: composite(members) })
        })
        .collect();
    if groups.is_empty() {
        let key = if parts.len() + left_out.len() > 1 { "composite.reason.alone" } else { "composite.reason.one_lift" };
        finding.reasons.push(Phrase::new(if parts.is_empty() { "reason.not_measured" } else { key }));
    } else {
        assessed(&mut finding, &groups);
        if !left_out.is_empty() {
            finding.incomplete = true;
            finding.provisional.push(Phrase::new("composite.left_out").text("tasks", left_out.join(", ")));
        }
    }
    DayFindings { day: Some(finding), ..DayFindings::default() }
}

fn assessed(finding: &mut Finding, groups: &[Group<'_>]) {
    finding.sources = vec![SECTION, CITATIONS[1]];
    if groups.iter().any(|group| group.name.is_empty()) {
        finding.assumptions.push(Phrase::new("composite.assumed.group"));
    }
    let exceeded: Vec<_> = groups.iter().filter_map(|group| group.result.as_ref().err()).collect();
    for frequency in &exceeded {
        finding.reasons.push(Phrase::new("composite.reason.exceeded").number("f", **frequency, Unit::PerMinute));
    }
    let computed = groups.iter().filter_map(|group| group.result.as_ref().ok());
    let Some(highest) = computed.max_by(|a, b| a.cli.total_cmp(&b.cli)) else {
        finding.state = State::NotApplicable;
        finding.class = Some(Class::High);
        finding.label = Some(Phrase::new("composite.label.exceeded"));
        finding.factors = vec![Factor::Frequency, Factor::Duration];
        return;
    };
    finding.state = State::Assessed;
    let class = classify(&INDEX, highest.cli);
    finding.class = Some(if exceeded.is_empty() { class } else { class.max(Class::High) });
    let label = Phrase::new("composite.label.index");
    finding.label = Some(label.against("cli", highest.cli, Unit::None, nearest_limit(highest.cli)));
    finding.figures = figures(highest, groups);
    finding.factors = factors(highest);
    finding.sheet = sheet(highest);
    finding.charts.push(chart(highest));
    remarks(finding, highest);
}

fn remarks(finding: &mut Finding, highest: &Composite<'_>) {
    if let Some(first) = highest.parts.first() {
        let added = highest.cli - first.stli;
        finding.reasons.push(
            Phrase::new("composite.reason.first").text("task", first.name).number("stli", first.stli, Unit::None).number(
                "added",
                added,
                Unit::None,
            ),
        );
    }
    if let Some(less) = less(highest) {
        finding.reasons.push(less);
    }
    if highest.parts.len() > MANY_LIFTS {
        finding.reasons.push(Phrase::new("composite.reason.many").number("count", highest.parts.len() as f64, Unit::Count));
    }
    let categories = highest.parts.iter().map(|part| part.lift.duration.category);
    if categories.clone().min() != categories.max() {
        finding.reasons.push(Phrase::new("composite.reason.durations_differ"));
    }
}

/// What halving the frequency of the lift that weighs most would bring, and leaving it out.
fn less(highest: &Composite<'_>) -> Option<Phrase> {
    let first = highest.parts.first()?;
    let (halved, removed) = (highest.if_first_halved()?, highest.if_first_removed()?);
    let now = first.lift.frequency.value();
    let phrase = Phrase::new("composite.reason.less")
        .text("task", first.name)
        .number("frequency", now, Unit::PerMinute)
        .number("half", now / 2.0, Unit::PerMinute);
    Some(indexed(indexed(phrase, ["halved", "halved_class"], halved.cli), ["removed", "removed_class"], removed.cli))
}

/// An index and its class in two gaps of a phrase.
fn indexed(phrase: Phrase, [index, class]: [&'static str; 2], cli: f64) -> Phrase {
    phrase.against(index, cli, Unit::None, nearest_limit(cli)).with(class, Arg::Class(classify(&INDEX, cli)))
}

/// The limit nearest to an index, on whose side it must be printed.
fn nearest_limit(cli: f64) -> f64 {
    let nearest = INDEX.iter().map(|step| step.value).min_by(|a, b| (a - cli).abs().total_cmp(&(b - cli).abs()));
    nearest.unwrap_or(1.0)
}

/// What costs most in the lift that weighs most, and the frequency that the sum adds.
fn factors(highest: &Composite<'_>) -> Vec<Factor> {
    let Some(first) = highest.parts.first() else { return Vec::new() };
    let mut factors: Vec<Factor> = Lifted::of(&first.lift).costs().collect();
    if highest.cli > 1.0 {
        for factor in [Factor::Mass, Factor::Frequency] {
            if !factors.contains(&factor) {
                factors.push(factor);
            }
        }
    }
    factors
}

fn group_figures(composite: &Composite<'_>) -> [Figure; 3] {
    let order = composite.parts.iter().map(|part| Value::from(part.name)).collect::<Vec<_>>();
    let increments = composite.increments.iter().map(|&increment| Value::from(increment)).collect::<Vec<_>>();
    [Figure::new("cli", composite.cli), Figure::new("order", order), Figure::new("increments", increments)]
}

fn figures(highest: &Composite<'_>, groups: &[Group<'_>]) -> Vec<Figure> {
    let mut figures = group_figures(highest).to_vec();
    let cli = |composite: Option<Composite<'_>>| composite.map(|composite| composite.cli);
    figures.push(Figure::new("if_first_halved", cli(highest.if_first_halved())));
    figures.push(Figure::new("if_first_removed", cli(highest.if_first_removed())));
    if groups.len() > 1 {
        let each = groups.iter().map(|group| {
            let mut map = vec![Figure::new("group", if group.name.is_empty() { Value::Absent } else { group.name.into() })];
            match &group.result {
                Ok(composite) => map.extend(group_figures(composite)),
                Err(frequency) => map.extend([
                    Figure::new("cli", Value::Absent),
                    Figure::new("order", Value::Absent),
                    Figure::new("increments", Value::Absent),
                    Figure::new("combined_lifts_per_min", *frequency),
                ]),
            }
            Value::from(map)
        });
        figures.push(Figure::new("groups", each.collect::<Vec<_>>()));
    }
    figures
}

fn sheet(composite: &Composite<'_>) -> Vec<Step> {
    let mut combined = 0.0;
    let mut sheet: Vec<Step> = Vec::with_capacity(composite.parts.len() + 1);
    for (part, &increment) in composite.parts.iter().zip(&composite.increments) {
        combined += part.lift.frequency.value();
        let how = if sheet.is_empty() {
            Phrase::new("composite.how.first")
        } else {
            Phrase::new("composite.how.added").number("fili", part.fili, Unit::None)
        };
        sheet.push(Step {
            what: Phrase::new("composite.step").text("task", part.name),
            how: how.number("stli", part.stli, Unit::None).number("f", combined, Unit::PerMinute),
            result: Outcome::Number(increment, Unit::None),
            class: None,
        });
    }
    sheet.push(Step {
        what: Phrase::new("composite.cli"),
        how: Phrase::new("composite.how.cli"),
        result: Outcome::Number(composite.cli, Unit::None),
        class: Some(classify(&INDEX, composite.cli)),
    });
    sheet
}

fn chart(composite: &Composite<'_>) -> Chart {
    let bars = composite.parts.iter().zip(&composite.increments).enumerate().map(|(place, (part, &increment))| Bar {
        label: Phrase::new("composite.bar").text("task", part.name),
        value: increment,
        class: None,
        marked: place == 0,
    });
    Chart::Bars(Bars {
        title: Phrase::new("composite.chart").number("cli", composite.cli, Unit::None),
        axis: Phrase::new("composite.chart.axis"),
        unit: Unit::None,
        maximum: None,
        bars: bars.collect(),
        limits: vec![Limit { label: Phrase::new("composite.chart.limit"), value: INDEX[0].value }],
    })
}

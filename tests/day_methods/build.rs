//! Working days from JSON, and findings in words.

use rugwijzer::domain::cells::Cell;
use rugwijzer::domain::column::Kind;
use rugwijzer::domain::finding::Outcome;
use rugwijzer::domain::task::{Recorded, Task};
use rugwijzer::domain::{Column, Finding, Language, Origin, Value, WorkingDay};
use rugwijzer::method::{Context, DayFindings, METHODS, Method, find};
use rugwijzer::text::{Catalogue, catalogue::COMMON};
use serde_json::Value as Json;

/// A task from an object of column keys and values; `{"rejected": true}` is a cell that cannot be used.
pub(crate) fn task(cells: &Json) -> Task {
    let mut task = Task {
        name: "taak".to_owned(),
        origins: vec![Origin { file: "test.csv".to_owned(), row: 2 }],
        cells: rugwijzer::domain::Cells::default(),
        rejected: rugwijzer::domain::ColumnSet::EMPTY,
        texts: Vec::new(),
        assumptions: Vec::new(),
        recorded: Recorded::default(),
    };
    for (name, value) in cells.as_object().expect("an object of cells") {
        let column = Column::from_name(name).unwrap_or_else(|| panic!("no column {name}"));
        let cell = match (value, column.spec().kind) {
            (Json::Object(_), _) => Cell::Rejected,
            (Json::Number(number), Kind::Number(..)) => Cell::Number(number.as_f64().expect("a number")),
            (Json::String(word), Kind::Choice { choices, .. }) => {
                let place = choices.iter().position(|choice| choice.key == word).expect("a word of the column");
                Cell::Choice(u8::try_from(place).expect("few words"))
            }
            (Json::String(words), Kind::Text) => {
                task.texts.push((column, words.clone()));
                Cell::Filled
            }
            other => panic!("{name}: {other:?}"),
        };
        task.cells.set(column, cell);
    }
    task
}

/// A day of `{"workday_hours": …, "tasks": […]}`.
pub(crate) fn day(inputs: &Json) -> WorkingDay {
    let tasks: Vec<Task> = inputs["tasks"].as_array().expect("tasks").iter().map(task).collect();
    let workday_hours = inputs["workday_hours"].as_f64().unwrap_or(8.0);
    let total: f64 = tasks.iter().filter_map(|task| task.cells.number(Column::TaskHours)).sum();
    WorkingDay {
        organisation: String::new(),
        department: String::new(),
        workstation: String::new(),
        job: String::new(),
        exposure_group: String::new(),
        date: None,
        workday_hours,
        workday_hours_assumed: false,
        overfull: total > workday_hours + 1e-9,
        tasks,
    }
}

pub(crate) fn method(id: &str) -> &'static Method {
    find(id).unwrap_or_else(|| panic!("no method {id}"))
}

/// What a method says of a day, every phrase of it said in both languages.
pub(crate) fn findings(id: &str, day: &WorkingDay) -> DayFindings {
    let findings = (method(id).day)(day, Context::default());
    say_all(findings.day.as_ref().expect("a finding of the day"));
    findings
}

pub(crate) fn finding(id: &str, day: &WorkingDay) -> Finding {
    findings(id, day).day.expect("a finding of the day")
}

/// The finding of a day of tasks in JSON.
pub(crate) fn judged(id: &str, tasks: &Json) -> Finding {
    finding(id, &day(&serde_json::json!({ "workday_hours": 8, "tasks": tasks })))
}

pub(crate) fn catalogue(language: Language) -> Catalogue {
    Catalogue::new(language, std::iter::once(COMMON).chain(METHODS.iter().map(|method| method.text)))
}

/// Says everything that a finding says; panics where a text or a gap is missing.
pub(crate) fn say_all(finding: &Finding) -> Vec<String> {
    use rugwijzer::domain::chart::Chart;
    let mut sentences = Vec::new();
    for language in Language::ALL {
        let catalogue = catalogue(language);
        let mut phrases: Vec<_> = finding.label.iter().collect();
        phrases.extend(finding.provisional.iter().chain(&finding.reasons).chain(&finding.assumptions));
        for step in &finding.sheet {
            phrases.extend([&step.what, &step.how]);
            if let Outcome::Word(word) = &step.result {
                phrases.push(word);
            }
        }
        for chart in &finding.charts {
            match chart {
                Chart::Bars(bars) => {
                    phrases.extend([&bars.title, &bars.axis]);
                    phrases.extend(bars.bars.iter().map(|bar| &bar.label).chain(bars.limits.iter().map(|limit| &limit.label)));
                }
                Chart::Shares(shares) => {
                    phrases.extend([&shares.title, &shares.limit.label]);
                    phrases.extend(shares.rows.iter().map(|row| &row.label));
                }
                Chart::Dose(dose) => {
                    phrases.push(&dose.title);
                    phrases.extend(dose.limits.iter().map(|limit| &limit.label));
                }
                Chart::Interval(interval) => {
                    phrases.push(&interval.title);
                    phrases.extend(interval.limits.iter().map(|limit| &limit.label));
                }
                Chart::Course(_) | Chart::Spectrum(_) | Chart::Exceedance(_) => phrases.push(chart.title()),
                Chart::Classes(_) | Chart::Profile(_) | Chart::Curve(_) | Chart::BeforeAfter(_) => {
                    panic!("no method of the day draws these")
                }
            }
        }
        sentences.extend(phrases.into_iter().map(|phrase| catalogue.say(phrase)));
    }
    sentences
}

/// The value under a path of keys with points: `kneeling_min.lbp.state`.
pub(crate) fn figure<'a>(finding: &'a Finding, path: &str) -> Option<&'a Value> {
    let mut keys = path.split('.');
    let mut value = finding.figure(keys.next()?)?;
    for key in keys {
        let Value::Map(figures) = value else { return None };
        value = &figures.iter().find(|figure| figure.key == key)?.value;
    }
    Some(value)
}

/// The number under a path.
pub(crate) fn number(finding: &Finding, path: &str) -> f64 {
    match figure(finding, path) {
        Some(Value::Number(number)) => *number,
        other => panic!("{path} is {other:?}"),
    }
}

/// The word under a path.
pub(crate) fn word<'a>(finding: &'a Finding, path: &str) -> &'a str {
    match figure(finding, path) {
        Some(Value::Text(word)) => word,
        other => panic!("{path} is {other:?}"),
    }
}

/// Whether a reason with this key is among the reasons, provisional grounds or assumptions.
pub(crate) fn says(finding: &Finding, key: &str) -> bool {
    finding.reasons.iter().chain(&finding.provisional).chain(&finding.assumptions).any(|phrase| phrase.key == key)
}

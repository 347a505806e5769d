//! What would it take: the report shows what the command line shows, and the report of a job says
//! what its tasks and methods mean together.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use rugwijzer::assess::redesign::{Limits, Target, takes};
use rugwijzer::assess::{Entry, assess, working_days};
use rugwijzer::domain::chart::{Chart, Curve};
use rugwijzer::domain::{Arg, Assessment, Cell, Cells, Class, Column, Factor, Language, Origin, Phrase, TaskResult, Value};
use rugwijzer::input::Options;
use rugwijzer::method::Context;
use rugwijzer::method::lifting::rnle::composite::index::{Part, composite};
use rugwijzer::method::lifting::rnle::input::{Reading, read};
use rugwijzer::report::Format;
use rugwijzer::run::{self, Setting, recordings, redesign};
use serde_json::Value as Json;

fn warehouse() -> Assessment {
    let file = support::root().join("fixtures/tasks/valid/magazijn.csv");
    run::assess::files(&[file], &Options::default(), &recordings::Options::default(), Setting::default()).unwrap()
}

fn of_command(language: Language) -> redesign::Found {
    redesign::run(&redesign::Request {
        file: support::root().join("fixtures/tasks/valid/magazijn.csv"),
        options: Options::default(),
        row: None,
        limits: Limits::default(),
        target: Target::Acceptable,
        setting: Setting { language, ..Setting::default() },
    })
    .unwrap()
}

fn tasks(assessment: &Assessment) -> impl Iterator<Item = &TaskResult> {
    assessment.jobs.iter().flat_map(|job| &job.tasks)
}

fn page(assessment: &Assessment, language: Language, format: Format) -> String {
    String::from_utf8(run::report::bytes(assessment, &run::texts(language), format).unwrap()).unwrap()
}

#[test]
fn the_report_says_what_the_command_line_says() {
    let assessment = warehouse();
    for language in Language::ALL {
        let texts = run::texts(language);
        let found = of_command(language);
        let listed = redesign::markdown(&found, &texts);
        let html = page(&assessment, language, Format::Html);
        let markdown = page(&assessment, language, Format::Markdown);
        assert!(found.rows.len() >= 3, "the fixture has tasks to bring down");
        let mut compared = 0;
        for task in tasks(&assessment) {
            let row = found.rows.iter().find(|row| row.row == task.origins[0].row);
            assert_eq!(task.takes, row.map_or_else(Vec::new, |row| row.takes.clone()), "{}", task.task);
            for way in &task.takes {
                assert!(listed.contains(&texts.say(&way.intro)) && html.contains(&texts.say(&way.intro)), "{}", task.task);
                for row in &way.rows {
                    let result = texts.say(&row.result);
                    for change in row.changes.iter().map(|change| texts.say(change)) {
                        assert!(listed.contains(&change) && html.contains(&change) && markdown.contains(&change), "{change}");
                    }
                    assert!(listed.contains(&result) && html.contains(&result) && markdown.contains(&result), "{result}");
                    compared += 1;
                }
            }
        }
        assert!(compared >= 10, "{compared} rows compared");
    }
}

/// The figures of the report for programs are those of the command line for programs.
#[test]
fn the_json_of_both_holds_the_same_numbers() {
    let report: Json = serde_json::from_str(&page(&warehouse(), Language::English, Format::Json)).unwrap();
    // Both as text, so that both are read with the same last digit.
    let command: Json = serde_json::from_str(&redesign::json(&of_command(Language::English)).to_string()).unwrap();
    let mut compared = 0;
    for row in command["rows"].as_array().unwrap() {
        let mut tasks = report["jobs"].as_array().unwrap().iter().flat_map(|job| job["tasks"].as_array().unwrap());
        let task = tasks.find(|task| task["origin"]["row"] == row["row"]).unwrap();
        for (method, result) in [("niosh", "li"), ("mac", "total")] {
            let of = &row[method];
            let listed = ["singles", "pairs", "steps"].into_iter().filter_map(|list| of[list].as_array()).flatten();
            let shown = task["takes"].as_array().unwrap().iter().find(|takes| takes["method"] == method);
            let shown = shown.map_or_else(Vec::new, |takes| takes["rows"].as_array().unwrap().clone());
            let listed: Vec<&Json> = listed.collect();
            assert_eq!(listed.len(), shown.len(), "{method} of {}", row["task"]);
            for (listed, shown) in listed.into_iter().zip(&shown) {
                assert_eq!((&listed["changes"], &listed["class"]), (&shown["changes"], &shown["class"]));
                assert_eq!(listed[result].as_f64(), shown["result"].as_f64(), "{shown}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 10, "{compared} rows compared");
}

fn cells(numbers: &[(Column, f64)]) -> Cells {
    let mut cells = Cells::default();
    for &(column, value) in numbers {
        cells.set(column, Cell::Number(value));
    }
    cells
}

/// A lift that the equation can judge, with these cells beside or instead of the usual ones.
fn lift(numbers: &[(Column, f64)]) -> Cells {
    let mut row = cells(&[
        (Column::LoadKg, 15.0),
        (Column::HOriginCm, 40.0),
        (Column::VOriginCm, 75.0),
        (Column::AOriginDeg, 0.0),
        (Column::VDestinationCm, 100.0),
        (Column::LiftsPerMin, 1.0),
        (Column::LiftingHours, 2.0),
    ]);
    row.set(Column::Coupling, Cell::Choice(0));
    row.set(Column::ControlAtDestination, Cell::Choice(0));
    for &(column, value) in numbers {
        row.set(column, Cell::Number(value));
    }
    row
}

fn curve(cells: &Cells) -> Curve {
    let takes = takes(cells, &Limits::default(), Target::Acceptable);
    match takes.into_iter().find(|takes| takes.method == "niosh").and_then(|takes| takes.chart) {
        Some(Chart::Curve(curve)) => curve,
        other => panic!("a curve, not {other:?}"),
    }
}

/// The curve runs through both points, and every point is what the equation gives.
#[test]
fn the_chart_stands_on_the_equation() {
    let row = lift(&[(Column::LoadKg, 20.0)]);
    let curve = curve(&row);
    let index = |cells: &Cells| rugwijzer::assess::redesign::index(cells);
    assert_eq!(curve.now.y, index(&row));
    for mark in [&curve.now, &curve.proposed] {
        assert!(curve.points.iter().any(|point| point.0.to_bits() == mark.x.to_bits() && Some(point.1) == mark.y), "{mark:?}");
    }
    assert!(curve.proposed.y.unwrap() <= 1.0 && curve.now.y.unwrap() > 1.0);
    assert!(curve.points.windows(2).all(|pair| pair[0].0 < pair[1].0), "the variable rises");
    let Some((_, Arg::Named(column))) = curve.title.args.first() else { panic!("{:?}", curve.title) };
    for &(value, li) in &curve.points {
        let mut changed = row.clone();
        changed.set(*column, Cell::Number(value));
        assert_eq!(index(&changed), Some(li));
    }
    assert_eq!(curve.bands.iter().map(|band| band.class).collect::<Vec<_>>(), Class::ALL);
}

/// Where the present lies beyond the range there is no present index: the mark says so.
#[test]
fn a_lift_beyond_the_range_has_no_present_index_on_its_chart() {
    let row = lift(&[(Column::HOriginCm, 75.0), (Column::LoadKg, 5.0)]);
    let curve = curve(&row);
    assert_eq!(curve.now.y, None);
    assert!(curve.points.iter().all(|point| point.0 <= 63.0 && point.1.is_finite()));
    let texts = run::texts(Language::English);
    assert_eq!(texts.say(&curve.now.label), "now 75\u{202f}cm: beyond the range of the equation");
}

#[test]
fn the_drawing_has_words_for_its_classes_and_the_decimals_of_its_language() {
    let assessment = warehouse();
    for (language, now, proposed, words) in [
        (
            Language::Dutch,
            "nu 12,5\u{202f}kg: tilindex 2,73",
            "voorstel 4,5\u{202f}kg: tilindex 0,98",
            ["geen overschrijding", "zeer hoog"],
        ),
        (
            Language::English,
            "now 12.5\u{202f}kg: lifting index 2.73",
            "proposal 4.5\u{202f}kg: lifting index 0.98",
            ["no exceedance", "very high"],
        ),
    ] {
        let html = page(&assessment, language, Format::Html);
        let drawing = html.split("<svg").find(|svg| svg.contains(now)).unwrap_or_else(|| panic!("{now} is not drawn"));
        let drawing = drawing.split("</svg>").next().unwrap();
        assert!(drawing.contains(proposed));
        for word in words {
            assert!(drawing.contains(&format!(">\n{word}")) || drawing.contains(&format!(">{word}")), "{word} in {drawing}");
        }
    }
}

fn judge(rows: &[(&str, Cells)]) -> rugwijzer::domain::Job {
    let entries: Vec<Entry> = (2..)
        .zip(rows)
        .map(|(row, (task, cells))| Entry {
            origin: Origin { file: "test.csv".to_owned(), row },
            cells: cells.clone(),
            texts: vec![(Column::Task, (*task).to_owned())],
            date: None,
        })
        .collect();
    let (days, problems) = working_days(&entries);
    assert!(problems.is_empty() && days.len() == 1);
    assess(&days[0], Context::default()).0
}

fn arg<'a>(phrase: &'a Phrase, gap: &str) -> &'a Arg {
    &phrase.args.iter().find(|(name, _)| *name == gap).unwrap().1
}

fn with_mac(mut row: Cells, choices: &[(&str, &str)]) -> Cells {
    for (key, word) in [
        ("mac_operation", "lift"),
        ("mac_load_frequency", "green"),
        ("mac_hand_distance", "close"),
        ("mac_vertical_zone", "knee_elbow"),
        ("mac_torso", "none"),
        ("mac_posture", "free"),
        ("mac_grip", "good"),
        ("mac_floor", "good"),
    ]
    .iter()
    .chain(choices)
    {
        let column = Column::from_name(key).unwrap();
        row.set(column, support::cell(column, word));
    }
    row.set(Column::MacEnvironment, Cell::Choice(0));
    row
}

#[test]
fn two_methods_far_apart_are_explained_by_the_factor_that_makes_the_difference() {
    // NIOSH charges hours of frequent lifting, which the form does not know; the form is green.
    let row = with_mac(
        lift(&[(Column::LoadKg, 14.0), (Column::HOriginCm, 30.0), (Column::LiftsPerMin, 6.0), (Column::LiftingHours, 8.0)]),
        &[],
    );
    let job = judge(&[("frequent", row)]);
    let remark = job.tasks[0].remarks.iter().find(|remark| remark.key.starts_with("assess.remark.")).expect("a remark");
    assert_eq!(remark.key, "assess.remark.niosh_higher");
    let Arg::List(from) = arg(remark, "from") else { panic!("{remark:?}") };
    assert!(from.contains(&Arg::Factor(Factor::Frequency)) && from.contains(&Arg::Factor(Factor::Duration)), "{from:?}");

    // A light load at a good place, with a severely restricted posture: only the form sees that,
    // although its load, which is amber, has the higher score.
    let light =
        lift(&[(Column::LoadKg, 5.0), (Column::HOriginCm, 25.0), (Column::LiftsPerMin, 0.2), (Column::LiftingHours, 1.0)]);
    let job = judge(&[("cramped", with_mac(light, &[("mac_load_frequency", "amber"), ("mac_posture", "severe")]))]);
    let remark = job.tasks[0].remarks.iter().find(|remark| remark.key.starts_with("assess.remark.")).expect("a remark");
    assert_eq!(remark.key, "assess.remark.mac_higher");
    let said: Vec<String> = Language::ALL.into_iter().map(|language| run::texts(language).arg(arg(remark, "from"))).collect();
    assert_eq!(said, ["Beperkte bewegingsruimte", "Postural constraints"]);

    // One class apart, or the same: nothing to explain.
    let same = with_mac(
        lift(&[(Column::LoadKg, 5.0), (Column::HOriginCm, 25.0), (Column::LiftsPerMin, 0.2)]),
        &[("mac_grip", "reasonable")],
    );
    let job = judge(&[("agreed", same)]);
    assert!(job.tasks[0].remarks.iter().all(|remark| !remark.key.starts_with("assess.remark.")), "{:?}", job.tasks[0].remarks);
}

/// Halving and removing are those of the rows themselves, judged again.
#[test]
fn the_composite_says_what_less_of_its_first_lift_would_bring() {
    let rows = [
        ("first", lift(&[(Column::LoadKg, 20.0), (Column::LiftsPerMin, 3.0)])),
        ("second", lift(&[(Column::LoadKg, 12.0), (Column::LiftsPerMin, 2.0)])),
        ("third", lift(&[(Column::LoadKg, 8.0), (Column::LiftsPerMin, 1.0)])),
    ];
    let job = judge(&rows);
    let finding = job.findings.iter().find(|finding| finding.method == "niosh_composite").unwrap();
    let figure = |key| match finding.figure(key) {
        Some(Value::Number(number)) => *number,
        other => panic!("{key}: {other:?}"),
    };
    let again = |rows: &[(&str, Cells)]| {
        let parts = rows.iter().enumerate().map(|(place, (name, cells))| match read(cells) {
            Reading::Lift(lift) => Part::of(name, place, lift),
            other => panic!("{other:?}"),
        });
        composite(parts.collect()).unwrap().cli
    };
    let mut halved = rows.clone();
    halved[0].1.set(Column::LiftsPerMin, Cell::Number(1.5));
    assert_eq!(figure("cli").to_bits(), again(&rows).to_bits());
    assert_eq!(figure("if_first_halved").to_bits(), again(&halved).to_bits());
    assert_eq!(figure("if_first_removed").to_bits(), again(&rows[1..]).to_bits());
    assert!(figure("cli") > figure("if_first_halved") && figure("if_first_halved") > figure("if_first_removed"));
    let said = finding.reasons.iter().find(|reason| reason.key == "composite.reason.less").expect("a line about less");
    for language in Language::ALL {
        let said = run::texts(language).say(said);
        assert!(said.contains("first") && said.contains("3/min"), "{said}");
    }
}

#[test]
fn lifting_with_bending_is_seen_in_the_day_and_in_the_task() {
    let assessment = warehouse();
    let name = "Dozen van onderste legbord";
    let job = assessment.jobs.iter().find(|job| job.tasks.iter().any(|task| task.task == name)).unwrap();
    let texts = run::texts(Language::Dutch);
    let day = job.findings.iter().find(|finding| finding.method == "exposures").unwrap();
    let said: Vec<String> = day.reasons.iter().map(|reason| texts.say(reason)).collect();
    assert!(said[0].contains("OR 2,84 (2,18–3,69), kwaliteit van bewijs hoog"), "{said:#?}");
    assert!(said[1].contains(name), "{said:#?}");
    let task = job.tasks.iter().find(|task| task.task == name).unwrap();
    let said = texts.say(&task.remarks[0]);
    assert!(said.contains("OR 2,84 (2,18–3,69), kwaliteit van bewijs hoog"), "{said}");
    // A task with a load and an upright trunk, or bent without a load, has no such remark.
    let mut load = cells(&[(Column::LoadKg, 10.0), (Column::TrunkGe45Pct, 0.0), (Column::TaskHours, 8.0)]);
    assert!(judge(&[("upright", load.clone())]).tasks[0].remarks.is_empty());
    load.set(Column::LoadKg, Cell::Number(2.9));
    load.set(Column::TrunkGe45Pct, Cell::Number(10.0));
    assert!(judge(&[("light", load)]).tasks[0].remarks.is_empty());
}

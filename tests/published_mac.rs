//! Every case of `fixtures/published/mac` and `fixtures/published/rapp`, through both levels of a
//! method: the score of the row and the finding of the day.

use std::path::Path;

use rugwijzer::domain::column::Kind;
use rugwijzer::domain::finding::Outcome;
use rugwijzer::domain::task::Recorded;
use rugwijzer::domain::{Cell, Cells, Column, Finding, Language, State, Task, Value, WorkingDay};
use rugwijzer::method::{self, Context, Method};
use rugwijzer::text::Catalogue;

/// One row of a fixture.
struct Case {
    headers: csv::StringRecord,
    row: csv::StringRecord,
}

impl Case {
    /// The words under `header`; empty where the fixture has no such column.
    fn get(&self, header: &str) -> &str {
        self.headers.iter().position(|at| at == header).map_or("", |at| &self.row[at])
    }

    /// The row as a task file would give it.
    fn cells(&self) -> Cells {
        let mut cells = Cells::default();
        for (header, words) in self.headers.iter().zip(&self.row).filter(|(_, words)| !words.is_empty()) {
            let Some(column) = Column::from_name(header) else { continue };
            let cell = match column.spec().kind {
                Kind::Number(..) => words.parse().map(Cell::Number).ok(),
                Kind::Choice { choices, .. } => choices
                    .iter()
                    .position(|choice| choice.key == words)
                    .and_then(|place| u8::try_from(place).ok())
                    .map(Cell::Choice),
                Kind::Text | Kind::Date => continue, // `note` is the fixture's own
            };
            cells.set(column, cell.unwrap_or_else(|| panic!("{}: {header} = {words}", self.get("case"))));
        }
        cells
    }
}

fn cases(method: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/published").join(method).join("cases.csv");
    let mut reader = csv::Reader::from_path(path).expect("the fixture is there");
    let headers = reader.headers().expect("it has a header").clone();
    reader.records().map(|row| Case { headers: headers.clone(), row: row.expect("it is valid CSV") }).collect()
}

fn day_of(cells: Cells) -> WorkingDay {
    let task = Task {
        name: String::new(),
        origins: Vec::new(),
        cells,
        rejected: rugwijzer::domain::ColumnSet::EMPTY,
        texts: Vec::new(),
        assumptions: Vec::new(),
        recorded: Recorded::default(),
    };
    WorkingDay {
        organisation: String::new(),
        department: String::new(),
        workstation: String::new(),
        job: String::new(),
        exposure_group: String::new(),
        date: None,
        workday_hours: 8.0,
        workday_hours_assumed: true,
        overfull: false,
        tasks: vec![task],
    }
}

fn number(value: Option<&Value>) -> Option<f64> {
    match value {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// `factor:score` for every factor, as the fixtures write it.
fn scores(finding: &Finding) -> String {
    let Some(Value::Map(factors)) = finding.figure("factors") else { return String::new() };
    let scores = factors.iter().map(|factor| {
        let Value::Map(mark) = &factor.value else { panic!("{} has a colour and a score", factor.key) };
        format!("{}:{}", factor.key, number(Some(&mark[1].value)).expect("a score"))
    });
    scores.collect::<Vec<_>>().join(" ")
}

/// What a case says that the method does not, in words; empty if they agree.
fn differences(case: &Case, method: &Method, finding: &Finding) -> Vec<String> {
    let cells = case.cells();
    let score = (method.score)(&cells, Context::default());
    let tolerance: f64 = case.get("tolerance").parse().expect("a tolerance");
    let mut differences = Vec::new();
    let mut compare = |what: &str, ours: &str| {
        if case.get(what) != ours {
            differences.push(format!("{}: {what} is {ours}, not {}", case.get("case"), case.get(what)));
        }
    };
    let basis = match finding.figure("basis") {
        Some(Value::Text(basis)) if method.id == "mac" => basis.as_str(),
        _ => "",
    };
    let near = match finding.figure("near_boundary") {
        Some(Value::Flag(near)) => near.to_string(),
        _ => String::new(),
    };
    compare("expected_state", finding.state.key());
    compare("expected_state", score.state.key());
    compare("expected_class", finding.class.map_or("", |class| class.key()));
    compare("expected_class", score.class.map_or("", |class| class.key()));
    compare("expected_basis", basis);
    compare("expected_near_boundary", &near);
    compare("expected_scores", &scores(finding));
    let expected: Option<f64> = case.get("expected_total").parse().ok();
    let in_row = score.numbers[0].filter(|total| total.decimals() == 0).map(|total| total.value);
    for ours in [number(finding.figure("total")), in_row] {
        let agree = match (expected, ours) {
            (Some(expected), Some(ours)) => (expected - ours).abs() <= tolerance,
            (expected, ours) => expected.is_none() && ours.is_none(),
        };
        if !agree {
            differences.push(format!("{}: the total is {ours:?}, not {expected:?}", case.get("case")));
        }
    }
    differences
}

fn finding_of(method: &Method, cells: Cells) -> Finding {
    let findings = (method.day)(&day_of(cells), Context::default());
    findings.tasks.into_iter().next().expect("one finding for each task")
}

/// Makes every sentence of a finding, in both languages; a missing key or gap panics.
fn say(method: &Method, finding: &Finding) {
    use rugwijzer::domain::chart::Chart;
    use rugwijzer::domain::finding::Outcome;
    for language in Language::ALL {
        let catalogue = Catalogue::new(language, [rugwijzer::text::catalogue::COMMON, method.text]);
        let charts = finding.charts.iter().flat_map(|chart| match chart {
            Chart::Profile(profile) => {
                let rows = profile.rows.iter().flat_map(|row| [&row.label, &row.choice, &row.colour]);
                std::iter::once(&profile.title).chain(rows).collect::<Vec<_>>()
            }
            _ => panic!("a form draws a profile"),
        });
        let steps = finding.sheet.iter().flat_map(|step| {
            assert!(matches!(step.result, Outcome::Number(..)));
            [&step.what, &step.how]
        });
        let phrases = finding
            .label
            .iter()
            .chain(&finding.provisional)
            .chain(&finding.reasons)
            .chain(&finding.assumptions)
            .chain(steps)
            .chain(charts);
        for phrase in phrases {
            assert!(!catalogue.say(phrase).is_empty(), "{}", phrase.key);
        }
    }
}

/// The last step of the sheet, which must be the sum of those before it.
fn summed(finding: &Finding) -> Option<f64> {
    let score = |step: &rugwijzer::domain::Step| match step.result {
        Outcome::Number(score, _) => score,
        Outcome::Word(_) => panic!("{step:?} is no score"),
    };
    let (total, lines) = finding.sheet.split_last()?;
    (lines.iter().map(score).sum::<f64>().total_cmp(&score(total)).is_eq()).then(|| score(total))
}

#[test]
fn every_case_comes_out() {
    for id in ["mac", "rapp"] {
        let method = method::find(id).expect("it is registered");
        let cases = cases(id);
        assert!(!cases.is_empty());
        for case in &cases {
            for header in ["case", "source", "locator", "tolerance", "tolerance_reason", "expected_state"] {
                assert!(!case.get(header).is_empty(), "{id} {}: {header} is empty", case.get("case"));
            }
            let finding = finding_of(method, case.cells());
            assert_eq!(differences(case, method, &finding), Vec::<String>::new());
            assert!(!finding.reasons.is_empty() && !finding.sources.is_empty());
            if finding.state == State::Assessed {
                assert_eq!(summed(&finding), case.get("expected_total").parse().ok(), "{id} {}", case.get("case"));
                // What leads a row is what its finding names first, also where several cost as much.
                let score = (method.score)(&case.cells(), Context::default());
                assert_eq!(score.leading, finding.factors.first().copied(), "{id} {}", case.get("case"));
            }
            say(method, &finding);
        }
    }
}

#[test]
fn a_published_score_that_is_not_ours_has_its_reason_and_is_doubtful() {
    let mut apart = 0;
    for case in cases("mac").iter().filter(|case| !case.get("published_scores").is_empty()) {
        if !case.get("expected_scores").starts_with(case.get("published_scores")) {
            apart += 1;
            assert!(!case.get("difference_reason").is_empty());
            assert_eq!(case.get("expected_near_boundary"), "true", "the finding says that the other colour is possible");
        }
    }
    assert_eq!(apart, 2, "the digitised graph and the published example disagree at both ends");
}

#[test]
fn the_comparison_fails_when_it_should() {
    let method = method::find("mac").expect("it is registered");
    let cases = cases("mac");
    let (one, other) = (&cases[0], cases.iter().find(|case| case.get("case") == "con-02").expect("it is there"));
    let wrong = differences(one, method, &finding_of(method, other.cells()));
    for what in ["expected_class", "expected_basis", "expected_near_boundary", "expected_scores", "total"] {
        assert!(wrong.iter().any(|difference| difference.contains(what)), "{what} is compared: {wrong:?}");
    }
    let case = cases.iter().find(|case| case.get("expected_state") == "not_applicable").expect("it is there");
    assert!(!differences(case, method, &finding_of(method, other.cells())).is_empty());
}

#[test]
fn nothing_entered_is_not_measured() {
    for id in ["mac", "rapp"] {
        let method = method::find(id).expect("it is registered");
        let finding = finding_of(method, Cells::default());
        assert_eq!((finding.state, finding.class, finding.incomplete), (State::NotMeasured, None, false));
        assert_eq!((method.score)(&Cells::default(), Context::default()).state, State::NotMeasured);
        say(method, &finding);
    }
}

/// What is missing from a row: the keys, in the order of the task file.
fn missing(method: &Method, cells: &Cells) -> Vec<&'static str> {
    let findings = (method.day)(&day_of(cells.clone()), Context::default());
    let finding = &findings.tasks[0];
    say(method, finding);
    assert_eq!((finding.state, finding.incomplete), (State::NotMeasured, true));
    assert!(finding.figures.is_empty() && finding.class.is_none());
    let score = (method.score)(cells, Context::default());
    assert_eq!(score.state, State::Rejected);
    let columns = findings.missing.first().map(|(_, columns)| *columns).unwrap_or_default();
    assert_eq!(score.unmet.missing, columns);
    columns.iter().map(Column::key).collect()
}

fn started(column: Column, place: u8) -> Cells {
    let mut cells = Cells::default();
    cells.set(column, Cell::Choice(place));
    cells
}

#[test]
fn every_missing_cell_is_named() {
    use rugwijzer::domain::choice::{MacOperation, RappOperation};
    let mac = method::find("mac").expect("it is registered");
    let shared = ["mac_posture", "mac_grip", "mac_floor", "mac_environment"];
    let lift = ["load_kg", "lifts_per_min", "mac_load_frequency", "mac_hand_distance", "mac_vertical_zone", "mac_torso"];
    let carry = ["mac_load_frequency", "mac_hand_distance", "mac_asymmetry"];
    let team = ["load_kg", "persons", "mac_load_frequency", "mac_hand_distance", "mac_vertical_zone", "mac_torso"];
    let row = |operation| started(Column::MacOperation, operation as u8);
    assert_eq!(missing(mac, &row(MacOperation::Lift)), [&lift[..], &shared].concat());
    assert_eq!(
        missing(mac, &row(MacOperation::Carry)),
        [&carry[..], &shared, &["mac_carry_distance_m", "mac_obstacles"]].concat()
    );
    assert_eq!(missing(mac, &row(MacOperation::Team)), [&team[..], &shared, &["mac_communication"]].concat());

    // With one of load and rate the other is missing, or the colour that both would give.
    let missing_with = |column, value| {
        let mut cells = row(MacOperation::Lift);
        cells.set(column, Cell::Number(value));
        missing(mac, &cells)[..2].to_vec()
    };
    assert_eq!(missing_with(Column::LoadKg, 10.0), ["lifts_per_min", "mac_load_frequency"]);
    assert_eq!(missing_with(Column::LiftsPerMin, 1.0), ["load_kg", "mac_load_frequency"]);

    let rapp = method::find("rapp").expect("it is registered");
    let both = ["rapp_load_kg", "rapp_posture", "rapp_grip", "rapp_pattern", "rapp_distance_m"];
    let rest = ["rapp_floor", "rapp_obstacles", "rapp_other"];
    let row = |operation| started(Column::RappOperation, operation as u8);
    assert_eq!(missing(rapp, &row(RappOperation::SmallWheeled)), [&both[..], &["rapp_equipment"], &rest].concat());
    assert_eq!(missing(rapp, &row(RappOperation::Sliding)), [&both[..], &rest].concat());
}

#[test]
fn a_rejected_cell_keeps_the_method_from_its_answer_only_if_it_is_needed() {
    let mac = method::find("mac").expect("it is registered");
    let cases = cases("mac");
    let estimate = cases.iter().find(|case| case.get("case") == "con-04").expect("it is there").cells();
    for needed in [Column::LoadKg, Column::LiftsPerMin, Column::MacGrip, Column::LoadKind, Column::MacLoadFrequency] {
        let mut cells = estimate.clone();
        cells.set(needed, Cell::Rejected);
        assert_eq!(missing(mac, &cells), Vec::<&str>::new(), "a rejected cell has its problem already");
        assert!((mac.score)(&cells, Context::default()).unmet.rejected.contains(needed));
    }
    let mut leaflet = cases[0].cells();
    for free in [Column::LiftsPerMin, Column::LoadKg, Column::MacCommunication, Column::Persons] {
        leaflet.set(free, Cell::Rejected);
    }
    assert_eq!(finding_of(mac, leaflet).state, State::Assessed);
}

#[test]
fn cautions_are_said_and_change_no_score() {
    use rugwijzer::domain::choice::{LiftPosture, YesNo};
    let mac = method::find("mac").expect("it is registered");
    let cases = cases("mac");
    let find = |name| cases.iter().find(|case| case.get("case") == name).expect("it is there").cells();
    let with = |name, column, cell| {
        let mut cells = find(name);
        cells.set(column, cell);
        let (plain, finding) = (finding_of(mac, find(name)), finding_of(mac, cells));
        assert_eq!((finding.class, finding.figure("total")), (plain.class, plain.figure("total")));
        say(mac, &finding);
        finding
            .reasons
            .into_iter()
            .map(|reason| reason.key)
            .filter(|key| !plain.reasons.iter().any(|r| r.key == *key))
            .collect()
    };
    let check = |name, column, cell, key: &str| {
        let said: Vec<&str> = with(name, column, cell);
        assert_eq!(said, [key]);
    };
    check("own-03", Column::LiftsPerMin, Cell::Number(13.0), "mac.caution.too_fast");
    check("con-04", Column::LoadMaxKg, Cell::Number(18.0), "mac.caution.heavier_loads");
    check("con-04", Column::Persons, Cell::Number(2.0), "mac.caution.more_persons");
    check("con-04", Column::LiftPosture, Cell::Choice(LiftPosture::Seated as u8), "mac.caution.seated");
    check("con-04", Column::UnstableLoad, Cell::Choice(YesNo::Yes as u8), "mac.caution.unstable");
    assert!(finding_of(mac, find("con-12")).reasons.iter().any(|reason| reason.key == "mac.caution.shoulder"));
    assert!(finding_of(mac, find("con-13")).reasons.iter().any(|reason| reason.key == "mac.reason.obstacle_score"));
}

/// The chart of teams has rows for two, three and four handlers.
#[test]
fn a_team_without_a_row_is_said_to_have_none() {
    let mac = method::find("mac").expect("it is registered");
    let reasons = |persons: f64| -> Vec<&str> {
        let mut cells = started(Column::MacOperation, rugwijzer::domain::choice::MacOperation::Team as u8);
        cells.set(Column::Persons, Cell::Number(persons));
        finding_of(mac, cells).reasons.iter().map(|reason| reason.key).collect()
    };
    assert!(reasons(1.0).contains(&"mac.outside.no_team"));
    assert!(reasons(5.0).contains(&"mac.outside.large_team"));
    for persons in [2.0, 3.0, 4.0] {
        assert!(!reasons(persons).iter().any(|key| key.starts_with("mac.outside")), "{persons}");
    }
}

/// The tool is not for people or animals, which can be said of a load alone; of nothing nothing is said.
#[test]
fn a_load_that_lives_is_outside_the_chart_before_anything_else_is_known() {
    use rugwijzer::domain::choice::LoadKind;
    let mac = method::find("mac").expect("it is registered");
    let state = |kind: LoadKind, load: Option<Column>| {
        let mut cells = started(Column::LoadKind, kind as u8);
        if let Some(column) = load {
            cells.set(column, Cell::Number(20.0));
        }
        finding_of(mac, cells).state
    };
    for kind in [LoadKind::Person, LoadKind::Animal] {
        assert_eq!(state(kind, None), State::NotMeasured);
        assert_eq!(state(kind, Some(Column::LoadKg)), State::NotApplicable);
        assert_eq!(state(kind, Some(Column::LoadMaxKg)), State::NotApplicable);
    }
    assert_eq!(state(LoadKind::Object, Some(Column::LoadKg)), State::NotMeasured);
}

/// A colour that was read from the leaflet is the assessor's; one from the digitised graph is provisional.
#[test]
fn only_an_estimated_colour_is_provisional() {
    let mac = method::find("mac").expect("it is registered");
    for case in cases("mac").iter().filter(|case| case.get("expected_state") == "assessed") {
        let score = (mac.score)(&case.cells(), Context::default());
        assert_eq!(score.provisional, case.get("expected_basis") == "estimate", "{}", case.get("case"));
    }
}

#[test]
fn the_worst_factor_leads() {
    use rugwijzer::domain::Factor;
    let mac = method::find("mac").expect("it is registered");
    let cases = cases("mac");
    let cells = cases.iter().find(|case| case.get("case") == "con-11").expect("it is there").cells();
    let expected = [Factor::Reach, Factor::Height, Factor::Asymmetry, Factor::Space, Factor::Grip];
    assert_eq!(finding_of(mac, cells.clone()).factors, expected);
    let score = (mac.score)(&cells, Context::default());
    assert_eq!(score.leading, Some(Factor::Reach));
    assert!(Factor::ALL.iter().all(|factor| score.factors.contains(*factor) == expected.contains(factor)));
}

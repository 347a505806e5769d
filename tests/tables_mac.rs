//! The tables of MAC and RAPP against a second typing, and every limit just below, on and just above.

use std::path::Path;

use rugwijzer::domain::choice::RappOperation;
use rugwijzer::domain::column::Kind;
use rugwijzer::domain::quantity::{Kilograms, Metres, PerMinute};
use rugwijzer::domain::{Column, Relation, Threshold};
use rugwijzer::method::lifting::mac;
use rugwijzer::method::pushing::rapp;
use rugwijzer::method::score_chart::Line;

fn table(name: &str) -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables").join(name);
    let mut reader = csv::Reader::from_path(path).expect("the fixture is there");
    reader.records().collect::<Result<_, _>>().expect("it is valid CSV")
}

fn number(words: &str) -> f64 {
    words.parse().expect("a number")
}

/// `factor,option,colour,score` of every grade. The options of a column of words are its words; those
/// of a line that is read from a number are its colours.
fn grades(lines: &[&Line]) -> Vec<[String; 4]> {
    let mut grades = Vec::new();
    for line in lines {
        for (place, grade) in line.grades.iter().enumerate() {
            let option = match line.column.spec().kind {
                Kind::Choice { choices, ordered } => {
                    assert!(ordered && choices.len() == line.grades.len(), "{} has a grade for each word, in order", line.key);
                    assert!(grade.text.ends_with(choices[place].key), "{} is the text of {}", grade.text, choices[place].key);
                    choices[place].key
                }
                _ => grade.colour.key(),
            };
            grades.push([line.key, option, grade.colour.key(), &grade.score.to_string()].map(str::to_owned));
        }
    }
    grades
}

/// The distances of the table have words of their own.
fn typed(row: &csv::StringRecord, first: usize) -> [String; 4] {
    let option = match &row[first + 1] {
        "2 m to 4 m" => "green",
        "more than 4 m and less than 10 m" => "amber",
        "10 m or more" => "red",
        option => option,
    };
    [&row[first], option, &row[first + 2], &row[first + 3]].map(str::to_owned)
}

#[test]
fn the_forms_of_mac() {
    let rows = table("mac_factors.csv");
    let forms: [(&str, &[&Line]); 3] =
        [("lift", &mac::tables::LIFT), ("carry", &mac::tables::CARRY), ("team", &mac::tables::TEAM)];
    for (form, lines) in forms {
        let typed: Vec<_> = rows.iter().filter(|row| &row[0] == form).map(|row| typed(row, 1)).collect();
        assert_eq!(grades(lines), typed, "{form}");
    }
}

#[test]
fn the_forms_of_rapp() {
    let rows = table("rapp_factors.csv");
    let forms: [(usize, &[&Line]); 2] = [(4, &rapp::tables::WHEELED), (5, &rapp::tables::WITHOUT_WHEELS)];
    for (column, lines) in forms {
        let typed: Vec<_> = rows.iter().filter(|row| &row[column] == "yes").map(|row| typed(row, 0)).collect();
        assert_eq!(grades(lines), typed);
    }
}

fn values(limits: &[Threshold]) -> Vec<f64> {
    limits.iter().map(|limit| limit.value).collect()
}

fn row(row: &csv::StringRecord, columns: std::ops::Range<usize>) -> Vec<f64> {
    columns.map(|column| number(&row[column])).collect()
}

#[test]
fn the_lifting_graph() {
    let rows = table("mac_lifting_graph.csv");
    assert_eq!(rows.len(), mac::chart::LIFT_GRAPH.len());
    for (typed, tick) in rows.iter().zip(&mac::chart::LIFT_GRAPH) {
        assert_eq!(row(typed, 0..1), [tick.interval_s]);
        assert_eq!(row(typed, 1..4), values(&tick.limits));
    }
}

#[test]
fn the_masses_of_teams() {
    let rows = table("mac_team.csv");
    assert_eq!(rows.len(), mac::chart::TEAMS.len());
    for (typed, team) in rows.iter().zip(&mac::chart::TEAMS) {
        assert_eq!(row(typed, 0..1), [f64::from(team.persons)]);
        assert_eq!(row(typed, 1..4), values(&team.limits));
        assert_eq!(typed[3], typed[4], "red ends where purple begins");
    }
}

#[test]
fn the_loads_and_distances_of_rapp() {
    let rows = table("rapp_loads.csv");
    assert_eq!(rows.len(), RappOperation::ALL.len());
    for (typed, &operation) in rows.iter().zip(RappOperation::ALL) {
        assert_eq!(&typed[0], operation.key());
        assert_eq!(row(typed, 1..4), values(rapp::tables::load_limits(operation)));
        assert_eq!(typed[3], typed[4], "red ends where purple begins");
        assert_eq!(row(typed, 5..7), values(rapp::tables::distance_limits(operation)));
    }
}

/// Every limit of a ladder: the place just below it, on it and just above it. `sides` says whether a
/// value on the limit is beyond it, typed here and not taken from the code.
fn walk(limits: &[Threshold], sides: &[Relation], place: impl Fn(f64) -> u8) {
    assert_eq!(limits.len(), sides.len());
    for ((below, limit), side) in (0..).zip(limits).zip(sides) {
        let on = below + u8::from(*side == Relation::AtLeast);
        assert_eq!(place(limit.value.next_down()), below, "just below {}", limit.name);
        assert_eq!(place(limit.value), on, "exactly {}", limit.name);
        assert_eq!(place(limit.value.next_up()), below + 1, "just above {}", limit.name);
    }
    assert!(limits.windows(2).all(|pair| pair[0].value < pair[1].value), "limits rise");
}

#[test]
fn each_limit_divides_where_it_stands() {
    use Relation::{Above, AtLeast};
    for tick in &mac::chart::LIFT_GRAPH {
        let limits = mac::chart::lift_limits(PerMinute::new(60.0 / tick.interval_s)).expect("a tick is on the graph");
        assert_eq!(limits, tick.limits, "a tick has its own limits, not nearly");
        walk(&limits, &[Above; 3], |load| mac::classify::load_place(&limits, Kilograms::new(load)));
    }
    for team in &mac::chart::TEAMS {
        walk(&team.limits, &[AtLeast, AtLeast, Above], |load| mac::classify::load_place(&team.limits, Kilograms::new(load)));
    }
    walk(&mac::tables::CARRY_LIMITS, &[Above, AtLeast], |distance| mac::classify::carry_place(Metres::new(distance)));
    for &operation in RappOperation::ALL {
        let (loads, distances) = (rapp::tables::load_limits(operation), rapp::tables::distance_limits(operation));
        walk(loads, &[AtLeast, AtLeast, Above], |load| rapp::classify::load_place(operation, Kilograms::new(load), false));
        walk(distances, &[Above; 2], |distance| rapp::classify::distance_place(operation, Metres::new(distance)));
    }
}

/// Where the leaflet ends one colour and begins the next on the same weight, that weight is named: *50 kg to
/// 100 kg*, *100 kg to 200 kg*. Purple is *more than* its weight, which is red's alone.
#[test]
fn a_load_on_the_end_of_two_ranges_is_known_as_such() {
    for (row, &operation) in table("rapp_loads.csv").iter().zip(RappOperation::ALL) {
        assert_eq!(&row[0], operation.key());
        let found = |kg: f64| rapp::classify::shared_end(operation, Kilograms::new(kg));
        let (amber, red, purple) = (number(&row[1]), number(&row[2]), number(&row[4]));
        assert_eq!((found(amber), found(red), found(purple)), (Some(amber), Some(red), None), "{operation:?}");
        assert_eq!((found(amber.next_down()), found(amber.next_up())), (None, None), "{operation:?}");
        assert_eq!((found(red.next_down()), found(red.next_up())), (None, None), "{operation:?}");
    }
}

#[test]
fn two_metres_are_a_carry() {
    assert!(mac::classify::is_short(Metres::new(2.0_f64.next_down())));
    assert!(!mac::classify::is_short(Metres::new(2.0)));
}

#[test]
fn the_graph_ends_at_twelve_lifts_a_minute() {
    let at = |rate| mac::chart::lift_limits(PerMinute::new(rate));
    let last = Some(mac::chart::LIFT_GRAPH[7].limits);
    assert_eq!(at(12.0_f64.next_down()), last);
    assert_eq!(at(12.0), last);
    assert_eq!(at(12.0_f64.next_up()), last, "a rounding of the last bits");
    assert_eq!(at(12.001), None);
    assert_eq!(at(0.0), Some(mac::chart::LIFT_GRAPH[0].limits), "slower than the first tick");
    assert_eq!(at(0.0001), Some(mac::chart::LIFT_GRAPH[0].limits));
}

#[test]
fn a_rate_in_two_decimals_is_its_tick() {
    for (rate, tick) in [(0.2, 2), (0.5, 3), (4.29, 5), (6.67, 6), (6.7, 6)] {
        assert_eq!(mac::chart::lift_limits(PerMinute::new(rate)), Some(mac::chart::LIFT_GRAPH[tick].limits), "{rate}/min");
    }
}

/// Worked by hand: one lift every 29.0 s is, on a logarithmic axis, half-way between 1 min and 14 s
/// (√(60 · 14) = 28.98 s), where the limits are the means 13.5, 26 and 39.5 kg.
#[test]
fn between_two_ticks_the_logarithm_of_the_interval_counts() {
    let rate = PerMinute::new(60.0 / 840.0_f64.sqrt());
    let limits = mac::chart::lift_limits(rate).expect("it is on the graph");
    for (limit, expected) in limits.iter().zip([13.5, 26.0, 39.5]) {
        approx::assert_abs_diff_eq!(limit.value, expected, epsilon = 1e-9);
    }
}

/// Beside a tick it counts too, from one per cent on: 14.5 s is ln(60/14.5)/ln(60/14) = 0.975 887 of the way from
/// 14, 30 and 47 kg to 13, 22 and 32.
#[test]
fn beside_a_tick_the_place_on_the_axis_counts() {
    let limits = mac::chart::lift_limits(PerMinute::new(60.0 / 14.5)).expect("it is on the graph");
    for (limit, expected) in limits.iter().zip([13.024_113, 22.192_904, 32.361_695]) {
        approx::assert_abs_diff_eq!(limit.value, expected, epsilon = 1e-6);
    }
}

#[test]
fn two_kilograms_from_a_limit_are_doubtful() {
    let limits = &mac::chart::LIFT_GRAPH[4].limits; // 14, 30, 47
    let doubtful = |load| mac::chart::doubtful(limits, Kilograms::new(load)).map(|limit| limit.value);
    assert_eq!(doubtful(11.99), None);
    assert_eq!(doubtful(12.0), Some(14.0));
    assert_eq!(doubtful(16.0), Some(14.0));
    assert_eq!(doubtful(16.01), None);
    assert_eq!(doubtful(31.0), Some(30.0));
}

#[test]
fn a_team_between_two_rows_is_the_smaller_one() {
    let first = |persons| mac::chart::team_limits(persons).map(|limits| limits[1].value);
    assert_eq!(first(1.0), None);
    assert_eq!(first(2.0), Some(50.0));
    assert_eq!(first(2.5), Some(50.0));
    assert_eq!(first(4.0), Some(100.0));
    assert_eq!(first(4.5), None);
}

#[test]
fn every_column_of_rapp_is_read_by_it() {
    assert!(
        Column::ALL.iter().filter(|column| column.key().starts_with("rapp_")).all(|column| rapp::RAPP.columns.contains(column))
    );
}

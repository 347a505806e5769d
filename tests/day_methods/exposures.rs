//! What the guideline's other exposures say over several tasks, without limits, and of what is missing.

use super::build::{day, figure, judged, method, number, says, task, word};
use rugwijzer::domain::task::{RecordedTrunk, RecordedVibration};
use rugwijzer::domain::{Class, Column, Factor, State, Value, WorkingDay};
use rugwijzer::method::Context;
use serde_json::{Value as Json, json};

const ID: &str = "exposures";

#[test]
fn nothing_entered_is_not_measured() {
    let finding = judged(ID, &json!([{ "task_hours": 8 }]));
    assert_eq!((finding.state, finding.figures.len()), (State::NotMeasured, 0));
    assert!(says(&finding, "reason.not_measured"));
}

#[test]
fn times_add_up_and_of_forces_the_highest_counts() {
    let finding = judged(
        ID,
        &json!([
            { "kneeling_min": 10, "pull_force_kg": 20, "standing_min_per_hour": 20, "manual_work_hours": 1.5 },
            { "kneeling_min": 55, "pull_force_kg": 15, "standing_min_per_hour": 25, "manual_work_hours": 0.5 },
        ]),
    );
    assert_eq!(number(&finding, "kneeling_min.value"), 65.0);
    assert_eq!((word(&finding, "kneeling_min.lbp.state"), word(&finding, "kneeling_min.lrs.state")), ("above", "above"));
    assert_eq!((number(&finding, "pull_force_kg.value"), number(&finding, "standing_min_per_hour.value")), (20.0, 25.0));
    assert_eq!((number(&finding, "manual_work_hours.value"), word(&finding, "manual_work_hours.state")), (2.0, "below"));
    assert_eq!(word(&finding, "manual_work_hours.outcome"), "lrs");
    assert_eq!((finding.class, finding.factors.as_slice()), (Some(Class::Increased), [Factor::Kneeling].as_slice()));
    assert_eq!(finding.label.unwrap().key, "exposures.label.one");
}

#[test]
fn an_hour_that_was_not_entered_is_not_zero() {
    let finding = judged(ID, &json!([{ "kneeling_min": 10 }, { "task_hours": 4 }]));
    assert_eq!((finding.class, finding.provisional.len()), (Some(Class::Acceptable), 1));
    assert!(says(&finding, "exposures.reason.lower_bound"));
    assert!(judged(ID, &json!([{ "kneeling_min": 10 }, { "kneeling_min": 0 }])).provisional.is_empty());
}

/// What another task may add matters only to an exposure that has a limit and is not above it yet.
#[test]
fn what_is_above_its_limit_or_has_none_is_not_left_open() {
    for cells in [json!({ "kneeling_min": 20 }), json!({ "driving_hours_per_week": 20 })] {
        let finding = judged(ID, &json!([cells, { "task_hours": 4 }]));
        assert!(!says(&finding, "exposures.reason.lower_bound") && finding.provisional.is_empty(), "{cells}");
    }
}

#[test]
fn without_a_limit_there_is_no_class() {
    let finding = judged(ID, &json!([{ "driving_hours_per_week": 20, "high_stress": "yes" }, { "high_stress": "no" }]));
    assert_eq!((finding.state, finding.class), (State::Assessed, None));
    assert_eq!(word(&finding, "driving_hours_per_week.state"), "no_threshold");
    assert_eq!(figure(&finding, "high_stress.value"), Some(&Value::Flag(true)));
    assert_eq!(finding.factors, [Factor::Psychosocial]);
    assert!(finding.charts.is_empty());
}

#[test]
fn psychosocial_load_does_not_change_a_class() {
    let finding = judged(ID, &json!([{ "kneeling_min": 10, "monotonous": "yes" }]));
    assert_eq!((finding.class, finding.label.unwrap().key), (Some(Class::Acceptable), "exposures.label.none"));
}

#[test]
fn lifting_and_bending_must_meet_in_one_task() {
    let present = |tasks: Json| judged(ID, &tasks).figure("lifting_and_bending").is_some();
    assert!(present(json!([{ "load_kg": 2, "load_max_kg": 6, "trunk_ge60_pct": 1 }])));
    assert!(present(json!([{ "load_kg": 6, "trunk_observations_ge45": 1 }])));
    assert!(!present(json!([{ "load_kg": 6 }, { "trunk_ge60_pct": 1 }])));
    assert!(!present(json!([{ "load_kg": 6, "trunk_ge60_pct": 0, "trunk_ge45_pct": 0 }])));
    assert!(!present(json!([{ "load_kg": 60, "load_kind": "person", "trunk_ge60_pct": 1 }])));
}

#[test]
fn a_cell_that_cannot_be_used_takes_no_other_with_it() {
    let finding = judged(ID, &json!([{ "kneeling_min": { "rejected": true }, "pull_force_kg": 30 }]));
    assert_eq!((finding.class, finding.incomplete), (Some(Class::Increased), true));
    assert!(says(&finding, "reason.cells_unusable"));
    let alone = judged(ID, &json!([{ "kneeling_min": { "rejected": true } }]));
    assert_eq!((alone.state, alone.incomplete), (State::NotMeasured, true));
}

#[test]
fn a_row_shows_what_alone_is_above() {
    let score = |cells: Json| (method(ID).score)(&task(&cells).cells, Context::default());
    let above = score(json!({ "kneeling_min": 20, "vibration_hours": 2, "pull_force_kg": 10 }));
    let marked: Vec<Column> = method(ID).marked(above.marked).collect();
    assert_eq!((above.class, marked), (Some(Class::Increased), vec![Column::VibrationHours, Column::KneelingMin]));
    let part = score(json!({ "kneeling_min": 10, "task_hours": 4 }));
    assert_eq!((part.state, part.class), (State::PartOfDay, None));
    assert_eq!(score(json!({ "kneeling_min": 10, "task_hours": 8 })).class, Some(Class::Acceptable));
    assert_eq!(score(json!({ "kneeling_min": { "rejected": true } })).state, State::Rejected);
    assert_eq!(score(json!({ "load_kg": 8 })).state, State::NotMeasured);
}

/// The hours of a vehicle whose vibration is known are judged by A(8), and no other exposure goes with them.
#[test]
fn hours_with_a_vibration_are_judged_elsewhere() {
    let hours = |day: &WorkingDay| {
        let finding = (method(ID).day)(day, Context::default()).day.unwrap();
        assert_eq!(number(&finding, "kneeling_min.value"), 20.0);
        figure(&finding, "vibration_hours.value").is_some()
    };
    let of = |cells: Json| day(&json!({ "tasks": [cells] }));
    assert!(hours(&of(json!({ "kneeling_min": 20, "vibration_hours": 3 }))));
    for value in ["aw_x_ms2", "aw_y_ms2", "aw_z_ms2", "aw_highest_ms2"] {
        assert!(!hours(&of(json!({ "kneeling_min": 20, "vibration_hours": 3, value: 0.3 }))), "{value}");
    }
    let mut recorded = of(json!({ "kneeling_min": 20, "vibration_hours": 3, "vibration_recording": "rit.csv" }));
    assert!(hours(&recorded), "a recording that was not read says nothing");
    recorded.tasks[0].recorded.vibration = Some(RecordedVibration { rms: [0.1, 0.1, 0.3], vdv: [1.0; 3], seconds: 1800.0 });
    assert!(!hours(&recorded));

    // A row on its own opens no recording: the day will say what it is.
    let score = |cells: Json| (method(ID).score)(&task(&cells).cells, Context::default());
    let row = score(json!({ "kneeling_min": 20, "vibration_hours": 3, "vibration_recording": "rit.csv" }));
    assert!(method(ID).marked(row.marked).eq([Column::KneelingMin]));
    assert_eq!(score(json!({ "vibration_hours": 3, "vibration_recording": "rit.csv" })).state, State::NotMeasured);
}

/// A recording of the trunk shows bending at either angle.
#[test]
fn a_recording_shows_bending_at_either_angle() {
    let meets = |ge45: f64, ge60: f64| {
        let mut one = day(&json!({ "tasks": [{ "load_kg": 5, "kneeling_min": 1 }] }));
        let (ge45_interval, ge60_interval) = ((0.0, 100.0), (0.0, 100.0));
        one.tasks[0].recorded.trunk = Some(RecordedTrunk { ge45, ge45_interval, ge60, ge60_interval, shifted: None });
        let finding = (method(ID).day)(&one, Context::default()).day.unwrap();
        finding.factors.contains(&Factor::LiftingAndBending)
    };
    assert_eq!([meets(0.0, 0.0), meets(10.0, 0.0), meets(0.0, 5.0), meets(10.0, 5.0)], [false, true, true, true]);
}

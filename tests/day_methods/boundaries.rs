//! Just below, exactly on and just above each limit, through a whole day and through `score`.

use super::build::{day, finding, method, task};
use rugwijzer::domain::{Class, State, WorkingDay};
use rugwijzer::method::Context;
use serde_json::{Value as Json, json};

fn around(limit: f64) -> [f64; 3] {
    [limit * (1.0 - 1e-9), limit, limit * (1.0 + 1e-9)]
}

fn class(id: &str, day: &WorkingDay) -> Option<Class> {
    finding(id, day).class
}

fn of(cells: &Json) -> WorkingDay {
    day(&json!({ "workday_hours": 8, "tasks": [cells] }))
}

#[test]
fn trunk_flexion() {
    for (column, expected) in [("trunk_ge45_pct", Class::Increased), ("trunk_ge60_pct", Class::High)] {
        for (share, beyond) in around(5.0).into_iter().zip([false, false, true]) {
            let cells = json!({ "task_hours": 8, column: share });
            let wanted = if beyond { expected } else { Class::Acceptable };
            assert_eq!(class("trunk_flexion", &of(&cells)), Some(wanted), "{column} {share}");
            let score = (method("trunk_flexion").score)(&task(&cells).cells, Context::default());
            assert_eq!((score.state, score.class), (State::Assessed, Some(wanted)), "{column} {share}");
        }
    }
}

#[test]
fn a_share_on_the_limit_stays_there_after_a_sum() {
    // 20 % of 1.9 h, 25 % of 1.6 h and 10 % of 4 h are each exactly 5 % of their day.
    for (share, hours, workday) in [(20.0, 1.9, 7.6), (25.0, 1.6, 8.0), (10.0, 4.0, 8.0), (35.0, 1.1, 7.7)] {
        let inputs = json!({ "workday_hours": workday, "tasks": [{ "task_hours": hours, "trunk_ge60_pct": share }] });
        let finding = finding("trunk_flexion", &day(&inputs));
        assert_eq!(finding.class, Some(Class::Acceptable), "{share} % of {hours} h");
    }
}

#[test]
fn whole_body_vibration() {
    for (limit, below, above) in [(0.5, Class::Acceptable, Class::High), (1.15, Class::High, Class::VeryHigh)] {
        for (value, wanted) in around(limit).into_iter().zip([below, below, above]) {
            let cells = json!({ "task_hours": 8, "vibration_hours": 8, "aw_x_ms2": 0, "aw_y_ms2": 0, "aw_z_ms2": value });
            assert_eq!(class("whole_body_vibration", &of(&cells)), Some(wanted), "{value}");
            let score = (method("whole_body_vibration").score)(&task(&cells).cells, Context::default());
            assert_eq!(score.class, Some(wanted), "{value}");
        }
    }
}

#[test]
fn an_hour_at_the_root_of_two_is_the_action_value_and_not_above_it() {
    let cells = json!({ "vibration_hours": 1, "aw_x_ms2": 0, "aw_y_ms2": 0, "aw_z_ms2": std::f64::consts::SQRT_2 });
    assert_eq!(finding("whole_body_vibration", &of(&cells)).state, State::BelowTrigger);
    let cells = json!({ "vibration_hours": 2, "aw_x_ms2": 0, "aw_y_ms2": 0, "aw_z_ms2": 1 });
    assert_eq!(class("whole_body_vibration", &of(&cells)), Some(Class::Acceptable));
}

#[test]
fn the_trigger_of_an_hour() {
    for (hours, state) in around(1.0).into_iter().zip([State::BelowTrigger, State::BelowTrigger, State::Assessed]) {
        let cells = json!({ "vibration_hours": hours, "aw_x_ms2": 0.1, "aw_y_ms2": 0.1, "aw_z_ms2": 0.1 });
        assert_eq!(finding("whole_body_vibration", &of(&cells)).state, state, "{hours}");
    }
}

#[test]
fn exposures() {
    let limits = [
        ("pull_force_kg", 25.0),
        ("kneeling_min", 15.0),
        ("hands_above_shoulder_min", 15.0),
        ("standing_min_per_hour", 30.0),
        ("bent_posture_hours", 2.0),
        ("manual_work_hours", 2.0),
        ("vibration_hours", 1.0),
    ];
    for (column, limit) in limits {
        let classes = around(limit).map(|value| class("exposures", &of(&json!({ column: value }))));
        // Hours on a vehicle under the trigger are no verdict.
        let below = (column != "vibration_hours").then_some(Class::Acceptable);
        assert_eq!(classes, [below, below, Some(Class::Increased)], "{column}");
    }
    for column in ["kneeling_min", "hands_above_shoulder_min"] {
        let states = around(60.0).map(|value| {
            let finding = finding("exposures", &of(&json!({ column: value })));
            super::build::word(&finding, &format!("{column}.lrs.state")).to_owned()
        });
        assert_eq!(states, ["below", "below", "above"], "{column}");
    }
}

#[test]
fn three_kilograms_is_lifting() {
    for (load, present) in around(3.0).into_iter().zip([false, true, true]) {
        let finding = finding("exposures", &of(&json!({ "load_kg": load, "trunk_ge45_pct": 1, "task_hours": 1 })));
        assert_eq!(finding.figure("lifting_and_bending").is_some(), present, "{load}");
    }
}

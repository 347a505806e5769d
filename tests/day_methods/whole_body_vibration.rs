//! What whole-body vibration says of what is missing, estimated or shocking.

use super::build::{day, figure, finding, findings, judged, method, number, say_all, says, task, word};
use rugwijzer::domain::task::RecordedVibration;
use rugwijzer::domain::{Class, Column, ColumnSet, Jurisdiction, State, Value};
use rugwijzer::method::Context;
use serde_json::{Value as Json, json};

const ID: &str = "whole_body_vibration";

fn ride(hours: f64, x: f64, y: f64, z: f64) -> Json {
    json!({ "vehicle": "heftruck", "vibration_hours": hours, "aw_x_ms2": x, "aw_y_ms2": y, "aw_z_ms2": z })
}

#[test]
fn per_axis_first_and_the_highest_axis_last() {
    let finding = judged(ID, &json!([ride(1.0, 0.5, 0.3, 0.9), ride(6.0, 0.2, 0.3, 0.3)]));
    assert!((number(&finding, "a8") - 0.411).abs() < 5e-4, "not 0.483");
    assert_eq!(word(&finding, "axis"), "z");
    assert!(says(&finding, "whole_body_vibration.assumption.k_not_applied"));
}

#[test]
fn k_is_not_applied_twice() {
    let mut cells = ride(8.0, 0.7, 0.1, 0.2);
    cells["vibration_k_applied"] = "yes".into();
    let finding = judged(ID, &json!([cells]));
    assert_eq!(number(&finding, "a8_x"), 0.7);
    assert!(!says(&finding, "whole_body_vibration.assumption.k_not_applied"));
    cells["vibration_k_applied"] = "no".into();
    assert!((number(&judged(ID, &json!([cells])), "a8_x") - 0.98).abs() < 1e-12);
}

#[test]
fn below_the_trigger_there_are_no_figures() {
    let finding = judged(ID, &json!([ride(0.5, 0.4, 0.2, 0.3)]));
    assert_eq!((finding.state, finding.class), (State::BelowTrigger, None));
    assert!(finding.figures.is_empty() && says(&finding, "whole_body_vibration.reason.below_trigger_a8"));
    let violent = judged(ID, &json!([ride(0.5, 0.0, 0.0, 2.5)]));
    assert_eq!((violent.state, violent.class), (State::Assessed, Some(Class::High)));
    assert_eq!(judged(ID, &json!([{ "vibration_hours": 0.5 }])).state, State::BelowTrigger);
}

#[test]
fn hours_alone_are_to_be_measured() {
    let finding = judged(ID, &json!([{ "vibration_hours": 3 }]));
    assert_eq!((finding.state, finding.class, finding.incomplete), (State::NotMeasured, None, true));
    assert_eq!(finding.label.as_ref().unwrap().key, "whole_body_vibration.label.to_be_measured");
    assert!(say_all(&finding).contains(&"te meten".to_owned()));
}

#[test]
fn a_vehicle_without_values_makes_a_lower_bound() {
    let finding = judged(ID, &json!([ride(4.0, 0.1, 0.1, 0.6), { "vibration_hours": 2 }]));
    assert_eq!((finding.state, finding.incomplete, finding.provisional.len()), (State::Assessed, true, 1));
    assert_eq!((number(&finding, "hours"), figure(&finding, "hours_to_action")), (6.0, Some(&Value::Absent)));
}

#[test]
fn all_three_axes_and_the_hours_are_needed() {
    let inputs = json!({ "tasks": [{ "aw_z_ms2": 0.6 }] });
    let needed = ColumnSet::of(&[Column::VibrationHours, Column::AwXMs2, Column::AwYMs2]);
    let findings = findings(ID, &day(&inputs));
    assert_eq!(findings.missing, [(0, needed)]);
    assert!(findings.day.unwrap().incomplete);
}

#[test]
fn what_could_not_be_read_may_be_more() {
    let inputs = json!([ride(0.5, 0.1, 0.1, 0.1), { "vibration_hours": { "rejected": true }, "aw_highest_ms2": 1 }]);
    let finding = judged(ID, &inputs);
    assert_eq!((finding.state, finding.class), (State::Assessed, Some(Class::Acceptable)));
    assert!(finding.incomplete && says(&finding, "whole_body_vibration.provisional.unread"));
    let unknown = judged(ID, &json!([{ "vibration_hours": { "rejected": true } }]));
    assert_eq!((unknown.state, unknown.incomplete), (State::NotMeasured, true));
}

#[test]
fn a_highest_value_counts_on_every_axis() {
    let finding = judged(ID, &json!([ride(4.0, 0.1, 0.1, 0.6), { "vibration_hours": 4, "aw_highest_ms2": 0.8 }]));
    assert!((number(&finding, "a8") - f64::hypot(0.6, 0.8) / f64::sqrt(2.0)).abs() < 1e-12);
    for key in ["a8_x", "a8_y", "a8_z", "axis", "points_x"] {
        assert_eq!(figure(&finding, key), Some(&Value::Absent), "{key}");
    }
    assert!(says(&finding, "whole_body_vibration.provisional.at_most"));
}

#[test]
fn values_of_others_are_no_unqualified_green() {
    for source in ["manufacturer", "table"] {
        let mut cells = ride(4.0, 0.1, 0.1, 0.2);
        cells["vibration_source"] = source.into();
        let finding = judged(ID, &json!([cells]));
        assert_eq!((finding.class, finding.provisional.len()), (Some(Class::Acceptable), 1), "{source}");
    }
}

#[test]
fn a_dose_is_of_the_day_and_only_an_alert() {
    let mut cells = ride(8.0, 0.1, 0.1, 0.2);
    cells["vdv_z_ms175"] = 10.0.into();
    cells["measured_minutes"] = 30.0.into();
    let finding = judged(ID, &json!([cells]));
    assert_eq!((number(&finding, "vdv_z"), figure(&finding, "vdv_x")), (20.0, Some(&Value::Absent)));
    assert_eq!(finding.class, Some(Class::Acceptable));
    assert!(says(&finding, "whole_body_vibration.reason.shock_action"));
    assert!(says(&finding, "whole_body_vibration.reason.vdv_lower_bound"));
    cells["vdv_z_ms175"] = 11.0.into();
    assert!(says(&judged(ID, &json!([cells])), "whole_body_vibration.reason.shock_limit"));
}

#[test]
fn a_dose_without_its_time_is_missing_and_the_rest_stands() {
    let mut cells = ride(8.0, 0.1, 0.1, 0.6);
    cells["vdv_z_ms175"] = 10.0.into();
    let findings = findings(ID, &day(&json!({ "tasks": [cells] })));
    assert_eq!(findings.missing, [(0, ColumnSet::of(&[Column::MeasuredMinutes]))]);
    let finding = findings.day.unwrap();
    assert_eq!((finding.class, figure(&finding, "vdv")), (Some(Class::High), Some(&Value::Absent)));
    let score = (method(ID).score)(&task(&cells).cells, Context::default());
    assert_eq!((score.class, score.unmet.missing), (Some(Class::High), ColumnSet::of(&[Column::MeasuredMinutes])));
}

#[test]
fn equal_axes_are_a_tie_and_no_vibration_has_no_time_to_a_limit() {
    let mut cells = ride(8.0, 0.03, 0.03, 0.03);
    cells["vibration_k_applied"] = "yes".into();
    assert_eq!(word(&judged(ID, &json!([cells])), "axis"), "tie");
    let still = judged(ID, &json!([ride(8.0, 0.0, 0.0, 0.0)]));
    assert_eq!((number(&still, "a8"), figure(&still, "hours_to_limit")), (0.0, Some(&Value::Absent)));
}

#[test]
fn a_recording_is_used_where_nothing_was_typed() {
    let recorded = RecordedVibration { rms: [0.5, 0.1, 0.2], vdv: [3.0, 1.0, 2.0], seconds: 1800.0 };
    let mut one = day(&json!({ "tasks": [{ "vibration_hours": 8, "vibration_recording": "rit.csv" }] }));
    assert!(says(&finding(ID, &one), "reason.recording_unread"));
    one.tasks[0].recorded.vibration = Some(recorded);
    let read = finding(ID, &one);
    assert_eq!((number(&read, "a8_x"), word(&read, "axis"), read.incomplete), (0.7, "x", false));
    assert!((number(&read, "vdv_x") - 1.4 * 3.0 * 2.0).abs() < 1e-12);
    let mut typed = ride(8.0, 0.1, 0.1, 0.2);
    typed["vibration_recording"] = "rit.csv".into();
    let mut two = day(&json!({ "tasks": [typed] }));
    two.tasks[0].recorded.vibration = Some(recorded);
    let both = finding(ID, &two);
    assert_eq!(number(&both, "a8"), 0.2);
    assert!(says(&both, "whole_body_vibration.reason.recording_unused"));
}

#[test]
fn uncertainty_comes_from_repeats_or_a_stated_instrument_or_is_absent() {
    let recorded = |z| RecordedVibration { rms: [0.1, 0.1, z], vdv: [1.0, 1.0, 2.0], seconds: 1800.0 };
    let mut one = day(&json!({ "tasks": [{ "vibration_hours": 8, "vibration_recording": "rit.csv" }] }));
    one.tasks[0].recorded.vibration = Some(recorded(0.5));
    let single = finding(ID, &one);
    assert!(figure(&single, "u_a8").is_none() && figure(&single, "p_above_action").is_none());
    // 0.4, 0.5, 0.6: mean 0.5, standard deviation 0.1, of the mean 0.1/√3; the mean lies on the action value.
    one.tasks[0].recorded.vibration_each = [0.4, 0.5, 0.6].map(recorded).to_vec();
    let three = finding(ID, &one);
    assert!((number(&three, "u_a8") - 0.1 / 3.0_f64.sqrt()).abs() < 1e-12);
    assert!((number(&three, "p_above_action") - 0.5).abs() < 1e-9 && number(&three, "p_above_limit") < 1e-9);
    assert!(says(&three, "whole_body_vibration.reason.u_no_instrument"));
    assert!(three.charts.iter().any(|chart| matches!(chart, rugwijzer::domain::chart::Chart::Interval(_))));
    say_all(&three);
    // With an instrument of the standard: ±4 % of 0.5, rectangular.
    one.tasks[0].texts.push((Column::Instrument, "SV106, ISO 8041-1".to_owned()));
    let both = finding(ID, &one);
    let expected = (0.01_f64 / 3.0 + 0.0004 / 3.0).sqrt();
    assert!((number(&both, "u_a8") - expected).abs() < 1e-12, "{}", number(&both, "u_a8"));
    assert!(both.sources.iter().any(|citation| citation.source.id == "iso_8041_1"));
    say_all(&both);
    // The instrument alone gives no probability.
    one.tasks[0].recorded.vibration_each.clear();
    let instrument = finding(ID, &one);
    assert!((number(&instrument, "u_a8") - 0.02 / 3.0_f64.sqrt()).abs() < 1e-12);
    assert!(figure(&instrument, "p_above_action").is_none());
    say_all(&instrument);
    // Values of a manufacturer have no uncertainty that could be computed.
    let mut declared = ride(8.0, 0.1, 0.1, 0.5);
    declared["vibration_source"] = "manufacturer".into();
    let mut declared = day(&json!({ "tasks": [declared] }));
    declared.tasks[0].texts.push((Column::Instrument, "ISO 8041-1".to_owned()));
    assert!(figure(&finding(ID, &declared), "u_a8").is_none());
}

/// Recordings that do not differ say nothing of how far recordings differ, and where two axes share the
/// highest value, the spread of neither is that of the highest.
#[test]
fn equal_recordings_and_a_shared_axis_have_no_uncertainty() {
    let recorded = |rms| RecordedVibration { rms, vdv: [1.0, 1.0, 2.0], seconds: 1800.0 };
    let with = |mean: [f64; 3], each: &[[f64; 3]]| {
        let mut one = day(&json!({ "tasks": [{ "vibration_hours": 8, "vibration_recording": "rit.csv" }] }));
        one.tasks[0].recorded.vibration = Some(recorded(mean));
        one.tasks[0].recorded.vibration_each = each.iter().copied().map(recorded).collect();
        figure(&finding(ID, &one), "u_a8").is_some()
    };
    assert!(with([0.1, 0.1, 0.5], &[[0.1, 0.1, 0.4], [0.1, 0.1, 0.6]]));
    assert!(!with([0.1, 0.1, 0.5], &[[0.1, 0.1, 0.5], [0.1, 0.1, 0.5]]), "equal");
    assert!(!with([0.5, 0.5, 0.1], &[[0.4, 0.4, 0.1], [0.6, 0.6, 0.1]]), "shared");
}

#[test]
fn the_law_is_that_of_the_country() {
    let one = day(&json!({ "tasks": [ride(8.0, 0.1, 0.1, 0.3)] }));
    for (jurisdiction, key) in [
        (Jurisdiction::Netherlands, "whole_body_vibration.reason.law_nl"),
        (Jurisdiction::Belgium, "whole_body_vibration.reason.law_be"),
    ] {
        let finding = (method(ID).day)(&one, Context { jurisdiction }).day.unwrap();
        assert!(says(&finding, key) && says(&finding, "whole_body_vibration.reason.special_groups"));
        say_all(&finding);
    }
}

#[test]
fn a_row_is_a_part_of_its_day() {
    let score = |cells: Json| (method(ID).score)(&task(&cells).cells, Context::default());
    let part = score(ride(4.0, 0.1, 0.1, 0.3));
    assert_eq!((part.state, part.class), (State::PartOfDay, None));
    assert_eq!(part.word, "z");
    assert_eq!(score(ride(4.0, 0.1, 0.1, 0.9)).class, Some(Class::High));
    let mut whole = ride(4.0, 0.1, 0.1, 0.3);
    whole["task_hours"] = 8.into();
    assert_eq!(score(whole).class, Some(Class::Acceptable));
    assert_eq!(score(json!({ "vibration_hours": 4 })).state, State::NotMeasured);
    assert_eq!(score(json!({ "vibration_hours": 0.5 })).state, State::PartOfDay);
    assert_eq!(score(json!({ "vibration_hours": 0.5, "task_hours": 8 })).state, State::BelowTrigger);
    assert_eq!(score(json!({ "aw_highest_ms2": 1 })).state, State::Rejected);
}

/// Whoever does not sit on a vehicle gets nothing from it, known or not.
#[test]
fn no_hours_on_a_vehicle_leave_nothing_unknown() {
    let with = |hours: f64| {
        let finding = judged(ID, &json!([ride(4.0, 0.1, 0.1, 0.4), { "vehicle": "trekker", "vibration_hours": hours }]));
        (finding.incomplete, says(&finding, "whole_body_vibration.provisional.unvalued"))
    };
    assert_eq!([with(0.0), with(1.0)], [(false, false), (true, true)]);
}

/// A dose over no time is one of which the time is missing; a time that could not be read is not missing too.
#[test]
fn a_dose_over_no_time_is_no_dose() {
    let with = |minutes: Json| {
        let mut cells = ride(8.0, 0.1, 0.1, 0.6);
        cells["vdv_z_ms175"] = 10.0.into();
        cells["measured_minutes"] = minutes;
        let findings = findings(ID, &day(&json!({ "tasks": [cells] })));
        assert_eq!(figure(findings.day.as_ref().unwrap(), "vdv"), Some(&Value::Absent));
        findings.missing
    };
    assert_eq!(with(json!(0)), [(0, ColumnSet::of(&[Column::MeasuredMinutes]))]);
    assert!(with(json!({ "rejected": true })).iter().all(|(_, missing)| missing.is_empty()));
}

/// A dose that was typed goes before the recording's; a recording of no time has none; and k, which a recording
/// never holds, is assumed of what was typed only.
#[test]
fn a_typed_dose_goes_before_the_recordings() {
    let with = |seconds: f64, typed: Option<f64>| {
        let mut cells = json!({ "vibration_hours": 8, "vibration_recording": "rit.csv" });
        if let Some(dose) = typed {
            cells["vdv_z_ms175"] = dose.into();
            cells["measured_minutes"] = 30.0.into();
        }
        let mut one = day(&json!({ "tasks": [cells] }));
        one.tasks[0].recorded.vibration = Some(RecordedVibration { rms: [0.1, 0.1, 0.4], vdv: [3.0, 1.0, 2.0], seconds });
        let finding = finding(ID, &one);
        let assumed = finding.assumptions.iter().any(|said| said.key == "whole_body_vibration.assumption.k_not_applied");
        (figure(&finding, "vdv_z").cloned(), assumed)
    };
    // Eight hours are sixteen times half an hour, of which the fourth root is 2.
    assert_eq!(with(1800.0, None), (Some(Value::Number(4.0)), false));
    assert_eq!(with(1800.0, Some(10.0)), (Some(Value::Number(20.0)), true));
    assert_eq!(with(0.0, None), (Some(Value::Absent), false));

    let stated = json!({ "vibration_hours": 8, "vibration_recording": "rit.csv", "vdv_z_ms175": 10, "measured_minutes": 30,
        "vibration_k_applied": "yes" });
    let mut one = day(&json!({ "tasks": [stated] }));
    one.tasks[0].recorded.vibration = Some(RecordedVibration { rms: [0.1, 0.1, 0.4], vdv: [3.0, 1.0, 2.0], seconds: 1800.0 });
    let finding = finding(ID, &one);
    assert!(finding.assumptions.iter().all(|said| said.key != "whole_body_vibration.assumption.k_not_applied"));
}

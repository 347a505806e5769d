//! What trunk flexion says of what is missing, uncertain or contradictory.

use super::build::{day, figure, finding, findings, judged, method, number, says, task, word};
use rugwijzer::domain::task::RecordedTrunk;
use rugwijzer::domain::{Class, Column, ColumnSet, Factor, State, Value};
use rugwijzer::method::{Context, Number};
use serde_json::json;

const ID: &str = "trunk_flexion";

#[test]
fn nothing_entered_is_not_measured() {
    let finding = judged(ID, &json!([{ "task_hours": 8 }]));
    assert_eq!((finding.state, finding.incomplete), (State::NotMeasured, false));
    assert!(finding.figures.is_empty() && says(&finding, "reason.not_measured"));
}

#[test]
fn task_hours_are_needed() {
    let findings = findings(ID, &day(&json!({ "tasks": [{ "trunk_ge60_pct": 9 }, { "task_hours": 4, "trunk_ge60_pct": 1 }] })));
    assert_eq!(findings.missing, [(0, ColumnSet::of(&[Column::TaskHours]))]);
    let finding = findings.day.unwrap();
    assert!(finding.incomplete && says(&finding, "reason.cells_unusable"));
    assert_eq!(number(&finding, "covered_hours"), 4.0);
}

#[test]
fn observations_without_counts_miss_the_counts() {
    let findings = findings(ID, &day(&json!({ "tasks": [{ "task_hours": 8, "trunk_observations": 100 }] })));
    let counts = ColumnSet::of(&[Column::TrunkObservationsGe45, Column::TrunkObservationsGe60]);
    assert_eq!(findings.missing, [(0, counts)]);
}

#[test]
fn a_rejected_cell_is_no_missing_cell() {
    let findings = findings(ID, &day(&json!({ "tasks": [{ "task_hours": 8, "trunk_ge60_pct": { "rejected": true } }] })));
    assert!(findings.missing.is_empty());
    let finding = findings.day.unwrap();
    assert_eq!((finding.state, finding.incomplete), (State::NotMeasured, true));
}

#[test]
fn no_share_of_an_overfull_day_or_of_no_day() {
    let overfull = json!([{ "task_hours": 5, "trunk_ge60_pct": 9 }, { "task_hours": 5, "trunk_ge60_pct": 9 }]);
    let finding = judged(ID, &overfull);
    assert_eq!((finding.state, finding.incomplete), (State::NotMeasured, true));
    assert!(says(&finding, "trunk_flexion.reason.overfull") && finding.figures.is_empty());
    let inputs = json!({ "workday_hours": 0, "tasks": [{ "task_hours": 0, "trunk_ge60_pct": 9 }] });
    assert!(says(&super::build::finding(ID, &day(&inputs)), "trunk_flexion.reason.no_workday"));
}

#[test]
fn an_unread_recording_makes_incomplete() {
    let finding = judged(ID, &json!([{ "task_hours": 8, "trunk_recording": "rug.cwa" }]));
    assert_eq!((finding.state, finding.incomplete), (State::NotMeasured, true));
    assert!(says(&finding, "reason.recording_unread"));
    let score = (method(ID).score)(&task(&json!({ "task_hours": 8, "trunk_recording": "rug.cwa" })).cells, Context::default());
    assert_eq!(score.state, State::NotMeasured);
}

#[test]
fn a_recording_goes_first_with_its_intervals() {
    let mut one = day(&json!({ "tasks": [{ "task_hours": 4, "trunk_recording": "rug.cwa", "trunk_ge60_pct": 1 }] }));
    one.tasks[0].recorded.trunk =
        Some(RecordedTrunk { ge45: 30.0, ge45_interval: (24.0, 38.0), ge60: 20.0, ge60_interval: (12.0, 28.0), shifted: None });
    let finding = finding(ID, &one);
    assert_eq!(number(&finding, "ge60_pct"), 10.0);
    assert_eq!((number(&finding, "ge60_low"), number(&finding, "ge60_high")), (6.0, 14.0));
    assert_eq!((finding.class, finding.incomplete, finding.provisional.len()), (Some(Class::High), false, 0));
    assert!(says(&finding, "trunk_flexion.reason.typed_unused"));
    assert_eq!(finding.factors, [Factor::TrunkFlexion]);
}

#[test]
fn uncovered_hours_are_unknown_and_not_zero() {
    let finding = judged(ID, &json!([{ "task_hours": 4, "trunk_ge45_pct": 4, "trunk_ge60_pct": 1 }, { "task_hours": 4 }]));
    assert_eq!(finding.class, Some(Class::Acceptable));
    assert_eq!((word(&finding, "verdict_ge45"), word(&finding, "verdict_ge60")), ("undecided", "undecided"));
    assert!(says(&finding, "trunk_flexion.provisional.uncovered") && says(&finding, "trunk_flexion.reason.coverage"));
    // Above stays above, however much is unknown.
    let high = judged(ID, &json!([{ "task_hours": 4, "trunk_ge60_pct": 11 }]));
    assert_eq!((high.class, word(&high, "verdict_ge60")), (Some(Class::High), "above"));
    assert!(high.provisional.is_empty() && says(&high, "trunk_flexion.reason.coverage"));
}

#[test]
fn thirds_of_an_hour_cover_their_day() {
    for tasks in [1_u32, 2, 3] {
        let workday = 22.0 / 3.0;
        let task = json!({ "task_hours": workday / f64::from(tasks), "trunk_ge45_pct": 1 });
        let tasks: Vec<_> = (0..tasks).map(|_| task.clone()).collect();
        let finding = finding(ID, &day(&json!({ "workday_hours": workday, "tasks": tasks })));
        assert_eq!(word(&finding, "verdict_ge45"), "below");
        assert!(finding.provisional.is_empty());
    }
}

#[test]
fn sixty_bounds_forty_five() {
    let one = judged(ID, &json!([{ "task_hours": 8, "trunk_ge60_pct": 4 }]));
    assert_eq!((one.class, figure(&one, "ge45_pct")), (Some(Class::Acceptable), Some(&Value::Absent)));
    assert!(says(&one, "trunk_flexion.provisional.without_ge45"));
    // 2 % of 45° in one half and at least 12 % in the other: more than 5 %.
    let two = judged(ID, &json!([{ "task_hours": 4, "trunk_ge45_pct": 2 }, { "task_hours": 2, "trunk_ge60_pct": 18 }]));
    assert_eq!((number(&two, "ge45_pct"), number(&two, "ge60_pct")), (5.5, 4.5));
    assert_eq!((two.class, word(&two, "verdict_ge45")), (Some(Class::Increased), "above"));
    assert!(says(&two, "trunk_flexion.reason.ge45_bound"));
}

#[test]
fn without_sixty_the_class_may_be_higher() {
    let finding = judged(ID, &json!([{ "task_hours": 8, "trunk_ge45_pct": 9 }]));
    assert_eq!((finding.class, finding.provisional.len()), (Some(Class::Increased), 1));
    assert!(says(&finding, "trunk_flexion.provisional.without_ge60") && says(&finding, "trunk_flexion.reason.points"));
    let low = judged(ID, &json!([{ "task_hours": 8, "trunk_ge45_pct": 3 }]));
    assert_eq!((low.class, word(&low, "verdict_ge60")), (Some(Class::Acceptable), "below"));
    assert!(low.provisional.is_empty());
}

#[test]
fn counts_that_agree_give_the_interval_and_others_are_set_aside() {
    let cells = |typed| {
        json!([{ "task_hours": 8, "trunk_ge60_pct": typed, "trunk_ge45_pct": typed,
        "trunk_observations": 294, "trunk_observations_ge60": 30, "trunk_observations_ge45": 30 }])
    };
    let same = judged(ID, &cells(10.0));
    assert!((number(&same, "ge60_low") - 7.242).abs() < 1e-3);
    let other = judged(ID, &cells(4.0));
    assert_eq!((number(&other, "ge60_pct"), figure(&other, "ge60_low")), (4.0, Some(&Value::Absent)));
    assert!(says(&other, "trunk_flexion.reason.counts_unused"));
}

#[test]
fn an_open_interval_is_provisional_and_says_what_would_close_it() {
    let near = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 68, "trunk_observations_ge45": 6 }]));
    assert_eq!((near.class, word(&near, "verdict_ge45")), (Some(Class::Increased), "undecided"));
    assert!(says(&near, "trunk_flexion.provisional.undecided") && says(&near, "trunk_flexion.reason.more_observations"));
    assert!(says(&near, "trunk_flexion.reason.clustered"));
    let on = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 100, "trunk_observations_ge45": 5 }]));
    assert!(says(&on, "trunk_flexion.reason.on_limit"));
    let hair = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 1000, "trunk_observations_ge45": 51 }]));
    assert!(says(&hair, "trunk_flexion.reason.too_many"));
    let none = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 40, "trunk_observations_ge45": 0 }]));
    assert!(says(&none, "trunk_flexion.reason.more_observations"));
    let two = json!({ "task_hours": 4, "trunk_observations": 40, "trunk_observations_ge45": 3, "observation_interval_s": 30 });
    let two = judged(ID, &json!([two, two]));
    assert!(says(&two, "trunk_flexion.reason.more_times") && says(&two, "trunk_flexion.reason.clustered_spacing"));
}

#[test]
fn a_day_cannot_be_bent_further_for_longer() {
    let finding = judged(ID, &json!([{ "task_hours": 8, "trunk_ge45_pct": 3, "trunk_ge60_pct": 6 }]));
    assert_eq!(finding.class, Some(Class::High));
    assert!(says(&finding, "trunk_flexion.reason.contradiction") && says(&finding, "trunk_flexion.provisional.contradiction"));
}

#[test]
fn more_hits_than_observations_are_not_used() {
    let cells = json!({ "task_hours": 8, "trunk_observations": 10, "trunk_observations_ge60": 11 });
    let score = (method(ID).score)(&task(&cells).cells, Context::default());
    assert_eq!(score.state, State::Rejected);
    assert!(score.unmet.rejected.contains(Column::TrunkObservationsGe60));
}

#[test]
fn a_row_is_a_part_of_its_day() {
    let score = |cells| (method(ID).score)(&task(&cells).cells, Context::default());
    let part = score(json!({ "task_hours": 2, "trunk_ge60_pct": 12, "trunk_ge45_pct": 16 }));
    assert_eq!((part.state, part.class), (State::PartOfDay, None));
    assert_eq!(part.numbers, [Some(Number::new(4.0, 2)), Some(Number::new(3.0, 2))]);
    let alone = score(json!({ "task_hours": 2, "workday_hours": 4, "trunk_ge60_pct": 12 }));
    assert_eq!((alone.state, alone.class), (State::Assessed, Some(Class::High)));
    let whole = score(json!({ "task_hours": 4, "workday_hours": 4, "trunk_ge45_pct": 2 }));
    assert_eq!((whole.state, whole.class), (State::Assessed, Some(Class::Acceptable)));
    assert_eq!(score(json!({ "task_hours": 9, "trunk_ge45_pct": 2 })).state, State::Rejected);
    assert_eq!(score(json!({ "trunk_ge45_pct": 2 })).unmet.missing, ColumnSet::of(&[Column::TaskHours]));
    assert_eq!(score(json!({})).state, State::NotMeasured);
}

/// Moments close together count for less: with a design effect of 2, 10 of 100 have the interval of 5 of 50
/// (Wilson, computed apart from this code), around the same share.
#[test]
fn a_design_effect_widens_the_interval_and_moves_no_share() {
    let finding = judged(
        ID,
        &json!([{ "task_hours": 8, "trunk_observations": 100, "trunk_observations_ge60": 10, "observation_design_effect": 2 }]),
    );
    for (key, expected) in [("ge60_pct", 10.0), ("ge60_low", 4.347_576), ("ge60_high", 21.360_231)] {
        assert!((number(&finding, key) - expected).abs() < 1e-5, "{key}: {}", number(&finding, key));
    }
}

/// Nothing observed is no share of nothing.
#[test]
fn no_moments_are_no_measurement() {
    let finding = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 0, "trunk_observations_ge60": 0 }]));
    assert!(figure(&finding, "ge60_pct").is_none(), "{finding:?}");
}

/// A share that was typed needs no counts beside the number of moments; counts at one angle need no other, also
/// where a share could not be used; and all moments can be hits.
#[test]
fn one_answer_is_enough() {
    let typed = judged(ID, &json!([{ "task_hours": 8, "trunk_ge45_pct": 3, "trunk_observations": 50 }]));
    assert_eq!((typed.state, number(&typed, "ge45_pct")), (State::Assessed, 3.0));
    let typed = judged(ID, &json!([{ "task_hours": 8, "trunk_ge60_pct": 3, "trunk_observations": 50 }]));
    assert_eq!((typed.state, number(&typed, "ge60_pct")), (State::Assessed, 3.0));
    for column in ["ge45", "ge60"] {
        let hits = format!("trunk_observations_{column}");
        let share = format!("{column}_pct");
        let other = if column == "ge45" { "trunk_ge60_pct" } else { "trunk_ge45_pct" };
        let rejected = json!({ "rejected": true });
        let counted = judged(ID, &json!([{ "task_hours": 8, other: rejected, "trunk_observations": 50, hits.as_str(): 5 }]));
        assert_eq!((counted.state, number(&counted, &share)), (State::Assessed, 10.0), "{column}");
        let all = judged(ID, &json!([{ "task_hours": 8, "trunk_observations": 50, hits.as_str(): 50 }]));
        assert_eq!(number(&all, &share), 100.0, "{column}");
    }
}

/// Counts are set aside where they were given, at either angle, and do not agree with what was typed there.
#[test]
fn only_counts_that_disagree_are_set_aside() {
    let set_aside = |cells: serde_json::Value| says(&judged(ID, &json!([cells])), "trunk_flexion.reason.counts_unused");
    for (share, hits) in [("trunk_ge45_pct", "trunk_observations_ge45"), ("trunk_ge60_pct", "trunk_observations_ge60")] {
        assert!(set_aside(json!({ "task_hours": 8, share: 4, "trunk_observations": 100, hits: 10 })), "{share}");
        assert!(!set_aside(json!({ "task_hours": 8, share: 10, "trunk_observations": 100, hits: 10 })), "{share} agrees");
        assert!(!set_aside(json!({ "task_hours": 8, share: 4, "trunk_observations": 100 })), "{share} without hits");
        assert!(!set_aside(json!({ "task_hours": 8, share: 4, hits: 10 })), "{share} without moments");
    }
}

/// What was added up over several days says so; of one day there is nothing to say.
#[test]
fn several_days_are_said_to_be_several() {
    let said = |days: f64| {
        let cells =
            json!([{ "task_hours": 8, "trunk_observations": 100, "trunk_observations_ge60": 2, "observed_days": days }]);
        says(&judged(ID, &cells), "trunk_flexion.reason.several_days")
    };
    assert_eq!([said(1.0), said(3.0)], [false, true]);
}

/// A recording whose cell cannot be used is missing, whatever was typed beside it.
#[test]
fn a_recording_that_cannot_be_used_is_missing() {
    let finding = judged(ID, &json!([{ "task_hours": 8, "trunk_ge60_pct": 3, "trunk_recording": { "rejected": true } }]));
    assert!(finding.incomplete && figure(&finding, "ge60_pct").is_none(), "{finding:?}");
}

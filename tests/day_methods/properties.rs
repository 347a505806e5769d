//! What must hold for any input.

use super::build::{day, finding, method, number, task};
use proptest::prelude::*;
use rugwijzer::domain::decimal::settled;
use rugwijzer::domain::{Finding, State};
use rugwijzer::method::Context;
use rugwijzer::method::posture::trunk_flexion::interval::{clopper_pearson, wilson};
use serde_json::json;

fn ride(hours: f64, axes: [f64; 3]) -> serde_json::Value {
    json!({ "vibration_hours": hours, "aw_x_ms2": axes[0], "aw_y_ms2": axes[1], "aw_z_ms2": axes[2] })
}

fn vibration(rides: &[serde_json::Value]) -> Finding {
    finding("whole_body_vibration", &day(&json!({ "tasks": rides })))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn more_hours_or_vibration_never_lowers_a8_or_class(
        axes in prop::array::uniform3(0.0..3.0_f64), hours in 1.01..8.0_f64, axis in 0..3_usize, more in 1.0..3.0_f64,
    ) {
        let before = vibration(&[ride(hours, axes)]);
        let mut higher = axes;
        higher[axis] *= more;
        for after in [vibration(&[ride(hours * more, axes)]), vibration(&[ride(hours, higher)]),
                      vibration(&[ride(hours, axes), ride(1.0, higher)])] {
            prop_assert!(number(&after, "a8") >= number(&before, "a8"));
            prop_assert!(after.class >= before.class);
        }
    }

    #[test]
    fn per_axis_first_is_never_more_than_the_highest_axis_of_each_vehicle(
        one in prop::array::uniform3(0.0..2.0_f64), other in prop::array::uniform3(0.0..2.0_f64),
    ) {
        let a8 = number(&vibration(&[ride(2.0, one), ride(3.0, other)]), "a8");
        let highest = |[x, y, z]: [f64; 3]| (1.4 * x).max(1.4 * y).max(z).powi(2);
        let wrong = ((highest(one) * 2.0 + highest(other) * 3.0) / 8.0).sqrt();
        prop_assert!(a8 <= wrong + 1e-12);
    }

    #[test]
    fn a_share_of_the_day_is_a_share_within_its_interval(
        parts in prop::collection::vec((1..400_u32, 0.0..=1.0_f64, 0.1..2.0_f64), 1..4),
    ) {
        let tasks: Vec<_> = parts.iter().map(|&(observations, part, hours)| {
            let hits = (f64::from(observations) * part).floor();
            json!({ "task_hours": hours, "trunk_observations": observations, "trunk_observations_ge60": hits,
                    "trunk_observations_ge45": hits })
        }).collect();
        let finding = finding("trunk_flexion", &day(&json!({ "workday_hours": 8, "tasks": tasks })));
        let of = |key| number(&finding, key);
        prop_assert!(0.0 <= of("ge60_low") && of("ge60_low") <= of("ge60_pct"));
        prop_assert!(of("ge60_pct") <= of("ge60_high") && of("ge60_high") <= 100.0);
        prop_assert_eq!(of("ge60_pct"), of("ge45_pct"));
    }

    #[test]
    fn intervals_hold_their_share_and_the_exact_one_covers_it(observations in 1..500_u32, part in 0.0..=1.0_f64) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and observations")]
        let hits = (f64::from(observations) * part) as u32;
        let share = f64::from(hits) / f64::from(observations);
        for interval in [wilson(f64::from(hits), f64::from(observations)), clopper_pearson(hits, observations)] {
            prop_assert!(0.0 <= interval.low && interval.low <= share + 1e-12);
            prop_assert!(share - 1e-12 <= interval.high && interval.high <= 1.0);
        }
    }

    #[test]
    fn a_row_that_is_the_whole_day_scores_as_the_day(share in 0.0..20.0_f64, value in 0.0..2.0_f64) {
        let cells = json!({ "task_hours": 8, "trunk_ge45_pct": share, "trunk_ge60_pct": share / 2.0, "vibration_hours": 8,
                            "aw_x_ms2": value, "aw_y_ms2": 0.3, "aw_z_ms2": 0.4, "kneeling_min": share });
        for id in ["trunk_flexion", "whole_body_vibration", "exposures"] {
            let score = (method(id).score)(&task(&cells).cells, Context::default());
            let finding = finding(id, &day(&json!({ "tasks": [cells] })));
            prop_assert_eq!((score.state, score.class), (finding.state, finding.class));
            prop_assert_eq!(score.provisional, !finding.provisional.is_empty());
        }
    }

    #[test]
    fn a_row_never_scores_higher_than_its_day(share in 0.0..40.0_f64, hours in 0.1..4.0_f64, minutes in 0.0..40.0_f64) {
        let cells = json!({ "task_hours": hours, "trunk_ge45_pct": share, "kneeling_min": minutes,
                            "vibration_hours": hours, "aw_x_ms2": 0.9, "aw_y_ms2": 0.1, "aw_z_ms2": 0.2 });
        let inputs = json!({ "tasks": [cells, { "task_hours": 2, "trunk_ge45_pct": 1, "kneeling_min": 2 }] });
        for id in ["trunk_flexion", "whole_body_vibration", "exposures"] {
            let score = (method(id).score)(&task(&cells).cells, Context::default());
            prop_assert!(score.class <= finding(id, &day(&inputs)).class, "{}", id);
            prop_assert!(score.state != State::PartOfDay || score.class.is_none());
            prop_assert!(id == "exposures" || score.numbers[0].is_some());
        }
    }

    #[test]
    fn settling_keeps_order(a in -1e6..1e6_f64, b in -1e6..1e6_f64) {
        prop_assert!((settled(a) - a).abs() <= a.abs() * 1e-13);
        prop_assert!(a > b || settled(a) <= settled(b));
    }
}

//! The limits that the guideline itself prints. All its signs are strict: exactly 15 minutes of
//! kneeling is no trigger. A limit that two outcomes share stands here once for each.
//!
//! The guideline gives no classes. A method that turns a trigger into a class says so where it does.

use super::source::BACKGROUND;
use crate::domain::{Citation, Relation, Threshold, Unit};

/// The list of modifiable risk factors for low back pain.
const LBP: &str = "list of modifiable risk factors for low back pain, lines 1208-1219";
/// The list of modifiable risk factors for lumbosacral radicular syndrome.
const LRS: &str = "list of modifiable risk factors for lumbosacral radicular syndrome, lines 1543-1553";
/// The recommendations on lifting and vibration.
const LIFTING: &str = "4.3.8 recommendations, lines 2391-2396";

const fn trigger(name: &'static str, relation: Relation, value: f64, unit: Unit, locator: &'static str) -> Threshold {
    Threshold { name, relation, value, unit, class: None, citation: Citation::verified(&BACKGROUND, locator) }
}

/// An object below this is no lifting risk, kg.
pub const LOAD_LIGHT: Threshold = trigger("load_light", Relation::Below, 3.0, Unit::Kilogram, LIFTING);
/// An object above this is always a risk, kg.
pub const LOAD_HEAVY: Threshold = trigger("load_heavy", Relation::Above, 25.0, Unit::Kilogram, LIFTING);

/// Share of working time with a bent trunk, %. The list prints ">45-60": two angles, one share.
pub const TRUNK_FLEXION: Threshold = trigger("trunk_flexion", Relation::Above, 5.0, Unit::Percent, LBP);

/// Hours a day on vibrating vehicles or craft above which vibration is to be assessed.
pub const VIBRATION_ASSESS: Threshold =
    trigger("vibration_hours", Relation::Above, 1.0, Unit::Hour, "4.3.8 recommendations, lines 2413-2418");
/// Hours a day on vibrating vehicles or craft, low back pain.
pub const VIBRATION_LBP: Threshold = trigger("vibration_hours_lbp", Relation::Above, 1.0, Unit::Hour, LBP);
/// Hours a day on vibrating vehicles or craft, radicular syndrome.
pub const VIBRATION_LRS: Threshold = trigger("vibration_hours_lrs", Relation::Above, 1.0, Unit::Hour, LRS);

/// Force of pulling, kgf.
pub const PULLING_LBP: Threshold = trigger("pull_force_kg_lbp", Relation::Above, 25.0, Unit::KilogramForce, LBP);
/// Kneeling or squatting, minutes a day, low back pain.
pub const KNEELING_LBP: Threshold = trigger("kneeling_min_lbp", Relation::Above, 15.0, Unit::Minute, LBP);
/// Kneeling or squatting, minutes a day, radicular syndrome.
pub const KNEELING_LRS: Threshold = trigger("kneeling_min_lrs", Relation::Above, 60.0, Unit::Minute, LRS);
/// Hands above shoulder height, minutes a day, low back pain.
pub const HANDS_LBP: Threshold = trigger("hands_above_shoulder_min_lbp", Relation::Above, 15.0, Unit::Minute, LBP);
/// Hands above shoulder height, minutes a day, radicular syndrome.
pub const HANDS_LRS: Threshold = trigger("hands_above_shoulder_min_lrs", Relation::Above, 60.0, Unit::Minute, LRS);
/// Standing, minutes of an hour.
pub const STANDING_LBP: Threshold = trigger("standing_min_per_hour_lbp", Relation::Above, 30.0, Unit::MinutePerHour, LBP);
/// A bent working posture, hours a day. The list names the posture, the evidence table its dose.
pub const BENT_POSTURE_LRS: Threshold =
    trigger("bent_posture_hours_lrs", Relation::Above, 2.0, Unit::Hour, "appendix 12, line 9219 (dose); list, line 1548");
/// Physically heavy or manual work, hours a day.
pub const MANUAL_WORK_LRS: Threshold = trigger("manual_work_hours_lrs", Relation::Above, 2.0, Unit::Hour, LRS);

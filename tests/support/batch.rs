//! Task files of any length, always the same for the same number of rows.
#![allow(dead_code, reason = "each test binary and benchmark uses its own part of this")]

use std::io::{self, Write};

/// The columns of [`lines`].
const HEADER: &str = "workstation;task;task_hours;load_kg;load_max_kg;h_origin_cm;v_origin_cm;a_origin_deg;v_destination_cm;\
    lifts_per_min;lifting_hours;coupling;control_at_destination;mac_operation;mac_load_frequency;mac_hand_distance;\
    mac_vertical_zone;mac_torso;mac_posture;mac_grip;mac_floor;mac_environment;rapp_operation;rapp_load_kg;rapp_posture;\
    rapp_grip;rapp_pattern;rapp_distance_m;rapp_equipment;rapp_floor;rapp_obstacles;rapp_other;trunk_ge45_pct;\
    trunk_ge60_pct;vibration_hours;aw_x_ms2;aw_y_ms2;aw_z_ms2;kneeling_min;pull_force_kg;monotonous;note";

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap_or(0)]
    }

    /// Tenths with a decimal comma.
    fn tenths(&mut self, low: u64, high: u64) -> String {
        let tenths = low * 10 + self.below((high - low) * 10);
        format!("{},{}", tenths / 10, tenths % 10)
    }
}

/// A file of `rows` tasks over all methods that judge a row, with `;` and decimal commas.
/// `faults`: whether one row in 97 holds a cell that cannot be used.
pub(crate) fn lines(rows: usize, faults: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows * 200 + HEADER.len());
    // Memory takes everything.
    let _ = write_all_methods(rows, faults, &mut out);
    out
}

/// As [`lines`], for more rows than memory holds.
pub(crate) fn write_all_methods(rows: usize, faults: bool, out: &mut impl Write) -> io::Result<()> {
    let mut dice = Dice(7);
    writeln!(out, "{HEADER}")?;
    for row in 0..rows {
        let kind = row % 8;
        let mut cells = vec![format!("hal {}", dice.below(40)), format!("taak {row}"), dice.tenths(1, 4)];
        let lifting = matches!(kind, 0..=4);
        if lifting {
            cells.extend([dice.tenths(2, 24), dice.tenths(24, 30), dice.tenths(20, 66), dice.tenths(0, 170)]);
            cells.extend([dice.below(140).to_string(), dice.tenths(10, 170), dice.tenths(0, 12), dice.tenths(1, 3)]);
            cells.extend([dice.one_of(&["good", "fair", "poor"]), dice.one_of(&["no", "no", "no"])].map(ToOwned::to_owned));
        } else {
            cells.extend(vec![String::new(); 10]);
        }
        if kind < 2 {
            cells.push("lift".to_owned());
            cells.push(dice.one_of(&["green", "amber", "red", ""]).to_owned());
            cells.push(dice.one_of(&["close", "moderate", "far"]).to_owned());
            cells.push(dice.one_of(&["knee_elbow", "outside", "floor_or_head"]).to_owned());
            cells.push(dice.one_of(&["none", "one", "both"]).to_owned());
            cells.push(dice.one_of(&["free", "restricted", "severe"]).to_owned());
            cells.push(dice.one_of(&["good", "reasonable", "poor"]).to_owned());
            cells.push(dice.one_of(&["good", "worn"]).to_owned());
            cells.push(dice.below(3).to_string());
        } else {
            cells.extend(vec![String::new(); 9]);
        }
        if kind == 5 {
            cells.push("medium_wheeled".to_owned());
            cells.push(dice.tenths(50, 500));
            cells.push(dice.one_of(&["good", "reasonable", "poor"]).to_owned());
            cells.push(dice.one_of(&["good", "reasonable", "poor"]).to_owned());
            cells.push("own_pace".to_owned());
            cells.push(dice.tenths(1, 60));
            cells.extend(["reasonable", "good", "none", "0"].map(ToOwned::to_owned));
        } else {
            cells.extend(vec![String::new(); 10]);
        }
        if kind % 2 == 0 {
            cells.extend([dice.tenths(5, 20), dice.tenths(0, 5)]);
        } else {
            cells.extend(vec![String::new(); 2]);
        }
        if kind >= 6 {
            cells.extend([dice.tenths(1, 6), dice.tenths(0, 1), dice.tenths(0, 1), dice.tenths(0, 2)]);
        } else {
            cells.extend(vec![String::new(); 4]);
        }
        if kind == 3 {
            cells.extend([dice.below(90).to_string(), dice.tenths(5, 40), dice.one_of(&["yes", "no"]).to_owned()]);
        } else {
            cells.extend(vec![String::new(); 3]);
        }
        cells.push(if row % 31 == 0 { format!("\"gezien; rij {row}, \"\"druk\"\"\"") } else { String::new() });
        if faults && row % 97 == 5 {
            "onbekend".clone_into(&mut cells[2]);
        }
        writeln!(out, "{}", cells.join(";"))?;
    }
    Ok(())
}

/// A file of `rows` lifts with nothing but what the lifting equation needs: seven numbers and the
/// grip, with `,` and decimal points.
pub(crate) fn write_lifts(rows: usize, out: &mut impl Write) -> io::Result<()> {
    let mut dice = Dice(11);
    writeln!(out, "task,load_kg,h_origin_cm,v_origin_cm,v_destination_cm,a_origin_deg,lifts_per_min,lifting_hours,coupling")?;
    for row in 0..rows {
        let mut tenths = |low: u64, high: u64| dice.tenths(low, high).replace(',', ".");
        let numbers =
            [tenths(2, 25), tenths(25, 63), tenths(0, 170), tenths(0, 170), tenths(0, 130), tenths(0, 9), tenths(0, 8)];
        writeln!(out, "taak {row},{},{}", numbers.join(","), dice.one_of(&["good", "fair", "poor"]))?;
    }
    Ok(())
}

//! The examples of NIOSH 94-110 in inches and pounds, as a row of metric cells.

use super::{Case, number, optional, row};
use rugwijzer::domain::Cells;

/// Inches and pounds into a system in which the metric equation has exactly the multipliers of the
/// customary one: 10 in : 25 cm = 30 in : 75 cm = 1.8 in : 4.5 cm, and 51 lb : 23 kg.
pub(crate) const CM_PER_INCH: f64 = 2.5;
pub(crate) const KG_PER_POUND: f64 = 23.0 / 51.0;

/// The row of an example.
pub(crate) fn from_customary(case: &Case) -> Cells {
    let mut metric = case.clone();
    for (from, to, scale) in [
        ("load_lb", "load_kg", KG_PER_POUND),
        ("h_origin_in", "h_origin_cm", CM_PER_INCH),
        ("v_origin_in", "v_origin_cm", CM_PER_INCH),
        ("h_destination_in", "h_destination_cm", CM_PER_INCH),
        ("v_destination_in", "v_destination_cm", CM_PER_INCH),
    ] {
        if optional(case, from).is_some() {
            metric.insert(to.to_owned(), (number(case, from) * scale).to_string());
        }
    }
    metric.insert("control_at_destination".to_owned(), case["control"].clone());
    row(&metric)
}

//! The values above which the guideline asks for attention. All its signs are strict: *more than*.

use super::source::GUIDELINE;
use crate::domain::{Citation, Class, Relation, Threshold, Unit};

/// Below this mass an object is no lifting risk, kg.
pub const LIGHT_LOAD: Threshold = Threshold {
    name: "light_load",
    relation: Relation::Below,
    value: 3.0,
    unit: Unit::Kilogram,
    class: Some(Class::Acceptable),
    citation: Citation::verified(&GUIDELINE, "4.3.8; 2074–2076, 2389–2411"),
};

/// Above this mass lifting an object is always a risk, kg.
pub const HEAVY_LOAD: Threshold = Threshold {
    name: "heavy_load",
    relation: Relation::Above,
    value: 25.0,
    unit: Unit::Kilogram,
    class: Some(Class::High),
    citation: Citation::verified(&GUIDELINE, "4.3.8; 2074–2076, 2389–2411"),
};

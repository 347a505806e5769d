//! The constants of the daily exposure and its limits.

use crate::domain::{Citation, Class, Confidence, Relation, Source, Threshold, Unit};
use crate::guideline::trigger;

/// Directive 2002/44/EC.
pub static DIRECTIVE: Source = Source { id: "2002_44_ec", title: "Directive 2002/44/EC (vibration)" };
/// The British regulations, whose schedule 2 spells out the directive's sum per axis.
pub static UK_2005_1093: Source =
    Source { id: "uk_2005_1093", title: "The Control of Vibration at Work Regulations 2005 (UK SI 2005/1093)" };
/// The Dutch decree.
pub static ARBOBESLUIT: Source = Source { id: "arbobesluit", title: "Arbeidsomstandighedenbesluit" };
/// The Belgian code.
pub static CODEX: Source = Source { id: "codex_welzijn", title: "Codex over het welzijn op het werk" };
/// The Dutch government's portal on working conditions.
pub static ARBOPORTAAL: Source = Source { id: "arboportaal", title: "Arboportaal, Trillingen" };

/// The reference duration T0, h.
pub const REFERENCE_HOURS: f64 = 8.0;

/// The factor k per axis x, y, z of a seated or standing worker, for health.
pub const K: [f64; 3] = [1.4, 1.4, 1.0];

/// Points that stand for the action value.
pub const ACTION_POINTS: f64 = 100.0;

const fn limit(name: &'static str, value: f64, unit: Unit, class: Option<Class>, citation: Citation) -> Threshold {
    Threshold { name, relation: Relation::Above, value, unit, class, citation }
}

/// The action value A(8). The class is ours.
pub const ACTION: Threshold =
    limit("a8_action", 0.5, Unit::Acceleration, Some(Class::High), Citation::verified(&DIRECTIVE, "art. 3(2)(b)"));
/// The limit value A(8). The class is ours.
pub const LIMIT: Threshold =
    limit("a8_limit", 1.15, Unit::Acceleration, Some(Class::VeryHigh), Citation::verified(&DIRECTIVE, "art. 3(2)(a)"));
/// Whom Dutch practice protects more: no class, a sentence. The legal article was not found.
pub const SPECIAL_GROUPS: Threshold = limit(
    "a8_special_groups",
    0.25,
    Unit::Acceleration,
    None,
    Citation::verified(&ARBOPORTAAL, "special groups; the legal article behind it was not found"),
);
/// The dose that a state may choose as action value instead: an alert for shocks, no class.
pub const SHOCK_ACTION: Threshold =
    limit("vdv_action", 9.1, Unit::VibrationDose, None, Citation::verified(&DIRECTIVE, "art. 3(2)(b)"));
/// The dose that a state may choose as limit value instead: an alert for shocks, no class.
pub const SHOCK_LIMIT: Threshold =
    limit("vdv_limit", 21.0, Unit::VibrationDose, None, Citation::verified(&DIRECTIVE, "art. 3(2)(a)"));
/// The hours a day above which the guideline asks for an assessment.
pub const ASSESS: Threshold = trigger::VIBRATION_ASSESS;

/// The classes on A(8).
pub const LADDER: &[Threshold] = &[ACTION, LIMIT];
/// All limits, each ladder ascending.
pub const LADDERS: &[&[Threshold]] = &[LADDER, &[SPECIAL_GROUPS], &[SHOCK_ACTION, SHOCK_LIMIT], &[ASSESS]];

/// Everything that a finding rests on, but the law of the jurisdiction.
pub const CITATIONS: &[Citation] = &[
    ASSESS.citation,
    Citation::verified(&UK_2005_1093, "schedule 2"),
    ACTION.citation,
    LIMIT.citation,
    SPECIAL_GROUPS.citation,
];
/// The standard of instruments.
pub static ISO_8041: Source = Source { id: "iso_8041_1", title: "ISO 8041-1:2017" };
/// How far the indication of an instrument of the standard may be off at the reference frequency, as a share of it.
pub const INSTRUMENT_LIMIT: f64 = 0.04;
/// Where that limit stands; the text itself was not read.
pub const INSTRUMENT: Citation =
    Citation { source: &ISO_8041, locator: "indication at the reference frequency, ±4 %", confidence: Confidence::Memory };
/// The half-width of a 95 % interval in standard uncertainties (normal distribution).
pub const Z_95: f64 = 1.96;
/// Where the limits stand in Dutch law; the article's title was read, its text not.
pub const DUTCH_LAW: Citation =
    Citation { source: &ARBOBESLUIT, locator: "chapter 6, art. 6.11a", confidence: Confidence::Memory };
/// Where the limits stand in Belgian law.
pub const BELGIAN_LAW: Citation = Citation::verified(&CODEX, "book V, title 3");

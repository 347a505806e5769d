//! GRADE for risk factors (576-604; appendix 11, 8964-9062).

use super::{Judgement, Quality, Reason, is_large};
use crate::guideline::effect::Significance;

/// What is known of the studies behind a risk factor; `None` is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Facts {
    /// How many studies.
    pub studies: u32,
    /// Share of prospective studies, %.
    pub prospective: Option<f64>,
    /// Share of studies at high risk of bias, %.
    pub high_bias: Option<f64>,
    /// I², %.
    pub i2: Option<f64>,
    /// Whether the intervals of the studies overlap well.
    pub overlap: Option<bool>,
    /// Whether a physician or paramedic made the diagnosis.
    pub diagnosed: Option<bool>,
    /// Whether a working population was studied.
    pub workers: Option<bool>,
    /// Cases.
    pub cases: Option<u32>,
    /// The 95 % interval of the effect.
    pub interval: Option<(f64, f64)>,
    /// Whether publication bias was reported.
    pub publication_bias: bool,
    /// Whether a dose-response relation was reported.
    pub dose_response: bool,
    /// Whether it was reported that no confounding is plausible.
    pub no_confounding: bool,
}

/// The fewest cases that give a precise effect.
pub const CASES: u32 = 95;

/// Judges the evidence for a risk factor. All studies are observational, so that it starts low.
pub fn judge(facts: &Facts) -> Judgement {
    let several = facts.studies > 1;
    Judgement::starting(Quality::Low)
        .lower(Reason::Bias1, facts.prospective.is_some_and(|share| share < 50.0))
        .lower(Reason::Bias2, facts.high_bias.is_some_and(|share| share >= 50.0))
        .lower(Reason::Inconsistency1, several && facts.i2.is_some_and(|i2| i2 >= 70.0))
        .lower(Reason::Inconsistency2, several && facts.overlap == Some(false))
        .lower(Reason::Indirectness1, facts.diagnosed == Some(false))
        .lower(Reason::Indirectness2, facts.workers == Some(false))
        .lower(Reason::Imprecision1, facts.cases.is_some_and(|cases| cases < CASES))
        .lower(Reason::Imprecision2, facts.interval.is_some_and(is_imprecise))
        .lower(Reason::PublicationBias, facts.publication_bias)
        .lower(Reason::Unknown, unknown(facts) > 3)
        .raise(Reason::LargeEffect, facts.interval.is_some_and(is_large))
        .raise(Reason::DoseResponse, facts.dose_response)
        .raise(Reason::NoConfounding, facts.no_confounding)
}

/// Whether an interval is imprecise in the sense of the tables.
pub fn is_imprecise(interval: (f64, f64)) -> bool {
    Significance::of_ratio(interval) == Significance::NotSignificant
}

/// How many items are unknown. What a single study cannot have is not unknown.
fn unknown(facts: &Facts) -> usize {
    let several = facts.studies > 1;
    let items = [
        facts.prospective.is_none(),
        facts.high_bias.is_none(),
        several && facts.i2.is_none(),
        several && facts.overlap.is_none(),
        facts.diagnosed.is_none(),
        facts.workers.is_none(),
        facts.cases.is_none(),
        facts.interval.is_none(),
    ];
    items.into_iter().filter(|unknown| *unknown).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Facts {
        Facts {
            studies: 2,
            prospective: Some(50.0),
            high_bias: Some(49.0),
            i2: Some(69.0),
            overlap: Some(true),
            diagnosed: Some(true),
            workers: Some(true),
            cases: Some(95),
            interval: Some((1.2, 3.0)),
            ..Facts::default()
        }
    }

    #[test]
    fn every_item_lowers_beyond_its_bound_and_not_on_it() {
        assert_eq!(judge(&sound()).quality(), Quality::Low);
        let worse = [
            Facts { prospective: Some(49.0), ..sound() },
            Facts { high_bias: Some(50.0), ..sound() },
            Facts { i2: Some(70.0), ..sound() },
            Facts { overlap: Some(false), ..sound() },
            Facts { diagnosed: Some(false), ..sound() },
            Facts { workers: Some(false), ..sound() },
            Facts { cases: Some(94), ..sound() },
            Facts { interval: Some((1.0, 3.0)), ..sound() },
            Facts { publication_bias: true, ..sound() },
        ];
        for facts in worse {
            assert_eq!(judge(&facts).lowered().len(), 1, "{facts:?}");
            assert_eq!(judge(&facts).quality(), Quality::VeryLow, "{facts:?}");
        }
    }

    #[test]
    fn three_unknown_items_lower_nothing_and_four_do() {
        let three = Facts { prospective: None, high_bias: None, i2: None, ..sound() };
        assert_eq!(judge(&three).quality(), Quality::Low);
        assert_eq!(judge(&Facts { overlap: None, ..three }).quality(), Quality::VeryLow);
        assert_eq!(judge(&Facts { overlap: None, studies: 1, ..three }).quality(), Quality::Low);
        // What is known of several studies is not unknown.
        assert_eq!(judge(&Facts { prospective: None, high_bias: None, diagnosed: None, ..sound() }).quality(), Quality::Low);
    }

    /// I² and overlap are of several studies.
    #[test]
    fn one_study_cannot_be_inconsistent() {
        let one = Facts { studies: 1, i2: Some(90.0), overlap: Some(false), ..sound() };
        assert_eq!(judge(&one).lowered(), []);
        assert_eq!(judge(&Facts { studies: 2, ..one }).lowered().len(), 2);
    }

    #[test]
    fn lifting_with_bending_is_raised_twice_and_nothing_lowered_is_raised() {
        let lifting = Facts { cases: Some(244), interval: Some((2.18, 3.69)), dose_response: true, ..sound() };
        assert_eq!(judge(&lifting).quality(), Quality::High);
        assert_eq!(judge(&lifting).steps().len(), 4);
        let lowered = Facts { diagnosed: Some(false), ..lifting };
        assert_eq!(judge(&lowered).quality(), Quality::VeryLow);
        assert!(judge(&lowered).steps().iter().any(|step| step.key == "guideline.step.not_raised"));
        assert!(is_large((0.2, 0.5)) && !is_large((0.4, 0.8)), "a protective factor by its upper bound");
    }
}

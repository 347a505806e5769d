//! GRADE for prognostic factors of lumbosacral radicular syndrome (appendix 16, 9551-9655).

use super::{Judgement, Quality, Reason, is_large};
use crate::guideline::grade::risk_factor::is_imprecise;

/// The phase of the research.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Explores a hypothesis.
    One,
    /// Confirms an independent association.
    Two,
    /// Tests an explanation.
    Three,
}

/// What is known of the studies behind a prognostic factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// The phase.
    pub phase: Phase,
    /// How many studies.
    pub studies: u32,
    /// Share of participants from studies at moderate or high risk of bias (QUIPS), %.
    pub biased: Option<f64>,
    /// I², %; with one study not applicable.
    pub i2: Option<f64>,
    /// Whether the intervals of the studies overlap well.
    pub overlap: Option<bool>,
    /// Cases per factor.
    pub cases: Option<u32>,
    /// The 95 % interval of the effect.
    pub interval: Option<(f64, f64)>,
    /// Whether publication bias was reported.
    pub publication_bias: bool,
    /// Whether a dose-response relation was reported.
    pub dose_response: bool,
}

/// Judges the evidence for a prognostic factor.
pub fn judge(facts: &Facts) -> Judgement {
    let several = facts.studies > 1;
    let start = if facts.phase == Phase::One { Quality::Moderate } else { Quality::High };
    let unknown = [facts.biased.is_none(), several && facts.i2.is_none(), several && facts.overlap.is_none()];
    let unknown = unknown.into_iter().chain([facts.cases.is_none(), facts.interval.is_none()]);
    Judgement::starting(start)
        .lower(Reason::BiasShare, facts.biased.is_some_and(|share| share > 25.0))
        .lower(Reason::Inconsistency1, several && facts.i2.is_some_and(|i2| i2 > 70.0))
        .lower(Reason::Inconsistency2, several && facts.overlap == Some(false))
        .lower(Reason::Imprecision1, facts.cases.is_some_and(|cases| cases < 10))
        .lower(Reason::Imprecision2, facts.interval.is_some_and(is_imprecise))
        .lower(Reason::PublicationBias, facts.publication_bias)
        .lower(Reason::Unknown, unknown.filter(|unknown| *unknown).count() > 3)
        .raise(Reason::LargeEffect, facts.interval.is_some_and(is_large))
        .raise(Reason::DoseResponse, facts.dose_response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phase_sets_the_start() {
        let facts = Facts {
            phase: Phase::One,
            studies: 1,
            biased: Some(25.0),
            i2: None,
            overlap: None,
            cases: Some(10),
            interval: Some((0.2, 0.95)),
            publication_bias: false,
            dose_response: false,
        };
        assert_eq!(judge(&facts).quality(), Quality::Moderate);
        assert_eq!(judge(&Facts { phase: Phase::Two, ..facts }).quality(), Quality::High);
        assert_eq!(judge(&Facts { biased: Some(25.1), ..facts }).quality(), Quality::Low);
        assert_eq!(judge(&Facts { cases: Some(9), interval: Some((0.5, 1.5)), ..facts }).quality(), Quality::VeryLow);
        // Self-rated chance of return after surgery, 19.5 (2.1-179.2), printed as high (5386-5389).
        assert_eq!(judge(&Facts { interval: Some((2.1, 179.2)), ..facts }).quality(), Quality::High);
    }

    const SOUND: Facts = Facts {
        phase: Phase::Two,
        studies: 2,
        biased: Some(25.0),
        i2: Some(0.0),
        overlap: Some(true),
        cases: Some(10),
        interval: Some((1.2, 1.9)),
        publication_bias: false,
        dose_response: false,
    };

    /// I² and overlap are of several studies: one cannot be inconsistent, nor lack them.
    #[test]
    fn one_study_cannot_be_inconsistent() {
        let lowered = |facts: &Facts| judge(facts).lowered().len();
        assert_eq!(lowered(&SOUND), 0);
        for inconsistent in [Facts { i2: Some(90.0), ..SOUND }, Facts { overlap: Some(false), ..SOUND }] {
            assert_eq!(lowered(&inconsistent), 1, "{inconsistent:?}");
            assert_eq!(lowered(&Facts { studies: 1, ..inconsistent }), 0, "{inconsistent:?}");
        }
    }

    /// More than three items unknown lower, of which one study has three.
    #[test]
    fn three_unknown_items_lower_nothing_and_four_do() {
        let three = Facts { biased: None, cases: None, interval: None, ..SOUND };
        assert_eq!(judge(&three).lowered(), []);
        assert_eq!(judge(&Facts { i2: None, ..three }).lowered(), [(Reason::Unknown, 1)]);
        assert_eq!(judge(&Facts { overlap: None, ..three }).lowered(), [(Reason::Unknown, 1)]);
        assert_eq!(judge(&Facts { studies: 1, i2: None, overlap: None, ..three }).lowered(), []);
    }
}

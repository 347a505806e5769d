//! GRADE for interventions (appendix 20, 10070-10193; prevention: feet of appendix 23, 11674-11682).

use super::{Judgement, Quality, Reason, is_large};
use crate::guideline::effect::Significance;

/// How much was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Events of a yes-or-no outcome.
    Events(u32),
    /// Participants.
    Participants(u32),
}

/// An effect with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Odds, risk or hazard ratio.
    Ratio(f64, f64),
    /// Mean difference.
    Difference(f64, f64),
}

/// What is known of the trials behind an intervention.
#[allow(clippy::struct_excessive_bools, reason = "each is one question of the document's table, answered yes or no")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// How many studies.
    pub studies: u32,
    /// Whether they are randomised; else the judgement starts low.
    pub randomised: bool,
    /// Share of participants in studies at low risk of bias, %.
    pub low_bias: Option<f64>,
    /// I², %; with one study not applicable.
    pub i2: Option<f64>,
    /// Whether the intervals of the studies overlap at all.
    pub overlap: Option<bool>,
    /// How much was measured.
    pub amount: Option<Amount>,
    /// Whether the interval is wide in the judgement of the reader; the document gives no bound.
    pub wide: bool,
    /// The effect.
    pub effect: Option<Effect>,
    /// Whether publication bias was found; assessable with ten studies or more.
    pub publication_bias: bool,
    /// Whether a dose-response relation was reported.
    pub dose_response: bool,
    /// Whether it was reported that no confounding is plausible.
    pub no_confounding: bool,
}

/// Judges the evidence for an intervention.
pub fn judge(facts: &Facts) -> Judgement {
    let several = facts.studies > 1;
    let few = facts.amount.is_some_and(|amount| match amount {
        Amount::Events(events) => events < 300,
        Amount::Participants(participants) => participants < 400,
    });
    let ratio = match facts.effect {
        Some(Effect::Ratio(low, high)) => Some((low, high)),
        _ => None,
    };
    let holds_none = match facts.effect {
        Some(Effect::Ratio(low, high)) => Significance::of_ratio((low, high)) == Significance::NotSignificant,
        Some(Effect::Difference(low, high)) => Significance::of_difference((low, high)) == Significance::NotSignificant,
        None => false,
    };
    // Few participants, a wide interval and an interval with 1 in it are one item: imprecision.
    let imprecise = if few {
        Reason::Imprecision1
    } else if holds_none {
        Reason::Imprecision2
    } else {
        Reason::WideInterval
    };
    Judgement::starting(if facts.randomised { Quality::High } else { Quality::Low })
        .lower(Reason::BiasShare, facts.low_bias.is_some_and(|share| share < 75.0))
        .lower(Reason::Inconsistency1, several && (facts.i2.is_some_and(|i2| i2 > 50.0) || facts.overlap == Some(false)))
        .lower(imprecise, few || holds_none || facts.wide)
        .lower(Reason::PublicationBias, facts.studies >= 10 && facts.publication_bias)
        .raise(Reason::LargeEffect, ratio.is_some_and(is_large))
        .raise(Reason::DoseResponse, facts.dose_response)
        .raise(Reason::NoConfounding, facts.no_confounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: Facts = Facts {
        studies: 4,
        randomised: true,
        low_bias: Some(80.0),
        i2: Some(10.0),
        overlap: Some(true),
        amount: Some(Amount::Participants(500)),
        wide: false,
        effect: None,
        publication_bias: false,
        dose_response: false,
        no_confounding: false,
    };

    #[test]
    fn the_prevention_table_is_reproduced() {
        let training = Facts { amount: Some(Amount::Participants(297)), effect: Some(Effect::Ratio(0.68, 2.02)), ..SOUND };
        assert_eq!(judge(&training).quality(), Quality::Moderate, "lifting training, 12079-12096");
        let intensive = Facts { low_bias: Some(50.0), effect: Some(Effect::Ratio(0.69, 1.25)), ..SOUND };
        assert_eq!(judge(&intensive).quality(), Quality::Low, "intensive lifting training, 12098-12117");
        let exercises = Facts { low_bias: Some(50.0), effect: Some(Effect::Ratio(0.41, 0.74)), ..SOUND };
        assert_eq!(judge(&exercises).quality(), Quality::Moderate, "exercises and education, 12000-12010");
        let support = Facts { studies: 1, amount: Some(Amount::Participants(360)), ..SOUND };
        let support = Facts { effect: Some(Effect::Difference(-21.1, 6.8)), ..support };
        assert_eq!(judge(&support).quality(), Quality::Moderate, "lumbar support and sick leave, 12374-12380");
        let alone = Facts { low_bias: Some(50.0), i2: Some(51.0), effect: Some(Effect::Ratio(0.73, 1.49)), ..SOUND };
        assert_eq!(judge(&alone).quality(), Quality::VeryLow, "exercises alone, long term, 11656-11663");
    }

    #[test]
    fn publication_bias_needs_ten_studies_and_inconsistency_two() {
        assert_eq!(judge(&Facts { publication_bias: true, ..SOUND }).quality(), Quality::High);
        assert_eq!(judge(&Facts { publication_bias: true, studies: 10, ..SOUND }).quality(), Quality::Moderate);
        assert_eq!(judge(&Facts { i2: Some(90.0), studies: 1, ..SOUND }).quality(), Quality::High);
    }

    fn lowered(facts: &Facts) -> Vec<Reason> {
        judge(facts).lowered().iter().map(|(reason, _)| *reason).collect()
    }

    /// The bounds of appendix 20: less than 75 % of participants at low risk, I² above 50 %, less than 300
    /// events or 400 participants.
    #[test]
    fn every_bound_lowers_on_its_own_side() {
        assert_eq!(lowered(&SOUND), []);
        for (beyond, on, reason) in [
            (Facts { low_bias: Some(74.9), ..SOUND }, Facts { low_bias: Some(75.0), ..SOUND }, Reason::BiasShare),
            (Facts { i2: Some(50.1), ..SOUND }, Facts { i2: Some(50.0), ..SOUND }, Reason::Inconsistency1),
            (
                Facts { amount: Some(Amount::Events(299)), ..SOUND },
                Facts { amount: Some(Amount::Events(300)), ..SOUND },
                Reason::Imprecision1,
            ),
            (
                Facts { amount: Some(Amount::Participants(399)), ..SOUND },
                Facts { amount: Some(Amount::Participants(400)), ..SOUND },
                Reason::Imprecision1,
            ),
        ] {
            assert_eq!((lowered(&beyond), lowered(&on)), (vec![reason], vec![]), "{beyond:?}");
        }
        let apart = Facts { overlap: Some(false), ..SOUND };
        assert_eq!(lowered(&apart), [Reason::Inconsistency1]);
        assert_eq!(lowered(&Facts { studies: 1, ..apart }), []);
    }

    /// An interval that holds the value of no effect: 1 of a ratio, 0 of a difference.
    #[test]
    fn an_interval_with_no_effect_in_it_is_imprecise() {
        for (effect, expected) in [
            (Effect::Ratio(0.5, 1.5), vec![Reason::Imprecision2]),
            (Effect::Ratio(0.5, 0.9), vec![]),
            (Effect::Difference(-1.0, 2.0), vec![Reason::Imprecision2]),
            (Effect::Difference(0.5, 1.5), vec![]),
        ] {
            assert_eq!(lowered(&Facts { effect: Some(effect), ..SOUND }), expected, "{effect:?}");
        }
        assert_eq!(lowered(&Facts { wide: true, ..SOUND }), [Reason::WideInterval]);
    }

    /// A large effect is one of a ratio, and raises what starts low.
    #[test]
    fn only_a_ratio_can_be_large() {
        let observed = Facts { randomised: false, ..SOUND };
        assert_eq!(judge(&Facts { effect: Some(Effect::Ratio(2.0, 4.0)), ..observed }).quality(), Quality::Moderate);
        assert_eq!(judge(&Facts { effect: Some(Effect::Difference(2.0, 4.0)), ..observed }).quality(), Quality::Low);
    }
}

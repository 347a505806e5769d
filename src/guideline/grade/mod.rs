//! From studies to certainty: the guideline's rules for the quality of evidence, executable.
//!
//! GRADE is used in three variants, for [`risk_factor`]s, [`prognosis`] and [`intervention`]s;
//! prognosis of low back pain has the levels of Hoogendoorn instead ([`hoogendoorn`]), the lifting
//! guideline those of EBRO ([`Ebro`]). The scales differ and nothing here converts one into another.

pub mod hoogendoorn;
pub mod intervention;
pub mod prognosis;
pub mod risk_factor;
pub mod wording;

use crate::domain::{Phrase, Unit};

/// The quality of evidence in GRADE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Zeer laag.
    VeryLow,
    /// Laag.
    Low,
    /// Redelijk.
    Moderate,
    /// Hoog.
    High,
}

impl Quality {
    /// All qualities, from low to high.
    pub const ALL: [Self; 4] = [Self::VeryLow, Self::Low, Self::Moderate, Self::High];

    /// The key in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::VeryLow => "very_low",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }

    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::VeryLow => "guideline.quality.very_low",
            Self::Low => "guideline.quality.low",
            Self::Moderate => "guideline.quality.moderate",
            Self::High => "guideline.quality.high",
        })
    }

    fn moved(self, steps: isize) -> Self {
        let place = (self as isize).saturating_add(steps).clamp(0, 3);
        Self::ALL[usize::try_from(place).unwrap_or(0)]
    }
}

/// The levels of EBRO, the scheme of the lifting guideline (2073-2074). Never converted into GRADE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ebro {
    /// Strong.
    A,
    /// Moderate.
    B,
    /// Limited.
    C,
    /// Consensus.
    D,
}

impl Ebro {
    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::A => "guideline.ebro.a",
            Self::B => "guideline.ebro.b",
            Self::C => "guideline.ebro.c",
            Self::D => "guideline.ebro.d",
        })
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// Why a quality was lowered or raised.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// All reasons.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key in data.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// What it says.
            pub const fn name(self) -> Phrase {
                Phrase::new(match self { $(Self::$name => concat!("guideline.reason.", $key),)* })
            }
        }
    };
}

reasons! {
    /// Less than half of the studies prospective.
    Bias1 = "bias1",
    /// Half or more of the studies at high risk of bias.
    Bias2 = "bias2",
    /// Too many participants in studies at risk of bias.
    BiasShare = "bias_share",
    /// I² too high.
    Inconsistency1 = "inconsistency1",
    /// Intervals of the studies hardly overlap.
    Inconsistency2 = "inconsistency2",
    /// No diagnosis by a physician or paramedic.
    Indirectness1 = "indirectness1",
    /// Not a working population.
    Indirectness2 = "indirectness2",
    /// Too few cases, events or participants.
    Imprecision1 = "imprecision1",
    /// The interval holds the value of no effect.
    Imprecision2 = "imprecision2",
    /// A wide interval.
    WideInterval = "wide_interval",
    /// Publication bias reported.
    PublicationBias = "publication_bias",
    /// More than three items unknown.
    Unknown = "unknown",
    /// A large effect.
    LargeEffect = "large_effect",
    /// A dose-response relation.
    DoseResponse = "dose_response",
    /// No plausible residual confounding.
    NoConfounding = "no_confounding",
}

/// A quality with the road to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    start: Quality,
    lowered: Vec<(Reason, u8)>,
    raised: Vec<Reason>,
}

impl Judgement {
    /// A judgement that starts at `start`.
    pub const fn starting(start: Quality) -> Self {
        Self { start, lowered: Vec::new(), raised: Vec::new() }
    }

    /// Lowers by one level if `holds`.
    #[must_use]
    pub fn lower(self, reason: Reason, holds: bool) -> Self {
        self.lower_by(reason, u8::from(holds))
    }

    /// Lowers by `levels`: 1 for serious, 2 for very serious.
    #[must_use]
    pub fn lower_by(mut self, reason: Reason, levels: u8) -> Self {
        if levels > 0 {
            self.lowered.push((reason, levels));
        }
        self
    }

    /// Raises by one level if `holds`, unless it was lowered.
    #[must_use]
    pub fn raise(mut self, reason: Reason, holds: bool) -> Self {
        if holds {
            self.raised.push(reason);
        }
        self
    }

    /// What lowered it.
    pub fn lowered(&self) -> &[(Reason, u8)] {
        &self.lowered
    }

    /// The quality: once lowered it is never raised (595-596, 9046).
    pub fn quality(&self) -> Quality {
        let down: u8 = self.lowered.iter().map(|(_, levels)| levels).sum();
        let up = if self.lowered.is_empty() { isize::try_from(self.raised.len()).unwrap_or(0) } else { 0 };
        self.start.moved(up - isize::from(down))
    }

    /// The road, step by step.
    pub fn steps(&self) -> Vec<Phrase> {
        let mut steps = vec![Phrase::new("guideline.step.start").phrase("quality", self.start.name())];
        for (reason, levels) in &self.lowered {
            let step = Phrase::new("guideline.step.lowered").phrase("reason", reason.name());
            steps.push(step.number("levels", f64::from(*levels), Unit::Count));
        }
        let kept = if self.lowered.is_empty() { "guideline.step.raised" } else { "guideline.step.not_raised" };
        steps.extend(self.raised.iter().map(|reason| Phrase::new(kept).phrase("reason", reason.name())));
        steps.push(Phrase::new("guideline.step.result").phrase("quality", self.quality().name()));
        steps
    }
}

/// Whether an effect is large enough to raise the quality: the bound nearer to 1 is at or beyond 2
/// or 0.5. The feet of the tables say "lower limit" for both; for a protective factor that must be
/// the upper one.
pub fn is_large((low, high): (f64, f64)) -> bool {
    low >= 2.0 || high <= 0.5
}

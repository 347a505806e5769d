//! From quality to wording (610-701; appendix 8, 8379-8436).
//!
//! The wording that counts is the printed one. The default computed here is a check: where the
//! two differ, the project group had another reason, and [`PRINTED`] says so.

use super::Quality;
use crate::domain::Phrase;

/// How a recommendation is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Adviseer.
    Advise,
    /// Overweeg.
    Consider,
    /// Standaard afgeraden.
    NotAsStandard,
    /// Sterk afgeraden.
    StronglyAgainst,
}

impl Wording {
    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::Advise => "guideline.wording.advise",
            Self::Consider => "guideline.wording.consider",
            Self::NotAsStandard => "guideline.wording.not_as_standard",
            Self::StronglyAgainst => "guideline.wording.strongly_against",
        })
    }
}

/// The wording that the evidence alone gives, by appendix 8. The body (682-701) prints the two
/// wordings for effects that are not significant the other way round (misprint E18).
pub const fn default(quality: Quality, significant: bool) -> Wording {
    match (significant, quality) {
        (true, Quality::High | Quality::Moderate) => Wording::Advise,
        (true, Quality::Low | Quality::VeryLow) => Wording::Consider,
        (false, Quality::High | Quality::Moderate) => Wording::StronglyAgainst,
        (false, Quality::Low | Quality::VeryLow) => Wording::NotAsStandard,
    }
}

/// How sure a conclusion is said to be.
pub const fn certainty(quality: Quality, significant: bool) -> Phrase {
    Phrase::new(match (significant, quality) {
        (true, Quality::High) => "guideline.certainty.effect.high",
        (true, Quality::Moderate) => "guideline.certainty.effect.moderate",
        (true, Quality::Low) => "guideline.certainty.effect.low",
        (true, Quality::VeryLow) => "guideline.certainty.effect.very_low",
        (false, Quality::High) => "guideline.certainty.none.high",
        (false, Quality::Moderate) => "guideline.certainty.none.moderate",
        (false, Quality::Low) => "guideline.certainty.none.low",
        (false, Quality::VeryLow) => "guideline.certainty.none.very_low",
    })
}

/// A recommendation whose wording and quality are both printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// What it is about: an id of the measures table, or the key of a risk factor.
    pub about: &'static str,
    /// The printed wording; `None` where the recommendation was dropped.
    pub wording: Option<Wording>,
    /// The quality of the evidence.
    pub quality: Quality,
    /// Whether the effect is significant.
    pub significant: bool,
    /// Lines of the wording.
    pub lines: &'static str,
    /// Why it differs from the default, as a text key.
    pub reason: Option<&'static str>,
}

impl Printed {
    /// Whether the project group worded it otherwise than the evidence alone would have.
    pub fn is_override(&self) -> bool {
        self.wording != Some(default(self.quality, self.significant))
    }
}

const fn printed(about: &'static str, wording: Wording, quality: Quality, lines: &'static str) -> Printed {
    Printed { about, wording: Some(wording), quality, significant: true, lines, reason: None }
}

/// The printed recommendations that can be held against the default.
pub const PRINTED: &[Printed] = &[
    printed("G01", Wording::Advise, Quality::Moderate, "2424-2434"),
    printed("kneeling", Wording::Consider, Quality::VeryLow, "1319-1323"),
    Printed {
        reason: Some("guideline.override.lifting_and_bending"),
        ..printed("lifting_and_bending", Wording::Consider, Quality::High, "1591-1597; 1645-1649")
    },
    printed("R01", Wording::Advise, Quality::Moderate, "7023-7030"),
    printed("R07", Wording::Consider, Quality::Low, "7044-7056"),
    Printed {
        reason: Some("guideline.override.stepped"),
        ..printed("R08", Wording::Consider, Quality::Moderate, "7058-7073; 6816-6826")
    },
    Printed {
        reason: Some("guideline.override.stepped"),
        ..printed("R10", Wording::Consider, Quality::Moderate, "7091-7104; 6823-6826")
    },
    Printed {
        reason: Some("guideline.override.postoperative"),
        ..printed("R11", Wording::Advise, Quality::Low, "7597-7599; 7529-7534")
    },
    Printed {
        wording: None,
        significant: false,
        reason: Some("guideline.override.implicit"),
        ..printed("R18", Wording::NotAsStandard, Quality::Low, "6909-6914")
    },
    Printed {
        wording: None,
        significant: false,
        reason: Some("guideline.override.no_use"),
        ..printed("R19", Wording::StronglyAgainst, Quality::Moderate, "6923-6927")
    },
];

#[cfg(test)]
mod tests {
    use super::Wording::{Advise, Consider, NotAsStandard, StronglyAgainst};
    use super::*;

    #[test]
    fn the_default_follows_appendix_8() {
        let row = |significant| Quality::ALL.map(|quality| default(quality, significant));
        assert_eq!(row(true), [Consider, Consider, Advise, Advise]);
        assert_eq!(row(false), [NotAsStandard, NotAsStandard, StronglyAgainst, StronglyAgainst]);
    }

    #[test]
    fn every_override_and_only_an_override_has_a_reason() {
        for printed in PRINTED {
            assert_eq!(printed.is_override(), printed.reason.is_some(), "{}", printed.about);
        }
    }
}

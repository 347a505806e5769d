//! The limits, with the classes that we give them, and where the method is printed.

use crate::domain::{Citation, Class, Confidence, Source, Threshold};
use crate::guideline::{source::BACKGROUND, trigger};

/// The trigger on the 45° reading. The class is ours.
pub const GE45: Threshold = Threshold { name: "ge45_pct", class: Some(Class::Increased), ..trigger::TRUNK_FLEXION };
/// The trigger on the 60° reading. The class is ours.
pub const GE60: Threshold = Threshold { name: "ge60_pct", class: Some(Class::High), ..trigger::TRUNK_FLEXION };

/// The ladders: the two angles are two questions, each with one step.
pub const LADDERS: &[&[Threshold]] = &[&[GE45], &[GE60]];

/// The 97.5th percentile of the standard normal distribution: 95 % between ± this.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The chance of a decisive outcome that planning aims at; the usual 80 %, our choice.
pub const POWER: f64 = 0.8;

/// The most observations that the exact search for a sample size goes to, our choice: more than
/// these no one observes by hand.
pub const MOST_OBSERVATIONS: u32 = 5000;

/// How far a typed share may lie from its counts, percentage points, to be the same measurement
/// after rounding to a whole per cent. Ours.
pub const ROUNDING: f64 = 0.5;

/// Hoogendoorn 2000.
pub static HOOGENDOORN_2000: Source =
    Source { id: "hoogendoorn_2000", title: "Hoogendoorn et al., Spine 25(23):3087-3092 (2000)" };
/// Hoogendoorn 2002.
pub static HOOGENDOORN_2002: Source =
    Source { id: "hoogendoorn_2002", title: "Hoogendoorn et al., Occup Environ Med 59:323-328 (2002)" };
/// Jansen 2004.
pub static JANSEN_2004: Source = Source { id: "jansen_2004", title: "Jansen et al., Occup Environ Med 61:972 (2004)" };
/// Wilson 1927.
pub static WILSON_1927: Source = Source { id: "wilson_1927", title: "Wilson, J Am Stat Assoc 22:209-212 (1927)" };
/// Zou and Donner 2008.
pub static ZOU_DONNER_2008: Source = Source { id: "zou_donner_2008", title: "Zou & Donner, Stat Med 27:1693-1702 (2008)" };

/// Everything that a finding rests on.
pub const CITATIONS: &[Citation] = &[
    trigger::TRUNK_FLEXION.citation,
    Citation::verified(&BACKGROUND, "appendix 10, lines 8841-8855"),
    Citation::verified(&HOOGENDOORN_2000, "abstract"),
    Citation::verified(&HOOGENDOORN_2002, "abstract"),
    Citation::verified(&JANSEN_2004, "abstract"),
    Citation { source: &WILSON_1927, locator: "score interval", confidence: Confidence::Memory },
    Citation { source: &ZOU_DONNER_2008, locator: "MOVER, sum of parameters", confidence: Confidence::Memory },
];

//! What must be shown beside the guideline: where its sources contradict each other, what they
//! lack, and which of its process indicators a workplace report serves.

use crate::domain::Phrase;

/// Something to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Its key.
    pub key: &'static str,
    /// Lines of the background document; empty for what stands elsewhere.
    pub lines: &'static str,
    /// The keys of the risk factors that it touches.
    pub risk_factors: &'static [&'static str],
    heading: &'static str,
    text: &'static str,
}

impl Note {
    /// A few words.
    pub const fn heading(&self) -> Phrase {
        Phrase::new(self.heading)
    }

    /// The whole of it.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.text)
    }
}

macro_rules! notes {
    ($kind:literal: $($key:literal $lines:literal [$($risk:literal)*],)*) => {
        &[$(Note {
            key: $key,
            lines: $lines,
            risk_factors: &[$($risk),*],
            heading: concat!("guideline.", $kind, ".", $key),
            text: concat!("guideline.", $kind, ".", $key, ".text"),
        },)*]
    };
}

/// Where the sources contradict each other or other documents. Shown, not resolved.
pub const CONTRADICTIONS: &[Note] = notes! { "contradiction":
    "mass" "2074-2076; 2389-2396" ["lifting" "lifting_and_carrying"],
    "ncvb" "1545-1553" ["vibration" "kneeling" "trunk_twisting" "driving"],
    "vdv" "" ["vibration"],
    "trunk" "8841-8848; 1159-1164" ["trunk_flexion"],
    "join" "1213; 8841-8855" ["trunk_flexion" "bent_posture"],
    "combination" "1591-1597; 9179" ["lifting_and_bending"],
    "against" "682-701; 8379-8436" [],
};

/// What the sources lack, and where to look for it.
pub const MISSING: &[Note] = notes! { "missing":
    "guideline" "" [],
    "stagnation" "7735-7739; 12556-12577; 12681-12690" [],
    "occupational_disease" "420-422; 3808-3864; 12656" [],
    "vibration" "2363-2369; 2413-2422" ["vibration"],
    "lifting" "2067-2089; 2411" ["lifting"],
    "start" "4940-4995; 5035-5038" [],
    "repetition" "1214" ["lifting"],
    "push_pull" "1218" ["pulling"],
    "living" "2021-2066" ["lifting"],
};

/// One of the twelve process indicators (appendix 25, 12627-12690).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// Its number.
    pub number: u8,
    /// Whether a workplace report supplies facts for it; else it is the physician's.
    pub by_report: bool,
    text: &'static str,
}

impl Indicator {
    /// What it asks.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.text)
    }

    /// Whose it is.
    pub const fn whose(&self) -> Phrase {
        Phrase::new(if self.by_report { "guideline.indicator.report" } else { "guideline.indicator.physician" })
    }
}

macro_rules! indicators {
    ($($number:literal $by_report:literal,)*) => {
        &[$(Indicator {
            number: $number,
            by_report: $by_report,
            text: concat!("guideline.indicator.", $number),
        },)*]
    };
}

/// The process indicators.
pub const INDICATORS: &[Indicator] = indicators! {
    1 true, 2 false, 3 true, 4 false, 5 false, 6 false, 7 false, 8 true, 9 false, 10 false, 11 false, 12 false,
};

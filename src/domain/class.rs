//! The one ordinal for ranking and colour. It is ours; each method's own label stands beside it.

/// A risk class, from low to high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The method's limit is not exceeded.
    Acceptable,
    /// Above the first limit.
    Increased,
    /// Above the second limit.
    High,
    /// Above the highest limit.
    VeryHigh,
}

impl Class {
    /// All classes, from low to high.
    pub const ALL: [Self; 4] = [Self::Acceptable, Self::Increased, Self::High, Self::VeryHigh];

    /// The key in JSON, in CSV and in texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Acceptable => "acceptable",
            Self::Increased => "increased",
            Self::High => "high",
            Self::VeryHigh => "very_high",
        }
    }

    /// The higher of two classes, of which either may be missing.
    pub fn worst(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        a.max(b)
    }
}

//! What the size, the direction and the interval of an effect mean.

use crate::domain::Phrase;

/// How large an effect is (background document, 492-518).
///
/// The document prints the moderate class of the risk side as 1.5 ≥ x > 2.0, which no number
/// meets; the figure beside it gives 1.5 ≤ x < 2.0, which is used here (misprint E17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// The value 1.
    None,
    /// Nearer to 1 than 0.67 or 1.5.
    Small,
    /// Nearer to 1 than 0.5 or 2.
    Moderate,
    /// 0.5 and lower, 2 and higher.
    Large,
}

impl Size {
    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::None => "guideline.size.none",
            Self::Small => "guideline.size.small",
            Self::Moderate => "guideline.size.moderate",
            Self::Large => "guideline.size.large",
        })
    }

    /// The size of an odds, risk or hazard ratio. A mean difference has no sizes.
    pub fn of_ratio(ratio: f64) -> Self {
        match ratio {
            ..=0.5 | 2.0.. => Self::Large,
            ..=0.67 | 1.5.. => Self::Moderate,
            ..1.0 => Self::Small,
            _ if ratio > 1.0 => Self::Small,
            _ => Self::None,
        }
    }
}

/// What is studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Determinant {
    /// What may bring complaints about.
    RiskFactor,
    /// What may decide their course.
    PrognosticFactor,
    /// What is done about them.
    Intervention,
}

/// What it is studied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudiedFor {
    /// The onset of complaints.
    Onset,
    /// Return to work.
    ReturnToWork,
    /// Work disability.
    Disability,
}

/// What an effect means for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A protective factor.
    Protects,
    /// A risk factor.
    RaisesRisk,
    /// A helping prognostic factor.
    Helps,
    /// A hindering prognostic factor.
    Hinders,
    /// A favourable intervention.
    Favourable,
    /// An unfavourable intervention.
    Unfavourable,
}

/// What a ratio means for a pair of determinant and outcome (530-563). `None` for the value 1 and
/// for a pair that the table does not have.
pub fn meaning(determinant: Determinant, outcome: StudiedFor, ratio: f64) -> Option<Meaning> {
    use Determinant::{Intervention, PrognosticFactor, RiskFactor};
    use Meaning::{Favourable, Helps, Hinders, Protects, RaisesRisk, Unfavourable};
    let (below, above) = match (determinant, outcome) {
        (RiskFactor, StudiedFor::Onset) => (Protects, RaisesRisk),
        (PrognosticFactor, StudiedFor::ReturnToWork) => (Hinders, Helps),
        (PrognosticFactor, StudiedFor::Disability) => (Helps, Hinders),
        (Intervention, StudiedFor::ReturnToWork) => (Unfavourable, Favourable),
        (Intervention, StudiedFor::Disability) => (Favourable, Unfavourable),
        _ => return None,
    };
    if ratio < 1.0 {
        Some(below)
    } else if ratio > 1.0 {
        Some(above)
    } else {
        None
    }
}

/// What a 95 % interval says of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Significance {
    /// It leaves the value of no effect out.
    Significant,
    /// It holds 1 but lies within 0.8 and 1.2: a finding that there is no effect.
    NoEffect,
    /// It holds the value of no effect.
    NotSignificant,
}

impl Significance {
    /// What it says.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::Significant => "guideline.significance.significant",
            Self::NoEffect => "guideline.significance.no_effect",
            Self::NotSignificant => "guideline.significance.not_significant",
        })
    }

    /// Of the interval of a ratio (565-573; 8947). An end on 1 holds 1.
    ///
    /// Appendix 11 (8999-9001) adds to the exception that the effect itself is 1; the feet of the
    /// tables, which are followed here, do not.
    pub fn of_ratio((low, high): (f64, f64)) -> Self {
        match holds((low, high), 1.0) {
            false => Self::Significant,
            true if low >= 0.8 && high <= 1.2 => Self::NoEffect,
            true => Self::NotSignificant,
        }
    }

    /// Of the interval of a mean difference.
    pub fn of_difference(interval: (f64, f64)) -> Self {
        if holds(interval, 0.0) { Self::NotSignificant } else { Self::Significant }
    }
}

/// Whether an interval holds a value, ends included.
pub fn holds((low, high): (f64, f64), value: f64) -> bool {
    low <= value && value <= high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_meet_their_bounds_from_the_printed_side() {
        use Size::{Large, Moderate, None, Small};
        let sizes = [0.5, 0.501, 0.67, 0.671, 0.999, 1.0, 1.001, 1.499, 1.5, 1.999, 2.0].map(Size::of_ratio);
        assert_eq!(sizes, [Large, Moderate, Moderate, Small, Small, None, Small, Small, Moderate, Moderate, Large]);
    }

    #[test]
    fn below_one_is_good_or_bad_by_the_pair() {
        use Determinant::{Intervention, PrognosticFactor, RiskFactor};
        use StudiedFor::{Disability, Onset, ReturnToWork};
        let below = |determinant, outcome| meaning(determinant, outcome, 0.5);
        assert_eq!(below(RiskFactor, Onset), Some(Meaning::Protects));
        assert_eq!(below(PrognosticFactor, ReturnToWork), Some(Meaning::Hinders));
        assert_eq!(below(PrognosticFactor, Disability), Some(Meaning::Helps));
        assert_eq!(below(Intervention, ReturnToWork), Some(Meaning::Unfavourable));
        assert_eq!(below(Intervention, Disability), Some(Meaning::Favourable));
        assert_eq!(below(RiskFactor, ReturnToWork), None);
        assert_eq!(meaning(RiskFactor, Onset, 1.0), None);
        assert_eq!(meaning(RiskFactor, Onset, 2.0), Some(Meaning::RaisesRisk));
    }

    #[test]
    fn an_interval_that_holds_one_is_not_significant_unless_narrow() {
        assert_eq!(Significance::of_ratio((1.04, 1.2)), Significance::Significant);
        assert_eq!(Significance::of_ratio((1.0, 2.7)), Significance::NotSignificant);
        assert_eq!(Significance::of_ratio((0.8, 1.2)), Significance::NoEffect);
        assert_eq!(Significance::of_ratio((0.79, 1.2)), Significance::NotSignificant);
        assert_eq!(Significance::of_difference((-21.1, 6.8)), Significance::NotSignificant);
        assert_eq!(Significance::of_difference((-59.6, -45.1)), Significance::Significant);
    }
}

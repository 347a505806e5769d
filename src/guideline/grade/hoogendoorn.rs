//! The levels of Hoogendoorn, used for the prognosis of low back pain (appendix 13, 9295-9326).

/// The level of evidence for a prognostic factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Consistent in several studies of high quality.
    Strong,
    /// Consistent in one study of high quality and others, or in several others.
    Moderate,
    /// One study, or inconsistent ones.
    Insufficient,
}

/// The quality of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Study {
    /// More than 16 of 19 points.
    High,
    /// 13 to 16 points.
    Fair,
    /// Less than 13 points.
    Low,
}

/// The quality of a study by its points, at most 19.
pub const fn study(points: u8) -> Study {
    match points {
        17.. => Study::High,
        13..=16 => Study::Fair,
        _ => Study::Low,
    }
}

/// The level by the number of studies of high and of lower quality.
pub const fn level(high: u32, lower: u32, consistent: bool) -> Level {
    match (consistent, high, lower) {
        (true, 2.., _) => Level::Strong,
        (true, 1, 1..) | (true, 0, 2..) => Level::Moderate,
        _ => Level::Insufficient,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_points_follow_the_appendix() {
        assert_eq!([12, 13, 16, 17].map(study), [Study::Low, Study::Fair, Study::Fair, Study::High]);
        assert_eq!(level(2, 0, true), Level::Strong);
        assert_eq!(level(1, 1, true), Level::Moderate);
        assert_eq!(level(0, 2, true), Level::Moderate);
        assert_eq!(level(1, 0, true), Level::Insufficient);
        assert_eq!(level(0, 1, true), Level::Insufficient);
        assert_eq!(level(3, 3, false), Level::Insufficient);
    }
}

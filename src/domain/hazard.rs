//! What can hurt a back at work.

/// A hazard: the thing that findings and measures are joined on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hazard {
    /// Manual lifting, lowering and carrying, alone or in a team.
    Lifting,
    /// Pushing and pulling.
    PushPull,
    /// Working with a bent trunk.
    TrunkFlexion,
    /// Whole-body vibration.
    Vibration,
    /// The other exposures that the guideline names: kneeling, standing, psychosocial load, …
    Exposures,
}

impl Hazard {
    /// All hazards, in the order in which reports treat them.
    pub const ALL: [Self; 5] = [Self::Lifting, Self::PushPull, Self::TrunkFlexion, Self::Vibration, Self::Exposures];

    /// The key in JSON and in texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lifting => "lifting",
            Self::PushPull => "push_pull",
            Self::TrunkFlexion => "trunk_flexion",
            Self::Vibration => "vibration",
            Self::Exposures => "exposures",
        }
    }
}

/// A set of hazards, without allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HazardSet(u8);

impl HazardSet {
    /// No hazards.
    pub const EMPTY: Self = Self(0);

    /// With one hazard more.
    #[must_use]
    pub const fn with(self, hazard: Hazard) -> Self {
        Self(self.0 | 1 << (hazard as u8))
    }

    /// How many sets there are.
    pub const COUNT: usize = 1 << Hazard::ALL.len();

    /// All sets, in the order of their bits.
    #[expect(clippy::cast_possible_truncation, reason = "eight hazards would still fit")]
    pub fn all() -> [Self; Self::COUNT] {
        std::array::from_fn(|bits| Self(bits as u8))
    }

    /// A bit for each hazard.
    pub const fn bits(self) -> usize {
        self.0 as usize
    }

    /// Whether the hazard is in it.
    pub const fn contains(self, hazard: Hazard) -> bool {
        self.0 & (1 << (hazard as u8)) != 0
    }
}

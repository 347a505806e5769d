//! What makes a task heavy: the handle by which a measure gets hold of it.

macro_rules! factors {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A factor of a hazard that can be changed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Factor { $($(#[$doc])* $name,)* }

        impl Factor {
            /// All factors.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key in data and texts (`factor.<key>`).
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

factors! {
    /// The mass of the load.
    Mass = "mass",
    /// The horizontal distance of the load from the body.
    Reach = "reach",
    /// The height of the hands.
    Height = "height",
    /// The vertical distance that the load travels.
    Travel = "travel",
    /// Twisting.
    Asymmetry = "asymmetry",
    /// How often.
    Frequency = "frequency",
    /// How long.
    Duration = "duration",
    /// The grip on the load.
    Grip = "grip",
    /// Room to move.
    Space = "space",
    /// The floor.
    Floor = "floor",
    /// Heat, cold, wind, light.
    Environment = "environment",
    /// How far a load is carried, pushed or pulled.
    Distance = "distance",
    /// Obstacles on the way.
    Obstacles = "obstacles",
    /// Working together.
    Teamwork = "teamwork",
    /// The state of rolling equipment.
    Equipment = "equipment",
    /// The load is a person.
    Person = "person",
    /// The load is an animal.
    Animal = "animal",
    /// A bent trunk.
    TrunkFlexion = "trunk_flexion",
    /// Vibration magnitude.
    Magnitude = "magnitude",
    /// Pulling.
    Pulling = "pulling",
    /// Kneeling and squatting.
    Kneeling = "kneeling",
    /// Hands above the shoulder.
    HandsAboveShoulder = "hands_above_shoulder",
    /// Standing.
    Standing = "standing",
    /// A bent working posture, hours a day.
    BentPosture = "bent_posture",
    /// Physically heavy or manual work.
    ManualWork = "manual_work",
    /// Driving.
    Driving = "driving",
    /// Lifting and bending in one task.
    LiftingAndBending = "lifting_and_bending",
    /// Psychosocial load at work.
    Psychosocial = "psychosocial",
}

/// A set of factors, without allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FactorSet(u64);

impl FactorSet {
    /// No factors.
    pub const EMPTY: Self = Self(0);

    /// A set of the factors given.
    pub const fn of(factors: &[Factor]) -> Self {
        let mut set = Self::EMPTY;
        let mut at = 0;
        while at < factors.len() {
            set = set.with(factors[at]);
            at += 1;
        }
        set
    }

    /// With one factor more.
    #[must_use]
    pub const fn with(self, factor: Factor) -> Self {
        Self(self.0 | 1 << (factor as u64))
    }

    /// With one factor more if `condition` holds.
    #[must_use]
    pub const fn with_if(self, condition: bool, factor: Factor) -> Self {
        Self(self.0 | (condition as u64) << (factor as u64))
    }

    /// Four at a time, of [`Factor::ALL`] in order, the first in the lowest bit: where in a table of what four
    /// factors do these stand.
    #[inline]
    pub fn fours(self) -> impl Iterator<Item = usize> {
        (0..Self::FOURS).map(move |at| (self.0 >> (4 * at) & 15) as usize)
    }

    /// How many fours there are.
    pub const FOURS: usize = Factor::ALL.len().div_ceil(4);

    /// Whether the factor is in it.
    pub const fn contains(self, factor: Factor) -> bool {
        self.0 & (1 << (factor as u64)) != 0
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two sets share a factor.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The factors of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The factors that both have.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its factors.
    pub fn iter(self) -> impl Iterator<Item = Factor> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(Factor::ALL[lowest])
        })
    }
}

const _: () = assert!(Factor::ALL.len() <= 64, "FactorSet holds 64 factors");

//! The words that a cell can choose from, English and Dutch, from the favourable to the
//! unfavourable where that has a meaning.

/// One word of a column that takes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The English key.
    pub key: &'static str,
    /// The Dutch word.
    pub nl: &'static str,
}

/// Makes an enum of the words of a column, with the table that reading uses.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $key:literal / $nl:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// All values, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$item,)*];
            /// The words, in the order of the enum.
            pub const CHOICES: &'static [Choice] = &[$(Choice { key: $key, nl: $nl },)*];

            /// The value with this place in [`Self::CHOICES`].
            ///
            /// # Panics
            /// If there is no such place; reading only makes places that exist.
            #[inline]
            pub fn from_index(index: u8) -> Self {
                Self::ALL[usize::from(index)]
            }

            /// The English key.
            pub const fn key(self) -> &'static str {
                Self::CHOICES[self as usize].key
            }
        }
    )*};
}

choices! {
    /// Yes or no. *No* is the favourable answer of every column that asks.
    YesNo {
        /// No.
        No = "no" / "nee",
        /// Yes.
        Yes = "yes" / "ja",
    }
    /// What is lifted.
    LoadKind {
        /// An object.
        Object = "object" / "object",
        /// A person.
        Person = "person" / "persoon",
        /// An animal.
        Animal = "animal" / "dier",
    }
    /// The grip on the load, NIOSH 94-110 table 6.
    Coupling {
        /// Good.
        Good = "good" / "goed",
        /// Fair.
        Fair = "fair" / "redelijk",
        /// Poor.
        Poor = "poor" / "slecht",
    }
    /// How the body is supported while lifting.
    LiftPosture {
        /// Standing.
        Standing = "standing" / "staand",
        /// Seated.
        Seated = "seated" / "zittend",
        /// Kneeling.
        Kneeling = "kneeling" / "knielend",
    }
    /// Whom the workplace is for: the rows of the reference-mass table of ISO 11228-1.
    UserPopulation {
        /// Men of 20 to 45.
        Men20To45 = "men_20_45" / "mannen_20_45",
        /// Men, younger and older too.
        MenOther = "men_other" / "mannen_overig",
        /// Women of 20 to 45.
        Women20To45 = "women_20_45" / "vrouwen_20_45",
        /// Women, younger and older too.
        WomenOther = "women_other" / "vrouwen_overig",
        /// Men and women of 20 to 45.
        Mixed20To45 = "mixed_20_45" / "gemengd_20_45",
        /// Men and women, younger and older too.
        MixedOther = "mixed_other" / "gemengd_overig",
    }
    /// Which MAC chart.
    MacOperation {
        /// Lifting by one person.
        Lift = "lift" / "tillen",
        /// Carrying by one person.
        Carry = "carry" / "dragen",
        /// Handling by a team.
        Team = "team" / "team",
    }
    /// A MAC colour.
    MacColour {
        /// Low.
        Green = "green" / "groen",
        /// Medium.
        Amber = "amber" / "oranje",
        /// High.
        Red = "red" / "rood",
        /// Unacceptable.
        Purple = "purple" / "paars",
    }
    /// MAC: hand distance from the lower back.
    MacHandDistance {
        /// Upper arms vertical and trunk upright.
        Close = "close" / "dichtbij",
        /// Arms angled away or trunk bent forward.
        Moderate = "moderate" / "matig",
        /// Arms angled away and trunk bent forward.
        Far = "far" / "ver",
    }
    /// MAC: vertical lift zone, the worst of start, path and end.
    MacVerticalZone {
        /// Above knee and below elbow height.
        KneeElbow = "knee_elbow" / "knie_elleboog",
        /// Below knee or above elbow height.
        Outside = "outside" / "erbuiten",
        /// Floor level or below, head height or above.
        FloorOrHead = "floor_or_head" / "vloer_of_hoofd",
    }
    /// MAC: torso twisting and sideways bending.
    MacTorso {
        /// Little or none.
        None = "none" / "geen",
        /// One of the two.
        One = "one" / "een",
        /// Both.
        Both = "both" / "beide",
    }
    /// MAC: asymmetry of torso and load while carrying.
    MacAsymmetry {
        /// Load and hands symmetrical in front of the trunk.
        Symmetrical = "symmetrical" / "symmetrisch",
        /// Asymmetrical, body upright.
        Asymmetrical = "asymmetrical" / "asymmetrisch",
        /// One-handed at the side.
        OneHand = "one_hand" / "een_hand",
    }
    /// MAC: postural constraints.
    MacPosture {
        /// None.
        Free = "free" / "vrij",
        /// Restricted.
        Restricted = "restricted" / "beperkt",
        /// Severely restricted.
        Severe = "severe" / "ernstig_beperkt",
    }
    /// MAC: grip, and the communication of a team.
    MacQuality {
        /// Good.
        Good = "good" / "goed",
        /// Reasonable.
        Reasonable = "reasonable" / "redelijk",
        /// Poor.
        Poor = "poor" / "slecht",
    }
    /// MAC: floor surface.
    MacFloor {
        /// Dry, clean and in good condition.
        Good = "good" / "goed",
        /// Dry but worn or uneven.
        Worn = "worn" / "versleten",
        /// Contaminated, wet, steep or unstable.
        Contaminated = "contaminated" / "vervuild",
    }
    /// MAC: number of other environmental factors.
    MacEnvironment {
        /// None.
        None = "0" / "0",
        /// One.
        One = "1" / "1",
        /// Two or more.
        Two = "2" / "2",
    }
    /// MAC: obstacles on the way.
    MacObstacles {
        /// None.
        None = "none" / "geen",
        /// One kind.
        One = "one" / "een",
        /// Ladders, or more than one kind.
        Several = "several" / "meerdere",
    }
    /// RAPP: what is pushed or pulled: on small, medium or large equipment with wheels, or without wheels.
    RappOperation {
        /// One or two wheels; the worker bears part of the load: a sack truck, a barrow.
        SmallWheeled = "small_wheeled" / "klein_op_wielen",
        /// Three or more fixed wheels or castors: a roll cage.
        MediumWheeled = "medium_wheeled" / "middelgroot_op_wielen",
        /// Steerable or on rails: a pallet truck.
        LargeWheeled = "large_wheeled" / "groot_op_wielen",
        /// The load itself rolls.
        Rolling = "rolling" / "rollen",
        /// The load is tipped and rolled on its base.
        Churning = "churning" / "kantelend_rollen",
        /// The load is dragged, hauled or slid.
        Sliding = "sliding" / "slepen",
    }
    /// RAPP: posture, grip, condition of the equipment, floor.
    RappQuality {
        /// Good.
        Good = "good" / "goed",
        /// Reasonable.
        Reasonable = "reasonable" / "redelijk",
        /// Poor.
        Poor = "poor" / "slecht",
    }
    /// RAPP: work pattern; repetitive is five transfers a minute or more.
    RappPattern {
        /// Not repetitive, at one's own pace.
        OwnPace = "own_pace" / "eigen_tempo",
        /// Repetitive, with breaks or rotation.
        WithBreaks = "repetitive_with_breaks" / "herhaald_met_pauzes",
        /// Repetitive, without breaks.
        WithoutBreaks = "repetitive" / "herhaald",
    }
    /// RAPP: obstacles on the way.
    RappObstacles {
        /// None.
        None = "none" / "geen",
        /// One kind, no steps and no steep ramp.
        One = "one" / "een",
        /// Steps, a steep ramp, or more than one kind.
        Several = "several" / "meerdere",
    }
    /// RAPP: number of other factors.
    RappOther {
        /// None.
        None = "0" / "0",
        /// One.
        One = "1" / "1",
        /// Two or more.
        Two = "2" / "2",
    }
    /// Where a vibration value comes from.
    VibrationSource {
        /// Measured at this work.
        Measured = "measured" / "gemeten",
        /// Declared by the manufacturer.
        Manufacturer = "manufacturer" / "fabrikant",
        /// From a table of typical values.
        Table = "table" / "tabel",
    }
    /// How far a line of the plan of action is.
    PlanStatus {
        /// Not begun.
        Open = "open" / "open",
        /// Begun.
        InProgress = "in_progress" / "in_uitvoering",
        /// Done.
        Done = "done" / "gereed",
        /// Will not be done.
        Dropped = "dropped" / "vervallen",
    }
    /// What a measure costs, in classes whose bounds the organisation sets.
    CostClass {
        /// Nothing to speak of.
        Nil = "none" / "geen",
        /// Little.
        Low = "low" / "laag",
        /// Between.
        Medium = "medium" / "middel",
        /// Much.
        High = "high" / "hoog",
    }
}

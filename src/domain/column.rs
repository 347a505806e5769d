//! The columns of a task file: one row a column, with everything that reading, `template`,
//! the web form and the generated documentation say of it.
//!
//! Bounds here are what is physically possible. What a *method* accepts is written with the
//! method (the 63 cm of NIOSH's H stands in `method/lifting/rnle/tables.rs`).

use super::bounds::Bounds;
use super::choice::{
    Choice, Coupling, LiftPosture, LoadKind, MacAsymmetry, MacColour, MacEnvironment, MacFloor, MacHandDistance, MacObstacles,
    MacOperation, MacPosture, MacQuality, MacTorso, MacVerticalZone, RappObstacles, RappOperation, RappOther, RappPattern,
    RappQuality, UserPopulation, VibrationSource, YesNo,
};
use super::quantity::Unit;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A calendar day.
    Date,
    /// A number in a unit, within what is possible.
    Number(Unit, Bounds),
    /// One word of a list. `ordered`: the list runs from favourable to unfavourable.
    Choice {
        /// The words.
        choices: &'static [Choice],
        /// Whether a later word is less favourable than an earlier one.
        ordered: bool,
    },
}

/// A part of the task file, for `template` and the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Who, where, when.
    Identity,
    /// Lifting geometry and NIOSH.
    Lifting,
    /// The MAC charts.
    Mac,
    /// Trunk flexion.
    Trunk,
    /// Whole-body vibration.
    Vibration,
    /// Other exposures of the guideline.
    Exposures,
    /// The RAPP charts.
    Rapp,
}

impl Group {
    /// The key in texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Identity => "group.identity",
            Self::Lifting => "group.lifting",
            Self::Mac => "group.mac",
            Self::Trunk => "group.trunk",
            Self::Vibration => "group.vibration",
            Self::Exposures => "group.exposures",
            Self::Rapp => "group.rapp",
        }
    }
}

/// All that is known of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spec {
    /// The column that this row describes.
    pub column: Column,
    /// The English key, also the key of its texts (`column.<key>`).
    pub key: &'static str,
    /// The Dutch header name.
    pub nl: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its part of the file.
    pub group: Group,
}

macro_rules! columns {
    ($($group:ident { $($name:ident = $key:literal / $nl:literal: $kind:expr;)* })*) => {
        /// A column of a task file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is documented by its text `column.<key>` and in interface order below")]
        pub enum Column { $($($name,)*)* }

        impl Column {
            /// All columns, in the order of the task file.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)*)*];
        }

        const SPECS: &[Spec] = &[$($(
            Spec { column: Column::$name, key: $key, nl: $nl, kind: $kind, group: Group::$group },
        )*)*];
    };
}

const fn number(unit: Unit, low: f64, high: f64) -> Kind {
    Kind::Number(unit, Bounds::between(low, high))
}

const fn amount(unit: Unit) -> Kind {
    Kind::Number(unit, Bounds::NOT_NEGATIVE)
}

const fn whole(low: f64, high: f64) -> Kind {
    Kind::Number(Unit::Count, Bounds::between(low, high).whole())
}

const fn ordered(choices: &'static [Choice]) -> Kind {
    Kind::Choice { choices, ordered: true }
}

const fn unordered(choices: &'static [Choice]) -> Kind {
    Kind::Choice { choices, ordered: false }
}

/// A day has 24 hours; a time in it cannot be longer.
const fn hours() -> Kind {
    number(Unit::Hour, 0.0, 24.0)
}

/// The same 24 hours, in minutes.
const fn minutes() -> Kind {
    number(Unit::Minute, 0.0, 1440.0)
}

const fn share() -> Kind {
    number(Unit::Percent, 0.0, 100.0)
}

const fn angle() -> Kind {
    number(Unit::Degree, 0.0, 180.0)
}

const YES_NO: Kind = ordered(YesNo::CHOICES);
const COUNT: Kind = whole(0.0, f64::MAX);
const DOSE: Kind = amount(Unit::VibrationDose);
const ACCELERATION: Kind = amount(Unit::Acceleration);

columns! {
    Identity {
        Organisation = "organisation" / "organisatie": Kind::Text;
        Department = "department" / "afdeling": Kind::Text;
        Workstation = "workstation" / "werkplek": Kind::Text;
        Job = "job" / "functie": Kind::Text;
        Task = "task" / "taak": Kind::Text;
        Assessor = "assessor" / "beoordelaar": Kind::Text;
        Instrument = "instrument" / "meetinstrument": Kind::Text;
        Note = "note" / "opmerking": Kind::Text;
        Date = "date" / "datum": Kind::Date;
        ExposureGroup = "exposure_group" / "blootstellingsgroep": Kind::Text;
        Measurement = "measurement" / "meting": whole(1.0, f64::MAX);
        Workers = "workers" / "werknemers": COUNT;
        WorkersObserved = "workers_observed" / "werknemers_bekeken": COUNT;
        TaskHours = "task_hours" / "taak_uren": hours();
        WorkdayHours = "workday_hours" / "werkdag_uren": hours();
        DaysPerWeek = "days_per_week" / "dagen_per_week": number(Unit::DayPerWeek, 0.0, 7.0);
    }
    Lifting {
        LoadKg = "load_kg" / "last_kg": amount(Unit::Kilogram);
        LoadMaxKg = "load_max_kg" / "last_max_kg": amount(Unit::Kilogram);
        LoadKind = "load_kind" / "soort_last": unordered(LoadKind::CHOICES);
        HOriginCm = "h_origin_cm" / "h_begin_cm": amount(Unit::Centimetre);
        VOriginCm = "v_origin_cm" / "v_begin_cm": amount(Unit::Centimetre);
        AOriginDeg = "a_origin_deg" / "a_begin_graden": angle();
        HDestinationCm = "h_destination_cm" / "h_eind_cm": amount(Unit::Centimetre);
        VDestinationCm = "v_destination_cm" / "v_eind_cm": amount(Unit::Centimetre);
        ADestinationDeg = "a_destination_deg" / "a_eind_graden": angle();
        ContainerWidthCm = "container_width_cm" / "lastbreedte_cm": amount(Unit::Centimetre);
        LiftsPerMin = "lifts_per_min" / "tilfrequentie_per_min": amount(Unit::PerMinute);
        LiftingHours = "lifting_hours" / "tilduur_uren": hours();
        LiftingSessionsPerDay = "lifting_sessions_per_day" / "tilperioden_per_dag": whole(1.0, 1440.0);
        RecoveryHours = "recovery_hours" / "hersteltijd_uren": hours();
        LiftingGroup = "lifting_group" / "tilgroep": Kind::Text;
        Coupling = "coupling" / "grip": ordered(Coupling::CHOICES);
        ControlAtDestination = "control_at_destination" / "beheerst_neerzetten": YES_NO;
        Hands = "hands" / "handen": whole(1.0, 2.0);
        Persons = "persons" / "personen": whole(1.0, f64::MAX);
        LiftPosture = "lift_posture" / "tilhouding": unordered(LiftPosture::CHOICES);
        UnstableLoad = "unstable_load" / "instabiele_last": YES_NO;
        RestrictedSpace = "restricted_space" / "beperkte_ruimte": YES_NO;
        SlipperyFloor = "slippery_floor" / "gladde_vloer": YES_NO;
        FastLifting = "fast_lifting" / "snel_tillen": YES_NO;
        TemperatureC = "temperature_c" / "temperatuur_c": number(Unit::Celsius, -273.15, 1000.0);
        CarryM = "carry_m" / "draagafstand_m": amount(Unit::Metre);
        UserPopulation = "user_population" / "gebruikersgroep": unordered(UserPopulation::CHOICES);
    }
    Mac {
        MacOperation = "mac_operation" / "mac_handeling": unordered(MacOperation::CHOICES);
        MacLoadFrequency = "mac_load_frequency" / "mac_last_frequentie": ordered(MacColour::CHOICES);
        MacHandDistance = "mac_hand_distance" / "mac_handafstand": ordered(MacHandDistance::CHOICES);
        MacVerticalZone = "mac_vertical_zone" / "mac_hoogtezone": ordered(MacVerticalZone::CHOICES);
        MacTorso = "mac_torso" / "mac_romp": ordered(MacTorso::CHOICES);
        MacAsymmetry = "mac_asymmetry" / "mac_asymmetrie": ordered(MacAsymmetry::CHOICES);
        MacPosture = "mac_posture" / "mac_houding": ordered(MacPosture::CHOICES);
        MacGrip = "mac_grip" / "mac_greep": ordered(MacQuality::CHOICES);
        MacFloor = "mac_floor" / "mac_vloer": ordered(MacFloor::CHOICES);
        MacEnvironment = "mac_environment" / "mac_omgeving": ordered(MacEnvironment::CHOICES);
        MacCarryDistanceM = "mac_carry_distance_m" / "mac_draagafstand_m": amount(Unit::Metre);
        MacObstacles = "mac_obstacles" / "mac_obstakels": ordered(MacObstacles::CHOICES);
        MacCommunication = "mac_communication" / "mac_communicatie": ordered(MacQuality::CHOICES);
    }
    Trunk {
        TrunkGe45Pct = "trunk_ge45_pct" / "romp_ge45_pct": share();
        TrunkGe60Pct = "trunk_ge60_pct" / "romp_ge60_pct": share();
        TrunkObservations = "trunk_observations" / "romp_waarnemingen": COUNT;
        TrunkObservationsGe45 = "trunk_observations_ge45" / "romp_waarnemingen_ge45": COUNT;
        TrunkObservationsGe60 = "trunk_observations_ge60" / "romp_waarnemingen_ge60": COUNT;
        ObservationIntervalS = "observation_interval_s" / "waarneeminterval_s": amount(Unit::Second);
        ObservationDesignEffect = "observation_design_effect" / "waarneem_designeffect": number(Unit::None, 1.0, 1000.0);
        ObservedDays = "observed_days" / "waarneemdagen": COUNT;
        TrunkRecording = "trunk_recording" / "romp_opname": Kind::Text;
        TrunkReferenceS = "trunk_reference_s" / "romp_referentie_s": Kind::Text;
        TrunkSensorSite = "trunk_sensor_site" / "romp_sensorplaats": Kind::Text;
    }
    Vibration {
        Vehicle = "vehicle" / "voertuig": Kind::Text;
        Surface = "surface" / "ondergrond": Kind::Text;
        Seat = "seat" / "stoel": Kind::Text;
        SpeedKmh = "speed_kmh" / "snelheid_kmh": amount(Unit::KilometrePerHour);
        VibrationHours = "vibration_hours" / "trilling_uren": hours();
        AwXMs2 = "aw_x_ms2" / "aw_x_ms2": ACCELERATION;
        AwYMs2 = "aw_y_ms2" / "aw_y_ms2": ACCELERATION;
        AwZMs2 = "aw_z_ms2" / "aw_z_ms2": ACCELERATION;
        AwHighestMs2 = "aw_highest_ms2" / "aw_hoogste_ms2": ACCELERATION;
        VdvXMs175 = "vdv_x_ms175" / "vdv_x_ms175": DOSE;
        VdvYMs175 = "vdv_y_ms175" / "vdv_y_ms175": DOSE;
        VdvZMs175 = "vdv_z_ms175" / "vdv_z_ms175": DOSE;
        MeasuredMinutes = "measured_minutes" / "gemeten_minuten": minutes();
        VibrationKApplied = "vibration_k_applied" / "trilling_k_toegepast": YES_NO;
        VibrationSource = "vibration_source" / "trilling_bron": ordered(VibrationSource::CHOICES);
        VibrationRecording = "vibration_recording" / "trilling_opname": Kind::Text;
    }
    Exposures {
        PullForceKg = "pull_force_kg" / "trekkracht_kg": amount(Unit::KilogramForce);
        KneelingMin = "kneeling_min" / "knielen_min": minutes();
        HandsAboveShoulderMin = "hands_above_shoulder_min" / "handen_boven_schouder_min": minutes();
        StandingMinPerHour = "standing_min_per_hour" / "staan_min_per_uur": number(Unit::MinutePerHour, 0.0, 60.0);
        BentPostureHours = "bent_posture_hours" / "gebogen_houding_uren": hours();
        ManualWorkHours = "manual_work_hours" / "handwerk_uren": hours();
        DrivingHoursPerWeek = "driving_hours_per_week" / "rijuren_per_week": number(Unit::HourPerWeek, 0.0, 168.0);
        Monotonous = "monotonous" / "eentonig_werk": YES_NO;
        LowSafety = "low_safety" / "lage_veiligheid": YES_NO;
        LowSupport = "low_support" / "weinig_steun": YES_NO;
        HighStress = "high_stress" / "hoge_werkstress": YES_NO;
        LowSupervisorSupport = "low_supervisor_support" / "weinig_steun_leidinggevende": YES_NO;
        Demanding = "demanding" / "veeleisend_werk": YES_NO;
        LowControl = "low_control" / "weinig_regelruimte": YES_NO;
    }
    Rapp {
        RappOperation = "rapp_operation" / "rapp_handeling": unordered(RappOperation::CHOICES);
        RappLoadKg = "rapp_load_kg" / "rapp_last_kg": amount(Unit::Kilogram);
        RappOverCapacity = "rapp_over_capacity" / "rapp_boven_draagvermogen": YES_NO;
        RappPosture = "rapp_posture" / "rapp_houding": ordered(RappQuality::CHOICES);
        RappGrip = "rapp_grip" / "rapp_greep": ordered(RappQuality::CHOICES);
        RappPattern = "rapp_pattern" / "rapp_werkpatroon": ordered(RappPattern::CHOICES);
        RappDistanceM = "rapp_distance_m" / "rapp_afstand_m": amount(Unit::Metre);
        RappEquipment = "rapp_equipment" / "rapp_materieel": ordered(RappQuality::CHOICES);
        RappFloor = "rapp_floor" / "rapp_vloer": ordered(RappQuality::CHOICES);
        RappObstacles = "rapp_obstacles" / "rapp_obstakels": ordered(RappObstacles::CHOICES);
        RappOther = "rapp_other" / "rapp_overige_factoren": ordered(RappOther::CHOICES);
    }
}

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = Self::ALL.len();

    /// What is known of this column.
    pub const fn spec(self) -> &'static Spec {
        &SPECS[self as usize]
    }

    /// The English key.
    pub const fn key(self) -> &'static str {
        self.spec().key
    }

    /// The column with this header name, English or Dutch, in lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        SPECS.iter().find(|spec| spec.key == name || spec.nl == name).map(|spec| spec.column)
    }
}

/// How many words of 64 bits a bit for each column takes.
const WORDS: usize = Column::COUNT.div_ceil(64);

/// A set of columns, without allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ColumnSet([u64; WORDS]);

impl ColumnSet {
    /// No columns.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// A set of the columns given.
    pub const fn of(columns: &[Column]) -> Self {
        let mut set = Self::EMPTY;
        let mut at = 0;
        while at < columns.len() {
            set.insert(columns[at]);
            at += 1;
        }
        set
    }

    /// With one column more.
    #[must_use]
    pub const fn with(mut self, column: Column) -> Self {
        self.insert(column);
        self
    }

    /// Adds a column.
    #[inline]
    pub const fn insert(&mut self, column: Column) {
        // In its place: a set that is copied to be changed costs more than the change.
        self.0[column as usize / 64] |= 1 << (column as usize % 64);
    }

    /// Takes a column out.
    #[inline]
    pub const fn remove(&mut self, column: Column) {
        self.0[column as usize / 64] &= !(1 << (column as usize % 64));
    }

    /// Whether the column is in it.
    pub const fn contains(self, column: Column) -> bool {
        self.0[column as usize / 64] & (1 << (column as usize % 64)) != 0
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.is_within(Self::EMPTY)
    }

    /// Whether the two sets share a column.
    pub const fn meets(self, other: Self) -> bool {
        let (mut shared, mut at) = (0, 0);
        while at < WORDS {
            shared |= self.0[at] & other.0[at];
            at += 1;
        }
        shared != 0
    }

    /// Whether every column of it is in the other.
    pub const fn is_within(self, other: Self) -> bool {
        let (mut outside, mut at) = (0, 0);
        while at < WORDS {
            outside |= self.0[at] & !other.0[at];
            at += 1;
        }
        outside == 0
    }

    /// The columns that are not in the other.
    #[must_use]
    pub const fn without(mut self, other: Self) -> Self {
        let mut at = 0;
        while at < WORDS {
            self.0[at] &= !other.0[at];
            at += 1;
        }
        self
    }

    /// The columns of both.
    #[must_use]
    pub const fn union(mut self, other: Self) -> Self {
        let mut at = 0;
        while at < WORDS {
            self.0[at] |= other.0[at];
            at += 1;
        }
        self
    }

    /// Its columns, in the order of the task file.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        self.places().map(|at| Column::ALL[at])
    }

    /// The places of its columns in [`Column::ALL`], in order.
    #[inline]
    pub fn places(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut bits)| {
            std::iter::from_fn(move || {
                let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(64 * at + lowest)
            })
        })
    }
}

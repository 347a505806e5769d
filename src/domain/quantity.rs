//! Quantities with their unit in the type, and the units that a printed number can have.
//!
//! A quantity is made where a cell becomes part of a method's input; from there on the compiler
//! keeps kilograms from centimetres, and an asymmetry angle from a trunk angle.

/// A unit, for printing and for the description of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A bare number.
    None,
    /// A whole number of things.
    Count,
    /// kg
    Kilogram,
    /// kgf: the force of one kilogram under standard gravity, 9.806 65 N.
    KilogramForce,
    /// cm
    Centimetre,
    /// m
    Metre,
    /// °
    Degree,
    /// °C
    Celsius,
    /// h
    Hour,
    /// min
    Minute,
    /// s
    Second,
    /// per minute
    PerMinute,
    /// per hour
    PerHour,
    /// h per week
    HourPerWeek,
    /// days per week
    DayPerWeek,
    /// min per hour
    MinutePerHour,
    /// km/h
    KilometrePerHour,
    /// %
    Percent,
    /// m/s²
    Acceleration,
    /// m/s^1.75
    VibrationDose,
    /// Hz
    Hertz,
}

impl Unit {
    /// The symbol as printed behind a number; empty for bare numbers and counts.
    /// `min`, `h` and `s` are the same in Dutch and English.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::None | Self::Count => "",
            Self::Kilogram => "kg",
            Self::KilogramForce => "kgf",
            Self::Centimetre => "cm",
            Self::Metre => "m",
            Self::Degree => "°",
            Self::Celsius => "°C",
            Self::Hour => "h",
            Self::Minute => "min",
            Self::Second => "s",
            Self::PerMinute => "/min",
            Self::PerHour => "/h",
            Self::HourPerWeek => "h/week",
            Self::DayPerWeek => "d/week",
            Self::MinutePerHour => "min/h",
            Self::KilometrePerHour => "km/h",
            Self::Percent => "%",
            Self::Acceleration => "m/s²",
            Self::VibrationDose => "m/s¹·⁷⁵",
            Self::Hertz => "Hz",
        }
    }
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident in $unit:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// The unit of [`Self::new`] and [`Self::value`].
            pub const UNIT: Unit = Unit::$unit;

            /// A quantity from its value in [`Self::UNIT`]. Cells hold finite numbers only, so
            /// that anything else here is a defect of ours.
            pub const fn new(value: f64) -> Self {
                debug_assert!(value.is_finite());
                Self(value)
            }

            /// The value in [`Self::UNIT`].
            pub const fn value(self) -> f64 {
                self.0
            }
        }
    )*};
}

quantities! {
    /// A mass, kg.
    Kilograms in Kilogram;
    /// A length, cm.
    Centimetres in Centimetre;
    /// A length, m.
    Metres in Metre;
    /// The asymmetry angle of a lift: between the asymmetry line and the mid-sagittal line, °.
    AsymmetryAngle in Degree;
    /// Lifts (or carries) per minute, averaged over 15 minutes.
    PerMinute in PerMinute;
    /// A duration, h.
    Hours in Hour;
    /// A share, %.
    Percent in Percent;
    /// A frequency-weighted r.m.s. acceleration, m/s².
    Acceleration in Acceleration;
    /// A vibration dose value, m/s^1.75.
    VibrationDose in VibrationDose;
}

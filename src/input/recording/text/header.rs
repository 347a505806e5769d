//! The header of a text recording: what separates its fields, which column is which, in which unit.

use super::number::bare;
use super::{AccelerationUnit, RotationUnit};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Time,
    Acceleration(usize),
    Rotation(usize),
}

/// A header that was understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub(super) delimiter: u8,
    /// The columns as they are called.
    pub(super) names: Vec<String>,
    /// What each holds, where that matters.
    pub(super) slots: Vec<Option<Slot>>,
    /// Seconds in the unit of the time column.
    pub(super) time_scale: f64,
    pub(super) unit: Option<AccelerationUnit>,
    pub(super) gyro_unit: Option<RotationUnit>,
}

/// Why a line that looks like a header is none that can be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Doubt {
    /// Not a header at all.
    No,
    /// Two columns for one thing.
    Twice(String),
    /// Columns of one sensor in different units.
    Units,
}

impl Header {
    /// The column of a slot.
    pub(super) fn column(&self, slot: Slot) -> Option<usize> {
        self.slots.iter().position(|&at| at == Some(slot))
    }

    /// Whether there is a gyroscope.
    pub(super) fn has_rotation(&self) -> bool {
        (0..3).all(|axis| self.column(Slot::Rotation(axis)).is_some())
    }

    /// Reads a line as a header: the delimiter under which it names three axes.
    pub(super) fn read(line: &str) -> Result<Self, Doubt> {
        let mut doubt = Doubt::No;
        for delimiter in [b'\t', b';', b',', b' '] {
            match Self::with(line, delimiter) {
                Ok(header) => return Ok(header),
                Err(Doubt::No) => {}
                Err(other) => doubt = other,
            }
        }
        Err(doubt)
    }

    fn with(line: &str, delimiter: u8) -> Result<Self, Doubt> {
        let names: Vec<String> = split(line.as_bytes(), delimiter)
            .into_iter()
            .map(|name| String::from_utf8_lossy(bare(name)).into_owned())
            .collect();
        // Blanks separate the words of a sentence too.
        if delimiter == b' ' && names.iter().any(|name| name.contains([',', ';', ':'])) {
            return Err(Doubt::No);
        }
        let read: Vec<Option<(Slot, Suffix)>> = names.iter().map(|name| meaning(name)).collect();
        let slots: Vec<Option<Slot>> = read.iter().map(|read| read.map(|(slot, _)| slot)).collect();
        for (at, slot) in slots.iter().enumerate() {
            if slot.is_some() && slots[..at].contains(slot) {
                return Err(Doubt::Twice(names[at].clone()));
            }
        }
        if (0..3).any(|axis| !slots.contains(&Some(Slot::Acceleration(axis)))) {
            return Err(Doubt::No);
        }
        let suffixes = |wanted: fn(Slot) -> bool| {
            let mut found = read.iter().flatten().filter(move |(slot, _)| wanted(*slot)).map(|(_, suffix)| *suffix);
            let first = found.next();
            if found.all(|suffix| Some(suffix) == first) { Ok(first.unwrap_or(Suffix::None)) } else { Err(Doubt::Units) }
        };
        let unit = match suffixes(|slot| matches!(slot, Slot::Acceleration(_)))? {
            Suffix::Acceleration(unit) => Some(unit),
            Suffix::None => None,
            _ => return Err(Doubt::Units),
        };
        let gyro_unit = match suffixes(|slot| matches!(slot, Slot::Rotation(_)))? {
            Suffix::Rotation(unit) => Some(unit),
            _ => None,
        };
        let time_scale = match suffixes(|slot| slot == Slot::Time)? {
            Suffix::Time(scale) => scale,
            _ => 1.0,
        };
        Ok(Self { delimiter, names, slots, time_scale, unit, gyro_unit })
    }
}

/// The fields of a line. Blanks as delimiter count once however many; quotation marks keep a field together.
pub(super) fn split(line: &[u8], delimiter: u8) -> Vec<&[u8]> {
    if delimiter == b' ' {
        return line.split(|byte| matches!(byte, b' ' | b'\t' | b'\r')).filter(|field| !field.is_empty()).collect();
    }
    let mut fields = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, &byte) in line.iter().enumerate() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == delimiter && !quoted {
            fields.push(&line[start..at]);
            start = at + 1;
        }
    }
    fields.push(&line[start..]);
    fields
}

/// The unit that a column's name ends with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Suffix {
    None,
    Acceleration(AccelerationUnit),
    Rotation(RotationUnit),
    Time(f64),
}

/// What a column's name means.
fn meaning(name: &str) -> Option<(Slot, Suffix)> {
    let name = name.trim().trim_start_matches('#').trim().to_lowercase();
    // `acc_x (m/s²)`, `acc_x [g]`, `time_ms`: the unit apart, everything else joined by underscores.
    let name: String = name
        .replace(['²', '^'], "2")
        .replace("22", "2")
        .replace("µ", "u")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let parts: Vec<&str> = name.split('_').filter(|part| !part.is_empty()).collect();
    let (&first, rest) = parts.split_first()?;
    if ["t", "time", "tijd", "timestamp", "datetime", "tijdstip"].contains(&first) {
        return match rest {
            [] | ["s" | "sec" | "seconds" | "utc"] => Some((Slot::Time, Suffix::Time(1.0))),
            ["ms"] => Some((Slot::Time, Suffix::Time(1e-3))),
            ["us"] => Some((Slot::Time, Suffix::Time(1e-6))),
            ["ns"] => Some((Slot::Time, Suffix::Time(1e-9))),
            _ => None,
        };
    }
    let axis = |part: &str| ["x", "y", "z"].iter().position(|&axis| part == axis);
    let acceleration = ["acc", "accel", "acceleration", "accelerometer", "versnelling", "a"];
    let rotation = ["gyr", "gyro", "gyroscope", "gyroscoop", "omega"];
    // `x`, `acc_x`, `x_acc`, `accx`, `ax`.
    let (slot, rest) = if let Some(axis) = axis(first) {
        match rest.split_first() {
            Some((second, rest)) if acceleration.contains(second) => (Slot::Acceleration(axis), rest),
            Some((second, rest)) if rotation.contains(second) => (Slot::Rotation(axis), rest),
            _ => (Slot::Acceleration(axis), rest),
        }
    } else if let Some((axis, rest)) = rest.split_first().and_then(|(second, rest)| Some((axis(second)?, rest))) {
        if acceleration.contains(&first) {
            (Slot::Acceleration(axis), rest)
        } else if rotation.contains(&first) {
            (Slot::Rotation(axis), rest)
        } else {
            return None;
        }
    } else {
        let (before, last) = first.split_at_checked(first.len().checked_sub(1)?)?;
        let axis = axis(last)?;
        if acceleration.contains(&before) {
            (Slot::Acceleration(axis), rest)
        } else if rotation.contains(&before) || before == "g" {
            (Slot::Rotation(axis), rest)
        } else {
            return None;
        }
    };
    let suffix = match (slot, rest) {
        (_, []) => Suffix::None,
        (Slot::Acceleration(_), ["g"]) => Suffix::Acceleration(AccelerationUnit::Gravity),
        (Slot::Acceleration(_), ["mg"]) => Suffix::Acceleration(AccelerationUnit::Milligravity),
        (Slot::Acceleration(_), ["ms2" | "mps2"] | ["m", "s2"] | ["m", "s", "2"]) => {
            Suffix::Acceleration(AccelerationUnit::MetrePerSecondSquared)
        }
        (Slot::Rotation(_), ["dps" | "deg" | "degs"] | ["deg", "s"]) => Suffix::Rotation(RotationUnit::DegreePerSecond),
        (Slot::Rotation(_), ["rad" | "rads" | "radps"] | ["rad", "s"]) => Suffix::Rotation(RotationUnit::RadianPerSecond),
        _ => return None,
    };
    Some((slot, suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_understood_however_they_are_written() {
        for line in [
            "t,x,y,z",
            "time;acc_x;acc_y;acc_z",
            "x y z",
            "  x   y  z",
            "\"Time (s)\",\"Acc X (m/s²)\",\"Acc Y (m/s²)\",\"Acc Z (m/s²)\"",
            "timestamp\tax\tay\taz",
            "t,acc_x_ms2,acc_y_ms2,acc_z_ms2,gyr_x,gyr_y,gyr_z",
            "Time [ms];accX [m/s^2];accY [m/s^2];accZ [m/s^2]",
            "z,y,x,note",
        ] {
            assert!(Header::read(line).is_ok(), "{line}: {:?}", Header::read(line));
        }
        for line in ["0,1,2,3", "serial: 1234", "t,x,y", "t,vx,vy,vz", "# logger of x, y and z", ""] {
            assert_eq!(Header::read(line), Err(Doubt::No), "{line}");
        }
        assert_eq!(Header::read("x,acc_x,y,z"), Err(Doubt::Twice("acc_x".into())));
        assert_eq!(Header::read("x_g,y_g,z_ms2"), Err(Doubt::Units));
        let header = Header::read("time_ms;ax_g;ay_g;az_g;gx_dps;gy_dps;gz_dps").expect("a header");
        assert_eq!(header.unit, Some(AccelerationUnit::Gravity));
        assert_eq!(header.gyro_unit, Some(RotationUnit::DegreePerSecond));
        assert!((header.time_scale - 0.001).abs() < 1e-12 && header.has_rotation());
    }
}

//! Recordings of a trunk that never was: what happened in every second is known, because it was written down
//! before the samples were made. As text, and as an Axivity `.cwa` with its packed samples and checksums.

use std::fmt::Write as _;

/// What the wearer, or the sensor, does for a while.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    /// Inclined so far forward (negative: backward), °, with the sway of a living person.
    Lean(f64),
    /// Inclined so far to the left, °, with sway.
    Side(f64),
    /// On a table: the same direction to the last bit.
    Table([f64; 3]),
    /// Nothing is recorded.
    Gap,
    /// Standing, and so often a knock that runs into the range of the sensor: one sample every second.
    Knocks,
}

/// What happened, in order, each for a number of whole seconds.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    rate_hz: u32,
    range_g: f64,
    parts: Vec<(u32, What)>,
}

impl Script {
    /// Ten seconds of standing still come first: the zero posture.
    pub(crate) fn new(rate_hz: u32) -> Self {
        Self { rate_hz, range_g: 8.0, parts: vec![(10, What::Table([0.0, 0.0, 1.0]))] }
    }

    /// Then, for so many seconds.
    pub(crate) fn then(mut self, seconds: u32, what: What) -> Self {
        self.parts.push((seconds, what));
        self
    }

    /// So many times bent so far for ten seconds, with twenty seconds upright after each.
    pub(crate) fn bends(self, count: u32, degrees: f64) -> Self {
        (0..count).fold(self, |script, _| script.then(10, What::Lean(degrees)).then(20, What::Lean(0.0)))
    }

    /// All samples: time, s, and acceleration, g.
    pub(crate) fn samples(&self) -> Vec<(f64, [f64; 3])> {
        let mut samples = Vec::new();
        let mut at = 0;
        for &(seconds, what) in &self.parts {
            for number in 0..seconds * self.rate_hz {
                let time = f64::from(at) / f64::from(self.rate_hz);
                at += 1;
                let sway = (2.0 * (1.7 * time).sin()).to_radians();
                let lean = |degrees: f64| {
                    let angle = degrees.to_radians() + sway;
                    [-angle.sin(), 0.0, angle.cos()]
                };
                let value = match what {
                    What::Gap => continue,
                    What::Lean(degrees) => lean(degrees),
                    What::Side(degrees) => {
                        let [x, _, z] = lean(degrees);
                        [0.0, -x, z]
                    }
                    What::Table(direction) => direction,
                    What::Knocks if number % self.rate_hz == 0 => [0.0, self.range_g, 1.0],
                    What::Knocks => lean(0.0),
                };
                samples.push((time, value));
            }
        }
        samples
    }

    /// As text: time, s, and g.
    pub(crate) fn csv(&self) -> String {
        self.samples().iter().fold("t,acc_x_g,acc_y_g,acc_z_g\n".to_owned(), |mut text, (time, [x, y, z])| {
            writeln!(text, "{time:.3},{x:.5},{y:.5},{z:.5}").expect("memory");
            text
        })
    }

    /// As an Axivity AX3 recording. A gap drops whole sectors of 120 samples, so that it must be a multiple
    /// of them.
    pub(crate) fn cwa(&self) -> Vec<u8> {
        const RATE_100: u8 = 0x0a;
        assert_eq!(self.rate_hz, 100, "the rate of these files");
        let range: u8 = match self.range_g {
            8.0 => 0x40,
            range => panic!("no code for {range} g"),
        };
        let mut file = vec![0; 1024];
        file[..2].copy_from_slice(b"MD");
        file[36] = range | RATE_100;
        let samples = self.samples();
        for (number, part) in samples.chunks_exact(120).enumerate() {
            let mut sector = [0_u8; 512];
            sector[..2].copy_from_slice(b"AX");
            sector[10..14].copy_from_slice(&u32::try_from(number).expect("a day of sectors").to_le_bytes());
            // The time of a sector is a whole second and stands at one of its samples, here by a place.
            let whole = part[0].0.ceil();
            #[expect(clippy::cast_possible_truncation, reason = "less than a second of samples")]
            let place = ((whole - part[0].0) * f64::from(self.rate_hz)).round() as i16;
            sector[14..18].copy_from_slice(&clock(whole).to_le_bytes());
            sector[24] = range | RATE_100;
            sector[25] = 0x30;
            sector[26..28].copy_from_slice(&place.to_le_bytes());
            sector[28..30].copy_from_slice(&120_u16.to_le_bytes());
            for ((_, sample), bytes) in part.iter().zip(sector[30..510].chunks_exact_mut(4)) {
                bytes.copy_from_slice(&packed(*sample).to_le_bytes());
            }
            let sum = sector.chunks_exact(2).fold(0_u16, |sum, two| sum.wrapping_add(u16::from_le_bytes([two[0], two[1]])));
            sector[510..].copy_from_slice(&sum.wrapping_neg().to_le_bytes());
            file.extend_from_slice(&sector);
        }
        file
    }
}

/// The maker's packed clock time, so many seconds after eight in the morning.
fn clock(seconds: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a day at most")]
    let seconds = 8 * 3600 + seconds as u32;
    26 << 26 | 11 << 22 | 24 << 17 | (seconds / 3600) << 12 | (seconds / 60 % 60) << 6 | (seconds % 60)
}

/// The maker's packed sample: three numbers of ten bits, 256 to a g, and the exponent that they share.
fn packed(sample: [f64; 3]) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "a few thousand steps")]
    let steps = sample.map(|g| (g * 256.0).round().clamp(-2048.0, 2047.0) as i32);
    let exponent = (0..3).find(|exponent| steps.iter().all(|step| (-512..512).contains(&(step >> exponent)))).unwrap_or(3);
    let part = |axis: usize| ((steps[axis] >> exponent).cast_unsigned() & 0x3ff) << (10 * axis);
    exponent << 30 | part(0) | part(1) | part(2)
}

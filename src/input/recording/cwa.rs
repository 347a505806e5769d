//! Axivity `.cwa`: AX3 (acceleration) and AX6 (acceleration and angular rate).
//!
//! A header of 1024 bytes, then sectors of 512 bytes with 480 bytes of samples each. A sector is
//! believed only if its checksum holds. Its time stands at one of its samples; between sectors it
//! is interpolated, so that the crystal's true rate is followed (the nominal 200 Hz of an AX3 is
//! often nearer 197). Clock times have no zone and are only used as differences.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::{Block, Error, Info, Recording};
use crate::domain::{Phrase, Unit};

/// The texts of what this reader says, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("cwa.csv");

const HEADER: usize = 1024;
const SECTOR: usize = 512;
/// Where its samples lie.
const DATA: std::ops::Range<usize> = 30..510;
/// How many sectors make a block.
const SECTORS: usize = 32;
/// Standard gravity, m/s².
const GRAVITY: f64 = 9.806_65;

/// A `.cwa` recording that is being read.
#[derive(Debug)]
pub struct Cwa<R = BufReader<File>> {
    source: R,
    info: Info,
    position: u64,
    session: u32,
    /// The bytes of the sector that waits and of the one that is read, in turn.
    bytes: [[u8; SECTOR]; 2],
    /// Which of them are read next.
    turn: usize,
    /// The sector that waits for the start of the next one.
    waiting: Option<Sector>,
    first_start: Option<f64>,
    clock_set: f64,
    ended: bool,
    damage: Damage,
}

/// What was not as it should be.
#[derive(Debug, Clone, Copy, Default)]
struct Damage {
    bad_sectors: u32,
    foreign_sectors: u32,
    clock_steps: u32,
    cut_bytes: usize,
}

/// What is known of a sector whose checksum holds. Its samples are decoded when they are handed over.
#[derive(Debug, Clone, Copy)]
struct Sector {
    layout: Layout,
    /// m/s² for one step of a sixteen-bit acceleration.
    scale: f64,
    /// How many samples it holds.
    count: u16,
    session: u32,
    /// The clock time of its first sample, s.
    start: f64,
    /// The nominal time between samples, s.
    step: f64,
}

/// How the samples of a sector are written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Layout {
    /// Three axes in four bytes.
    Packed,
    /// `axes` numbers of sixteen bits to a sample, of which the accelerations begin at `first`.
    Words {
        axes: usize,
        first: usize,
        /// rad/s for one step of the angular rates, which come first; `None` without a gyroscope.
        rotation: Option<f64>,
    },
}

impl Sector {
    const fn has_rotation(&self) -> bool {
        matches!(self.layout, Layout::Words { rotation: Some(_), .. })
    }

    /// Appends its accelerations, m/s².
    fn acceleration(&self, bytes: &[u8; SECTOR], out: &mut Vec<[f64; 3]>) {
        let (data, count) = (&bytes[DATA], usize::from(self.count));
        match self.layout {
            Layout::Packed => out.extend(data.as_chunks().0[..count].iter().map(|&bytes| packed(bytes))),
            Layout::Words { axes, first, .. } => {
                out.extend(data.chunks_exact(2 * axes).take(count).map(|sample| words(sample, first, self.scale)));
            }
        }
    }

    /// Appends its angular rates, rad/s, if it has them.
    fn rotation(&self, bytes: &[u8; SECTOR], out: &mut Vec<[f64; 3]>) {
        if let Layout::Words { axes, rotation: Some(scale), .. } = self.layout {
            let samples = bytes[DATA].chunks_exact(2 * axes).take(usize::from(self.count));
            out.extend(samples.map(|sample| words(sample, 0, scale)));
        }
    }
}

impl Cwa {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be read or is not a `.cwa` file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        Self::new(BufReader::with_capacity(1 << 16, file), bytes)
    }
}

impl<R: Read> Cwa<R> {
    /// Reads the header of `source`, which holds `bytes`.
    ///
    /// # Errors
    /// When it cannot be read or is not a `.cwa` recording.
    pub fn new(mut source: R, bytes: u64) -> Result<Self, Error> {
        let mut header = [0; HEADER];
        let read = read_up_to(&mut source, &mut header)?;
        if read < HEADER || &header[..2] != b"MD" {
            return Err(Error::Format(Phrase::new("recording.cwa.not_cwa")));
        }
        let rate_hz = rate(header[36]).ok_or_else(|| Error::Format(Phrase::new("recording.cwa.rate")))?;
        let mut cwa = Self {
            source,
            info: Info { rate_hz, has_rotation: false, has_time: true, full_scale: Some(range_g(header[36]) * GRAVITY), bytes },
            position: HEADER as u64,
            session: u32_at(&header, 7),
            bytes: [[0; SECTOR]; 2],
            turn: 0,
            waiting: None,
            first_start: None,
            clock_set: 0.0,
            ended: false,
            damage: Damage::default(),
        };
        cwa.waiting = cwa.next_sector()?;
        match &cwa.waiting {
            None => return Err(Error::Format(Phrase::new("recording.cwa.empty"))),
            Some(first) => {
                cwa.info.has_rotation = first.has_rotation();
                cwa.info.rate_hz = 1.0 / first.step;
                cwa.first_start = Some(first.start);
            }
        }
        Ok(cwa)
    }

    /// The next sector that can be believed. Its bytes are those whose turn it was.
    fn next_sector(&mut self) -> Result<Option<Sector>, Error> {
        while !self.ended {
            let bytes = &mut self.bytes[self.turn];
            let read = read_up_to(&mut self.source, bytes)?;
            self.position += read as u64;
            if read < SECTOR {
                self.ended = true;
                self.damage.cut_bytes = read;
                break;
            }
            if bytes.iter().all(|&byte| byte == 0xff) {
                // Flash that was never written.
                continue;
            }
            let words = bytes.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two));
            let sum = words.fold(0_u16, u16::wrapping_add);
            match (&bytes[..2] == b"AX" && sum == 0).then(|| sector(bytes)).flatten() {
                None => self.damage.bad_sectors += 1,
                Some(sector) if sector.session != self.session => self.damage.foreign_sectors += 1,
                Some(sector) if self.info.has_rotation && !sector.has_rotation() => self.damage.bad_sectors += 1,
                Some(sector) => {
                    self.turn ^= 1;
                    return Ok(Some(sector));
                }
            }
        }
        Ok(None)
    }

    /// Appends the waiting sector to `block` and lets the next one wait.
    fn hand_over(&mut self, block: &mut Block) -> Result<bool, Error> {
        let Some(sector) = self.waiting.take() else { return Ok(false) };
        let place = self.turn ^ 1;
        let count = f64::from(sector.count);
        let nominal_end = sector.start + count * sector.step;
        let mut step = sector.step;
        self.waiting = self.next_sector()?.map(|mut next| {
            next.start += self.clock_set;
            if next.start < sector.start + 0.5 * count * sector.step {
                // The clock was set back: time goes on as if it was not.
                self.damage.clock_steps += 1;
                self.clock_set += nominal_end - next.start;
                next.start = nominal_end;
            } else if (next.start - nominal_end).abs() < 0.1 * count * sector.step {
                step = (next.start - sector.start) / count;
            }
            next
        });
        let start = sector.start - self.first_start.unwrap_or(sector.start);
        block.time_s.extend((0..sector.count).map(|at| start + f64::from(at) * step));
        let bytes = &self.bytes[place];
        sector.acceleration(bytes, &mut block.acceleration);
        if self.info.has_rotation {
            sector.rotation(bytes, &mut block.rotation);
        }
        Ok(true)
    }
}

impl<R: Read> Recording for Cwa<R> {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        for _ in 0..SECTORS {
            if !self.hand_over(block)? {
                break;
            }
        }
        Ok(!block.acceleration.is_empty())
    }

    fn position(&self) -> u64 {
        self.position
    }

    fn notes(&self) -> Vec<Phrase> {
        let counted = |key, count: u32| (count > 0).then(|| Phrase::new(key).number("count", f64::from(count), Unit::Count));
        let cut = self.damage.cut_bytes;
        [
            counted("recording.cwa.bad_sectors", self.damage.bad_sectors),
            counted("recording.cwa.foreign_sectors", self.damage.foreign_sectors),
            counted("recording.cwa.clock_steps", self.damage.clock_steps),
            (cut > 0).then(|| Phrase::new("recording.cwa.cut").number("bytes", cut as f64, Unit::Count)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A sector whose checksum holds; `None` if its layout is none that we know.
fn sector(bytes: &[u8; SECTOR]) -> Option<Sector> {
    let rate_hz = rate(bytes[24])?;
    let (axes, width) = (usize::from(bytes[25] >> 4), bytes[25] & 0x0f);
    let layout = match (axes, width) {
        (3, 0) => Layout::Packed,
        (3, 2) => Layout::Words { axes, first: 0, rotation: None },
        // Angular rate comes first; what follows the acceleration is a magnetometer.
        (6 | 9, 2) => Layout::Words { axes, first: 3, rotation: Some(rotation_scale(bytes)?) },
        _ => return None,
    };
    let size = if layout == Layout::Packed { 4 } else { 2 * axes };
    let count = u16_at(bytes, 28);
    if count == 0 || usize::from(count) > DATA.len() / size {
        return None;
    }
    // A set top bit says that the rest is a fraction of a second; the sample at which the time
    // stands was then moved by the samples in that fraction, and has to be moved back.
    let fraction = u16_at(bytes, 4);
    let (fraction, moved) = if fraction & 0x8000 == 0 {
        (0.0, 0.0)
    } else {
        let part = f64::from(fraction & 0x7fff) / 32_768.0;
        (part, (part * rate_hz).floor())
    };
    let offset = f64::from(u16_at(bytes, 26).cast_signed()) + moved;
    let step = 1.0 / rate_hz;
    let start = clock(u32_at(bytes, 14))? + fraction - offset * step;
    Some(Sector { layout, scale: acceleration_scale(bytes), count, session: u32_at(bytes, 6), start, step })
}

/// Three ten-bit numbers with a common exponent of two bits, 256 to a g at exponent 0; in m/s².
#[inline]
fn packed(bytes: [u8; 4]) -> [f64; 3] {
    /// m/s² for one step at each exponent.
    const STEPS: [f64; 4] = [GRAVITY / 256.0, GRAVITY / 128.0, GRAVITY / 64.0, GRAVITY / 32.0];
    let word = u32::from_le_bytes(bytes);
    let step = STEPS[(word >> 30) as usize];
    // To the top of the word, and back with the sign.
    [22, 12, 2].map(|up| f64::from((word << up).cast_signed() >> 22) * step)
}

/// Three numbers of sixteen bits from place `first` of a sample.
#[inline]
fn words(sample: &[u8], first: usize, scale: f64) -> [f64; 3] {
    std::array::from_fn(|axis| f64::from(u16_at(sample, 2 * (first + axis)).cast_signed()) * scale)
}

/// m/s² for one step of a sixteen-bit acceleration.
fn acceleration_scale(bytes: &[u8]) -> f64 {
    GRAVITY / f64::from(1_u32 << (8 + (u16_at(bytes, 18) >> 13)))
}

/// rad/s for one step of a sixteen-bit angular rate; `None` if the gyroscope was off.
fn rotation_scale(bytes: &[u8]) -> Option<f64> {
    let code = (u16_at(bytes, 18) >> 10) & 7;
    (code > 0).then(|| (8000.0 / f64::from(1_u32 << code) / 32_768.0).to_radians())
}

/// Samples per second of a rate code.
fn rate(code: u8) -> Option<f64> {
    let code = code & 0x0f;
    (code >= 5).then(|| 3200.0 / f64::from(1_u32 << (15 - code)))
}

/// The acceleration at which the sensor saturates, g.
fn range_g(code: u8) -> f64 {
    f64::from(16_u32 >> (code >> 6))
}

/// Seconds since the first of March of the year 0, of a packed clock time.
fn clock(packed: u32) -> Option<f64> {
    let part = |shift: u32, bits: u32| (packed >> shift) & ((1 << bits) - 1);
    let (year, month, day) = (2000 + part(26, 6), part(22, 4), part(17, 5));
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March have their leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some(f64::from(days) * 86_400.0 + f64::from(part(12, 5) * 3600 + part(6, 6) * 60 + part(0, 6)))
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Fills `buffer` as far as `source` goes.
fn read_up_to(source: &mut impl Read, buffer: &mut [u8]) -> Result<usize, Error> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_keep_their_sign_and_exponent() {
        let word: u32 = 0b01 << 30 | 0x3ff << 20 | 0x200 << 10 | 0x001;
        let g = packed(word.to_le_bytes()).map(|value| value / GRAVITY * 256.0);
        assert!((g[0] - 2.0).abs() < 1e-9 && (g[1] + 1024.0).abs() < 1e-9 && (g[2] + 2.0).abs() < 1e-9, "{g:?}");
    }

    #[test]
    fn the_clock_knows_leap_days_and_refuses_none() {
        let at = |year: u32, month: u32, day: u32, hour: u32| clock((year - 2000) << 26 | month << 22 | day << 17 | hour << 12);
        let hours = |from: Option<f64>, to: Option<f64>| (to.expect("a day") - from.expect("a day")) / 3600.0;
        assert!((hours(at(2020, 2, 28, 23), at(2020, 3, 1, 1)) - 26.0).abs() < 1e-9);
        assert!((hours(at(2021, 2, 28, 23), at(2021, 3, 1, 1)) - 2.0).abs() < 1e-9);
        assert!((hours(at(2021, 12, 31, 0), at(2022, 1, 1, 0)) - 24.0).abs() < 1e-9);
        assert_eq!(at(2021, 0, 1, 0), None);
    }

    #[test]
    fn rates_are_those_of_the_maker() {
        assert_eq!([0x4b, 0x0a, 0x4a].map(rate), [Some(200.0), Some(100.0), Some(100.0)]);
        assert_eq!(rate(0), None);
        assert!((range_g(0x4b) - 8.0).abs() < 1e-9 && (range_g(0x0a) - 16.0).abs() < 1e-9);
    }
}
